from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.exposure import NEUTRAL, Exposure, exposed
from labeler.gui.widgets.image_canvas import ImageCanvas
from labeler.gui.widgets.qimage import array_to_qimage, fit_scale, fitted
from labeler.gui.widgets.viewport import ViewMode

Shown = Callable[[ImageCanvas], ImageCanvas]
Painted = Callable[[QWidget], QImage]


def _image(width: int, height: int, color: str = "red") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return image


def _wheel(canvas: ImageCanvas, at: QPointF, steps: int) -> None:
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, canvas.mapToGlobal(at), QPoint(), QPoint(0, 120 * steps), *none, False)
    QApplication.sendEvent(canvas, event)


def test_pixels_survive_the_way_to_qt_for_any_width() -> None:
    for width in (1, 2, 3, 5):
        pixels = np.random.default_rng(width).integers(0, 256, (4, width, 3), dtype=np.uint8)
        image = array_to_qimage(pixels)
        seen = [[image.pixelColor(x, y).name() for x in range(width)] for y in range(4)]
        assert seen == [["#{:02x}{:02x}{:02x}".format(*pixel) for pixel in row] for row in pixels.tolist()]


def test_a_qimage_owns_its_memory() -> None:
    pixels = np.full((8, 8, 4), 255, np.uint8)
    image = array_to_qimage(pixels)
    pixels[...] = 0
    assert image.pixelColor(3, 3) == QColor("white")


def test_small_images_are_enlarged_by_whole_numbers_and_large_ones_reduced() -> None:
    assert fit_scale(QSize(32, 32), QSize(700, 668)) == 20
    assert fit_scale(QSize(2000, 1000), QSize(500, 500)) == 0.25
    assert fitted(_image(2000, 1000), QSize(500, 500)).size() == QSize(500, 250)


def test_enlarged_pixels_stay_crisp(shown: Shown, painted: Painted) -> None:
    canvas = shown(ImageCanvas())
    image = _image(2, 1, "red")
    image.setPixelColor(1, 0, QColor("blue"))
    canvas.set_image(image)
    seen, middle = painted(canvas), canvas.image_rect().center().toPoint()
    assert seen.pixelColor(middle.x() - 2, middle.y()) == QColor("red")
    assert seen.pixelColor(middle.x() + 2, middle.y()) == QColor("blue")


def test_painted_comes_once_for_each_image(qtbot: QtBot, shown: Shown) -> None:
    canvas = shown(ImageCanvas())
    with qtbot.waitSignal(canvas.painted):
        canvas.set_image(_image(32, 32))
    with qtbot.assertNotEmitted(canvas.painted, wait=20):
        canvas.repaint()


def test_the_mode_is_kept_from_one_image_to_the_next(shown: Shown) -> None:
    canvas = shown(ImageCanvas())
    canvas.set_image(_image(32, 32))
    assert canvas.scale_text() == "fit 8×"
    canvas.actual_size()
    canvas.set_image(_image(64, 64))
    assert canvas.scale_text() == "1:1"
    canvas.fit()
    assert canvas.scale_text() == "fit 4×"


def test_the_wheel_zooms_to_what_is_under_the_cursor(shown: Shown) -> None:
    canvas = shown(ImageCanvas())
    canvas.set_image(_image(2000, 1500))
    at = QPointF(200, 150)
    before = _image_point(canvas, at)
    _wheel(canvas, at, 6)
    assert canvas.mode() is ViewMode.FREE
    assert _image_point(canvas, at) == pytest.approx(before, abs=0.01)


def test_zooming_out_ends_at_fit(shown: Shown) -> None:
    canvas = shown(ImageCanvas())
    canvas.set_image(_image(2000, 1500))
    _wheel(canvas, QPointF(200, 150), 3)
    _wheel(canvas, QPointF(200, 150), -9)
    assert canvas.mode() is ViewMode.FIT


def test_a_double_click_toggles_fit_and_actual_size(qtbot: QtBot, shown: Shown) -> None:
    canvas = shown(ImageCanvas())
    canvas.set_image(_image(2000, 1500))
    for mode in (ViewMode.ACTUAL, ViewMode.FIT):
        with qtbot.waitSignal(canvas.view_changed):
            QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
        assert canvas.mode() is mode


def test_dragging_pans_and_stops_at_the_edge(qtbot: QtBot, shown: Shown) -> None:
    canvas = shown(ImageCanvas())
    canvas.set_image(_image(2000, 1500))
    canvas.actual_size()
    before = canvas.image_rect().left()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    QTest.mouseMove(canvas, QPoint(230, 150))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton)
    assert canvas.image_rect().left() == before + 30
    for _ in range(100):
        QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.image_rect().left() == 0


def test_what_is_wrong_is_painted_and_said_aloud(shown: Shown, painted: Painted) -> None:
    canvas = shown(ImageCanvas())
    canvas.set_image(None)
    blank = painted(canvas)
    canvas.set_image(None, caption="c01718", message="c01718.png is empty")
    assert painted(canvas) != blank
    assert canvas.accessibleDescription() == "c01718. c01718.png is empty"
    assert canvas.scale_text() == ""


def test_a_reduction_made_ahead_is_the_one_painted(shown: Shown, painted: Painted) -> None:
    canvas = shown(ImageCanvas())
    large = _image(2000, 1500, "red")
    canvas.set_image(large, reduced=fitted(_image(2000, 1500, "lime"), canvas.fit_area()))
    assert painted(canvas).pixelColor(240, 160) == QColor("lime")


def test_the_arrows_pan_a_zoomed_canvas_that_has_the_keyboard_and_nothing_else(shown: Shown) -> None:
    canvas = shown(ImageCanvas())
    canvas.set_image(_image(2000, 1500))
    assert canvas.focusPolicy() is Qt.FocusPolicy.TabFocus
    for zoomed in (False, True):
        if zoomed:
            canvas.actual_size()
        assert _takes(canvas, Qt.Key.Key_Left) is zoomed
        assert not _takes(canvas, Qt.Key.Key_Space)
        assert not _takes(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)


def test_a_reduction_is_shown_where_the_picture_is_and_a_sharper_one_asked_for(
    qtbot: QtBot, shown: Shown, painted: Painted
) -> None:
    canvas = shown(ImageCanvas())
    with qtbot.assertNotEmitted(canvas.sharper_wanted):
        canvas.set_image(_image(432, 324, "red"), size=QSize(8000, 6000))
    with qtbot.waitSignals([canvas.sharper_wanted, canvas.painted]):
        canvas.zoom(4)
    before = canvas.image_rect(), canvas.scale_text()
    with qtbot.assertNotEmitted(canvas.painted, wait=20):
        canvas.replace_image(_image(8000, 6000, "lime"), size=QSize(8000, 6000))
    assert (canvas.image_rect(), canvas.scale_text()) == before
    assert painted(canvas).pixelColor(240, 160) == QColor("lime")
    assert not canvas.is_coarse()


def test_the_next_frame_comes_without_another_painted(qtbot: QtBot, shown: Shown, painted: Painted) -> None:
    canvas = shown(ImageCanvas())
    with qtbot.waitSignal(canvas.painted):
        canvas.set_image(_image(32, 32))
    with qtbot.assertNotEmitted(canvas.painted, wait=20):
        canvas.replace_image(_image(32, 32, "blue"))
    assert painted(canvas).pixelColor(240, 160) == QColor("blue")


@pytest.mark.parametrize("size", [(1, 1), (20_000, 30), (30, 20_000), (7, 5)])
def test_any_proportions_are_shown_at_every_zoom(size: tuple[int, int], shown: Shown, painted: Painted) -> None:
    canvas = shown(ImageCanvas())
    canvas.set_image(_image(*size))
    for act in (canvas.fit, canvas.actual_size, lambda: canvas.zoom(1000), lambda: canvas.zoom(0.3)):
        act()
        middle = canvas.image_rect().intersected(QRectF(canvas.rect())).center()
        seen = painted(canvas).pixelColor(int(middle.x()), int(middle.y()))
        assert seen.red() > 150 > seen.blue()


def test_transparency_shows_chequers(shown: Shown, painted: Painted) -> None:
    canvas = shown(ImageCanvas())
    clear = QImage(200, 200, QImage.Format.Format_ARGB32_Premultiplied)
    clear.fill(Qt.GlobalColor.transparent)
    canvas.set_image(clear)
    corner, seen = canvas.image_rect().topLeft().toPoint() + QPoint(20, 20), painted(canvas)
    assert len({seen.pixelColor(corner + QPoint(8 * step, 0)).name() for step in range(4)}) == 2


@pytest.mark.parametrize("zoomed", [False, True])
def test_exposure_is_kept_from_image_to_image_fitted_and_zoomed(shown: Shown, painted: Painted, zoomed: bool) -> None:
    canvas = shown(ImageCanvas())
    canvas.set_exposure(Exposure(brightness=0.5))
    for name, level in (("#404040", 0x80), ("#202020", 0x60)):
        canvas.set_image(_image(2000, 1500, name))
        if zoomed:
            canvas.actual_size()
        assert painted(canvas).pixelColor(240, 160) == QColor(level, level, level)


def test_exposure_leaves_transparency_alone() -> None:
    clear = QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied)
    clear.fill(QColor(0, 0, 0, 0))
    assert exposed(clear, Exposure(brightness=1.0)).pixelColor(1, 1).alpha() == 0


def test_exposure_says_itself_in_words() -> None:
    assert NEUTRAL.words() == ""
    changed = NEUTRAL.stepped(brightness=2).stepped(contrast=-1)
    assert changed.words() == "brightness +20 %, contrast \N{MINUS SIGN}10 %"
    assert Exposure(gamma=1.5).words() == "gamma 1.50"
    assert NEUTRAL.stepped(brightness=2).stepped(brightness=-2) == NEUTRAL
    assert NEUTRAL.stepped(brightness=99).brightness == 1


def test_gamma_lightens_the_middle_and_keeps_black_and_white() -> None:
    table = Exposure(gamma=2.0).table()
    assert (table[0], table[255]) == (0, 255)
    assert table[64] == round(255 * (64 / 255) ** 0.5)


def test_exposure_brightens_what_is_shown_and_keeps_the_image() -> None:
    grey = _image(2, 2, "#404040")
    assert exposed(grey, Exposure(brightness=0.5)).pixelColor(0, 0).value() == 0x40 + 64
    assert grey.pixelColor(0, 0).value() == 0x40
    assert exposed(grey, NEUTRAL) is grey


def _takes(canvas: ImageCanvas, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> bool:
    """Whether a key is the canvas's own before any shortcut's."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
    event.ignore()
    QApplication.sendEvent(canvas, event)
    return event.isAccepted()


def _image_point(canvas: ImageCanvas, at: QPointF) -> tuple[float, float]:
    rect = canvas.image_rect()
    return (at.x() - rect.left()) / rect.width(), (at.y() - rect.top()) / rect.height()
