"""Review of projects whose labels are sets or transcripts: all is shown, and what can be said is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import labeler
from labeler.core.decisions import Decision, Verdict
from labeler.gui.jobs import InlineJobs
from labeler.gui.preferences import Preferences
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.prediction_list import PredictionList
from labeler.gui.widgets.scroll_text import ScrollText
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.window import Window

Key = Qt.Key
ME = "ann"

SETS = "example_id,split,label:cat,label:big dog,label:owl\na,dev,1,0,?\nb,dev,0,0,0\nc,test,1,1,1\nd,test,?,1,0\n"
SET_MODEL = "example_id,cat,big dog,owl\na,0.2,0.9,1\nb,1,0,0\nc,0,0,0\nd,1,0,1\n"
SPOKEN = "example_id,split,transcript\na,dev,one; two\nb,dev,\nc,test,three\nd,test,four\n"
SPOKEN_MODEL = "example_id,hypothesis\na,won too\nb,one\nc,\nd,five\n"

GIVEN = {
    "multilabel": {"a": "cat, owl?", "b": "none of the labels", "c": "cat, big dog, owl", "d": "cat?, big dog"},
    "transcript": {"a": "one; two", "b": "nothing said", "c": "three", "d": "four"},
}
PREDICTED = {
    "multilabel": {"a": "big dog, owl", "b": "cat", "c": "none of the labels", "d": "cat, owl"},
    "transcript": {"a": "won too", "b": "one", "c": "three missing", "d": "five"},
}


@pytest.fixture(params=["multilabel", "transcript"])
def task(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def window(task: str, tmp_path: Path, shown: Callable[[Window], Window], qtbot: QtBot) -> Iterator[Window]:
    examples, model = (SETS, SET_MODEL) if task == "multilabel" else (SPOKEN, SPOKEN_MODEL)
    (tmp_path / "examples.csv").write_text(examples)
    (tmp_path / "net.csv").write_text(model)
    with labeler.new(
        tmp_path / "p", examples=tmp_path / "examples.csv", predictions={"net": tmp_path / "net.csv"}
    ) as session:
        path = session.path
    made = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer=ME)))
    made.open_project(path)
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def press(window: Window, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key)


def queue(window: Window) -> list[str]:
    assert window.project is not None
    return [item.example_id for item in window.project.session.queue("errors", split=["dev", "test"]).items]


def decided(window: Window, example_id: str) -> tuple[str | None, str | None]:
    assert window.project is not None
    decision = window.project.session.decisions(example_id).get(ME)
    return (decision.verdict, decision.label) if decision else (None, None)


def texts(window: Window) -> list[str]:
    blocks = [*window.findChildren(ScrollText), *window.findChildren(StatusLine)]
    return [block.accessibleName() or block.text() for block in blocks if block.isVisible()]


def said(window: Window) -> str:
    return " | ".join(texts(window))


def test_given_labels_and_predictions_are_shown_in_words(window: Window, task: str) -> None:
    predictions = window.findChild(PredictionList)
    assert predictions is not None
    for example_id in queue(window):
        assert GIVEN[task][example_id] in said(window)
        assert PREDICTED[task][example_id] not in predictions.accessibleDescription()
        press(window, Key.Key_Space)
        assert decided(window, example_id) == ("correct", None)
        assert PREDICTED[task][example_id] in predictions.accessibleDescription()
        press(window, Key.Key_Return)


def test_excluding_and_being_unsure_need_no_label(window: Window) -> None:
    first, second = queue(window)[:2]
    press(window, Key.Key_X, Key.Key_Return, Key.Key_U)
    assert decided(window, first) == ("excluded", None)
    assert decided(window, second) == ("unsure", None)


def test_the_right_label_is_given_by_keys(window: Window, task: str) -> None:
    first = queue(window)[0]
    press(window, Key.Key_W)
    if task == "multilabel":
        before = GIVEN[task][first]
        press(window, Key.Key_2)
        expected = toggled(before, "big dog")
    else:
        press(window, Key.Key_End)
        QTest.keyClicks(QApplication.focusWidget(), " more")
        expected = "more" if first == "b" else f"{GIVEN[task][first]} more"
    press(window, Key.Key_Return)
    verdict, label = decided(window, first)
    assert verdict == "incorrect"
    assert label is not None
    assert label == expected if task == "transcript" else set(label.split(";")) - {""} == expected


def test_leaving_the_editor_records_nothing_and_gives_the_keys_back(window: Window) -> None:
    first = queue(window)[0]
    press(window, Key.Key_W, Key.Key_Escape)
    assert decided(window, first) == (None, None)
    press(window, Key.Key_Space)
    assert decided(window, first) == ("correct", None)


def test_a_label_that_a_table_corrected_is_shown(window: Window, task: str) -> None:
    first = queue(window)[0]
    assert window.project is not None
    label, spoken = ("?cat;owl", "cat?, owl") if task == "multilabel" else ("=a; b", "=a; b")
    decision = Decision(Verdict.INCORRECT, ME, "", label=label)
    window.project.record(window.project.session.ordinal(first), decision)
    buttons = [button.accessibleName() or button.text() for button in window.findChildren(ActionButton)]
    assert any(f"Wrong, it is {spoken}" in text for text in buttons)


def toggled(spoken: str, label: str) -> set[str]:
    """The set of a label as it is spoken, as a decision carries it, with one label turned."""
    named = set() if spoken == "none of the labels" else set(spoken.split(", "))
    written = {f"?{name[:-1]}" if name.endswith("?") else name for name in named}
    return written - {label} if label in written else written | {label}


def test_a_label_that_could_not_be_recorded_stays_in_the_editor(window: Window, task: str) -> None:
    assert window.project is not None
    first, connection = queue(window)[0], window.project.session.connection
    connection.execute("PRAGMA query_only = 1")
    press(window, Key.Key_W)
    if task == "multilabel":
        press(window, Key.Key_2)
    else:
        press(window, Key.Key_End)
        QTest.keyClicks(QApplication.focusWidget(), " more")
    press(window, Key.Key_Return)
    assert decided(window, first) == (None, None)
    connection.execute("PRAGMA query_only = 0")
    press(window, Key.Key_Return)
    verdict, label = decided(window, first)
    assert verdict == "incorrect"
    assert label is not None
    assert "more" in label if task == "transcript" else "big dog" in label or label == ""
