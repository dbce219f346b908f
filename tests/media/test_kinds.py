"""What a file is, by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from labeler.media.kinds import is_audio


@pytest.mark.parametrize("name", ["a.wav", "A.FLAC", "a.ogg", "a.opus", "a.b.mp3", "a.aiff"])
def test_recordings_are_told_by_their_suffix(name):
    assert is_audio(Path("folder") / name)
    assert is_audio(f"folder/{name}")


@pytest.mark.parametrize("name", ["a.png", "a.jpeg", "wav", "a.wav.png", "mp3/a", ""])
def test_other_files_are_none(name):
    assert not is_audio(name)
