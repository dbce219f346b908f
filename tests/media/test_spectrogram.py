"""Spectrograms against scipy's, and what a person reads off them: which frequency, how loud, when."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from labeler.media.spectrogram import levels, spectrogram, window_for

RATE = 8000


def tone(hertz, seconds=1.0, rate=RATE, peak=1.0):
    return (peak * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def noise(frames, seed=0):
    return np.random.default_rng(seed).normal(0, 0.1, frames).astype(np.float32)


def scipys(samples, *, window, hop):
    """Power of each frequency at the middle of each hop, where 1 is a full-scale sine."""
    padded = np.pad(samples.astype(np.float64), (window // 2 - hop // 2, window))
    shape = signal.get_window("hann", window)
    _, _, power = signal.spectrogram(
        padded, RATE, shape, noverlap=window - hop, detrend=False, scaling="spectrum", mode="psd"
    )
    return 2 * power[:, : len(samples) // hop]


@pytest.mark.parametrize(("window", "hop"), [(256, 40), (64, 64), (512, 10)])
def test_each_frequency_is_as_loud_as_scipy_says(window, hop):
    samples = noise(100 * hop)
    half = RATE / window / 2
    ours = spectrogram(
        samples, RATE, columns=100, rows=window // 2 - 1, low_hz=half, high_hz=RATE / 2 - half, window=window
    )
    theirs = 10 * np.log10(scipys(samples, window=window, hop=hop)[1:-1])
    loud = theirs > -100
    assert loud.mean() > 0.9
    assert np.abs(ours[::-1] - theirs)[loud].max() < 0.01


def test_a_row_shows_the_loudest_frequency_in_its_band():
    samples = noise(4000)
    ours = spectrogram(samples, RATE, columns=100, rows=16, window=256)
    power = scipys(samples, window=256, hop=40)
    power[[0, -1]] /= 2
    bands = [power[8 * band : 8 * band + (9 if band == 15 else 8)].max(axis=0) for band in range(16)]
    assert np.allclose(ours[::-1], 10 * np.log10(bands), atol=0.01)


@pytest.mark.parametrize("rate", [8000, 44_100, 192_000])
@pytest.mark.parametrize("rows", [50, 1000])
@pytest.mark.parametrize(("peak", "decibels"), [(1.0, 0.0), (0.1, -20.0)])
def test_a_tone_is_a_line_at_its_height_and_loudness(rate, rows, peak, decibels):
    hertz = rate * 10 / window_for(rate)
    found = spectrogram(tone(hertz, 0.5, rate, peak), rate, columns=30, rows=rows)[:, 5:-5]
    heights = (rows - 1 - found.argmax(axis=0) + 0.5) * rate / 2 / rows
    assert np.abs(heights - hertz).max() <= rate / 2 / rows
    assert found.max() == pytest.approx(decibels, abs=0.3)


def test_a_constant_is_as_loud_as_it_is():
    found = spectrogram(np.full(4000, 0.5, np.float32), RATE, columns=10, rows=128)
    assert found[-1, 5] == pytest.approx(20 * np.log10(0.5), abs=0.01)


def test_frequencies_asked_for_fill_the_rows():
    samples = tone(1000)
    near = spectrogram(samples, RATE, columns=10, rows=100, low_hz=900, high_hz=1100)[:, 5]
    assert abs(int(near.argmax()) - 50) <= 1
    above = spectrogram(samples, RATE, columns=10, rows=100, low_hz=2000, high_hz=4000)[:, 5]
    assert above.max() < -80


def test_above_half_the_rate_there_is_silence():
    for rows in (16, 1000):
        found = spectrogram(noise(8000), RATE, columns=10, rows=rows, high_hz=8000)
        assert (found[: rows // 2 - 1] == -200).all()
        assert (found[rows // 2 + 1 :] > -100).all()


def test_a_click_stands_where_it_sounds():
    samples = np.zeros(RATE, np.float32)
    samples[2000] = 1
    found = spectrogram(samples, RATE, columns=100, rows=64).max(axis=0)
    assert found.argmax() in (24, 25)
    assert (found[:20] == -200).all()


def test_wide_columns_show_the_mean_power_of_windows_spread_over_them():
    """A burst in one quarter of a column is a quarter of its power, 6 dB less."""
    samples = np.zeros(4 * 8000, np.float32)
    samples[8000:10_000] = tone(1000, 0.25)
    found = spectrogram(samples, RATE, columns=4, rows=64, window=128)
    assert found.max(axis=0)[[0, 2, 3]].tolist() == [-200, -200, -200]
    assert found[:, 1].max() == pytest.approx(-6.02, abs=0.1)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 3000),
    st.integers(1, 300),
    st.integers(1, 300),
    st.sampled_from([None, 2, 3, 16, 255, 1024]),
    st.sampled_from([8000, 44_100]),
)
def test_any_stretch_gives_a_picture_without_holes(frames, columns, rows, window, rate):
    found = spectrogram(noise(frames), rate, columns=columns, rows=rows, window=window)
    assert found.shape == (rows, columns)
    assert found.dtype == np.float32
    assert np.isfinite(found).all()
    assert found.min() >= -200


def test_no_samples_are_silence():
    assert (spectrogram(np.zeros(0, np.float32), RATE, columns=7, rows=5) == -200).all()


def test_levels_spread_over_the_range_and_stay_within_it():
    decibels = np.array([[-200.0, -80.0, -40.0, 0.0, 6.0]], np.float32)
    found = levels(decibels, floor_db=-80, ceiling_db=0)
    assert found.dtype == np.uint8
    assert found.tolist() == [[0, 0, 128, 255, 255]]
