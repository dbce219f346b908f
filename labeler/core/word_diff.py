"""How one transcript became another, word by word: what a word error rate counts, told apart (METHOD 1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from labeler.core.edits import words
from labeler.core.normalization import normalized, recorded

_FEW = 256  # of pairs in a stretch: beyond, which word stands for which can't be read anyway


class Change(StrEnum):
    SAME = "same"
    SUBSTITUTED = "substituted"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that one kind of edit is about, as they are written on either side.

    Words that only the normalization makes equal are ``SAME``; a substitution has as many words on both sides.
    """

    kind: Change
    reference: tuple[str, ...]
    hypothesis: tuple[str, ...]

    @property
    def edits(self) -> int:
        return 0 if self.kind is Change.SAME else max(len(self.reference), len(self.hypothesis))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it counts, and as it is written."""

    counted: str
    written: str


def word_diff(reference: str, hypothesis: str, *, normalization: Collection[str] = ()) -> tuple[Piece, ...]:
    """The fewest edits of words, of several ways always the same one: the one whose substituted words are most alike.

    ``normalization`` names the options of ``core.normalization`` that the project's metrics use.
    """
    options = recorded(normalization)
    ours, theirs = _words(reference, options), _words(hypothesis, options)
    return tuple(_joined(_edits(ours, theirs)))


def edit_count(pieces: Sequence[Piece]) -> int:
    return sum(piece.edits for piece in pieces)


def shortened(pieces: Sequence[Piece], *, around: int) -> tuple[Piece, ...]:
    """Of words that are the same, only those next to a difference; ``…`` stands for the others."""
    last = len(pieces) - 1
    return tuple(
        _without_middle(piece, before=around if place else 0, after=around if place < last else 0)
        if piece.kind is Change.SAME
        else piece
        for place, piece in enumerate(pieces)
    )


def _without_middle(piece: Piece, *, before: int, after: int) -> Piece:
    """``before`` words after the difference before it are kept, and ``after`` before the one that follows."""
    if len(piece.reference) <= before + after + 1:
        return piece
    return Piece(piece.kind, _ends(piece.reference, before, after), _ends(piece.hypothesis, before, after))


def _ends(written: tuple[str, ...], first: int, last: int) -> tuple[str, ...]:
    return (*written[:first], "…", *written[len(written) - last :])


@lru_cache(maxsize=16)  # while one side is typed the others stay
def _words(text: str, normalization: tuple[str, ...]) -> Sequence[_Word]:
    """A written word that normalization leaves nothing of is written with the word before it, or after if none is."""
    found: list[_Word] = []
    aside: list[str] = []
    for written in words(text):
        counted = words(normalized(written, normalization))
        if counted:
            first = " ".join([*aside, written])
            aside.clear()
            found += [_Word(counted[0], first), *(_Word(more, "") for more in counted[1:])]
        elif found:
            found[-1] = _Word(found[-1].counted, f"{found[-1].written} {written}".strip())
        else:
            aside.append(written)
    return found


def _edits(reference: Sequence[_Word], hypothesis: Sequence[_Word]) -> Iterator[tuple[_Word | None, _Word | None]]:
    """Pairs of words, None where the other side has nothing."""
    ours, theirs = [word.counted for word in reference], [word.counted for word in hypothesis]
    codes = Levenshtein.opcodes(ours, theirs)
    for same, run in groupby(codes, key=lambda code: code.tag == "equal"):
        stretch = list(run)
        start, end = stretch[0], stretch[-1]
        left = reference[start.src_start : end.src_end]
        right = hypothesis[start.dest_start : end.dest_end]
        yield from zip(left, right, strict=True) if same else _paired(left, right)


def _paired(left: Sequence[_Word], right: Sequence[_Word]) -> Iterator[tuple[_Word | None, _Word | None]]:
    """Every word of the shorter side stands for one of the longer, in order, as much alike as can be."""
    if len(left) > len(right):
        yield from ((ours, theirs) for theirs, ours in _paired(right, left))
        return
    places = iter(_best_places(left, right))
    shorter = iter(left)
    place = next(places, None)
    for at, theirs in enumerate(right):
        if at == place:
            yield next(shorter), theirs
            place = next(places, None)
        else:
            yield None, theirs


def _best_places(shorter: Sequence[_Word], longer: Sequence[_Word]) -> list[int]:
    """For each word of the shorter list its place in the longer one; the first places where all are as good."""
    spare = len(longer) - len(shorter)
    if not spare or len(shorter) * len(longer) > _FEW:
        return list(range(len(shorter)))
    # best[skipped]: likeness of what is paired from here on, and the places, when so many of the longer are passed
    best: list[tuple[float, list[int]]] = [(0.0, []) for _ in range(spare + 1)]
    for row in reversed(range(len(shorter))):
        following = best
        best = [(0.0, [])] * (spare + 1)
        for skipped in reversed(range(spare + 1)):
            likeness, places = following[skipped]
            at = row + skipped
            here = _likeness(shorter[row], longer[at]) + likeness, [at, *places]
            later = best[skipped + 1] if skipped < spare else here
            best[skipped] = here if here[0] >= later[0] else later
    return best[0][1]


def _likeness(one: _Word, other: _Word) -> float:
    return Levenshtein.normalized_similarity(one.counted, other.counted)


def _joined(pairs: Iterator[tuple[_Word | None, _Word | None]]) -> Iterator[Piece]:
    for kind, run in groupby(pairs, key=_kind):
        couples = list(run)
        yield Piece(
            kind,
            tuple(ours.written for ours, _ in couples if ours),
            tuple(theirs.written for _, theirs in couples if theirs),
        )


def _kind(pair: tuple[_Word | None, _Word | None]) -> Change:
    ours, theirs = pair
    if ours is None:
        return Change.INSERTED
    if theirs is None:
        return Change.DELETED
    return Change.SAME if ours.counted == theirs.counted else Change.SUBSTITUTED
