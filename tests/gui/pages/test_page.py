"""What is the same of every page: how it follows a project, and lets go of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui.figure_job import FigureJob
from labeler.gui.jobs import InlineJobs
from labeler.gui.page import Page
from labeler.gui.pages.corrections import CorrectionsPage
from labeler.gui.pages.diagnosis import DiagnosisPage
from labeler.gui.pages.errors import ErrorsPage
from labeler.gui.pages.gallery import GalleryPage
from labeler.gui.pages.gallery.condition_bar import ConditionBar
from labeler.gui.pages.overview import OverviewPage
from labeler.gui.pages.ranking import RankingPage
from labeler.gui.project import Project
from labeler.session.results import Changes

FIGURES = (OverviewPage, GalleryPage, ErrorsPage, CorrectionsPage, RankingPage, DiagnosisPage)


class Spy(Page):
    """Writes down what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def _stop(self) -> None:
        self.heard.append("stop")

    def _show_project(self, *, another: bool) -> None:
        self.heard.append("another" if another else "the same")

    def _refresh(self, project: Project, *, rest: int) -> None:
        self.heard.append(f"refresh {project.session.path.stem} after {rest}")

    def _on_changed(self, changes: Changes) -> None:
        self.heard.append(", ".join(sorted(changes.kinds)))
        self._outdate(rest=400)


@pytest.fixture
def other(tables: Path) -> Iterator[Project]:
    """Another project, of the same examples and no model."""
    opened = Project(labeler.new(tables / "other", examples=tables / "examples.csv"), "ann")
    yield opened
    opened.close()


@pytest.fixture
def spy(qtbot: QtBot) -> Spy:
    page = Spy()
    qtbot.addWidget(page)
    return page


def test_out_of_sight_nothing_is_worked_out_until_somebody_looks(project: Project, spy: Spy) -> None:
    spy.set_project(project)
    project.changed.emit(Changes(kinds=frozenset({"models"})))
    assert spy.heard == ["stop", "another", "models"]
    spy.show()
    spy._refresh_if_seen()
    spy._refresh_if_seen()
    assert spy.heard[3:] == ["refresh small after 0"]


def test_in_sight_it_follows_after_a_rest(project: Project, spy: Spy) -> None:
    spy.show()
    spy.set_project(project)
    project.changed.emit(Changes(kinds=frozenset({"models"})))
    assert spy.heard[2:] == ["refresh small after 0", "models", "refresh small after 400"]


def test_a_project_that_was_left_is_not_heard_any_more(project: Project, other: Project, spy: Spy) -> None:
    spy.set_project(project)
    spy.set_project(other)
    spy.heard.clear()
    project.changed.emit(Changes(kinds=frozenset({"models"})))
    assert spy.heard == []
    spy.set_project(other)
    assert spy.heard == ["stop", "the same"]
    other.changed.emit(Changes(kinds=frozenset({"models"})))
    assert spy.heard[2:] == ["models"]


@pytest.mark.parametrize("page_class", FIGURES)
def test_nothing_runs_on_once_the_project_is_gone(
    page_class: Callable[[InlineJobs], Page], project: Project, shown: Callable[[Page], Page]
) -> None:
    page = shown(page_class(InlineJobs()))
    page.set_project(project)
    page.entered()
    assert page.busy()
    page.set_project(None)
    assert not page.busy()
    assert not any(job.busy() for job in page.findChildren(FigureJob))


def test_another_project_is_not_ranked_by_the_one_before(
    project: Project, other: Project, shown: Callable[[Page], Page], qtbot: QtBot
) -> None:
    page = shown(RankingPage(InlineJobs()))
    page.set_project(project)
    page.entered()
    qtbot.waitUntil(lambda: not page.busy())
    page.set_project(None)
    project.close()
    page.set_project(other)
    page.left()
    page.entered()
    assert not page.busy()
    assert not any(job.busy() for job in page.findChildren(FigureJob))


def test_what_was_typed_to_be_found_does_not_reach_the_next_project(
    project: Project, other: Project, shown: Callable[[Page], Page], qtbot: QtBot
) -> None:
    page = shown(GalleryPage(InlineJobs()))
    page.set_project(project)
    qtbot.waitUntil(lambda: not page.busy())
    bar = page.findChild(ConditionBar)
    assert bar is not None
    line = bar.findChild(QLineEdit)
    assert line is not None
    bar.find_text()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "cat")
    assert any(timer.isActive() for timer in bar.findChildren(QTimer))
    page.set_project(other)
    assert line.text() == ""
    assert not any(timer.isActive() for timer in bar.findChildren(QTimer))
    assert bar.view().where == ()
    page.set_project(None)


def test_what_was_typed_among_the_corrections_does_not_reach_the_next_project(
    project: Project, other: Project, shown: Callable[[Page], Page], qtbot: QtBot
) -> None:
    project.session.record("e00", "incorrect", label="dog", reviewer="ben")
    page = shown(CorrectionsPage(InlineJobs()))
    page.set_project(project)
    qtbot.waitUntil(lambda: not page.busy())
    line = next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == "Find among the corrections")
    QTest.keyClicks(line, "floppy")
    assert page.busy()
    page.set_project(other)
    assert line.text() == ""
    page.set_project(None)
