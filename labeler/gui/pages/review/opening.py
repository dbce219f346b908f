"""Queues, as the window asks for them: what there is to choose, what it takes, and where one was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from labeler.errors import LabelerError
from labeler.gui.pages.review.desk import Desk
from labeler.gui.pages.review.queue_kinds import Choices
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice
from labeler.session.quality import reviewers
from labeler.session.queue_kinds import QUEUES

MOST_KEPT = 1000


def opened(project: Project, choice: QueueChoice) -> Desk:
    """The queue at its first example that isn't done; raises LabelerError, with the reason, where there is none."""
    session = project.session
    plan = session.queue_plan(choice.name, **_options(choice))
    choice = replace(choice, model=plan.model or choice.model)
    return Desk(project, choice, plan, session.queue_course(plan, reviewer=project.reviewer))


def outlook(project: Project, choice: QueueChoice) -> str:
    """What a queue will take, in words; empty for an empty one. Raises LabelerError where there is none."""
    expected = project.session.queue_outlook(choice.name, by=project.reviewer, **_options(choice))
    return expected.words if expected.total else ""


def choices(project: Project) -> Choices:
    """What can be chosen in this project."""
    session = project.session
    return Choices(
        models=tuple(prediction.model for prediction in session.predictions),
        splits=splits(project),
        reviewers=tuple(reviewers(session)),
        categories=tuple(category.name for category in session.categories),
        labels=session.examples.vocabulary.names,
        columns=tuple(session.examples.extras),
        model=session.model().model if session.predictions else None,
    )


def splits(project: Project) -> tuple[str, ...]:
    """As a queue covers them, dev and test first where there are both."""
    sizes = project.session.examples.split_sizes
    return (*(["dev+test"] if {"dev", "test"} <= sizes.keys() else []), *sizes)


def first_choice(project: Project) -> tuple[QueueChoice, str | None]:
    """The queue this reviewer left last, and the example in view then; else the errors of the selected model."""
    for place in project.session.places(project.reviewer):
        choice = restored(place.queue)
        if choice is not None and choice.split in splits(project):
            return choice, place.example_id
    return QueueChoice(split=splits(project)[0]), None


def restored(saved: Mapping[str, Any]) -> QueueChoice | None:
    """A choice as it was kept; None where another version kept what this one doesn't know."""
    known = {field.name for field in fields(QueueChoice)}
    if saved.get("name") not in QUEUES or not saved.keys() <= known:
        return None
    return QueueChoice(**{**saved, **{part: tuple(saved.get(part, ())) for part in ("where", "only")}})


def kept(choice: QueueChoice) -> dict[str, Any] | None:
    """A choice as it is kept in a project; None for one of more examples picked by hand than are worth keeping.

    What another version knew nothing of is left out where it holds nothing, so that its places stay known.
    """
    if len(choice.only) > MOST_KEPT:
        return None
    newer = ("only", "exact_count", "others")
    return {part: value for part, value in asdict(choice).items() if part not in newer or value}


def why_not(project: Project, error: LabelerError) -> tuple[str, str, str]:
    """Sentence, remedy and button for a page that has no queue to show."""
    remedy, button = error.message[:1].upper() + error.message[1:], ""
    if not project.session.predictions:
        remedy = "Add a table of predictions for each model: its errors are the first queue."
        button = "" if project.session.read_only else "Add predictions…"
    return "This queue can't be opened", remedy, button


def _options(choice: QueueChoice) -> dict[str, Any]:
    """What a session is asked for, of what was chosen; what doesn't belong to the kind of queue is left out."""
    wanted: dict[str, Any] = {"split": [choice.split], "size": choice.size or None}
    match choice.name:
        case "errors" | "right" | "suspicious":
            wanted["model"] = choice.model
        case "audit":
            wanted |= {"model": choice.model, "exact_count": choice.exact_count or None}
        case "revisit":
            wanted |= {"model": choice.model, "category": choice.category, "label": choice.label}
        case "quality":
            wanted["reviewer"] = choice.reviewer
        case "filter":
            wanted |= {"model": choice.model, "where": choice.where, "only": choice.only}
    return wanted
