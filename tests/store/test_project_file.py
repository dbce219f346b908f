"""Creating and opening project files, and refusing what isn't one (DESIGN 3, Storage)."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from labeler.errors import LabelerError
from labeler.store import schema
from labeler.store.columns import Columns
from labeler.store.examples import read_examples
from labeler.store.project_file import connect, creating, integrity_problems, project_path, upgrade
from labeler.store.transactions import transaction


def refusal(path, *, read_only=False):
    with pytest.raises(LabelerError) as caught:
        connect(path, read_only=read_only)
    assert str(path) in caught.value.message
    return caught.value.message


def problems_of(path):
    """What opening or verifying says is wrong."""
    try:
        with closing(connect(path, read_only=True)) as connection:
            return [*integrity_problems(connection), *Columns(connection).problems()]
    except LabelerError as error:
        return [error.message]


def fill(connection, text):
    connection.execute("INSERT INTO settings VALUES ('a', ?)", (text,))


def create(path, *steps):
    with creating(path) as connection:
        for step in steps:
            step(connection)


def leave_no_room(connection):
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")


def version_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def bring_up_to_date(path):
    with closing(connect(path, read_only=False)) as connection:
        upgrade(connection, path)


BOTH_WAYS = pytest.mark.parametrize("read_only", [False, True], ids=["writing", "reading"])


def test_the_suffix_is_appended_if_it_is_absent(tmp_path):
    assert project_path(tmp_path / "cats") == tmp_path / "cats.labeler"
    assert project_path(tmp_path / "cats.v2") == tmp_path / "cats.v2.labeler"
    assert project_path(tmp_path / "cats.labeler") == tmp_path / "cats.labeler"


@BOTH_WAYS
def test_a_project_opens_with_what_was_written(project, read_only):
    with closing(connect(project, read_only=read_only)) as connection:
        examples = read_examples(connection, Columns(connection))
        assert list(examples.ids) == ["first-example", "second-example", "third-example"]
        assert examples.given.codes.tolist() == [0, 1, 0]
        assert connection.execute("PRAGMA application_id").fetchone() == (0x4C41424C,)
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


def test_every_table_is_strict(connection):
    tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    assert {name for name, strict in tables if not strict} <= {"sqlite_schema"}


@BOTH_WAYS
def test_a_missing_file_is_refused(tmp_path, read_only):
    assert "doesn't exist" in refusal(tmp_path / "none.labeler", read_only=read_only)
    assert list(tmp_path.iterdir()) == []


@BOTH_WAYS
def test_a_folder_is_refused(tmp_path, read_only):
    assert "is a folder" in refusal(tmp_path, read_only=read_only)


@BOTH_WAYS
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "damaged: the file is empty"),
        (b"example_id,label\n", "not a labeler project"),
        (b"SQLite format 3\0" + bytes(20), "not a labeler project"),
        (os.urandom(4096), "not a labeler project"),
    ],
    ids=["empty", "text", "stub", "noise"],
)
def test_what_is_no_project_is_refused(tmp_path, content, said, read_only):
    path = tmp_path / "p.labeler"
    path.write_bytes(content)
    assert said in refusal(path, read_only=read_only)
    assert path.read_bytes() == content


@BOTH_WAYS
def test_of_an_empty_file_there_is_nothing_more_to_find(tmp_path, read_only):
    path = tmp_path / "zero.labeler"
    path.touch()
    said = refusal(path, read_only=read_only)
    assert said == f"{path} is damaged: the file is empty; go back to a copy of it"


@BOTH_WAYS
def test_the_command_that_tells_more_names_the_whole_path(project, read_only):
    with project.open("r+b") as file:
        file.truncate(project.stat().st_size // 2)
    assert refusal(project, read_only=read_only).endswith(f", or try 'labeler verify {project}'")


@BOTH_WAYS
def test_a_database_of_another_program_is_refused(tmp_path, read_only):
    path = tmp_path / "p.labeler"
    with closing(sqlite3.connect(path)) as foreign:
        foreign.execute("CREATE TABLE settings (key TEXT)")
        foreign.commit()
    before = path.read_bytes()
    assert "another program" in refusal(path, read_only=read_only)
    assert path.read_bytes() == before


@BOTH_WAYS
def test_a_newer_project_is_refused_and_left_alone(project, read_only):
    with closing(sqlite3.connect(project)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = project.read_bytes()
    assert "newer labeler" in refusal(project, read_only=read_only)
    assert project.read_bytes() == before


@BOTH_WAYS
def test_a_newer_project_is_refused_while_only_its_write_ahead_log_says_so(project, read_only):
    with closing(sqlite3.connect(project)) as newer:
        newer.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        assert "newer labeler" in refusal(project, read_only=read_only)


@BOTH_WAYS
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_whose_end_is_missing_is_refused(project, read_only, share):
    content = project.read_bytes()
    project.write_bytes(content[: int(len(content) * share)])
    assert "damaged" in refusal(project, read_only=read_only)


@BOTH_WAYS
@pytest.mark.parametrize("table", ["chunks", "visits", "bookmarks"])
def test_a_project_without_its_tables_is_refused(project, read_only, table):
    with closing(sqlite3.connect(project)) as connection:
        connection.execute(f"DROP TABLE {table}")
        connection.commit()
    assert "tables are missing" in refusal(project, read_only=read_only)


@BOTH_WAYS
def test_a_project_that_was_never_finished_is_refused(project, read_only):
    with closing(sqlite3.connect(project)) as connection:
        connection.execute("PRAGMA user_version = 0")
    assert "never finished" in refusal(project, read_only=read_only)


def test_garbage_in_the_middle_is_refused_or_reported(project):
    """Whichever page it hits: never a project that opens and verifies."""
    whole = project.read_bytes()
    pages = len(whole) // 16384
    assert pages > 8
    found = []
    for page in range(1, pages):
        spoiled = bytearray(whole)
        spoiled[page * 16384 : page * 16384 + 4096] = b"\xa5" * 4096
        project.write_bytes(spoiled)
        found.append(problems_of(project))
    assert all(found)


def test_creating_leaves_one_file(tmp_path):
    with creating(tmp_path / "p.labeler"):
        assert not (tmp_path / "p.labeler").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["p.labeler"]


@pytest.mark.parametrize("content", [b"mine", b""])
def test_an_existing_file_is_never_overwritten(tmp_path, content):
    path = tmp_path / "p.labeler"
    path.write_bytes(content)
    with pytest.raises(LabelerError, match="exists already"), creating(path):
        pytest.fail("the block must not run")
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "p.labeler"
    with pytest.raises(LabelerError, match="exists already"):
        create(path, lambda _connection: path.write_bytes(b"theirs"))
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError, LabelerError, MemoryError])
def test_creating_that_fails_half_way_leaves_nothing(tmp_path, failure):
    def fail(connection):
        fill(connection, "x")
        raise failure("stop")

    with pytest.raises(failure):
        create(tmp_path / "p.labeler", fail)
    assert list(tmp_path.iterdir()) == []


def test_creating_that_fails_on_the_disk_says_so_and_leaves_nothing(tmp_path):
    with pytest.raises(LabelerError, match="disk is full"):
        create(tmp_path / "p.labeler", leave_no_room, lambda connection: fill(connection, "x" * 10**6))
    assert list(tmp_path.iterdir()) == []


def test_creating_needs_its_folder(tmp_path):
    with pytest.raises(LabelerError, match="doesn't exist; make it first"), creating(tmp_path / "no" / "p.labeler"):
        pytest.fail("the block must not run")


def test_what_a_killed_process_left_never_gets_into_a_new_project(tmp_path, project):
    fresh = tmp_path / "fresh.labeler"
    leftover = tmp_path / f".fresh.labeler.{os.getpid()}.part"
    shutil.copy(project, leftover)
    with creating(fresh) as connection:
        assert connection.execute("SELECT count(*) FROM chunks").fetchone() == (0,)
    assert not leftover.exists()


def test_creating_sweeps_up_what_a_killed_creation_of_this_project_left(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    swept = [tmp_path / f".a[b].labeler.{gone.pid}.part{tail}" for tail in ("", "-journal")]
    kept = [
        tmp_path / f".a[b].labeler.{os.getppid()}.part",
        tmp_path / f".other.labeler.{gone.pid}.part",
        tmp_path / ".a[b].labeler.mine.part",
    ]
    for path in (*swept, *kept):
        path.write_bytes(b"x")
    with creating(tmp_path / "a[b].labeler"):
        pass
    assert not any(path.exists() for path in swept)
    assert all(path.exists() for path in kept)


class TestMigration:
    """A second layout, as a later version would bring it."""

    @staticmethod
    def _second_layout(db):
        db.table("settings").insert({"key": "second", "value": "true"})

    @staticmethod
    def _broken_layout(db):
        db.table("settings").insert({"key": "second", "value": "true"})
        raise sqlite3.OperationalError("disk I/O error")

    @pytest.fixture
    def newer(self, monkeypatch):
        def use(step):
            monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
            monkeypatch.setattr(schema, "VERSION", len(schema.MIGRATIONS))

        return use

    def test_an_older_project_is_brought_up_to_date_after_a_backup(self, project, newer):
        old = schema.VERSION
        newer(self._second_layout)
        with closing(connect(project, read_only=False)) as connection:
            upgrade(connection, project)
            assert connection.execute("SELECT value FROM settings WHERE key = 'second'").fetchone() == ("true",)
            assert connection.execute("PRAGMA user_version").fetchone() == (old + 1,)
        backup = project.with_name(f"p.labeler.layout-{old}.backup")
        assert version_of(backup) == old
        with closing(sqlite3.connect(backup)) as connection:
            assert connection.execute("SELECT 1 FROM settings WHERE key = 'second'").fetchone() is None
            assert connection.execute("SELECT count(*) FROM labels").fetchone() == (2,)

    def test_a_project_of_this_layout_gets_no_backup(self, project):
        bring_up_to_date(project)
        assert list(project.parent.glob("*.backup")) == []

    def test_connecting_alone_migrates_nothing(self, project, newer):
        old = schema.VERSION
        newer(self._second_layout)
        connect(project, read_only=False).close()
        assert version_of(project) == old
        assert list(project.parent.glob("*.backup")) == []

    def test_reading_never_migrates(self, project, newer):
        newer(self._second_layout)
        assert "older layout" in refusal(project, read_only=True)
        assert list(project.parent.glob("*.backup")) == []

    def test_a_step_that_fails_leaves_the_project_as_it_was(self, project, newer, monkeypatch):
        old = schema.VERSION
        with monkeypatch.context() as patch:
            patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, self._broken_layout))
            patch.setattr(schema, "VERSION", old + 1)
            with pytest.raises(LabelerError, match="disk"):
                bring_up_to_date(project)
        assert version_of(project) == old
        with closing(connect(project, read_only=False)) as connection:
            assert connection.execute("SELECT 1 FROM settings WHERE key = 'second'").fetchone() is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_project_in_a_folder_that_cannot_be_written_is_read(project):
    project.parent.chmod(0o555)
    try:
        with closing(connect(project, read_only=True)) as connection:
            assert len(read_examples(connection, Columns(connection))) == 3
        with pytest.raises(LabelerError), creating(project.with_name("new.labeler")):
            pytest.fail("the block must not run")
    finally:
        project.parent.chmod(0o755)


def test_a_connection_for_reading_refuses_to_write(project):
    with closing(connect(project, read_only=True)) as connection:
        with pytest.raises(LabelerError, match="can't be written"), transaction(connection):
            connection.execute("DELETE FROM labels")
        assert connection.execute("SELECT count(*) FROM labels").fetchone() == (2,)
