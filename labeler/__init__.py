"""Error analysis and relabeling of dev and test sets.

For scripts: ``labeler.open(path)`` gives a session with the verbs of the command line, ``labeler.new`` makes a project,
``labeler.demo`` makes the demo project.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from labeler.errors import LabelerError, Problem

if TYPE_CHECKING:
    from labeler.session.session import Session

__all__ = ["LabelerError", "Problem", "demo", "new", "open"]

PathLike = str | os.PathLike[str]


def open(project: PathLike, *, read_only: bool = False, take_over: bool = False) -> Session:  # noqa: A001 - the verb's name
    """Open a project; it is read-only, and says why, while another process writes to it.

    ``take_over`` writes in place of a process on another machine, which only you can know to be gone.
    """
    from labeler.session.session import Session  # noqa: PLC0415 - importing labeler stays instant

    return Session(project, read_only=read_only, take_over=take_over)


def new(
    project: PathLike,
    *,
    examples: PathLike | Sequence[PathLike | tuple[str, PathLike]],
    media_root: PathLike | None = None,
    task: str | None = None,
    positive: str | None = None,
    labels: PathLike | None = None,
    predictions: Mapping[str, PathLike | Sequence[PathLike]] | None = None,
    wide: PathLike | None = None,
    attributes: Mapping[str, Mapping[str, float]] | None = None,
    map: Mapping[str, str] | None = None,  # noqa: A002 - the option's name
    label_columns: Sequence[str] = (),
    normalize: Sequence[str] = (),
    threshold: float | None = None,
    seed: int = 0,
    skip_bad_rows: bool = False,
    require_media: bool = False,
) -> Session:
    """Make a project and open it. ``examples``: a file, or files, each alone or as (split, file).

    Raises LabelerError with every problem of every file; then nothing was written.
    """
    from labeler.session import scripting  # noqa: PLC0415

    plan = scripting.plan(
        examples=examples,
        media_root=media_root,
        task=task,
        positive=positive,
        labels=labels,
        predictions=predictions or {},
        wide=wide,
        attributes=attributes or {},
        mapped=map or {},
        label_columns=label_columns,
        normalize=normalize,
        threshold=threshold,
        seed=seed,
        skip_bad_rows=skip_bad_rows,
        require_media=require_media,
    )
    return scripting.create_and_open(project, plan)


def demo(folder: PathLike = "demo", *, kind: str = "images", decided: bool = False) -> Session:
    """Make the demo project, the cat app, in ``folder`` and open it; ``decided`` adds three reviewers' decisions."""
    from labeler.session import scripting  # noqa: PLC0415

    return scripting.demo(folder, kind=kind, decided=decided)
