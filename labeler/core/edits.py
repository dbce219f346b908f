"""How many edits part two texts (METHOD 1): insertions, deletions and substitutions cost one each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from rapidfuzz.distance import Levenshtein


def words(text: str) -> list[str]:
    """Split at white space, whatever the normalization."""
    return text.split()


def distance(a: Sequence[Hashable], b: Sequence[Hashable]) -> int:
    """Fewest edits from one to the other: of characters for texts, of words for lists of words."""
    return Levenshtein.distance(a, b)


def nearest(references: Iterable[Sequence[Hashable]], hypothesis: Sequence[Hashable]) -> int:
    """Edits to the reference that needs fewest."""
    return min(distance(reference, hypothesis) for reference in references)
