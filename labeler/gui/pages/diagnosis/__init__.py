"""Where the error is: bias, variance, mismatch, or overfitting to dev."""

from labeler.gui.pages.diagnosis.page import DiagnosisPage

__all__ = ["DiagnosisPage"]
