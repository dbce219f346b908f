"""Colour tables of waveforms and spectrograms, which are drawn as levels and coloured when they are painted."""

from __future__ import annotations

from functools import cache
from math import log10

import numpy as np
from PySide6.QtGui import QColor, qRgb, qRgba

from labeler.media.colour_maps import COLOUR_MAPS

# A level of the image is half a decibel, so that the range is a matter of colours alone.
FLOOR_DB, CEILING_DB = -127.5, 0.0
SHADES = 16  # of coverage, for each of the two tones of a waveform

_HEADROOM_DB = 12.0  # no single pitch of a voice comes near to full scale


def wave_colors(ground: QColor, soft: QColor, strong: QColor) -> list[int]:
    """A colour table: how much of a pixel the outline covers, and how much of that the loudness."""
    return _wave_colors(ground.rgba(), soft.rgba(), strong.rgba())


@cache
def spectrogram_colors(name: str, range_db: float, gain: int = 1) -> list[int]:
    """A colour table over ``range_db`` below what is loud at this gain; not to be changed by the caller."""
    ceiling = -_HEADROOM_DB - 20 * log10(gain)
    decibels = np.linspace(FLOOR_DB, CEILING_DB, 256)
    places = np.clip((decibels - ceiling + range_db) / range_db, 0, 1) * 255
    return [qRgb(*(int(part) for part in color)) for color in COLOUR_MAPS[name][places.round().astype(int)]]


@cache
def _wave_colors(ground: int, soft: int, strong: int) -> list[int]:
    table = []
    for outline in range(SHADES):
        base = _between(ground, soft, outline / (SHADES - 1))
        table += [_between(base, strong, inside / (SHADES - 1)) for inside in range(SHADES)]
    return table


def _between(one: int, other: int, share: float) -> int:
    """Of colours as Qt packs them, the transparent ones too."""
    parts = ((one >> shift & 255, other >> shift & 255) for shift in (24, 16, 8, 0))
    alpha, red, green, blue = (round(first + (last - first) * share) for first, last in parts)
    return qRgba(red, green, blue, alpha)
