"""Outlines of recordings: true to the samples at every width, read in blocks, kept for the next time."""

from __future__ import annotations

import os
import tracemalloc

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.media import waveform
from labeler.media.errors import MediaError
from labeler.media.peak_cache import keep, kept
from labeler.media.waveform import Envelope, Peaks, peaks

RATE = 8000


def noise(frames, channels=1, seed=0):
    return np.random.default_rng(seed).normal(0, 0.2, (frames, channels)).clip(-1, 1).astype(np.float32)


def brute(samples, start, stop, columns, bucket):
    """Low, high and rms of each column, from the samples of all buckets it touches."""
    found = np.zeros((3, columns, samples.shape[1]))
    for column in range(columns):
        left, right = (start + (stop - start) * edge // columns for edge in (column, column + 1))
        first, last = left // bucket, max(-(-right // bucket), left // bucket + 1)
        part = samples[max(first * bucket, 0) : max(last * bucket, 0)].astype(np.float64)
        if len(part):
            found[:, column] = part.min(axis=0), part.max(axis=0), np.sqrt(np.square(part).mean(axis=0))
    return found


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 3000),
    st.integers(1, 3),
    st.sampled_from([1, 2, 7, 256]),
    st.integers(-500, 3500),
    st.integers(0, 4000),
    st.integers(1, 300),
)
def test_any_stretch_at_any_width_is_what_the_samples_are(frames, channels, bucket, start, length, columns):
    samples = noise(frames, channels)
    view = Peaks.of(samples, rate=RATE, bucket=bucket).over(start, start + length, columns)
    low, high, rms = brute(samples, start, start + length, columns, bucket)
    assert view.low.shape == view.high.shape == view.rms.shape == (columns, channels)
    assert np.array_equal(view.low, low)
    assert np.array_equal(view.high, high)
    assert np.allclose(view.rms, rms, atol=1e-6)


def test_samples_themselves_are_outlined_where_a_bucket_is_too_coarse():
    samples = np.array([[0.1], [-0.5], [0.3], [0.2]], np.float32)
    halves = Envelope.of(samples, 2)
    assert halves.low[:, 0].tolist() == pytest.approx([-0.5, 0.2])
    assert halves.high[:, 0].tolist() == pytest.approx([0.1, 0.3])
    twice = Envelope.of(samples, 8)
    assert np.array_equal(twice.low, np.repeat(samples, 2, axis=0))
    assert np.array_equal(twice.low, twice.high)


def test_no_samples_are_silence():
    view = Envelope.of(np.zeros((0, 2), np.float32), 5)
    assert view.low.shape == (5, 2)
    assert not any(part.any() for part in (view.low, view.high, view.rms))


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg", "a.mp3"])
def test_a_file_read_in_blocks_is_outlined_as_one_in_memory(tmp_path, name, monkeypatch):
    monkeypatch.setattr(waveform, "_BLOCK", 1000)
    soundfile.write(tmp_path / name, noise(20_000, 2), RATE)
    samples, _ = soundfile.read(tmp_path / name, dtype="float32")
    found, whole = peaks(tmp_path / name, bucket=64), Peaks.of(samples, rate=RATE, bucket=64)
    assert (found.rate, found.frames, found.channels, found.seconds) == (RATE, 20_000, 2, 2.5)
    for part in ("low", "high", "rms"):
        assert np.allclose(getattr(found, part), getattr(whole, part), atol=1e-6)


def test_progress_is_told_and_can_be_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(waveform, "_BLOCK", 1024)
    soundfile.write(tmp_path / "a.wav", noise(10_000), RATE)
    shares = []
    peaks(tmp_path / "a.wav", report=shares.append)
    assert shares == sorted(shares)
    assert len(shares) == 10
    assert shares[-1] == 1

    def stop(share):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        peaks(tmp_path / "a.wav", report=stop)


def test_memory_does_not_grow_with_the_recording(tmp_path):
    with soundfile.SoundFile(tmp_path / "a.wav", "w", 44_100, 2) as file:
        for seed in range(8):
            file.write(noise(1 << 20, 2, seed))
    tracemalloc.start()
    try:
        peaks(tmp_path / "a.wav")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 16_000_000 < (1 << 23) * 2 * 4


@pytest.mark.parametrize("content", [b"", b"no sound at all"])
def test_a_broken_file_has_no_outline(tmp_path, content):
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(MediaError, match=r"a\.wav is"):
        peaks(tmp_path / "a.wav", cache=tmp_path / "cache")
    with pytest.raises(MediaError, match=r"b\.wav is not in"):
        peaks(tmp_path / "b.wav", cache=tmp_path / "cache")


@pytest.fixture
def long(tmp_path, monkeypatch):
    """A recording worth keeping the peaks of."""
    monkeypatch.setattr(waveform, "_WORTH_KEEPING", 1000)
    soundfile.write(tmp_path / "long.wav", noise(5000, 2), RATE)
    return tmp_path / "long.wav"


def same(one, other):
    return all(np.array_equal(getattr(one, part), getattr(other, part)) for part in ("low", "high", "rms"))


def unread(share):
    pytest.fail("it was read again")


def test_peaks_of_a_long_recording_are_not_read_twice(long, tmp_path):
    first = peaks(long, cache=tmp_path / "cache")
    again = peaks(long, cache=tmp_path / "cache", report=unread)
    assert same(first, again)
    assert (again.rate, again.frames, again.channels, again.bucket) == (RATE, 5000, 2, 256)


def test_a_short_recording_is_not_kept(tmp_path):
    soundfile.write(tmp_path / "short.wav", noise(5000), RATE)
    peaks(tmp_path / "short.wav", cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_another_file_in_the_same_place_is_read(long, tmp_path):
    first = peaks(long, cache=tmp_path / "cache")
    soundfile.write(long, noise(5000, 2, seed=1), RATE)
    os.utime(long, ns=(1, 1))
    assert not same(first, peaks(long, cache=tmp_path / "cache"))


@pytest.mark.parametrize("damage", ["cut", "text", "pickle", "shapes", "other", "empty"])
def test_a_damaged_cache_is_read_anew_and_mended(long, tmp_path, damage):
    cache = tmp_path / "cache"
    whole = peaks(long, cache=cache)
    (file,) = cache.iterdir()
    content = file.read_bytes()
    match damage:
        case "cut":
            file.write_bytes(content[: len(content) // 2])
        case "text":
            file.write_text("peaks")
        case "empty":
            file.write_bytes(b"")
        case "pickle":
            with file.open("wb") as target:
                np.savez(target, low=np.array([{}], object))
        case "shapes":
            with file.open("wb") as target:
                np.savez(target, low=np.zeros(3), high=np.zeros((3, 1)), rms=np.zeros((3, 1)), rate=8000, frames=9)
        case "other":
            with file.open("wb") as target:
                np.save(target, np.zeros(3))
    assert same(whole, peaks(long, cache=cache))
    assert same(whole, peaks(long, cache=cache, report=unread))


def test_a_cache_that_cannot_be_written_is_done_without(long, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert peaks(long, cache=tmp_path / "cache").frames == 5000


def test_the_cache_drops_what_was_not_used_for_longest(tmp_path):
    arrays = {"a": np.zeros(1000)}
    keep(tmp_path, "old.npz", arrays)
    size = (tmp_path / "old.npz").stat().st_size
    keep(tmp_path, "used.npz", arrays)
    (tmp_path / "note.txt").write_text("somebody else's")
    for age, name in enumerate(("used.npz", "old.npz", "note.txt")):
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    assert kept(tmp_path, "used.npz") is not None
    keep(tmp_path, "new.npz", arrays, limit=2 * size + 100)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["new.npz", "note.txt", "used.npz"]
