"""The error analysis of sets of labels and of transcripts: what is shown, and the right label given in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui.jobs import InlineJobs
from labeler.gui.pages.errors.sheet_view import SheetView
from labeler.gui.preferences import Preferences
from labeler.gui.window import Window

Key = Qt.Key

SETS = "example_id,split,label:cat,label:dog,label:owl\na,dev,1,0,?\nb,dev,0,0,0\nc,test,1,1,1\n"
SET_MODEL = "example_id,cat,dog,owl\na,0.2,0.9,1\nb,0,0,0\nc,1,1,1\n"
SPOKEN = "example_id,split,transcript\na,dev,one two\nb,dev,three\nc,test,four\n"
SPOKEN_MODEL = "example_id,hypothesis\na,won too\nb,three\nc,five\n"
BINARY = "example_id,split,label\na,dev,cat\nb,dev,dog\nc,test,cat\n"
BINARY_MODEL = "example_id,predicted\na,dog\nb,dog\nc,cat\n"

KINDS = {
    "multilabel": (SETS, SET_MODEL),
    "transcript": (SPOKEN, SPOKEN_MODEL),
    "binary": (BINARY, BINARY_MODEL),
}


@pytest.fixture
def view(
    request: pytest.FixtureRequest, tmp_path: Path, shown: Callable[[Window], Window], qtbot: QtBot
) -> Iterator[SheetView]:
    examples, model = KINDS[request.param]
    (tmp_path / "examples.csv").write_text(examples)
    (tmp_path / "net.csv").write_text(model)
    predictions = {"net": tmp_path / "net.csv"}
    kind: dict[str, Any] = {"task": "binary", "positive": "cat"} if request.param == "binary" else {}
    with labeler.new(tmp_path / "p", examples=tmp_path / "examples.csv", predictions=predictions, **kind) as session:
        path = session.path
    window = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann")))
    window.open_project(path, page="errors")
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: not window.busy())
    found = window.findChild(SheetView)
    assert found is not None
    yield found
    window.close()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(focused(), key)


def said(view: SheetView) -> tuple[str | None, str | None]:
    source = view._source
    assert source is not None
    decision = source.project.mine(source.ordinal(0))
    return (decision.verdict, decision.label) if decision is not None else (None, None)


@pytest.mark.parametrize("view", ["multilabel"], indirect=True)
def test_of_a_set_the_labels_missed_and_added_are_shown_and_toggled(view: SheetView) -> None:
    source = view._source
    assert source is not None
    assert source.confusion(0) == "−cat +dog"
    assert (source.totals.title, source.confusion_parts(0)) == ("subset error", ["−cat", "+dog"])
    press(Key.Key_W, Key.Key_2, Key.Key_Return)
    assert said(view)[0] == "incorrect"
    assert source.label(0).text == "cat, dog, owl?"
    assert view.hasFocus()


@pytest.mark.parametrize("view", ["transcript"], indirect=True)
def test_a_transcript_is_shown_as_text_and_typed_in_place(view: SheetView) -> None:
    source = view._source
    assert source is not None
    assert (source.textual, source.confusion(0)) == (True, "one two → won too")
    assert source.totals.title == "sentence error"
    press(Key.Key_W, Key.Key_End)
    QTest.keyClicks(focused(), " more")
    press(Key.Key_Return)
    assert said(view) == ("incorrect", "one two more")


@pytest.mark.parametrize("view", ["transcript"], indirect=True)
def test_alt_and_a_digit_take_over_what_a_model_heard(view: SheetView) -> None:
    press(Key.Key_W)
    QTest.keyClick(focused(), Key.Key_1, Qt.KeyboardModifier.AltModifier)
    press(Key.Key_Return)
    assert said(view) == ("incorrect", "won too")


@pytest.mark.parametrize("view", ["binary"], indirect=True)
def test_of_two_classes_the_other_one_is_meant(view: SheetView) -> None:
    press(Key.Key_W)
    assert said(view) == ("incorrect", "dog")
