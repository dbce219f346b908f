"""The door all editors of a label share: offer them what there is, and they say the label as a decision carries it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from labeler.gui.keymap import IN_FORCE, keycap, keycap_while_typing

_UNBROKEN = "\u00a0"


@dataclass(frozen=True)
class Offer:
    """What an editor starts from; labels are spelled as decisions carry them (``a;b``, ``a;?b``, a transcript).

    ``standing``: the corrected label there is already. ``recent``: labels chosen lately, newest first.
    ``predicted``, best first, and ``hypotheses``, pairs of model and text, are empty while predictions are hidden.
    ``predictions_hidden``: there are some that come into view with the verdict.
    ``blind``: the given label isn't shown, and may be chosen like any other.
    ``normalization``: of transcripts, what makes no difference (core.normalization). ``example``: its id, by which
    what was typed is kept when the person moves on; empty: nothing is kept.
    """

    labels: tuple[str, ...]
    given: str
    standing: str | None = None
    recent: tuple[str, ...] = ()
    predicted: tuple[str, ...] = ()
    hypotheses: tuple[tuple[str, str], ...] = ()
    blind: bool = False
    normalization: tuple[str, ...] = ()
    example: str = ""
    predictions_hidden: bool = False


class LabelEditor(QWidget):
    """``chosen`` never carries the given label, except where it is hidden; ``cancelled``: the person left by Esc.

    ``typed`` comes with every sign that is typed.
    """

    chosen = Signal(str)
    cancelled = Signal()
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        IN_FORCE.changed.connect(self.show_hint)

    def edit(self, offer: Offer) -> None:
        """Start on an example; takes the keyboard."""
        raise NotImplementedError

    def show_hint(self) -> None:
        """Say what keys do at this moment, also when other keys come into force."""
        raise NotImplementedError

    def handlers(self) -> dict[str, Callable[..., Any]]:
        """What the editor does for actions of the page, by action id."""
        return {}

    def is_typing(self) -> bool:
        """Whether the keys are the editor's at this moment."""
        focused = QApplication.focusWidget()
        return self.isVisible() and focused is not None and (focused is self or self.isAncestorOf(focused))


def already_right(what: str) -> str:
    """What is said where a person accepts ``what`` was given: that isn't wrong, so the other verdict says it."""
    return f"That is {what}: if it is right, Esc and then {keycap('right')} says so"


def verdicts_besides(offer: Offer) -> tuple[str, ...]:
    """Where the given label is hidden the editor always has the keyboard: what else can be said, and by which keys."""
    keys = (("exclude", "excludes"), ("unsure", "unsure")) if offer.blind else ()
    return tuple(f"{keycap_while_typing(name)} {does}" for name, does in keys if keycap_while_typing(name))


def hints(*said: str) -> str:
    """Keys and what they do, which lines break only between."""
    return f"{_UNBROKEN}· ".join(hint.replace(" ", _UNBROKEN) for hint in said)
