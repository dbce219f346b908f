"""A queue as the command line and scripts have it: its examples by id, and which of them are done."""

from __future__ import annotations

from pathlib import Path

from labeler.core.splits import SPLITS
from labeler.formats.tables import write_table
from labeler.session.open_project import OpenProject
from labeler.session.queue_course import DONE, done_by
from labeler.session.queues import Plan
from labeler.session.results import Queue, QueueItem


def listed(session: OpenProject, plan: Plan, *, reviewer: str) -> Queue:
    """The queue with what its examples are.

    Done is what has a verdict of anybody; in a queue that has a word of its own for it, what it says is done for the
    reviewer who would go through it.
    """
    decided = session.review.decided
    done = done_by(session, plan, reviewer=reviewer) if plan.name in DONE else decided
    items = tuple(
        QueueItem(
            session.examples.ids[ordinal],
            SPLITS[session.examples.splits[ordinal]],
            session.media.file(ordinal),
            decided(ordinal),
            done(ordinal),
        )
        for ordinal in plan.ordinals.tolist()
    )
    return Queue(plan.name, items, plan.model, DONE.get(plan.name, "decided"))


def write_queue(queue: Queue, path: Path) -> None:
    """A table of the queue's items; its ``example_id`` column can be filled in as a table of decisions."""
    write_table(
        path,
        [
            ("example_id", [item.example_id for item in queue.items]),
            ("split", [item.split for item in queue.items]),
            ("file", [item.file or "" for item in queue.items]),
            ("decided", ["1" if item.decided else "0" for item in queue.items]),
        ],
    )
