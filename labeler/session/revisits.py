"""Queues of what has been looked at and must be once more: conflicts, and what was left open (METHOD 7)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from labeler.core.decisions import Status
from labeler.session import figures
from labeler.session.categories import named
from labeler.session.open_project import OpenProject
from labeler.session.queues import Asked, Mask, Plan, drawn


def conflicts(session: OpenProject, asked: Asked) -> Plan:
    """What reviewers disagree on and nobody has adjudicated, by ticket."""
    return _plan(session, "conflicts", asked, lambda ordinal: _status(session, ordinal) is Status.CONFLICT)


def revisit(session: OpenProject, asked: Asked) -> Plan:
    """What was decided before some category was made, or without categories, and what was decided unsure.

    Of one category: only what it hasn't been considered on. Raises LabelerError for an unknown one.
    """
    if asked.category is not None:
        keys = frozenset({named(session, asked.category).key})
    else:
        keys = frozenset(category.key for category in session.categories)

    def left_open(ordinal: int) -> bool:
        status = _status(session, ordinal)
        if status is Status.UNSURE and asked.category is None:
            return True
        return status is not Status.GIVEN and not keys <= session.review.considered(ordinal)

    return _plan(session, "revisit", asked, left_open)


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
