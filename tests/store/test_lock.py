"""Who has the project open for writing (DESIGN 6). With real second processes, really killed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from labeler.store.lock import Holder, acquire, release

HOLD = """
import sys
from pathlib import Path
from labeler.store.lock import Holder, acquire
from labeler.store.project_file import connect
connection = connect(Path(sys.argv[1]), read_only=False)
print(acquire(connection, Holder.this("2026-01-02T03:04:05Z")), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def me():
    return Holder.this("2026-01-01T00:00:00Z")


@pytest.fixture
def holding(project):
    """Another process that has the project open for writing until it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "None\n"
    yield process
    process.kill()
    process.communicate()


def test_the_lock_is_free_until_taken(connection, me):
    assert acquire(connection, me) is None
    assert connection.execute("SELECT pid FROM lock").fetchall() == [(me.pid,)]
    release(connection, me)
    assert connection.execute("SELECT pid FROM lock").fetchall() == []


def test_a_second_window_of_this_process_does_not_get_it(connection, me):
    acquire(connection, me)
    assert acquire(connection, me) == me


def test_a_living_process_keeps_it(connection, me, holding):
    holder = acquire(connection, me)
    assert holder.pid == holding.pid
    assert holder.alive()
    assert str(holder) == f"process {holding.pid} on {me.host}, since 2026-01-02 03:04"
    assert acquire(connection, me) == holder


def test_a_killed_process_loses_it(connection, me, holding):
    holding.kill()
    holding.wait()
    assert acquire(connection, me) is None
    assert connection.execute("SELECT pid FROM lock").fetchall() == [(me.pid,)]


def test_releasing_leaves_the_lock_of_another(connection, me, holding):
    release(connection, me)
    assert acquire(connection, me).pid == holding.pid


@pytest.mark.skipif(sys.platform != "linux", reason="only /proc tells when a process started")
def test_a_later_process_with_the_same_number_is_another_one(connection, me):
    acquire(connection, replace(me, started="boot:1"))
    assert acquire(connection, me) is None


def test_a_process_on_another_machine_is_taken_to_live(connection, me):
    elsewhere = replace(me, host="elsewhere", pid=2**22 + 1)
    acquire(connection, elsewhere)
    assert acquire(connection, me) == elsewhere
    assert not elsewhere.here


def test_what_another_machine_holds_can_be_taken_over(connection, me):
    acquire(connection, replace(me, host="elsewhere"))
    assert acquire(connection, me, take_over=True) is None
    assert connection.execute("SELECT host, pid FROM lock").fetchall() == [(me.host, me.pid)]


def test_a_living_process_of_this_machine_is_never_taken_over(connection, me, holding):
    assert acquire(connection, me, take_over=True).pid == holding.pid
