"""Near duplicates among a project's media: one thing labeled twice, or on both sides of a split (METHOD 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.edits import words
from labeler.core.near_duplicates import ALONE, grouped
from labeler.core.normalization import normalized
from labeler.core.splits import SPLITS
from labeler.core.tasks.base import Task
from labeler.core.tasks.transcript import Transcript
from labeler.core.truth import ClassTruth, MultilabelTruth, TranscriptTruth, Truth
from labeler.errors import LabelerError
from labeler.session.open_project import OpenProject

if TYPE_CHECKING:
    from labeler.media.fingerprints import Fingerprints

Progress = Callable[[str, float], None]

MOST = 20


@dataclass(frozen=True)
class Partner:
    """A near duplicate of an example, with the label that counts now; ``differs``: the two can't both be right."""

    example_id: str
    split: str
    label: str
    differs: bool


@dataclass(frozen=True)
class Copies:
    """One group of near duplicates. ``labels_differ`` where two of them can't both be right, by the labels that count
    now; ``splits`` are those it is spread over.
    """

    examples: tuple[tuple[str, str, str], ...]
    labels_differ: bool
    splits: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        keys = ("example_id", "split", "label")
        return asdict(self) | {
            "examples": [dict(zip(keys, example, strict=True)) for example in self.examples],
            "splits": list(self.splits),
        }


@dataclass(frozen=True, eq=False)
class NearDuplicates:
    """``rows`` are the ordinals of an example's group, by its own."""

    session: OpenProject
    groups: tuple[Copies, ...]
    rows: Mapping[int, list[int]]
    warnings: tuple[str, ...]

    def of(self, ordinal: int) -> tuple[Partner, ...]:
        """The others of its group, those that differ first, at most MOST of them."""
        differs = partial(_differ, self.session)
        others = [(differs(ordinal, row), row) for row in self.rows.get(ordinal, ()) if row != ordinal]
        others.sort(key=lambda other: not other[0])
        return tuple(Partner(*_named_label(self.session, row), differing) for differing, row in others[:MOST])


def near_duplicates(session: OpenProject, splits: Sequence[str], *, progress: Progress | None = None) -> NearDuplicates:
    """All groups with an example of these splits, those with different labels first. Other splits are compared too.

    Reads every media file anew. Raises LabelerError where examples have no files.
    """
    from labeler.media.fingerprints import fingerprints  # noqa: PLC0415 - loads decoders

    paths = [session.media.path(ordinal) for ordinal in range(len(session.examples))]
    if not any(paths):
        raise LabelerError("this project has no media files in which near duplicates could be looked for")
    found = fingerprints(paths, progress=_telling(progress))
    sets = list(_sets(session, _members(found), splits))
    copies = sorted((_copies(session, rows) for rows in sets), key=lambda group: not group.labels_differ)
    by_row = {row: rows for rows in sets for row in rows}
    return NearDuplicates(session, tuple(copies), by_row, tuple(_warnings(copies, found)))


def _members(found: Fingerprints) -> NDArray[np.int64]:
    """The group of every example, ALONE where it has none; images are compared with images, recordings with theirs."""
    from labeler.media.fingerprints import IMAGES, SOUNDS  # noqa: PLC0415

    member = np.full(len(found.readable), ALONE, np.int64)
    for kind, limit in ((found.sounds, SOUNDS), (~found.sounds, IMAGES)):
        rows = np.flatnonzero(kind & found.readable)
        groups = grouped(found.words[rows], index_bits=limit.index_bits, bits=limit.bits)
        member[rows] = np.where(groups == ALONE, ALONE, groups.astype(np.int64) + (member.max(initial=ALONE) + 1))
    return member


def _telling(progress: Progress | None) -> Callable[[float], None] | None:
    if progress is None:
        return None
    return lambda share: progress("Comparing media files", share)


def _sets(session: OpenProject, member: NDArray[np.int64], splits: Sequence[str]) -> Iterator[list[int]]:
    """Ordinals group by group, of groups with an example of these splits."""
    here = session.examples.members("+".join(splits))
    shared = np.flatnonzero(member != ALONE)
    rows = shared[np.argsort(member[shared], kind="stable")]
    for group in np.split(rows, np.flatnonzero(np.diff(member[rows])) + 1):
        if here[group].any():
            yield group.tolist()


def _copies(session: OpenProject, rows: list[int]) -> Copies:
    examples = tuple(_named_label(session, row) for row in rows)
    excluded = session.review.labels.excluded
    distinct = {label: row for (_, _, label), row in zip(examples, rows, strict=True) if not excluded[row]}
    return Copies(
        examples=examples,
        labels_differ=any(_differ(session, a, b) for a, b in combinations(distinct.values(), 2)),
        splits=tuple(split for split in SPLITS if split in {split for _, split, _ in examples}),
    )


def _named_label(session: OpenProject, row: int) -> tuple[str, str, str]:
    """Its id, its split, and the label that counts now."""
    examples = session.examples
    label = examples.task.given(session.review.labels.truth, row, examples.vocabulary)
    return examples.ids[row], SPLITS[examples.splits[row]], label


def _differ(session: OpenProject, a: int, b: int) -> bool:
    """An excluded example has no label that counts."""
    labels = session.review.labels
    return not labels.excluded[[a, b]].any() and exclude_each_other(labels.truth, session.examples.task, a, b)


def exclude_each_other(truth: Truth, task: Task, a: int, b: int) -> bool:
    """Whether two labels can't both be right of one thing: sets without a common member, a label known to apply and
    known not to, references of which no two have the same words after the recorded normalization.
    """
    if isinstance(truth, ClassTruth):
        return not set(truth.accepted(a)) & set(truth.accepted(b))
    if isinstance(truth, MultilabelTruth):
        both = truth.known[a] & truth.known[b]
        return bool((truth.values[a] != truth.values[b])[both].any())
    assert isinstance(truth, TranscriptTruth)
    assert isinstance(task, Transcript)
    ours, theirs = (
        {tuple(words(normalized(text, task.normalization))) for text in truth.references(row)} for row in (a, b)
    )
    return not ours & theirs


def _warnings(copies: Sequence[Copies], found: Fingerprints) -> Iterator[str]:
    differing = [group for group in copies if group.labels_differ]
    if differing:
        yield f"{_have(differing)} different labels: {_named(differing)}."
    spread: dict[tuple[str, ...], list[Copies]] = {}
    for group in copies:
        if len(group.splits) > 1:
            spread.setdefault(group.splits, []).append(group)
    for splits, groups in spread.items():
        alike = " and ".join(splits)
        yield f"Leakage: {_have(groups)} examples in {alike}, which are not independent then: {_named(groups)}."
    if found.problems:
        number = len(found.problems)
        left_out = "1 media file was" if number == 1 else f"{number:,} media files were"
        yield f"{left_out} not compared: {found.problems[0].message}."


def _have(groups: Sequence[Copies]) -> str:
    if len(groups) == 1:
        return "1 group of near duplicates has"
    return f"{len(groups):,} groups of near duplicates have"


def _named(groups: Sequence[Copies], limit: int = 3) -> str:
    """The first few groups by their examples."""
    named = [" and ".join(example_id for example_id, _, _ in group.examples[:3]) for group in groups[:limit]]
    return "; ".join(named) + (f"; and {len(groups) - limit:,} more" if len(groups) > limit else "")
