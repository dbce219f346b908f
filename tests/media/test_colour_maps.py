"""Colour maps as seen: lightness going one way in even steps, by CIE L*a*b* and also without hues or with fewer."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.media.colour_maps import COLOUR_MAPS, oklab_map

TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = TO_XYZ.sum(axis=1)
# Machado, Oliveira and Fernandes 2009, complete, on linear sRGB.
BLINDNESS = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def linear(colours):
    shares = np.asarray(colours) / 255
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def lab(light):
    """CIE L*a*b* of linear sRGB, by the definition."""
    ratios = light @ TO_XYZ.T / WHITE
    roots = np.where(ratios > (6 / 29) ** 3, np.cbrt(ratios), ratios / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = roots.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


def lightness(colours):
    return lab(linear(colours))[:, 0]


@pytest.mark.parametrize("name", ["ink", "ember", "sea", "grey"])
def test_a_map_is_256_colours(name):
    colours = COLOUR_MAPS[name]
    assert colours.shape == (256, 3)
    assert colours.dtype == np.uint8


def test_lightness_is_what_it_is_known_to_be():
    """sRGB's own red, of which L*a*b* is in every table."""
    assert lab(linear([[255, 0, 0], [255, 255, 255], [0, 0, 0]])) == pytest.approx(
        np.array([[53.24, 80.09, 67.20], [100, 0, 0], [0, 0, 0]]), abs=0.02
    )


@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_louder_is_always_lighter_or_always_darker(name):
    """A step of 8 bits may round away, so that neighbours are only never the wrong way round."""
    steps = np.diff(lightness(COLOUR_MAPS[name])) * (-1 if name == "ink" else 1)
    assert steps.min() > -0.3
    assert np.diff(lightness(COLOUR_MAPS[name])[::4]).min() * np.diff(lightness(COLOUR_MAPS[name])[::4]).max() > 0
    assert steps.sum() > 80


@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_steps_of_lightness_are_even(name):
    steps = np.abs(np.diff(lightness(COLOUR_MAPS[name])[::15]))
    assert steps.max() < 1.8 * steps.min()


@pytest.mark.parametrize("name", COLOUR_MAPS)
@pytest.mark.parametrize("kind", BLINDNESS)
def test_levels_can_be_told_apart_without_all_colours(name, kind):
    seen = lab(np.clip(linear(COLOUR_MAPS[name]) @ np.array(BLINDNESS[kind]).T, 0, 1))
    apart = np.linalg.norm(np.diff(seen[::15], axis=0), axis=1)
    assert apart.min() > 2.3  # a difference that is just noticed


def test_no_hue_is_lost_at_the_edge_of_what_a_screen_shows():
    """A colour outside sRGB would be clipped, and its lightness bent: neighbours differ by small steps alone."""
    for colours in COLOUR_MAPS.values():
        assert np.abs(np.diff(colours.astype(int), axis=0)).max() <= 6


def test_anchors_are_met():
    grey = oklab_map(((0.0, 0, 0), (1.0, 0, 0)))
    assert grey[0].tolist() == [0, 0, 0]
    assert grey[-1].tolist() == [255, 255, 255]
    red = oklab_map(((0.62796, 0.25768, 29.234), (0.0, 0, 0)))
    assert np.abs(red[0].astype(int) - [255, 0, 0]).max() <= 1
