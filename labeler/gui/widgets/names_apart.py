"""Long names in little room: what tells them apart stays, what they share gives way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

_JOINTS = "_-./ :"
_GAP = "…"
Width = Callable[[str], float]


class NamesApart:
    """The names that stand together, and how each is written in so much room."""

    def __init__(self, names: Sequence[str]) -> None:
        several = len(set(names)) > 1
        self._shared = _to_joint(_beginning(names)) if several else 0
        own = [name[self._shared :][::-1] for name in names]
        self._ending = _to_joint(_beginning(own)) if several else 0

    def shown(self, name: str, room: float, width: Width) -> str:
        """``con…seed07_ema`` of names that begin alike; all of it where it fits."""
        if width(name) <= room:
            return name
        own = name[self._shared :]
        if self._ending and width(_GAP + own) > room:
            own = own[: -self._ending] + _GAP
        if width(_GAP + own) > room:
            return _middle(_GAP + own if self._shared else own, room, width)
        head = 0
        while head < self._shared and width(name[: head + 1] + _GAP + own) <= room:
            head += 1
        return name[:head] + _GAP + own


def _beginning(names: Sequence[str]) -> str:
    """That all of them share."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in alike)


def _to_joint(prefix: str) -> int:
    """Up to its last whole part."""
    return max((prefix.rfind(joint) + 1 for joint in _JOINTS), default=0)


def _middle(text: str, room: float, width: Width) -> str:
    for kept in range(len(text) - 1, 1, -1):
        shown = text[: kept // 2] + _GAP + text[len(text) - (kept + 1) // 2 :]
        if width(shown) <= room:
            return shown
    return _GAP
