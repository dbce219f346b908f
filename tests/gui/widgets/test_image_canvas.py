from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
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


def test_exposure_brightens_what_is_shown_and_keeps_the_image() -> None:
    grey = _image(2, 2, "#404040")
    assert exposed(grey, Exposure(brightness=0.5)).pixelColor(0, 0).value() == 0x40 + 64
    assert grey.pixelColor(0, 0).value() == 0x40
    assert exposed(grey, NEUTRAL) is grey


def _image_point(canvas: ImageCanvas, at: QPointF) -> tuple[float, float]:
    rect = canvas.image_rect()
    return (at.x() - rect.left()) / rect.width(), (at.y() - rect.top()) / rect.height()
