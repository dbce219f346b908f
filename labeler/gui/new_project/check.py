"""What would come of the inputs, found without writing anything; and the writing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from labeler.gui.jobs import Cancelled
from labeler.gui.new_project.inputs import Inputs
from labeler.gui.new_project.wording import sentence
from labeler.session.media_check import missing_media
from labeler.session.setup import Draft, create, prepare

Report = Callable[[str, float], None]


@dataclass(frozen=True)
class LabelCount:
    """``counts`` in the order of the summary's splits."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Summary:
    """A project as it would be made. ``files`` are the examples that name a file, ``missing`` those not there."""

    splits: tuple[tuple[str, int], ...]
    labels: tuple[LabelCount, ...]
    models: tuple[str, ...]
    files: int
    missing: int
    warnings: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(size for _, size in self.splits)


def check(inputs: Inputs, report: Report) -> Summary:
    """Raises LabelerError with every problem of every file."""
    draft = prepare(inputs.plan(), progress=report)
    report("Looking for the media files", 0.9)
    return Summary(
        splits=tuple(draft.examples.split_sizes.items()),
        labels=_labels(draft),
        models=tuple(prediction.model for prediction in draft.predictions),
        files=_files(draft),
        missing=len(missing_media(draft.combined, draft.media_root)),
        warnings=tuple(sentence(warning) for warning in draft.warnings),
    )


def write(inputs: Inputs, project: Path, report: Report) -> Path:
    """Make the project file; raises LabelerError. Nothing stays of one that was cancelled."""
    path, _ = create(project, inputs.plan(), progress=lambda said, part: report(said, part) if part < 1 else None)
    try:
        report("Done", 1.0)
    except Cancelled:
        path.unlink()
        raise
    return path


def _labels(draft: Draft) -> tuple[LabelCount, ...]:
    """How many examples of each split have each label."""
    examples, names = draft.examples, draft.examples.vocabulary.names
    counts = [
        examples.task.label_counts(examples.given.taken(np.flatnonzero(examples.members(split))), len(names)).tolist()
        for split in examples.split_sizes
    ]
    return tuple(LabelCount(name, each) for name, each in zip(names, zip(*counts, strict=True), strict=True))


def _files(draft: Draft) -> int:
    column = draft.combined.roles.get("file")
    return sum(1 for file in draft.combined.raw[column].to_pylist() if file.strip()) if column else 0
