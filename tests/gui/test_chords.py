from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from labeler.gui.chords import block, key_name, pressed, reserved, spelled, synonyms

Mod, Key = Qt.KeyboardModifier, Qt.Key


@pytest.mark.parametrize(
    ("key", "modifiers", "chord"),
    [
        (Key.Key_W, Mod.NoModifier, "W"),
        (Key.Key_W, Mod.ShiftModifier, "Shift+W"),
        (Key.Key_Question, Mod.ShiftModifier, "?"),
        (Key.Key_Plus, Mod.ControlModifier | Mod.ShiftModifier, "Ctrl++"),
        (Key.Key_1, Mod.KeypadModifier, "1"),
        (Key.Key_Enter, Mod.KeypadModifier, "Return"),
        (Key.Key_Space, Mod.ShiftModifier, "Shift+Space"),
        (Key.Key_Backtab, Mod.ShiftModifier, "Shift+Tab"),
        (Key.Key_Odiaeresis, Mod.NoModifier, "Ö"),
        (Key(0x426), Mod.ControlModifier, "Ctrl+Ц"),
        (Key.Key_Control, Mod.ControlModifier, ""),
        (Key.Key_AltGr, Mod.NoModifier, ""),
        (Key.Key_unknown, Mod.NoModifier, ""),
    ],
)
def test_a_press_is_read_as_people_would_write_it(key: Qt.Key, modifiers: Qt.KeyboardModifier, chord: str) -> None:
    assert pressed(QKeyEvent(QEvent.Type.KeyPress, key.value, modifiers)) == chord


@pytest.mark.parametrize(
    ("text", "chord"),
    [
        ("ctrl+delete", "Ctrl+Del"),
        ("Escape", "Esc"),
        ("Enter", "Return"),
        ("Ctrl+Enter", "Ctrl+Return"),
        ("Backtab", "Shift+Tab"),
        ("Shift+Backtab", "Shift+Tab"),
        ("+", "+"),
        ("Ctrl++", "Ctrl++"),
        ("Num+1", "1"),
    ],
)
def test_one_chord_has_one_spelling(text: str, chord: str) -> None:
    assert spelled(text) == chord == spelled(chord)


@pytest.mark.parametrize("text", ["", "Foo", "Ctrl", "Shift", "Ctrl+", "Ctrl+K, Ctrl+C", "Ctrl+W+Q"])
def test_what_is_no_single_chord_has_no_spelling(text: str) -> None:
    assert spelled(text) == ""


def test_both_enter_keys_are_told_to_qt() -> None:
    assert synonyms("Return") == ("Return", "Enter")
    assert synonyms("Ctrl+Return") == ("Ctrl+Return", "Ctrl+Enter")
    assert synonyms("W") == ("W",)


def test_nine_digits_go_together() -> None:
    assert block("Alt+5") == tuple(f"Alt+{digit}" for digit in range(1, 10))
    assert block("7")[::8] == ("1", "9")
    assert block("0") == block("W") == block("Ctrl++") == ()


@pytest.mark.parametrize("chord", ["Esc", "Shift+Esc", "Tab", "Shift+Tab", "Ctrl+Tab", "Ctrl+C", "Ctrl+Left"])
def test_what_typing_and_moving_about_need_is_reserved(chord: str) -> None:
    assert reserved(chord).endswith("no action can have it.") or "text is typed" in reserved(chord)


@pytest.mark.parametrize("chord", ["W", "Space", "Return", "Left", "Ctrl+K", "Alt+Left", "F5", "Shift+A"])
def test_other_chords_are_free(chord: str) -> None:
    assert reserved(chord) == ""


def test_keys_are_shown_as_people_read_them() -> None:
    assert key_name("Ctrl+Z") == "Ctrl Z"
    assert key_name("Ctrl++") == "Ctrl +"
    assert key_name("+") == "+"
    assert key_name("Alt+Left") == "Alt ←"
    assert key_name("Return") == "Enter"
