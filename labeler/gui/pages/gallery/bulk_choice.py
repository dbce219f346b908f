"""What is said of many examples at once, and what it comes to in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from labeler.core.phrases import counted
from labeler.session.bulk import BulkOutlook, SaidOfAll

MANY = 20_000
"""Decisions that take longer to record than anybody expects."""

_PER_SECOND = 10_000


@dataclass(frozen=True)
class BulkChoice:
    """``verdict`` None leaves what each example has; ``tick`` and ``untick`` name a category, "" none."""

    verdict: str | None = None
    label: str | None = None
    reason: str = ""
    comment: str = ""
    tick: str = ""
    untick: str = ""

    def said(self) -> SaidOfAll:
        """What isn't said is left out, and stays as it stands."""
        said = SaidOfAll()
        if self.label is not None:
            said["label"] = self.label
        if self.reason:
            said["reason"] = self.reason
        if self.comment:
            said["comment"] = self.comment
        if self.tick:
            said["tick"] = (self.tick,)
        if self.untick:
            said["untick"] = (self.untick,)
        return said

    def missing(self) -> str:
        """Why nothing can be decided yet; empty where it can."""
        if self.verdict == "incorrect" and self.label is None:
            return "Choose the right label; where it can't be told, exclude them."
        if self.verdict is None and not (self.comment or self.tick or self.untick):
            return "Say something of the label, a category or a comment."
        if self.tick and self.tick == self.untick:
            return "The same category can't be ticked and unticked."
        return ""


def sentences(outlook: BulkOutlook, reviewer: str) -> Iterator[str]:
    """What a bulk decision will do, the most important first."""
    if not outlook.recorded:
        yield f"All {counted(outlook.examples, 'example')} stand so already."
        return
    yield f"{counted(outlook.recorded, 'decision')} will be recorded as {reviewer}'s."
    if outlook.unchanged:
        yield f"{outlook.unchanged:,} {'stands' if outlook.unchanged == 1 else 'stand'} so already."
    if outlook.right:
        yield f"{counted(outlook.right, 'example')} of that given label will be recorded as right."
    if outlook.replaced:
        yield f"{counted(outlook.replaced, 'earlier verdict')} of {reviewer} will be replaced."
    if outlook.comments:
        yield f"{counted(outlook.comments, 'comment')} of {reviewer} will be replaced."
    if outlook.differing:
        yield f"On {counted(outlook.differing, 'example')} others decided differently: those will be in conflict."


def wait(recorded: int) -> str:
    """How long recording so many keeps everybody waiting; empty where it is over at once."""
    if recorded <= MANY:
        return ""
    seconds = -(-recorded // _PER_SECOND)
    long = f"{seconds} seconds" if seconds < 2 * 60 else f"{round(seconds / 60)} minutes"
    return f"Recording them takes about {long}; the window waits."
