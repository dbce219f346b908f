"""What a worker makes and the window keeps current: nothing that is decided meanwhile is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from labeler.gui.jobs import InlineJobs, Job, Work
from labeler.gui.pages.ranking.live_figures import AFRESH, AT_ONCE, LiveFigures
from labeler.gui.project import Project
from labeler.session.results import Changes
from labeler.session.session import Session


class Seen:
    """Lives, and knows what it was told."""

    quick = True

    def __init__(self, session: Session) -> None:
        self.session = session
        self.told: set[str] = set()
        self.twins: list[Session] = []
        self.fails = False

    def adopt(self, session: Session) -> None:
        self.twins.append(self.session)
        self.session = session

    def update(self, changes: Changes) -> None:
        if self.fails:
            raise ValueError("lost")
        self.told.update(changes.examples)


class LateJobs(InlineJobs):
    """Does the work at once and tells of it when it is asked to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(self, work: Work, *, done: Callable[[Any], None], **how: Any) -> Job:
        return super().run(work, done=lambda result: self.waiting.append(lambda: done(result)), **how)

    def tell(self) -> None:
        self.waiting.pop(0)()


@pytest.fixture
def late() -> LateJobs:
    return LateJobs()


@pytest.fixture
def owner() -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def begun(project: Project, jobs: InlineJobs, owner: QObject) -> LiveFigures[Seen]:
    figures: LiveFigures[Seen] = LiveFigures(jobs, owner)
    figures.begin(project.session, lambda twin, _progress: Seen(twin))
    return figures


def ids(count: int) -> Changes:
    return Changes(tuple(f"e{number}" for number in range(count)))


def test_it_is_handed_over_from_the_twin_to_the_window(project: Project, owner: QObject, qtbot: QtBot) -> None:
    figures = begun(project, InlineJobs(), owner)
    qtbot.waitUntil(lambda: figures.live is not None)
    assert figures.live is not None
    assert figures.live.session is project.session
    assert figures.live.twins[0] is not project.session


def test_what_is_decided_while_it_is_made_is_taken_over(
    project: Project, late: LateJobs, owner: QObject, qtbot: QtBot
) -> None:
    figures = begun(project, late, owner)
    qtbot.waitUntil(lambda: bool(late.waiting))
    figures.tell(ids(3))
    figures.catch_up()
    late.tell()
    assert figures.live is not None
    assert figures.live.told == {"e0", "e1", "e2"}


def test_few_are_taken_over_at_once_and_many_by_the_worker(
    project: Project, late: LateJobs, owner: QObject, qtbot: QtBot
) -> None:
    figures = begun(project, late, owner)
    qtbot.waitUntil(lambda: bool(late.waiting))
    late.tell()
    live = figures.live
    assert live is not None
    figures.tell(ids(AT_ONCE))
    figures.catch_up()
    assert len(live.told) == AT_ONCE
    figures.tell(ids(AT_ONCE + 5))
    figures.catch_up()
    assert figures.live is None
    figures.tell(Changes(("before the worker",)))
    qtbot.waitUntil(lambda: bool(late.waiting))
    figures.tell(Changes(("while it works",)))
    figures.catch_up()
    late.tell()
    assert figures.live is live
    assert live.told == {*ids(AT_ONCE + 5).examples, "before the worker", "while it works"}
    assert live.session is project.session


def test_what_is_not_quick_is_always_taken_over_by_the_worker(
    project: Project, late: LateJobs, owner: QObject, qtbot: QtBot
) -> None:
    figures = begun(project, late, owner)
    qtbot.waitUntil(lambda: bool(late.waiting))
    figures.tell(ids(1))
    late.tell()
    live = figures.live
    assert live is not None
    live.quick = False
    figures.tell(ids(2))
    figures.catch_up()
    assert figures.live is None
    assert not figures.making()
    assert live.told == {"e0"}
    qtbot.waitUntil(lambda: bool(late.waiting))
    late.tell()
    assert figures.live is live
    assert live.told == {"e0", "e1"}


def test_too_many_make_it_anew(project: Project, late: LateJobs, owner: QObject, qtbot: QtBot) -> None:
    figures = begun(project, late, owner)
    qtbot.waitUntil(lambda: bool(late.waiting))
    late.tell()
    first = figures.live
    figures.tell(ids(AFRESH + 1))
    figures.catch_up()
    qtbot.waitUntil(lambda: bool(late.waiting))
    late.tell()
    assert figures.live is not None
    assert figures.live is not first


def test_the_old_one_is_followed_until_the_new_one_is_there(
    project: Project, late: LateJobs, owner: QObject, qtbot: QtBot
) -> None:
    figures = begun(project, late, owner)
    qtbot.waitUntil(lambda: bool(late.waiting))
    late.tell()
    first = figures.live
    assert first is not None
    figures.begin(project.session, lambda twin, _progress: Seen(twin), keep=True)
    qtbot.waitUntil(lambda: bool(late.waiting))
    figures.tell(ids(2))
    figures.catch_up()
    assert first.told == {"e0", "e1"}
    late.tell()
    assert figures.live is not None
    assert figures.live is not first
    assert figures.live.told == {"e0", "e1"}


def test_failure_is_told(project: Project, owner: QObject, qtbot: QtBot) -> None:
    figures: LiveFigures[Seen] = LiveFigures(InlineJobs(), owner)

    def fail(_twin: Session, _progress: Callable[[float], None]) -> Seen:
        raise ValueError("no")

    with qtbot.waitSignal(figures.told.failed) as told:
        figures.begin(project.session, fail)
    assert str(told.args[0]) == "no"
    assert not figures.busy()


def test_what_is_lost_in_a_worker_is_made_anew(project: Project, owner: QObject, qtbot: QtBot) -> None:
    figures = begun(project, InlineJobs(), owner)
    qtbot.waitUntil(lambda: figures.live is not None)
    first = figures.live
    assert first is not None
    first.quick = False
    first.fails = True
    figures.tell(ids(1))
    figures.catch_up()
    qtbot.waitUntil(lambda: figures.live is not None)
    assert figures.live is not first
    figures.tell(ids(2))
    figures.catch_up()
    assert figures.live is not None
    assert figures.live.told == {"e0", "e1"}
