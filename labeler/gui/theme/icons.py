"""Line icons drawn in a box of 16, in the colour that is asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from labeler.gui.theme.palette import Tone
from labeler.gui.theme.theme import current_theme
from labeler.resources import resource_path

ICON_SIZE = 16

_PROPERTY = "labeler_icon"
_SIZES = (16, 20, 24, 32)


def icon_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in resource_path("icons").glob("*.svg")))


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """As vectors, so that it is as sharp in PDF and SVG as on the screen."""
    renderer(name, color.name()).render(painter, rect)


def icon_pixmap(name: str, tone: Tone = "text", *, size: int = ICON_SIZE, ratio: float = 1.0) -> QPixmap:
    """``size`` in logical pixels, ``ratio`` the device pixel ratio of the screen it is for."""
    drawing = renderer(name, current_theme().color(tone).name())
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        drawing.render(painter, QRectF(0, 0, size, size))
    return pixmap


def icon(name: str, tone: Tone = "text") -> QIcon:
    """In the colours of this moment; ``give_icon`` follows later changes of theme."""
    made = QIcon()
    for size in _SIZES:
        for ratio in (1.0, 2.0):
            made.addPixmap(icon_pixmap(name, tone, size=size, ratio=ratio))
            made.addPixmap(icon_pixmap(name, "border", size=size, ratio=ratio), QIcon.Mode.Disabled)
    return made


def app_icon() -> QIcon:
    return QIcon(str(resource_path("icons", "labeler.svg")))


def give_icon(target: QAction | QAbstractButton, name: str, tone: Tone = "text") -> None:
    """Sets the icon now and again whenever a theme is applied."""
    target.setProperty(_PROPERTY, (name, tone))
    target.setIcon(icon(name, tone))


def renew_icons(app: QApplication) -> None:
    """Recolours all that was set by ``give_icon``; called when a theme is applied."""
    for widget in app.allWidgets():
        _renew(widget)
        for action in widget.actions():
            _renew(action)


def _renew(target: QObject) -> None:
    given = target.property(_PROPERTY)
    if given and isinstance(target, QAction | QAbstractButton):
        target.setIcon(icon(*given))


@cache
def renderer(name: str, color: str) -> QSvgRenderer:
    source = _file(name).read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))


def _file(name: str) -> Path:
    path = resource_path("icons", f"{name}.svg")
    if not path.is_file():
        raise KeyError(name)
    return path
