"""Charts as pictures for mails and slides: PNG at twice the size, or SVG whose text stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QFont, QFontInfo, QImage, QImageWriter, QPaintDevice, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from labeler.errors import LabelerError
from labeler.gui.theme import GRID, Theme, load_palette
from labeler.gui.theme.theme import FAMILIES
from labeler.gui.widgets.chart import Drawable
from labeler.gui.widgets.wrapped_text import paint_wrapped, wrapped_height

MARGIN = 3 * GRID
"""Around a chart in its picture."""

_GAP = 2 * GRID
_TIMES = 2
_DOTS_PER_INCH = 96
_DOTS_PER_METER = round(_TIMES * _DOTS_PER_INCH / 0.0254)
_FILTERS = {"PNG picture (*.png)": ".png", "SVG drawing (*.svg)": ".svg"}
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')
_GROUND = QColor("white")


def save_picture(chart: Drawable, path: Path, *, title: str = "", note: str = "") -> None:
    """In the light theme on white, ``title`` above and ``note`` below; the file appears whole or not at all.

    Raises LabelerError where the place can't be written or its name is neither a .png nor a .svg.
    """
    from labeler.formats.table_writer import replacing  # noqa: PLC0415 - readers of tables: the window first

    made = picture_bytes(chart, path.suffix, title=title, note=note)
    with replacing(path) as file:
        file.write(made)


def picture_bytes(chart: Drawable, suffix: str, *, title: str = "", note: str = "") -> bytes:
    """What ``save_picture`` writes; raises LabelerError for another suffix."""
    sheet = _Sheet(chart, title, note, Theme("light", load_palette("light")))
    if suffix.lower() == ".png":
        return _png(sheet)
    if suffix.lower() == ".svg":
        return _svg(sheet)
    raise LabelerError(f"a picture is saved as .png or .svg, not as {suffix or 'a file without a suffix'}")


def ask_and_save(parent: QWidget, chart: Drawable, *, name: str, title: str = "", note: str = "") -> Path | None:
    """Asks where, ``name`` being proposed; None if the person thought better of it. Raises as ``save_picture``."""
    proposed = _NOT_IN_NAMES.sub("-", name).strip(" .") or "chart"
    path = ask_place(parent, f"{proposed}.png")
    if path is not None:
        save_picture(chart, path, title=title, note=note)
    return path


def ask_place(parent: QWidget, proposed: str) -> Path | None:
    """Its suffix follows the kind chosen; whoever names what is there already has been asked whether to replace it.

    Raises LabelerError for a name with a suffix of its own to which another belongs that is there.
    """
    dialog = QFileDialog(parent, "Save picture")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(_FILTERS))
    dialog.setDefaultSuffix("png")
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_FILTERS.get(kind, ".png")))
    dialog.selectFile(proposed)
    taken = bool(dialog.exec())
    chosen, suffix = dialog.selectedFiles(), f".{dialog.defaultSuffix()}"
    dialog.deleteLater()
    return _with_suffix(Path(chosen[0]), suffix) if taken and chosen else None


def _with_suffix(path: Path, suffix: str) -> Path:
    """So "net1.5" becomes "net1.5.png", of which the dialog knew nothing."""
    if path.suffix.lower() in _FILTERS.values():
        return path
    named = path.with_name(path.name + suffix)
    if named.exists():
        raise LabelerError(f"{named.name} is there already; to replace it, name it with its {suffix}")
    return named


@dataclass(frozen=True, eq=False)
class _Sheet:
    """The chart with its margins and words."""

    chart: Drawable
    title: str
    note: str
    theme: Theme

    @property
    def size(self) -> QSize:
        natural, words = self._natural, 0.0
        if self.title:
            words += wrapped_height(self.title, natural.width(), self.theme, strong=True) + _GAP
        if self.note:
            words += wrapped_height(self.note, natural.width(), self.theme, size="small") + _GAP
        return QSize(ceil(natural.width()) + 2 * MARGIN, ceil(natural.height() + words) + 2 * MARGIN)

    @property
    def _natural(self) -> QSizeF:
        return self.chart.natural_size(self.theme)

    def paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.size.width(), self.size.height()), _GROUND)
        natural, top = self._natural, float(MARGIN)
        if self.title:
            room = QRectF(MARGIN, top, natural.width(), self.size.height())
            top += paint_wrapped(painter, room, self.title, self.theme, strong=True) + _GAP
        self.chart.draw(painter, QRectF(MARGIN, top, natural.width(), natural.height()), self.theme)
        if self.note:
            room = QRectF(MARGIN, top + natural.height() + _GAP, natural.width(), self.size.height())
            paint_wrapped(painter, room, self.note, self.theme, size="small", tone="muted")


def _paint(sheet: _Sheet, device: QPaintDevice) -> None:
    """Ends in any case: Qt doesn't survive a device that goes while it is painted on."""
    with QPainter(device) as painter:
        sheet.paint(painter)


def _png(sheet: _Sheet) -> bytes:
    image = QImage(sheet.size * _TIMES, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_TIMES)
    _paint(sheet, image)
    image.setDotsPerMeterX(_DOTS_PER_METER)
    image.setDotsPerMeterY(_DOTS_PER_METER)
    buffer = _buffer()
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def _svg(sheet: _Sheet) -> bytes:
    from PySide6.QtSvg import QSvgGenerator  # noqa: PLC0415 - a library that only this needs

    buffer, generator = _buffer(), QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(sheet.size)
    generator.setResolution(_DOTS_PER_INCH)
    generator.setViewBox(QRect(0, 0, sheet.size.width(), sheet.size.height()))
    generator.setTitle(sheet.title)
    generator.setDescription(sheet.note)
    _paint(sheet, generator)
    return _mended(bytes(buffer.data().data()), sheet.size, sheet.theme.font())


def _mended(svg: bytes, size: QSize, font: QFont) -> bytes:
    """Its size in pixels instead of millimetres, which programs convert each in its way, and families of type.

    Qt names the family asked for; first comes the one that was measured, then its likes for whoever lacks it.
    """
    measured = QFontInfo(font).family()
    families = ", ".join(f"'{family}'" for family in dict.fromkeys((measured, *FAMILIES)))
    svg = re.sub(rb'font-family="[^"]*"', f'font-family="{families}, sans-serif"'.encode(), svg)
    pixels = f'<svg width="{size.width()}" height="{size.height()}"'.encode()
    return re.sub(rb'<svg width="[^"]*" height="[^"]*"', pixels, svg, count=1)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray())
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
