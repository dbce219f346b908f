"""Review: the example large, beside it what can be said of it."""

from labeler.gui.pages.review.page import ReviewPage

__all__ = ["ReviewPage"]
