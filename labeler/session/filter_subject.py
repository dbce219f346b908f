"""What every subject of a filter tells: how its value is read, which examples have it, and how it is said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from labeler.errors import LabelerError
from labeler.session.open_project import OpenProject
from labeler.session.queues import Mask

Choice = tuple[str, int | None]
"""A value there is, and how many examples have it, None where nobody counted."""

Tell = Callable[[OpenProject, str | None, str], Mask]


def no_choices(session: OpenProject, model: str | None) -> Sequence[Choice]:  # noqa: ARG001
    return ()


@dataclass(frozen=True)
class Subject:
    """``read`` gives the value as it is meant, or raises LabelerError; ``tell`` the examples that have it.

    ``says`` is the condition in words, with {} for its value, ``denies`` that it doesn't hold. ``choices`` are the
    values there are, none where any text can be asked for. What a ``lasting`` one tells follows from what was imported
    alone.
    """

    title: str
    read: Callable[[OpenProject, str], str]
    tell: Tell
    says: str
    denies: str
    choices: Callable[[OpenProject, str | None], Sequence[Choice]] = no_choices
    of_model: bool = False
    lasting: bool = False


def any_text(session: OpenProject, value: str) -> str:  # noqa: ARG001
    return value


def yes_or_no(name: str) -> Callable[[OpenProject, str], str]:
    """Reads ``name=yes`` and ``name=no``."""

    def read(_session: OpenProject, value: str) -> str:
        answer = value.casefold()
        if answer not in ("yes", "no"):
            raise LabelerError(f"{name}={value} is no condition; write {name}=yes or {name}=no")
        return answer

    return read


def of_ids(session: OpenProject, ids: Collection[str]) -> Mask:
    mask: Mask = np.zeros(len(session.examples), np.bool_)
    mask[[ordinal for ordinal in map(session.examples.ordinal, ids) if ordinal is not None]] = True
    return mask


def those(session: OpenProject, wanted: Callable[[int], bool]) -> Mask:
    """Of the examples on which something stands."""
    mask: Mask = np.zeros(len(session.examples), np.bool_)
    mask[[ordinal for ordinal in session.review.ordinals() if wanted(ordinal)]] = True
    return mask
