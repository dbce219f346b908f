"""The candidates of the label chooser: a model of matches and the delegate that paints a row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from labeler.gui.theme import Theme, current_theme, paint_icon
from labeler.gui.widgets.keycap import keycap_size, paint_keycap
from labeler.gui.widgets.label_matches import digit_keys, matching
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.spans import Span, Spans, paint_spans, paint_text

ROW = 32
CANDIDATE = Qt.ItemDataRole.UserRole

_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_NO_FLAGS = Qt.ItemFlag.NoItemFlags
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_NO_PARENT = QModelIndex()
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row: ``start`` and ``stop`` bound the letters that match, ``given`` can't be chosen."""

    label: str
    key: str
    start: int
    stop: int
    given: bool
    collected: bool


class LabelModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._given: frozenset[str] = frozenset()
        self._collected: tuple[str, ...] = ()
        self._keys: dict[int, str] = {}
        self._query = ""
        self._matches: list[int] = []

    def set_labels(self, labels: Sequence[str], *, given: Collection[str]) -> None:
        self._labels = tuple(labels)
        self._given = frozenset(given)
        self._keys = {index: key for key, index in digit_keys(self._labels).items()}
        self.search("")

    def search(self, query: str) -> None:
        self.beginResetModel()
        self._query = query.strip()
        self._matches = matching(query, self._labels)
        self.endResetModel()

    def show_collected(self, labels: Sequence[str]) -> None:
        self._collected = tuple(labels)
        if self._matches:
            self.dataChanged.emit(self.index(0), self.index(len(self._matches) - 1))

    def label_of_key(self, key: str) -> str | None:
        """None where the key chooses nothing, or the given label."""
        index = next((index for index, own in self._keys.items() if own == key), None)
        return None if index is None or self._labels[index] in self._given else self._labels[index]

    def first_choosable(self) -> int | None:
        rows = enumerate(self._matches)
        return next((row for row, index in rows if self._labels[index] not in self._given), None)

    def candidate(self, row: int) -> Candidate:
        index = self._matches[row]
        label = self._labels[index]
        start = max(label.casefold().find(self._query.casefold()), 0)
        stop = start + len(self._query)
        key = self._keys.get(index, "")
        return Candidate(label, key, start, stop, label in self._given, label in self._collected)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._matches)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role in (_DISPLAY, _ACCESSIBLE):
            return self._labels[self._matches[index.row()]]
        return self.candidate(index.row()) if role == CANDIDATE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._labels[self._matches[index.row()]] in self._given:
            return _NO_FLAGS
        return _FLAGS


class LabelDelegate(QStyledItemDelegate):
    """Keycap, label with the matching letters strong, and a check on what was collected."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        candidate, theme = index.data(CANDIDATE), current_theme()
        rect = QRectF(option.rect)
        state = option.state
        if state & _SELECTED:
            paint_box(painter, rect, fill=theme.palette.accent_soft, radius=6)
        elif state & _HOVERED and not candidate.given:
            paint_box(painter, rect, fill=theme.palette.row, radius=6)
        self._paint_row(painter, rect.adjusted(8, 0, -8, 0), candidate, theme)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, current_theme().px(ROW))

    def _paint_row(self, painter: QPainter, room: QRectF, candidate: Candidate, theme: Theme) -> None:
        if candidate.key:
            size = keycap_size(candidate.key, theme)
            place = QRectF(QPointF(room.left(), round(room.center().y() - size.height() / 2)), size)
            paint_keycap(painter, place, candidate.key, theme, faded=candidate.given)
            room.setLeft(place.right() + 8)
        if candidate.given:
            right = Qt.AlignmentFlag.AlignRight
            paint_text(painter, room, "given", theme, size="small", tone="faint", align=right)
            room.setRight(room.right() - theme.px(48))
        elif candidate.collected:
            side = theme.px(16)
            place = QRectF(room.right() - side, room.center().y() - side / 2, side, side)
            paint_icon(painter, place, "right", theme.palette.accent)
            room.setRight(place.left() - 8)
        paint_spans(painter, room, _spans(candidate), theme, tone="faint" if candidate.given else "text")


def _spans(candidate: Candidate) -> Spans:
    label, start, stop = candidate.label, candidate.start, candidate.stop
    parts = (Span(label[:start]), Span(label[start:stop], strong=True), Span(label[stop:]))
    return tuple(part for part in parts if part.text)
