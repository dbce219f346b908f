"""Choosing queues, pausing, and going on exactly where one was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.errors import LabelerError
from labeler.gui.pages.review import ReviewPage
from labeler.gui.pages.review.guideline_dialog import GuidelineDialog
from labeler.gui.pages.review.jump_dialog import JumpDialog
from labeler.gui.pages.review.opening import kept
from labeler.gui.pages.review.queue_dialog import QueueDialog
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.widgets.banner import Banner
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.status_line import StatusLine

Key = Qt.Key


def dialog_of(person: Any, kind: type[QWidget], qtbot: QtBot) -> Any:
    """The dialog that has just been opened, once it has the keyboard."""
    dialog = next(found for found in person.window.findChildren(kind) if found.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def back_in(person: Any, qtbot: QtBot) -> None:
    """A dialog has closed; without a desktop nobody gives the keyboard back to the window."""
    person.window.activateWindow()
    qtbot.waitUntil(person.window.isActiveWindow)


def title(person: Any) -> str:
    page = person.window.findChild(ReviewPage)
    assert page is not None
    header = page.findChild(HeaderBar)
    assert header is not None
    return str(header.subtitle())


def current(person: Any) -> str:
    """The example in view, as the project will remember it."""
    QApplication.processEvents()
    return str(person.window.project.session.places("ann")[0].example_id)


def test_a_queue_is_chosen_and_started_by_keys(person: Any, qtbot: QtBot) -> None:
    assert title(person).startswith("Errors of ")
    person.press(Key.Key_Q)
    dialog_of(person, QueueDialog, qtbot)
    person.press(Key.Key_Down, Key.Key_Return)
    back_in(person, qtbot)
    assert title(person).startswith("Right ones of ")
    first = person.queue("right")[0]
    person.press(Key.Key_Space)
    assert person.said(first) == ("correct", None)


def test_leaving_the_choice_changes_nothing(person: Any, qtbot: QtBot) -> None:
    before = title(person)
    person.press(Key.Key_Q)
    dialog_of(person, QueueDialog, qtbot)
    person.press(Key.Key_Down, Key.Key_Escape)
    back_in(person, qtbot)
    assert title(person) == before
    first = person.queue()[0]
    person.press(Key.Key_Space)
    assert person.said(first) == ("correct", None)


def test_reopening_goes_on_at_the_same_example_of_the_same_queue(
    person: Any, path: Path, open_window: Callable[[Path], Any]
) -> None:
    person.window.findChild(ReviewPage).open_queue(_choice("right"))
    person.press(Key.Key_Right, Key.Key_Right)
    person.window.grab()
    at, chosen = current(person), title(person)
    assert at == person.queue("right")[2]
    person.window.close()
    again = open_window(path)
    assert title(again) == chosen
    again.press(Key.Key_X)
    assert again.said(at) == ("excluded", None)


def test_pause_hides_the_example_and_enter_goes_on(person: Any) -> None:
    first = person.queue()[0]
    person.press(Key.Key_P, modifier=Qt.KeyboardModifier.ControlModifier)
    person.press(Key.Key_X)
    assert person.said(first) == (None, None)
    person.press(Key.Key_Return)
    person.press(Key.Key_X)
    assert person.said(first) == ("excluded", None)


def test_jump_goes_to_a_place_in_the_queue(person: Any, qtbot: QtBot) -> None:
    fourth = person.queue()[3]
    person.press(Key.Key_J)
    dialog_of(person, JumpDialog, qtbot)
    person.type("4")
    person.press(Key.Key_Return)
    back_in(person, qtbot)
    person.press(Key.Key_X)
    assert person.said(fourth) == ("excluded", None)


def test_conflicts_are_settled_for_everybody(path: Path, open_window: Callable[[Path], Any]) -> None:
    with labeler.open(path) as session:
        first = session.queue("errors").items[0].example_id
        session.record(first, "correct", reviewer="r1")
        session.record(first, "excluded", reviewer="r2")
    person = open_window(path)
    person.window.findChild(ReviewPage).open_queue(_choice("conflicts"))
    person.press(Key.Key_U)
    assert person.window.project.session.resolution(first).status.name == "CONFLICT"
    person.press(Key.Key_X)
    session = person.window.project.session
    assert session.resolution(first).status.name == "EXCLUDED"
    assert session.review.adjudication(session.ordinal(first)).reviewer == "ann"
    assert person.decision(first) is None


def test_a_quality_check_is_blind_and_another_reviewers(path: Path, open_window: Callable[[Path], Any]) -> None:
    with labeler.open(path) as session:
        items = [item.example_id for item in session.queue("errors").items[:6]]
        for example_id in items:
            session.record(example_id, "correct", reviewer="r1")
        session.keep("ann", [], (kept(_choice("quality", reviewer="r1", blind=True)), items[0]))
    person = open_window(path)
    assert "Quality check of r1" in title(person)
    person.press(Key.Key_Escape, Key.Key_X)
    decided = [example_id for example_id in items if person.said(example_id) == ("excluded", None)]
    assert len(decided) == 1
    assert person.decision(decided[0]).seen == ()


def test_a_queue_that_cannot_be_opened_says_why(person: Any, qtbot: QtBot) -> None:
    person.window.findChild(ReviewPage).open_queue(_choice("filter", where=("nothing=7",)))
    page = person.window.findChild(ReviewPage)
    shown = [widget.accessibleName() for widget in page.findChildren(QWidget) if widget.isVisible()]
    assert "This queue can't be opened" in shown
    person.press(Key.Key_Q)
    assert dialog_of(person, QueueDialog, qtbot)


def test_time_is_recorded_unless_it_is_switched_off(person: Any, qtbot: QtBot) -> None:
    first, second = person.queue()[:2]
    session = person.window.project.session

    def visit(example_id: str) -> Any:
        return session.visit(session.ordinal(example_id), "ann")

    person.press(Key.Key_Right)
    person.window.grab()
    qtbot.waitUntil(lambda: visit(first) is not None)
    assert visit(first).seconds is not None
    action = next(action for action in person.window.actions() if action.objectName() == "record-time")
    action.trigger()
    person.press(Key.Key_Right)
    person.window.grab()
    qtbot.waitUntil(lambda: visit(second) is not None)
    assert visit(second).seconds is None


def test_time_not_spent_in_the_window_is_not_recorded(person: Any) -> None:
    session = person.window.project.session
    first = person.queue()[0]
    assert session.visit(session.ordinal(first), "ann") is None


@pytest.mark.parametrize("name", ["errors", "right", "audit", "suspicious", "filter"])
def test_every_queue_of_models_can_be_reviewed(person: Any, name: str) -> None:
    page = person.window.findChild(ReviewPage)
    page.open_queue(_choice(name, where=("label=cat",) if name == "filter" else ()))
    person.press(Key.Key_X)
    session = person.window.project.session
    decided = [ordinal for ordinal in range(40) if session.review.decided(ordinal)]
    assert len(decided) == 1


def _choice(name: str, **options: Any) -> Any:
    return QueueChoice(name, **options)


def test_another_reviewer_gets_neither_the_words_nor_the_place_of_the_first(person: Any) -> None:
    session = person.window.project.session
    first = person.queue()[0]
    person.press(Key.Key_C)
    person.type("half typed")
    person.window.take_reviewer("bob")
    assert session.decisions(first)["ann"].comment == "half typed"
    assert "bob" not in session.decisions(first)
    assert session.places("bob") == []
    person.press(Key.Key_X)
    assert session.decisions(first)["bob"].verdict == "excluded"


def test_a_comment_on_a_conflict_is_kept_until_the_verdict(path: Path, open_window: Callable[[Path], Any]) -> None:
    with labeler.open(path) as session:
        first = session.queue("errors").items[0].example_id
        session.record(first, "correct", reviewer="r1")
        session.record(first, "excluded", reviewer="r2")
    person = open_window(path)
    person.window.findChild(ReviewPage).open_queue(_choice("conflicts"))
    person.press(Key.Key_C)
    person.type("r2 has looked closer")
    person.press(Key.Key_Return, Key.Key_X)
    session = person.window.project.session
    assert session.review.adjudication(session.ordinal(first)).comment == "r2 has looked closer"


def test_undo_says_what_is_so_now(person: Any) -> None:
    first = person.queue()[0]
    person.press(Key.Key_Space)
    person.press(Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    line = next(line for line in person.window.findChildren(StatusLine) if line.isVisible())
    assert line.text() == f"Undone: {first} has no verdict"


def test_a_warning_goes_with_the_next_thing_that_succeeds(person: Any) -> None:
    banner = person.window.findChild(Banner)
    person.window.report(LabelerError("the disk is full"))
    assert banner.isVisible()
    person.press(Key.Key_Space)
    assert not banner.isVisible()
    person.window.report(LabelerError("the disk is full"))
    person.press(Key.Key_Escape)
    assert not banner.isVisible()


def test_closing_the_project_keeps_what_is_typed_in_the_guidelines(person: Any, path: Path, qtbot: QtBot) -> None:
    person.press(Key.Key_G)
    dialog_of(person, GuidelineDialog, qtbot)
    person.press(Key.Key_Return)
    person.type("whole animals")
    person.window.close()
    with labeler.open(path) as session:
        assert [line.definition for line in session.guidelines().guidelines] == ["whole animals"]
