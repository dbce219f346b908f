"""How far each queue is, whoever went through it: those that everybody has, and those that somebody left (DESIGN 2.2).

Of the audit and of suspicious labels it takes long to tell: ``shallow`` leaves them open, ``filled`` tells them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from labeler.core.decisions import Status
from labeler.core.phrases import counted
from labeler.errors import LabelerError
from labeler.session import audits, figures, places, quality, queue_kinds
from labeler.session.audit_results import AuditFigures
from labeler.session.open_project import OpenProject
from labeler.session.queues import Asked, Plan

SIZE = 100
"""A split, of a queue that nobody asked for otherwise."""

_MOST_LEFT = 8
_MOST_REVIEWERS = 4
_OPEN_ENDED = ("revisit", "conflicts")
_SLOW = ("audit", "suspicious", "filter")
_TITLES = {
    "errors": "Errors",
    "right": "Right ones",
    "audit": "Ranking audit",
    "suspicious": "Suspicious labels",
    "revisit": "Revisit",
    "conflicts": "Conflicts",
    "quality": "Quality check",
    "filter": "Filter",
}


@dataclass(frozen=True, slots=True)
class QueueProgress:
    """One queue: what it was asked for with, and how much of it is ``done``; ``total`` is None while not yet told.

    ``words`` say how far it is; ``left_by`` is who left it last, and ``left_at`` when; ``own`` is how many they decided
    themselves. The last three are what they had in view, and whether they collected categories.
    """

    queue: str
    split: str
    size: int | None = SIZE
    model: str | None = None
    reviewer: str | None = None
    category: str | None = None
    label: str | None = None
    where: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    done: int = 0
    total: int | None = None
    words: str = ""
    left_by: str | None = None
    left_at: str | None = None
    own: int = 0
    predictions: bool = False
    blind: bool = False
    categories: bool = True

    @property
    def title(self) -> str:
        """Its kind, and of whom or what."""
        kind = _TITLES[self.queue]
        match self.queue:
            case "errors" | "right":
                return f"{kind} of {self.model}" if self.model else kind
            case "quality":
                return f"{kind} of {self.reviewer}" if self.reviewer else kind
            case "filter" if self.only:
                return f"{counted(len(self.only), 'example')} picked by hand"
            case "revisit" if self.model:
                return f"{kind} errors of {self.model}" + (f": {self.category}" if self.category else "")
            case "filter":
                return f"{kind} {', '.join(self.where)}"
        about = self.category or self.label
        return f"{kind}: {about}" if about else kind

    @property
    def left(self) -> int | None:
        return None if self.total is None else self.total - self.done

    @property
    def fraction(self) -> float:
        """The share that is done; of nothing, all of it."""
        return self.done / self.total if self.total else 0.0 if self.total is None else 1.0

    def asks_as(self, other: QueueProgress) -> bool:
        """Whether both are one queue, whatever stands in it."""
        return self._asked == other._asked

    @property
    def _asked(self) -> tuple[object, ...]:
        about = self.model, self.reviewer, self.category, self.label, self.where, self.only
        return self.queue, self.split, self.size, *about

    def to_dict(self) -> dict[str, Any]:
        lists = {"where": list(self.where), "only": list(self.only)}
        return asdict(self) | lists | {"title": self.title, "left": self.left}


def shallow(session: OpenProject, *, people: Sequence[str]) -> tuple[QueueProgress, ...]:
    """Every queue there can be; the slow ones are not told yet. ``people`` are those who may have left one."""
    left = list(_left(session, people))
    rows = []
    for row in _ordinary(session):
        same = next((other for other in left if other.asks_as(row)), None)
        rows.append(same or row)
    others = [row for row in left if not any(row.asks_as(ordinary) for ordinary in rows)]
    told = [row if row.queue in _SLOW else _told(session, row) for row in (*rows, *others[:_MOST_LEFT])]
    return tuple(row for row in told if row is not None)


def filled(
    session: OpenProject, rows: Sequence[QueueProgress], audit: AuditFigures | None
) -> tuple[QueueProgress, ...]:
    """The same with the slow ones told; ``audit`` is that of the ordinary queue, None where there is none."""
    told = [row if row.total is not None else _slowly(session, row, audit) for row in rows]
    return tuple(row for row in told if row is not None)


def still_told(rows: Sequence[QueueProgress], before: Sequence[QueueProgress]) -> tuple[QueueProgress, ...]:
    """With what was told before of those that are not told yet, for a window that shows both one after the other."""
    known = {_place(row): row for row in before if row.total is not None}
    return tuple(known.get(_place(row), row) if row.total is None else row for row in rows)


def _place(row: QueueProgress) -> tuple[object, ...]:
    """What tells slow queues apart, whatever model they turned out to be of."""
    return row.queue, row.split, row.size, row.where, row.only


def _slowly(session: OpenProject, row: QueueProgress, audit: AuditFigures | None) -> QueueProgress | None:
    if row.queue != "audit":
        return _told(session, row)
    return _audit(session, row, audit if audit is not None and audit.split == row.split else None)


def _ordinary(session: OpenProject) -> Iterator[QueueProgress]:
    """Of the sizes that a queue has unless told otherwise."""
    split = "+".join(figures.splits_to_cover(session, (), pooled=False))
    if session.predictions:
        try:
            chosen = figures.model(session, None).model
        except LabelerError:  # no model meets the bounds
            chosen = session.predictions[0].model
        yield QueueProgress("errors", split, model=chosen)
        yield QueueProgress("right", split, model=chosen)
        if len(session.predictions) > 1:
            yield QueueProgress("audit", split)
        yield QueueProgress("suspicious", split)
    yield QueueProgress("revisit", split, None)
    yield QueueProgress("conflicts", split, None)
    for name in list(quality.reviewers(session))[:_MOST_REVIEWERS]:
        yield QueueProgress("quality", split, reviewer=name, blind=True)


def _left(session: OpenProject, people: Sequence[str]) -> Iterator[QueueProgress]:
    """The places of all people, the newest first; what another version kept is passed over."""
    found = [(place, name) for name in people for place in places.places(session, name)]
    for place, name in sorted(found, key=lambda each: each[0].at, reverse=True):
        row = _row(session, place.queue)
        if row is not None:
            yield replace(row, left_by=name, left_at=place.at)


def _row(session: OpenProject, kept: Mapping[str, Any]) -> QueueProgress | None:
    """What a window kept of a queue, with nothing in it that its kind doesn't go by."""
    name, split = str(kept.get("name")), str(kept.get("split"))
    if name not in queue_kinds.KINDS or not {*split.split("+")} <= session.examples.split_sizes.keys():
        return None
    by = {part: str(kept[part]) for part in queue_kinds.KINDS[name].goes_by if kept.get(part)}
    size = kept.get("size")
    row = QueueProgress(
        name,
        split,
        predictions=bool(kept.get("predictions")),
        blind=bool(kept.get("blind")),
        categories=bool(kept.get("categories", True)),
    )
    if name == "audit":  # a split has one, whoever leads it and however much of it is drawn at a time
        return row
    return replace(
        row,
        size=size if isinstance(size, int) and size > 0 and name not in _OPEN_ENDED else None,
        model=by.get("model"),
        reviewer=by.get("reviewer"),
        category=by.get("category"),
        label=by.get("label"),
        where=_texts(kept, "where") if "where" in by else (),
        only=_texts(kept, "only") if "only" in by else (),
    )


def _texts(kept: Mapping[str, Any], part: str) -> tuple[str, ...]:
    texts = kept.get(part)
    return tuple(map(str, texts)) if isinstance(texts, list | tuple) else ()


def _told(session: OpenProject, row: QueueProgress) -> QueueProgress | None:
    """With how far it is; None for one that can't be any more."""
    try:
        plan = _plan(session, row)
    except LabelerError:
        return None
    if row.queue == "conflicts":
        return _conflicts(session, row, plan)
    ordinals, review = plan.ordinals.tolist(), session.review
    if row.queue == "revisit":
        waiting = len(ordinals)
        return replace(row, total=waiting, words=f"{waiting:,} waiting" if waiting else "nothing waits")
    if row.queue == "quality":
        done, word = quality.checked(session, row.reviewer or "", ordinals), "checked"
    else:
        done, word = sum(review.decided(ordinal) for ordinal in ordinals), "decided"
    own = sum(_decided_by(session, ordinal, row.left_by) for ordinal in ordinals) if row.left_by else 0
    total = len(ordinals)
    words = f"{done:,} of {total:,} {word}" if total else "none there"
    return replace(row, model=row.model or plan.model, done=done, total=total, words=words, own=own)


def _plan(session: OpenProject, row: QueueProgress) -> Plan:
    asked = Asked(
        (row.split,),
        True,
        row.model,
        row.size,
        row.reviewer,
        category=row.category,
        label=row.label,
        where=row.where,
        only=row.only,
    )
    return queue_kinds.plan(session, row.queue, asked)


def _conflicts(session: OpenProject, row: QueueProgress, plan: Plan) -> QueueProgress:
    review, here = session.review, session.examples.members(row.split)
    settled = sum(
        review.adjudication(ordinal) is not None and review.resolution(ordinal).status is not Status.CONFLICT
        for ordinal in review.ordinals()
        if here[ordinal]
    )
    waiting = len(plan.ordinals)
    words = f"{waiting:,} open" if waiting else "none open"
    return replace(
        row, done=settled, total=settled + waiting, words=f"{words}, {settled:,} settled" if settled else words
    )


def _decided_by(session: OpenProject, ordinal: int, reviewer: str) -> bool:
    own = session.review.decisions(ordinal).get(reviewer)
    return own is not None and own.verdict is not None


def _audit(session: OpenProject, row: QueueProgress, known: AuditFigures | None) -> QueueProgress | None:
    """Reading begins none; one of another split than the ordinary is computed here."""
    try:
        audit = known or audits.audit(session, split=[row.split])
    except LabelerError:
        return None
    if not audit.auditable or not audit.pairs:
        return None
    done, left = audit.reviewed, audit.remaining_at_most
    if audit.certified:
        words = f"settled after {counted(done, 'review')}"
    else:
        settled = sum(pair.outcome is not None for pair in audit.pairs)
        words = f"{settled:,} of {len(audit.pairs):,} settled, at most {left:,} more"
    total = done if audit.certified else done + left
    return replace(row, model=audit.leader, done=done, total=total, words=words)
