from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from labeler.media.images import load_image


def _photograph() -> Image.Image:
    coarse = np.random.default_rng(2).integers(0, 256, (4, 6, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((60, 40), Image.Resampling.BICUBIC)


def _lab_profile() -> bytes:
    return bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes())


def _swapped_profile() -> bytes:
    """sRGB with red and blue exchanged, so that what it changes can be told exactly."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = data.index(b"rXYZ"), data.index(b"bXYZ")
    data[red : red + 4], data[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(data).replace("sRGB".encode("utf-16-be"), "Swap".encode("utf-16-be"))


def test_a_profile_that_is_srgb_changes_nothing(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    _photograph().save(tmp_path / "a.png", icc_profile=profile)
    picture = load_image(tmp_path / "a.png")
    np.testing.assert_array_equal(picture.pixels, np.asarray(_photograph()))
    assert picture.note is None


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_of_another_profile_are_converted_and_the_note_names_it(tmp_path: Path, mode: str) -> None:
    _photograph().convert(mode).save(tmp_path / "a.png", icc_profile=_swapped_profile())
    picture = load_image(tmp_path / "a.png")
    expected = np.asarray(_photograph())[..., ::-1].astype(int)
    assert np.abs(picture.pixels[..., :3].astype(int) - expected).max() <= 2
    assert picture.pixels.shape[-1] == len(mode)
    assert picture.note is not None
    assert picture.note.startswith("colours converted from Swap")


def test_a_broken_profile_is_left_aside_with_a_note(tmp_path: Path) -> None:
    _photograph().save(tmp_path / "a.png", icc_profile=b"nothing of the kind")
    picture = load_image(tmp_path / "a.png")
    np.testing.assert_array_equal(picture.pixels, np.asarray(_photograph()))
    assert picture.note == "its colour profile can't be used"


def test_a_profile_for_another_colour_space_is_not_for_this_image(tmp_path: Path) -> None:
    _photograph().save(tmp_path / "a.png", icc_profile=_lab_profile())
    np.testing.assert_array_equal(load_image(tmp_path / "a.png").pixels, np.asarray(_photograph()))


def test_lab_colours_are_shown_as_they_look(tmp_path: Path) -> None:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    image = ImageCms.profileToProfile(_photograph(), srgb, lab, outputMode="LAB")
    assert image is not None
    image.info.clear()
    image.save(tmp_path / "a.tif")
    difference = load_image(tmp_path / "a.tif").pixels.astype(int) - np.asarray(_photograph())
    assert np.abs(difference).mean() < 2  # 8 bits of Lab are coarse


def test_palette_bits_and_grey_keep_their_colours(tmp_path: Path) -> None:
    for mode in ("P", "1", "L", "LA"):
        image = _photograph().convert(mode)
        image.save(tmp_path / "a.png")
        expected = np.asarray(image.convert("RGBA" if mode == "LA" else "RGB"))
        np.testing.assert_array_equal(load_image(tmp_path / "a.png").pixels, expected)


def test_a_transparent_colour_of_a_palette_stays_transparent(tmp_path: Path) -> None:
    _photograph().convert("P").save(tmp_path / "a.png", transparency=0)
    pixels = load_image(tmp_path / "a.png").pixels
    assert pixels.shape == (40, 60, 4)


def test_palettes_are_reduced_as_colours_not_by_dropping_pixels(tmp_path: Path) -> None:
    stripes = np.zeros((40, 40, 3), np.uint8)
    stripes[:, ::2] = 255
    Image.fromarray(stripes).convert("1").save(tmp_path / "a.png")
    middle = load_image(tmp_path / "a.png", max_size=(10, 10)).pixels[3:7, 3:7]
    assert np.abs(middle.astype(int) - 127).max() < 20
