from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from labeler.gui.actions import ACTIONS, key_name, keycap


def test_ids_are_unique() -> None:
    assert max(Counter(action.id for action in ACTIONS).values()) == 1


def test_no_key_does_two_things_in_one_place() -> None:
    everywhere = [key for action in ACTIONS if not action.page for key in action.keys]
    for page in {action.page for action in ACTIONS if action.page}:
        here = [key for action in ACTIONS if action.page == page for key in action.keys]
        twice = [key for key, count in Counter(everywhere + here).items() if count > 1]
        assert not twice, page


def test_every_key_is_one_that_qt_knows() -> None:
    for action in ACTIONS:
        for key in action.keys:
            assert not QKeySequence(key).isEmpty(), (action.id, key)


def test_keys_are_shown_as_people_read_them() -> None:
    assert key_name("Ctrl+Z") == "Ctrl Z"
    assert key_name("Ctrl++") == "Ctrl +"
    assert key_name("+") == "+"
    assert keycap("next") == "Enter"
    assert keycap("demo") == ""
