"""Every kind of queue, by the name that the command line and the window call it (METHOD 7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from labeler.core.phrases import listed
from labeler.errors import LabelerError, UsageError
from labeler.session import audits, filters, quality, revisits, suspicion
from labeler.session.open_project import OpenProject
from labeler.session.queues import STRATA, Asked, Plan, Planner, by_stratum

OPTIONS: Mapping[str, str] = {
    "model": "a model",
    "reviewer": "a reviewer",
    "category": "a category",
    "label": "a class",
    "where": "conditions",
    "only": "examples picked by hand",
    "leader": "a leader",
    "risk": "a risk limit",
    "metric": "a metric",
    "exact_count": "an exact count",
}
"""What a queue can go by besides splits and a size, in words. Those from the leader on, ``audit_queue`` alone takes."""


@dataclass(frozen=True)
class QueueKind:
    """How a queue is planned, and which OPTIONS it goes by."""

    plan: Planner
    goes_by: tuple[str, ...]


KINDS: Mapping[str, QueueKind] = {
    **{name: QueueKind(by_stratum(name, stratum), ("model",)) for name, _, stratum in STRATA},
    "audit": QueueKind(audits.queue, ("model", "leader", "risk", "metric", "exact_count")),
    "suspicious": QueueKind(suspicion.suspicious_queue, ("model",)),
    "revisit": QueueKind(revisits.revisit, ("model", "category", "label")),
    "conflicts": QueueKind(revisits.conflicts, ("model",)),
    "quality": QueueKind(quality.plan, ("reviewer",)),
    "filter": QueueKind(filters.queue, ("model", "where", "only")),
}
QUEUES = tuple(KINDS)


def plan(session: OpenProject, name: str, asked: Asked) -> Plan:
    """The queue of that name; raises LabelerError for one that can't be."""
    require_sound(name, asked)
    return replace(KINDS[name].plan(session, asked), asked=asked)


def require_sound(name: str, asked: Asked) -> None:
    """Raises LabelerError for an unknown name or a size below 1, UsageError for what this kind doesn't go by."""
    if name not in KINDS:
        raise LabelerError(f"{name!r} is not a queue; choose one of: {', '.join(QUEUES)}")
    refuse_foreign(name, [option for option in OPTIONS if getattr(asked, option, None) not in (None, ())])
    if asked.size is not None and asked.size < 1:
        raise LabelerError(f"a queue of {asked.size} examples a split is none; give a whole number from 1 up")


def refuse_foreign(name: str, options: Collection[str]) -> None:
    """Raises UsageError for OPTIONS that a kind of queue doesn't go by: it would look as if they held."""
    own = KINDS[name].goes_by
    foreign = [option for option in OPTIONS if option in options and option not in own]
    if not foreign:
        return
    others = [kind for kind in QUEUES if {*options} <= {*KINDS[kind].goes_by}]
    remedy = f", or choose the queue {listed(others, 'or')}" if others else ""
    them = "it" if len(foreign) == 1 and foreign != ["where"] else "them"
    raise UsageError(
        f"the queue {name} doesn't go by {listed([OPTIONS[option] for option in foreign], 'or')}, "
        f"only by {listed([OPTIONS[option] for option in own])}; leave {them} out{remedy}"
    )
