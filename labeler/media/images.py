"""Decodes one image to 8-bit RGB or RGBA, upright; Pillow is the truth."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from labeler.media.depth import is_deep, stretched
from labeler.media.errors import MediaError, missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

PIXEL_CAP = 200_000_000

# Only what a photograph may come in: never EPS, which would start Ghostscript.
_FORMATS = ("PNG", "JPEG", "MPO", "WEBP", "GIF", "BMP", "TIFF", "PPM", "JPEG2000", "AVIF", "HEIF", "TGA")
_SUFFIXES = {"jpg": "JPEG", "jpeg": "JPEG", "tif": "TIFF", "tiff": "TIFF"}
_SUFFIXES |= {name.lower(): name for name in ("PNG", "GIF", "BMP", "WEBP")}
_TURNED = (5, 6, 7, 8)
_ORIENTATION = 0x0112
_COPY_AGAIN = "copy it again from its source, or exclude the example"

_opening = Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """``pixels`` is uint8, height × width × 3 or 4, read-only, perhaps reduced; ``width`` and ``height`` are those
    of the file, upright. ``note`` says what was done to the data to show it.
    """

    pixels: NDArray[np.uint8]
    width: int
    height: int
    note: str | None = None


def load_image(path: Path | str, *, max_size: tuple[int, int] | None = None, pixel_cap: int = PIXEL_CAP) -> Picture:
    """Reduced to lie within ``max_size`` (width, height), which JPEGs are decoded to directly.

    Raises MediaError: missing, too large, not an image, cut short or damaged.
    """
    path = Path(path)
    with _readable(path), _opened(path) as image:
        _check_size(path, image.size, pixel_cap)
        width, height = _upright_size(image)
        notes = [*_notes_before(path, image)]
        if max_size is not None:
            image.draft("RGB", (max(max_size), max(max_size)))
        shown, depth_note = _eight_bit(image)
        if max_size is not None:
            shown.thumbnail(max_size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        pixels = np.asarray(shown)
    note = "; ".join(note for note in (*notes, depth_note) if note)
    return Picture(pixels, width, height, note or None)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turns whatever a decoder raises into a message on this file: hostile bytes raise anything."""
    try:
        yield
    except MediaError:
        raise
    except FileNotFoundError as error:
        raise missing(path) from error
    except IsADirectoryError as error:
        raise MediaError(path, "is a folder, not an image", "correct the file column of this example") from error
    except PermissionError as error:
        raise MediaError(path, "may not be read", "give yourself permission to read it") from error
    except UnidentifiedImageError as error:
        raise _unknown(path) from error
    except MemoryError as error:
        raise MediaError(path, "needs more memory than there is", "make it smaller") from error
    except Exception as error:
        raise MediaError(path, _damage(error), _COPY_AGAIN) from error


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """Pillow's own limit is lifted while the header is read, for ours is checked before any pixel is."""
    with path.open("rb") as file:
        with _opening:
            limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
            try:
                image = Image.open(file, formats=_known_formats())
            finally:
                Image.MAX_IMAGE_PIXELS = limit
        with image:
            yield image


@cache
def _known_formats() -> list[str]:
    Image.init()
    with suppress(ImportError):  # the extra "heic"
        import_module("pillow_heif").register_heif_opener()
    return [name for name in _FORMATS if name in Image.OPEN]


def _check_size(path: Path, size: tuple[int, int], cap: int) -> None:
    width, height = size
    if width * height > cap:
        message = f"has {width:,} × {height:,} pixels, more than the {cap // 1_000_000:,} million that are opened"
        raise MediaError(path, message, "make it smaller, or cut out the part that matters")


def _upright_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    turned = image.getexif().get(_ORIENTATION) in _TURNED
    return (height, width) if turned else (width, height)


def _notes_before(path: Path, image: Image.Image) -> Iterator[str]:
    frames = getattr(image, "n_frames", 1)
    if frames > 1 and image.format != "MPO":
        yield f"first of {frames:,} frames"
    named = _SUFFIXES.get(path.suffix.lower().lstrip("."))
    actual = "JPEG" if image.format == "MPO" else image.format
    if named is not None and actual != named:
        yield f"{actual} data in a file named {path.suffix}"
    if "16" in str(getattr(image, "tile", "")) and not is_deep(image.mode):
        yield "16-bit colours reduced to 8 bits"


def _eight_bit(image: Image.Image) -> tuple[Image.Image, str]:
    image.load()
    upright = ImageOps.exif_transpose(image)
    if is_deep(upright.mode):
        deep, note = stretched(upright)
        return deep.convert("RGB"), note
    transparent = upright.has_transparency_data
    return upright.convert("RGBA" if transparent else "RGB"), ""


def _unknown(path: Path) -> MediaError:
    if path.stat().st_size == 0:
        return MediaError(path, "is empty: it has no bytes", _COPY_AGAIN)
    return MediaError(path, "is not an image of a known kind, whatever its name says", _COPY_AGAIN)


def _damage(error: Exception) -> str:
    said = str(error).lower()
    if "truncated" in said or isinstance(error, EOFError):
        return "is cut short: the file ends before the image does"
    return f"is damaged and can't be decoded ({error})" if said else "is damaged and can't be decoded"
