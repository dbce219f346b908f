from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

import labeler
from labeler.gui.jobs import InlineJobs
from labeler.gui.preferences import Preferences
from labeler.gui.widgets.banner import Banner
from labeler.gui.window import Window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with (tmp_path / "examples.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("example_id", "split", "label"), ("a", "dev", "cat"), ("b", "test", "dog")])
    with labeler.new(tmp_path / "p", examples=tmp_path / "examples.csv") as session:
        return session.path


@pytest.fixture
def window(shown: Callable[[Window], Window]) -> Iterator[Window]:
    made = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann")))
    yield made
    made.close()


def button(window: Window, name: str) -> QAbstractButton:
    return next(one for one in window.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisible())


def banner(window: Window) -> Banner:
    return window.findChildren(Banner)[0]


def test_project_that_was_open_elsewhere_is_tried_again_by_key(window: Window, path: Path) -> None:
    with labeler.open(path):
        window.open_project(path, page="ranking")
        assert "open elsewhere" in banner(window).text()
        QTest.keyClick(button(window, "Try again"), Qt.Key.Key_Return)
        assert "open elsewhere" in banner(window).text()
    QTest.keyClick(button(window, "Try again"), Qt.Key.Key_Return)
    assert window.project is not None
    assert window.project.session.read_only is None
    assert not banner(window).isVisible()


def test_project_of_another_machine_is_taken_over_by_key(window: Window, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT OR REPLACE INTO lock VALUES (1, 'far-away', 1, '0', '2026-01-01T00:00:00Z')")
    window.open_project(path)
    assert banner(window).text().startswith("Read-only: it is open elsewhere (process 1 on far-away")
    QTest.keyClick(button(window, "Take over"), Qt.Key.Key_Return)
    assert window.project is not None
    assert window.project.session.read_only is None
    assert not banner(window).isVisible()


def test_trying_again_where_the_project_is_gone_says_so(window: Window, path: Path) -> None:
    with labeler.open(path):
        window.open_project(path)
    for file in path.parent.glob("p.labeler*"):
        file.unlink()
    QTest.keyClick(button(window, "Try again"), Qt.Key.Key_Return)
    assert window.project is None
    assert banner(window).isVisible()
    with pytest.raises(StopIteration):
        button(window, "Try again")
