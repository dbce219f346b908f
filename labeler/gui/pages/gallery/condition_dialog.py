"""One condition asked for in two steps: what it is about, then its value; a few letters and Enter each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.gui.theme import GRID
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.entry import is_control_enter
from labeler.gui.widgets.fitting import FittedDialog
from labeler.gui.widgets.label_editor import hints
from labeler.gui.widgets.option_list import Option
from labeler.gui.widgets.search_list import SearchList, by_name
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.text_label import TextLabel
from labeler.session import filters
from labeler.session.filter_choices import About, about, choices, subjects
from labeler.session.filters import Condition
from labeler.session.session import Session

_SIZE = (480, 540)
_EQUAL = (("=", "is"), ("!=", "is not"))
_COMPARED = (("<", "<"), ("<=", "≤"), ("=", "="), (">=", "≥"), (">", ">"))


@dataclass(frozen=True)
class Typed:
    """A whole condition as it was typed."""

    text: str


class ConditionDialog(FittedDialog):
    """``chosen`` carries the text of a condition that says something of the project, once the dialog is closed."""

    chosen = Signal(str)

    def __init__(
        self, session: Session, model: str | None, present: Condition | None = None, parent: QWidget | None = None
    ) -> None:
        """``present`` is the condition to change, if there is one."""
        super().__init__(_SIZE, parent)
        self.setWindowTitle("Change the condition" if present else "Add a condition")
        self._session, self._model = session, model
        self._about: About | None = None
        self._collected: list[str] = []
        self._title = TextLabel(wrap=True)
        self._signs = Segmented("How")
        self._found = SearchList("What it is about", nothing="Nothing is called ")
        self._line = _line_of(self._found)
        self._hint = TextLabel(size="small", tone="muted", wrap=True)
        self._wrong = TextLabel(size="small", tone="wrong", wrap=True)
        self._lay_out()
        self._found.chosen.connect(self._on_chosen)
        self._signs.chosen.connect(lambda _sign: self._show_collected())
        self._line.installEventFilter(self)
        if present is None:
            self._ask_subject()
        else:
            self._ask_value(about(self._session, present.name, column=present.column))
            self._signs.set_current(present.sign)
            self._collected = list(present.values)
            self._show_collected()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._found.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that the line doesn't know: one more value, and back to what it is about."""
        if not isinstance(event, QKeyEvent) or self._about is None:
            return super().eventFilter(watched, event)
        adds = is_control_enter(event) or (event.text() == ";" and self._about.closed)
        back = event.key() == Qt.Key.Key_Backspace and not self._found.text()
        if event.type() == QEvent.Type.ShortcutOverride and (adds or back):
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or not (adds or back):
            return super().eventFilter(watched, event)
        if adds:
            self._collect()
        elif self._collected:
            self._collected.pop()
            self._show_collected()
        else:
            self._ask_subject()
        return True

    # What it is about

    def _ask_subject(self) -> None:
        self._about = None
        self._collected.clear()
        self._title.set_text(strong("Show the examples whose …"))
        self._name_line("What it is about")
        self._signs.hide()
        self._say_wrong("")
        self._hint.set_text(hints("Enter chooses", "or type it whole, like label=cat", "Esc leaves"))
        named = [Option(each, each.title, each.name) for each in subjects(self._session)]
        search = by_name(named)
        self._found.set_search(lambda query: [*self._whole(query), *search(query)])
        self._found.clear()

    def _whole(self, query: str) -> Sequence[Option]:
        """The condition that is typed, as soon as it is one."""
        try:
            told = filters.read(self._session, query)
        except LabelerError:
            return ()
        return (Option(Typed(str(told)), told.words(), "this condition"),)

    # Its value

    def _ask_value(self, about: About) -> None:
        self._about = about
        self._name_line("A number" if about.number else "Which one" if about.closed else "What text")
        self._signs.set_choices(_COMPARED if about.number else _EQUAL, current="<" if about.number else "=")
        self._signs.setVisible(not about.yes_no)
        self._say_wrong("")
        known = choices(self._session, about, self._model)
        options = [Option(choice.value, choice.words, choice.counted) for choice in known]
        search = by_name(options)
        if about.closed:
            self._found.set_search(search)
        else:
            self._found.set_search(lambda query: [*_typed(query, options), *search(query)])
        self._found.clear()
        self._show_collected()

    def _collect(self) -> None:
        value = self._found.current()
        if not isinstance(value, str) or self._about is None or self._about.number:
            return
        if value in self._collected:
            self._collected.remove(value)
        else:
            self._collected.append(value)
        self._found.clear(at=value)
        self._show_collected()

    def _show_collected(self) -> None:
        if self._about is None:
            return
        values = f" {' or '.join(value or 'empty' for value in self._collected)} or …" if self._collected else " …"
        named = dict(_COMPARED if self._about.number else _EQUAL)
        sign = "" if self._about.yes_no else f" {named[self._signs.current()]}"
        self._title.set_text(strong(self._about.title), Span(f"{sign}{values}", tone="muted"))
        more = () if self._about.number or self._about.yes_no else ("Ctrl+Enter adds one more",)
        self._hint.set_text(hints("Enter takes it", *more, "Backspace goes back", "Esc leaves"))

    def _on_chosen(self, value: object) -> None:
        if isinstance(value, Typed):
            self._finish(value.text)
        elif isinstance(value, About):
            self._ask_value(value)
        elif self._about is not None:
            values = [*self._collected, *([str(value)] if value not in self._collected else [])]
            self._finish(filters.written(self._about.written, self._signs.current() or "=", values))

    def _finish(self, text: str) -> None:
        try:
            told = str(filters.read(self._session, text))
        except LabelerError as error:
            self._say_wrong(f"{error.message[:1].upper()}{error.message[1:]}")
            return
        self.accept()
        self.chosen.emit(told)

    def _name_line(self, name: str) -> None:
        self._line.setPlaceholderText(name)
        self._line.setAccessibleName(name)

    def _say_wrong(self, message: str) -> None:
        self._wrong.set_text(message)
        self._wrong.setVisible(bool(message))

    def _lay_out(self) -> None:
        surface = Surface()
        column = QVBoxLayout(surface)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        for widget in (self._title, self._signs):
            column.addWidget(widget)
        column.addWidget(self._found, 1)
        column.addWidget(self._wrong)
        column.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(surface)
        self.fit()


def _line_of(found: SearchList) -> QLineEdit:
    line = found.focusProxy()
    assert isinstance(line, QLineEdit)
    return line


def _typed(query: str, options: Sequence[Option]) -> Sequence[Option]:
    """What is typed itself, where any text can be asked for; nothing typed asks for what is empty."""
    text = query.strip()
    if text in {option.value for option in options}:
        return ()
    return (Option(text, text),) if text else ()
