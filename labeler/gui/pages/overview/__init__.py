"""What the set holds, how far the review is, and what to do next."""

from labeler.gui.pages.overview.page import OverviewPage

__all__ = ["OverviewPage"]
