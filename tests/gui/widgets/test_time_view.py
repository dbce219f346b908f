"""The mouse and the keys over a time line, by the waveform and the spectrogram alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.theme import current_theme
from labeler.gui.widgets.spectrogram_view import SpectrogramView
from labeler.gui.widgets.time_axis import TimeAxis
from labeler.gui.widgets.time_line import TimeLine
from labeler.gui.widgets.time_view import TimeView
from labeler.gui.widgets.waveform_view import WaveformView

K, Left = Qt.Key, Qt.MouseButton.LeftButton
Shift = Qt.KeyboardModifier.ShiftModifier
LENGTH = 10.0

Shown = Callable[[QWidget], QWidget]
Painted = Callable[[QWidget], QImage]


@pytest.fixture(params=[WaveformView, SpectrogramView])
def view(request: pytest.FixtureRequest, shown: Shown) -> TimeView:
    line = TimeLine()
    line.begin(LENGTH)
    made: TimeView = request.param(line)
    line.setParent(made)
    shown(made)
    made.setFocus()
    return made


def at(view: TimeView, seconds: float) -> QPoint:
    return QPoint(round(view.x_at(seconds)), view.height() // 2)


def drag(view: TimeView, first: float, last: float) -> None:
    QTest.mousePress(view, Left, Qt.KeyboardModifier.NoModifier, at(view, first))
    QTest.mouseMove(view, at(view, last))
    QTest.mouseRelease(view, Left, Qt.KeyboardModifier.NoModifier, at(view, last))


def turn(
    view: TimeView, place: QPoint, *, up: int = 0, sideways: int = 0, keys: Qt.KeyboardModifier | None = None
) -> None:
    modifiers = keys or Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(place),
        view.mapToGlobal(QPointF(place)),
        QPoint(),
        QPoint(120 * sideways, 120 * up),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_a_click_seeks(qtbot: QtBot, view: TimeView) -> None:
    with qtbot.waitSignal(view.line.sought) as told, qtbot.assertNotEmitted(view.line.selected):
        QTest.mouseClick(view, Left, Qt.KeyboardModifier.NoModifier, at(view, 4.0))
    assert told.args is not None
    assert told.args[0] == pytest.approx(4.0, abs=0.03)


@pytest.mark.parametrize(("first", "last"), [(2.0, 6.0), (6.0, 2.0)])
def test_a_drag_selects_and_does_not_seek(qtbot: QtBot, view: TimeView, first: float, last: float) -> None:
    with qtbot.waitSignal(view.line.selected) as told, qtbot.assertNotEmitted(view.line.sought):
        drag(view, first, last)
    assert told.args is not None
    assert told.args[0] == pytest.approx((2.0, 6.0), abs=0.03)


def test_a_drag_beyond_the_edge_ends_with_the_recording(view: TimeView) -> None:
    drag(view, 8.0, 30.0)
    assert view.line.selection == (pytest.approx(8.0, abs=0.03), LENGTH)


def test_the_wheel_zooms_at_the_pointer(view: TimeView) -> None:
    place = at(view, 7.0)
    turn(view, place, up=2)
    assert view.line.span.seconds == pytest.approx(LENGTH / 1.25**2)
    assert view.seconds_at(place.x()) == pytest.approx(7.0, abs=0.03)
    turn(view, place, up=-2)
    assert view.line.span.is_whole


@pytest.mark.parametrize("how", [{"up": -1, "keys": Shift}, {"sideways": -1}])
def test_the_wheel_with_shift_or_sideways_pans(view: TimeView, how: dict[str, object]) -> None:
    view.line.zoom(4.0, 0.5)
    before = view.line.span
    turn(view, at(view, 5.0), **how)  # type: ignore[arg-type]
    assert view.line.span.seconds == before.seconds
    assert view.line.span.start > before.start


def test_a_double_click_shows_all_of_it(view: TimeView) -> None:
    view.line.zoom(4.0, 0.5)
    QTest.mouseDClick(view, Left, Qt.KeyboardModifier.NoModifier, at(view, 5.0))
    assert view.line.span.is_whole


def test_keys_zoom_and_pan(view: TimeView) -> None:
    QTest.keyClick(view, K.Key_Plus)
    QTest.keyClick(view, K.Key_Plus)
    before = view.line.span
    assert before.seconds < LENGTH
    QTest.keyClick(view, K.Key_Right)
    assert view.line.span.start > before.start
    QTest.keyClick(view, K.Key_Left)
    QTest.keyClick(view, K.Key_Minus)
    assert view.line.span.seconds > before.seconds


@pytest.mark.parametrize(("key", "seconds"), [(K.Key_Home, 0.0), (K.Key_End, LENGTH)])
def test_home_and_end_seek(qtbot: QtBot, view: TimeView, key: Qt.Key, seconds: float) -> None:
    with qtbot.waitSignal(view.line.sought) as told:
        QTest.keyClick(view, key)
    assert told.args == [seconds]


def test_shift_and_arrows_select_from_the_cursor(view: TimeView) -> None:
    view.line.set_cursor(5.0)
    QTest.keyClick(view, K.Key_Right, Shift)
    QTest.keyClick(view, K.Key_Right, Shift)
    assert view.line.selection == pytest.approx((5.0, 5.2))
    for _ in range(3):
        QTest.keyClick(view, K.Key_Left, Shift)
    assert view.line.selection == pytest.approx((4.9, 5.0))


def test_without_a_recording_the_mouse_and_the_keys_do_nothing(qtbot: QtBot, view: TimeView) -> None:
    view.line.begin(0.0)
    with qtbot.assertNotEmitted(view.line.sought), qtbot.assertNotEmitted(view.line.selected):
        QTest.mouseClick(view, Left, Qt.KeyboardModifier.NoModifier, QPoint(200, 20))
        QTest.keyClick(view, K.Key_End)
        QTest.keyClick(view, K.Key_Right, Shift)
    assert view.line.selection is None


def test_cursor_and_selection_are_painted_where_they_are(view: TimeView, painted: Painted) -> None:
    view.line.set_cursor(5.0)
    view.line.set_selection((2.0, 3.0))
    image, accent = painted(view), current_theme().palette.accent
    height = view.height() // 2
    assert image.pixelColor(at(view, 5.0).x(), height) == accent
    assert image.pixelColor(at(view, 2.0).x(), height) == accent
    assert image.pixelColor(at(view, 4.0).x(), height) != image.pixelColor(at(view, 2.5).x(), height)


def test_dragging_the_times_pans(shown: Shown) -> None:
    line = TimeLine()
    line.begin(LENGTH)
    axis = TimeAxis(line)
    line.setParent(axis)
    shown(axis)
    line.zoom(4.0, 0.5)
    before = line.span
    drag(axis, line.span.at(0.8), line.span.at(0.4))
    assert line.span.start > before.start
    assert axis.accessibleName() == "Time"
