"""Thumbnails as workers make them: from the cache of the installation where they are in it, else from the media."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter

from labeler.gui.loading import load_thumbnail
from labeler.media import thumbnail_cache
from labeler.media.kinds import is_audio

WORTH_KEEPING = 32 << 10
"""A picture file of fewer bytes is read as quickly as what is kept of it."""

_SIDES = (128, 256, 512)
"""Few, so that a picture that was kept serves cells of many sizes."""


def small_picture(path: Path, side: int, cache: Path) -> QImage | None:
    """With ``side`` pixels on its longer side, enlarged if need be; None where the file can't be shown."""
    kept_side = next((wide for wide in _SIDES if wide >= side), None)
    name = _name(path, kept_side) if kept_side else None
    if kept_side is None or name is None:
        return _fitted(load_thumbnail(path, side), side)
    image = _decoded(thumbnail_cache.kept(cache, name))
    if image is None:
        image = load_thumbnail(path, kept_side)
        if image is not None:
            thumbnail_cache.keep(cache, name, _encoded(image))
    return _fitted(image, side)


def _name(path: Path, side: int) -> str | None:
    """None for what isn't worth keeping."""
    try:
        if not is_audio(path) and path.stat().st_size < WORTH_KEEPING:
            return None
        return thumbnail_cache.name_for(path, side)
    except (OSError, ValueError):  # a path may hold what no file system takes
        return None


def _encoded(image: QImage) -> bytes:
    """Without loss where parts are transparent, as in the outlines of recordings."""
    into = QByteArray()
    buffer = QBuffer(into)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png" if image.hasAlphaChannel() else b"jpg"))
    writer.setQuality(88)
    writer.write(image)
    return bytes(into.data())


def _decoded(encoded: bytes | None) -> QImage | None:
    image = QImage.fromData(encoded) if encoded else QImage()
    return None if image.isNull() else image


def _fitted(image: QImage | None, side: int) -> QImage | None:
    """In the format that paints fastest."""
    if image is None or image.isNull():
        return None
    if max(image.width(), image.height()) != side:
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(side, side, keep, smooth)
    alpha = image.hasAlphaChannel()
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32)
