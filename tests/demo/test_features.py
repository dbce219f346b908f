from __future__ import annotations

import numpy as np
from PIL import Image

from labeler.demo.features import colors, edges, thumbnail


def striped(*, upright: bool) -> np.ndarray:
    stripes = np.where(np.arange(48) // 3 % 2, 255, 0).astype(np.uint8)
    picture = np.broadcast_to(stripes if upright else stripes[:, None], (48, 48))
    return np.repeat(picture[None, :, :, None], 3, axis=3)


def test_edges_tell_upright_stripes_from_level_ones() -> None:
    upright, level = (edges(striped(upright=upright)).reshape(8, 8, 8) for upright in (True, False))
    assert (upright.argmax(axis=2) == 0).all()
    assert (level.argmax(axis=2) == 4).all()


def test_edges_of_an_even_picture_are_zero() -> None:
    assert not edges(np.full((2, 48, 48, 3), 90, np.uint8)).any()


def test_edges_do_not_depend_on_the_company_a_picture_is_in() -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (230, 48, 48, 3), dtype=np.uint8)
    np.testing.assert_array_equal(edges(pictures)[210:], edges(pictures[210:]))


def test_colors_are_means_of_squares() -> None:
    picture = np.zeros((1, 48, 48, 3), np.uint8)
    picture[0, :24, :24] = (255, 0, 0)
    np.testing.assert_allclose(colors(picture, 2)[0, :6], [0.5, -0.5, -0.5, -0.5, -0.5, -0.5])


def test_thumbnails_of_both_sizes_are_alike() -> None:
    for size in (96, 192):
        assert thumbnail(Image.new("RGB", (size, size), "red")).shape == (48, 48, 3)
