"""Damaged recordings read as far as they go, by those who ask for it; everybody else refuses them."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from labeler.media.damage import Damage
from labeler.media.errors import MediaError
from labeler.media.sounds import blocks, read_sound, sound_info
from labeler.media.waveform import peaks

RATE, SECONDS = 16_000, 10


@pytest.fixture
def written(tmp_path):
    def write(name):
        noise = np.random.default_rng(0).uniform(-0.5, 0.5, RATE * SECONDS)
        soundfile.write(tmp_path / name, noise, RATE)
        return tmp_path / name

    return write


def cut(path, share):
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    return path


def scratched(path):
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 3000] = np.random.default_rng(1).integers(0, 256, 3000, np.uint8).tobytes()
    path.write_bytes(content)
    return path


def bare(path):
    """Without the frame that tells how many follow."""
    content = path.read_bytes()
    mark = max(content.find(b"Xing"), content.find(b"Info"))
    path.write_bytes(content[content.index(content[:2], mark) :])
    return path


@pytest.mark.parametrize("name", ["a.wav", "a.aiff", "a.mp3", "a.flac", "a.ogg"])
def test_what_is_there_of_a_cut_recording_is_read_and_the_rest_told(written, name):
    whole = read_sound(written(name)).samples
    path, damage = cut(written(name), 1 / 3), Damage()
    found = read_sound(path, damage=damage).samples
    assert len(found) / RATE == pytest.approx(SECONDS / 3, abs=0.8) == damage.read
    assert np.abs(found[:RATE] - whole[:RATE]).max() < 1e-3
    promised = None if name == "a.ogg" else pytest.approx(SECONDS, abs=0.1)
    assert damage.promised == promised
    assert np.array_equal(np.concatenate(list(blocks(path, damage=Damage()))), found)
    assert peaks(path, damage=Damage()).frames == len(found)


def test_a_cut_wav_is_told_in_words(written):
    damage = Damage()
    read_sound(cut(written("a.wav"), 0.32), damage=damage)
    assert damage.words == "cut short: 3.2 of 10 s can be read"


@pytest.mark.parametrize("made", [lambda path: path, bare], ids=["counted", "bare"])
def test_an_mp3_with_a_hole_is_read_on_behind_it(written, made):
    path = scratched(made(written("a.mp3")))
    damage = Damage()
    found = read_sound(path, damage=damage).samples
    assert damage.reason == "damaged"
    assert 0.7 * SECONDS < len(found) / RATE == damage.read < SECONDS
    assert found[-RATE:].std() > 0.1
    with pytest.raises(MediaError, match=r"a\.mp3 is damaged"):
        read_sound(path)


@pytest.mark.parametrize("spoil", [lambda path: cut(path, 1 / 3), scratched], ids=["cut", "hole"])
def test_a_damaged_mp3_makes_no_noise_on_the_terminal(written, capfd, spoil):
    path = spoil(written("a.mp3"))
    read_sound(path, damage=Damage())
    with pytest.raises(MediaError):
        read_sound(path)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("rate", [8000, 44_100])
@pytest.mark.parametrize("seed", range(5))
def test_the_edges_of_a_hole_are_silence_not_a_crash_of_noise(tmp_path, capfd, rate, seed):
    """Frames there are broken, or begin in what is lost."""
    times, random = np.arange(5 * rate) / rate, np.random.default_rng(seed)
    path = tmp_path / "a.mp3"
    soundfile.write(path, 0.5 * np.sin(2 * np.pi * (300 + 200 * np.sin(times)) * times), rate)
    content = bytearray(path.read_bytes())
    place, size = random.integers(2000, len(content) - 4000), random.integers(1000, 2500)
    content[place : place + size] = random.bytes(size)
    path.write_bytes(content)
    damage = Damage()
    assert np.abs(read_sound(path, damage=damage).samples).max() < 1
    assert damage.reason == "damaged"
    assert capfd.readouterr() == ("", "")


def test_samples_that_are_no_numbers_are_silence_and_counted(tmp_path):
    samples = np.full((1000, 2), 0.25, np.float32)
    samples[10, 0], samples[20, 1], samples[30, 1] = np.nan, np.inf, -1e30
    soundfile.write(tmp_path / "a.wav", samples, RATE, subtype="FLOAT")
    damage = Damage()
    found = read_sound(tmp_path / "a.wav", damage=damage).samples
    assert [found[10, 0], found[20, 1], found[30, 1]] == [0, 0, 0]
    assert (found == 0.25).sum() == 1997
    assert damage.words == "3 samples are no numbers: silent here"
    with pytest.raises(MediaError, match="no numbers"):
        read_sound(tmp_path / "a.wav")


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg", "a.mp3"])
def test_what_is_whole_has_no_damage(written, name):
    damage = Damage()
    assert len(read_sound(written(name), damage=damage).samples) == sound_info(written(name)).frames
    assert not damage
    assert damage.words == ""


def test_what_cannot_be_decoded_at_all_is_refused_however_it_is_asked(tmp_path):
    (tmp_path / "text.wav").write_text("no sound")
    with pytest.raises(MediaError, match="no recording that can be read"):
        read_sound(tmp_path / "text.wav", damage=Damage())
    with pytest.raises(MediaError, match="is not in"):
        sound_info(tmp_path / "gone.wav", damage=Damage())


def test_a_part_behind_the_damage_is_empty(written):
    path = cut(written("a.flac"), 1 / 3)
    assert not len(read_sound(path, start=9 * RATE, frames=100, damage=Damage()).samples)


def test_peaks_of_a_damaged_recording_are_not_kept(written, tmp_path, monkeypatch):
    monkeypatch.setattr("labeler.media.waveform._WORTH_KEEPING", 1000)
    path = cut(written("a.wav"), 0.5)
    for _ in range(2):
        damage = Damage()
        peaks(path, cache=tmp_path / "cache", damage=damage)
        assert damage.words == "cut short: 5 of 10 s can be read"
    with pytest.raises(MediaError, match="cut short"):
        peaks(path, cache=tmp_path / "cache")


def test_lengths_are_told_as_exactly_as_helps():
    assert Damage("cut short", read=0.1234, promised=12.04).words == "cut short: 0.123 of 12 s can be read"
    assert Damage("cut short", read=9.98, promised=10.0).words == "cut short: 10 s can be read"
    assert Damage("damaged", read=1800.04, promised=None, silenced=1).words == (
        "damaged: 1,800 s can be read · 1 sample is no number: silent here"
    )
