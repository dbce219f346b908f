"""What conditions there can be in a project, for whoever chooses among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from labeler.core.text import CodedColumn
from labeler.session.filter_subjects import SUBJECTS
from labeler.session.filters import COLUMN
from labeler.session.measures import MEASURES
from labeler.session.model_subjects import MODEL_SUBJECTS
from labeler.session.open_project import OpenProject
from labeler.session.orders import can_be_told

_YES_NO = frozenset(("wrong", "still-wrong", "disagree", "suspicious", "shown"))
_OPEN = frozenset(("text", "id", "comment", "most-suspicious"))


@dataclass(frozen=True)
class About:
    """Something a condition can be about; ``closed``: only values that are known can be asked for."""

    name: str
    title: str
    column: bool = False
    number: bool = False
    yes_no: bool = False
    closed: bool = True

    @property
    def written(self) -> str:
        """The name as a condition has it."""
        own = self.column and (self.name.casefold() in SUBJECTS or self.name.casefold() in MEASURES)
        return f"{COLUMN}{self.name}" if own else self.name


@dataclass(frozen=True)
class Choice:
    """A value in words, and how many examples have it, "" where nobody counted."""

    value: str
    words: str
    counted: str


def subjects(session: OpenProject) -> Sequence[About]:
    """Whatever a condition can be about in this project, columns of the table last."""
    models, several = bool(session.predictions), session.examples.task.name == "multilabel"
    own = [_subject(session, name) for name in SUBJECTS if (models or name not in MODEL_SUBJECTS)]
    measures = [_measure(name) for name in MEASURES if can_be_told(session, name)]
    columns = [_of_column(session, name) for name in session.examples.extras]
    return [each for each in (*own, *measures, *columns) if several or each.name != "unknown" or each.column]


def about(session: OpenProject, name: str, *, column: bool) -> About:
    """What a condition of that name is about."""
    if column:
        return _of_column(session, name)
    return _measure(name) if name in MEASURES else _subject(session, name)


def choices(session: OpenProject, about: About, model: str | None) -> Sequence[Choice]:
    """The values there are, as they are offered; none where any text can be asked for."""
    if about.column:
        return _cells(session, about.name)
    if about.number:
        return ()
    subject = SUBJECTS[about.name]
    if about.yes_no:
        return [Choice("yes", subject.says, ""), Choice("no", subject.denies, "")]
    found = subject.choices(session, model)
    return [Choice(value, value, "" if count is None else f"{count:,}") for value, count in found]


def _subject(session: OpenProject, name: str) -> About:
    of_texts = session.examples.task.name == "transcript" and name in ("label", "predicted", "corrected", "working")
    closed = name not in _OPEN and not of_texts
    return About(name, SUBJECTS[name].title, yes_no=name in _YES_NO, closed=closed)


def _measure(name: str) -> About:
    return About(name, MEASURES[name].title, number=True, closed=False)


def _of_column(session: OpenProject, name: str) -> About:
    return About(name, name, column=True, closed=isinstance(session.examples.extras[name], CodedColumn))


def _cells(session: OpenProject, name: str) -> Sequence[Choice]:
    """Of a column of few distinct texts, the most frequent first."""
    column = session.examples.extras[name]
    if not isinstance(column, CodedColumn):
        return ()
    counts = np.bincount(column.codes, minlength=len(column.names)).tolist()
    ordered = sorted(zip(column.names, counts, strict=True), key=lambda pair: (-pair[1], pair[0]))
    return [Choice(value, value or "(empty)", f"{count:,}") for value, count in ordered]
