"""A line to type in and the list of what it finds: moved through by arrow keys, taken by Enter."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from labeler.gui.theme import GRID, Theme, Tone, current_theme, paint_icon
from labeler.gui.widgets.label_matches import LabelIndex, letters_of
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.spans import Span, Spans, paint_spans, paint_text, spans_width
from labeler.gui.widgets.text_label import TextLabel

ROW = 32
ENTRY = Qt.ItemDataRole.UserRole

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_PADDING = 8
_ICON = 14
_NO_PARENT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """``value`` is what is told when it is chosen; ``detail`` stands at the right, ``icon`` before it."""

    value: Hashable
    text: str
    detail: str = ""
    icon: str = ""
    tone: Tone = "faint"


Search = Callable[[str], Sequence[Entry]]


def by_name(entries: Sequence[Entry]) -> Search:
    """Finds the entries that what is typed may mean, the likeliest first."""
    index = LabelIndex([entry.text for entry in entries])

    def search(query: str) -> Sequence[Entry]:
        return [entries[place] for place in index.matching(query)] if query.strip() else entries

    return search


class SearchList(QWidget):
    """``chosen`` by Enter or a click, ``moved`` whenever another entry is the current one, each with its value.

    ``moved`` carries None where nothing is found.
    """

    chosen = Signal(object)
    moved = Signal(object)

    def __init__(
        self,
        name: str,
        *,
        nothing: str = "Nothing matches ",
        click_chooses: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``nothing`` is said, with what was typed, where nothing is found. ``click_chooses``: else it only moves."""
        super().__init__(parent)
        self._click_chooses = click_chooses
        self._search: Search = by_name(())
        self._said_nothing = nothing
        self._told: Hashable = None
        self._model = EntryModel(self)
        self._line = _SearchLine(self._handle)
        self._line.setPlaceholderText(name)
        self._line.setAccessibleName(name)
        self._list = _list_view(self._model)
        self._list.setAccessibleName(name)
        self._nothing = TextLabel(tone="muted", wrap=True)
        self._lay_out()
        self._line.textChanged.connect(self._on_typed)
        self._list.clicked.connect(self._on_clicked)
        self.setFocusProxy(self._line)

    def set_search(self, search: Search, *, at: Hashable = None) -> None:
        """What is found from now on; what is typed stays. ``at`` is the value of the entry to begin at."""
        self._search = search
        self._find(at=at)

    def current(self) -> Any:
        """The value of the current entry; None where nothing is found."""
        entry = self._current_entry()
        return entry.value if entry else None

    def count(self) -> int:
        return self._model.rowCount()

    def text(self) -> str:
        return self._line.text()

    def clear(self, *, at: Hashable = None) -> None:
        """Nothing typed, everything listed, and the entry of the value ``at`` current."""
        self._line.blockSignals(True)
        self._line.clear()
        self._line.blockSignals(False)
        self._find(at=at)

    # Inside

    def _on_typed(self, _text: str) -> None:
        self._find()

    def _find(self, *, at: Hashable = None) -> None:
        query = self._line.text()
        self._model.show(self._search(query), query)
        row = self._model.row_of(at) if at is not None else 0
        self._select(row if row is not None else 0)
        self._nothing.set_text(self._said_nothing, Span(query.strip(), strong=True))
        self._stack.setCurrentWidget(self._list if self.count() or not query.strip() else self._nothing)

    def _handle(self, event: QKeyEvent) -> bool:
        """True if the key was the list's and not a letter of the line."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in _MOVES:
            self._select(self._list.currentIndex().row() + _MOVES[key])
            return True
        entry = self._current_entry()
        if key in _ENTER and entry is not None:
            self.chosen.emit(entry.value)
        return key in _ENTER

    def _select(self, row: int) -> None:
        row = min(max(row, 0), self.count() - 1)
        self._list.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())
        entry = self._current_entry()
        self._line.setAccessibleDescription(f"{entry.text} {entry.detail}".strip() if entry else "")
        value = entry.value if entry else None
        if value != self._told:
            self._told = value
            self.moved.emit(value)

    def _current_entry(self) -> Entry | None:
        index = self._list.currentIndex()
        return self._model.entry(index.row()) if index.isValid() else None

    def _on_clicked(self, index: QModelIndex) -> None:
        self._select(index.row())
        if self._click_chooses:
            self.chosen.emit(self._model.entry(index.row()).value)

    def _lay_out(self) -> None:
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._nothing.setContentsMargins(GRID, GRID, GRID, GRID)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._line)
        layout.addLayout(self._stack, 1)


class EntryModel(QAbstractListModel):
    """What was found, and for what, so that the matching letters can be shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[Entry] = ()
        self.query = ""

    def show(self, entries: Sequence[Entry], query: str) -> None:
        self.beginResetModel()
        self._entries, self.query = entries, query.strip()
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        return self._entries[row]

    def row_of(self, value: Hashable) -> int | None:
        return next((row for row, entry in enumerate(self._entries) if entry.value == value), None)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == _DISPLAY:
            return entry.text
        if role == _ACCESSIBLE:
            return f"{entry.text} {entry.detail}".strip()
        return entry if role == ENTRY else None


class _EntryDelegate(QStyledItemDelegate):
    """The text with the matching letters strong, the detail at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = current_theme(), QRectF(option.rect)
        if option.state & _SELECTED:
            paint_box(painter, rect, fill=theme.palette.accent_soft, radius=6)
        elif option.state & _HOVERED:
            paint_box(painter, rect, fill=theme.palette.row, radius=6)
        model = index.model()
        query = model.query if isinstance(model, EntryModel) else ""
        _paint_entry(painter, rect.adjusted(_PADDING, 0, -_PADDING, 0), index.data(ENTRY), query, theme)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, current_theme().px(ROW))


def _paint_entry(painter: QPainter, room: QRectF, entry: Entry, query: str, theme: Theme) -> None:
    if entry.icon:
        side = theme.px(_ICON)
        place = QRectF(room.right() - side, room.center().y() - side / 2, side, side)
        paint_icon(painter, place, entry.icon, theme.color(entry.tone))
        room = room.adjusted(0, 0, -side - _PADDING, 0)
    if entry.detail:
        right = Qt.AlignmentFlag.AlignRight
        width = min(spans_width((Span(entry.detail),), theme, "small"), room.width() / 2)
        place = QRectF(room.right() - width, room.top(), width, room.height())
        paint_text(painter, place, entry.detail, theme, size="small", tone=entry.tone, align=right)
        room = room.adjusted(0, 0, -width - _PADDING, 0)
    paint_spans(painter, room, _marked(entry.text, query), theme)


def _marked(text: str, query: str) -> Spans:
    parts, done = [], 0
    for start, stop in letters_of(query, text) if query else ():
        parts += [Span(text[done:start]), Span(text[start:stop], strong=True)]
        done = stop
    return tuple(part for part in (*parts, Span(text[done:])) if part.text)


class _SearchLine(QLineEdit):
    """A line whose keys are offered to ``handle`` first."""

    def __init__(self, handle: Callable[[QKeyEvent], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle = handle

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._handle(event):
            super().keyPressEvent(event)


def _list_view(model: EntryModel) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(_EntryDelegate(view))
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view
