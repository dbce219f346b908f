"""The append-only event log and its fold: what stands, and what can be undone (DESIGN 3, Storage).

Events are ordered by (lamport, uuid), never by clock. Undo and redo are events that name an action; an action
is taken back while the last of them that names it is an undo. The store keeps the fold's result beside the log
so that a project opens without replaying it; ``verify`` holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from labeler.core.categories import Categories
from labeler.core.guidelines import Guidelines

# Under this name an example's adjudication stands among the reviewers; none of theirs has a control character.
ADJUDICATION = "\x1eadjudication"


class Kind(StrEnum):
    """What an event records."""

    DECISION = "decision"
    ADJUDICATION = "adjudication"
    CATEGORY = "category"
    GUIDELINE = "guideline"
    BULK = "bulk"
    UNDO = "undo"
    REDO = "redo"

    @property
    def speaks(self) -> bool:
        """Whether such an event says something of an example."""
        return self in (Kind.DECISION, Kind.ADJUDICATION)


class ActionState(StrEnum):
    """Whether an action stands, is taken back and can be redone, or is taken back for good."""

    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log; ``lamport`` counts within the project, ``at`` is only for people to read.

    A bulk action starts with an event of kind BULK: its reviewer, the one who ran it, owns the action, whoever took
    the decisions in it. Within an action all decisions have one lamport, after those of whatever precedes them.
    An adjudication replaces the one before it, whoever took that.
    """

    uuid: str
    action: str
    install: str
    lamport: int
    reviewer: str
    at: str
    kind: Kind
    example_id: str | None
    payload: Mapping[str, Any]
    payload_version: int = 1

    @property
    def place(self) -> tuple[int, str]:
        """Sorts events into the order of the log."""
        return self.lamport, self.uuid

    @property
    def voice(self) -> str:
        """The reviewer whose word on the example this is; ADJUDICATION where it stands for all."""
        return ADJUDICATION if self.kind is Kind.ADJUDICATION else self.reviewer


@dataclass(slots=True)
class Action:
    """What is undone as one; it belongs to one reviewer at one installation."""

    uuid: str
    install: str
    reviewer: str
    state: ActionState
    lamport: int
    undone: int = 0


@dataclass(slots=True)
class Fold:
    """What a log comes to: the standing event per (example, voice), categories, every action, and guidelines."""

    standing: dict[tuple[str, str], Event]
    categories: Categories
    actions: dict[str, Action]
    guidelines: Guidelines = field(default_factory=Guidelines)

    @classmethod
    def of(cls, events: Iterable[Event]) -> Self:
        ordered = sorted(events, key=lambda event: event.place)
        actions = _actions(ordered)
        done = [
            event
            for event in ordered
            if event.kind not in (Kind.UNDO, Kind.REDO) and actions[event.action].state is ActionState.DONE
        ]
        standing = {(event.example_id, event.voice): event for event in done if event.kind.speaks and event.example_id}
        categories = Categories.of(event for event in done if event.kind is Kind.CATEGORY)
        guidelines = Guidelines.of(event for event in done if event.kind is Kind.GUIDELINE)
        return cls(standing, categories, actions, guidelines)


def _actions(ordered: Iterable[Event]) -> dict[str, Action]:
    actions: dict[str, Action] = {}
    redoable: dict[tuple[str, str], list[Action]] = {}
    for event in ordered:
        if event.kind in (Kind.UNDO, Kind.REDO):
            target = actions.get(event.payload["target"])
            if target is not None:
                target.state = ActionState.UNDONE if event.kind is Kind.UNDO else ActionState.DONE
                target.undone = event.lamport
                redoable.setdefault((target.install, target.reviewer), []).append(target)
        elif event.action not in actions:
            for action in redoable.pop((event.install, event.reviewer), ()):
                if action.state is ActionState.UNDONE:
                    action.state = ActionState.DROPPED
            actions[event.action] = Action(event.action, event.install, event.reviewer, ActionState.DONE, event.lamport)
    return actions
