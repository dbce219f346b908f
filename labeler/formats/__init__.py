"""Readers and writers of the file contract (DESIGN 4)."""
