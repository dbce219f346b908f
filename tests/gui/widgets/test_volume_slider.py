from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.volume_slider import VolumeSlider

K = Qt.Key

Shown = Callable[[QWidget], QWidget]
Painted = Callable[[QWidget], QImage]


@pytest.fixture
def slider(shown: Shown) -> VolumeSlider:
    made = VolumeSlider()
    shown(made)
    made.resize(made.sizeHint())
    made.set_level(0.5)
    return made


def test_it_says_its_name_and_how_loud(slider: VolumeSlider) -> None:
    assert (slider.accessibleName(), slider.accessibleDescription()) == ("Volume", "50 %")
    assert slider.toolTip() == "Volume: 50 %"


@pytest.mark.parametrize(("key", "level"), [(K.Key_Up, 0.6), (K.Key_Right, 0.6), (K.Key_Down, 0.4), (K.Key_Left, 0.4)])
def test_arrows_step(qtbot: QtBot, slider: VolumeSlider, key: Qt.Key, level: float) -> None:
    with qtbot.waitSignal(slider.chosen) as told:
        QTest.keyClick(slider, key)
    assert told.args == [level]
    assert slider.level() == level


def test_arrows_with_ctrl_are_somebody_else_s(qtbot: QtBot, slider: VolumeSlider) -> None:
    with qtbot.assertNotEmitted(slider.chosen):
        QTest.keyClick(slider, K.Key_Up, Qt.KeyboardModifier.ControlModifier)


def test_a_press_chooses_the_place_and_a_drag_ends_at_the_ends(slider: VolumeSlider) -> None:
    middle = slider.height() // 2
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(60, middle))
    assert 0 < slider.level() < 1
    QTest.mouseMove(slider, QPoint(slider.width() + 50, middle))
    assert slider.level() == 1.0
    QTest.mouseMove(slider, QPoint(0, middle))
    assert slider.level() == 0.0


def test_the_wheel_steps(slider: VolumeSlider) -> None:
    place = QPointF(slider.rect().center())
    event = QWheelEvent(
        place,
        slider.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(slider, event)
    assert slider.level() == 0.4


def test_what_is_set_is_not_told(qtbot: QtBot, slider: VolumeSlider) -> None:
    with qtbot.assertNotEmitted(slider.chosen):
        slider.set_level(3.0)
    assert slider.level() == 1.0


def test_nothing_at_all_has_another_icon(slider: VolumeSlider, painted: Painted) -> None:
    def icon() -> QImage:
        return painted(slider).copy(0, 0, 26, slider.height())

    slider.set_level(0.1)
    quiet = icon()
    slider.set_level(1.0)
    assert icon() == quiet
    slider.set_level(0.0)
    assert icon() != quiet
