"""A quiet button that says what holds, "Speed **1×**", and opens a menu of what else there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import Span, strong


class ChoiceButton(ActionButton):
    """``chosen`` carries the value and comes from the person only."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, variant="quiet", parent=parent)
        self._name = name
        self._choices: list[tuple[Any, str]] = []
        self._current: Any = None
        self._compact = False
        self._menu = QMenu(self)
        self.setToolTip(plain_tip(name))
        self.clicked.connect(self._open)

    def set_choices(self, choices: Sequence[tuple[Any, str]], *, current: object) -> None:
        """Of (value, text)."""
        self._choices = list(choices)
        self.set_current(current)

    def set_current(self, value: object) -> None:
        self._current = value
        self._say()

    def set_compact(self, compact: bool) -> None:
        """Without its name."""
        self._compact = compact
        self._say()

    def menu(self) -> QMenu:
        return self._menu

    def _say(self) -> None:
        text = next((text for value, text in self._choices if value == self._current), "")
        label = (*(() if self._compact else (Span(f"{self._name} "),)), strong(text, "text"))
        if label != self.label:
            self.set_label(*label)
        self.setAccessibleName(f"{self._name}: {text}")

    def _open(self) -> None:
        self._menu.clear()
        group = QActionGroup(self._menu)
        for value, text in self._choices:
            action = self._menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(value == self._current)
            action.triggered.connect(lambda _checked=False, value=value: self._choose(value))
            group.addAction(action)
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _choose(self, value: object) -> None:
        self.set_current(value)
        self.chosen.emit(value)
