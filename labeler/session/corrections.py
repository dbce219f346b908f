"""What came of the given labels: corrected, excluded, unsure or in conflict, who said so, and which models agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.dataset import Examples
from labeler.core.decisions import Decision, Status, resolve
from labeler.core.splits import SPLITS
from labeler.core.truth import ClassTruth, Truth
from labeler.errors import LabelerError
from labeler.formats.tables import write_table
from labeler.session import figures
from labeler.session.open_project import OpenProject
from labeler.session.results import frame

if TYPE_CHECKING:
    import pandas as pd

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]

STATUSES: Mapping[str, tuple[Status, ...]] = {
    "corrected": (Status.CORRECTED,),
    "excluded": (Status.EXCLUDED,),
    "conflict": (Status.CONFLICT,),
    "unsure": (Status.UNSURE,),
    "all": (Status.CORRECTED, Status.EXCLUDED, Status.CONFLICT, Status.UNSURE),
}
_SINGLE = {statuses[0]: name for name, statuses in STATUSES.items() if len(statuses) == 1}


@dataclass(frozen=True, slots=True)
class Correction:
    """One example whose given label doesn't stand as it is; labels as decisions carry them, ``categories`` by name.

    ``said`` are the verdicts that count: the adjudication alone where there is one, else those of all reviewers.
    """

    ordinal: int
    example_id: str
    split: str
    status: str
    given: str
    corrected: str | None
    said: tuple[Decision, ...]
    adjudicated: bool
    categories: tuple[str, ...]

    @property
    def reviewers(self) -> tuple[str, ...]:
        return tuple(decision.reviewer for decision in self.said)

    @property
    def at(self) -> str:
        """When the last of them was given."""
        return max(decision.at for decision in self.said)

    @property
    def comment(self) -> str:
        return "; ".join(dict.fromkeys(decision.comment for decision in self.said if decision.comment))

    @property
    def reason(self) -> str:
        return "; ".join(dict.fromkeys(decision.reason for decision in self.said if decision.reason))


@dataclass(frozen=True, eq=False)
class Corrections:
    """What ``corrections`` returns, in the order of the examples.

    Of shape (models, items): ``with_given`` marks models that predict the given label, ``with_corrected`` those that
    predict the corrected one, ``says`` those that say anything of the example.
    """

    items: tuple[Correction, ...]
    models: tuple[str, ...]
    with_given: Mask
    with_corrected: Mask
    says: Mask

    def __len__(self) -> int:
        return len(self.items)

    def agreeing_with_given(self, place: int) -> tuple[str, ...]:
        return self._named(self.with_given, place)

    def agreeing_with_corrected(self, place: int) -> tuple[str, ...]:
        """Of an example without a corrected label, nobody."""
        return self._named(self.with_corrected, place)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there are of every status, by its name."""
        counts = dict.fromkeys(_SINGLE.values(), 0)
        for item in self.items:
            counts[item.status] += 1
        return counts

    def to_dict(self) -> list[dict[str, Any]]:
        return [self._line(place, item) for place, item in enumerate(self.items)]

    def to_frame(self) -> pd.DataFrame:
        return frame([dict(zip(COLUMNS, row, strict=True)) for row in self._rows()])

    def write(self, path: Path) -> None:
        """A table of COLUMNS; several names in a cell are parted by ``;``."""
        columns = zip(*self._rows(), strict=True) if self.items else [()] * len(COLUMNS)
        write_table(path, [(name, list(cells)) for name, cells in zip(COLUMNS, columns, strict=True)])

    def _named(self, mask: Mask, place: int) -> tuple[str, ...]:
        return tuple(self.models[row] for row in np.flatnonzero(mask[:, place]).tolist())

    def _line(self, place: int, item: Correction) -> dict[str, Any]:
        corrected = None if item.corrected is None else list(self.agreeing_with_corrected(place))
        return {
            "example_id": item.example_id,
            "split": item.split,
            "status": item.status,
            "given_label": item.given,
            "corrected_label": item.corrected,
            "verdicts": [_verdict(decision) for decision in item.said],
            "adjudicated": item.adjudicated,
            "categories": list(item.categories),
            "models_with_given": list(self.agreeing_with_given(place)),
            "models_with_corrected": corrected,
        }

    def _rows(self) -> Iterable[tuple[str, ...]]:
        for place, item in enumerate(self.items):
            yield (
                item.example_id,
                item.split,
                item.status,
                item.given,
                item.corrected or "",
                ";".join(item.reviewers),
                item.at,
                item.comment,
                item.reason,
                ";".join(item.categories),
                ";".join(self.agreeing_with_given(place)),
                ";".join(self.agreeing_with_corrected(place)),
            )


COLUMNS = (
    "example_id",
    "split",
    "status",
    "given_label",
    "corrected_label",
    "reviewers",
    "at",
    "comment",
    "reason",
    "categories",
    "models_with_given",
    "models_with_corrected",
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """An example on which reviewers disagree; ``settled`` is the adjudication, if there is one by now."""

    ordinal: int
    example_id: str
    split: str
    given: str
    said: tuple[Decision, ...]
    settled: Decision | None


def corrections(session: OpenProject, *, split: str | None = None, status: str = "corrected") -> Corrections:
    """Of one split or all examples; raises LabelerError for a split or a status that isn't one."""
    if status not in STATUSES:
        raise LabelerError(f"{status!r} is not a status; use one of: {', '.join(STATUSES)}")
    rows = _rows(session, split, STATUSES[status])
    names = {category.key: category.name for category in session.categories}
    labels = _given_labels(session.examples, rows)
    items = tuple(
        _correction(session, ordinal, label, names) for ordinal, label in zip(rows.tolist(), labels, strict=True)
    )
    given, corrected = session.examples.given, session.review.labels.truth
    with_corrected = _agreeing(session, rows, corrected)
    with_corrected[:, [item.corrected is None for item in items]] = False
    says = [prediction.covered[rows] for prediction in session.predictions]
    return Corrections(
        items=items,
        models=tuple(prediction.model for prediction in session.predictions),
        with_given=_agreeing(session, rows, given),
        with_corrected=with_corrected,
        says=_stacked(says, len(rows)),
    )


def conflicts(session: OpenProject) -> tuple[Conflict, ...]:
    """Every example whose reviewers disagree, also those settled by now, in ticket order."""
    rows = [ordinal for ordinal in session.review.ordinals() if disputed(session, ordinal)]
    tickets = session.examples.tickets
    return tuple(conflict(session, ordinal) for ordinal in sorted(rows, key=lambda ordinal: tickets[ordinal]))


def disputed(session: OpenProject, ordinal: int) -> bool:
    """Whether its reviewers disagree, adjudicated or not."""
    review = session.review
    if review.adjudication(ordinal) is None:
        return review.resolution(ordinal).status is Status.CONFLICT
    return resolve(review.decisions(ordinal).values(), session.examples.task).status is Status.CONFLICT


def conflict(session: OpenProject, ordinal: int) -> Conflict:
    """What is said of one example; a conflict where it is ``disputed``."""
    examples, review = session.examples, session.review
    return Conflict(
        ordinal=ordinal,
        example_id=examples.ids[ordinal],
        split=SPLITS[examples.splits[ordinal]],
        given=examples.task.given(examples.given, ordinal, examples.vocabulary),
        said=tuple(decision for decision in review.decisions(ordinal).values() if decision.verdict is not None),
        settled=review.adjudication(ordinal),
    )


def _rows(session: OpenProject, split: str | None, statuses: Sequence[Status]) -> Rows:
    wanted = np.isin(session.review.labels.status, statuses)
    if split is not None:
        splits = figures.splits_to_cover(session, [split])
        wanted &= np.logical_or.reduce([session.examples.members(name) for name in splits])
    return np.flatnonzero(wanted)


def _given_labels(examples: Examples, rows: Rows) -> Iterator[str]:
    """As decisions carry them; of classes, each is written once."""
    task, given, vocabulary = examples.task, examples.given, examples.vocabulary
    codes = given.codes[rows].tolist() if isinstance(given, ClassTruth) else None
    sets = given.acceptable if isinstance(given, ClassTruth) else {}
    written: dict[int, str] = {}
    for place, ordinal in enumerate(rows.tolist()):
        if codes is None or ordinal in sets:
            yield task.given(given, ordinal, vocabulary)
            continue
        code = codes[place]
        if code not in written:
            written[code] = task.given(given, ordinal, vocabulary)
        yield written[code]


def _correction(session: OpenProject, ordinal: int, given: str, names: Mapping[str, str]) -> Correction:
    examples, review = session.examples, session.review
    resolution, adjudication = review.resolution(ordinal), review.adjudication(ordinal)
    said = (adjudication,) if adjudication is not None else review.decisions(ordinal).values()
    return Correction(
        ordinal=ordinal,
        example_id=examples.ids[ordinal],
        split=SPLITS[examples.splits[ordinal]],
        status=_SINGLE[resolution.status],
        given=given,
        corrected=resolution.label,
        said=tuple(decision for decision in said if decision.verdict is not None),
        adjudicated=adjudication is not None,
        categories=tuple(names[key] for key in sorted(review.ticked(ordinal)) if key in names),
    )


def _agreeing(session: OpenProject, rows: Rows, truth: Truth) -> Mask:
    """By the task's own 0/1 error, of these examples alone: of transcripts a column of all takes a while."""
    here, task = truth.taken(rows), session.examples.task
    taken = (prediction.taken(rows) for prediction in session.predictions)
    return _stacked([~task.wrong(prediction, here) & prediction.covered for prediction in taken], len(rows))


def _stacked(masks: Sequence[Mask], examples: int) -> Mask:
    """Shape (models, examples), of no models too."""
    return np.array(masks, np.bool_).reshape(len(masks), examples)


def _verdict(decision: Decision) -> dict[str, Any]:
    return {
        "reviewer": decision.reviewer,
        "verdict": str(decision.verdict),
        "label": decision.label,
        "comment": decision.comment,
        "reason": decision.reason,
        "at": decision.at,
        "seen": list(decision.seen),
    }
