"""One function a verb: call the session, hand the result to the printer. Each returns the exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.errors import LabelerError

if TYPE_CHECKING:
    from labeler.session.session import Session

Verb = Callable[[Namespace], int]


def demo(options: Namespace) -> int:
    from labeler.session import scripting  # noqa: PLC0415 - each verb loads what it needs

    with scripting.demo(
        options.folder, kind=options.kind, decided=options.decided, progress=printing.progress(options)
    ) as session:
        path = session.path
        printing.show(session.info(), options, printing.info)
    if options.no_open or options.json:
        return 0
    options.project = path
    return open_window(options)


def new(options: Namespace) -> int:
    from labeler.formats.examples import ExampleSource, Mapped  # noqa: PLC0415
    from labeler.session.session import Session  # noqa: PLC0415
    from labeler.session.setup import Plan, create  # noqa: PLC0415

    plan = Plan(
        examples=[ExampleSource(path, split) for split, path in options.examples],
        media_root=options.media_root,
        task=options.task,
        positive=options.positive,
        labels=options.labels,
        predictions=options.predictions,
        wide=options.wide,
        attributes=dict(options.attribute),
        mapped=Mapped(dict(options.map)),
        seed=options.seed,
        skip_bad_rows=options.skip_bad_rows,
        require_media=options.require_media,
    )
    path, _ = create(options.project, plan, progress=printing.progress(options))
    with Session(path, read_only=True) as session:
        return printing.show(session.info(), options, printing.info)


def add_predictions(options: Namespace) -> int:
    with _writing(options) as session:
        result = session.add_predictions(*options.predictions, skip_bad_rows=options.skip_bad_rows)
        return printing.show(result, options, printing.info)


def info(options: Namespace) -> int:
    with _reading(options) as session:
        return printing.show(session.info(), options, printing.info)


def queue(options: Namespace) -> int:
    from labeler.session.queues import write_queue  # noqa: PLC0415

    with _reading(options) as session:
        result = session.queue(options.queue, model=options.model, split=options.split, size=options.size)
        if options.output is not None:
            write_queue(result, options.output)
        return printing.show(result, options, printing.queue)


def decide(options: Namespace) -> int:
    with _writing(options) as session:
        result = session.decide(options.file, reviewer=options.reviewer, skip_bad_rows=options.skip_bad_rows)
        return printing.show(result, options, printing.recorded)


def undo(options: Namespace) -> int:
    with _writing(options) as session:
        return printing.show(session.undo(reviewer=options.reviewer), options, printing.turned)


def redo(options: Namespace) -> int:
    with _writing(options) as session:
        return printing.show(session.redo(reviewer=options.reviewer), options, printing.turned)


def rank(options: Namespace) -> int:
    with _reading(options) as session:
        result = session.rank(
            metric=options.metric,
            split=options.split,
            bound=options.bound,
            version=options.version,
            before=options.before,
        )
        return printing.show(result, options, printing.ranking)


def parity(options: Namespace) -> int:
    with _reading(options) as session:
        return printing.show(session.parity(), options, printing.parity)


def apply(options: Namespace) -> int:
    with _writing(options) as session:
        return printing.show(session.apply(override_parity=options.override_parity), options, printing.applied)


def versions(options: Namespace) -> int:
    with _reading(options) as session:
        return printing.show(session.versions(), options, printing.versions)


def export(options: Namespace) -> int:
    with _reading(options) as session:
        result = session.export(
            options.folder,
            format=options.format,
            changes_only=options.changes_only,
            in_place_of=options.in_place_of,
            version=options.version,
        )
        return printing.show(result, options, printing.exported)


def verify(options: Namespace) -> int:
    from labeler.session.results import Verified  # noqa: PLC0415
    from labeler.store.project_file import project_path  # noqa: PLC0415

    try:
        with _reading(options) as session:
            result = session.verify()
    except LabelerError as error:
        if not any(path.is_file() for path in (project_path(options.project), options.project)):
            raise
        result = Verified((error.message,))
    printing.show(result, options, printing.verified)
    return 0 if result.ok else 1


def open_window(options: Namespace) -> int:
    if not _display():
        if options.screenshot is None:
            raise LabelerError(
                "there is no display to open the window on; set DISPLAY or WAYLAND_DISPLAY, "
                "or save a picture of it with --screenshot FILE.png"
            )
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from labeler.gui.app import run  # noqa: PLC0415 - the only place where Qt is loaded
    except ImportError as error:
        if "PySide6" not in (error.name or "") and ".so" not in str(error):
            raise
        raise LabelerError(printing.missing_library(error)) from error
    return run(options.project, screenshot=options.screenshot)


def _display() -> bool:
    if sys.platform != "linux":
        return True
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _reading(options: Namespace) -> Session:
    from labeler.session.session import Session  # noqa: PLC0415

    return Session(options.project, read_only=True)


def _writing(options: Namespace) -> Session:
    from labeler.session.session import Session  # noqa: PLC0415

    session = Session(options.project)
    session.require_writable()
    return session
