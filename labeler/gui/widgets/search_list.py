"""A line to type in and the list of what it finds: moved through by arrow keys, taken by Enter."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from labeler.gui.theme import GRID
from labeler.gui.widgets.entry import ENTER, MOVES, Entry, is_plain
from labeler.gui.widgets.label_matches import LabelIndex
from labeler.gui.widgets.option_list import Option, OptionModel, option_view
from labeler.gui.widgets.spans import Span
from labeler.gui.widgets.text_label import TextLabel

Search = Callable[[str], Sequence[Option]]


def by_name(options: Sequence[Option]) -> Search:
    """Finds the options that what is typed may mean, the likeliest first."""
    index = LabelIndex([option.text for option in options])

    def search(query: str) -> Sequence[Option]:
        return [options[place] for place in index.matching(query)] if query.strip() else options

    return search


class SearchList(QWidget):
    """``chosen`` by Enter or a click, ``moved`` whenever another option is the current one, each with its value.

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
        self._model = OptionModel(self)
        self._line = Entry(self._handle)
        self._line.setPlaceholderText(name)
        self._line.setAccessibleName(name)
        self._list = option_view(self._model)
        self._list.setAccessibleName(name)
        self._nothing = TextLabel(tone="muted", wrap=True)
        self._lay_out()
        self._line.textChanged.connect(self._on_typed)
        self._list.clicked.connect(self._on_clicked)
        self.setFocusProxy(self._line)

    def set_search(self, search: Search, *, at: Hashable = None) -> None:
        """What is found from now on; what is typed stays. ``at`` is the value of the option to begin at."""
        self._search = search
        self._find(at=at)

    def current(self) -> Any:
        """The value of the current option; None where nothing is found."""
        option = self._current_option()
        return option.value if option else None

    def count(self) -> int:
        return self._model.rowCount()

    def text(self) -> str:
        return self._line.text()

    def clear(self, *, at: Hashable = None) -> None:
        """Nothing typed, everything listed, and the option of the value ``at`` current."""
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
        if not is_plain(event):
            return False
        if key in MOVES:
            self._select(self._list.currentIndex().row() + MOVES[key])
            return True
        option = self._current_option()
        if key in ENTER and option is not None:
            self.chosen.emit(option.value)
        return key in ENTER

    def _select(self, row: int) -> None:
        row = min(max(row, 0), self.count() - 1)
        self._list.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())
        option = self._current_option()
        self._line.setAccessibleDescription(f"{option.text} {option.detail}".strip() if option else "")
        value = option.value if option else None
        if value != self._told:
            self._told = value
            self.moved.emit(value)

    def _current_option(self) -> Option | None:
        index = self._list.currentIndex()
        return self._model.option(index.row()) if index.isValid() else None

    def _on_clicked(self, index: QModelIndex) -> None:
        self._select(index.row())
        if self._click_chooses:
            self.chosen.emit(self._model.option(index.row()).value)

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
