"""The header of the error analysis: which sheet, and of how many errors."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from labeler.core.splits import POOLED
from labeler.gui.pages.errors.figures import Wanted, subtitle
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.session.session import Session
from labeler.session.sheet import ErrorSheet

_TITLE = "Error analysis"
_BASES = (("all", "all reviewed"), ("sample", "random sample"))


class ErrorsHeader(HeaderBar):
    """``chosen``: another sheet is wanted. ``copy_requested`` is the click on Copy."""

    chosen = Signal()
    copy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, parent=parent)
        self._model, self._split, self._basis = ChipMenu("Model"), ChipMenu("Split"), ChipMenu("Basis")
        copy = ActionButton("Copy", action="copy-sheet", variant="quiet")
        copy.clicked.connect(self.copy_requested)
        for chip in (self._model, self._split, self._basis):
            chip.chosen.connect(self.chosen)
            self.add(chip)
        self.add(copy)

    def offer(self, session: Session) -> None:
        """The models and splits there are."""
        self._model.set_choices([(each.model, each.model) for each in session.predictions])
        sizes = session.examples.split_sizes
        pooled = [(POOLED, "dev + test")] if {"dev", "test"} <= sizes.keys() else []
        self._split.set_choices([*((name, name) for name in sizes), *pooled], current="dev" if "dev" in sizes else "")
        self._basis.set_choices(_BASES)

    def wanted(self) -> Wanted:
        return Wanted(self._model.current(), self._split.current(), self._basis.current())

    def show_sheet(self, totals: ErrorSheet) -> None:
        self._model.set_current(totals.sheet.model)
        self._split.set_current(totals.sheet.split)
        self.set_title(_TITLE, subtitle(totals))

    def clear(self) -> None:
        self.set_title(_TITLE)
