"""Type-ahead choice of the right label, from two classes to tens of thousands, without the mouse."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QStackedLayout, QVBoxLayout, QWidget

from labeler.core.lists import join_list, split_list
from labeler.gui.theme import GRID
from labeler.gui.widgets.entry import ENTER, MOVES, Entry, is_control_enter, is_plain
from labeler.gui.widgets.label_editor import LabelEditor, Offer, already_right, hints, verdicts_besides
from labeler.gui.widgets.label_list import GIVEN, LabelDelegate, LabelModel
from labeler.gui.widgets.row_list import show_rows
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.text_label import TextLabel

RECENT = 7
PREDICTED = 5

Parts = tuple[Span | str, ...]


class LabelChooser(LabelEditor):
    """Nothing is preselected until something is typed, so that no label is easier to choose than another.

    ``;`` or Ctrl+Enter collects acceptable labels, the given one among them if that is meant; Enter or a number key
    takes the last and ends. A second look starts from the standing set: Enter takes another label instead, ``;`` adds.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = Offer((), "")
        self._collected: list[str] = []
        self._collecting = False
        self._model = LabelModel(self)
        self._entry = Entry(self._handle)
        self._list = QListView()
        self._nothing = TextLabel(tone="muted", wrap=True)
        self._hint = TextLabel(size="small", tone="muted", wrap=True)
        self._lay_out()
        self._entry.textChanged.connect(self._search)
        self._entry.textChanged.connect(self.typed)
        self._list.clicked.connect(self._on_clicked)
        self.setFocusProxy(self._entry)

    def edit(self, offer: Offer) -> None:
        self._offer = offer
        self._collected = split_list(offer.standing or "")
        self._collecting = False
        self._model.set_labels(offer.labels, notes=_notes(offer))
        self._clear()
        self._entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._entry.setPlaceholderText("Right label")
        self._entry.setAccessibleName("Right label")
        self._list.setModel(self._model)
        self._list.setItemDelegate(LabelDelegate(self._list))
        show_rows(self._list, name="Classes")
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._nothing)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._nothing.setContentsMargins(GRID, GRID, GRID, GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._entry)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._hint)

    # Keys

    def _handle(self, event: QKeyEvent) -> bool:
        """True if the key was the chooser's and not a letter of the entry."""
        key = Qt.Key(event.key())
        if is_control_enter(event):
            self._collect()
            return True
        if not is_plain(event):
            return False
        if key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in ENTER:
            self._enter()
        elif key in MOVES:
            self._move(MOVES[key])
        elif event.text() == ";":
            self._collect()
        elif key != Qt.Key.Key_Space or self._entry.text():  # no name begins with a blank
            return self._press_key_of_label(event.text())
        return True

    def _press_key_of_label(self, key: str) -> bool:
        label = None if self._entry.text() else self._model.label_of_key(key)
        if label is None:
            return False
        if self._collecting:
            self._toggle(label)
        else:
            self._choose([label])
        return True

    def _enter(self) -> None:
        label = self._current()
        if label is not None:
            self._choose([*(self._collected if self._collecting else ()), label])
        elif self._collected and not self._entry.text():
            self._choose(self._collected)

    def _collect(self) -> None:
        """Add the label in view, or take it out again; without one, number keys now collect."""
        label = self._current()
        if label is not None:
            self._toggle(label)
        elif not self._entry.text():
            self._collecting = True
            self._show_collected()

    def _toggle(self, label: str) -> None:
        self._collecting = True
        if label in self._collected:
            self._collected.remove(label)
        else:
            self._collected.append(label)
        self._clear()

    def _choose(self, labels: Iterable[str]) -> None:
        taken = list(dict.fromkeys(labels))
        if not self._offer.blind and set(taken) == set(split_list(self._offer.given)):
            self._hint.set_text(already_right("the given label"))
        else:
            self.chosen.emit(join_list(taken))

    def _move(self, by: int) -> None:
        current = self._list.currentIndex()
        target = max(current.row() + by, 0) if current.isValid() else 0
        if target >= self._model.rowCount() and self._model.canFetchMore(QModelIndex()):
            self._model.fetchMore(QModelIndex())
        if self._model.rowCount():
            self._point_at(min(target, self._model.rowCount() - 1))

    def _point_at(self, row: int | None) -> None:
        """Show which label Enter is about, and say it to who can't see it."""
        self._list.setCurrentIndex(QModelIndex() if row is None else self._model.index(row))
        self._entry.setAccessibleDescription(self._current() or "")

    def _current(self) -> str | None:
        index = self._list.currentIndex()
        return self._model.candidate(index.row()).label if index.isValid() else None

    def _on_clicked(self, index: QModelIndex) -> None:
        label = self._model.candidate(index.row()).label
        if self._collecting:
            self._toggle(label)
        else:
            self._choose([label])

    # Showing

    def _clear(self) -> None:
        if self._entry.text():
            self._entry.clear()  # searches
        else:
            self._search("")

    def _search(self, query: str) -> None:
        self._model.search(query)
        self._point_at(self._model.likeliest() if query.strip() else None)
        self._list.scrollToTop()
        self._nothing.set_text("No class matches ", strong(query.strip()))
        self._stack.setCurrentWidget(self._list if self._model.rowCount() else self._nothing)
        self._show_collected()

    def _show_collected(self) -> None:
        self._model.show_collected(self._collected)
        self.show_hint()

    def show_hint(self) -> None:
        self._hint.set_text(*self._hint_parts())

    def _hint_parts(self) -> Parts:
        leaving = ("Esc leaves", *verdicts_besides(self._offer))
        named = strong(" or ".join(self._collected), "text")
        if self._collecting:
            adding = "its key adds one or takes it out" if self._model.has_keys() else "; adds one or takes it out"
            accept = ("Enter accepts any of them",) if self._collected else ()
            return (*((named, " · ") if self._collected else ()), hints(*accept, adding))
        if self._collected:
            return ("It is ", named, " so far · ", hints("Enter keeps it", "; adds another", *leaving))
        return (hints("Enter chooses", "; for several acceptable ones", *leaving),)


def _notes(offer: Offer) -> dict[str, str]:
    """Why labels are named first, in their order; the given label is marked unless it is hidden."""
    notes = dict.fromkeys(offer.predicted[:PREDICTED], "predicted")
    for label in offer.recent[:RECENT]:
        notes.setdefault(label, "recent")
    if not offer.blind:
        notes |= dict.fromkeys(split_list(offer.given), GIVEN)
    return notes
