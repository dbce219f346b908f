"""Slower and faster: as long as it should be, at the same pitch, without clicks, and the same however it is fed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from labeler.media.time_stretch import Stretcher, most_alike

SPEEDS = [0.25, 0.5, 0.75, 0.9, 1.1, 1.25, 1.5, 2.0]


def tone(hertz, seconds=2.0, rate=44_100, channels=1, peak=0.5):
    wave = peak * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)
    return np.repeat(wave[:, None], channels, axis=1).astype(np.float32)


def noise(frames, channels=1):
    return np.random.default_rng(0).normal(0, 0.1, (frames, channels)).astype(np.float32)


def stretched(samples, speed, *, rate=44_100, piece=4096):
    stretcher = Stretcher(rate, samples.shape[1], speed)
    parts = [stretcher.feed(samples[at : at + piece]) for at in range(0, len(samples), piece)]
    return np.concatenate([*parts, stretcher.finish()])


def pitch(wave, rate):
    """The strongest frequency, by the top of a parabola through the three loudest."""
    power = np.log(np.abs(np.fft.rfft(wave * np.hanning(len(wave)))) + 1e-12)
    top = int(power.argmax())
    left, middle, right = power[top - 1 : top + 2]
    return (top + (left - right) / (left - 2 * middle + right) / 2) * rate / len(wave)


@settings(max_examples=60, deadline=None)
@example(1831, 2.0, 1, 22_050, [1])
@given(
    st.integers(0, 12_000),
    st.floats(0.25, 2),
    st.sampled_from([1, 2, 3]),
    st.sampled_from([8000, 22_050]),
    st.lists(st.integers(1, 5000), min_size=1, max_size=8),
)
def test_the_length_is_what_the_speed_makes_it(frames, speed, channels, rate, pieces):
    samples, stretcher, parts, at = noise(frames, channels), Stretcher(rate, channels, speed), [], 0
    for piece in [*pieces, frames]:
        parts.append(stretcher.feed(samples[at : at + piece]))
        at += piece
    whole = np.concatenate([*parts, stretcher.finish()])
    assert whole.shape == (frames if speed == 1 else round(frames / speed), channels)
    assert whole.dtype == np.float32
    assert np.isfinite(whole).all()


@pytest.mark.parametrize("speed", SPEEDS)
def test_it_does_not_matter_in_what_pieces_it_is_fed(speed):
    samples = noise(20_000, 2)
    whole = stretched(samples, speed, piece=20_000)
    assert np.array_equal(whole, stretched(samples, speed, piece=777))
    assert np.array_equal(whole, stretched(samples, speed, piece=13_000))


@pytest.mark.parametrize("channels", [1, 2, 6])
def test_at_its_own_speed_a_recording_passes_bit_for_bit(channels):
    samples = noise(10_000, channels)
    assert np.array_equal(stretched(samples, 1.0, piece=999), samples)


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("rate", [8000, 44_100])
@pytest.mark.parametrize("hertz", [80, 440, 3000])
def test_the_pitch_is_kept(hertz, rate, speed):
    found = stretched(tone(hertz, 2, rate), speed, rate=rate)[:, 0]
    assert pitch(found[rate // 10 : -rate // 10], rate) == pytest.approx(hertz, rel=0.01)


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_steady_tone_stays_as_smooth_and_as_loud_as_it_was(speed):
    samples = tone(440)
    found = stretched(samples, speed)
    inner = found[2000:-2000]
    assert np.abs(np.diff(inner, axis=0)).max() < 1.1 * np.abs(np.diff(samples, axis=0)).max()
    assert np.abs(inner).max() == pytest.approx(0.5, rel=0.02)
    assert np.sqrt(np.square(inner).mean()) == pytest.approx(0.5 / np.sqrt(2), rel=0.02)


@pytest.mark.parametrize("speed", SPEEDS)
def test_nothing_gets_louder_than_it_was(speed):
    samples = noise(40_000).clip(-0.3, 0.3)
    assert np.abs(stretched(samples, speed)).max() <= 0.3 * (1 + 1e-6)


@pytest.mark.parametrize("speed", SPEEDS)
def test_what_sounds_at_a_time_sounds_when_it_should(speed):
    """Bursts at 0.5 s and 1.5 s stay where the speed puts them, to 25 ms of the recording."""
    rate, samples = 8000, np.zeros((16_000, 1), np.float32)
    for start in (4000, 12_000):
        samples[start : start + 800] = tone(500, 0.1, rate)
    found = stretched(samples, speed, rate=rate)[:, 0]
    loud = np.flatnonzero(np.abs(found) > 0.1) / rate
    for start in (0.5, 1.5):
        near = loud[np.abs(loud - (start + 0.05) / speed) < 0.4]
        assert near.min() == pytest.approx(start / speed, abs=0.025 / speed)
        assert near.max() == pytest.approx((start + 0.1) / speed, abs=0.025 / speed)


@pytest.mark.parametrize("speed", SPEEDS)
def test_it_begins_with_the_beginning(speed):
    samples = noise(8000)
    assert np.array_equal(stretched(samples, speed)[:600], samples[:600])


@pytest.mark.parametrize("speed", [0.5, 1.5])
def test_channels_stay_together_even_in_opposite_phase(speed):
    left = tone(300) + tone(1230, peak=0.2)
    samples = np.concatenate([left, -left], axis=1)
    found = stretched(samples, speed)
    assert np.abs(found[:, 0] + found[:, 1]).max() < 1e-6
    assert np.array_equal(found[:, :1], stretched(left, speed))


def test_silence_stays_silence():
    assert not stretched(np.zeros((30_000, 2), np.float32), 0.5).any()


@pytest.mark.parametrize("speed", [0.0, -1.0])
def test_there_is_no_such_speed(speed):
    with pytest.raises(ValueError, match="no speed"):
        Stretcher(8000, 1, speed)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 3), st.integers(5, 60), st.integers(0, 100), st.randoms(use_true_random=False))
def test_the_most_alike_place_is_the_one_of_largest_correlation(channels, length, more, random):
    rng = np.random.default_rng(random.randrange(1 << 32))
    region = rng.normal(size=(channels, length + more)).astype(np.float32)
    place = random.randint(0, more)
    piece = region[:, place : place + length].copy()
    assert most_alike(region, piece, near=0) == place


def test_of_places_alike_the_nearest_is_taken():
    wave = tone(441, 0.05).T
    assert most_alike(wave, wave[:, :200], near=310) == 300
    assert most_alike(np.zeros((1, 500), np.float32), np.zeros((1, 100), np.float32), near=123) == 123
