"""What is in view before a verdict, and that it is recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui.pages.review import ReviewPage
from labeler.gui.pages.review.opening import kept
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.widgets.prediction_list import PredictionList

Key = Qt.Key
LABELS = ("cat", "dog", "owl")


def start(person: Any, **choice: Any) -> None:
    page = person.window.findChild(ReviewPage)
    assert page is not None
    page.open_queue(QueueChoice(**choice))


def given(person: Any, example_id: str) -> str:
    examples = person.window.project.session.examples
    return str(examples.task.given(examples.given, examples.ordinal(example_id), examples.vocabulary))


def names(person: Any) -> list[str]:
    page = person.window.findChild(ReviewPage)
    assert page is not None
    return [widget.accessibleName() for widget in page.findChildren(QWidget) if widget.isVisible()]


def predictions(person: Any) -> str:
    found = person.window.findChild(PredictionList)
    assert found is not None
    return str(found.accessibleDescription())


def opened_blind(path: Path, open_window: Callable[[Path], Any]) -> Any:
    """In a project that was left in a blind queue, so that no label was ever in view."""
    with labeler.open(path) as session:
        first = session.queue("errors", split=["dev", "test"]).items[0].example_id
        session.keep("ann", [], (kept(QueueChoice(blind=True)), first))
    return open_window(path)


def test_blind_review_shows_no_label_and_takes_one_at_once(path: Path, open_window: Callable[[Path], Any]) -> None:
    person = opened_blind(path, open_window)
    first, second = person.queue()[:2]
    assert first not in " ".join(names(person))
    assert given(person, first) not in names(person)
    person.type(str(1 + LABELS.index(given(person, first))))
    decision = person.decision(first)
    assert (decision.verdict, decision.label, decision.seen) == ("correct", None, ())
    assert given(person, first) in names(person)
    person.press(Key.Key_Return)
    other = next(label for label in LABELS if label != given(person, second))
    person.type(str(1 + LABELS.index(other)))
    decision = person.decision(second)
    assert (decision.verdict, decision.label, decision.seen) == ("incorrect", other, ())


def test_blind_review_can_exclude_after_escape_but_not_call_right_what_is_hidden(person: Any) -> None:
    first = person.queue()[0]
    start(person, blind=True)
    person.press(Key.Key_Escape, Key.Key_Space)
    assert person.said(first) == (None, None)
    person.press(Key.Key_X)
    assert person.said(first) == ("excluded", None)


def test_blind_decisions_keep_an_audit_valid(path: Path, open_window: Callable[[Path], Any]) -> None:
    person = opened_blind(path, open_window)
    first = person.queue()[0]
    person.press(Key.Key_Escape, Key.Key_X)
    session = person.window.project.session
    assert session.review.blind(session.examples.ordinal(first))


def test_predictions_shown_from_the_start_are_in_view_and_recorded(person: Any) -> None:
    first = person.queue()[0]
    assert predictions(person) == "shown after the verdict"
    start(person, predictions=True)
    assert "third: " in predictions(person)
    person.press(Key.Key_Space)
    assert person.decision(first).seen == ("label", "predictions")


def test_a_second_look_changes_the_verdict_and_the_first_one_is_told(person: Any) -> None:
    first = person.queue()[0]
    person.press(Key.Key_Space, Key.Key_X)
    assert person.said(first) == ("excluded", None)
    assert "First said: right" in names(person)
    history = person.window.project.session.history(first)
    assert [event.payload["verdict"] for event in history] == ["correct", "excluded"]


def test_wrong_without_knowing_what_is_right_is_one_key(person: Any) -> None:
    first = person.queue()[0]
    person.press(Key.Key_D)
    decision = person.decision(first)
    assert decision.verdict == "excluded"
    assert decision.reason == "incorrect, and the right label can't be told"
    assert "Can't tell" in names(person)


def test_looked_at_is_told_from_never_shown(person: Any, qtbot: QtBot) -> None:
    session = person.window.project.session
    ordinal = session.ordinal(person.queue()[0])
    assert not any("looked at before" in name for name in names(person))
    person.press(Key.Key_Right)
    person.window.grab()
    qtbot.waitUntil(lambda: session.was_shown(ordinal, "ann"))
    person.press(Key.Key_Left)
    assert any("looked at before" in name for name in names(person))


def test_the_label_seen_in_another_queue_before_is_recorded_as_seen(person: Any) -> None:
    first = person.queue()[0]
    person.window.grab()
    start(person, blind=True)
    person.press(Key.Key_Escape, Key.Key_X)
    assert person.decision(first).seen == ("label",)


def test_blind_a_label_cannot_be_called_wrong_either(person: Any) -> None:
    first = person.queue()[0]
    start(person, blind=True)
    person.press(Key.Key_Escape, Key.Key_D)
    assert person.said(first) == (None, None)


def test_the_split_is_told_beside_the_id(person: Any) -> None:
    session, first = person.window.project.session, person.queue()[0]
    split = session.queue("errors", split=["dev", "test"]).items[0].split
    assert any(name.startswith(f"{first} · {split} · ") for name in names(person))
