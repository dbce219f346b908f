"""The labels of a set, each with its state: a model that changes them and the delegate that paints a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter

from labeler.core.truth import UNKNOWN
from labeler.gui.theme import Theme, Tone, paint_icon
from labeler.gui.widgets.keycap import keycap_size
from labeler.gui.widgets.label_matches import LabelIndex, Letters, first_ten, letters_of
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.row_list import PADDING, RowDelegate, fitted, lettered, paint_key
from labeler.gui.widgets.spans import Span, Spans, paint_spans, spans_width, strong

PRESENT, ABSENT = 1, 0
WORDS = {PRESENT: "present", ABSENT: "absent", UNKNOWN: "unknown"}
TOGGLE = Qt.ItemDataRole.UserRole

_TONES: dict[int, Tone] = {PRESENT: "text", ABSENT: "faint", UNKNOWN: "unsure"}
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_NO_FLAGS = Qt.ItemFlag.NoItemFlags
_NO_PARENT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight
_MARK = 3

Index = QModelIndex | QPersistentModelIndex
Values = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Toggle:
    """A row; ``given`` None: the given state is hidden. ``letters`` are those that match what is typed."""

    label: str
    key: str
    letters: Letters
    value: int
    given: int | None

    @property
    def changed(self) -> bool:
        return self.given is not None and self.value != self.given


class ToggleModel(QAbstractListModel):
    """``values`` are 1, 0 or UNKNOWN, one a label, in the order of the labels."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._index = LabelIndex(())
        self._keys: dict[str, int] = {}
        self._key_of: dict[int, str] = {}
        self._values: list[int] = []
        self._given: Values | None = None
        self._query = ""
        self._rows: list[int] = []

    @property
    def values(self) -> Values:
        return tuple(self._values)

    def start(self, labels: Sequence[str], values: Values, *, given: Values | None) -> None:
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            self._index = LabelIndex(self._labels)
            self._keys = first_ten(self._labels)
            self._key_of = {index: key for key, index in self._keys.items()}
        self._values, self._given = list(values), given
        self.search("")

    def search(self, query: str) -> None:
        self.beginResetModel()
        self._query = query.strip()
        self._rows = self._index.matching(query)
        self.endResetModel()

    def changes(self) -> list[Toggle]:
        """What differs from the given set; what is there or unknown, where that is hidden."""
        everything = (self._toggle(index) for index in range(len(self._labels)))
        return [one for one in everything if (one.changed if self._given is not None else one.value != ABSENT)]

    def toggle(self, row: int) -> None:
        """Present, or absent if it was present."""
        self.set_value(row, ABSENT if self.at(row).value == PRESENT else PRESENT)

    def set_value(self, row: int, value: int) -> None:
        self._values[self._rows[row]] = value
        self.dataChanged.emit(self.index(row), self.index(row))

    def at(self, row: int) -> Toggle:
        return self._toggle(self._rows[row])

    def row_of(self, label: str) -> int:
        return self._rows.index(self._labels.index(label))

    def row_of_key(self, key: str) -> int | None:
        """While nothing is typed, when all labels are in their places."""
        return self._keys.get(key)

    def row_starting(self, letter: str, *, after: int) -> int | None:
        """The next label that begins so, from the first again after the last."""
        found = [index for index in self._index.matching(letter) if self._index.begins(index, letter)]
        return next((index for index in sorted(found) if index > after), min(found, default=None))

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        one = self.at(index.row())
        if role == TOGGLE:
            return one
        if role in (_ACCESSIBLE, _TOOLTIP):
            was = f", given {WORDS[one.given]}" if one.given is not None and one.changed else ""
            said = f"{one.label}: {WORDS[one.value]}{was}"
            return plain_tip(said) if role == _TOOLTIP else said
        return one.label if role == _DISPLAY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else _NO_FLAGS

    def _toggle(self, index: int) -> Toggle:
        label = self._labels[index]
        given = None if self._given is None else self._given[index]
        letters = letters_of(self._query, label)
        return Toggle(label, self._key_of.get(index, ""), letters, self._values[index], given)


class ToggleDelegate(RowDelegate):
    """Keycap, a box that is full, empty or questioned, the label, the state in a word; a bar where it differs."""

    def paint_row(self, painter: QPainter, room: QRectF, index: Index, theme: Theme) -> None:
        one = index.data(TOGGLE)
        if one.changed:
            mark = QRectF(room.left() - PADDING, room.top() + 6, _MARK, room.height() - 12)
            paint_box(painter, mark, fill=theme.palette.accent, radius=_MARK / 2)
        after_key = room.left() + keycap_size("9", theme).width() + PADDING
        if one.key:
            paint_key(painter, room, one.key, theme)
        side = theme.px(16)
        _paint_state(painter, QRectF(after_key, room.center().y() - side / 2, side, side), one.value, theme)
        room.setLeft(after_key + side + PADDING)
        wide = spans_width(lettered(one.label, one.letters), theme)
        words = _words(one, room.width() - wide - PADDING, theme)
        paint_spans(painter, room, words, theme, size="small", align=_RIGHT)
        room.setRight(room.right() - spans_width(words, theme, "small") - PADDING)
        label = fitted(one.label, one.letters, room.width(), theme)
        paint_spans(painter, room, label, theme, tone="muted" if one.value == ABSENT else "text")


def _words(one: Toggle, room: float, theme: Theme) -> Spans:
    """The state, and where there is room what it was given as."""
    now = Span(WORDS[one.value], strong=one.changed, tone=_TONES[one.value])
    if not one.changed or one.given is None:
        return (now,)
    whole = (Span(f"{WORDS[one.given]} → ", tone="faint"), strong(now.text, now.tone))
    return whole if spans_width(whole, theme, "small") <= room else (now,)


def _paint_state(painter: QPainter, box: QRectF, value: int, theme: Theme) -> None:
    palette = theme.palette
    radius = box.width() / 4
    if value == PRESENT:
        paint_box(painter, box, fill=palette.accent, radius=radius)
        inset = box.width() / 6
        paint_icon(painter, box.adjusted(inset, inset, -inset, -inset), "right", palette.on_accent)
    elif value == UNKNOWN:
        paint_box(painter, box, border=palette.unsure, width=1.5, radius=radius)
        painter.setPen(palette.unsure)
        painter.setFont(theme.font("small", strong=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
    else:
        paint_box(painter, box, border=palette.faint, width=1.0, radius=radius)
