from __future__ import annotations

import os
import sys
import threading
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from labeler.gui.jobs import InlineJobs, Job, Report, ThreadJobs, Urgency


@pytest.fixture
def jobs(qtbot: QtBot) -> ThreadJobs:
    del qtbot
    return ThreadJobs()


def test_result_comes_back_in_the_thread_that_asked(jobs: ThreadJobs, qtbot: QtBot) -> None:
    seen: list[tuple[object, int]] = []
    workers: list[int] = []

    def work(_report: Report) -> int:
        workers.append(threading.get_ident())
        return 42

    jobs.run(work, done=lambda result: seen.append((result, threading.get_ident())), failed=lambda _: None)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, threading.get_ident())]
    assert workers != [threading.get_ident()]


@pytest.mark.skipif(sys.platform != "linux", reason="threads have priorities of their own on Linux")
def test_work_gives_way_to_the_window(jobs: ThreadJobs, qtbot: QtBot) -> None:
    seen: list[int] = []

    def niceness(_report: Report) -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    before = niceness(lambda _message, _share: None)
    jobs.run(niceness, done=seen.append, failed=lambda _: None)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0] >= before + 1
    assert niceness(lambda _message, _share: None) == before


def test_failure_is_told_once(jobs: ThreadJobs, qtbot: QtBot) -> None:
    failures: list[Exception] = []
    jobs.run(lambda _report: 1 // 0, done=lambda _: None, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], ZeroDivisionError)


def test_nothing_is_heard_of_a_cancelled_job(jobs: ThreadJobs, qtbot: QtBot) -> None:
    heard: list[object] = []
    started, go_on = threading.Event(), threading.Event()

    def work(report: Report) -> str:
        started.set()
        go_on.wait(5)
        report("half", 0.5)
        return "done"

    job = jobs.run(work, done=heard.append, failed=heard.append, progress=lambda *said: heard.append(said))
    assert started.wait(5)
    job.cancel()
    go_on.set()
    jobs.wait()
    qtbot.wait(20)
    assert heard == []


def test_progress_is_heard_in_order(jobs: ThreadJobs, qtbot: QtBot) -> None:
    heard: list[tuple[str, float]] = []
    ended: list[object] = []

    def work(report: Report) -> None:
        report("first", 0.1)
        report("second", 0.9)

    jobs.run(work, done=ended.append, failed=ended.append, progress=lambda *said: heard.append(said))
    qtbot.waitUntil(lambda: bool(ended))
    assert heard == [("first", 0.1), ("second", 0.9)]


def test_inline_twin_says_the_same() -> None:
    heard: list[object] = []
    InlineJobs().run(lambda report: report("x", 1.0) or 7, done=heard.append, failed=heard.append)
    InlineJobs().run(lambda _report: 1 // 0, done=heard.append, failed=lambda error: heard.append(type(error)))
    assert heard == [7, ZeroDivisionError]


class Gate:
    """Work that says it runs and goes on when it may."""

    def __init__(self, name: str, log: list[str]) -> None:
        self.running, self.may_end = threading.Event(), threading.Event()
        self._name, self._log = name, log

    def work(self, report: Report) -> None:
        self._log.append(self._name)
        self.running.set()
        self.may_end.wait(5)
        report("", 1.0)


def _write(log: list[str], name: str, _report: Report) -> None:
    log.append(name)


def _ignored(_result: object) -> None:
    return


def test_read_ahead_leaves_a_thread_to_what_somebody_waits_for(jobs: ThreadJobs) -> None:
    log: list[str] = []
    ahead, more, now = Gate("ahead", log), Gate("more", log), Gate("now", log)
    for gate, urgency in ((ahead, Urgency.SOON), (more, Urgency.IDLE), (now, Urgency.NOW)):
        jobs.run(gate.work, done=_ignored, failed=_ignored, urgency=urgency)
    assert ahead.running.wait(5)
    assert now.running.wait(5)
    assert not more.running.is_set()
    for gate in (more, now, ahead):
        gate.may_end.set()
    assert more.running.wait(5)
    jobs.wait()
    assert sorted(log) == ["ahead", "more", "now"]


def test_the_more_urgent_goes_first_and_what_is_cancelled_never_starts(qtbot: QtBot) -> None:
    jobs, log = ThreadJobs(threads=1), list[str]()
    first = Gate("first", log)
    jobs.run(first.work, done=_ignored, failed=_ignored)
    assert first.running.wait(5)
    ended: list[object] = []

    def enter(name: str, urgency: Urgency) -> Job:
        return jobs.run(partial(_write, log, name), done=ended.append, failed=_ignored, urgency=urgency)

    enter("idle", Urgency.IDLE)
    enter("soon", Urgency.SOON)
    stale = enter("stale", Urgency.NOW)
    hurried = enter("hurried", Urgency.IDLE)
    stale.cancel()
    hurried.hurry()
    first.may_end.set()
    qtbot.waitUntil(lambda: len(ended) == 3)
    jobs.wait()
    assert log == ["first", "hurried", "soon", "idle"]


class Watched(QObject):
    """Tells in which thread it goes."""

    def __init__(self, gone: list[bool]) -> None:
        super().__init__()
        weakref.finalize(self, lambda: gone.append(threading.current_thread() is threading.main_thread()))

    def hear(self, _result: object) -> None:
        return

    def work(self, report: Report) -> None:
        report("half", 0.5)


def test_nothing_is_destroyed_in_a_worker(jobs: ThreadJobs, qtbot: QtBot) -> None:
    gone: list[bool] = []
    for _ in range(200):
        watched = Watched(gone)
        jobs.run(watched.work, done=watched.hear, failed=watched.hear)
        del watched
    qtbot.waitUntil(lambda: len(gone) == 200)
    assert all(gone)


def test_what_runs_is_no_object_of_qt(jobs: ThreadJobs) -> None:
    """The worker may be the last that knows it."""
    job = jobs.run(lambda _report: None, done=_ignored, failed=_ignored)
    assert not isinstance(job, QObject)
    jobs.wait()
