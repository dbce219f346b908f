from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from labeler.gui.jobs import InlineJobs, Report, ThreadJobs


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
