"""The kinds of queue as a list: a key, a name and a line of what each is for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from labeler.gui.pages.review.queue_kinds import QueueKind
from labeler.gui.theme import Theme, current_theme
from labeler.gui.widgets.keycap import keycap_size, paint_keycap
from labeler.gui.widgets.painting import FOCUS_WIDTH, paint_box
from labeler.gui.widgets.spans import paint_text

_ROW = Qt.ItemDataRole.UserRole
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_DESCRIBED = Qt.ItemDataRole.AccessibleDescriptionRole
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_WRAP = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
_PADDING = 10
_NO_PARENT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class KindList(QListView):
    """``moved`` carries the kind that is now current; the digits 1 to 9 go to one at once."""

    moved = Signal(object)

    def __init__(self, kinds: Sequence[QueueKind], *, off: Collection[str] = (), parent: QWidget | None = None) -> None:
        """Those named in ``off`` are listed faintly: they can be looked at but not begun."""
        super().__init__(parent)
        self._model = KindModel(kinds, off, self)
        self.setModel(self._model)
        self.setItemDelegate(_KindDelegate(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(0)
        self.setAccessibleName("Kinds of queue")
        self.selectionModel().currentChanged.connect(self._on_current)

    def set_current(self, kind: QueueKind) -> None:
        self.setCurrentIndex(self._model.index(self._model.kinds.index(kind)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        row = int(digit) - 1 if digit.isdecimal() and not event.modifiers() else -1
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row))
        elif row < 0:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the lines of what each is for depend on the width

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.moved.emit(self._model.kinds[index.row()])


class KindModel(QAbstractListModel):
    def __init__(self, kinds: Sequence[QueueKind], off: Collection[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kinds = tuple(kinds)
        self._off = frozenset(off)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.kinds)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        kind = self.kinds[index.row()]
        if role in (_DISPLAY, _ACCESSIBLE):
            return kind.title
        if role == _DESCRIBED:
            return f"{kind.purpose}. Key {index.row() + 1}"
        return (kind, kind.name in self._off) if role == _ROW else None


class _KindDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        kind, off = index.data(_ROW)
        selected = bool(option.state & _SELECTED)
        if selected:
            paint_box(painter, rect, fill=theme.palette.accent_soft)
        elif option.state & _HOVERED:
            paint_box(painter, rect, fill=theme.palette.row)
        view = self.parent()
        if selected and isinstance(view, QWidget) and view.hasFocus():
            paint_box(painter, rect, border=theme.palette.accent, width=FOCUS_WIDTH)
        self._paint_words(painter, rect, kind, index.row(), off=off, theme=theme)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        theme, (kind, _) = current_theme(), index.data(_ROW)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 0
        room = QRectF(0, 0, width - _left(theme) - _PADDING, 1000)
        purpose = QFontMetricsF(theme.font("small")).boundingRect(room, _WRAP, kind.purpose)
        return QSize(0, round(2 * _PADDING + theme.px(20) + purpose.height() + 3))

    def _paint_words(
        self, painter: QPainter, rect: QRectF, kind: QueueKind, row: int, *, off: bool, theme: Theme
    ) -> None:
        cap = keycap_size("8", theme)
        title = QRectF(rect.left() + _left(theme), rect.top() + _PADDING, rect.width() - _left(theme), theme.px(20))
        place = QRectF(QPointF(rect.left() + _PADDING, round(title.center().y() - cap.height() / 2)), cap)
        paint_keycap(painter, place, str(row + 1), theme, faded=off)
        paint_text(painter, title, kind.title, theme, strong=not off, tone="faint" if off else "text")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.palette.faint if off else theme.palette.muted)
        room = QRectF(title.left(), title.bottom() + 1, rect.width() - _left(theme) - _PADDING, 1000)
        painter.drawText(room, _WRAP, kind.purpose)


def _left(theme: Theme) -> float:
    return 2 * _PADDING + keycap_size("8", theme).width()
