"""Widgets that take plain values and emit signals; they know nothing of projects."""
