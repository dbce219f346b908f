"""What one model's errors are made of, and whether relabeling is worth it."""

from labeler.gui.pages.errors.page import ErrorsPage

__all__ = ["ErrorsPage"]
