"""The kinds of task, one small strategy each."""

from __future__ import annotations

from collections.abc import Iterable

from labeler.core.labels import Vocabulary
from labeler.core.normalization import recorded
from labeler.core.tasks.base import Task
from labeler.core.tasks.classes import Binary, Multiclass
from labeler.core.tasks.multilabel import Multilabel
from labeler.core.tasks.transcript import Transcript
from labeler.errors import LabelerError

TASKS: tuple[type[Task], ...] = (Binary, Multiclass, Multilabel, Transcript)


def task_named(
    name: str, *, vocabulary: Vocabulary, positive: str | None = None, normalization: Iterable[str] = ()
) -> Task:
    """The strategy of a project; raises LabelerError where vocabulary or normalization don't fit it.

    ``normalization`` names options of ``labeler.core.normalization``, and is about transcripts alone.
    """
    options = recorded(normalization)
    if options and name != Transcript.name:
        raise LabelerError(f"only transcripts are normalized, and this is a {name} project")
    match name:
        case Multiclass.name:
            return Multiclass(vocabulary.names)
        case Binary.name:
            return _binary(vocabulary, positive)
        case Multilabel.name:
            return Multilabel(vocabulary.names)
        case Transcript.name:
            return Transcript(options)
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
    return Binary(vocabulary.names, positive=positive)
