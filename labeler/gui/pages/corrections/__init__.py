"""What was corrected, what is in conflict, and what applying it changes."""

from labeler.gui.pages.corrections.page import CorrectionsPage

__all__ = ["CorrectionsPage"]
