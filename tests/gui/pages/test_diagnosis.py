"""The Diagnosis page: the ladder, the table that people type in, and the calculator of splits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.pages.diagnosis import DiagnosisPage
from labeler.gui.pages.diagnosis.error_table import ErrorTable
from labeler.gui.pages.diagnosis.ladder import Ladder
from labeler.gui.pages.diagnosis.split_advice_card import SplitAdviceCard
from labeler.gui.pages.diagnosis.verdict_card import VerdictCard
from labeler.gui.theme import apply_theme
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.session.session import Session


@pytest.fixture
def person(open_window, path: Path, qtbot: QtBot):
    person = open_window(path)
    person.window.show_page("diagnosis")
    _wait(person, qtbot)
    return person


def _wait(person, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not person.window.busy())


def _page(person) -> DiagnosisPage:
    page = person.window.findChild(DiagnosisPage)
    assert page is not None
    return page


def _field(person, name: str) -> QLineEdit:
    table = _page(person).findChild(ErrorTable)
    return next(field for field in table.findChildren(QLineEdit) if field.accessibleName().startswith(name))


def _type(person, qtbot: QtBot, name: str, text: str) -> None:
    field = _field(person, name)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    person.press(Qt.Key.Key_Delete)
    person.type(text)
    person.press(Qt.Key.Key_Return)
    _wait(person, qtbot)


def _said(person) -> str:
    """By the table itself."""
    return " ".join(label.accessibleName() for label in _page(person).findChild(ErrorTable).findChildren(QWidget))


def _ladder(person) -> str:
    return _page(person).findChild(Ladder).accessibleDescription()


def test_the_ladder_tells_what_the_project_computes(person):
    with Session(person.window.project.session.path, read_only=True) as session:
        errors = session.diagnose().after.errors
    assert f"Dev: {100 * errors['dev'].value:.0f} %" in _ladder(person)
    assert f"Test: {100 * errors['test'].value:.0f} %" in _ladder(person)
    assert "Human level: not known" in _ladder(person)


def test_a_typed_error_is_kept_at_once_and_moves_the_ladder(person, qtbot):
    _type(person, qtbot, "Human level, Training", "1@500; 0.5")
    _type(person, qtbot, "Examples trained on, Training", "4")
    assert person.window.project.session.typed_errors() == {"human": [(1.0, 500), 0.5], "train": 4.0}
    assert "avoidable bias: 3.0 points" in _ladder(person)
    assert "somebody reaches 0.5 %" in _page(person).findChild(VerdictCard).text()


def test_an_emptied_field_takes_what_is_computed_again(person, qtbot):
    _type(person, qtbot, "Test", "50")
    assert "Test: 50 %" in _ladder(person)
    _type(person, qtbot, "Test", "")
    assert "Test: 50 %" not in _ladder(person)
    assert _field(person, "Test").placeholderText() in _ladder(person)


def test_what_is_no_percentage_is_said_and_nothing_is_kept(person, qtbot):
    _type(person, qtbot, "Human level, Training", "much")
    assert person.window.project.session.typed_errors() == {}
    assert "not a percentage" in _said(person)
    _type(person, qtbot, "Human level, Training", "")
    assert "not a percentage" not in _said(person)


def test_a_project_that_can_only_be_read_takes_nothing_and_says_why(path: Path, open_window, qtbot: QtBot):
    with Session(path):  # somebody else writes to it
        person = open_window(path)
        person.window.show_page("diagnosis")
        _wait(person, qtbot)
        assert not _field(person, "Human level, Training").isEnabled()
        assert "Read-only" in _said(person)


def test_the_words_are_copied_by_key(person):
    _page(person).setFocus()
    person.press(Qt.Key.Key_C, modifier=Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.clipboard().text() == _page(person).findChild(VerdictCard).text()


def test_a_decision_elsewhere_changes_the_figures(person, qtbot):
    before = _ladder(person)
    session = person.window.project.session
    wrong = session.queue_plan("errors", split=["dev"], size=None).ordinals.tolist()
    person.window.show_page("review")
    person.press(Qt.Key.Key_X)
    person.window.show_page("diagnosis")
    _wait(person, qtbot)
    assert len(wrong) > 1
    assert _ladder(person) != before


def test_larger_text_moves_the_words_below_the_ladder(person, qapp):
    ladder, words = _page(person).findChild(Ladder), _page(person).findChild(VerdictCard)
    assert words.mapTo(_page(person), QPoint()).x() > ladder.mapTo(_page(person), QPoint()).x() + ladder.width()
    apply_theme(qapp, "light", scale=2.0)
    qapp.processEvents()
    assert words.mapTo(_page(person), QPoint()).y() > ladder.mapTo(_page(person), QPoint()).y()
    assert words.mapTo(_page(person), QPoint()).x() < ladder.mapTo(_page(person), QPoint()).x() + ladder.width()


def test_by_other_criteria_another_model_is_diagnosed(person, qtbot):
    title = _page(person).findChild(HeaderBar)
    assert title.subtitle().startswith("fifth")
    person.window.project.go_by(metric="error", bounds=["error>=0.22"])
    _wait(person, qtbot)
    assert person.window.project.session.model().model == "fourth"
    assert title.subtitle().startswith("fourth")


def test_a_project_without_models_says_what_to_add(open_window: Callable, tables: Path, qtbot: QtBot):
    import labeler  # noqa: PLC0415

    with labeler.new(tables / "bare", examples=tables / "examples.csv") as session:
        bare = session.path
    person = open_window(bare)
    person.window.show_page("diagnosis")
    _wait(person, qtbot)
    assert any("nothing to diagnose yet" in w.accessibleName() for w in _page(person).findChildren(QWidget))


def test_the_calculator_gives_the_worked_value_of_the_method(qtbot):
    card = SplitAdviceCard()
    qtbot.addWidget(card)
    card.findChild(QPlainTextEdit).setPlainText("web 200,000\napp 10,000")
    said = " ".join(label.accessibleName() for label in card.findChildren(QWidget))
    assert "2,381 of web and 119 of app" in said
    assert "train on 200,000 of web and 5,000 of app" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [("web", "has no number"), ("web 5\nweb 6", "named twice"), ("app 10", "collect 4,990 more")],
)
def test_the_calculator_says_what_is_wrong_with_the_sources(qtbot, text, said):
    card = SplitAdviceCard()
    qtbot.addWidget(card)
    card.findChild(QPlainTextEdit).setPlainText(text)
    assert said in " ".join(label.accessibleName() for label in card.findChildren(QWidget))
