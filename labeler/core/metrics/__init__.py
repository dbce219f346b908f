"""Metrics: additive counts per model and example, and a function of their sums (METHOD 1)."""
