"""The colours of verdicts as people see them who lack one kind of cone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from labeler.gui.theme import ThemeName, load_palette, paint_icon
from labeler.gui.widgets.verdict_mark import MARKS

THEMES: tuple[ThemeName, ...] = get_args(ThemeName)
APART = 0.05
"""In OKLab, where 0.02 is about what can just be noticed."""

SIMULATIONS: Mapping[str, list[list[float]]] = {
    "everybody": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""Machado, Oliveira and Fernandes 2009, severity 1, on linear sRGB."""

_TO_CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
_TO_OKLAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]

Vector = NDArray[np.float64]


def linear(color: QColor) -> Vector:
    parts = np.array([color.redF(), color.greenF(), color.blueF()])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def seen(color: QColor, vision: str) -> Vector:
    """OKLab of what somebody with that vision sees."""
    light = np.clip(np.array(SIMULATIONS[vision]) @ linear(color), 0, 1)
    lab: Vector = np.array(_TO_OKLAB) @ np.cbrt(np.array(_TO_CONES) @ light)
    return lab


def distance(one: QColor, other: QColor, vision: str) -> float:
    return float(np.linalg.norm(seen(one, vision) - seen(other, vision)))


def shape(mark: str) -> Vector:
    """How much ink is where in the mark, 0 to 1, 16 × 16."""
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_icon(painter, QRectF(0, 0, 16, 16), mark, QColor("black"))
    painter.end()
    return np.array([[image.pixelColor(x, y).alphaF() for x in range(16)] for y in range(16)])


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("vision", SIMULATIONS)
def test_verdicts_are_told_apart_by_colour(name: ThemeName, vision: str) -> None:
    palette = load_palette(name)
    close = {
        pair: round(distance(palette.color(pair[0]), palette.color(pair[1]), vision), 3)
        for pair in combinations(MARKS, 2)
    }
    assert {pair: apart for pair, apart in close.items() if apart < APART} == {}


def test_verdicts_are_told_apart_by_shape_too(qapp: QApplication) -> None:
    assert qapp is not None
    shapes = {mark: shape(mark) for mark in MARKS}
    for one, other in combinations(MARKS, 2):
        different = np.abs(shapes[one] - shapes[other]).sum()
        assert different > 0.25 * max(shapes[one].sum(), shapes[other].sum()), (one, other)


def test_red_and_green_are_one_to_who_lacks_a_cone_and_not_to_others() -> None:
    """The simulation itself: these two differ in nothing but what deutan eyes don't see."""
    red, green = QColor("#b3691c"), QColor("#7d7d1e")
    assert distance(red, green, "everybody") > 2 * distance(red, green, "deutan")
    white, black = QColor("white"), QColor("black")
    assert all(distance(white, black, vision) == pytest.approx(1, abs=0.02) for vision in SIMULATIONS)
