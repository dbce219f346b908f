"""A version that was said to be there is there, whole, whenever the process is killed: no half of one, none lost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import labeler as product

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills processes the way Linux does")

REVERTER = Path(__file__).with_name("reverter.py")
KILLS = 8
EXAMPLES = 20_000


@pytest.fixture
def project(labeler, tmp_path) -> Path:
    """Version 1 has every tenth example excluded, version 2 every tenth corrected."""
    rows = [f"e{n:06},{('dev', 'test')[n % 2]},{('cat', 'dog')[n % 3 == 0]}" for n in range(EXAMPLES)]
    (tmp_path / "examples.csv").write_text("\n".join(["example_id,split,label", *rows, ""]))
    labeler.json("new", tmp_path / "p", "--examples", tmp_path / "examples.csv")
    chosen = range(0, 1000, 10)
    for rows in (
        [f"e{n:06},excluded," for n in chosen],
        [f"e{n:06},incorrect,{('dog', 'cat')[n % 3 == 0]}" for n in chosen],
    ):
        (tmp_path / "decisions.csv").write_text("\n".join(["example_id,verdict,corrected_label", *rows, ""]))
        labeler.json("decide", tmp_path / "p.labeler", tmp_path / "decisions.csv")
        labeler.json("apply", tmp_path / "p.labeler", "--override-parity", "a test")
    return tmp_path / "p.labeler"


def killed(labeler, project: Path, *, after: float) -> list[tuple[int, int]]:
    """What a process said that it saved, as (version, reverts to), before it was killed."""
    process = subprocess.Popen(
        [sys.executable, REVERTER, project], env=labeler.environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    said = process.stdout.readline()
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    said += process.communicate()[0]
    assert process.returncode == -signal.SIGKILL
    return [(int(number), int(to)) for _, number, to in map(str.split, said.splitlines())]


def test_no_version_is_lost_or_halved_however_often_the_process_is_killed(labeler, project):
    moments = random.Random(7)
    saved: dict[int, int] = {}
    for _ in range(KILLS):
        saved |= dict(killed(labeler, project, after=moments.uniform(0, 0.1)))
        with product.open(project) as session:
            assert session.read_only is None
            assert session.verify().problems == ()
            versions = session.versions().versions
            assert [version.version for version in versions] == [*range(1, len(versions) + 1)]
            assert saved.items() <= {version.version: version.reverts_to for version in versions}.items()
            for version in versions[-2:]:
                twin = version.reverts_to or version.version
                assert len(session.version_changes(twin, version.version)) == 0
    assert len(saved) >= KILLS


def test_reverting_in_a_process_of_its_own_and_applying_again(labeler, project):
    done = labeler.process("revert", project, 1)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("version 3 has the labels of version 1 again: 0 corrected, 100 excluded")
    assert labeler.json("apply", project, "--override-parity", "a test")["version"] == 4
    assert labeler.json("versions", project, "--changes", "2:4")["examples"] == []


def test_a_revert_while_somebody_else_writes_is_refused(labeler, project):
    with product.open(project):
        refused = labeler.process("revert", project, 1)
    assert refused.returncode == 1
    assert "can only be read" in refused.stderr or "open elsewhere" in refused.stderr
    assert len(labeler.json("versions", project)) == 2
