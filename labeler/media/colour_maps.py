"""Colours of spectrograms, computed from a few anchors in OKLab, in which equal steps look equal."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ColourMap = NDArray[np.uint8]

# Lightness, chroma and hue in degrees, at even steps from silence to the loudest. Lightness goes one way, so that
# every map can be read without its hues.
_ANCHORS = {
    "sea": ((0.18, 0.06, 285), (0.38, 0.10, 262), (0.57, 0.09, 215), (0.77, 0.13, 155), (0.96, 0.13, 105)),
    "ember": ((0.16, 0.02, 300), (0.36, 0.11, 340), (0.56, 0.17, 22), (0.77, 0.135, 65), (0.97, 0.045, 95)),
    "ink": ((0.98, 0, 0), (0.20, 0, 0)),
    "grey": ((0.16, 0, 0), (0.98, 0, 0)),
}

_OKLAB_TO_CONES = np.array(
    [
        [1, 0.3963377774, 0.2158037573],
        [1, -0.1055613458, -0.0638541728],
        [1, -0.0894841775, -1.2914855480],
    ]
)
_CONES_TO_RGB = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)


def oklab_map(anchors: tuple[tuple[float, float, float], ...]) -> ColourMap:
    """256 colours, uint8 (256, 3): straight lines in OKLab between anchors of lightness, chroma and hue (degrees)."""
    lightness, chroma, hue = np.array(anchors, np.float64).T
    corners = np.stack([lightness, chroma * np.cos(np.radians(hue)), chroma * np.sin(np.radians(hue))])
    steps = np.linspace(0, len(anchors) - 1, 256)
    lab = np.stack([np.interp(steps, np.arange(len(anchors)), corner) for corner in corners], axis=1)
    linear = (lab @ _OKLAB_TO_CONES.T) ** 3 @ _CONES_TO_RGB.T
    return np.rint(255 * _encoded(np.clip(linear, 0, 1))).astype(np.uint8)


def _encoded(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


COLOUR_MAPS: dict[str, ColourMap] = {name: oklab_map(anchors) for name, anchors in _ANCHORS.items()}
