"""16 bits a colour channel, which Pillow alone would cut to the upper 8."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from labeler.media.images import load_image

Values = NDArray[np.uint16]


def _values(channels: int) -> Values:
    values = np.random.default_rng(5).integers(1000, 3001, (24, 40, channels)).astype(np.uint16)
    values[0, 0], values[0, 1] = 1000, 3000
    if channels == 4:
        values[..., 3] = np.linspace(0, 65535, 40).astype(np.uint16)
    return values


def _write_png(path: Path, values: Values) -> None:
    height, width, channels = values.shape
    rows = values.astype(">u2").tobytes()
    stride = 2 * width * channels
    raw = b"".join(b"\0" + rows[start : start + stride] for start in range(0, len(rows), stride))
    header = struct.pack(">IIBBBBB", width, height, 16, 6 if channels == 4 else 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    data = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    ]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(data))


def _write_tiff(path: Path, values: Values, *, order: str, deflated: bool) -> None:
    height, width, channels = values.shape
    body = values.astype(f"{order}u2").tobytes()
    body = zlib.compress(body) if deflated else body
    extra = [(338, 3, 1, 2)] if channels == 4 else []  # unassociated alpha
    bits_at = 8 + len(body)
    directory = bits_at + 2 * channels
    entries = [
        *((256, 3, 1, width), (257, 3, 1, height), (258, 3, channels, bits_at), (259, 3, 1, 8 if deflated else 1)),
        *((262, 3, 1, 2), (273, 4, 1, 8), (277, 3, 1, channels), (278, 3, 1, height), (279, 4, 1, len(body))),
        *((284, 3, 1, 1), *extra),
    ]
    data = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, directory) + body
    data += struct.pack(f"{order}{channels}H", *[16] * channels) + struct.pack(f"{order}H", len(entries))
    for tag, kind, count, value in entries:
        short = kind == 3 and count == 1
        packed = struct.pack(f"{order}HH", value, 0) if short else struct.pack(f"{order}I", value)
        data += struct.pack(f"{order}HHI", tag, kind, count) + packed
    path.write_bytes(data + bytes(4))


def _expected(values: Values) -> NDArray[np.uint8]:
    levels = np.rint((values.astype(float) - 1000) * 255 / 2000)
    if values.shape[-1] == 4:
        levels[..., 3] = np.rint(values[..., 3] / 257)
    return levels.astype(np.uint8)


@pytest.mark.parametrize("channels", [3, 4])
def test_colours_of_16_bits_in_a_png_are_stretched_together(tmp_path: Path, channels: int) -> None:
    _write_png(tmp_path / "a.png", _values(channels))
    picture = load_image(tmp_path / "a.png")
    np.testing.assert_array_equal(picture.pixels, _expected(_values(channels)))
    assert picture.note == "16-bit colours stretched from 1,000 to 3,000"


@pytest.mark.parametrize("deflated", [False, True])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("channels", [3, 4])
def test_colours_of_16_bits_in_a_tiff_are_stretched_together(
    tmp_path: Path, channels: int, order: str, deflated: bool
) -> None:
    _write_tiff(tmp_path / "a.tif", _values(channels), order=order, deflated=deflated)
    picture = load_image(tmp_path / "a.tif")
    np.testing.assert_array_equal(picture.pixels, _expected(_values(channels)))
    assert picture.note == "16-bit colours stretched from 1,000 to 3,000"
