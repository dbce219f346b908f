"""Images of more than 8 bits a channel, brought to 8 by stretching and never by clipping."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.ImageFile import ImageFile

_NAMES = {"F": "floating point", "I": "32-bit"}
_ALPHA = 4
_OTHER_BYTE = {"16B": "16L", "16L": "16B", "16N": "16B" if sys.byteorder == "little" else "16L"}


def is_deep(mode: str) -> bool:
    return mode in ("I", "F") or mode.startswith("I;16")


def is_deep_in_colour(image: ImageFile) -> bool:
    """Whether Pillow would keep the upper 8 of 16 bits only; to be asked before the image is loaded."""
    return image.mode in ("RGB", "RGBA") and ";16" in str(image.tile)


def ask_for_lower_bytes(image: ImageFile) -> None:
    """Makes an image that is not yet loaded decode to the halves of its 16 bits that Pillow leaves out.

    Pillow reads samples of 16 bits by taking the first or the second byte of each; the other order takes the other.
    """

    def turned(raw_mode: object) -> object:
        return (
            re.sub("16[BLN]", lambda found: _OTHER_BYTE[found[0]], raw_mode) if isinstance(raw_mode, str) else raw_mode
        )

    for place, tile in enumerate(image.tile):
        args: Any = tile.args
        args = tuple(map(turned, args)) if isinstance(args, tuple) else turned(args)
        image.tile[place] = tile._replace(args=args)


def stretched(image: Image.Image) -> tuple[Image.Image, str]:
    """Smallest value to black, largest to white, with the note that says so; NaN and infinities are black."""
    values = np.asarray(image)
    finite = np.isfinite(values)
    low, high = _extent(values[finite])
    levels = np.where(finite, values, low).astype(np.float32)
    levels -= low
    levels *= 255 / (high - low) if high > low else 0
    kind = _NAMES.get(image.mode, "16-bit")
    note = f"{kind} data stretched from {low:,.6g} to {high:,.6g}"
    if not finite.all():
        note += f", {np.count_nonzero(~finite):,} pixels without a number"
    return Image.fromarray(np.rint(levels).astype(np.uint8)), note


def stretched_colours(upper: Image.Image, lower: Image.Image) -> tuple[Image.Image, str]:
    """From both bytes of RGB or RGBA: all colours by one stretch, so that hues stay; alpha as it is."""
    values = np.asarray(upper).astype(np.uint16) << 8 | np.asarray(lower)
    low, high = _extent(values[..., :3])
    levels = np.asarray(upper).copy()
    levels[..., :3] = _table(low, high)[values[..., :3]]
    if levels.shape[-1] == _ALPHA:
        levels[..., 3] = _table(0, 65535)[values[..., 3]]
    return Image.fromarray(levels), f"16-bit colours stretched from {low:,.6g} to {high:,.6g}"


def _table(low: float, high: float) -> NDArray[np.uint8]:
    levels = (np.arange(65536, dtype=np.float64) - low) * (255 / (high - low) if high > low else 0)
    return np.rint(np.clip(levels, 0, 255)).astype(np.uint8)


def _extent(values: NDArray[Any]) -> tuple[float, float]:
    return (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
