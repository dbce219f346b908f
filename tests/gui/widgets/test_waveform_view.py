from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.theme import apply_theme, current_theme
from labeler.gui.widgets.time_line import TimeLine
from labeler.gui.widgets.time_picture import TimePicture
from labeler.gui.widgets.waveform_view import WaveformView

FULL = 255  # wholly covered, as loud as can be

Shown = Callable[[QWidget], QWidget]
Painted = Callable[[QWidget], QImage]


@pytest.fixture
def view(shown: Shown) -> WaveformView:
    line = TimeLine()
    line.begin(10.0)
    made = WaveformView(line)
    line.setParent(made)
    shown(made)
    return made


def picture(start: float = 0.0, stop: float = 10.0) -> TimePicture:
    """The upper half covered."""
    image = QImage(100, 10, QImage.Format.Format_Indexed8)
    image.setColorTable([0] * 256)
    image.fill(0)
    for row in range(5):
        for column in range(100):
            image.setPixel(column, row, FULL)
    return TimePicture(image, start, stop)


def colors(view: WaveformView, painted: Painted, seconds: float) -> tuple[str, str]:
    """Of the upper and the lower half."""
    image, x = painted(view), round(view.x_at(seconds))
    return image.pixelColor(x, view.height() // 4).name(), image.pixelColor(x, 3 * view.height() // 4).name()


def test_what_is_covered_stands_out_from_the_ground(view: WaveformView, painted: Painted) -> None:
    view.set_picture(picture())
    upper, lower = colors(view, painted, 5.0)
    assert lower == current_theme().palette.surface.name() != upper


def test_a_picture_of_another_stretch_lies_in_its_place(view: WaveformView, painted: Painted) -> None:
    view.set_picture(picture(0.0, 5.0))
    inside, outside = colors(view, painted, 4.0), colors(view, painted, 6.0)
    assert inside[0] != outside[0] == current_theme().palette.surface.name()


def test_it_takes_the_colours_of_another_theme(qapp: QApplication, view: WaveformView, painted: Painted) -> None:
    view.set_picture(picture())
    before = colors(view, painted, 5.0)
    apply_theme(qapp, "dark")
    assert colors(view, painted, 5.0)[0] != before[0]


def test_lanes_are_named_beside_the_wave(view: WaveformView, painted: Painted) -> None:
    view.set_picture(picture())
    without = painted(view)
    view.set_picture(picture(), lanes=("left", "right"))
    assert painted(view) != without


def test_a_message_stands_in_its_place_until_there_is_a_wave(view: WaveformView) -> None:
    view.set_message("audio-off", "a.wav is empty")
    assert (view.message(), view.accessibleDescription()) == ("a.wav is empty", "a.wav is empty")
    view.set_picture(picture())
    assert (view.message(), view.accessibleDescription()) == ("", "")
    assert view.accessibleName() == "Waveform"


def test_painting_is_told_once_after_it_was_announced(qtbot: QtBot, view: WaveformView) -> None:
    with qtbot.waitSignal(view.painted):
        view.announce()
    with qtbot.assertNotEmitted(view.painted, wait=50):
        view.line.set_cursor(3.0)


def test_another_size_is_told(qtbot: QtBot, view: WaveformView) -> None:
    with qtbot.waitSignal(view.resized):
        view.resize(300, 200)
