"""Every kind of queue, by the name that the command line and the window call it (METHOD 7)."""

from __future__ import annotations

from dataclasses import replace

from labeler.errors import LabelerError
from labeler.session import audits, filters, quality, revisits, suspicion
from labeler.session.open_project import OpenProject
from labeler.session.queues import STRATA, Asked, Plan, Planner, by_stratum

PLANNERS: dict[str, Planner] = {
    **{name: by_stratum(name, stratum) for name, _, stratum in STRATA},
    "audit": audits.queue,
    "suspicious": suspicion.suspicious_queue,
    "revisit": revisits.revisit,
    "conflicts": revisits.conflicts,
    "quality": quality.plan,
    "filter": filters.queue,
}
QUEUES = tuple(PLANNERS)


def plan(session: OpenProject, name: str, asked: Asked) -> Plan:
    """The queue of that name; raises LabelerError for an unknown name or a size below 1."""
    if name not in PLANNERS:
        raise LabelerError(f"{name!r} is not a queue; choose one of: {', '.join(QUEUES)}")
    if asked.size is not None and asked.size < 1:
        raise LabelerError(f"a queue of {asked.size} examples a split is none; give a whole number from 1 up")
    return replace(PLANNERS[name](session, asked), asked=asked)
