"""Opens image files that nobody vouches for: known formats only, and whatever a decoder raises becomes a message."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from labeler.media.errors import MediaError, missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.ImageFile import ImageFile

# Only what a photograph may come in: never EPS, which would start Ghostscript.
_FORMATS = ("PNG", "JPEG", "MPO", "WEBP", "GIF", "BMP", "TIFF", "PPM", "JPEG2000", "AVIF", "HEIF", "TGA")
_COPY_AGAIN = "copy it again from its source, or exclude the example"

_opening = Lock()


@contextmanager
def opened(path: Path) -> Iterator[ImageFile]:
    """Pillow's own limit is lifted while the header is read: the caller checks the size before any pixel is."""
    with path.open("rb") as file:
        with _opening:
            limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
            try:
                image = Image.open(file, formats=_known_formats())
            finally:
                Image.MAX_IMAGE_PIXELS = limit
        with image:
            yield image


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turns whatever a decoder raises into a MediaError on this file: hostile bytes raise anything."""
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


@cache
def _known_formats() -> list[str]:
    Image.init()
    with suppress(ImportError):  # the extra "heic"
        import_module("pillow_heif").register_heif_opener()
    return [name for name in _FORMATS if name in Image.OPEN]


def _unknown(path: Path) -> MediaError:
    if path.stat().st_size == 0:
        return MediaError(path, "is empty: it has no bytes", _COPY_AGAIN)
    return MediaError(path, "is not an image of a known kind, whatever its name says", _COPY_AGAIN)


def _damage(error: Exception) -> str:
    said = str(error).lower()
    if "truncated" in said or isinstance(error, EOFError):
        return "is cut short: the file ends before the image does"
    return f"is damaged and can't be decoded ({error})" if said else "is damaged and can't be decoded"
