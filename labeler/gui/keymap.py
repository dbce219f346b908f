"""Which keys are in force: those of a preset, and over them the person's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from labeler.gui.actions import ACTIONS, Action, action
from labeler.gui.chords import block, key_name, parts, reserved, spelled

STANDARD, LEFT_HAND = "standard", "left-hand"
PRESET_NAMES = {STANDARD: "Standard", LEFT_HAND: "Left hand"}

Keys = tuple[str, ...]

PRESETS: Mapping[str, Mapping[str, Keys]] = {
    STANDARD: {},
    LEFT_HAND: {
        "unsure": ("S", "Alt+S"),
        "new-category": ("T", "+"),
        "next": ("F", "Return", "Right"),
        "back": ("A", "Backspace", "Left"),
        "next-undecided": ("E", "Alt+E"),
        "reference": ("Shift+G",),
        "fit": ("Shift+Z",),
        "adjust": ("B",),
        "play": ("V", "Ctrl+Space"),
        "replay": ("R", "Ctrl+R"),
        "loop": ("Shift+V", "Ctrl+L"),
        "loop-start": ("Shift+B", "Alt+B"),
        "loop-end": ("Shift+E", "Alt+Shift+E"),
        "spectrogram": ("Shift+S",),
    },
}
"""Where they differ from the table of actions. The left hand stays on Space, digits and the letters left of H; the
right one has the mouse, which zooms, seeks and jumps."""


@dataclass(frozen=True)
class Keymap:
    """``own`` holds what differs from the preset; no keys at all is a choice too."""

    preset: str = STANDARD
    own: Mapping[str, Keys] = field(default_factory=dict)

    def keys(self, action_id: str) -> Keys:
        return self.own.get(action_id, self.preset_keys(action_id))

    def preset_keys(self, action_id: str) -> Keys:
        return PRESETS[self.preset].get(action_id, action(action_id).keys)

    def refusal(self, action_id: str, chord: str, *, instead_of: str = "") -> str:
        """Why the action can't have this chord, in a sentence; empty if it can."""
        wanted = action(action_id)
        if not wanted.indexed:
            if chord in self.keys(action_id) and chord != instead_of:
                return f"{key_name(chord)} is a key of this action already."
            return self._refusal(wanted, (chord,))
        if not block(chord):
            return "These go by the digits 1 to 9: press one of them, alone or with Ctrl or Alt; all nine go with it."
        return self._refusal(wanted, block(chord))

    def with_key(self, action_id: str, chord: str, *, instead_of: str = "") -> Keymap:
        """One more, or one in place of another. An indexed action has one block of nine, which changes as a whole."""
        keys = self.keys(action_id)
        if action(action_id).indexed:
            return self.with_keys(action_id, block(chord))
        if instead_of in keys:
            return self.with_keys(action_id, tuple(chord if each == instead_of else each for each in keys))
        return self.with_keys(action_id, (*keys, chord))

    def without_key(self, action_id: str, chord: str) -> Keymap:
        """The whole block where the action is indexed."""
        kept = () if action(action_id).indexed else tuple(each for each in self.keys(action_id) if each != chord)
        return self.with_keys(action_id, kept)

    def reset_refusal(self, action_id: str) -> str:
        """Why the preset's keys can't come back: another action has got one of them since."""
        return self._refusal(action(action_id), self.preset_keys(action_id))

    def reset(self, action_id: str) -> Keymap:
        return self.with_keys(action_id, self.preset_keys(action_id))

    def clashes(self) -> dict[str, str]:
        """What stands against the keys of an action, by its id; empty for a keymap that can be in force."""
        found = {each.id: self._refusal(each, self.keys(each.id)) for each in ACTIONS}
        return {action_id: why for action_id, why in found.items() if why}

    def _refusal(self, wanted: Action, chords: Keys) -> str:
        for chord in chords:
            holder = self._holder(chord, beside=wanted)
            if holder is not None:
                return f"{key_name(chord)} already is “{holder.text.rstrip('…')}”. Change that one first."
            if chord not in wanted.keys and reserved(chord):
                return reserved(chord)
        return ""

    def _holder(self, chord: str, *, beside: Action) -> Action | None:
        """Another action that has the chord where ``beside`` works."""
        others = (each for each in ACTIONS if each.id != beside.id and _meet(each, beside))
        return next((each for each in others if chord in self.keys(each.id)), None)

    def with_keys(self, action_id: str, keys: Keys) -> Keymap:
        """With these and no others, unchecked."""
        own = {name: held for name, held in self.own.items() if name != action_id}
        if keys != self.preset_keys(action_id):
            own[action_id] = keys
        return replace(self, own=own)


def keymap(preset: str, own: Mapping[str, Keys]) -> Keymap:
    """What can be in force of keys that were saved: no action or key that isn't known, no key twice in one place."""
    read = {each.id: _read(each, own[each.id]) for each in ACTIONS if each.id in own}
    made = Keymap(preset if preset in PRESETS else STANDARD)
    for action_id, keys in read.items():
        if keys is not None:
            made = made.with_keys(action_id, keys)
    while clashes := [action_id for action_id in made.clashes() if action_id in made.own]:
        made = made.with_keys(clashes[-1], made.preset_keys(clashes[-1]))
    return made


def _read(wanted: Action, keys: Keys) -> Keys | None:
    """None for what makes no sense as the keys of this action."""
    chords = tuple(dict.fromkeys(spelled(key) for key in keys))
    if "" in chords or (wanted.indexed and chords and chords != block(chords[0])):
        return None
    return chords


def _meet(one: Action, other: Action) -> bool:
    """Whether both can be there at once."""
    return one.page == other.page or not (one.page and other.page)


def _types_nothing(chord: str) -> bool:
    *modifiers, key = parts(chord)
    is_function_key = key[:1] == "F" and key[1:].isdigit()
    return not {"Ctrl", "Alt", "Meta"}.isdisjoint(modifiers) or key == "Pause" or is_function_key


class KeysInForce(QObject):
    """The one keymap of the program; ``changed`` tells menus, buttons and pages to look again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.keymap = Keymap()

    def use(self, keymap: Keymap) -> None:
        if keymap != self.keymap:
            self.keymap = keymap
            self.changed.emit()


IN_FORCE = KeysInForce()


def keys_of(action_id: str) -> Keys:
    """In force at this moment, the first is the one shown."""
    return IN_FORCE.keymap.keys(action_id)


def keycap(action_id: str, index: int = 0) -> str:
    """A key of an action as its button shows it; empty if it has none. ``index`` counts an indexed action's from 0."""
    keys = keys_of(action_id)
    return key_name(keys[index]) if index < len(keys) else ""


def keycap_while_typing(action_id: str) -> str:
    """The first key that types nothing, as a button shows it; empty if there is none or the action waits meanwhile."""
    wanted = action(action_id)
    if wanted.page and not wanted.typing:
        return ""
    return next((key_name(key) for key in keys_of(action_id) if _types_nothing(key)), "")


def keys_in_words(action_id: str) -> str:
    """As in "Enter or →" and "1 to 9"; empty if there are none."""
    names = [key_name(key) for key in keys_of(action_id)]
    if action(action_id).indexed and names:
        return f"{names[0]} to {names[-1]}"
    *first, last = dict.fromkeys(names) or ("",)
    return f"{', '.join(first)} or {last}" if first else last
