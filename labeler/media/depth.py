"""Images of more than 8 bits a channel, brought to 8 by stretching and never by clipping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NAMES = {"F": "floating point", "I": "32-bit"}


def is_deep(mode: str) -> bool:
    return mode in ("I", "F") or mode.startswith("I;16")


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


def _extent(values: NDArray[Any]) -> tuple[float, float]:
    return (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
