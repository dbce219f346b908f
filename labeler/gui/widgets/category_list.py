"""The error categories of an example: toggled by number keys or clicks, made, renamed and merged in place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from labeler.gui.keymap import IN_FORCE, keycap, keys_of
from labeler.gui.theme import current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.category_button import PADDING, ROW, CategoryButton
from labeler.gui.widgets.rename_line import RenameLine
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.text_label import TextLabel
from labeler.gui.widgets.typed_line import TypedLine

_KEYS = 9
_FEWEST = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_WHICH = "Rename which? Its number, or ↑ ↓ and Enter · Esc leaves"


@dataclass(frozen=True, slots=True)
class CategoryRow:
    name: str
    count: int
    definition: str = ""


class CategoryList(QWidget):
    """``toggled`` says what the user asks for; what is shown changes at once and again by ``set_toggled``.

    ``renamed`` carries the old name and the new one, ``merged`` a name and the one it is to count as from now on.
    ``left``: no name is typed any more, the keyboard is free.
    """

    toggled = Signal(str, bool)
    created = Signal(str)
    renamed = Signal(str, str)
    merged = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, max_rows: int = 9) -> None:
        super().__init__(parent)
        self._max_rows = max_rows
        self._buttons: dict[str, CategoryButton] = {}
        self._line: RenameLine | None = None
        self._choosing = False
        self._rows = QVBoxLayout()
        self._scroll = _scroll_area(self._rows)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._foot = QHBoxLayout()
        button = ActionButton("new category", action="new-category", variant="quiet")
        self._create = TypedLine(button, placeholder="Name of the category", name="Name of the new category")
        self._create.entered.connect(self._on_entered)
        self._create.left.connect(self.left)
        self._hint = TextLabel(size="small", tone="muted", wrap=True)
        self._hint.hide()
        self._lay_out()
        IN_FORCE.changed.connect(self._show_keys)

    def share_row(self, line: TypedLine) -> None:
        """Puts another line beside the button that makes a category; whichever is typed in has the row."""
        self._foot.addWidget(line, 1)
        line.typing.connect(lambda typing: self._create.setVisible(not typing))
        self._create.typing.connect(lambda typing: line.setVisible(not typing))

    def set_collecting(self, collecting: bool) -> None:
        """Without categories only what shares their row is left."""
        self._scroll.setVisible(collecting)
        self._create.setVisible(collecting)

    def set_categories(self, rows: Sequence[CategoryRow]) -> None:
        """In the order of the keys 1 to 9; what is toggled stays toggled."""
        if [row.name for row in rows] != list(self._buttons):
            self._rebuild(rows)
        for row in rows:
            self._buttons[row.name].show_row(count=row.count, definition=row.definition)

    def set_toggled(self, names: Collection[str]) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name in names)

    def toggled_names(self) -> tuple[str, ...]:
        return tuple(name for name, button in self._buttons.items() if button.isChecked())

    def toggle_key(self, number: int) -> None:
        """What the key 1 to 9 does; nothing where there is no such category."""
        names = list(self._buttons)[:_KEYS]
        if 1 <= number <= len(names) and self.isEnabled():
            self._buttons[names[number - 1]].click()

    def start_creating(self) -> None:
        """Opens the line in which the name of a new category is typed."""
        self.keep_typed()
        self._create.open()

    def start_renaming(self, name: str = "") -> None:
        """Opens the line with the name of a category; without ``name`` the person is asked which one."""
        if not self.isEnabled() or not self._buttons:
            return
        if name or len(self._buttons) == 1:
            self._rename(name or next(iter(self._buttons)))
            return
        self._choosing = True
        self._say(_WHICH)
        next(iter(self._buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def create_row(self) -> QWidget:
        """What a page scrolls to while a name is typed."""
        return self._line or self._create

    def is_typing(self) -> bool:
        """Whether the keyboard is for the name of a category, or for which one to rename."""
        return self._choosing or self._line is not None or self._create.is_typing()

    def keep_typed(self) -> None:
        """Makes or renames the category whose name stands in the line, if one does; a merge takes its Enter."""
        self._create.keep()
        if self._line is not None:
            self._line.keep()
        self._stop_choosing()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_height()

    # The keys of a category's button

    def owns(self, event: QKeyEvent) -> bool:
        """A key that is no shortcut while a category has the keyboard."""
        if self._choosing:
            return event.key() in (*_ENTER, Qt.Key.Key_Escape, *_STEPS) or self._number(event) > 0
        return event.key() in _STEPS

    def press(self, button: CategoryButton, event: QKeyEvent) -> bool:
        """What a key does while ``button`` has the keyboard; False for what every button does."""
        key = Qt.Key(event.key())
        buttons = list(self._buttons.values())
        number = self._number(event)
        if key in _STEPS:
            place = min(max(buttons.index(button) + _STEPS[key], 0), len(buttons) - 1)
            buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(buttons[place], 0, 0)
        elif key == Qt.Key.Key_F2 or (self._choosing and key in (*_ENTER, Qt.Key.Key_Space)):
            self.start_renaming(button.name)
        elif self._choosing and number:
            if number <= len(buttons):
                self.start_renaming(buttons[number - 1].name)
        elif self._choosing and key == Qt.Key.Key_Escape:
            self._stop_choosing()
            self.left.emit()
        else:
            return False
        return True

    def focus_gone(self) -> None:
        """A category has lost the keyboard, to another one or to something else."""
        if not self.isAncestorOf(QApplication.focusWidget() or self):
            self._stop_choosing()

    @staticmethod
    def _number(event: QKeyEvent) -> int:
        """The digit 1 to 9 that was pressed by itself; 0 for any other key."""
        alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return int(event.text()) if alone and event.text() in tuple("123456789") else 0

    # Renaming

    def _rename(self, name: str) -> None:
        self._choosing = False
        button = self._buttons[name]
        line = RenameLine(name, count=button.count, others=[other for other in self._buttons if other != name])
        self._line = line
        self._rows.replaceWidget(button, line)
        button.hide()
        line.said.connect(self._say)
        line.renamed.connect(self.renamed)
        line.merged.connect(self.merged)
        line.closed.connect(self._on_closed)
        line.start(height=current_theme().px(ROW))
        self._scroll.ensureWidgetVisible(line, 0, 0)

    def _on_closed(self, had_keys: bool) -> None:
        """Before ``renamed`` or ``merged``, so that what follows from them finds the list as it was."""
        line, self._line = self._line, None
        if line is not None:
            button = self._buttons[line.name]
            self._rows.replaceWidget(line, button)
            button.show()
            line.hide()
            line.deleteLater()
        self._say("")
        if had_keys:
            self.left.emit()

    def _stop_choosing(self) -> None:
        if self._choosing:
            self._choosing = False
            self._say("")

    def _say(self, words: str, stressed: bool = False) -> None:
        """In the place of the button that makes a category."""
        self._hint.set_text(words)
        self._hint.set_tone("text" if stressed else "muted")
        self._hint.setVisible(bool(words))
        self._create.setVisible(not words)
        self.updateGeometry()
        if words:
            QTimer.singleShot(0, self, self._bring_into_view)  # once there is room for the words

    def _bring_into_view(self) -> None:
        """The words, and the line or category above them, in whatever the list scrolls in."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None and self._hint.isVisible():
            around.ensureWidgetVisible(self._hint, 0, PADDING)

    # Inside

    def _rebuild(self, rows: Sequence[CategoryRow]) -> None:
        if self._line is not None:
            self._line.drop()
        kept = set(self.toggled_names())
        for button in self._buttons.values():
            self._rows.removeWidget(button)
            button.deleteLater()
        self._buttons = {row.name: CategoryButton(row.name, self) for row in rows}
        for name, button in self._buttons.items():
            button.setChecked(name in kept)
            button.clicked.connect(self._on_clicked)
            self._rows.addWidget(button)
        self._show_keys()
        self._fit_height()

    def _show_keys(self) -> None:
        for place, button in enumerate(self._buttons.values()):
            button.set_key(keycap("category", place) if place < len(keys_of("category")) else "")

    def _fit_height(self) -> None:
        """As many rows as there are, up to ``max_rows``; where there is little room a few, the others scroll."""
        row = current_theme().px(ROW)
        self._scroll.setMinimumHeight(min(len(self._buttons), _FEWEST) * row)
        self._scroll.setMaximumHeight(min(len(self._buttons), self._max_rows) * row)
        self.updateGeometry()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 100)
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._foot.setSpacing(PADDING)
        self._foot.addWidget(self._create, 1)
        layout.addLayout(self._foot)
        layout.addWidget(self._hint)
        layout.addStretch(1)
        self._hint.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Error categories")
        self._fit_height()

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, CategoryButton):
            self._scroll.ensureWidgetVisible(button, 0, 0)
            self.toggled.emit(button.name, button.isChecked())

    def _on_entered(self, name: str) -> None:
        existing = next((own for own in self._buttons if own.casefold() == name.casefold()), None)
        if existing is None:
            self.created.emit(name)
        else:
            self._buttons[existing].click()  # those from the tenth on are toggled so


def _scroll_area(rows: QVBoxLayout) -> QScrollArea:
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    inside = QWidget()
    inside.setLayout(rows)
    return scrolled(inside)
