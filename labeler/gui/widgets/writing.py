"""Which way a text is read, told by the text itself."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_OPENS = frozenset({"LRI", "RLI", "FSI"})


def reads_leftwards(text: str) -> bool:
    """By the first letter that has a direction and isn't set apart, as Unicode says (UAX 9, P2 and P3)."""
    if text.isascii():
        return False
    apart = 0
    for kind in map(unicodedata.bidirectional, text):
        if kind in _OPENS:
            apart += 1
        elif kind == "PDI":
            apart = max(apart - 1, 0)
        elif not apart and (kind == "L" or kind in _RIGHT_TO_LEFT):
            return kind != "L"
    return False


def has_leftward_letters(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)


def text_option(*, leftwards: bool, wraps: bool = True) -> QTextOption:
    """For text that begins at the right, or at the left."""
    modes, directions, sides = QTextOption.WrapMode, Qt.LayoutDirection, Qt.AlignmentFlag
    option = QTextOption()
    option.setWrapMode(modes.WrapAtWordBoundaryOrAnywhere if wraps else modes.NoWrap)
    option.setTextDirection(directions.RightToLeft if leftwards else directions.LeftToRight)
    option.setAlignment(sides.AlignRight if leftwards else sides.AlignLeft)
    return option


def qt_length(text: str) -> int:
    """As Qt counts, to which a character beyond the first 65,536 is two."""
    return len(text.encode("utf-16-le")) // 2
