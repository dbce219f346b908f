from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from labeler.gui.actions import ACTIONS, action
from labeler.gui.chords import block, parts
from labeler.gui.keymap import IN_FORCE, PRESETS, Keymap, keycap, keycap_while_typing, keymap, keys_in_words, keys_of

STANDARD = Keymap()
LEFT_REACH = {*"QWERTASDFGZXCVB12345", "Space"}
FREQUENT = (
    "right",
    "wrong",
    "wrong-unknown",
    "exclude",
    "unsure",
    "next",
    "back",
    "next-undecided",
    "queue",
    "new-category",
    "comment",
    "guidelines",
    "play",
    "replay",
)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_free_of_clashes(preset: str) -> None:
    assert Keymap(preset).clashes() == {}


@pytest.mark.parametrize("preset", PRESETS)
def test_keys_of_a_preset_are_known_to_qt_and_to_the_table(preset: str) -> None:
    for action_id, keys in PRESETS[preset].items():
        assert action(action_id).keys != keys
        assert all(QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText) == key for key in keys)


@pytest.mark.parametrize("action_id", FREQUENT)
def test_the_left_hand_reaches_what_is_frequent(action_id: str) -> None:
    assert parts(Keymap("left-hand").keys(action_id)[0])[-1] in LEFT_REACH


@pytest.mark.parametrize("preset", PRESETS)
def test_playing_while_typing_stays_possible_in_every_preset(preset: str) -> None:
    for each in (each for each in ACTIONS if each.typing):
        assert any({"Ctrl", "Alt"} & set(parts(key)) for key in Keymap(preset).keys(each.id)), each.id


def test_a_key_of_another_action_is_refused_by_its_name() -> None:
    why = STANDARD.refusal("right", "W")
    assert why == "W already is “The label is wrong: choose the right one”. Change that one first."


def test_image_and_sound_and_what_is_global_meet_on_the_page() -> None:
    assert "Spectrogram" in STANDARD.refusal("fit", "S")
    assert "Fit the image" in STANDARD.refusal("play", "F")
    assert "Quit" in STANDARD.refusal("comment", "Ctrl+Q")
    assert "Comment" in STANDARD.refusal("quit", "C")


def test_what_never_meets_may_share_a_key() -> None:
    assert STANDARD.refusal("copy-verdict", "W") == ""


@pytest.mark.parametrize("chord", ["Esc", "Tab", "Shift+Tab", "Ctrl+C", "Ctrl+Right"])
def test_reserved_chords_are_refused(chord: str) -> None:
    assert "no " in STANDARD.refusal("comment", chord)


def test_an_action_keeps_a_reserved_chord_that_is_its_own_from_the_start() -> None:
    without = STANDARD.without_key("undo", "Ctrl+Z")
    assert without.refusal("undo", "Ctrl+Z") == ""
    assert without.refusal("comment", "Ctrl+Z")


def test_a_key_the_action_has_is_refused_unless_it_replaces_itself() -> None:
    assert STANDARD.refusal("next", "Right") == "→ is a key of this action already."
    assert STANDARD.refusal("next", "Right", instead_of="Right") == ""


def test_a_chord_is_added_replaced_and_taken_away() -> None:
    more = STANDARD.with_key("right", "K")
    assert more.keys("right") == ("Space", "K")
    assert more.with_key("right", "Y", instead_of="Space").keys("right") == ("Y", "K")
    assert more.without_key("right", "K") == STANDARD
    assert STANDARD.without_key("right", "Space").keys("right") == ()


def test_indexed_actions_change_as_a_block_or_not_at_all() -> None:
    assert STANDARD.refusal("category", "K").startswith("These go by the digits")
    assert "Overview" in STANDARD.refusal("category", "Ctrl+5")  # Ctrl+1 to Ctrl+7 go to the pages
    assert "Take over" in STANDARD.refusal("category", "Alt+5")
    assert STANDARD.refusal("category", "Ctrl+Alt+5") == ""
    assert STANDARD.with_key("category", "Ctrl+Alt+5").keys("category") == block("Ctrl+Alt+1")
    assert STANDARD.without_key("category", "4").keys("category") == ()


def test_a_reset_is_refused_while_another_action_has_the_key() -> None:
    swapped = STANDARD.with_key("wrong", "K", instead_of="W").with_key("unsure", "W", instead_of="U")
    assert "Unsure" in swapped.reset_refusal("wrong")
    assert swapped.reset_refusal("unsure") == ""
    assert swapped.reset("unsure").reset("wrong") == STANDARD


def test_keys_swapped_between_two_actions_are_read_again() -> None:
    own = {"wrong": ("U",), "unsure": ("W",)}
    assert keymap("standard", own).own == own


@pytest.mark.parametrize(
    "nonsense",
    [
        {"no-such-action": ("K",)},
        {"comment": ("NoSuchKey",)},
        {"comment": ("Ctrl+K, Ctrl+C",)},
        {"comment": ("Esc",)},
        {"comment": ("W",)},
        {"category": ("K",)},
        {"category": ("1", "2")},
    ],
)
def test_nonsense_is_ignored_item_by_item(nonsense: Mapping[str, tuple[str, ...]]) -> None:
    assert keymap("standard", {**nonsense, "jump": ("K",)}).own == {"jump": ("K",)}


def test_an_unknown_preset_is_the_standard() -> None:
    assert keymap("three-hands", {}).preset == "standard"


def test_own_keys_give_way_to_a_preset_that_needs_them() -> None:
    own = {"jump": ("S",), "quit": ("F10",)}
    free = {**own, "spectrogram": ()}
    assert keymap("standard", free).own == free
    assert keymap("left-hand", free).own == {"quit": ("F10",), "spectrogram": ()}


CHORDS = st.sampled_from(["W", "U", "K", "Space", "Enter", "Ctrl+1", "Alt+1", "Esc", "F5", "nonsense", ""])
OWN = st.dictionaries(
    st.sampled_from([each.id for each in ACTIONS]), st.lists(CHORDS, max_size=3).map(tuple), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*PRESETS, "other"]), OWN)
def test_whatever_was_saved_what_is_in_force_is_free_of_clashes(preset: str, own: dict[str, tuple[str, ...]]) -> None:
    made = keymap(preset, own)
    assert made.clashes() == {}
    assert keymap(made.preset, made.own) == made


def test_a_change_is_told_once_and_in_force_at_once(qtbot: QtBot) -> None:
    wanted = STANDARD.with_key("comment", "K", instead_of="C")
    with qtbot.waitSignal(IN_FORCE.changed):
        IN_FORCE.use(wanted)
    assert (keys_of("comment"), keycap("comment")) == (("K",), "K")
    with qtbot.assertNotEmitted(IN_FORCE.changed):
        IN_FORCE.use(keymap("standard", {"comment": ("K",)}))


def test_keys_in_words() -> None:
    assert keys_in_words("next") == "Enter or →"
    assert keys_in_words("category") == "1 to 9"
    assert keys_in_words("demo") == keycap("demo") == keycap("category", 9) == ""
    assert keycap("category", 8) == "9"


def test_three_keys_in_words() -> None:
    IN_FORCE.use(STANDARD.with_key("next", "K"))
    assert keys_in_words("next") == "Enter, → or K"


@pytest.mark.parametrize(
    ("preset", "action_id", "key"),
    [
        ("standard", "exclude", "Alt X"),
        ("standard", "wrong-unknown", "Alt D"),
        ("left-hand", "unsure", "Alt S"),
        ("left-hand", "next-undecided", "Alt E"),
        ("standard", "pause", "Pause"),
        ("standard", "undo", "Ctrl Z"),
        ("standard", "right", ""),
        ("standard", "zoom-in", ""),  # it waits until nothing is typed
    ],
)
def test_the_key_that_works_while_text_is_typed(preset: str, action_id: str, key: str) -> None:
    IN_FORCE.use(Keymap(preset))
    assert keycap_while_typing(action_id) == key


def test_without_such_a_key_none_is_named() -> None:
    IN_FORCE.use(STANDARD.with_keys("exclude", ("X", "F12", "Ctrl+K")))
    assert keycap_while_typing("exclude") == "F12"
    IN_FORCE.use(STANDARD.with_keys("exclude", ("X", "F")))
    assert keycap_while_typing("exclude") == ""
