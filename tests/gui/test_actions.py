from __future__ import annotations

from collections import Counter

from labeler.gui.actions import ACTIONS
from labeler.gui.chords import block, parts, spelled


def test_ids_are_unique() -> None:
    assert max(Counter(action.id for action in ACTIONS).values()) == 1


def test_no_key_does_two_things_in_one_place() -> None:
    everywhere = [key for action in ACTIONS if not action.page for key in action.keys]
    for page in {action.page for action in ACTIONS if action.page}:
        here = [key for action in ACTIONS if action.page == page for key in action.keys]
        twice = [key for key, count in Counter(everywhere + here).items() if count > 1]
        assert not twice, page


def test_every_key_is_spelled_the_one_way() -> None:
    for action in ACTIONS:
        assert action.keys == tuple(map(spelled, action.keys)), action.id


def test_indexed_actions_have_the_nine_digits() -> None:
    indexed = [action for action in ACTIONS if action.indexed]
    assert indexed
    assert all(action.keys == block(action.keys[0]) for action in indexed)


def test_what_works_while_text_is_typed_has_a_key_that_types_nothing() -> None:
    for action in (each for each in ACTIONS if each.typing):
        assert any({"Ctrl", "Alt"} & set(parts(key)) for key in action.keys), action.id
