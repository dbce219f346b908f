"""The kinds of task, one small strategy each."""

from __future__ import annotations

from labeler.core.labels import Vocabulary
from labeler.core.tasks.base import Task
from labeler.core.tasks.classes import Binary, Multiclass
from labeler.errors import LabelerError

TASKS: tuple[type[Task], ...] = (Binary, Multiclass)


def task_named(name: str, *, vocabulary: Vocabulary, positive: str | None = None) -> Task:
    """The strategy of a project; raises LabelerError where the vocabulary doesn't fit it."""
    if name == Multiclass.name:
        return Multiclass()
    if name == Binary.name:
        return _binary(vocabulary, positive)
    known = ", ".join(task.name for task in TASKS)
    raise LabelerError(f"{name!r} is not a task this version knows; choose one of: {known}")


def _binary(vocabulary: Vocabulary, positive: str | None) -> Binary:
    if len(vocabulary) > 2:
        raise LabelerError(
            f"a binary project has two labels, this one has {len(vocabulary)}: "
            f"{', '.join(vocabulary.names[:6])}; use --task multiclass or mend the labels"
        )
    if positive is not None and positive not in vocabulary.codes:
        raise LabelerError(f"the positive label {positive!r} is not among the labels {', '.join(vocabulary.names)}")
    return Binary(positive=positive, positive_code=vocabulary.codes[positive] if positive else -1)
