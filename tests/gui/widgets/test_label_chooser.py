from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.label_chooser import LabelChooser
from labeler.gui.widgets.label_matches import digit_keys, matching
from labeler.gui.widgets.text_label import TextLabel

CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
MANY = [f"class {number}" for number in range(1000)] + ["Great cat", "concatenation", "cat"]

Shown = Callable[[LabelChooser], LabelChooser]


@pytest.fixture
def chooser(shown: Shown) -> LabelChooser:
    made = shown(LabelChooser())
    made.set_labels(CLASSES, given=["cat"])
    return made


def _type(qtbot: QtBot, chooser: LabelChooser, text: str) -> None:
    QTest.keyClicks(_entry(chooser), text)


def _press(qtbot: QtBot, chooser: LabelChooser, key: Qt.Key, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(_entry(chooser), key, modifier)


def _entry(chooser: LabelChooser) -> QLineEdit:
    entry = chooser.focusProxy()
    assert isinstance(entry, QLineEdit)
    return entry


def test_labels_that_begin_so_come_first_then_words_then_the_rest() -> None:
    assert [MANY[index] for index in matching("CAT", MANY)] == ["cat", "Great cat", "concatenation"]


def test_digits_follow_the_order_and_ten_is_nought() -> None:
    assert digit_keys(CLASSES)["1"] == 0
    assert digit_keys(CLASSES)["0"] == 9
    assert digit_keys(MANY) == {}


def test_labels_that_are_digits_keep_their_own_key() -> None:
    assert digit_keys([str(number) for number in range(10)])["7"] == 7
    assert digit_keys(["3", "noise"]) == {"3": 0}


def test_enter_chooses_nothing_before_something_is_typed(qtbot: QtBot, chooser: LabelChooser) -> None:
    with qtbot.assertNotEmitted(chooser.chosen):
        _press(qtbot, chooser, Qt.Key.Key_Return)


def test_a_few_letters_and_enter_choose(qtbot: QtBot, chooser: LabelChooser) -> None:
    _type(qtbot, chooser, "do")
    with qtbot.waitSignal(chooser.chosen) as signal:
        _press(qtbot, chooser, Qt.Key.Key_Return)
    assert signal.args == [("dog",)]


def test_a_number_key_chooses_at_once(qtbot: QtBot, chooser: LabelChooser) -> None:
    with qtbot.waitSignal(chooser.chosen) as signal:
        _type(qtbot, chooser, "6")
    assert signal.args == [("dog",)]


def test_the_given_label_can_be_chosen_by_no_way(qtbot: QtBot, chooser: LabelChooser) -> None:
    with qtbot.assertNotEmitted(chooser.chosen):
        _type(qtbot, chooser, "4")
        _entry(chooser).clear()
        _type(qtbot, chooser, "cat")
        _press(qtbot, chooser, Qt.Key.Key_Down)
        _press(qtbot, chooser, Qt.Key.Key_Return)


def test_arrow_keys_pass_over_the_given_label(qtbot: QtBot, chooser: LabelChooser) -> None:
    for _ in range(4):
        _press(qtbot, chooser, Qt.Key.Key_Down)
    with qtbot.waitSignal(chooser.chosen) as signal:
        _press(qtbot, chooser, Qt.Key.Key_Return)
    assert signal.args == [("deer",)]


def test_semicolon_and_control_enter_collect_acceptable_labels(qtbot: QtBot, chooser: LabelChooser) -> None:
    _type(qtbot, chooser, "dog;")
    _type(qtbot, chooser, "deer")
    _press(qtbot, chooser, Qt.Key.Key_Return, control=True)
    assert chooser.collected() == ("dog", "deer")
    with qtbot.waitSignal(chooser.chosen) as signal:
        _press(qtbot, chooser, Qt.Key.Key_Return)
    assert signal.args == [("dog", "deer")]


def test_collecting_twice_takes_a_label_back(qtbot: QtBot, chooser: LabelChooser) -> None:
    _type(qtbot, chooser, "dog;dog;")
    assert chooser.collected() == ()


def test_escape_cancels(qtbot: QtBot, chooser: LabelChooser) -> None:
    with qtbot.waitSignal(chooser.cancelled):
        _press(qtbot, chooser, Qt.Key.Key_Escape)


def test_no_match_is_said_in_words(qtbot: QtBot, chooser: LabelChooser) -> None:
    _type(qtbot, chooser, "xyz")
    said = [label.accessibleName() for label in chooser.findChildren(TextLabel) if label.isVisible()]
    assert "No class matches xyz" in said


def test_digits_are_typed_where_there_are_many_classes(qtbot: QtBot, chooser: LabelChooser) -> None:
    chooser.set_labels(MANY)
    _type(qtbot, chooser, "997")
    with qtbot.waitSignal(chooser.chosen) as signal:
        _press(qtbot, chooser, Qt.Key.Key_Return)
    assert signal.args == [("class 997",)]
