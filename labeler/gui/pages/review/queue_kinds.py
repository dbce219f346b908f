"""The kinds of queue as a person chooses among them: what each is for, what it goes by, why it can't be begun."""

from __future__ import annotations

from dataclasses import dataclass, replace

from labeler.gui.queue_choice import QueueChoice

_VIEW = ("predictions", "blind", "categories")
_SIZE = ("split", "size", *_VIEW)


@dataclass(frozen=True)
class Choices:
    """What a project has to choose among, in the order shown.

    ``splits`` may hold "dev+test"; ``reviewers`` have decided something; ``columns`` are those of the metadata.
    ``model`` is offered where the present choice names none; without, the first.
    """

    models: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    model: str | None = None


@dataclass(frozen=True, slots=True)
class QueueKind:
    """``parts`` are the fields of a QueueChoice it goes by; ``empty`` is said where no example is of this kind."""

    name: str
    title: str
    purpose: str
    parts: tuple[str, ...]
    empty: str


KINDS: tuple[QueueKind, ...] = (
    QueueKind(
        "errors",
        "Errors",
        "examples the model gets wrong, dev and test",
        ("model", *_SIZE),
        "This model gets nothing wrong there.",
    ),
    QueueKind(
        "right",
        "Right ones",
        "so that label errors are found on both sides",
        ("model", *_SIZE),
        "This model gets nothing right there.",
    ),
    QueueKind(
        "audit",
        "Ranking audit",
        "only what can change which model is best",
        _SIZE,
        "Which model is best is settled: nothing is left to review.",
    ),
    QueueKind(
        "suspicious",
        "Suspicious labels",
        "given labels that the models speak against, the most doubtful first",
        _SIZE,
        "No label looks suspicious there: good.",
    ),
    QueueKind(
        "revisit",
        "Revisit",
        "decided before a rule or category changed, or left unsure",
        ("rule", *_SIZE),
        "Nothing waits to be looked at again: good.",
    ),
    QueueKind(
        "conflicts",
        "Conflicts",
        "reviewers disagree",
        _SIZE,
        "Reviewers disagree nowhere: good.",
    ),
    QueueKind(
        "quality",
        "Quality check",
        "a random share of someone's decisions, blind",
        ("reviewer", *_SIZE),
        "There is nothing of theirs to check there.",
    ),
    QueueKind(
        "filter",
        "Filter",
        "any condition",
        ("where", "model", *_SIZE),
        "No example meets all of these conditions.",
    ),
)


def kind_named(name: str) -> QueueKind:
    """The first where there is none of that name: a choice kept from another version of the program."""
    return next((kind for kind in KINDS if kind.name == name), KINDS[0])


def begun(kind: QueueKind, present: QueueChoice, choices: Choices) -> QueueChoice:
    """What is offered for a kind: as last time, with what the project has, and what the kind hides hidden.

    A quality check is blind and conflicts hide the predictions unless that very queue was asked for otherwise. Nor
    does another queue show them because somebody looked at single examples with all that is known of them.
    """
    offered = replace(
        present,
        name=kind.name,
        model=_one_of(choices.models, present.model, choices.model),
        split=_one_of(choices.splits, present.split) or present.split,
        reviewer=_one_of(choices.reviewers, present.reviewer),
        category=present.category if present.category in choices.categories else None,
        label=present.label if present.label in choices.labels else None,
    )
    if kind.name == present.name:
        return offered
    hidden = present.others or kind.name in ("quality", "conflicts") or present.name in ("quality", "conflicts")
    return replace(offered, blind=kind.name == "quality", predictions=present.predictions and not hidden)


def asked(choice: QueueChoice) -> QueueChoice:
    """The choice with nothing in it that its kind doesn't go by."""
    kind = kind_named(choice.name)
    none = QueueChoice()
    parts = {*kind.parts, *(("category", "label") if "rule" in kind.parts else ())}
    gone = {"model", "reviewer", "category", "label", "where"} - parts
    only = choice.only if kind.name == "filter" and not choice.where else ()  # a filter typed since is what is meant
    others = choice.others and bool(only)
    return replace(choice, name=kind.name, only=only, others=others, **{part: getattr(none, part) for part in gone})


def lacking(kind: QueueKind, choices: Choices) -> tuple[str, str]:
    """Why no queue of this kind can be begun, and what to do about it; empty where one can."""
    if kind.name in ("errors", "right", "audit", "suspicious") and not choices.models:
        return (
            "There are no predictions yet",
            "Add a table of predictions for each model: its errors are the first queue.",
        )
    if kind.name == "audit" and len(choices.models) < 2:
        return (
            "There is nothing to rank",
            "An audit asks which of several models is best: add another one's predictions.",
        )
    if kind.name in ("revisit", "conflicts", "quality") and not choices.reviewers:
        return "Nothing is decided yet", "Review some errors and right ones first."
    if kind.name == "conflicts" and len(choices.reviewers) < 2:
        return "One reviewer can't disagree", f"So far only {choices.reviewers[0]} has decided anything."
    return "", ""


def _one_of(names: tuple[str, ...], *wanted: str | None) -> str | None:
    return next((name for name in wanted if name in names), names[0] if names else None)
