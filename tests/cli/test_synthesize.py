"""The verb synthesize as it is typed."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.media.sounds import Sound, write_sound


@pytest.fixture
def speech(tmp_path):
    for folder, number, seconds in (("clean", 3, 1), ("noise", 1, 2)):
        (tmp_path / folder).mkdir()
        for each in range(number):
            samples = 0.1 * np.random.default_rng(each).standard_normal((8000 * seconds, 1))
            write_sound(tmp_path / folder / f"{each}.wav", Sound(samples.astype(np.float32), 8000))
    return tmp_path / "clean", tmp_path / "noise", tmp_path / "out"


def test_synthesize_writes_and_states_the_noise_used(run, speech):
    said = run("synthesize", *speech, "--snr-db=-5:10", "--json")
    assert said.code == 0
    assert (said.document["files"], said.document["noise_used_times"]) == (3, 1.5)
    assert said.document["warnings"]
    assert sorted(path.name for path in speech[2].iterdir()) == ["0.wav", "1.wav", "2.wav", "manifest.csv"]


def test_synthesize_warns_where_noise_repeats(run, speech):
    out = run("synthesize", *speech, "--snr-db", "10").out
    assert "3 s of speech, 2 s of different noise: each second of noise is used 1.50 times" in out
    assert "warning: 2 s of noise for 3 s of speech" in out


def test_synthesize_refuses_what_it_cannot_do(run, speech):
    for ratio in ("loud", "10:0", "0:inf", "nan", ":"):
        said = run("synthesize", *speech, "--snr-db", ratio)
        assert (said.code, "LOW:HIGH" in said.err) == (2, True)
    speech[2].mkdir()
    (speech[2] / "mine").touch()
    assert "is not empty" in run("synthesize", *speech, "--snr-db", "0:10").err
