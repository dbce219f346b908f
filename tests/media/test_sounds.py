"""Recordings read and written, and what is said of those that can't be."""

from __future__ import annotations

import os
import struct

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.media.errors import MediaError
from labeler.media.sounds import Sound, blocks, read_sound, sound_info, write_sound

STORED = [
    *(("a.wav", kept) for kept in ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW")),
    *(("a.flac", kept) for kept in ("PCM_S8", "PCM_16", "PCM_24")),
    *((name, "PCM_16") for name in ("a.aiff", "a.au", "a.caf", "a.w64")),
]
STEPS = {"PCM_U8": 2**-7, "PCM_S8": 2**-7, "ULAW": 2**-5, "FLOAT": 2**-24, "DOUBLE": 2**-24, "PCM_24": 2**-23}


def tone(seconds=0.5, rate=8000, channels=1, peak=0.5):
    wave = peak * np.sin(2 * np.pi * 440 * np.arange(int(seconds * rate)) / rate)
    return Sound(np.repeat(wave[:, None], channels, axis=1).astype(np.float32), rate)


def noise(frames=80_000, channels=1):
    return np.random.default_rng(0).uniform(-0.5, 0.5, (frames, channels)).astype(np.float32)


def write(path, samples, rate=8000):
    """As the suffix says; soundfile knows none for opus."""
    kind = {"format": "OGG", "subtype": "OPUS"} if path.suffix == ".opus" else {}
    soundfile.write(path, samples, rate, **kind)


def cut(path, share):
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    return path


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".WAV"])
@pytest.mark.parametrize("channels", [1, 2])
def test_what_is_written_reads_back(tmp_path, suffix, channels):
    path = tmp_path / f"a{suffix}"
    write_sound(path, tone(channels=channels))
    found = read_sound(path)
    assert found.rate == 8000
    assert np.abs(found.samples - tone(channels=channels).samples).max() <= 2**-15
    info = sound_info(path)
    assert (info.frames, info.channels, info.seconds, info.subtype) == (4000, channels, 0.5, "PCM_16")


def test_a_long_ogg_is_written(tmp_path):
    write_sound(tmp_path / "a.ogg", tone(60, 44_100, 2))
    assert sound_info(tmp_path / "a.ogg").seconds == 60


@pytest.mark.parametrize(("name", "subtype"), STORED)
@pytest.mark.parametrize(("rate", "channels"), [(8000, 1), (44_100, 2), (192_000, 6)])
def test_every_kind_of_storage_is_read(tmp_path, name, subtype, rate, channels):
    samples = noise(3000, channels)
    soundfile.write(tmp_path / name, samples, rate, subtype=subtype)
    found = read_sound(tmp_path / name)
    assert found.samples.dtype == np.float32
    assert np.abs(found.samples - samples).max() <= STEPS.get(subtype, 2**-15)
    info = sound_info(tmp_path / name)
    assert (info.frames, info.rate, info.channels, info.subtype) == (3000, rate, channels, subtype)


@pytest.mark.parametrize(("name", "rate"), [("a.ogg", 16_000), ("a.opus", 48_000), ("a.mp3", 44_100)])
@pytest.mark.parametrize("channels", [1, 2])
def test_compressed_recordings_read_back_about_as_they_were(tmp_path, name, rate, channels):
    original = tone(2, rate, channels).samples
    write(tmp_path / name, original, rate)
    found = read_sound(tmp_path / name).samples
    assert found.shape == original.shape == (sound_info(tmp_path / name).frames, channels)
    assert np.corrcoef(found[:, -1], original[:, -1])[0, 1] > 0.99


@pytest.mark.parametrize("name", ["a.ogg", "a.opus", "a.mp3"])
def test_a_part_of_a_compressed_recording_is_that_part_of_the_whole(tmp_path, name):
    """Of a pure tone, in which frames of an mp3 borrow from the most others."""
    write(tmp_path / name, tone(3, 48_000).samples, 48_000)
    whole = read_sound(tmp_path / name).samples
    for start in (1000, 30_000, 100_000):
        part = read_sound(tmp_path / name, start=start, frames=1000).samples
        assert np.abs(part - whole[start : start + 1000]).max() < 1e-3


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg"])
def test_a_part_is_read_from_where_it_starts(tmp_path, name):
    soundfile.write(tmp_path / name, noise(20_000), 16_000)
    whole = read_sound(tmp_path / name).samples
    assert np.allclose(read_sound(tmp_path / name, start=9000, frames=500).samples, whole[9000:9500], atol=1e-6)
    assert len(read_sound(tmp_path / name, start=19_990, frames=500).samples) == 10
    for beyond in (20_000, 30_000):
        assert read_sound(tmp_path / name, start=beyond).samples.shape == (0, 1)
    assert read_sound(tmp_path / name, frames=0).samples.shape == (0, 1)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_blocks_put_together_are_the_whole(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "blocks.flac"
    if not path.exists():
        soundfile.write(path, noise(5000, 2), 8000)
    start, size = data.draw(st.integers(0, 5000)), data.draw(st.integers(1, 6000))
    frames = data.draw(st.none() | st.integers(0, 6000))
    parts = list(blocks(path, start=start, frames=frames, size=size))
    assert all(len(part) == size for part in parts[:-1])
    together = np.concatenate([np.empty((0, 2), np.float32), *parts])
    assert np.array_equal(together, read_sound(path, start=start, frames=frames).samples)


def test_the_way_samples_are_stored_is_kept_where_the_format_has_it(tmp_path):
    for suffix, subtype, kept in (
        (".wav", "FLOAT", "FLOAT"),
        (".flac", "PCM_24", "PCM_24"),
        (".flac", "FLOAT", "PCM_16"),
    ):
        write_sound(tmp_path / f"a{suffix}", tone(), subtype=subtype)
        assert sound_info(tmp_path / f"a{suffix}").subtype == kept
    write_sound(tmp_path / "b.wav", tone(), subtype="ULAW")
    assert sound_info(tmp_path / "b.wav").subtype == "PCM_16"


def test_what_cannot_be_read_is_named_with_its_remedy(tmp_path):
    (tmp_path / "text.wav").write_text("no sound")
    (tmp_path / "text.mp3").write_text("no sound")
    (tmp_path / "text.m4a").write_text("no sound")
    (tmp_path / "nothing.wav").touch()
    (tmp_path / "folder.wav").mkdir()
    soundfile.write(tmp_path / "empty.wav", np.zeros((0, 1)), 8000)
    soundfile.write(tmp_path / "nan.wav", np.array([0.1, np.nan]), 8000, subtype="FLOAT")
    soundfile.write(tmp_path / "vast.wav", np.array([0.1, 1e30]), 8000, subtype="FLOAT")
    soundfile.write(tmp_path / "inf.wav", np.array([0.1, np.inf]), 8000, subtype="FLOAT")
    for name, message, remedy in (
        ("gone.wav", "is not in", ", locate the media folder"),
        ("text.wav", "is no recording that can be read", "copy it again"),
        ("text.mp3", "is no recording that can be read; ", "copy it again"),
        ("text.m4a", "is no recording that can be read", "convert it to wav or flac"),
        ("nothing.wav", "is empty: it has no bytes", "copy it again"),
        ("folder.wav", "is a folder", "correct the file column"),
        ("empty.wav", "is empty: it has no samples", "copy it again"),
        ("nan.wav", "samples that are no numbers", "copy it again"),
        ("vast.wav", "beyond all measure", "copy it again"),
        ("inf.wav", "samples that are no numbers", "copy it again"),
    ):
        with pytest.raises(MediaError, match=f"{name} .*{message}") as caught:
            read_sound(tmp_path / name)
        assert remedy in caught.value.remedy


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this account may read everything")
def test_a_recording_that_may_not_be_read_says_so(tmp_path):
    write_sound(tmp_path / "a.wav", tone())
    (tmp_path / "a.wav").chmod(0)
    with pytest.raises(MediaError, match=r"a\.wav may not be read"):
        read_sound(tmp_path / "a.wav")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.98])
@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg", "a.opus", "a.mp3", "a.aiff", "a.au", "a.caf", "a.w64"])
def test_a_recording_that_was_cut_short_is_no_shorter_recording(tmp_path, name, share):
    write(tmp_path / name, noise())
    with pytest.raises(MediaError, match=name):
        read_sound(cut(tmp_path / name, share))
    with pytest.raises(MediaError, match=name):
        sum(map(len, blocks(tmp_path / name)))


def test_a_cut_that_shows_only_in_decoding_tells_from_where_on(tmp_path):
    soundfile.write(tmp_path / "a.flac", noise(), 8000)
    parts = blocks(cut(tmp_path / "a.flac", 0.4), size=16_000)
    assert len(next(parts)) == 16_000
    with pytest.raises(MediaError, match=r"a\.flac is cut short or damaged: it can't be decoded beyond 2\.00 s"):
        next(parts)


def claiming(path, *, data_bytes):
    """A wav of which the header claims so many bytes of samples."""
    soundfile.write(path, noise(8000), 8000)
    content = bytearray(path.read_bytes())
    at = content.index(b"data") + 4
    content[at : at + 4] = struct.pack("<I", data_bytes)
    path.write_bytes(content)
    return path


def flac_claiming(path, *, frames):
    soundfile.write(path, noise(8000), 8000)
    content = bytearray(path.read_bytes())
    at = 4 + 4 + 10  # the marker, the block's header, and what precedes the 36 bits that count
    packed = int.from_bytes(content[at : at + 8], "big") >> 36 << 36
    content[at : at + 8] = (packed | frames).to_bytes(8, "big")
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("unknown", [0xFFFF_FFFF, 0x7FFF_FFFF, 0x7FFF_F000])
def test_a_wav_written_into_a_pipe_is_read_to_its_end(tmp_path, unknown):
    path = claiming(tmp_path / "a.wav", data_bytes=unknown)
    assert sound_info(path).frames == len(read_sound(path).samples) == 8000


def test_a_flac_that_does_not_say_how_long_it_is_is_counted_and_read(tmp_path):
    path = flac_claiming(tmp_path / "a.flac", frames=0)
    assert sound_info(path).frames == len(read_sound(path).samples) == 8000
    assert np.array_equal(read_sound(path, start=3000, frames=10).samples, read_sound(path).samples[3000:3010])
    for beyond in (8000, 9000):
        assert not len(read_sound(path, start=beyond).samples)


def test_a_header_that_claims_billions_of_frames_is_not_believed(tmp_path):
    for path in (
        claiming(tmp_path / "a.wav", data_bytes=2_000_000_000),
        flac_claiming(tmp_path / "a.flac", frames=(1 << 36) - 1),
    ):
        with pytest.raises(MediaError, match="is cut short"):
            read_sound(path)


@pytest.mark.parametrize("rate", [1, 2_000_000_000])
def test_a_rate_that_cannot_be_is_damage(tmp_path, rate):
    soundfile.write(tmp_path / "a.wav", noise(100), rate)
    with pytest.raises(MediaError, match=f"claims {rate:,} samples a second"):
        sound_info(tmp_path / "a.wav")


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg", "a.opus", "a.mp3", "a.aiff"])
def test_damage_anywhere_is_told_or_does_no_harm(tmp_path, name):
    write(tmp_path / name, noise(3000, 2))
    whole, rng = (tmp_path / name).read_bytes(), np.random.default_rng(0)
    refused = 0
    for _ in range(60):
        content = bytearray(whole)
        for place in rng.integers(0, [60, len(whole)]):
            content[place] = rng.integers(256)
        (tmp_path / name).write_bytes(content)
        try:
            samples = read_sound(tmp_path / name).samples
        except MediaError:
            refused += 1
        else:
            assert np.isfinite(samples).all()
    assert refused
