"""The confusion matrix beside the gallery: a cell opens its examples."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from labeler.session.confusion import Confusion


class ConfusionPanel(QWidget):
    """``chosen`` carries the conditions of a cell, as ("label=cat", "predicted=dog"); ``closed`` that it was closed."""

    chosen = Signal(tuple)
    closed = Signal()

    def show_confusion(self, confusion: Confusion) -> None: ...

    def clear(self, why: str = "") -> None:
        """Nothing to show, and why."""
