"""Where a word too long for a line may be broken: names of models and files have no spaces."""

from __future__ import annotations

import re

_ZERO_WIDTH = "\u200b"
_LONG = 24
_WORDS = re.compile(rf"\S{{{_LONG + 1},}}")
_PIECES = re.compile(rf"[^_\-/.@:]{{1,{_LONG}}}[_\-/.@:]*|[_\-/.@:]{{1,{_LONG}}}")


def breakable(text: str) -> str:
    """The same to the eye; long words may go on in another line after ``_``, ``-``, ``/`` and the like."""
    return _WORDS.sub(lambda word: _ZERO_WIDTH.join(_PIECES.findall(word.group())), text)
