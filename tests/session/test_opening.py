"""Opening a project: one writer, readers beside it, and what verify finds (DESIGN 3, 6)."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing

import pytest

import labeler
from labeler.errors import LabelerError
from labeler.store import schema
from labeler.store.lock import Holder, acquire
from labeler.store.project_file import connect

HOLD = """
import sys, labeler
session = labeler.open(sys.argv[1])
session.record("d0", "incorrect", label="dog", reviewer="other")
print(session.read_only, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def project(session):
    session.close()
    return session.path


@pytest.fixture
def writer(project):
    """Another process that has the project open for writing and has decided on d0."""
    command = [sys.executable, "-c", HOLD, str(project)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "None\n"
    yield process
    process.kill()
    process.communicate()


def refuses_to_write(session, path):
    for write in (
        lambda: session.record("d0", "correct"),
        lambda: session.decide(path),
        session.undo,
        session.redo,
        lambda: session.apply(override_parity="x"),
        lambda: session.add_predictions(("N", path)),
    ):
        with pytest.raises(LabelerError, match=r"p\.labeler can only be read: ") as caught:
            write()
        assert session.read_only in caught.value.message


def test_a_session_for_reading_shows_everything_and_writes_nothing(project, decisions):
    before = project.read_bytes()
    with labeler.open(project, read_only=True) as session:
        assert session.read_only == "it was opened for reading only"
        assert session.info().examples == {"dev": 6, "test": 6}
        assert session.rank(resamples=0).splits
        assert session.verify().ok
        refuses_to_write(session, decisions("d0,correct,"))
    assert project.read_bytes() == before


def test_a_second_opener_reads_beside_the_first_and_is_told_who_that_is(project, writer, decisions):
    with labeler.open(project) as session:
        assert f"process {writer.pid} on" in session.read_only
        assert session.resolution("d0").label == "dog"
        refuses_to_write(session, decisions("d0,correct,"))


def test_the_lock_of_a_killed_writer_is_taken_over_and_its_decision_is_there(project, writer):
    writer.kill()
    writer.wait()
    with labeler.open(project) as session:
        assert session.read_only is None
        assert session.resolution("d0").label == "dog"
        assert session.record("d1", "correct").examples == ("d1",)
        assert session.verify().ok


def test_a_second_window_of_one_process_only_reads(project):
    with labeler.open(project) as first, labeler.open(project) as second:
        assert first.read_only is None
        assert "it is open elsewhere" in second.read_only
        second.close()
        assert first.record("d0", "correct").examples == ("d0",)


@pytest.fixture
def held_on_another_host(project):
    with closing(connect(project, read_only=False)) as connection:
        acquire(connection, Holder("elsewhere", 1, "boot:1", "2026-01-02T03:04:05Z"))
    return project


def test_what_another_host_holds_is_read_until_it_is_taken_over(held_on_another_host):
    with labeler.open(held_on_another_host) as reading:
        assert reading.held_elsewhere == "other host"
        assert "process 1 on elsewhere" in reading.read_only
        assert "take it over" in reading.read_only
    with labeler.open(held_on_another_host, take_over=True) as writing:
        assert (writing.read_only, writing.held_elsewhere) == (None, "")
        assert writing.record("d0", "correct").examples == ("d0",)
    with labeler.open(held_on_another_host) as next_one:
        assert next_one.read_only is None


def test_a_living_process_of_this_host_is_never_taken_over(project, writer):
    with labeler.open(project, take_over=True) as session:
        assert session.held_elsewhere == "here"
        assert f"process {writer.pid} on" in session.read_only


def test_an_older_project_that_is_open_elsewhere_is_not_brought_up_to_date_under_it(project, monkeypatch):
    with labeler.open(project) as first:
        monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, lambda _db: None))
        monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
        with pytest.raises(LabelerError, match="older layout"):
            labeler.open(project)
        assert first.connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION - 1,)
    assert list(project.parent.glob("*.backup")) == []
    with labeler.open(project) as alone:
        assert alone.connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


def test_reading_brings_an_older_project_up_to_date_and_gives_it_back(project, monkeypatch):
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, lambda _db: None))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with labeler.open(project, read_only=True) as reading:
        assert reading.rank(resamples=0).splits
        assert reading.connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        with labeler.open(project) as writing:
            assert writing.read_only is None
    assert [path.name for path in project.parent.glob("*.backup")] == [f"p.labeler.layout-{schema.VERSION - 1}.backup"]


def test_closing_gives_the_project_back_and_may_be_repeated(project):
    first = labeler.open(project)
    first.close()
    first.close()
    with pytest.raises(LabelerError, match="it was closed"):
        first.record("d0", "correct")
    with labeler.open(project) as second:
        assert second.read_only is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_project_that_cannot_be_written_is_read(project):
    project.parent.chmod(0o555)
    try:
        with labeler.open(project) as session:
            assert "permissions" in session.read_only
            assert session.rank(resamples=0).splits
    finally:
        project.parent.chmod(0o755)


def test_the_suffix_may_be_left_out(project):
    with labeler.open(project.with_suffix("")) as session:
        assert session.path == project


def test_a_project_may_have_another_name(project):
    renamed = project.rename(project.with_name("cats.db"))
    with labeler.open(renamed) as session:
        assert session.path == renamed
        assert session.read_only is None


@pytest.mark.parametrize("content", [None, b"", b"example_id,label\n", b"SQLite format 3\0" + bytes(2000)])
def test_what_is_no_project_is_refused_in_words(tmp_path, content):
    path = tmp_path / "p.labeler"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LabelerError, match=r"p\.labeler"):
        labeler.open(path)


def test_a_sound_project_verifies(session):
    session.record("d0", "incorrect", label="dog", categories=["Blurry"])
    session.undo()
    session.redo()
    session.apply(override_parity="x")
    assert session.verify().to_dict() == {"ok": True, "problems": []}


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE chunks SET data = zeroblob(length(data)) WHERE column = 'given/codes'", "'given/codes' is damaged"),
        ("UPDATE chunks SET data = zeroblob(length(data)) WHERE column = 'id/heap'", "'id/heap' is damaged"),
        (
            "UPDATE chunks SET shape = '[3]' WHERE column = 'prediction/1/predicted'",
            "'prediction/1/predicted' is damaged",
        ),
        ("DELETE FROM present", "the present decision of reviewer on d0"),
        ("DELETE FROM actions", "what can be undone"),
        ("UPDATE events SET payload = '{'", "the log can't be read"),
        ("UPDATE events SET payload = '[]'", "the log can't be read"),
        ("UPDATE events SET kind = 'undo'", "it has no target"),
        ('UPDATE events SET payload = \'{"verdict":"zzz"}\'', "the decision of reviewer on d0 can't be read"),
        (
            'UPDATE events SET payload = \'{"verdict":"incorrect","label":"yak"}\'',
            "'yak' is not one of the labels",
        ),
        ('UPDATE events SET payload = \'{"verdict":"correct","label":5}\'', "can't be read"),
        ("UPDATE labels SET name = 'yak' WHERE code = 0", "ids or given labels"),
        ("UPDATE events SET payload = '{\"about\":\"class\"}' WHERE kind = 'guideline'", "the log can't be read"),
        ("UPDATE events SET payload = replace(payload, 'd1', 'd9') WHERE kind = 'guideline'", "show 'd9', which is no"),
        ("UPDATE events SET payload = replace(payload, 'dog', 'yak') WHERE kind = 'guideline'", "the class 'yak' is"),
        ("UPDATE visits SET example_id = 'd9'", "what ann looked at on d9 can't be so"),
        ("UPDATE visits SET shown = 0", "what ann looked at on d0 can't be so: 0 times"),
        ("UPDATE visits SET seconds = -1", "what ann looked at on d0 can't be so"),
        ("UPDATE visits SET seconds = 9e999", "what ann looked at on d0 can't be so"),
        ("UPDATE visits SET last_at = 'noon'", "what ann looked at on d0 can't be so"),
        ("UPDATE bookmarks SET example_id = 'd9'", "the place of ann in a queue, d9"),
        ("UPDATE bookmarks SET queue = '['", "the place of ann in a queue, d0"),
        ("UPDATE bookmarks SET queue = '[]'", "the place of ann in a queue, d0"),
        ("UPDATE bookmarks SET at = ''", "the place of ann in a queue, d0"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM events", "names a row of events that is not there"),
        ("DELETE FROM chunks WHERE column = 'prediction/3/predicted'", "'prediction/3/predicted' is missing"),
        ("DELETE FROM chunks WHERE column = 'given/codes'", "'given/codes' is missing"),
        ("DELETE FROM chunks WHERE column = 'version/1/status'", "'version/1/status' is missing"),
        ("DELETE FROM chunks WHERE column = 'table/label/codes'", "'table/label/codes' is missing"),
        ("DELETE FROM chunks WHERE column = 'id/heap'", "'id/heap' is missing"),
        ("DELETE FROM chunks", "'id' is missing"),
        (
            "INSERT INTO chunks SELECT column, 1, part, dtype, shape, sha256, data FROM chunks WHERE column = 'split'",
            "'split' is damaged: it has 24 rows for 12 examples",
        ),
    ],
)
def test_damage_is_found_and_said(session, damage, said):
    session.record("d0", "incorrect", label="dog")
    session.apply(override_parity="x")
    session.define("class", "dog", "barks")
    session.add_reference("class", "dog", "d1")
    session.keep("ann", [("d0", 1, ())], None)
    session.keep("ann", (), ({"name": "errors"}, "d0"))
    assert session.verify().ok
    session.close()
    with labeler.open(session.path) as opened:
        opened.connection.executescript(damage)
        result = opened.verify()
    assert not result.ok
    assert any(said in problem for problem in result.problems)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM chunks WHERE column = 'prediction/3/predicted'",
        "DELETE FROM chunks WHERE column = 'id/offsets'",
        'UPDATE events SET payload = \'{"verdict":"zzz"}\'',
        "UPDATE events SET payload = '{'",
    ],
)
def test_what_verify_finds_stops_ranking_in_words_too(session, damage):
    session.record("d0", "incorrect", label="dog")
    session.close()
    with labeler.open(session.path) as opened:
        opened.connection.execute(damage)
        with pytest.raises(LabelerError, match="copy of"):
            opened.rank(resamples=0)


def test_a_flipped_bit_in_the_file_is_found_and_never_read_over(session):
    tickets = session.examples.tickets.tobytes()
    session.close()
    content = bytearray(session.path.read_bytes())
    assert content.count(tickets) == 1
    content[content.index(tickets) + 5] ^= 16
    session.path.write_bytes(content)
    with labeler.open(session.path, read_only=True) as opened:
        assert any("'ticket' is damaged" in problem for problem in opened.verify().problems)
        with pytest.raises(LabelerError, match="damaged"):
            opened.info()


def test_garbage_in_any_page_never_passes_for_a_sound_project(project):
    whole = project.read_bytes()
    sound = []
    for page in range(1, len(whole) // 16384):
        spoiled = bytearray(whole)
        spoiled[page * 16384 : page * 16384 + 4096] = b"\xa5" * 4096
        project.write_bytes(spoiled)
        try:
            with labeler.open(project, read_only=True) as session:
                sound.append(session.verify().ok)
        except LabelerError:
            sound.append(False)
    assert len(sound) > 8
    assert not any(sound)
