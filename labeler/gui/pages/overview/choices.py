"""From what the figures tell to what the window is asked for."""

from __future__ import annotations

from labeler.core.next_steps import Ask, Step
from labeler.gui.queue_choice import QueueChoice
from labeler.session.queue_progress import QueueProgress

_BUTTONS = {
    "relocate": "Locate the media…",
    "add-predictions": "Add predictions…",
    "apply": "Apply…",
    "export": "Export…",
    "show-ranking": "Open Ranking",
}
WRITES = frozenset({"relocate", "add-predictions", "apply"})
"""Actions that can't be done in a project that can only be read."""


def queue_of(ask: Ask) -> QueueChoice:
    return QueueChoice(
        name=ask.queue,
        model=ask.model,
        split=ask.split,
        size=ask.size or 0,
        category=ask.category,
        label=ask.label,
    )


def queue_in(row: QueueProgress) -> QueueChoice:
    """With in view what whoever left it had in view."""
    return QueueChoice(
        name=row.queue,
        model=row.model,
        split=row.split,
        size=row.size or 0,
        reviewer=row.reviewer,
        category=row.category,
        label=row.label,
        where=row.where,
        only=row.only,
        predictions=row.predictions,
        blind=row.blind,
        categories=row.categories,
    )


def button_of(step: Step) -> str:
    """What stands on the button that does it."""
    if step.ask is None:
        return _BUTTONS[step.action]
    return {"conflicts": "Settle them", "continue": "Go on"}.get(step.kind, "Start reviewing")
