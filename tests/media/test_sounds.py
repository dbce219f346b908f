"""Recordings read and written, and what is said of those that can't be."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from labeler.media.errors import MediaError
from labeler.media.sounds import Sound, read_sound, sound_info, write_sound


def tone(seconds=0.5, rate=8000, channels=1, peak=0.5):
    wave = peak * np.sin(2 * np.pi * 440 * np.arange(int(seconds * rate)) / rate)
    return Sound(np.repeat(wave[:, None], channels, axis=1).astype(np.float32), rate)


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


def test_ogg_reads_back_about_as_it_was(tmp_path):
    write_sound(tmp_path / "a.ogg", tone(rate=16_000))
    found = read_sound(tmp_path / "a.ogg")
    assert found.samples.shape == (8000, 1)
    assert np.corrcoef(found.samples[:, 0], tone(rate=16_000).samples[:, 0])[0, 1] > 0.99


def test_a_part_is_read_from_where_it_starts(tmp_path):
    write_sound(tmp_path / "a.wav", tone(), subtype="FLOAT")
    whole = read_sound(tmp_path / "a.wav").samples
    assert np.array_equal(read_sound(tmp_path / "a.wav", start=100, frames=50).samples, whole[100:150])
    assert len(read_sound(tmp_path / "a.wav", start=3990, frames=50).samples) == 10


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
    soundfile.write(tmp_path / "empty.wav", np.zeros((0, 1)), 8000)
    soundfile.write(tmp_path / "nan.wav", np.array([0.1, np.nan]), 8000, subtype="FLOAT")
    for name, message in (
        ("gone.wav", "is not in"),
        ("text.wav", "is no recording that can be read"),
        ("empty.wav", "is empty"),
        ("nan.wav", "samples that are no numbers"),
    ):
        with pytest.raises(MediaError, match=f"{name} .*{message}") as caught:
            read_sound(tmp_path / name)
        assert caught.value.problems[0].remedy


def test_a_recording_that_was_cut_short_is_no_shorter_recording(tmp_path):
    noise = np.random.default_rng(0).uniform(-0.5, 0.5, (80_000, 1)).astype(np.float32)
    write_sound(tmp_path / "a.flac", Sound(noise, 8000))
    content = (tmp_path / "a.flac").read_bytes()
    (tmp_path / "a.flac").write_bytes(content[: len(content) // 2])
    with pytest.raises(MediaError, match=r"a\.flac"):
        read_sound(tmp_path / "a.flac")
