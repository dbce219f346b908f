from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.adjustments import Adjustments
from labeler.gui.widgets.centred_slider import CentredSlider
from labeler.gui.widgets.exposure import NEUTRAL, Exposure
from labeler.gui.widgets.painted_button import PaintedButton

Shown = Callable[[Adjustments], Adjustments]


def _opened(shown: Shown) -> tuple[Adjustments, list[Exposure]]:
    row, told = shown(Adjustments()), list[Exposure]()
    assert QTest.qWaitForWindowActive(row)
    row.set_exposure(NEUTRAL)
    row.changed.connect(told.append)
    row.take_focus()
    return row, told


def _press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def test_the_arrows_change_the_one_that_has_the_keyboard(shown: Shown) -> None:
    _, told = _opened(shown)
    _press(Qt.Key.Key_Right)
    _press(Qt.Key.Key_Tab)
    _press(Qt.Key.Key_Left)
    _press(Qt.Key.Key_Tab)
    _press(Qt.Key.Key_End)
    assert told == [Exposure(0.05), Exposure(0.05, -0.05), Exposure(0.05, -0.05, 5.0)]


def test_what_is_set_from_outside_is_shown_and_not_told(shown: Shown) -> None:
    row, told = _opened(shown)
    row.set_exposure(Exposure(0.2, -0.1, 1.5))
    sliders = row.findChildren(CentredSlider)
    assert [slider.value() for slider in sliders] == [20, -10, 25]
    assert sliders[0].accessibleDescription() == "+20 %"
    assert told == []


def test_another_change_leaves_gamma_as_it_was(shown: Shown) -> None:
    row, told = _opened(shown)
    row.set_exposure(Exposure(gamma=1.5))
    _press(Qt.Key.Key_Right)
    assert told == [Exposure(0.05, 0.0, 1.5)]


def test_esc_leaves(shown: Shown, qtbot: QtBot) -> None:
    row, _ = _opened(shown)
    with qtbot.waitSignal(row.left):
        _press(Qt.Key.Key_Escape)


def test_reset_makes_the_image_as_it_is(shown: Shown) -> None:
    row, told = _opened(shown)
    row.set_exposure(Exposure(0.2, -0.1, 1.5))
    button = row.findChild(PaintedButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told == [NEUTRAL]
    assert not button.isEnabled()


def test_a_slider_follows_the_mouse_and_a_double_click_goes_back(shown: Shown) -> None:
    row, told = _opened(shown)
    slider = row.findChildren(CentredSlider)[0]
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width(), slider.height() // 2))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton)
    assert told == [Exposure(1.0)]
    QTest.mouseDClick(slider, Qt.MouseButton.LeftButton)
    assert told[-1] == NEUTRAL
