"""The conflicts in the order they are gone through, with what is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QWidget

from labeler.gui.theme import Theme, current_theme
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.row_list import RowDelegate, fitted, show_rows
from labeler.gui.widgets.spans import Span, paint_spans
from labeler.gui.widgets.verdict_mark import Mark, paint_verdict

WIDTH = 232
_MARK = 16
_GAP = 8
_NAME = 0.8
_NO_PARENT = QModelIndex()
_ROW = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """``mark`` is "conflict" while it is open, else that of what it was settled as; ``quiet`` the given label."""

    name: str
    quiet: str
    mark: Mark
    said: str


class ConflictModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        same, self._rows = len(rows) == len(self._rows), tuple(rows)
        if same and rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.beginResetModel()
            self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.said)
        return row.said if role == Qt.ItemDataRole.DisplayRole else None


class ConflictList(QListView):
    """``moved`` comes when the person goes to another row."""

    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = ConflictModel(self)
        self._showing = False
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        show_rows(self, name="Conflicts")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_conflicts(self, rows: Sequence[Row], *, current: int) -> None:
        self._showing = True
        self._rows.set_rows(rows)
        self.setCurrentIndex(self._rows.index(current))
        self.scrollTo(self._rows.index(current))
        self._showing = False

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._showing:
            self.moved.emit(index.row())


class _Delegate(RowDelegate):
    def paint_row(self, painter: QPainter, room: QRectF, index: Index, theme: Theme) -> None:
        row = index.data(_ROW)
        assert isinstance(row, Row)
        side = current_theme().px(_MARK)
        paint_verdict(painter, QRectF(room.left(), room.top(), side, room.height()), row.mark, theme.palette)
        room = room.adjusted(side + _GAP, 0, 0, 0)
        name = fitted(row.name, ((0, len(row.name)),) if row.mark == "conflict" else (), _NAME * room.width(), theme)
        paint_spans(painter, room, (*name, Span(f"  {row.quiet}", tone="muted")), theme)
