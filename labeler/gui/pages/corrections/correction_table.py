"""The list of corrections: rows of two lines, any number of them, that stay where they are when others come."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from labeler.gui.pages.corrections.correction_rows import ROW, CorrectionDelegate, CorrectionModel, Thumbnail
from labeler.gui.theme import current_theme
from labeler.gui.widgets.entry import ENTER

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_HEADER = QHeaderView.ResizeMode


class CorrectionTable(QTableView):
    """``opened`` comes with Enter or a double click, ``picked`` when other rows are selected."""

    opened = Signal(int)
    picked = Signal()

    def __init__(self, model: CorrectionModel, thumbnail: Thumbnail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._corrections = model
        self.setModel(model)
        self.setItemDelegate(CorrectionDelegate(thumbnail, self))
        self.setAccessibleName("Corrections")
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._set_up_headers()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().selectionChanged.connect(self.picked)

    def selected_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def place(self) -> tuple[int | None, int | None, int]:
        """Ordinals of the current row and of the topmost in sight, and how far that one is scrolled."""
        current, top = self.currentIndex(), self.rowAt(0)
        return (
            self._corrections.item(current.row()).ordinal if current.isValid() else None,
            self._corrections.item(top).ordinal if top >= 0 else None,
            self.rowViewportPosition(top) if top >= 0 else 0,
        )

    def go_back(self, place: tuple[int | None, int | None, int], *, at: int = 0) -> None:
        """To where it was, among other rows; ``at`` is the row of one that is gone."""
        current, top, offset = place
        row = self._corrections.row_of(current) if current is not None else None
        self.select_row(min(at, self._corrections.rowCount() - 1) if row is None else row)
        top_row = self._corrections.row_of(top) if top is not None else None
        if top_row is not None:
            self.verticalScrollBar().setValue(top_row * self.verticalHeader().defaultSectionSize() - offset)

    def select_row(self, row: int) -> None:
        """Nothing where there are no rows."""
        if row >= 0:
            index = self._corrections.index(row, 0)
            self.selectionModel().setCurrentIndex(index, _SELECT)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # letters are the page's, not for a search in the rows
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _set_up_headers(self) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(_HEADER.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(_HEADER.Fixed)
        self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(current_theme().px(ROW))
