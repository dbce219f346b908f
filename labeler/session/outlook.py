"""What a queue takes, told before one starts (METHOD 6, countdown, and 7)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from labeler.core.pace import duration
from labeler.core.phrases import counted
from labeler.session import queue_kinds
from labeler.session.audit_countdown import AuditCountdown
from labeler.session.open_project import OpenProject
from labeler.session.paces import Paces
from labeler.session.queue_course import DONE, QueueCourse
from labeler.session.queues import Asked, Plan


@dataclass(frozen=True)
class Outlook:
    """``total`` examples, how many of them are left, and the seconds these take; None where no pace is known yet.

    Of an audit, the examples that can still matter; its seconds go by the expected reviews where these are known.
    """

    total: int
    undecided: int
    seconds: float | None
    words: str

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def outlook(session: OpenProject, plan: Plan, *, reviewer: str) -> Outlook:
    """Of a queue that is drawn; changes nothing."""
    if plan.name == "audit":
        asked = plan.asked or Asked(())
        return _of_audit(AuditCountdown.of(session, plan), asked.size, Paces.of(session, reviewer))
    course = QueueCourse(session, plan, reviewer=reviewer)
    progress, paces = course.words(), course.paces
    total, left = progress.done + progress.left, progress.left
    seconds = None if paces.seconds is None else left * paces.seconds
    word = DONE.get(plan.name, "decided")
    if not left:
        words = f"nothing left: {progress.sentence}" if total else progress.sentence
    else:
        done = f"; {progress.done:,} of {total:,} are {word}" if progress.done else ""
        words = f"{counted(left, 'review')}, {_time(seconds, paces)}{done}"
    return Outlook(total, left, seconds, words)


def expected(session: OpenProject, name: str, asked: Asked, *, reviewer: str) -> Outlook:
    """Of a queue that may be begun; draws it, but begins no audit. Raises LabelerError where there is none."""
    queue_kinds.require_sound(name, asked)
    if name != "audit":
        return outlook(session, queue_kinds.plan(session, name, asked), reviewer=reviewer)
    return _of_audit(AuditCountdown(session, asked), asked.size, Paces.of(session, reviewer))


def _of_audit(audit: AuditCountdown, size: int | None, paces: Paces) -> Outlook:
    most, likely = audit.at_most, audit.expected
    reviews = most if likely is None else likely
    seconds = None if paces.seconds is None else reviews * paces.seconds
    if most == audit.in_conflict or audit.state.refuted:
        return Outlook(audit.total, most, seconds, audit.sentence)
    now, about = audit.drawn(size), ""
    if likely is not None and likely < most:
        about = f", about {likely:,} if no further label changes"
    first = f"{counted(now, 'review')} now; the audit takes " if now < most else ""
    words = f"{first}at most {counted(most, 'review')}{about}, {_time(seconds, paces, at_most=likely is None)}"
    return Outlook(audit.total, most, seconds, words)


def _time(seconds: float | None, paces: Paces, *, at_most: bool = False) -> str:
    if seconds is None:
        return "and how long one takes isn't known yet"
    told = duration(seconds)
    return f"{told.replace('about', 'at most') if at_most else told} at {paces.whose}"
