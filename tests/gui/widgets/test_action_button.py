from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from labeler.gui.keymap import IN_FORCE, Keymap
from labeler.gui.widgets.action_button import ActionButton

Shown = Callable[[QWidget], QWidget]
Painted = Callable[[QWidget], QImage]


def _key(button: ActionButton) -> str:
    return button.accessibleDescription()


def test_while_typing_it_shows_the_key_that_works_meanwhile(shown: Shown) -> None:
    button = ActionButton("Exclude", action="exclude")
    shown(button)
    button.set_typing(True)
    assert _key(button) == "Key Alt X"
    IN_FORCE.use(Keymap().with_keys("exclude", ("X", "Ctrl+K", "Alt+X")))
    assert _key(button) == "Key Ctrl K"
    button.set_typing(False)
    assert _key(button) == "Key X"


def test_a_key_that_waits_is_faded_and_said_to(shown: Shown, painted: Painted) -> None:
    button = ActionButton("Right", action="right")
    shown(button)
    usual = painted(button)
    button.set_typing(True)
    assert _key(button) == "Key Space, not while typing"
    assert painted(button) != usual
    button.set_typing(False)
    assert (_key(button), painted(button)) == ("Key Space", usual)


def test_a_key_that_no_action_stands_for_stays(shown: Shown) -> None:
    button = ActionButton("Close", key="Esc")
    shown(button)
    button.set_typing(True)
    assert _key(button) == "Key Esc"


def test_words_come_before_the_space_around_them(shown: Shown, painted: Painted) -> None:
    """Two verdicts share a row of the panel, and their longer keys must not cut their names."""
    button = ActionButton("Exclude", icon="excluded", tone="excluded", action="exclude")
    shown(button)
    button.set_typing(True)
    images = []
    for words in ("Exclude", "Exclude…"):
        button.set_label(words)
        button.setFixedSize(147, button.sizeHint().height())
        images.append(painted(button))
    assert images[0] != images[1]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_that_is_held_goes_no_further_than_the_button(shown: Shown, key: Qt.Key) -> None:
    button, clicks = ActionButton("Cancel"), []
    shown(button)
    button.clicked.connect(lambda: clicks.append(1))
    for held in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r", held)
        QApplication.sendEvent(button, event)
        assert event.isAccepted()
    assert clicks == [1]
