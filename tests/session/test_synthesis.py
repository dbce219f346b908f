"""A folder of speech with noise in it, whole or not at all (METHOD 11)."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from labeler.errors import LabelerError
from labeler.media.sounds import Sound, read_sound, sound_info, write_sound
from labeler.media.synthesis import noise_from, power, resampled, with_channels
from labeler.session.synthesis import synthesize


def hiss(seconds, *, rate=8000, channels=1, level=0.1, seed=0):
    samples = level * np.random.default_rng(seed).standard_normal((int(seconds * rate), channels))
    return Sound(samples.astype(np.float32), rate)


@pytest.fixture
def folders(tmp_path):
    """Six recordings of speech, of several lengths, rates and channels, and two of noise; loud enough to clip."""
    clean, noise = tmp_path / "clean", tmp_path / "noise"
    (clean / "deeper").mkdir(parents=True)
    noise.mkdir()
    write_sound(clean / "a.wav", hiss(0.5, seed=1))
    write_sound(clean / "b.flac", hiss(0.7, rate=16_000, seed=2))
    write_sound(clean / "c.wav", hiss(0.3, channels=2, seed=3))
    write_sound(clean / "deeper" / "d.wav", hiss(2.5, seed=4, level=0.3))
    write_sound(clean / "e.wav", hiss(0.4, rate=11_025, seed=5, level=0.01))
    write_sound(clean / "f.wav", hiss(0.2, seed=6, level=0.3))
    write_sound(noise / "street.wav", hiss(2, rate=16_000, channels=2, seed=7))
    write_sound(noise / "fan.wav", hiss(1, seed=8, level=0.02))
    return clean, noise, tmp_path / "out"


def manifest(out):
    with (out / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def noise_of(row, noise, clean):
    """The noise in one file, made again from what the manifest says."""
    path = noise / row["noise"]
    info = sound_info(path)
    start = round(float(row["offset"]) * info.rate)
    frames = -(-len(clean.samples) * info.rate // clean.rate)
    cut = resampled(noise_from(path, info, start=start, frames=frames), clean.rate)
    return with_channels(cut.samples[: len(clean.samples)], clean.samples.shape[1]).astype(float)


def test_written_mixes_have_the_ratio_of_the_manifest_within_a_tenth_of_a_db(folders):
    clean, noise, out = folders
    synthesize(*folders, snr_db=(-5, 15))
    rows = manifest(out)
    assert [row["file"] for row in rows] == ["a.wav", "b.flac", "c.wav", "deeper/d.wav", "e.wav", "f.wav"]
    for row in rows:
        speech, mixed = read_sound(clean / row["clean"]), read_sound(out / row["file"])
        assert (mixed.rate, mixed.samples.shape) == (speech.rate, speech.samples.shape)
        in_mix = mixed.samples.astype(float) - float(row["gain"]) * speech.samples
        measured = 10 * np.log10(power(float(row["gain"]) * speech.samples) / power(in_mix))
        assert measured == pytest.approx(float(row["snr_db"]), abs=0.1)
        assert -5 <= float(row["snr_db"]) <= 15
        expected = float(row["gain"]) * float(row["noise_gain"]) * noise_of(row, noise, speech)
        assert np.abs(in_mix - expected).max() < 2**-14


def test_nothing_clips_and_what_was_scaled_is_recorded(folders):
    found = synthesize(*folders, snr_db=(-20, -20))
    rows = manifest(folders[2])
    assert found.to_dict()["scaled_down"] == sum(float(row["gain"]) < 1 for row in rows) > 0
    for row in rows:
        samples = read_sound(folders[2] / row["file"]).samples
        assert np.abs(samples).max() <= 1 - 2**-15


def test_a_file_is_the_same_whatever_else_is_there(folders, tmp_path):
    clean, noise, out = folders
    synthesize(*folders, snr_db=(0, 20), seed=4)
    (clean / "a.wav").unlink()
    synthesize(clean, noise, tmp_path / "again", snr_db=(0, 20), seed=4)
    for name in ("b.flac", "deeper/d.wav"):
        assert (out / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    synthesize(clean, noise, tmp_path / "other", snr_db=(0, 20), seed=5)
    assert (out / "b.flac").read_bytes() != (tmp_path / "other" / "b.flac").read_bytes()


def test_noise_time_is_stated_against_clean_time_and_repeats_are_warned_of(folders):
    found = synthesize(*folders, snr_db=(0, 0))
    document = found.to_dict()
    assert document["clean_seconds"] == pytest.approx(4.6)
    assert document["noise_seconds"] == pytest.approx(3.0)
    assert document["noise_used_times"] == pytest.approx(4.6 / 3)
    assert found.warnings[0].startswith("3 s of noise for 4.6 s of speech: each second of noise is used 1.5 times")
    assert found.warnings[1].startswith("In 1 recording the noise repeats, being shorter than the speech")


def test_a_copy_of_a_noise_is_no_further_noise(folders):
    clean, noise, out = folders
    (noise / "copy.wav").write_bytes((noise / "street.wav").read_bytes())
    assert synthesize(clean, noise, out, snr_db=(0, 0)).use.noise_seconds == pytest.approx(3.0)


def test_single_files_are_mixed_too(folders):
    clean, noise, out = folders
    found = synthesize(clean / "a.wav", noise / "street.wav", out, snr_db=(10, 10))
    assert [item.file for item in found.items] == ["a.wav"]
    assert found.warnings == ()
    assert list(found.to_frame()["snr_db"]) == [10]


def test_every_recording_that_cannot_be_mixed_is_named_and_nothing_is_written(folders):
    clean, _, out = folders
    write_sound(clean / "mute.wav", Sound(np.zeros((100, 1), np.float32), 8000))
    write_sound(clean / "mute2.wav", Sound(np.zeros((100, 1), np.float32), 8000))
    with pytest.raises(LabelerError, match="nothing was written: 2 recordings can't be mixed") as caught:
        synthesize(*folders, snr_db=(0, 0))
    assert [problem.file for problem in caught.value.problems] == ["mute.wav", "mute2.wav"]
    assert not out.exists()
    assert sorted(path.name for path in out.parent.iterdir()) == ["clean", "noise"]


def test_damaged_recordings_are_found_before_anything_is_made(folders):
    (folders[1] / "broken.wav").write_text("no sound")
    with pytest.raises(LabelerError, match="1 recording can't be read") as caught:
        synthesize(*folders, snr_db=(0, 0))
    assert caught.value.problems[0].file.endswith("broken.wav")


def test_an_output_folder_with_something_in_it_is_refused(folders):
    folders[2].mkdir()
    (folders[2] / "mine.txt").write_text("keep")
    with pytest.raises(LabelerError, match="is not empty"):
        synthesize(*folders, snr_db=(0, 0))
    assert [path.name for path in folders[2].iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("snr_db", [(10, 0), (float("nan"), 1), (0, float("inf"))])
def test_a_ratio_that_is_none_is_refused(folders, snr_db):
    with pytest.raises(LabelerError, match="LOW:HIGH"):
        synthesize(*folders, snr_db=snr_db)


def test_a_place_without_recordings_is_refused(folders, tmp_path):
    (tmp_path / "nothing").mkdir()
    for place in (tmp_path / "nothing", tmp_path / "text.txt"):
        with pytest.raises(LabelerError, match=r"holds no recordings; they end in \.wav, \.flac, \.ogg"):
            synthesize(place, folders[1], folders[2], snr_db=(0, 0))
