"""From decoded pixels to what Qt paints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.media.images import Picture

_FORMATS = {3: (QImage.Format.Format_RGB888, QImage.Format.Format_RGB32)}
_FORMATS[4] = (QImage.Format.Format_RGBA8888, QImage.Format.Format_ARGB32_Premultiplied)


def to_qimage(picture: Picture) -> QImage:
    """In the format that paints fastest, owning its memory; may be called from a worker."""
    return array_to_qimage(picture.pixels)


def array_to_qimage(pixels: NDArray[np.uint8]) -> QImage:
    """Of height × width × 3 (RGB) or 4 (RGBA)."""
    height, width, channels = pixels.shape
    source, target = _FORMATS[channels]
    packed = np.ascontiguousarray(pixels)
    borrowed = QImage(packed.data, width, height, channels * width, source)
    return borrowed.convertToFormat(target)  # another format than the source: always a copy


def fit_scale(image: QSize, area: QSize) -> float:
    """Device pixels per image pixel: a whole number where the image is enlarged, so that pixels stay square."""
    if image.isEmpty() or area.isEmpty():
        return 1.0
    scale = min(area.width() / image.width(), area.height() / image.height())
    return float(int(scale)) if scale >= 1 else scale


def fitted(image: QImage, area: QSize) -> QImage:
    """``image`` reduced to ``area`` in device pixels, itself if it is not larger. For workers that prefetch."""
    scale = fit_scale(image.size(), area)
    if scale >= 1:
        return image
    size = QSize(max(round(image.width() * scale), 1), max(round(image.height() * scale), 1))
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def exposed(image: QImage, *, brightness: float, contrast: float) -> QImage:
    """With both from −1 to 1; 0 and 0 is the image itself. Transparency is kept."""
    if not brightness and not contrast:
        return image
    result = image.convertToFormat(QImage.Format.Format_ARGB32)
    rows = np.frombuffer(result.bits(), np.uint8).reshape(result.height(), result.bytesPerLine())
    colors = rows[:, : 4 * result.width()].reshape(result.height(), result.width(), 4)[..., :3]
    colors[...] = _curve(brightness, contrast)[colors]
    return result.convertToFormat(image.format())


def _curve(brightness: float, contrast: float) -> NDArray[np.uint8]:
    slope = np.tan((min(max(contrast, -1.0), 1.0) * 0.98 + 1) * np.pi / 4)
    levels = (np.arange(256) - 127.5) * slope + 127.5 + 128 * brightness
    curve: NDArray[np.uint8] = np.clip(np.rint(levels), 0, 255).astype(np.uint8)
    return curve
