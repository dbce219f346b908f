"""Decodes one image to 8-bit RGB or RGBA, upright and in sRGB; Pillow is the truth."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps

from labeler.media.colours import to_srgb
from labeler.media.depth import ask_for_lower_bytes, is_deep, is_deep_in_colour, stretched, stretched_colours
from labeler.media.errors import MediaError
from labeler.media.opening import opened, readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from PIL.ImageFile import ImageFile

Size = tuple[int, int]

PIXEL_CAP = 200_000_000
DRAFT_CAP = 1_000_000_000
"""Of a baseline JPEG that is decoded at a half, a quarter or an eighth: its decoder holds a few lines at a time."""

_SUFFIXES = {"jpg": "JPEG", "jpeg": "JPEG", "tif": "TIFF", "tiff": "TIFF"}
_SUFFIXES |= {name.lower(): name for name in ("PNG", "GIF", "BMP", "WEBP")}
_CAMERAS = ("JPEG", "MPO")
_GAP = 2.0
_STRIP = 500_000
_TURNED = (5, 6, 7, 8)
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """``pixels`` is uint8, height × width × 3 or 4, read-only, perhaps reduced; ``width`` and ``height`` are those
    of the file, upright. ``note`` says what was done to the data to show it. ``frame`` counts from 0.
    """

    pixels: NDArray[np.uint8]
    width: int
    height: int
    note: str | None = None
    frames: int = 1
    frame: int = 0


def load_image(
    path: Path | str, *, max_size: Size | None = None, frame: int = 0, pixel_cap: int = PIXEL_CAP
) -> Picture:
    """Reduced to lie within ``max_size`` (width, height), which JPEGs are decoded to directly.

    Raises MediaError: missing, too large, not an image, cut short or damaged, no such frame.
    """
    path = Path(path)
    with readable(path), opened(path) as image:
        if frame:
            image.seek(frame)
        return decoded(path, image, max_size=max_size, pixel_cap=pixel_cap)


def load_within(path: Path | str, *, area: Size | None, pixels: int) -> Picture:
    """Whole, or reduced to lie within ``area`` where it has more than so many ``pixels``; None: to so many pixels.

    Raises MediaError.
    """
    path = Path(path)
    with readable(path), opened(path) as image:
        return decoded(path, image, max_size=_within(image.size, area, pixels))


def decoded(path: Path, image: ImageFile, *, max_size: Size | None = None, pixel_cap: int = PIXEL_CAP) -> Picture:
    """Of the frame an opened image stands at."""
    size = image.size
    if max_size is not None and image.format in _CAMERAS:
        _draft(image, max_size)
    _check_size(path, size, image, pixel_cap)
    frames, frame, notes = frame_count(image), image.tell(), [*_notes_before(path, image)]
    shown, depth_note = _upright(path, image)
    width, height = size[::-1] if _is_turned(image) else size
    if max_size is not None and (shown.width > max_size[0] or shown.height > max_size[1]):
        shown = shown.convert(_smooth_mode(shown))
        shown = shown.resize(_fitted((width, height), max_size), Image.Resampling.LANCZOS, reducing_gap=_GAP)
    shown, colour_note = to_srgb(shown)
    note = "; ".join(note for note in (*notes, depth_note, colour_note) if note)
    return Picture(_pixels(shown), width, height, note or None, frames, frame)


def frame_count(image: ImageFile) -> int:
    """1 for the several views of one photograph that a camera puts into a file."""
    return 1 if image.format == "MPO" else int(getattr(image, "n_frames", 1))


def within_pixels(size: Size, pixels: int) -> Size:
    """``size`` halved until it has at most so many pixels: what JPEGs decode to at once and others reduce to fast."""
    width, height = size
    while width * height > pixels:
        width, height = (width + 1) // 2, (height + 1) // 2
    return width, height


def _within(size: Size, area: Size | None, pixels: int) -> Size | None:
    if size[0] * size[1] <= pixels:
        return None
    longest = max(within_pixels(size, pixels))  # upright or not
    return area or (longest, longest)


def _fitted(size: Size, area: Size) -> Size:
    share = min(area[0] / size[0], area[1] / size[1])
    return max(round(size[0] * share), 1), max(round(size[1] * share), 1)


def _draft(image: ImageFile, max_size: Size) -> None:
    """Has a JPEG decoded at the largest reduction that still is as large as what is wanted."""
    width, height = max_size[::-1] if _is_turned(image) else max_size
    share = min(width / image.width, height / image.height, 1.0)
    image.draft(None, (ceil(image.width * share), ceil(image.height * share)))


def _check_size(path: Path, size: Size, image: ImageFile, cap: int) -> None:
    """``image`` may be drafted down from ``size`` already."""
    drafted = image.width * image.height
    by_lines = drafted < size[0] * size[1] and not image.info.get("progressive")
    if drafted > cap or size[0] * size[1] > (max(cap, DRAFT_CAP) if by_lines else cap):
        message = f"has {size[0]:,} × {size[1]:,} pixels, more than the {cap // 1_000_000:,} million that are opened"
        raise MediaError(path, message, "make it smaller, or cut out the part that matters")


def _is_turned(image: Image.Image) -> bool:
    """Of a PNG only to be asked when it is loaded: its orientation may stand at the end."""
    return image.getexif().get(_ORIENTATION) in _TURNED


def _notes_before(path: Path, image: ImageFile) -> Iterator[str]:
    named = _SUFFIXES.get(path.suffix.lower().lstrip("."))
    actual = "JPEG" if image.format == "MPO" else image.format
    if named is not None and actual != named:
        yield f"{actual} data in a file named {path.suffix}"


def _upright(path: Path, image: ImageFile) -> tuple[Image.Image, str]:
    """Of 8 bits a channel, with the note on how it came to them."""
    if is_deep_in_colour(image):
        shown, note = _deep_colours(path, image)
        return ImageOps.exif_transpose(shown), note
    image.load()
    upright = ImageOps.exif_transpose(image)
    return stretched(upright) if is_deep(upright.mode) else (upright, "")


def _deep_colours(path: Path, image: ImageFile) -> tuple[Image.Image, str]:
    with opened(path) as again:
        again.seek(image.tell())
        ask_for_lower_bytes(again)
        image.load()
        try:
            again.load()
        except (ValueError, OSError):
            return image, "16-bit colours reduced to 8 bits"
        shown, note = stretched_colours(image, again)
    shown.info = image.info
    exif = image.getexif()
    if exif:
        shown.getexif().update(exif)
    return shown, note


def _pixels(image: Image.Image) -> NDArray[np.uint8]:
    """Strip by strip: copying all at once would keep the interpreter from every other thread meanwhile."""
    pixels = np.empty((image.height, image.width, len(image.mode)), np.uint8)
    rows = max(_STRIP // image.width, 1)
    for top in range(0, image.height, rows):
        bottom = min(top + rows, image.height)
        pixels[top:bottom] = np.asarray(image.crop((0, top, image.width, bottom)))
    pixels.setflags(write=False)
    return pixels


def _smooth_mode(image: Image.Image) -> str:
    """Palettes and bits are reduced by dropping pixels: as colours they are averaged."""
    if image.mode in ("P", "PA", "1"):
        return "RGBA" if image.has_transparency_data else "RGB"
    return image.mode
