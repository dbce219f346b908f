"""The right side of the error analysis: what the errors are made of, and whether relabeling is worth it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.core import error_words
from labeler.core.error_analysis import Sheet
from labeler.core.splits import phrase
from labeler.gui.clipboard import copy_table
from labeler.gui.pages.errors.ceilings_chart import ceilings, table
from labeler.gui.pages.errors.side_cards import CeilingsCard, ErrorCard, FlowsCard, legend
from labeler.gui.picture_export import ask_and_save
from labeler.gui.theme import GRID
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.sheet import ErrorSheet


class ErrorsSide(QWidget):
    """``category_chosen`` carries a category's name, "" for the incorrect labels.

    ``save_requested`` asks the page to call ``save_chart``, which raises what the page has to tell.
    """

    category_chosen = Signal(str)
    save_requested = Signal()
    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._title = ""
        self._error = ErrorCard()
        self._ceilings = CeilingsCard()
        self._flows = FlowsCard()
        self._warnings = TextLabel(size="small", tone="unsure", wrap=True)
        self._body = QWidget()
        self._area = scrolled(self._body)
        self._lay_out()
        self._ceilings.chart.chosen.connect(self.category_chosen)
        self._ceilings.chart.row_shown.connect(self._on_row_shown)
        self._ceilings.save.clicked.connect(self.save_requested)
        self._ceilings.copy.clicked.connect(self.copy_ceilings)

    def show_sheet(self, sheet: ErrorSheet) -> None:
        self._sheet, self._title = sheet.sheet, sheet.title
        self._error.show_sheet(sheet.sheet, sheet.title)
        self._ceilings.show_sheet(sheet.sheet, sheet.title)
        self._flows.show_sheet(sheet.sheet, sheet.title)
        told = set(error_words.flow_warnings(sheet.sheet.flows))
        self._warnings.set_text("\n".join(text for text in sheet.sheet.warnings if text not in told))
        self._warnings.setVisible(bool(self._warnings.text()))
        self._ceilings.setVisible(bool(sheet.sheet.misclassified))
        self._flows.setVisible(bool(sheet.sheet.examples))

    def clear(self) -> None:
        self._sheet = None
        for card in (self._error, self._ceilings, self._flows):
            card.clear()
        self._warnings.hide()

    def save_chart(self) -> Path | None:
        """Asks where; None if nothing was saved. Raises LabelerError where the place can't be written."""
        if self._sheet is None:
            return None
        subject = f"{self._sheet.model} on {phrase(self._sheet.split)}"
        return ask_and_save(
            self,
            self._ceilings.chart,
            name=f"{subject}, error left by category",
            title=f"{subject}: {self._title} left if a category were solved",
            note=legend(self._sheet, self._title),
        )

    def copy_ceilings(self) -> None:
        if self._sheet is not None:
            copy_table(*table(ceilings(self._sheet)))
            self.copied.emit()

    def _on_row_shown(self, row: QRect) -> None:
        """The card scrolls to it by itself; here the card may be out of sight."""
        middle = self._ceilings.chart.mapTo(self._body, row.center())
        self._area.ensureVisible(0, middle.y(), 0, row.height())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * GRID)
        for part in (self._error, self._ceilings, self._flows, self._warnings):
            column.addWidget(part)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._area)
