"""What lists of one-line rows share: their ground, their height, keycaps, and letters that match what is typed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from labeler.gui.theme import Theme, current_theme
from labeler.gui.widgets.keycap import keycap_size, paint_keycap
from labeler.gui.widgets.label_matches import Letters
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.spans import Span, Spans, spans_width

ROW = 32
PADDING = 8

_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints the ground of a row, which tells whether it is selected or under the mouse."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = current_theme(), QRectF(option.rect)
        if option.state & _SELECTED:
            paint_box(painter, rect, fill=theme.palette.accent_soft, radius=6)
        elif option.state & _HOVERED:
            paint_box(painter, rect, fill=theme.palette.row, radius=6)
        self.paint_row(painter, rect.adjusted(PADDING, 0, -PADDING, 0), index, theme)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, current_theme().px(ROW))

    def paint_row(self, painter: QPainter, room: QRectF, index: Index, theme: Theme) -> None:
        """What stands on it."""
        raise NotImplementedError


def show_rows(view: QListView, *, name: str, fewest: int = 3) -> None:
    """A list that is looked at and clicked, while the keyboard is elsewhere; rows of one height, of any number.

    At least ``fewest`` of them are in sight.
    """
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMinimumHeight(current_theme().px(fewest * ROW))
    view.setAccessibleName(name)


def paint_key(painter: QPainter, room: QRectF, key: str, theme: Theme) -> float:
    """A keycap at the left of a row; where the words then begin."""
    size = keycap_size(key, theme)
    place = QRectF(QPointF(room.left(), round(room.center().y() - size.height() / 2)), size)
    paint_keycap(painter, place, key, theme)
    return place.right() + PADDING


def fitted(label: str, letters: Letters, room: float, theme: Theme) -> Spans:
    """``lettered``, without its middle where there is no room: long names often differ at the end."""
    whole = lettered(label, letters)
    if spans_width(whole, theme) <= room:
        return whole
    shown = QFontMetricsF(theme.font(strong=True)).elidedText(label, Qt.TextElideMode.ElideMiddle, room)
    head = next((place for place, sign in enumerate(shown) if sign != label[place]), len(shown))
    gone = len(label) - len(shown)
    before = ((start, min(stop, head)) for start, stop in letters if start < head)
    after = ((max(start - gone, head + 1), stop - gone) for start, stop in letters if stop - gone > head + 1)
    return lettered(shown, (*before, *after))


def lettered(label: str, letters: Letters) -> Spans:
    """The label with the letters that match strong."""
    parts, done = [], 0
    for start, stop in letters:
        parts += [Span(label[done:start]), Span(label[start:stop], strong=True)]
        done = stop
    parts.append(Span(label[done:]))
    return tuple(part for part in parts if part.text)
