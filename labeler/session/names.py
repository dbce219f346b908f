"""Names as people type them: which known one is meant, and which ones are near (one rule for all of them)."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from labeler.core.labels import Vocabulary
from labeler.errors import LabelerError

_NEAR = 3
_SHOWN = 12


def one_of(name: str, known: Iterable[str], what: str) -> str:
    """The known name that is meant, whatever its case where that leaves no doubt.

    Raises LabelerError with the names near it, else with those there are; ``what`` says what they are names of.
    """
    names, wanted = list(known), name.strip()
    for exact in (name, wanted):
        if exact in names:
            return exact
    alike = [other for other in names if other.casefold() == wanted.casefold()]
    if len(alike) != 1:
        raise unknown(name, names, what)
    return alike[0]


def class_named(vocabulary: Vocabulary, name: str) -> str:
    """The class of that name; raises LabelerError as ``one_of``, and where labels are texts."""
    if not vocabulary.names:
        raise LabelerError(f"there is no class {name!r}: the labels of this project are texts, not classes")
    return one_of(name, vocabulary.names, "class")


def unknown(name: str, known: Iterable[str], what: str) -> LabelerError:
    """That there is no such name, and which ones are near it; the first of all where none is."""
    names = list(known)
    alike = near(name, names)
    if alike:
        return LabelerError(f"there is no {what} {name!r}; did you mean {' or '.join(alike)}?")
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    remedy = f"choose one of: {', '.join(names[:_SHOWN])}{more}" if names else "there are none yet"
    return LabelerError(f"there is no {what} {name!r}; {remedy}")


def near(name: str, known: Iterable[str]) -> list[str]:
    """Known names written much like it, whatever their case, the most alike first."""
    folded: dict[str, list[str]] = {}
    for other in known:
        folded.setdefault(other.casefold(), []).append(other)
    alike = get_close_matches(name.strip().casefold(), folded, n=_NEAR, cutoff=0.5)
    return [other for match in alike for other in folded[match]][:_NEAR]
