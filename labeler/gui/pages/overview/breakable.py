"""Sentences with long names in them, that wrap within a name where a line has no room for it."""

from __future__ import annotations

import re

from labeler.gui.widgets.text_label import TextLabel

_LONG = re.compile(r"\S{20,}")
_SEAM = re.compile(r"(?<=[_\-./\\:])(?=\w)|(?<=[a-z])(?=[A-Z])|(?<=[^\W_]{16})(?=\w)")
_MAY_BREAK = "\u200b"


def set_sentence(label: TextLabel, text: str) -> None:
    """Show it; who listens instead hears the names whole."""
    label.set_text(_LONG.sub(lambda word: _SEAM.sub(_MAY_BREAK, word[0]), text))
    label.setAccessibleName(text)
