"""Which labels a few typed letters mean, and which key chooses a label at once."""

from __future__ import annotations

from collections.abc import Sequence

_DIGITS = "1234567890"


def matching(query: str, labels: Sequence[str]) -> list[int]:
    """Indices of the labels that contain ``query``: those that begin with it, then those a word of which does, then
    the others; each in the order of ``labels``. Case is ignored; an empty query matches all.
    """
    wanted = query.strip().casefold()
    ranked = ((_rank(wanted, label.casefold()), index) for index, label in enumerate(labels))
    return [index for rank, index in sorted(pair for pair in ranked if pair[0] < 3)]


def digit_keys(labels: Sequence[str]) -> dict[str, int]:
    """Key → index for at most ten labels, none for more. Labels that are digits keep their own key."""
    if len(labels) > len(_DIGITS):
        return {}
    if any(label in _DIGITS for label in labels if len(label) == 1):
        return {label: index for index, label in enumerate(labels) if len(label) == 1 and label in _DIGITS}
    return dict(zip(_DIGITS, range(len(labels)), strict=False))


def _rank(wanted: str, label: str) -> int:
    at = label.find(wanted)
    if at <= 0:
        return 3 if at else 0
    return 1 if any(part.startswith(wanted) for part in _words(label)) else 2


def _words(label: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in label).split()
