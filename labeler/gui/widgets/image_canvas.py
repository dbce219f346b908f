"""The example, large: fitted, at 1:1, zoomed to the cursor, panned."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.theme import GRID, SMALL_RADIUS, Theme, current_theme, mixed
from labeler.gui.widgets.message import paint_message
from labeler.gui.widgets.painting import paint_focus, rounded_path
from labeler.gui.widgets.qimage import exposed, fitted
from labeler.gui.widgets.viewport import ViewMode, Viewport

MARGIN = 3 * GRID
_WHEEL_STEP = 1.25
_PAN_STEP = 64.0
_PAN_KEYS = {
    Qt.Key.Key_Left: QPointF(_PAN_STEP, 0),
    Qt.Key.Key_Right: QPointF(-_PAN_STEP, 0),
    Qt.Key.Key_Up: QPointF(0, _PAN_STEP),
    Qt.Key.Key_Down: QPointF(0, -_PAN_STEP),
}
_ZOOM_KEYS = {
    Qt.Key.Key_Plus: _WHEEL_STEP,
    Qt.Key.Key_Equal: _WHEEL_STEP,
    Qt.Key.Key_Minus: 1 / _WHEEL_STEP,
}


class ImageCanvas(QWidget):
    """The mode of viewing, and the place in the image, are kept from one image to the next.

    ``painted`` comes once after the first paint of what was set; ``view_changed`` when mode or zoom did.
    """

    painted = Signal()
    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._shown: QImage | None = None
        self._reduced: QImage | None = None
        self._message = ""
        self._exposure = (0.0, 0.0)
        self._view = Viewport(QSize(1, 1), QSize(), MARGIN)
        self._fresh = False
        self._grabbed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Example")

    # What is shown

    def set_image(
        self, image: QImage | None, *, caption: str = "", message: str = "", reduced: QImage | None = None
    ) -> None:
        """``message`` says what is wrong where there is no image; ``reduced`` is ``fitted(image, fit_area())``."""
        self._image = image
        self._message = message
        self._reduced = reduced
        self._fresh = True
        self._grabbed = None
        self.setAccessibleDescription(". ".join(part for part in (caption, message) if part))
        self._expose()
        self._set_view(replace(self._view, image=image.size() if image is not None else QSize()))

    def image(self) -> QImage | None:
        return self._image

    def message(self) -> str:
        return self._message

    def set_exposure(self, *, brightness: float, contrast: float) -> None:
        """Both from −1 to 1, kept across images like the mode."""
        if (brightness, contrast) != self._exposure:
            self._exposure = (brightness, contrast)
            self._reduced = None
            self._expose()
            self.update()

    # How it is shown

    def fit_area(self) -> QSize:
        """In device pixels: what a prefetching worker reduces to."""
        return self._view.fit_area

    def mode(self) -> ViewMode:
        return self._view.mode

    def scale_text(self) -> str:
        """Of the view: ``fit 20×``, ``fit 31 %``, ``1:1``, ``250 %``."""
        if self._image is None:
            return ""
        view = self._view
        if view.mode is ViewMode.ACTUAL:
            return "1:1"
        if view.mode is ViewMode.FIT:
            return f"fit {view.scale:.0f}×" if view.scale >= 1 else f"fit {view.scale:.0%}".replace("%", " %")
        return f"{view.scale:.0%}".replace("%", " %")

    def fit(self) -> None:
        self._set_view(replace(self._view, mode=ViewMode.FIT, focus=(0.5, 0.5)))

    def actual_size(self, at: QPointF | None = None) -> None:
        """One image pixel to one pixel of the screen, around ``at`` in widget coordinates."""
        self._set_view(self._view.at_actual_size(self._device(at)))

    def toggle(self, at: QPointF | None = None) -> None:
        """From fit to 1:1 and from anything else to fit."""
        if self._view.mode is ViewMode.FIT:
            self.actual_size(at)
        else:
            self.fit()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        if self._image is not None:
            self._set_view(self._view.zoomed(factor, self._device(at)))

    def image_rect(self) -> QRectF:
        """In widget coordinates; empty without an image."""
        if self._image is None:
            return QRectF()
        target, ratio = self._view.target(), self.devicePixelRatioF()
        return QRectF(target.topLeft() / ratio, target.size() / ratio)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_view(replace(self._view, canvas=self._device_size(), margin=self._device_margin()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._match_screen()
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), theme.palette.canvas)
        if self._shown is not None:
            self._paint_image(painter, self._shown, theme)
        elif self._message:
            paint_message(painter, QRectF(self.rect()), "image-broken", self._message, theme)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme, radius=0)
        painter.end()
        if self._fresh:
            self._fresh = False
            self.painted.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom(_WHEEL_STEP**steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._image is not None and self._view.can_pan:
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._pan(event.position() - self._grabbed)
            self._grabbed = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grabbed = None
        self._show_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._image is not None:
            self.toggle(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ZOOM_KEYS:
            self.zoom(_ZOOM_KEYS[key])
        elif key in _PAN_KEYS and self._image is not None and self._view.can_pan:
            self._pan(_PAN_KEYS[key])
        else:
            super().keyPressEvent(event)

    # Inside

    def _expose(self) -> None:
        brightness, contrast = self._exposure
        image = self._image
        self._shown = None if image is None else exposed(image, brightness=brightness, contrast=contrast)
        if self._shown is not image:
            self._reduced = None

    def _set_view(self, view: Viewport) -> None:
        changed = (view.mode, view.scale) != (self._view.mode, self._view.scale)
        self._view = view
        self._show_cursor()
        self.update()
        if changed:
            self.view_changed.emit()

    def _pan(self, by: QPointF) -> None:
        self._set_view(self._view.panned(by * self.devicePixelRatioF()))

    def _show_cursor(self) -> None:
        pannable = self._image is not None and self._view.can_pan
        self.setCursor(Qt.CursorShape.OpenHandCursor if pannable else Qt.CursorShape.ArrowCursor)

    def _match_screen(self) -> None:
        """A window dragged to a screen of another pixel ratio gets no resize event."""
        if self._view.canvas != self._device_size():
            self._view = replace(self._view, canvas=self._device_size(), margin=self._device_margin())

    def _device_size(self) -> QSize:
        return self.size() * self.devicePixelRatioF()

    def _device_margin(self) -> int:
        return round(MARGIN * self.devicePixelRatioF())

    def _device(self, at: QPointF | None) -> QPointF:
        return (QPointF(self.rect().center()) if at is None else at) * self.devicePixelRatioF()

    def _paint_image(self, painter: QPainter, image: QImage, theme: Theme) -> None:
        target = self.image_rect()
        if image.hasAlphaChannel():
            _paint_chequers(painter, target, theme)
        if self._view.scale < 1:
            self._paint_reduced(painter, image, target)
        else:
            painter.drawImage(target, image)
        _round_corners(painter, target, theme)

    def _paint_reduced(self, painter: QPainter, image: QImage, target: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._view.mode is ViewMode.FIT:
            image = self._reduction(image)
        painter.drawImage(target, image)

    def _reduction(self, image: QImage) -> QImage:
        if self._reduced is None or self._reduced.size() != self._view.target().size().toSize():
            self._reduced = fitted(image, self._view.fit_area)
        return self._reduced


def _round_corners(painter: QPainter, target: QRectF, theme: Theme) -> None:
    """Painted over in the colour of the canvas: smooth, which a clip path is not."""
    outside = QPainterPath()
    outside.addRect(target.adjusted(-1, -1, 1, 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(outside.subtracted(rounded_path(target, SMALL_RADIUS)), theme.palette.canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_chequers(painter: QPainter, target: QRectF, theme: Theme) -> None:
    """Behind what is transparent."""
    tile = QImage(2 * GRID, 2 * GRID, QImage.Format.Format_RGB32)
    tile.fill(theme.palette.surface)
    dark = QPainter(tile)
    color = mixed(theme.palette.surface, theme.palette.border, 0.4)
    dark.fillRect(0, 0, GRID, GRID, color)
    dark.fillRect(GRID, GRID, GRID, GRID, color)
    dark.end()
    painter.fillRect(target, QBrush(tile))
