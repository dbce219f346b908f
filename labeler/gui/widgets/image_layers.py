"""What lies below, in and above a picture on its canvas; all lengths in device pixels."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath

from labeler.gui.theme import GRID, SMALL_RADIUS, Theme, mixed
from labeler.gui.widgets.exposure import Exposure, exposed
from labeler.gui.widgets.painting import rounded_path


def paint_part(painter: QPainter, image: QImage, target: QRectF, seen: QRectF, *, smooth: bool) -> None:
    """Of the image stretched over ``target`` what lies within ``seen``: the rest is not even looked at."""
    across, down = target.width() / image.width(), target.height() / image.height()
    source = QRectF(
        (seen.left() - target.left()) / across,
        (seen.top() - target.top()) / down,
        seen.width() / across,
        seen.height() / down,
    )
    part = source.toAlignedRect().adjusted(-1, -1, 1, 1).intersected(image.rect())
    place = QRectF(
        target.left() + part.left() * across,
        target.top() + part.top() * down,
        part.width() * across,
        part.height() * down,
    )
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(place, image, QRectF(part))


def rendered_part(image: QImage, target: QRectF, seen: QRect, *, smooth: bool, exposure: Exposure) -> QImage:
    """The same as an image of its own, of the size of ``seen``, with its levels changed."""
    transparent = image.hasAlphaChannel()
    formats = QImage.Format
    part = QImage(seen.size(), formats.Format_ARGB32_Premultiplied if transparent else formats.Format_RGB32)
    part.fill(Qt.GlobalColor.transparent if transparent else Qt.GlobalColor.black)
    with QPainter(part) as painter:
        origin = QPointF(seen.topLeft())
        paint_part(painter, image, target.translated(-origin), QRectF(seen).translated(-origin), smooth=smooth)
    return exposed(part, exposure)


def paint_chequers(painter: QPainter, target: QRectF, seen: QRectF, theme: Theme) -> None:
    """Behind what is transparent; they move with the picture."""
    tile = QImage(QSize(2 * GRID, 2 * GRID), QImage.Format.Format_RGB32)
    tile.fill(theme.palette.surface)
    with QPainter(tile) as dark:
        color = mixed(theme.palette.surface, theme.palette.border, 0.4)
        dark.fillRect(0, 0, GRID, GRID, color)
        dark.fillRect(GRID, GRID, GRID, GRID, color)
    painter.setBrushOrigin(target.topLeft())
    painter.fillRect(seen, QBrush(tile))


def round_corners(painter: QPainter, target: QRectF, theme: Theme, *, ratio: float) -> None:
    """Painted over in the colour of the canvas: smooth, which a clip path is not. Nothing of a tiny picture is lost."""
    radius = min(SMALL_RADIUS * ratio, target.width() / 8, target.height() / 8)
    if radius < 1:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for corner in (target.topLeft(), target.topRight(), target.bottomLeft(), target.bottomRight()):
        square = QRectF(corner.x() - radius, corner.y() - radius, 2 * radius, 2 * radius)
        outside = QPainterPath()
        outside.addRect(square.adjusted(-1, -1, 1, 1))
        painter.save()
        painter.setClipRect(square)
        painter.fillPath(outside.subtracted(rounded_path(target, radius)), theme.palette.canvas)
        painter.restore()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
