"""Layouts of project files: each older one is brought up to date, and loses nothing."""

from __future__ import annotations

from contextlib import closing

import pytest

from labeler.core.visits import Visit
from labeler.store import schema
from labeler.store.bookmarks import Bookmark, bookmarks, put_bookmark
from labeler.store.event_log import Draft, EventLog, Kind
from labeler.store.project_file import connect, creating, upgrade
from labeler.store.versions import read_versions
from labeler.store.visits import add_visit, summed_visits

AT = "2026-01-01T00:00:00Z"


@pytest.fixture
def older(tmp_path, monkeypatch):
    """``older(n)`` is a project file of layout n with one decision in it."""

    def older(layout):
        path = tmp_path / f"layout-{layout}.labeler"
        with monkeypatch.context() as patch:
            patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:layout])
            with creating(path) as connection:
                draft = Draft(Kind.DECISION, "ann", AT, {"verdict": "correct"}, "a")
                EventLog(connection, "laptop").append([draft], owner="ann")
        return path

    return older


@pytest.mark.parametrize("layout", [1, 2])
def test_a_project_without_visits_and_places_gets_their_tables_after_a_backup(older, layout):
    path = older(layout)
    with closing(connect(path, read_only=False)) as connection:
        upgrade(connection, path)
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert len(list(EventLog(connection, "laptop").standing())) == 1
        add_visit(connection, install="laptop", reviewer="ann", example_id="a", visit=Visit(1, None, AT))
        put_bookmark(connection, Bookmark({}, "a", AT), install="laptop", reviewer="ann")
        assert len(list(summed_visits(connection))) == len(bookmarks(connection, "ann")) == 1
    with closing(connect(path.with_name(f"{path.name}.layout-{layout}.backup"), read_only=False)) as backup:
        assert backup.execute("PRAGMA user_version").fetchone() == (layout,)
        assert len(list(EventLog(backup, "laptop").standing())) == 1


@pytest.mark.parametrize("layout", [1, 2, 3])
def test_versions_applied_before_any_was_reverted_stay_what_they_were(older, layout):
    path = older(layout)
    with closing(connect(path, read_only=False)) as connection:
        applied = (1, AT, "ann", 2, 3, 0, "a reason", 1, '{"applicable": true}')
        connection.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", applied)
        upgrade(connection, path)
        (version,) = read_versions(connection)
        assert (version.number, version.by, version.override, version.reverts_to) == (1, "ann", "a reason", None)
        assert version.parity == {"applicable": True}
    assert path.with_name(f"{path.name}.layout-{layout}.backup").exists()


def test_a_file_upgraded_step_by_step_has_the_tables_of_a_new_one(older, project):
    path = older(1)
    with closing(connect(path, read_only=False)) as old, closing(connect(project, read_only=False)) as new:
        upgrade(old, path)
        tables = [set(file.execute("SELECT type, name, sql FROM sqlite_master")) for file in (old, new)]
    assert tables[0] == tables[1]
