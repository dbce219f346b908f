from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from labeler.media.errors import MediaError
from labeler.media.images import load_image, load_within, within_pixels
from labeler.media.thumbnails import thumbnail


def _noise(height: int = 40, width: int = 60) -> Image.Image:
    return Image.fromarray(np.random.default_rng(3).integers(0, 256, (height, width, 3), dtype=np.uint8))


def _png_header(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def _bomb(path: Path, side: int) -> Path:
    data = b"IDAT" + zlib.compress(bytes(100))
    length, check = struct.pack(">I", len(data) - 4), struct.pack(">I", zlib.crc32(data))
    path.write_bytes(_png_header(side, side) + length + data + check)
    return path


def test_an_rgb_image_comes_back_pixel_for_pixel(tmp_path: Path) -> None:
    _noise().save(tmp_path / "a.png")
    picture = load_image(tmp_path / "a.png")
    np.testing.assert_array_equal(picture.pixels, np.asarray(_noise()))
    assert (picture.width, picture.height, picture.note) == (60, 40, None)


def test_a_missing_file_is_said_to_be_missing_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"a\.png is not in .*, locate the media folder"):
        load_image(tmp_path / "a.png")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="so is its folder"):
        load_image(tmp_path / "gone" / "a.png")


def test_a_folder_is_not_an_image(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="is a folder"):
        load_image(tmp_path)


def test_a_truncated_jpeg_is_refused_and_not_shown_half_grey(tmp_path: Path) -> None:
    whole = tmp_path / "whole.jpg"
    _noise(400, 600).save(whole)
    (tmp_path / "cut.jpg").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(MediaError, match=r"cut\.jpg is cut short") as caught:
        load_image(tmp_path / "cut.jpg")
    assert caught.value.problems[0].remedy


def test_text_named_png_is_not_an_image(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("not an image at all")
    with pytest.raises(MediaError, match="not an image of a known kind"):
        load_image(tmp_path / "a.png")


def test_a_file_without_bytes_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    with pytest.raises(MediaError, match="is empty"):
        load_image(tmp_path / "a.png")


@pytest.mark.parametrize("side", [15_000, 60_000])
def test_a_decompression_bomb_is_refused_by_its_header(tmp_path: Path, side: int) -> None:
    with pytest.raises(MediaError, match="more than the 200 million"):
        load_image(_bomb(tmp_path / "bomb.png", side))


def test_pillows_own_limit_stands_again_afterwards(tmp_path: Path) -> None:
    limit = Image.MAX_IMAGE_PIXELS
    with pytest.raises(MediaError):
        load_image(_bomb(tmp_path / "bomb.png", 60_000))
    assert limit is not None
    assert limit == Image.MAX_IMAGE_PIXELS


def test_garbage_after_a_valid_header_is_damage(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(_png_header(8, 8) + struct.pack(">I", 8) + b"IDAT" + b"garbage!" + b"0000")
    with pytest.raises(MediaError, match=r"a\.png is (damaged|cut short)"):
        load_image(tmp_path / "a.png")


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_16_bit_data_is_stretched_over_its_range_and_noted(tmp_path: Path, suffix: str) -> None:
    values = np.linspace(1000, 3000, 64, dtype=np.uint16).reshape(8, 8)
    Image.fromarray(values).save(tmp_path / f"a.{suffix}")
    picture = load_image(tmp_path / f"a.{suffix}")
    assert (picture.pixels.min(), picture.pixels.max()) == (0, 255)
    assert len(np.unique(picture.pixels)) == 64
    assert picture.note == "16-bit data stretched from 1,000 to 3,000"


def test_float_data_is_stretched_and_what_is_no_number_counted(tmp_path: Path) -> None:
    values = np.linspace(-1, 1, 64, dtype=np.float32).reshape(8, 8)
    values[0, 0] = np.nan
    values[0, 1] = np.inf
    Image.fromarray(values).save(tmp_path / "a.tif")
    picture = load_image(tmp_path / "a.tif")
    assert picture.pixels[7, 7, 0] == 255
    assert picture.pixels[0, 0, 0] == 0
    assert picture.note is not None
    assert picture.note.startswith("floating point data stretched from")
    assert picture.note.endswith("2 pixels without a number")


def test_constant_deep_data_is_black(tmp_path: Path) -> None:
    Image.fromarray(np.full((4, 4), 700, np.uint16)).save(tmp_path / "a.png")
    assert not load_image(tmp_path / "a.png").pixels.any()


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    """As a camera held that way stores it."""
    ways = Image.Transpose
    how = {
        2: ways.FLIP_LEFT_RIGHT,
        3: ways.ROTATE_180,
        4: ways.FLIP_TOP_BOTTOM,
        5: ways.TRANSPOSE,
        6: ways.ROTATE_90,
        7: ways.TRANSVERSE,
        8: ways.ROTATE_270,
    }
    return image.transpose(how[orientation]) if orientation > 1 else image


@pytest.mark.parametrize("suffix", ["png", "tif", "webp"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_exif_orientation_is_shown_upright(tmp_path: Path, orientation: int, suffix: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    _turned(_noise(), orientation).save(tmp_path / f"a.{suffix}", exif=exif, lossless=True)
    picture = load_image(tmp_path / f"a.{suffix}")
    np.testing.assert_array_equal(picture.pixels, np.asarray(_noise()))
    assert (picture.width, picture.height) == (60, 40)


def test_a_turned_jpeg_is_reduced_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (600, 400), "red").save(tmp_path / "a.jpg", exif=exif)
    picture = load_image(tmp_path / "a.jpg", max_size=(100, 90))
    assert picture.pixels.shape == (90, 60, 3)
    assert (picture.width, picture.height) == (400, 600)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparency_is_kept(tmp_path: Path, mode: str) -> None:
    image = Image.new(mode, (4, 4))
    image.save(tmp_path / "a.png")
    assert load_image(tmp_path / "a.png").pixels.shape == (4, 4, 4)


@pytest.mark.parametrize(("mode", "suffix"), [("P", "png"), ("1", "png"), ("L", "png"), ("CMYK", "jpg")])
def test_other_modes_become_rgb(tmp_path: Path, mode: str, suffix: str) -> None:
    _noise().convert(mode).save(tmp_path / f"a.{suffix}")
    assert load_image(tmp_path / f"a.{suffix}").pixels.shape == (40, 60, 3)


def test_of_an_animation_the_first_frame_is_shown_and_the_number_told(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "lime", "blue")]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    picture = load_image(tmp_path / "a.gif")
    assert tuple(picture.pixels[0, 0, :3]) == (255, 0, 0)
    assert (picture.frames, picture.frame) == (3, 0)
    assert tuple(load_image(tmp_path / "a.gif", frame=2).pixels[0, 0, :3]) == (0, 0, 255)


def test_a_jpeg_named_png_is_shown_with_a_note(tmp_path: Path) -> None:
    _noise().save(tmp_path / "a.jpg")
    renamed = (tmp_path / "a.jpg").rename(tmp_path / "a.png")
    assert load_image(renamed).note == "JPEG data in a file named .png"


def test_postscript_is_never_opened(tmp_path: Path) -> None:
    _noise().save(tmp_path / "a.eps")
    with pytest.raises(MediaError, match="not an image of a known kind"):
        load_image(tmp_path / "a.eps")


def test_a_reduced_image_keeps_its_proportions_and_tells_its_true_size(tmp_path: Path) -> None:
    _noise(600, 900).save(tmp_path / "a.jpg")
    picture = load_image(tmp_path / "a.jpg", max_size=(90, 90))
    assert picture.pixels.shape == (60, 90, 3)
    assert (picture.width, picture.height) == (900, 600)


def test_a_thumbnail_is_never_enlarged(tmp_path: Path) -> None:
    _noise(32, 32).save(tmp_path / "a.png")
    assert thumbnail(tmp_path / "a.png", 112).pixels.shape == (32, 32, 3)


def test_an_image_of_very_many_pixels_is_decoded_for_the_area_or_halved(tmp_path: Path) -> None:
    _noise(600, 900).save(tmp_path / "a.jpg")
    assert load_within(tmp_path / "a.jpg", area=(90, 90), pixels=540_000).pixels.shape == (600, 900, 3)
    assert load_within(tmp_path / "a.jpg", area=(90, 90), pixels=539_999).pixels.shape == (60, 90, 3)
    assert load_within(tmp_path / "a.jpg", area=None, pixels=200_000).pixels.shape == (300, 450, 3)
    assert within_pixels((901, 601), 200_000) == (451, 301)


def test_only_a_jpeg_that_is_decoded_smaller_may_pass_the_cap(tmp_path: Path) -> None:
    _noise(600, 900).save(tmp_path / "a.jpg")
    _noise(600, 900).save(tmp_path / "progressive.jpg", progressive=True)
    _noise(600, 900).save(tmp_path / "a.png")
    assert load_image(tmp_path / "a.jpg", max_size=(90, 90), pixel_cap=100_000).pixels.shape == (60, 90, 3)
    for name, size in (("a.jpg", None), ("progressive.jpg", (90, 90)), ("a.png", (90, 90))):
        with pytest.raises(MediaError, match="has 900 × 600 pixels"):
            load_image(tmp_path / name, max_size=size, pixel_cap=100_000)


def test_a_frame_that_is_not_there_is_damage(tmp_path: Path) -> None:
    _noise().save(tmp_path / "a.tif")
    with pytest.raises(MediaError, match=r"a\.tif is "):
        load_image(tmp_path / "a.tif", frame=3)
