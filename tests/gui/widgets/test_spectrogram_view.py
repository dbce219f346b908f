from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from labeler.gui.widgets.spectrogram_view import SpectrogramView, hertz_text
from labeler.gui.widgets.time_line import TimeLine
from labeler.gui.widgets.time_picture import TimePicture

LOUD = 230

Shown = Callable[[QWidget], QWidget]
Painted = Callable[[QWidget], QImage]


@pytest.fixture
def view(shown: Shown) -> SpectrogramView:
    line = TimeLine()
    line.begin(10.0)
    made = SpectrogramView(line)
    line.setParent(made)
    shown(made)
    return made


def picture(start: float = 0.0, stop: float = 10.0, level: int = LOUD) -> TimePicture:
    image = QImage(100, 10, QImage.Format.Format_Indexed8)
    image.setColorTable([0] * 256)
    image.fill(level)
    return TimePicture(image, start, stop)


def color(view: SpectrogramView, painted: Painted, seconds: float) -> str:
    return painted(view).pixelColor(round(view.x_at(seconds)), view.height() // 2).name()


def test_it_says_its_name_and_which_frequencies_it_shows(view: SpectrogramView) -> None:
    assert (view.accessibleName(), view.accessibleDescription()) == ("Spectrogram", "")
    view.set_picture(picture(), top=4000.0)
    assert view.accessibleDescription() == "0 to 4 kHz"
    view.set_picture(None)
    assert view.accessibleDescription() == ""


def test_another_map_and_range_need_no_other_picture(view: SpectrogramView, painted: Painted) -> None:
    view.set_picture(picture(level=150), top=4000.0)
    seen = []
    for name, range_db in (("sea", 80.0), ("ember", 80.0), ("sea", 120.0)):
        view.set_colors(name, range_db=range_db)
        seen.append(color(view, painted, 5.0))
    assert len(set(seen)) == 3


def test_what_is_drawn_taller_is_brighter_too(view: SpectrogramView, painted: Painted) -> None:
    view.set_picture(picture(level=150))
    before = color(view, painted, 5.0)
    view.set_picture(picture(level=150), gain=16)
    assert color(view, painted, 5.0) != before


def test_outside_the_picture_there_is_silence(view: SpectrogramView, painted: Painted) -> None:
    view.set_picture(picture(0.0, 5.0))
    inside, outside = color(view, painted, 4.0), color(view, painted, 6.0)
    view.set_picture(picture(level=0))
    assert color(view, painted, 5.0) == outside != inside


def test_frequencies_read_as_people_say_them() -> None:
    assert [hertz_text(each) for each in (500, 1000, 2500)] == ["500 Hz", "1 kHz", "2.5 kHz"]
