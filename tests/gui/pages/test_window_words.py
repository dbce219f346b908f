"""What the window says above its pages when something was done, and how long."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

import labeler
from labeler.core.decisions import Decision, Verdict
from labeler.gui.widgets.banner import Banner

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def person(open_window, path: Path):
    with labeler.open(path) as session:
        session.record("e03", "excluded", reviewer="bob")
    person = open_window(path)
    person.window.show_page("diagnosis")
    person.window.setFocus()
    return person


def _record(person, example_id: str, verdict: Verdict) -> None:
    project = person.window.project
    project.record(project.session.ordinal(example_id), Decision(verdict, project.reviewer, ""))


def _banner(person) -> Banner:
    return person.window.findChild(Banner)


def test_undo_away_from_review_is_told_until_something_else_is_done(person):
    _record(person, "e00", Verdict.CORRECT)
    person.press(Qt.Key.Key_Z, modifier=CONTROL)
    assert _banner(person).isVisible()
    assert "e00 has no verdict" in _banner(person).text()
    _record(person, "e04", Verdict.CORRECT)
    assert not _banner(person).isVisible()


def test_undo_tells_that_others_have_spoken(person):
    _record(person, "e03", Verdict.EXCLUDED)
    person.press(Qt.Key.Key_Z, modifier=CONTROL)
    assert "e03 has no verdict of yours" in _banner(person).text()
