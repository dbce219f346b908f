from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.search_popup import SearchPopup

K = Qt.Key
MANY = [(f"m{number}", f"model {number}") for number in range(34)]

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def chip(shown: Shown) -> ChipMenu:
    made = ChipMenu("Model")
    made.set_choices(MANY, current="m5")
    shown(made)
    return made


def _line(chip: ChipMenu) -> QLineEdit:
    popup = chip.findChild(SearchPopup)
    assert isinstance(popup, SearchPopup)
    assert popup.isVisible()
    line = popup.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def test_many_choices_are_found_in_by_typing(qtbot: QtBot, chip: ChipMenu) -> None:
    QTest.keyClick(chip, K.Key_Down)
    QTest.keyClicks(_line(chip), "33")
    with qtbot.waitSignal(chip.chosen) as signal:
        QTest.keyClick(_line(chip), K.Key_Return)
    assert signal.args == ["m33"]
    assert chip.accessibleName() == "Model: model 33"


def test_the_list_begins_at_what_holds(qtbot: QtBot, chip: ChipMenu) -> None:
    QTest.keyClick(chip, K.Key_Space)
    with qtbot.waitSignal(chip.chosen) as signal:
        QTest.keyClick(_line(chip), K.Key_Down)
        QTest.keyClick(_line(chip), K.Key_Return)
    assert signal.args == ["m6"]


def test_escape_closes_the_list_and_chooses_nothing(qtbot: QtBot, chip: ChipMenu) -> None:
    QTest.keyClick(chip, K.Key_Down)
    line = _line(chip)
    QTest.keyClicks(line, "33")
    with qtbot.assertNotEmitted(chip.chosen):
        QTest.keyClick(line, K.Key_Escape)
    assert not line.isVisible()
    assert chip.current() == "m5"


def test_what_was_typed_is_gone_when_it_opens_again(chip: ChipMenu) -> None:
    QTest.keyClick(chip, K.Key_Down)
    QTest.keyClicks(_line(chip), "33")
    QTest.keyClick(_line(chip), K.Key_Escape)
    QTest.keyClick(chip, K.Key_Down)
    assert _line(chip).text() == ""
    QTest.keyClick(_line(chip), K.Key_Escape)


def test_few_choices_are_a_menu(qtbot: QtBot, chip: ChipMenu) -> None:
    chip.set_choices(MANY[:3])
    assert [action.text() for action in chip.menu().actions()] == ["model 0", "model 1", "model 2"]


def test_control_enter_is_left_to_the_dialog(chip: ChipMenu) -> None:
    QTest.keyClick(chip, K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert chip.findChild(SearchPopup) is None


def test_the_name_may_stand_beside_it(qtbot: QtBot) -> None:
    chip = ChipMenu("Model", named=False)
    qtbot.addWidget(chip)
    chip.set_choices([("a", "vgg")])
    assert chip.accessibleName() == "Model: vgg"
    assert [span.text for span in chip.label] == ["vgg"]
