"""What can be chosen in a list that is searched: a model of what was found, and how a row of it looks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from labeler.gui.theme import Theme, Tone, current_theme, paint_icon
from labeler.gui.widgets.label_matches import letters_of
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.spans import Span, Spans, paint_spans, paint_text, spans_width

ROW = 32
OPTION = Qt.ItemDataRole.UserRole

_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_PADDING = 8
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


class _OptionDelegate(QStyledItemDelegate):
    """The text with the matching letters strong, the detail at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = current_theme(), QRectF(option.rect)
        if option.state & _SELECTED:
            paint_box(painter, rect, fill=theme.palette.accent_soft, radius=6)
        elif option.state & _HOVERED:
            paint_box(painter, rect, fill=theme.palette.row, radius=6)
        model = index.model()
        query = model.query if isinstance(model, OptionModel) else ""
        _paint_option(painter, rect.adjusted(_PADDING, 0, -_PADDING, 0), index.data(OPTION), query, theme)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, current_theme().px(ROW))


def _paint_option(painter: QPainter, room: QRectF, option: Option, query: str, theme: Theme) -> None:
    if option.icon:
        side = theme.px(_ICON)
        place = QRectF(room.right() - side, room.center().y() - side / 2, side, side)
        paint_icon(painter, place, option.icon, theme.color(option.tone))
        room = room.adjusted(0, 0, -side - _PADDING, 0)
    if option.detail:
        right = Qt.AlignmentFlag.AlignRight
        width = min(spans_width((Span(option.detail),), theme, "small"), room.width() / 2)
        place = QRectF(room.right() - width, room.top(), width, room.height())
        paint_text(painter, place, option.detail, theme, size="small", tone=option.tone, align=right)
        room = room.adjusted(0, 0, -width - _PADDING, 0)
    paint_spans(painter, room, _marked(option.text, query), theme)


def _marked(text: str, query: str) -> Spans:
    parts, done = [], 0
    for start, stop in letters_of(query, text) if query else ():
        parts += [Span(text[done:start]), Span(text[start:stop], strong=True)]
        done = stop
    return tuple(part for part in (*parts, Span(text[done:])) if part.text)


def option_view(model: OptionModel) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(_OptionDelegate(view))
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view
