"""The table of actions as Qt knows it: one set of shortcuts and menus for one window."""

from __future__ import annotations

from collections.abc import Callable, Container

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from labeler.gui.actions import ACTIONS, Action
from labeler.gui.chords import synonyms
from labeler.gui.keymap import IN_FORCE, Keys, keys_of


class ActionSet(QObject):
    """``trigger`` is called with an action's id, and for an indexed one with the number of the key.

    The shortcuts are those in force, also after a change.
    """

    def __init__(self, window: QMainWindow, trigger: Callable[..., None]) -> None:
        super().__init__(window)
        self._window = window
        self._trigger = trigger
        self._made = {action.id: self._all_of(action) for action in ACTIONS}
        self._fill_menus()
        self.apply_keys()
        IN_FORCE.changed.connect(self.apply_keys)

    def enable(self, available: Container[str]) -> None:
        """Switch on what can be done at this moment and everything else off; a key that is off does nothing."""
        for action_id, made in self._made.items():
            for one in made:
                one.setEnabled(action_id in available)

    def apply_keys(self) -> None:
        """Give every action the keys in force."""
        for action_id, made in self._made.items():
            keys = keys_of(action_id)
            shares = [keys] if len(made) == 1 else [keys[place : place + 1] for place in range(len(made))]
            for one, share in zip(made, shares, strict=True):
                one.setShortcuts(_sequences(share))

    def _all_of(self, action: Action) -> list[QAction]:
        """One, or one a key where it matters which key it was."""
        if action.indexed:
            return [self._one(action, index) for index in range(1, len(action.keys) + 1)]
        return [self._one(action)]

    def _one(self, action: Action, *index: int) -> QAction:
        made = QAction(action.text, self._window)
        made.setObjectName(action.id)
        made.triggered.connect(lambda _checked=False: self._trigger(action.id, *index))
        self._window.addAction(made)
        return made

    def _fill_menus(self) -> None:
        bar = self._window.menuBar()
        menus = {group: bar.addMenu(group) for group in dict.fromkeys(action.group for action in ACTIONS)}
        for action in ACTIONS:
            if not action.indexed:
                menus[action.group].addActions(self._made[action.id])


def _sequences(keys: Keys) -> list[QKeySequence]:
    return [QKeySequence(key) for chord in keys for key in synonyms(chord)]
