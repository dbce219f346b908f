"""No decision once shown as saved is lost (DESIGN 7): real processes, really killed; real disks, really full."""

from __future__ import annotations

import contextlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import labeler as product
from labeler import LabelerError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills and limits processes the way Linux does")

RECORDER = Path(__file__).with_name("recorder.py")
KILLS = 20
KILLED_IMPORTS = 15


@dataclass
class Recorder:
    """A process that records decisions; ``said`` are its lines so far, those saved as (example id, comment)."""

    process: subprocess.Popen[bytes]
    said: str = ""

    @property
    def saved(self) -> list[tuple[str, str]]:
        return re.findall(r"^saved (\S+) (\S+)\n", self.said, re.MULTILINE)

    def hears(self, word: str) -> None:
        """Return once a line begins with this word."""
        assert self.process.stdout
        while not (line := self.process.stdout.readline().decode()).startswith(word):
            assert line, f"ended before it said {word!r}:\n{self.said}"
            self.said += line
        self.said += line

    def goes_on(self) -> None:
        assert self.process.stdin
        self.process.stdin.write(b"\n")

    def killed(self, *, after: float = 0) -> None:
        """SIGKILL so many seconds from now; what it had said by then is kept."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(after)
        self.process.kill()
        self.said += self.process.communicate()[0].decode()
        assert self.process.returncode == -signal.SIGKILL


Start = Callable[[Path, str], Recorder]


@pytest.fixture
def recorder(labeler) -> Iterator[Start]:
    """``recorder(project, name)`` starts a process that records; none outlives the test."""
    started = []

    def start(project: Path, name: str) -> Recorder:
        command = [sys.executable, RECORDER, project, name]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        process = subprocess.Popen(command, env=labeler.environment, bufsize=0, **pipes)
        started.append(process)
        return Recorder(process)

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _tables(folder: Path, *, examples: int, models: int) -> list[object]:
    """Options of ``labeler new`` for tables of that size."""
    names = [f"e{number:06}" for number in range(examples)]
    labels = [("cat", "dog")[number % 3 == 0] for number in range(examples)]
    rows = [
        f"{name},{('dev', 'test')[n % 2]},{label}" for n, (name, label) in enumerate(zip(names, labels, strict=True))
    ]
    (folder / "examples.csv").write_text("\n".join(["example_id,split,label", *rows, ""]))
    predicted = "\n".join(["example_id,predicted", *(f"{name},cat" for name in names), ""])
    options: list[object] = ["--examples", folder / "examples.csv"]
    for model in range(models):
        (folder / f"model-{model}.csv").write_text(predicted)
        options += ["--predictions", f"model-{model}={folder / f'model-{model}.csv'}"]
    return options


@pytest.fixture
def project(labeler, tmp_path) -> Path:
    labeler.json("new", tmp_path / "p", *_tables(tmp_path, examples=60, models=2))
    return tmp_path / "p.labeler"


def _recorded(project: Path) -> set[tuple[str, str]]:
    """Every decision in the file, as (example id, comment); the file is whole, and can be written to again."""
    with product.open(project) as session:
        assert session.read_only is None
        assert session.verify().problems == ()
        events = [event for example_id in session.examples.ids for event in session.history(example_id)]
    return {(event.example_id or "", event.payload["comment"]) for event in events}


def test_no_saved_decision_is_lost_however_often_the_process_is_killed(recorder, project):
    moments = random.Random(20)
    saved: set[tuple[str, str]] = set()
    for number in range(KILLS):
        process = recorder(project, str(number))
        process.hears("saved")
        process.killed(after=moments.uniform(0, 0.05))
        saved |= set(process.saved)
        assert saved <= _recorded(project)
    assert len(saved) >= KILLS


def test_a_kill_while_the_project_is_being_opened_costs_nothing(recorder, project):
    moments = random.Random(15)
    first = recorder(project, "first")
    started = time.monotonic()
    first.hears("ready")
    opening = time.monotonic() - started
    first.killed()
    saved = set(first.saved)
    for number in range(8):
        process = recorder(project, str(number))
        process.killed(after=moments.uniform(0.5, 1.1) * opening)
        saved |= set(process.saved)
        assert saved <= _recorded(project)


def test_what_stands_after_a_kill_is_the_last_decision_saved_or_the_one_after_it(recorder, project):
    process = recorder(project, "once")
    process.hears("saved")
    process.killed(after=0.02)
    last = int(process.saved[-1][1].removeprefix("once/"))
    with product.open(project, read_only=True) as session:
        comments = [d.comment for id_ in session.examples.ids for d in session.decisions(id_).values()]
    assert max(int(comment.removeprefix("once/")) for comment in comments) in (last, last + 1)


def test_the_lock_of_a_dead_process_is_taken_over_even_if_nobody_has_waited_for_its_end(recorder, project):
    process = recorder(project, "zombie")
    process.hears("saved")
    process.process.kill()
    os.waitid(os.P_PID, process.process.pid, os.WEXITED | os.WNOWAIT)
    with product.open(project) as session:
        assert session.read_only is None


def test_undo_and_redo_survive_a_kill(recorder, project, labeler):
    process = recorder(project, "r")
    process.hears("saved")
    process.killed()
    before = labeler.json("info", project)["decisions"]
    (example_id,) = labeler.json("undo", project)["examples"]
    assert labeler.json("info", project)["decisions"] == before - 1
    assert labeler.json("redo", project)["examples"] == [example_id]
    assert labeler.json("info", project)["decisions"] == before
    assert labeler.json("verify", project)["ok"]


def test_new_killed_at_any_moment_leaves_no_project_or_a_whole_one(labeler, tmp_path):
    options = list(map(str, _tables(tmp_path, examples=20_000, models=3)))
    moments = random.Random(12)
    target = tmp_path / "big.labeler"
    command = [sys.executable, "-m", "labeler", "new", str(target), *options]
    started = time.monotonic()
    subprocess.run(command, env=labeler.environment, check=True, stdout=subprocess.DEVNULL)
    whole = time.monotonic() - started
    for _ in range(KILLED_IMPORTS):
        target.unlink(missing_ok=True)
        process = subprocess.Popen(command, env=labeler.environment, stdout=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moments.uniform(0.3, 1.05) * whole)
        process.kill()
        process.wait()
        if target.exists():
            assert labeler.json("info", target)["examples"] == {"dev": 10_000, "test": 10_000}
            assert labeler.json("verify", target)["ok"]
    target.unlink(missing_ok=True)
    assert labeler.json("new", target, *options)["examples"] == {"dev": 10_000, "test": 10_000}


def test_a_second_writer_is_told_where_the_project_is_open_and_may_read(recorder, project, labeler):
    first = recorder(project, "first")
    first.hears("saved")
    with product.open(project) as second:
        assert re.fullmatch(
            rf"it is open elsewhere \(process {first.process.pid} on .+, since .+\); close it there to write here",
            second.read_only or "",
        )
        assert second.info().decisions >= 1
        with pytest.raises(LabelerError, match="can only be read: it is open elsewhere"):
            second.record("e000001", "correct")
    refused = labeler.process("undo", project)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "open elsewhere" in refused.stderr
    assert labeler.process("rank", project).returncode == 0
    first.killed()
    assert set(first.saved) <= _recorded(project)


def _limit_files(process: Recorder, size: int) -> None:
    """None of them may grow beyond that: the next write fails, as on a full disk."""
    resource.prlimit(process.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_where_files_cannot_grow_recording_is_refused_in_words_and_nothing_is_lost(recorder, project):
    process = recorder(project, "limited")
    process.hears("ready")
    _limit_files(process, project.stat().st_size + 2**18)
    process.hears("refused")
    assert process.said.splitlines()[-1].startswith("refused the disk")
    assert "nothing was saved" in process.said
    before_it = set(process.saved)
    assert before_it
    _limit_files(process, resource.RLIM_INFINITY)
    process.goes_on()
    process.hears("saved")
    process.killed()
    assert before_it < set(process.saved) <= _recorded(project)


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of 4 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "labeler-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("only root can mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def _fill(disk: Path, *, leave: int) -> Path:
    filler = disk / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(disk).free - leave))
    return filler


def test_on_a_full_disk_recording_is_refused_until_there_is_room_again(recorder, project, small_disk):
    there = Path(shutil.copy(project, small_disk))
    filler = _fill(small_disk, leave=2**20)
    process = recorder(there, "full")
    process.hears("refused")
    assert process.said.splitlines()[-1] == ("refused the disk is full; nothing was saved. Make room, then do it again")
    filler.unlink()
    process.goes_on()
    process.hears("saved")
    process.killed()
    assert len(process.saved) >= 2
    assert set(process.saved) <= _recorded(there)


def test_a_project_on_a_full_disk_can_be_read(project, labeler, small_disk):
    there = shutil.copy(project, small_disk)
    _fill(small_disk, leave=0)
    assert labeler.json("info", there)["examples"] == {"dev": 30, "test": 30}
    assert labeler.json("verify", there)["ok"]


def test_a_project_on_a_full_disk_opens_for_reading_and_says_why(project, small_disk):
    there = shutil.copy(project, small_disk)
    _fill(small_disk, leave=0)
    with product.open(there) as session:
        assert "disk" in (session.read_only or "")
        assert session.info().examples == {"dev": 30, "test": 30}


def test_new_on_a_full_disk_says_so_and_leaves_nothing(labeler, tmp_path, small_disk):
    options = _tables(tmp_path, examples=60, models=2)
    _fill(small_disk, leave=2**16)
    refused = labeler.process("new", small_disk / "p", *options)
    assert refused.returncode == 1
    assert "the disk is full" in refused.stderr
    assert [path.name for path in small_disk.iterdir()] == ["filler"]
