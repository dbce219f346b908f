"""The example, large: fitted, at 1:1, zoomed to the cursor, panned."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.theme import GRID, Theme, current_theme
from labeler.gui.widgets.exposure import NEUTRAL, Exposure, exposed
from labeler.gui.widgets.image_layers import paint_chequers, paint_part, rendered_part, round_corners
from labeler.gui.widgets.message import paint_message
from labeler.gui.widgets.painting import paint_focus
from labeler.gui.widgets.qimage import fit_size, fitted
from labeler.gui.widgets.viewport import ViewMode, Viewport

MARGIN = 3 * GRID
_WHEEL_STEP = 1.25
_REDUCED_AT_ONCE = 4_000_000
_SHARP_ENOUGH = 1.02
_CANT = "This example can't be shown"
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
    """The mode of viewing, the place in the image and the exposure are kept from one image to the next.

    ``painted`` comes once after the first paint of what was set; ``view_changed`` when mode, zoom or exposure did;
    ``sharper_wanted`` when an image that is a reduction is looked at more closely than it shows.
    """

    painted = Signal()
    view_changed = Signal()
    sharper_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._reduced: QImage | None = None
        self._message = ""
        self._exposure = NEUTRAL
        self._exposed: tuple[object, QImage] | None = None
        self._view = Viewport(self.sizeHint(), QSize(), MARGIN)
        self._fresh = False
        self._grabbed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Example")

    # What is shown

    def set_image(
        self,
        image: QImage | None,
        *,
        size: QSize | None = None,
        caption: str = "",
        message: str = "",
        reduced: QImage | None = None,
    ) -> None:
        """``message`` says what is wrong where there is no image; ``reduced`` is it fitted to ``fit_area()``.

        ``size`` is that of the picture where ``image`` is a reduction of it.
        """
        self._message = message
        self._fresh = True
        self._grabbed = None
        self.setAccessibleDescription(". ".join(part for part in (caption, message) if part))
        self.replace_image(image, size=size, reduced=reduced)

    def replace_image(self, image: QImage | None, *, size: QSize | None = None, reduced: QImage | None = None) -> None:
        """The same example sharper, or its next frame: ``painted`` doesn't come again, a drag goes on."""
        self._image = image
        self._reduced = reduced
        self._exposed = None
        whole = QSize() if image is None else size or image.size()
        self._set_view(replace(self._view, image=whole))

    def image(self) -> QImage | None:
        return self._image

    def message(self) -> str:
        return self._message

    def exposure(self) -> Exposure:
        return self._exposure

    def set_exposure(self, exposure: Exposure) -> None:
        if exposure != self._exposure:
            self._exposure = exposure
            self.update()
            self.view_changed.emit()

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
        theme = current_theme()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.palette.canvas)
            if self._image is not None:
                self._paint_image(painter, self._image, theme)
            elif self._message:
                paint_message(painter, QRectF(self.rect()), "image-broken", self._message, theme, heading=_CANT)
            if self.hasFocus():
                paint_focus(painter, QRectF(self.rect()), theme, radius=0)
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

    def event(self, event: QEvent) -> bool:
        """The arrows belong to a canvas that has the keyboard and can pan, before any shortcut of the page."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_pan(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ZOOM_KEYS:
            self.zoom(_ZOOM_KEYS[key])
        elif self._is_pan(event):
            self._pan(_PAN_KEYS[key])
        else:
            super().keyPressEvent(event)

    # Inside

    def _set_view(self, view: Viewport) -> None:
        changed = (view.mode, view.scale) != (self._view.mode, self._view.scale)
        self._view = view
        self._show_cursor()
        self.update()
        if changed:
            self.view_changed.emit()
        if self.is_coarse():
            self.sharper_wanted.emit()

    def is_coarse(self) -> bool:
        """Whether the image has fewer pixels than the view could show of the picture."""
        if self._image is None or self._image.width() >= self._view.image.width():
            return False
        return self._view.scale * self._view.image.width() > self._image.width() * _SHARP_ENOUGH

    def _is_pan(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and event.key() in _PAN_KEYS and self._image is not None and self._view.can_pan

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
        ratio, target = self.devicePixelRatioF(), self._view.target()
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        seen = target.intersected(QRectF(0, 0, self._view.canvas.width(), self._view.canvas.height()))
        if image.hasAlphaChannel():
            paint_chequers(painter, target, seen, theme)
        reduction = self._reduction(image, target)
        if reduction is not None:
            painter.drawImage(target.topLeft(), self._exposed_whole(reduction))
        elif self._exposure == NEUTRAL:
            paint_part(painter, image, target, seen, smooth=self._is_smooth(image))
        else:
            painter.drawImage(seen.topLeft(), self._exposed_part(image, target, seen))
        round_corners(painter, target, theme, ratio=ratio)
        painter.restore()

    def _is_smooth(self, image: QImage) -> bool:
        """Pixels of the picture stay crisp when they are enlarged, those of a reduction tell nothing."""
        return self._view.scale < 1 or image.width() < self._view.image.width()

    def _reduction(self, image: QImage, target: QRectF) -> QImage | None:
        """The whole picture at the size of ``target``, if it is there or soon made."""
        size = target.size().toSize()
        if self._view.mode is not ViewMode.FIT or self._view.scale >= 1:
            return None
        if self._reduced is None or self._reduced.size() != size:
            if image.width() * image.height() > _REDUCED_AT_ONCE or size != fit_size(image.size(), self.fit_area()):
                return None
            self._reduced = fitted(image, self.fit_area())
        return self._reduced

    def _exposed_whole(self, image: QImage) -> QImage:
        key = (image.cacheKey(), self._exposure)
        if self._exposure == NEUTRAL:
            return image
        if self._exposed is None or self._exposed[0] != key:
            self._exposed = (key, exposed(image, self._exposure))
        return self._exposed[1]

    def _exposed_part(self, image: QImage, target: QRectF, seen: QRectF) -> QImage:
        key = (image.cacheKey(), self._exposure, self._view)
        if self._exposed is None or self._exposed[0] != key:
            place, smooth = seen.toAlignedRect(), self._is_smooth(image)
            part = rendered_part(image, target, place, smooth=smooth, exposure=self._exposure)
            self._exposed = (key, part)
        return self._exposed[1]
