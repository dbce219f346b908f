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


def fit_size(image: QSize, area: QSize) -> QSize:
    """Of an image of that size, fitted."""
    scale = fit_scale(image, area)
    return QSize(max(round(image.width() * scale), 1), max(round(image.height() * scale), 1))


def fitted(image: QImage, area: QSize, *, whole: QSize | None = None) -> QImage:
    """``image`` reduced to ``area`` in device pixels, itself if it is not larger. For workers that prefetch.

    ``whole`` is the size of the picture where ``image`` is a reduction of it already.
    """
    size = fit_size(whole or image.size(), area)
    if size.width() >= image.width() and size.height() >= image.height():
        return image
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
