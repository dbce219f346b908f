"""What a project holds, how far its review is, and what to do next (DESIGN 2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from labeler.core.class_mix import ClassMix, class_mix
from labeler.core.comparison import Verdict
from labeler.core.decisions import Status
from labeler.core.metrics.base import summed
from labeler.core.next_steps import Facts, Step, next_steps
from labeler.core.ordering import Standings
from labeler.core.parity_words import ParityWords, parity_words
from labeler.core.phrases import counted
from labeler.core.predictions import Prediction
from labeler.core.splits import SPLITS
from labeler.errors import LabelerError
from labeler.session import audits, dev_and_test, figures, next_facts, queue_progress, ranking, releases, visits
from labeler.session.audit_results import AuditFigures
from labeler.session.criteria import metric_in_force
from labeler.session.done import Done
from labeler.session.open_project import OpenProject
from labeler.session.queue_progress import QueueProgress
from labeler.session.results import NotCompared, Version, frame
from labeler.session.unapplied import Unapplied, unapplied

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class SplitReview:
    """How far the review of one split is: ``reviewed`` are the examples with a verdict, of whatever kind."""

    split: str
    examples: int
    confirmed: int
    corrected: int
    excluded: int
    unsure: int
    conflicts: int

    @property
    def reviewed(self) -> int:
        return self.confirmed + self.corrected + self.excluded + self.unsure + self.conflicts

    @property
    def share(self) -> float:
        return self.reviewed / self.examples

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"reviewed": self.reviewed, "share": self.share}


@dataclass(frozen=True, slots=True)
class ModelErrors:
    """A model's value on each split, by the given and by the working labels, over the examples not excluded."""

    model: str
    before: Mapping[str, float | None]
    after: Mapping[str, float | None]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ReviewerProgress:
    """What one person did, by examples: decided, conflicts ``settled``, and ``noted`` without a verdict.

    ``undecided`` were shown to them and nothing of theirs stands on them. Noted are ticks and comments.
    """

    reviewer: str
    decided: int
    settled: int
    noted: int
    undecided: int
    median_seconds: float | None
    last_at: str | None


@dataclass(frozen=True)
class Overview:
    """All that the Overview page shows. ``models`` are in the order of the last split covered, the best first.

    ``compared`` counts, by split, the examples that their values are of. Until ``complete``, the verdict is empty, and
    the audit and what follows from it are not told.
    """

    task: str
    metric: str
    metric_title: str
    splits: tuple[SplitReview, ...]
    selected: str | None
    models: tuple[ModelErrors, ...]
    compared: Mapping[str, int]
    classes: ClassMix | None
    queues: tuple[QueueProgress, ...]
    reviewers: tuple[ReviewerProgress, ...]
    parity: ParityWords
    version: Version | None
    unapplied: Unapplied
    facts: Facts
    verdict: Verdict = field(default=Verdict(""))
    audit: str = ""

    @property
    def complete(self) -> bool:
        return self.facts.complete

    @property
    def half(self) -> Overview:
        """As it was before the audit was told."""
        return replace(self, facts=replace(self.facts, audit=None, complete=False))

    @property
    def conflicts(self) -> int:
        return sum(split.conflicts for split in self.splits)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What to do next, the most useful first."""
        return next_steps(self.facts)

    def to_dict(self) -> dict[str, Any]:
        return {
            "task": self.task,
            "metric": self.metric,
            "splits": [split.to_dict() for split in self.splits],
            "selected": self.selected,
            "models": [model.to_dict() for model in self.models],
            "compared": dict(self.compared),
            "classes": self.classes and self.classes.to_dict(),
            "queues": [queue.to_dict() for queue in self.queues],
            "reviewers": [asdict(reviewer) for reviewer in self.reviewers],
            "parity": self.parity.to_dict(),
            "conflicts": self.conflicts,
            "version": self.version and asdict(self.version),
            "unapplied": self.unapplied.to_dict(),
            "verdict": self.verdict.text,
            "audit": self.audit or None,
            "steps": [step.to_dict() for step in self.steps],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a split."""
        return frame([split.to_dict() for split in self.splits])


def overview(session: OpenProject) -> Overview:
    """Everything."""
    return completed(session, begun(session))


def split_reviews(session: OpenProject) -> tuple[SplitReview, ...]:
    """The splits with how far each is, at a glance."""
    kinds = len(Status)
    cells = session.examples.splits.astype(np.int16) * kinds + session.review.labels.status
    counts = np.bincount(cells, minlength=len(SPLITS) * kinds).reshape(len(SPLITS), kinds)
    return tuple(
        SplitReview(
            split=name,
            examples=size,
            confirmed=int(found[Status.CONFIRMED]),
            corrected=int(found[Status.CORRECTED]),
            excluded=int(found[Status.EXCLUDED]),
            unsure=int(found[Status.UNSURE]),
            conflicts=int(found[Status.CONFLICT]),
        )
        for name, size in session.examples.split_sizes.items()
        for found in [counts[SPLITS.index(name)]]
    )


def begun(session: OpenProject) -> Overview:
    """All but what takes long at a million examples: the verdict, the audit and the queue of suspicious labels."""
    people = _reviewers(session)
    models, compared = _models(session)
    parity = figures.parity(session)
    queues = queue_progress.shallow(session, people=[person.reviewer for person in people])
    versions, changes = releases.versions(session).versions, unapplied(session)
    return Overview(
        task=session.examples.task.name,
        metric=metric_in_force(session).name,
        metric_title=metric_in_force(session).title,
        splits=split_reviews(session),
        selected=_selected(session),
        models=models,
        compared=compared,
        classes=class_mix(session.examples, dev_and_test.distributions(session).label),
        queues=queues,
        reviewers=people,
        parity=parity_words(parity),
        version=versions[-1] if versions else None,
        unapplied=changes,
        facts=next_facts.facts(session, parity, queues, changes),
    )


def completed(session: OpenProject, found: Overview) -> Overview:
    """With what takes long."""
    audit = _audit(session)
    return replace(
        found,
        queues=queue_progress.filled(session, found.queues, audit),
        verdict=_verdict(session),
        audit=audit.verdict if audit is not None else "",
        facts=replace(found.facts, audit=next_facts.of_audit(audit) if audit else None, complete=True),
    )


# Models


def _selected(session: OpenProject) -> str | None:
    try:
        return figures.selected(session) if session.predictions else None
    except LabelerError:
        return None


def _models(session: OpenProject) -> tuple[tuple[ModelErrors, ...], Mapping[str, int]]:
    """Values before and after on dev, on test and on both, over the same examples."""
    before: dict[str, dict[str, float | None]] = {}
    after: dict[str, dict[str, float | None]] = {}
    compared: dict[str, int] = {}
    order: list[str] = []
    left_out: list[NotCompared] = []
    for split in figures.splits_to_cover(session, ()):
        models = figures.comparable(session, metric_in_force(session), split, left_out)
        was, now, compared[split] = _standings(session, split, models)
        names = [prediction.model for prediction in models]
        for place, name in enumerate(names):
            before.setdefault(name, {})[split] = was.values[place]
            after.setdefault(name, {})[split] = now.values[place]
        order = [names[place] for place in now.order(names)]
    named = [*order, *(name for name in before if name not in order)]
    return tuple(ModelErrors(name, before[name], after[name]) for name in named), compared


def _standings(session: OpenProject, split: str, models: list[Prediction]) -> tuple[Standings, Standings, int]:
    examples, labels, metric = session.examples, session.review.labels, metric_in_force(session)
    rows = np.flatnonzero(examples.members(split) & ~labels.excluded)
    sums = (
        summed(metric.counts(truth, models, examples.weights, rows=rows)) for truth in (examples.given, labels.truth)
    )
    was, now = (Standings.of(metric, each) for each in sums)
    return was, now, len(rows)


def _verdict(session: OpenProject) -> Verdict:
    """That of dev and test together, or of the one split there is."""
    split = figures.splits_to_cover(session, ())[-1]
    if not session.predictions:
        examples = counted(len(session.examples), "example")
        return Verdict(f"{examples}, and no model yet", "Add its predictions to see what it gets wrong, and why.")
    try:
        found = ranking.rank(session, metric=None, split=[split], bounds=None, version="working", before=0, resamples=0)
    except LabelerError as error:
        return Verdict(f"{error.message[:1].upper()}{error.message[1:]}.")
    return found.splits[split].verdict


def _audit(session: OpenProject) -> AuditFigures | None:
    try:
        audit = audits.audit(session)
    except LabelerError:  # nobody predicts it, or nobody meets the bounds
        return None
    return audit if audit.auditable and audit.pairs else None


# Reviewers


def _reviewers(session: OpenProject) -> tuple[ReviewerProgress, ...]:
    """Everybody who looked at or decided anything, who was active last first."""
    people = [
        ReviewerProgress(
            reviewer=line.reviewer,
            decided=line.decided,
            settled=len(done.settled),
            noted=len(done.noted),
            undecided=len(session.visits.of(line.reviewer).keys() - done.ids),
            median_seconds=line.median_seconds,
            last_at=last,
        )
        for line in visits.time_spent(session).reviewers
        for last, done in [(_last_active(session, line.reviewer), Done.of(session, line.reviewer))]
    ]
    return tuple(sorted(people, key=lambda person: (-_moment(person.last_at), person.reviewer)))


def _last_active(session: OpenProject, reviewer: str) -> str | None:
    shown = [visit.last_at for visit in session.visits.of(reviewer).values()]
    said = (session.review.decisions(ordinal).get(reviewer) for ordinal in session.review.ordinals())
    return max((*shown, *(decision.at for decision in said if decision)), key=_moment, default=None)


def _moment(at: str | None) -> float:
    return 0.0 if at is None else datetime.fromisoformat(at).timestamp()
