"""Which labels a few typed letters mean, and which key chooses a label at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_DIGITS = "1234567890"
_ENOUGH = 50
_STROKES = str.maketrans("øđłħı", "odlhi")

Letters = tuple[tuple[int, int], ...]


class LabelIndex:
    """Searches tens of thousands of labels between two key presses; case, accents and signs between words don't count.

    The order of ``labels`` is kept among labels that match in the same way.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = tuple(labels)
        self._folded = [f" {_folded(label)}" for label in self._labels]

    def matching(self, query: str) -> list[int]:
        """Indices of what ``query`` may mean, the likeliest first; an empty query matches all.

        First the label that is just that, then those that begin with it, those a word of which does, those that hold
        it, and, where these are few, those that have its letters in this order.
        """
        wanted = _folded(query.strip())
        if not wanted.strip():
            return self._literally(query.strip())
        holding = [index for index, label in enumerate(self._folded) if wanted in label]
        words = [index for index in holding if f" {wanted}" in self._folded[index]]
        first = [index for index in words if self._folded[index].startswith(f" {wanted}")]
        exact = [index for index in first if len(self._folded[index]) == len(wanted) + 1]
        exact.sort(key=lambda index: self._labels[index] != query.strip())
        scattered = self._scattered(wanted) if len(holding) < _ENOUGH else []
        return list(dict.fromkeys([*exact, *first, *words, *holding, *scattered]))

    def begins(self, index: int, query: str) -> bool:
        return self._folded[index].startswith(f" {_folded(query)}")

    def _literally(self, query: str) -> list[int]:
        """For signs, which folding leaves nothing of."""
        return [index for index, label in enumerate(self._labels) if query in label]

    def _scattered(self, wanted: str) -> list[int]:
        found = _in_order(wanted).search
        return [index for index, label in enumerate(self._folded) if found(label)]


def letters_of(query: str, label: str) -> Letters:
    """Where the letters stand that make ``label`` a match, as (start, stop)."""
    query = query.strip()
    parts = [_folded_sign(sign) for sign in label]
    folded, places = "".join(parts), [place for place, part in enumerate(parts) for _ in part]
    wanted = _folded(query)
    if not wanted.strip():
        at = label.find(query)
        return ((at, at + len(query)),) if query and at >= 0 else ()
    word = f" {folded}".find(f" {wanted}")
    at = word if word >= 0 else folded.find(wanted)
    if at >= 0:
        return ((places[at], places[at + len(wanted) - 1] + 1),)
    match = _in_order(wanted).search(folded)
    return tuple((places[at], places[at] + 1) for at in _starts(match)) if match else ()


def digit_keys(labels: Sequence[str]) -> dict[str, int]:
    """Key → index for at most ten labels, none for more. Labels that are digits keep their own key."""
    if len(labels) > len(_DIGITS):
        return {}
    if any(label in _DIGITS for label in labels if len(label) == 1):
        return {label: index for index, label in enumerate(labels) if len(label) == 1 and label in _DIGITS}
    return first_ten(labels)


def first_ten(labels: Sequence[str]) -> dict[str, int]:
    """Key → index, whatever comes after the tenth."""
    return dict(zip(_DIGITS, range(len(labels)), strict=False))


@lru_cache(maxsize=64)
def _in_order(wanted: str) -> re.Pattern[str]:
    """Each letter is a group; possessive, so that a label that doesn't match is left at once."""
    letters = [re.escape(letter) for letter in wanted if letter != " "]
    return re.compile("".join(f"[^{letter}]*+({letter})" for letter in letters))


def _starts(match: re.Match[str]) -> Iterable[int]:
    return (match.start(group) for group in range(1, len(match.groups()) + 1))


def _folded(text: str) -> str:
    return "".join(map(_folded_sign, text))


@lru_cache(maxsize=4096)
def _folded_sign(sign: str) -> str:
    """Letters and digits without case and accents, a blank for anything else.

    Only marks that stand above or below a letter go; the vowel signs of Indic scripts are letters of their own.
    """
    parts = unicodedata.normalize("NFKD", sign).casefold().translate(_STROKES)
    kept = (part for part in parts if not unicodedata.combining(part))
    return "".join(part if part.isalnum() or unicodedata.category(part).startswith("M") else " " for part in kept)
