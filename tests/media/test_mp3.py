"""Mp3 files as encoders of old wrote them, without a word on how long they are."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from labeler.media.errors import MediaError
from labeler.media.mp3 import counted
from labeler.media.sounds import read_sound, sound_info

RATES = [8000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]  # MPEG 2.5, 2 and 1


def crescendo(rate, channels):
    """Four seconds, of which the first is silent and so costs the fewest bits."""
    samples = np.random.default_rng(0).normal(0, 0.1, (4 * rate, channels))
    samples[:rate] = 0
    return samples.clip(-0.9, 0.9).astype(np.float32)


def without_count(path):
    """The same file without the frame that tells how many follow."""
    content = path.read_bytes()
    mark = max(content.find(b"Xing"), content.find(b"Info"))
    assert 0 < mark < 64
    stripped = path.with_name(f"bare-{path.name}")
    stripped.write_bytes(content[content.index(content[:2], mark) :])
    return stripped


@pytest.fixture
def whole(tmp_path):
    soundfile.write(tmp_path / "a.mp3", crescendo(44_100, 2), 44_100)
    return tmp_path / "a.mp3"


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("channels", [1, 2])
def test_all_of_it_is_read(tmp_path, rate, channels):
    soundfile.write(tmp_path / "a.mp3", crescendo(rate, channels), rate)
    whole, bare = read_sound(tmp_path / "a.mp3").samples, without_count(tmp_path / "a.mp3")
    found = read_sound(bare).samples
    assert len(whole) <= len(found) <= len(whole) + 4 * 1152
    assert sound_info(bare).frames == len(found)
    late = whole[3 * rate : 3 * rate + 2000, 0]
    near = found[3 * rate : 3 * rate + 2000 + 4 * 1152, 0]
    shift = int(np.correlate(near, late, "valid").argmax())
    assert np.abs(near[shift : shift + 2000] - late).max() < 1e-3


def test_a_part_of_it_is_that_part(whole):
    bare = without_count(whole)
    found = read_sound(bare).samples
    for start in (1000, 60_000, 150_000):
        part = read_sound(bare, start=start, frames=500).samples
        assert np.abs(part - found[start : start + 500]).max() < 1e-3


@pytest.mark.parametrize("tag", [b"", b"ID3\x03\x00\x00\x00\x00\x01\x05" + bytes(133)])
@pytest.mark.parametrize("end", [b"", b"TAG" + bytes(125), b"\xff\xfb" * 500])
def test_tags_are_no_sound(whole, tag, end):
    bare = without_count(whole)
    frames = sound_info(bare).frames
    bare.write_bytes(tag + bare.read_bytes() + end)
    assert sound_info(bare).frames == len(read_sound(bare).samples) == frames


def test_what_lies_between_frames_is_passed_over(whole):
    bare = without_count(whole)
    content, frames = bare.read_bytes(), sound_info(bare).frames
    middle = content.index(content[:2], len(content) // 2)
    bare.write_bytes(content[:middle] + b"\xff\x00 an announcement \xff" + content[middle:])
    assert abs(sound_info(bare).frames - frames) <= 2 * 1152
    assert len(read_sound(bare).samples) >= frames - 3 * 1152


def test_a_last_frame_without_its_end_is_a_recording_cut_short(whole):
    bare = without_count(whole)
    bare.write_bytes(bare.read_bytes()[:-20])
    with pytest.raises(MediaError, match=r"bare-a\.mp3 is cut short"):
        read_sound(bare)


def test_what_counts_itself_or_is_no_mp3_is_left_alone(whole, tmp_path):
    assert counted(whole) is None
    for name, content in (("short", b"\xff"), ("text", b"no sound"), ("tag", b"ID3\x03\x00\x00\x7f\x7f\x7f\x7f")):
        (tmp_path / name).write_bytes(content)
        assert counted(tmp_path / name) is None


def test_a_file_is_counted_once_until_it_changes(whole):
    bare = without_count(whole)
    once = counted(bare)
    assert counted(bare) is once
    bare.write_bytes(bare.read_bytes() * 2)
    assert counted(bare).promised == pytest.approx(2 * once.promised, rel=0.01)


def test_the_file_with_its_count_is_a_file_like_others(whole):
    bare = without_count(whole)
    with counted(bare).open(bare) as file:
        content = file.read()
        assert content.endswith(bare.read_bytes())
        assert file.seek(-10, 2) == file.tell() == len(content) - 10
        assert file.read(100) == content[-10:]
        assert file.seek(3) == 3
        assert file.seek(4, 1) == 7
        assert file.read(1000) == content[7:1007]
