"""The candidates of the label chooser: a model of matches and the delegate that paints a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter

from labeler.gui.theme import Theme, Tone, paint_icon
from labeler.gui.widgets.label_matches import LabelIndex, Letters, digit_keys, letters_of
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.row_list import PADDING, RowDelegate, fitted, paint_key
from labeler.gui.widgets.spans import Span, paint_spans, paint_text, spans_width

CANDIDATE = Qt.ItemDataRole.UserRole
GIVEN = "given"

_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_NO_FLAGS = Qt.ItemFlag.NoItemFlags
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_NO_PARENT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight
_LONG = 24
_AT_ONCE = 200

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row: ``letters`` are those that match, ``note`` says why it stands where it does ("recent", "given")."""

    label: str
    key: str
    letters: Letters
    note: str
    collected: bool


class LabelModel(QAbstractListModel):
    """Few labels keep their places and have keys; of many, those in ``notes`` come first while nothing is typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._index = LabelIndex(())
        self._notes: Mapping[str, str] = {}
        self._collected: frozenset[str] = frozenset()
        self._keys: dict[str, int] = {}
        self._key_of: dict[int, str] = {}
        self._query = ""
        self._all: list[int] = []
        self._matches: list[int] = []
        self._shown = 0

    def set_labels(self, labels: Sequence[str], *, notes: Mapping[str, str]) -> None:
        """``notes`` of some labels, in the order in which these come first; the given label stays where it is."""
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            self._index = LabelIndex(self._labels)
            self._keys = digit_keys(self._labels)
            self._key_of = {index: key for key, index in self._keys.items()}
        self._notes = notes
        self._all = self._arranged()
        self.search("")

    def search(self, query: str) -> None:
        self.beginResetModel()
        self._query = query.strip()
        self._matches = self._index.matching(query) if self._query else self._all
        self._shown = min(len(self._matches), _AT_ONCE)
        self.endResetModel()

    def show_collected(self, labels: Collection[str]) -> None:
        if self._collected != frozenset(labels):
            self._collected = frozenset(labels)
            self.dataChanged.emit(self.index(0), self.index(max(self._shown - 1, 0)))

    def has_keys(self) -> bool:
        return bool(self._keys)

    def label_of_key(self, key: str) -> str | None:
        index = self._keys.get(key)
        return None if index is None else self._labels[index]

    def likeliest(self) -> int | None:
        """The row that Enter is about after typing: the first, and the given label only where it is named in full."""
        exact = bool(self._matches) and self._labels[self._matches[0]].casefold() == self._query.casefold()
        rows = range(min(len(self._matches), 1 + len(self._notes)))
        return next((row for row in rows if exact or self._note(row) != GIVEN), 0 if self._matches else None)

    def candidate(self, row: int) -> Candidate:
        index = self._matches[row]
        label = self._labels[index]
        letters = letters_of(self._query, label)
        return Candidate(label, self._key_of.get(index, ""), letters, self._note(row), label in self._collected)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._shown < len(self._matches)

    def fetchMore(self, _parent: Index) -> None:
        """The view asks for more rows as one scrolls; laying out tens of thousands at each key would be felt."""
        more = min(len(self._matches) - self._shown, _AT_ONCE)
        self.beginInsertRows(QModelIndex(), self._shown, self._shown + more - 1)
        self._shown += more
        self.endInsertRows()

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        label = self._labels[self._matches[index.row()]]
        if role == CANDIDATE:
            return self.candidate(index.row())
        if role == _ACCESSIBLE:
            said = (label, self._note(index.row()), "chosen" if label in self._collected else "")
            return ", ".join(filter(None, said))
        if role == _TOOLTIP:
            return plain_tip(label) if len(label) > _LONG else None
        return label if role == _DISPLAY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else _NO_FLAGS

    def _arranged(self) -> list[int]:
        everything = range(len(self._labels))
        if self._keys or not self._notes:
            return list(everything)
        places = {label: place for place, label in enumerate(self._labels) if label in self._notes}
        first = [places[label] for label, note in self._notes.items() if note != GIVEN and label in places]
        return list(dict.fromkeys([*first, *everything]))

    def _note(self, row: int) -> str:
        """Why a label is first is said while it is, and that it is the given one always."""
        note = self._notes.get(self._labels[self._matches[row]], "")
        return note if note == GIVEN or not (self._query or self._keys) else ""


class LabelDelegate(RowDelegate):
    """Keycap, label with the matching letters strong, its note, and a check on what was collected."""

    def paint_row(self, painter: QPainter, room: QRectF, index: Index, theme: Theme) -> None:
        candidate = index.data(CANDIDATE)
        if candidate.key:
            room.setLeft(paint_key(painter, room, candidate.key, theme))
        if candidate.collected:
            side = theme.px(16)
            place = QRectF(room.right() - side, room.center().y() - side / 2, side, side)
            paint_icon(painter, place, "right", theme.palette.accent)
            room.setRight(place.left() - PADDING)
        if candidate.note:
            paint_text(painter, room, candidate.note, theme, size="small", tone="faint", align=_RIGHT)
            room.setRight(room.right() - spans_width((Span(candidate.note),), theme, "small") - PADDING)
        tone: Tone = "muted" if candidate.note == GIVEN else "text"
        paint_spans(painter, room, fitted(candidate.label, candidate.letters, room.width(), theme), theme, tone=tone)
