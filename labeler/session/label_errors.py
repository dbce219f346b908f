"""The incorrect labels found on one split: what they are a sample of, and where they concentrate (METHOD 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from labeler.core.class_pairs import ClassErrors, by_class_pair, opposite
from labeler.core.concentration import Concentration, Factor, adjusted, by_factor
from labeler.core.decisions import Status
from labeler.core.incorrect import incorrectly_labeled
from labeler.core.phrases import counted
from labeler.core.prefixes import leading
from labeler.core.splits import POOLED, SPLITS
from labeler.core.truth import ClassTruth
from labeler.core.working import Labels
from labeler.errors import LabelerError
from labeler.session import figures
from labeler.session.factors import factors
from labeler.session.open_project import OpenProject

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]

DATA, QUEUE = "data", "queue"


@dataclass(frozen=True, eq=False)
class LabelErrors:
    """One split of a project; masks are by example in ascending ticket order, ``rows`` their ordinals."""

    session: OpenProject
    split: str

    @cached_property
    def rows(self) -> Rows:
        by_ticket = self.session.examples.by_ticket
        return by_ticket[self.session.examples.members(self.split)[by_ticket]].astype(np.intp)

    @property
    def labels(self) -> Labels:
        return self.session.review.labels

    @cached_property
    def status(self) -> NDArray[np.int8]:
        return self.labels.status[self.rows]

    @cached_property
    def splits(self) -> NDArray[np.int8]:
        return self.session.examples.splits[self.rows]

    @property
    def reviewed(self) -> Mask:
        mask: Mask = self.status != Status.GIVEN
        return mask

    @property
    def excluded(self) -> Mask:
        mask: Mask = self.status == Status.EXCLUDED
        return mask

    # What was drawn at random

    @cached_property
    def model(self) -> str | None:
        """The selected model: the random queues are those of what it gets right and wrong."""
        try:
            return figures.selected(self.session)
        except LabelerError:
            return None

    @cached_property
    def strata(self) -> NDArray[np.intp]:
        """Numbers split × right or wrong."""
        examples = self.session.examples
        wrong = np.zeros(len(self.rows), np.bool_)
        if self.model is not None:
            wrong = examples.task.wrong(figures.model(self.session, self.model), examples.given)[self.rows]
        return self.splits.astype(np.intp) * 2 + wrong

    @cached_property
    def sample(self) -> Mask:
        """The decided prefix of every stratum."""
        return leading(self.reviewed, self.strata)

    @cached_property
    def describes(self) -> str | None:
        """Whether what was reviewed is a random sample of the data, or what some queue held; None of no review.

        A sample needs some of every stratum. The prefixes that hand-picked reviews happen to begin with, less than
        half of them, are none.
        """
        if not self.reviewed.any():
            return None
        sampled = np.array_equal(np.unique(self.strata[self.sample]), np.unique(self.strata))
        return DATA if sampled and 2 * self.sample.sum() >= self.reviewed.sum() else QUEUE

    @cached_property
    def judged(self) -> Mask:
        """What is tested: labels found right or wrong, in the sample alone where there is one."""
        firm: Mask = (self.status == Status.CONFIRMED) | (self.status == Status.CORRECTED)
        return firm & self.sample if self.describes == DATA else firm

    @cached_property
    def incorrect(self) -> Mask:
        """Those of them found wrong."""
        given = self.session.examples.given
        return incorrectly_labeled(given, self.labels.truth, self.labels.status)[self.rows] & self.judged

    def left_out(self) -> Iterator[str]:
        """What a reader must know of examples that the tests are not of."""
        beyond = int((self.reviewed & ~self.sample).sum()) if self.describes == DATA else 0
        if beyond:
            yield f"{counted(beyond, 'reviewed example')} beyond the random sample left out of the tests."
        unsettled = int(np.isin(self.status, (Status.UNSURE, Status.CONFLICT)).sum())
        if unsettled:
            yield f"{counted(unsettled, 'example')} unsure or in conflict left out of the tests."

    # Where errors concentrate

    def concentrations(self) -> tuple[Concentration, ...]:
        """By class pair, by every factor within splits, and by split; p adjusted over all."""
        seed, flags, splits = self.session.examples.seed, self.incorrect[self.judged], self.splits[self.judged]
        found = [self._by_class_pair(flags, splits)] if self.class_errors else []
        found += [
            by_factor(factor, flags, splits, seed=seed)
            for factor in factors(self.session, self.rows, self.rows[self.judged])
        ]
        if self.split == POOLED:
            # Within splits this one can't vary: it is permuted over both.
            factor = Factor.of_values("split", [SPLITS[code] for code in splits.tolist()])
            found.append(by_factor(factor, flags, np.zeros(len(splits), np.int8), seed=seed))
        return adjusted(found)

    def _by_class_pair(self, flags: Mask, splits: NDArray[np.int8]) -> Concentration:
        seed = self.session.examples.seed
        errors, given = self.class_errors, self.session.examples.given
        assert errors is not None
        assert isinstance(given, ClassTruth)
        if len(errors.names) != 2:
            return by_class_pair(errors, seed=seed)
        return by_factor(opposite(errors.names, given.codes[self.rows[self.judged]]), flags, splits, seed=seed)

    @cached_property
    def class_errors(self) -> ClassErrors | None:
        """The incorrect labels by class; None where labels aren't classes."""
        given, corrected, names = self.session.examples.given, self.labels.truth, self.session.examples.vocabulary.names
        if not isinstance(given, ClassTruth) or not isinstance(corrected, ClassTruth):
            return None
        codes, rows = given.codes[self.rows], self.rows[self.incorrect]
        frequencies = [np.bincount(codes[self.splits == split], minlength=len(names)) for split in range(len(SPLITS))]
        return ClassErrors(
            given=given.codes[rows],
            corrected=corrected.codes[rows],
            splits=self.splits[self.incorrect],
            frequencies=np.array(frequencies),
            reviewed=np.bincount(codes[self.judged], minlength=len(names)),
            names=names,
        )
