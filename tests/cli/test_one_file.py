"""A project is one file: what SQLite keeps beside it goes when the last process is done with it."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

import labeler

LABELER = (sys.executable, "-c", "from labeler.cli.main import run; run()")
HELD = "import sys, labeler; s = labeler.open(sys.argv[1], read_only=sys.argv[2] == 'r'); print(flush=True); input()"
KILLED = """
import os, signal, sys, labeler
session = labeler.open(sys.argv[1])
session.record("dev-0", "correct", reviewer="ann")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def beside(project):
    return lambda: sorted(file.name for file in project.parent.glob(f"{project.name}*"))


def labeled(*arguments):
    return subprocess.run([*LABELER, *map(str, arguments)], capture_output=True, check=False)


def held(project, how):
    """A process that has the project open until it reads a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"{HELD}; s.close()", project, how], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    process.stdout.readline()
    return process


def let_go(process):
    process.communicate(b"\n")
    assert process.returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [("info",), ("verify",), ("queue", "errors"), ("time",), ("apply",), ("guideline", "define", "cat", "purrs")],
    ids=" ".join,
)
def test_a_verb_leaves_one_file(project, beside, arguments):
    verb, *rest = arguments
    assert labeled(verb, project, *rest).returncode in (0, 1)
    assert beside() == [project.name]


def test_a_verb_that_fails_leaves_one_file(project, beside):
    assert labeled("queue", project, "filter", "--where", "zzz=1").returncode == 1
    assert beside() == [project.name]


@pytest.mark.parametrize("order", ["wr", "rw", "rr"])
def test_whoever_closes_last_leaves_one_file(project, beside, order):
    first, second = held(project, "w" if order[0] == "w" else "r"), held(project, "w" if order[1] == "w" else "r")
    let_go(first)
    let_go(second)
    assert beside() == [project.name]


def test_reading_a_project_that_is_open_for_writing_elsewhere_leaves_its_log_alone(project, beside):
    with labeler.open(project) as session:
        session.record("dev-0", "correct", reviewer="ann")
        assert labeled("info", project).returncode == 0
        assert f"{project.name}-wal" in beside()
        session.record("dev-1", "correct", reviewer="ann")
    assert beside() == [project.name]
    assert b"2 decisions" in labeled("info", project).stdout


def test_reading_after_a_crash_tidies_up_and_loses_nothing(project, beside):
    killed = subprocess.run([sys.executable, "-c", KILLED, project], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(beside()) > 1
    assert b"1 decision" in labeled("info", project).stdout
    assert beside() == [project.name]
    assert b"1 decision" in labeled("info", project).stdout


def test_reading_changes_no_byte(project, beside):
    before = project.read_bytes()
    assert labeled("info", project).returncode == 0
    assert project.read_bytes() == before
