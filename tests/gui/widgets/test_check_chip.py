from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.check_chip import CheckChip


@pytest.fixture
def chip(qtbot: QtBot) -> CheckChip:
    made = CheckChip("Models", default="The best two")
    made.show_checked(["a", "b", "c"], ["a", "b"])
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.open_menu()
    qtbot.waitUntil(made.menu().isVisible)
    return made


def test_it_says_how_many_hold(chip: CheckChip) -> None:
    assert chip.accessibleName() == "Models: 2 of 3"
    assert [action.isChecked() for action in chip.menu().actions()[:3]] == [True, True, False]


def test_space_checks_one_after_the_other_and_the_menu_stays(chip: CheckChip, qtbot: QtBot) -> None:
    said: list[tuple[str, ...]] = []
    chip.several.connect(said.append)
    chip.several.connect(lambda checked: chip.show_checked(["a", "b", "c"], checked))
    chip.menu().setActiveAction(chip.menu().actions()[2])
    QTest.keyClick(chip.menu(), Qt.Key.Key_Space)
    chip.menu().setActiveAction(chip.menu().actions()[0])
    QTest.keyClick(chip.menu(), Qt.Key.Key_Space)
    assert said == [("a", "b", "c"), ("b", "c")]
    assert chip.menu().isVisible()


def test_clicks_check_too_and_the_last_line_asks_for_the_default(chip: CheckChip, qtbot: QtBot) -> None:
    menu = chip.menu()
    with qtbot.waitSignal(chip.several) as checked:
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[1]).center())
    assert checked.args == [("a",)]
    assert menu.isVisible()
    with qtbot.waitSignal(chip.default_asked):
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[-1]).center())
    assert not menu.isVisible()
