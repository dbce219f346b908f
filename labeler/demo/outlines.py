"""Closed outlines in the unit plane: complex arrays, x to the right and y downwards, cached because figures repeat."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Outline = NDArray[np.complex128]
Points = tuple[tuple[float, float], ...]

_STEPS = 6
_TURN = np.exp(2j * np.pi * np.arange(40) / 40)
_HALF_TURN = np.exp(1j * np.pi * np.arange(1, 8) / 8)


@lru_cache(maxsize=4096)
def ellipse(x: float, y: float, rx: float, ry: float, degrees: float = 0.0) -> Outline:
    """The ellipse about (x, y), turned clockwise by ``degrees``."""
    outline: Outline = complex(x, y) + (rx * _TURN.real + 1j * ry * _TURN.imag) * np.exp(1j * np.radians(degrees))
    return outline


@lru_cache(maxsize=4096)
def polygon(points: Points) -> Outline:
    return _complex(points)


@lru_cache(maxsize=4096)
def smooth(points: Points) -> Outline:
    """The closed Catmull-Rom curve through ``points``."""
    knots = _complex(points)
    return _catmull_rom(np.roll(knots, 1), knots, np.roll(knots, -1), np.roll(knots, -2))


@lru_cache(maxsize=4096)
def stroke(points: Points, width: float, end_width: float | None = None) -> Outline:
    """A brush stroke with round ends along the curve through ``points``, tapering to ``end_width``."""
    spine = _open_curve(_complex(points))
    radius = np.linspace(width, width if end_width is None else end_width, len(spine)) / 2
    heading = np.gradient(spine)
    normal = 1j * radius * heading / np.abs(heading)
    right, left = spine + normal, spine - normal
    end = spine[-1] + normal[-1] * _HALF_TURN.conj()
    start = spine[0] - normal[0] * _HALF_TURN.conj()
    return np.concatenate([right, end, left[::-1], start])


@lru_cache(maxsize=256)
def burst(inner: float, outer: float, rays: int) -> Outline:
    """A soft star about the origin: a lion's mane, a tree's crown, a flower."""
    angle = 2 * np.pi * np.arange(rays * _STEPS) / (rays * _STEPS)
    swing = np.abs(np.cos(angle * rays / 2))
    outline: Outline = (inner + (outer - inner) * swing) * np.exp(1j * angle)
    return outline


def box(left: float, top: float, right: float, bottom: float) -> Outline:
    """Not cached: most boxes are drawn once."""
    return np.array([complex(left, top), complex(right, top), complex(right, bottom), complex(left, bottom)])


def _complex(points: Points) -> Outline:
    return np.array([complex(x, y) for x, y in points])


def _open_curve(knots: Outline) -> Outline:
    before = np.concatenate([[2 * knots[0] - knots[1]], knots[:-2]])
    after = np.concatenate([knots[2:], [2 * knots[-1] - knots[-2]]])
    return np.append(_catmull_rom(before, knots[:-1], knots[1:], after), knots[-1])


def _catmull_rom(before: Outline, start: Outline, end: Outline, after: Outline) -> Outline:
    """One span a column, ``_STEPS`` points a span, the span's end left to the next one."""
    t = (np.arange(_STEPS) / _STEPS)[:, None]
    curve = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )
    return curve.T.ravel()
