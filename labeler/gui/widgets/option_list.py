"""What can be chosen in a list that is searched: a model of what was found, and how a row of it looks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView

from labeler.gui.theme import Theme, Tone, paint_icon
from labeler.gui.widgets.label_matches import letters_of
from labeler.gui.widgets.row_list import PADDING, RowDelegate, lettered, show_rows
from labeler.gui.widgets.spans import Span, paint_spans, paint_text, spans_width

OPTION = Qt.ItemDataRole.UserRole

_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_ICON = 14
_NO_PARENT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Option:
    """``value`` is what is told when it is chosen; ``detail`` stands at the right, ``icon`` before it."""

    value: Hashable
    text: str
    detail: str = ""
    icon: str = ""
    tone: Tone = "faint"


class OptionModel(QAbstractListModel):
    """What was found, and for what, so that the matching letters can be shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options: Sequence[Option] = ()
        self.query = ""

    def show(self, options: Sequence[Option], query: str) -> None:
        self.beginResetModel()
        self._options, self.query = options, query.strip()
        self.endResetModel()

    def option(self, row: int) -> Option:
        return self._options[row]

    def row_of(self, value: Hashable) -> int | None:
        return next((row for row, option in enumerate(self._options) if option.value == value), None)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._options)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        option = self._options[index.row()]
        if role == _DISPLAY:
            return option.text
        if role == _ACCESSIBLE:
            return f"{option.text} {option.detail}".strip()
        return option if role == OPTION else None


class _OptionDelegate(RowDelegate):
    """The text with the matching letters strong, the detail at the right."""

    def paint_row(self, painter: QPainter, room: QRectF, index: Index, theme: Theme) -> None:
        model = index.model()
        query = model.query if isinstance(model, OptionModel) else ""
        _paint_option(painter, room, index.data(OPTION), query, theme)


def _paint_option(painter: QPainter, room: QRectF, option: Option, query: str, theme: Theme) -> None:
    if option.icon:
        side = theme.px(_ICON)
        place = QRectF(room.right() - side, room.center().y() - side / 2, side, side)
        paint_icon(painter, place, option.icon, theme.color(option.tone))
        room = room.adjusted(0, 0, -side - PADDING, 0)
    if option.detail:
        right = Qt.AlignmentFlag.AlignRight
        width = min(spans_width((Span(option.detail),), theme, "small"), room.width() / 2)
        place = QRectF(room.right() - width, room.top(), width, room.height())
        paint_text(painter, place, option.detail, theme, size="small", tone=option.tone, align=right)
        room = room.adjusted(0, 0, -width - PADDING, 0)
    letters = letters_of(query, option.text) if query else ()
    paint_spans(painter, room, lettered(option.text, letters), theme)


def option_view(model: OptionModel) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(_OptionDelegate(view))
    show_rows(view, name="", fewest=0)
    return view
