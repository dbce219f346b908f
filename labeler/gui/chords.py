"""Keys and chords as they are pressed, spelled and read, and those that no action can have."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

DIGITS = "123456789"

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_UNKNOWN = Qt.Key.Key_unknown
_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
        Qt.Key.Key_Mode_switch,
        Qt.Key.Key_Multi_key,
    }
)
_MODIFIER_NAMES = frozenset({"Shift", "Ctrl", "Control", "Alt", "AltGr", "Meta", "Num"})
_EDITING = frozenset(
    f"{modifier}+{key}"
    for modifier, keys in {
        "Ctrl": ("A", "C", "V", "X", "Y", "Z", "Left", "Right", "Home", "End", "Backspace", "Del", "Ins"),
        "Shift": ("Left", "Right", "Up", "Down", "Home", "End", "Del", "Ins"),
        "Ctrl+Shift": ("Z", "Left", "Right", "Home", "End"),
    }.items()
    for key in keys
)
_NAMES = {
    "Return": "Enter",
    "Backspace": "⌫",
    "Right": "→",
    "Left": "←",
    "Up": "↑",
    "Down": "↓",
    "PgUp": "Page up",
    "PgDown": "Page down",
}


def pressed(event: QKeyEvent) -> str:
    """The chord as it is written; empty for what is no chord yet, such as Ctrl alone.

    Shift is left out where it only makes the sign, as in "?", and so is the keypad.
    """
    key = Qt.Key(event.key())
    if key in _MODIFIERS or key == _UNKNOWN:
        return ""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.GroupSwitchModifier
    if _is_sign(key):
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return spelled(QKeySequence(QKeyCombination(modifiers, key)).toString(_PORTABLE))


def spelled(text: str) -> str:
    """One spelling for one chord, whatever Qt also calls it; empty for what is no single chord."""
    sequence = QKeySequence(text, _PORTABLE)
    *modifiers, key = parts(sequence.toString(_PORTABLE))
    if sequence.count() != 1 or not key or key in _MODIFIER_NAMES:
        return ""
    modifiers = [each for each in modifiers if each != "Num"]
    if key == "Backtab":
        modifiers, key = [*(each for each in modifiers if each != "Shift"), "Shift"], "Tab"
    return "+".join([*modifiers, "Return" if key == "Enter" else key])


def synonyms(chord: str) -> tuple[str, ...]:
    """The chord as Qt has to be told it: there are two Enter keys, and to Qt they are two."""
    *modifiers, key = parts(chord)
    return (chord, "+".join([*modifiers, "Enter"])) if key == "Return" else (chord,)


def parts(chord: str) -> list[str]:
    """Modifiers and key; "+" is a key too."""
    if chord.endswith("++") or chord == "+":
        return [*(part for part in chord[:-2].split("+") if part), "+"]
    return chord.split("+")


def key_name(chord: str) -> str:
    """A chord as a keycap shows it: "Ctrl Z", "Enter", "⌫"."""
    return " ".join(_NAMES.get(part, part) for part in parts(chord))


def block(chord: str) -> tuple[str, ...]:
    """The chords with 1 to 9 of which this is one; none if its key is no such digit."""
    *modifiers, key = parts(chord)
    return tuple("+".join([*modifiers, digit]) for digit in DIGITS) if key in tuple(DIGITS) else ()


def reserved(chord: str) -> str:
    """Why no action can have it, in a sentence; empty for all others."""
    key = parts(chord)[-1]
    if key == "Esc":
        return "Esc always leaves what is open; no action can have it."
    if key == "Tab":
        return "Tab always moves on to the next control; no action can have it."
    if chord in _EDITING:
        return f"{key_name(chord)} is needed where text is typed; no other action can have it."
    return ""


def _is_sign(key: Qt.Key) -> bool:
    """A printable character that is no letter."""
    return 0x20 < key.value < 0x01000000 and not chr(min(key.value, 0x10FFFF)).isalpha()
