"""The doors for scripts: plain arguments made into a plan, and the demo project."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from labeler.errors import LabelerError
from labeler.formats.aside import folder_written_aside
from labeler.formats.example_columns import Mapped
from labeler.formats.examples import ExampleSource
from labeler.session.session import Session
from labeler.session.setup import Plan, Progress, _silent, create

DEMO_PROJECT = "cat-app.labeler"

PathLike = str | os.PathLike[str]


def plan(
    *,
    examples: PathLike | Sequence[PathLike | tuple[str, PathLike]],
    media_root: PathLike | None,
    labels: PathLike | None,
    predictions: Mapping[str, PathLike | Sequence[PathLike]],
    wide: PathLike | None,
    attributes: Mapping[str, Mapping[str, float]],
    mapped: Mapping[str, str],
    **others: Any,
) -> Plan:
    """A plan from the arguments of ``labeler.new``."""
    sources = [examples] if isinstance(examples, str | os.PathLike) else examples
    return Plan(
        examples=[_source(source) for source in sources],
        media_root=None if media_root is None else Path(media_root),
        labels=None if labels is None else Path(labels),
        predictions=[(model, path) for model, files in predictions.items() for path in _paths(files)],
        wide=None if wide is None else Path(wide),
        attributes={(model, name): v for model, values in attributes.items() for name, v in values.items()},
        mapped=Mapped(mapped),
        **others,
    )


def create_and_open(project: PathLike, new: Plan) -> Session:
    path, _ = create(project, new)
    return Session(path)


def demo(folder: PathLike, *, kind: str = "images", decided: bool = False, progress: Progress = _silent) -> Session:
    """Make the demo project in a folder that is absent or empty."""
    if kind != "images":
        raise LabelerError(f"there is no demo of kind {kind!r} yet; use --kind images")
    home = Path(folder)
    with folder_written_aside(home) as aside:
        _make_demo(aside, decided=decided, progress=progress)
    return Session(home / DEMO_PROJECT)


def _make_demo(home: Path, *, decided: bool, progress: Progress) -> None:
    from labeler.demo.cat_app import write_cat_app  # noqa: PLC0415 - draws and trains

    made = write_cat_app(home, progress=progress)
    new = plan(
        examples=made.examples,
        media_root=made.media_root,
        labels=None,
        predictions=made.predictions,
        wide=None,
        attributes=made.attributes,
        mapped={},
    )
    with create_and_open(home / DEMO_PROJECT, new) as session:
        if decided:
            session.decide(made.decisions)


def _source(source: PathLike | tuple[str, PathLike]) -> ExampleSource:
    if isinstance(source, tuple):
        return ExampleSource(Path(source[1]), source[0])
    return ExampleSource(Path(source))


def _paths(files: PathLike | Sequence[PathLike]) -> list[Path]:
    return [Path(files)] if isinstance(files, str | os.PathLike) else [Path(file) for file in files]
