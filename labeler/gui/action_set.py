"""The table of actions as Qt knows it: one set of shortcuts and menus for one window."""

from __future__ import annotations

from collections.abc import Callable, Container

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from labeler.gui.actions import ACTIONS, Action


class ActionSet:
    """``trigger`` is called with an action's id, and for an indexed one with the number of the key."""

    def __init__(self, window: QMainWindow, trigger: Callable[..., None]) -> None:
        self._window = window
        self._trigger = trigger
        self._made = {action.id: self._all_of(action) for action in ACTIONS}
        self._fill_menus()

    def enable(self, available: Container[str]) -> None:
        """Switch on what can be done at this moment and everything else off; a key that is off does nothing."""
        for action_id, made in self._made.items():
            for one in made:
                one.setEnabled(action_id in available)

    def _all_of(self, action: Action) -> list[QAction]:
        """One, or one a key where it matters which key it was."""
        if action.indexed:
            return [self._one(action, (key,), index) for index, key in enumerate(action.keys, 1)]
        return [self._one(action, action.keys)]

    def _one(self, action: Action, keys: tuple[str, ...], *index: int) -> QAction:
        made = QAction(action.text, self._window)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(key) for key in keys])
        made.triggered.connect(lambda _checked=False: self._trigger(action.id, *index))
        self._window.addAction(made)
        return made

    def _fill_menus(self) -> None:
        bar = self._window.menuBar()
        menus = {group: bar.addMenu(group) for group in dict.fromkeys(action.group for action in ACTIONS)}
        for action in ACTIONS:
            if not action.indexed:
                menus[action.group].addActions(self._made[action.id])
