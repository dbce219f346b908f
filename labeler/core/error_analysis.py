"""The error-analysis sheet of one model on one split: what its errors are made of (METHOD 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core import error_words
from labeler.core.decisions import Status
from labeler.core.flows import Flows
from labeler.core.lucky_hits import LuckyHits
from labeler.core.prefixes import leading, longest_run
from labeler.core.relabeling import Gap, Worth, worth
from labeler.core.shares import Share

Mask = NDArray[np.bool_]

_OPEN = (Status.UNSURE, Status.CONFLICT)


@dataclass(frozen=True, eq=False)
class Marks:
    """One category on the misclassified examples, in ascending ticket order: where it was ticked, where considered."""

    category: str
    ticked: Mask
    considered: Mask


@dataclass(frozen=True, eq=False, kw_only=True)
class Reviewed:
    """One model on one split, every mask by example **in ascending ticket order**; excluded examples stay.

    ``status`` holds Status numbers, ``incorrect`` where the given label was found incorrect
    (``core.incorrect``). ``gap`` is None for a model without a rival.
    """

    split: str
    model: str
    wrong_given: Mask
    wrong_corrected: Mask
    status: NDArray[np.integer[Any]]
    incorrect: Mask
    categories: Sequence[Marks] = ()
    gap: Gap | None = None

    @cached_property
    def statuses(self) -> NDArray[np.integer[Any]]:
        """Of the errors."""
        inside: NDArray[np.integer[Any]] = self.status[self.wrong_given]
        return inside

    @cached_property
    def incorrect_errors(self) -> Mask:
        """Of the errors, those whose given label was found incorrect."""
        inside: Mask = self.incorrect[self.wrong_given]
        return inside

    @cached_property
    def undone(self) -> Mask:
        """Of the errors, those that the corrected label makes right."""
        right: Mask = (self.statuses == Status.CORRECTED) & ~self.wrong_corrected[self.wrong_given]
        return right

    @cached_property
    def decided(self) -> Mask:
        """Of the errors, those with a label verdict."""
        mask: Mask = self.statuses != Status.GIVEN
        return mask

    @cached_property
    def sample(self) -> Mask:
        """Of the errors, the longest decided prefix."""
        return leading(self.decided)

    @cached_property
    def looked_at(self) -> Mask:
        """Of the errors, the longest prefix on which anything was said, if only of categories."""
        said = np.logical_or.reduce([self.decided, *(marks.considered for marks in self.categories)])
        return leading(said)


@dataclass(frozen=True, slots=True)
class CategoryShare:
    """One column of the sheet."""

    category: str
    share: Share


@dataclass(frozen=True, slots=True)
class Sheet:
    """Totals of the sheet; ``categories`` by share, the largest first, those not considered yet last.

    ``reviewed`` errors are counted, ``random_sample`` of all are its longest decided prefix in ticket order.
    ``not_upheld`` labels are incorrect or excluded; ``becomes_right`` counts errors that the corrected label undoes,
    also one that the given label is still acceptable beside.
    """

    split: str
    model: str
    examples: int
    misclassified: int
    reviewed: int
    random_sample: int
    categories: tuple[CategoryShare, ...]
    incorrectly_labeled: Share
    not_upheld: int
    becomes_right: int
    excluded: Share
    worth: Worth
    flows: Flows
    lucky_hits: LuckyHits
    warnings: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()

    @property
    def error(self) -> float | None:
        """By the given labels, excluded examples among them."""
        return self.misclassified / self.examples if self.examples else None

    @property
    def holds_excluded(self) -> bool:
        """Whether examples that are excluded elsewhere are among those of the error."""
        return self.flows.included < self.examples

    @property
    def error_other_causes(self) -> float | None:
        """The error rate that is not due to incorrect labels."""
        return self.incorrectly_labeled.ceiling

    @property
    def hidden(self) -> str:
        """How much the corrected error may hide in right predictions that were not reviewed; empty if nothing."""
        if not (self.flows.reviewed_wrong or self.flows.reviewed_right):
            return ""
        labels = self.incorrectly_labeled
        return self.lucky_hits.sentence(labels.share if labels.random else None)

    @property
    def hand_picked(self) -> int:
        """Counted errors that are not of the random sample."""
        return self.incorrectly_labeled.considered - min(self.random_sample, self.incorrectly_labeled.considered)


def analyse(case: Reviewed, *, sample_only: bool = False) -> Sheet:
    """The sheet from all reviewed errors, or from the random sample of them only."""
    counted = case.sample if sample_only else case.decided
    excluded = case.statuses == Status.EXCLUDED
    labels = _labels(case, counted)
    sheet = Sheet(
        split=case.split,
        model=case.model,
        examples=len(case.status),
        misclassified=len(case.statuses),
        reviewed=int(case.decided.sum()),
        random_sample=int(case.sample.sum()),
        categories=_by_share(_category(case, marks, sample_only=sample_only) for marks in case.categories),
        incorrectly_labeled=labels,
        not_upheld=int((counted & (case.incorrect_errors | excluded)).sum()),
        becomes_right=int((counted & case.undone).sum()),
        excluded=replace(
            _share(case, counted & excluded, counted, random=labels.random),
            unsure=labels.unsure,
        ),
        worth=worth(labels, _labels(case, case.sample), case.gap),
        flows=Flows.of(case.wrong_given, case.wrong_corrected, case.status),
        lucky_hits=LuckyHits.of(case.wrong_given, case.wrong_corrected, case.status),
    )
    return replace(sheet, warnings=tuple(error_words.warnings(sheet)), advice=tuple(error_words.advice(sheet)))


def _labels(case: Reviewed, counted: Mask) -> Share:
    undecided = counted & np.isin(case.statuses, _OPEN)
    random = bool((counted == case.sample).all())
    share = _share(case, counted & case.incorrect_errors, counted, random=random)
    return replace(share, unsure=int(undecided.sum()))


def _category(case: Reviewed, marks: Marks, *, sample_only: bool) -> CategoryShare:
    """A category is counted where it was considered, the sample being its longest run of consecutive tickets."""
    run = longest_run(marks.considered & case.looked_at)
    counted = run if sample_only else marks.considered
    random = bool((counted == run).all())
    return CategoryShare(marks.category, _share(case, counted & marks.ticked, counted, random=random))


def _share(case: Reviewed, found: Mask, counted: Mask, *, random: bool) -> Share:
    return Share(int(found.sum()), int(counted.sum()), len(counted), len(case.status), random)


def _by_share(columns: Iterable[CategoryShare]) -> tuple[CategoryShare, ...]:
    return tuple(sorted(columns, key=lambda column: -1.0 if (s := column.share.share) is None else s, reverse=True))
