"""Queues of what has been looked at and must be once more: conflicts, and what was left open (METHOD 7)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from labeler.core.decisions import Status
from labeler.session import figures
from labeler.session.categories import named
from labeler.session.names import class_named
from labeler.session.open_project import OpenProject
from labeler.session.queues import Asked, Mask, Plan, drawn
from labeler.session.rule_changes import RuleChanges, Subject


def conflicts(session: OpenProject, asked: Asked) -> Plan:
    """What reviewers disagree on and nobody has adjudicated, by ticket."""
    return _plan(session, "conflicts", asked, lambda ordinal: _status(session, ordinal) is Status.CONFLICT)


def revisit(session: OpenProject, asked: Asked) -> Plan:
    """What was decided before a rule changed or a category was made, or without categories, and what was left unsure.

    Of one category: what it hasn't been considered on, and what the last change of its description touches; of one
    class: what that of its definition touches; of both: either. Raises LabelerError for an unknown one.
    """
    return _plan(session, "revisit", asked, left_open(session, asked))


def left_open(session: OpenProject, asked: Asked) -> Callable[[int], bool]:
    """Tells of an ordinal whether such a queue has it, by the rules and categories of now."""
    subjects = _subjects(session, asked)
    keys = {c.key for c in session.categories if subjects is None or ("category", c.key) in subjects}
    changes = RuleChanges(session)

    def is_open(ordinal: int) -> bool:
        status = _status(session, ordinal)
        if status is Status.GIVEN:
            return False
        if status is Status.UNSURE and subjects is None:
            return True
        if not keys <= session.review.considered(ordinal):
            return True
        return any(subjects is None or subject in subjects for subject, _ in changes.touching(ordinal))

    return is_open


def _subjects(session: OpenProject, asked: Asked) -> frozenset[Subject] | None:
    """What somebody wants to look at again; None for all there is."""
    subjects: set[Subject] = set()
    if asked.category is not None:
        subjects.add(("category", named(session, asked.category).key))
    if asked.label is not None:
        subjects.add(("class", class_named(session.examples.vocabulary, asked.label)))
    return frozenset(subjects) or None


def _plan(session: OpenProject, name: str, asked: Asked, wanted: Callable[[int], bool]) -> Plan:
    """The examples wanted among those on which something stands; of a model that is named, its misclassified ones."""
    examples = session.examples
    mask: Mask = np.zeros(len(examples), np.bool_)
    mask[[ordinal for ordinal in session.review.ordinals() if wanted(ordinal)]] = True
    if asked.model is None:
        return Plan(name, None, drawn(examples, mask, asked))
    prediction = figures.model(session, asked.model)
    return Plan(name, prediction.model, drawn(examples, mask & examples.task.wrong(prediction, examples.given), asked))


def _status(session: OpenProject, ordinal: int) -> Status:
    return session.review.resolution(ordinal).status
