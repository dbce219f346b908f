from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from labeler.errors import LabelerError
from labeler.formats.examples import ExampleSource
from labeler.gui.jobs import InlineJobs, ThreadJobs
from labeler.gui.pages.recent_projects import recent
from labeler.gui.pages.start import StartPage
from labeler.gui.project import Project
from labeler.gui.saying import when
from labeler.gui.theme import apply_theme, current_theme
from labeler.session import scripting
from labeler.session.session import Session
from labeler.session.setup import Plan, create

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def page(qtbot: QtBot, shown: Shown) -> StartPage:
    made = StartPage(InlineJobs())
    shown(made)
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def projects(tmp_path: Path) -> list[str]:
    """Two that are there, and one between them that isn't."""
    paths = [tmp_path / f"{name}.labeler" for name in ("cats", "gone", "dogs")]
    for path in (paths[0], paths[2]):
        path.touch()
    return [str(path) for path in paths]


def _button(page: QWidget, name: str) -> QAbstractButton:
    return next(button for button in page.findChildren(QAbstractButton) if button.accessibleName() == name)


def _said(page: QWidget) -> list[str]:
    return [label.accessibleName() for label in page.findChildren(QLabel) if label.isVisible()]


def _has_room(label: QLabel) -> bool:
    return label.height() >= label.heightForWidth(label.width())


def _project(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / "examples.csv"
    table.write_text("example_id,split,label\na,dev,cat\nb,dev,dog\n")
    path, _ = create(folder / scripting.DEMO_PROJECT, Plan([ExampleSource(table)]))
    return path


@pytest.mark.parametrize(("name", "action"), [("New project", "new"), ("Open project", "open"), ("Demo", "demo")])
def test_every_action_is_one_key_press_away(qtbot: QtBot, page: StartPage, name: str, action: str) -> None:
    with qtbot.waitSignal(page.requested) as requested:
        QTest.keyClick(_button(page, name), Qt.Key.Key_Return)
    assert requested.args == [action]


@pytest.mark.parametrize("width", [1440, 1024])
def test_words_of_an_action_have_room_at_twice_the_text(
    page: StartPage, qapp: QApplication, qtbot: QtBot, width: int
) -> None:
    page.resize(width, 900)
    apply_theme(qapp, "light", scale=2.0)
    for name in ("New project", "Open project", "Demo"):
        (sentence,) = _button(page, name).findChildren(QLabel)
        qtbot.waitUntil(partial(_has_room, sentence))
        assert sentence.y() >= current_theme().px(76)
        assert sentence.geometry().bottom() < _button(page, name).height()


def test_without_projects_the_page_says_so_and_enter_begins_one(qtbot: QtBot, page: StartPage) -> None:
    page.set_recent([])
    page.entered()
    assert "No projects yet" in _said(page)
    with qtbot.waitSignal(page.requested) as requested:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert requested.args == ["new"]


def test_arrows_go_from_action_to_action(page: StartPage) -> None:
    page.entered()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Right)
    assert _button(page, "Open project").hasFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Left)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Left)
    assert _button(page, "Demo").hasFocus()


def test_enter_opens_the_project_of_last_time(qtbot: QtBot, page: StartPage, projects: list[str]) -> None:
    page.set_recent(projects)
    page.entered()
    with qtbot.waitSignal(page.project_chosen) as chosen:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert chosen.args == [projects[0]]


def test_enter_on_the_open_project_goes_back_to_it(qtbot: QtBot, page: StartPage, project: Project) -> None:
    page.set_recent([str(project.session.path.resolve())])
    page.set_project(project)
    page.entered()
    assert "open now" in page.focusWidget().accessibleDescription()
    with qtbot.assertNotEmitted(page.project_chosen), qtbot.waitSignal(page.requested) as requested:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert requested.args == ["show-review"]
    page.set_project(None)
    assert "open now" not in page.focusWidget().accessibleDescription()


def test_arrows_go_through_the_list(qtbot: QtBot, page: StartPage, projects: list[str]) -> None:
    page.set_recent(projects)
    page.entered()
    for _ in range(2):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    with qtbot.waitSignal(page.project_chosen) as chosen:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert chosen.args == [projects[2]]


def test_down_goes_from_the_actions_to_the_list_and_up_goes_back(page: StartPage, projects: list[str]) -> None:
    page.set_recent(projects)
    _button(page, "Demo").setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    assert _button(page, "cats").hasFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Up)
    assert _button(page, "New project").hasFocus()


def test_a_missing_project_is_shown_so_and_can_only_be_forgotten(
    qtbot: QtBot, page: StartPage, projects: list[str]
) -> None:
    page.set_recent(projects)
    row = _button(page, "gone")
    assert ", missing." in row.accessibleDescription()
    with qtbot.assertNotEmitted(page.project_chosen):
        QTest.keyClick(row, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.forgotten) as forgotten:
        QTest.mouseClick(_button(page, "Forget gone"), Qt.MouseButton.LeftButton)
    assert forgotten.args == [projects[1]]


def test_delete_forgets_a_project_and_keeps_the_place(qtbot: QtBot, page: StartPage, projects: list[str]) -> None:
    page.set_recent(projects)
    page.entered()
    with qtbot.waitSignal(page.forgotten) as forgotten:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Delete)
    assert forgotten.args == [projects[0]]
    page.set_recent(projects[1:])
    assert _button(page, "gone").hasFocus()


def test_a_missing_project_that_is_back_can_be_opened(page: StartPage, projects: list[str]) -> None:
    page.set_recent(projects)
    Path(projects[1]).touch()
    page.entered()
    assert "today" in _button(page, "gone").accessibleDescription()


def test_an_open_demo_is_not_made_again(page: StartPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _project(tmp_path / "demo")
    monkeypatch.setattr(scripting, "demo", lambda *_args, **_options: pytest.fail("made again"))
    opened: list[Session] = []
    page.make_demo(tmp_path / "demo", done=opened.append)
    assert [session.path for session in opened] == [path]
    opened[0].close()


def test_a_demo_made_in_a_worker_is_opened_here(
    qtbot: QtBot, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripting, "demo", lambda folder, **_options: Session(_project(folder)))
    jobs = ThreadJobs()
    page = StartPage(jobs)
    shown(page)
    opened: list[Session] = []
    page.make_demo(tmp_path / "demo", done=opened.append)
    assert page.busy()
    assert not _button(page, "Demo").isEnabled()
    qtbot.waitUntil(lambda: bool(opened))
    assert not page.busy()
    assert len(opened[0].examples) == 2
    opened[0].close()


def test_a_cancelled_demo_leaves_nothing(qtbot: QtBot, shown: Shown, tmp_path: Path) -> None:
    jobs = ThreadJobs()
    page = StartPage(jobs)
    shown(page)
    opened: list[Session] = []
    page.make_demo(tmp_path / "demo", done=opened.append)
    qtbot.waitUntil(lambda: any(tmp_path.glob(".demo.*/images/*")))
    QTest.keyClick(_button(page, "Cancel"), Qt.Key.Key_Return)
    jobs.wait()
    assert not opened
    assert not page.busy()
    assert not list(tmp_path.iterdir())


def test_a_demo_that_fails_says_why(
    qtbot: QtBot, page: StartPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> Session:
        raise LabelerError("no room")

    monkeypatch.setattr(scripting, "demo", refuse)
    with qtbot.waitSignal(page.failed) as failed:
        page.make_demo(tmp_path / "demo", done=lambda _session: pytest.fail("it failed"))
    assert failed.args[0].message == "no room"
    assert not page.busy()


def test_the_day_is_told_from_today() -> None:
    now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert when(datetime(2026, 3, 1, 8, 5, tzinfo=UTC), now=now) == "today 8:05"
    assert when(datetime(2026, 2, 28, 23, 59, tzinfo=UTC), now=now) == "yesterday 23:59"
    assert when(datetime(2026, 2, 3, 8, 5, tzinfo=UTC), now=now) == "3 Feb"
    assert when(datetime(2025, 12, 31, 8, 5, tzinfo=UTC), now=now) == "31 Dec 2025"


def test_a_project_is_told_by_name_and_folder(tmp_path: Path) -> None:
    path = tmp_path / "my.cats.labeler"
    path.touch()
    shown = recent(str(path))
    assert (shown.name, shown.folder, shown.missing) == ("my.cats", str(tmp_path), False)
    assert shown.changed.startswith("today")
