"""Mixes at the ratio asked for, without clipping, the same wherever and whenever they are made (METHOD 11)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest

from labeler.media.errors import MediaError
from labeler.media.sounds import Sound, sound_info, write_sound
from labeler.media.synthesis import (
    Draw,
    NoiseUse,
    duration,
    mix,
    mix_somewhere,
    noise_from,
    power,
    resampled,
    with_channels,
)


def hiss(frames, *, channels=1, level=0.1, seed=0):
    return (level * np.random.default_rng(seed).standard_normal((frames, channels))).astype(np.float32)


def ratio_in_db(clean, noise):
    return 10 * np.log10(power(clean) / power(noise))


@settings(max_examples=40, deadline=None)
@given(st.floats(-20, 40), st.floats(1e-3, 1.0), st.floats(1e-3, 1.0), st.integers(1, 2))
def test_the_parts_of_a_mix_have_the_ratio_asked_for(snr_db, loud, noisy, channels):
    clean, noise = hiss(500, level=loud, channels=channels), hiss(500, level=noisy, channels=channels, seed=1)
    total, noise_gain, gain = mix(clean, noise, snr_db=snr_db)
    assert ratio_in_db(clean, noise_gain * noise.astype(float)) == pytest.approx(snr_db, abs=1e-6)
    assert np.allclose(total, gain * (clean + noise_gain * noise), atol=1e-6)
    assert np.abs(total).max() < 1


def test_a_mix_that_fits_is_not_scaled():
    assert mix(hiss(500, level=0.05), hiss(500, level=0.05, seed=1), snr_db=10)[2] == 1.0


def test_a_mix_that_would_clip_is_scaled_down_as_a_whole():
    total, _, gain = mix(hiss(500, level=0.4), hiss(500, level=0.4, seed=1), snr_db=-10)
    assert gain < 1
    assert np.abs(total).max() == pytest.approx(1 - 2**-15)


def test_a_draw_follows_from_name_and_seed_alone():
    draw = Draw.of("a/b.wav", seed=3, noises=5, snr_db=(0, 20))
    assert draw == Draw.of("a/b.wav", seed=3, noises=5, snr_db=(0, 20))
    assert draw.snr_db != Draw.of("a/b.wav", seed=4, noises=5, snr_db=(0, 20)).snr_db
    again = Draw.of("a/b.wav", seed=3, noises=5, snr_db=(0, 20), attempt=1)
    assert (again.noise, again.snr_db) == (draw.noise, draw.snr_db)
    assert again.start != draw.start


def test_ratios_are_uniform_in_db_and_every_noise_is_used():
    draws = [Draw.of(f"{i}.wav", seed=0, noises=3, snr_db=(5, 15)) for i in range(2000)]
    assert kstest([draw.snr_db for draw in draws], "uniform", args=(5, 10)).pvalue > 0.01
    assert kstest([draw.start for draw in draws], "uniform").pvalue > 0.01
    assert np.bincount([draw.noise for draw in draws]).min() > 600


def test_one_ratio_is_a_range_of_its_own():
    assert Draw.of("a.wav", seed=0, noises=1, snr_db=(7, 7)).snr_db == 7


def test_noise_is_cut_or_begins_again(tmp_path):
    wave = (np.arange(100) / 200).astype(np.float32)[:, None]
    write_sound(tmp_path / "n.wav", Sound(wave, 8000), subtype="FLOAT")
    info = sound_info(tmp_path / "n.wav")
    assert np.array_equal(noise_from(tmp_path / "n.wav", info, start=10, frames=20).samples, wave[10:30])
    looped = noise_from(tmp_path / "n.wav", info, start=90, frames=225).samples
    assert np.array_equal(looped[:, 0], wave[np.arange(90, 315) % 100, 0])


def test_another_rate_keeps_the_tone_and_the_length():
    at = np.arange(16_000) / 16_000
    found = resampled(Sound(np.sin(2 * np.pi * 500 * at).astype(np.float32)[:, None], 16_000), 8000)
    assert (found.rate, found.samples.shape, found.samples.dtype) == (8000, (8000, 1), np.float32)
    spectrum = np.abs(np.fft.rfft(found.samples[:, 0]))
    assert spectrum.argmax() == 500


def test_channels_are_matched():
    stereo = hiss(10, channels=2)
    assert with_channels(stereo, 2) is stereo
    assert np.allclose(with_channels(stereo, 1)[:, 0], stereo.mean(axis=1))
    assert with_channels(hiss(10), 2).shape == (10, 2)


def noises(tmp_path, *sounds):
    for number, sound in enumerate(sounds):
        write_sound(tmp_path / f"n{number}.wav", sound, subtype="FLOAT")
    paths = [tmp_path / f"n{number}.wav" for number in range(len(sounds))]
    return [(path, sound_info(path)) for path in paths]


def test_silence_in_the_noise_is_avoided(tmp_path):
    write_sound(tmp_path / "clean.wav", Sound(hiss(100), 8000))
    half = np.concatenate([np.zeros((9000, 1), np.float32), hiss(1000)])
    for name in "abcdefgh":
        found, _ = mix_somewhere(
            tmp_path / "clean.wav", name, noises(tmp_path, Sound(half, 8000)), seed=0, snr_db=(0, 0)
        )
        assert found.offset * 8000 > 8900


def test_silent_speech_and_silent_noise_are_refused(tmp_path):
    write_sound(tmp_path / "clean.wav", Sound(hiss(100), 8000))
    write_sound(tmp_path / "mute.wav", Sound(np.zeros((100, 1), np.float32), 8000))
    loud, mute = noises(tmp_path, Sound(hiss(50), 8000), Sound(np.zeros((50, 1), np.float32), 8000))
    with pytest.raises(MediaError, match=r"mute\.wav is silent, so no noise has a ratio to it; leave it out"):
        mix_somewhere(tmp_path / "mute.wav", "mute.wav", [loud], seed=0, snr_db=(0, 0))
    with pytest.raises(MediaError, match=r"n1\.wav is silent wherever it was tried"):
        mix_somewhere(tmp_path / "clean.wav", "clean.wav", [mute], seed=0, snr_db=(0, 0))


def test_worked_value_10000_hours_of_speech_over_1_hour_of_noise():
    use = NoiseUse(10_000 * 3600, 3600)
    assert use.times == 10_000
    assert use.warning == (
        "1 h of noise for 10,000 h of speech: each second of noise is used 10,000 times, and a model can learn it by "
        "heart; collect more noise."
    )
    assert NoiseUse(3600, 3600).warning is None


def test_durations_are_told_in_the_unit_that_suits():
    assert [duration(seconds) for seconds in (0.5, 40, 150, 5400)] == ["0.5 s", "40 s", "2.5 min", "1.5 h"]
