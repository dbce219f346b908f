"""What is played is what is in the file: heard through a sound server of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.signal
import soundfile
from numpy.typing import NDArray

RATE = 48_000
AT_ONCE = 0.1  # seconds
TOOLS = ("pulseaudio", "pactl", "parec")
PLAYER = Path(__file__).with_name("player.py")


@dataclass(frozen=True)
class Heard:
    """``samples`` int16 (frames, 2) from the first that isn't silence to the last; ``told`` is what the player said."""

    samples: NDArray[np.int16]
    told: dict[str, Any]
    complaints: str


@dataclass(frozen=True)
class Ear:
    """Listens to one program at a time."""

    environment: dict[str, str]
    folder: Path

    def hear(self, sound: Path, *steps: list[Any]) -> Heard:
        raw = self.folder / "heard.raw"
        with raw.open("wb") as file, _running(self._recorder(), self.environment, stdout=file) as recorder:
            self._until_recording(raw, recorder)
            played = self.run(sound, *steps)
        frames = np.frombuffer(raw.read_bytes()[: raw.stat().st_size // 4 * 4], np.int16).reshape(-1, 2)
        loud = np.flatnonzero(frames.any(axis=1))
        samples = frames[loud[0] : loud[-1] + 1] if len(loud) else frames[:0]
        return Heard(samples, json.loads(played.stdout), played.stderr)

    def run(self, sound: Path, *steps: list[Any]) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(PLAYER), str(sound), json.dumps(steps)]
        return subprocess.run(
            command, env=self.environment, capture_output=True, encoding="utf-8", check=True, timeout=60
        )

    def _recorder(self) -> list[str]:
        layout = ["--format=s16le", f"--rate={RATE}", "--channels=2", "--latency-msec=10"]
        return ["parec", "--device=ear.monitor", *layout]

    def _until_recording(self, raw: Path, recorder: subprocess.Popen[bytes]) -> None:
        """The first bytes of a monitor come once it runs."""
        while not raw.stat().st_size:
            assert recorder.poll() is None
            subprocess.run(["pactl", "stat"], env=self.environment, capture_output=True, check=True)


@contextmanager
def listening(folder: Path) -> Iterator[Ear]:
    socket = folder / "pulse"
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    environment = os.environ | {
        "XDG_RUNTIME_DIR": str(runtime),
        "HOME": str(folder),
        "PULSE_SERVER": f"unix:{socket}",
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment.pop("DISPLAY", None)
    server = [
        *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"),
        f"--load=module-null-sink sink_name=ear rate={RATE}",
        f"--load=module-native-protocol-unix socket={socket} auth-anonymous=1",
    ]
    with _running(server, environment, stderr=subprocess.DEVNULL) as process:
        while subprocess.run(["pactl", "info"], env=environment, capture_output=True, check=False).returncode:
            assert process.poll() is None, "pulseaudio didn't start"
        yield Ear(environment, folder)


def missing_tools() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


@contextmanager
def _running(command: list[str], environment: dict[str, str], **streams: Any) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=environment, **streams)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def ear(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ear]:
    if missing := missing_tools():
        pytest.skip(f"to hear what is played, install pulseaudio and pulseaudio-utils: no {', '.join(missing)}")
    with listening(tmp_path_factory.mktemp("ear")) as ear:
        yield ear


def noise(seconds: float, *, seed: int = 1, channels: int = 2) -> NDArray[np.int16]:
    samples = np.random.default_rng(seed).integers(-12_000, 12_000, (round(seconds * RATE), channels), np.int16)
    samples[samples == 0] = 1
    return samples


def tone(hertz: float, seconds: float, *, rate: int = RATE) -> NDArray[np.int16]:
    wave = np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate + 0.1)
    return np.rint(wave * 12_000).astype(np.int16)


def written(folder: Path, samples: NDArray[np.int16], *, rate: int = RATE, name: str = "sound.wav") -> Path:
    soundfile.write(folder / name, samples, rate)
    return folder / name


def pitch(samples: NDArray[np.int16]) -> float:
    spectrum = np.abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * RATE / len(samples))


def place_of(needle: NDArray[Any], hay: NDArray[np.int16]) -> tuple[int, float]:
    """Where it fits best, and the correlation there."""
    size = len(hay) + len(needle)
    one, other = hay[:, 0].astype(float), needle[:, 0].astype(float)
    products = np.fft.irfft(np.fft.rfft(one, size) * np.fft.rfft(other, size).conj(), size)
    place = int(np.argmax(products[: len(hay) - len(needle) + 1]))
    return place, float(np.corrcoef(one[place : place + len(other)], other)[0, 1])


def loud(heard: Heard, hertz: float) -> NDArray[np.bool_]:
    """In which hundredths of a second a pitch is heard."""
    step = RATE // 100
    parts = heard.samples[: len(heard.samples) // step * step, 0].reshape(-1, step).astype(float)
    turning = np.exp(-2j * np.pi * hertz * np.arange(step) / RATE)
    return np.asarray(np.abs(parts @ turning) / step > 2_000)


def test_every_sample_of_a_file_is_heard_once_and_none_is_changed(ear: Ear, tmp_path: Path) -> None:
    samples = noise(1.5)
    heard = ear.hear(written(tmp_path, samples), ["play"], ["end"])
    np.testing.assert_array_equal(heard.samples, samples)
    assert heard.told["wrong"] == []
    assert heard.told["stood"][-1] == pytest.approx(1.5)


def test_nothing_is_said_on_the_terminal(ear: Ear, tmp_path: Path) -> None:
    assert ear.run(written(tmp_path, noise(0.2)), ["play"], ["end"]).stderr == ""


def test_speech_at_8_khz_is_heard_as_it_is_but_for_resampling(ear: Ear, data: Path) -> None:
    path = data / "transcripts" / "wav" / "u000.wav"
    speech, rate = soundfile.read(path, dtype="int16", always_2d=True)
    heard = ear.hear(path, ["play"], ["end"])
    expected = scipy.signal.resample_poly(speech.astype(float), RATE // rate, 1)
    _, likeness = place_of(expected[RATE // 2 : 2 * RATE], heard.samples)
    assert likeness > 0.99


@pytest.mark.parametrize("suffix", ["flac", "ogg"])
def test_other_formats_are_heard_whole(ear: Ear, tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path, tone(440, 1.0), name=f"tone.{suffix}")
    heard = ear.hear(path, ["play"], ["end"])
    assert len(heard.samples) == pytest.approx(RATE, abs=RATE / 100)
    assert pitch(heard.samples) == pytest.approx(440, abs=2)


@pytest.mark.parametrize("speed", [0.5, 2.0])
def test_another_speed_keeps_the_pitch(ear: Ear, tmp_path: Path, speed: float) -> None:
    heard = ear.hear(written(tmp_path, tone(440, 1.0)), ["set_speed", speed], ["play"], ["end"])
    assert len(heard.samples) / RATE == pytest.approx(1 / speed, rel=0.02)
    assert pitch(heard.samples) == pytest.approx(440, rel=0.01)


def test_seeking_is_heard_at_once_and_the_cursor_told_the_truth(ear: Ear, tmp_path: Path) -> None:
    both = np.concatenate([tone(480, 3.0), tone(2400, 0.5)])
    steps = (["play"], ["until", 0.8], ["seek", 3.0], ["end"])
    heard = ear.hear(written(tmp_path, both), *steps)
    low, high = loud(heard, 480), loud(heard, 2400)
    silence = np.flatnonzero(high)[0] - np.flatnonzero(low)[-1]
    assert silence / 100 <= AT_ONCE
    before_seeking = heard.told["stood"][2]
    assert low.sum() / 100 == pytest.approx(before_seeking, abs=AT_ONCE)
    assert high.sum() / 100 == pytest.approx(0.5, abs=0.03)


def test_a_loop_is_heard_round_and_round_without_a_gap(ear: Ear, tmp_path: Path) -> None:
    samples = noise(1.0)
    path = written(tmp_path, samples)
    heard = ear.hear(
        path, ["set_stretch", [0.25, 0.5], {"looping": True}], ["play"], ["until", 0.4], ["set_stretch", None], ["end"]
    )
    start, likeness = place_of(samples[: RATE // 4], heard.samples)
    assert (start, likeness) == (0, pytest.approx(1.0))


def test_a_loop_goes_on_until_it_is_left(ear: Ear, tmp_path: Path) -> None:
    samples = noise(0.5)
    steps = (
        ["set_stretch", [0.1, 0.3], {"looping": True, "at": 0.1}],
        ["play"],
        ["until", 0.28],
        ["until", 0.28],
        ["pause"],
    )
    heard = ear.hear(written(tmp_path, samples), *steps)
    once = samples[round(0.1 * RATE) : round(0.3 * RATE)]
    rounds = np.concatenate([once, once])
    np.testing.assert_array_equal(heard.samples[: len(once)], rounds[: len(heard.samples)][: len(once)])


def test_one_channel_alone_is_heard_on_both_sides(ear: Ear, tmp_path: Path) -> None:
    both = np.stack([tone(480, 0.5), tone(2400, 0.5)], axis=1)
    heard = ear.hear(written(tmp_path, both), ["set_channel", 1], ["play"], ["end"])
    assert pitch(heard.samples) == pytest.approx(2400, abs=5)
    np.testing.assert_array_equal(heard.samples[:, 0], heard.samples[:, 1])


def test_moving_on_is_silence_at_once(ear: Ear, tmp_path: Path) -> None:
    heard = ear.hear(written(tmp_path, tone(480, 5.0)), ["play"], ["until", 0.5], ["load", None])
    assert len(heard.samples) / RATE == pytest.approx(heard.told["stood"][2], abs=AT_ONCE)


def test_quieter_is_quieter(ear: Ear, tmp_path: Path) -> None:
    heard = ear.hear(written(tmp_path, tone(480, 0.5)), ["set_volume", 0.5], ["play"], ["end"])
    assert np.abs(heard.samples).max() == pytest.approx(3_000, rel=0.05)


def test_what_is_louder_than_full_scale_is_clipped_and_never_wraps(ear: Ear, tmp_path: Path) -> None:
    path = tmp_path / "loud.wav"
    soundfile.write(path, 2.0 * np.ones((RATE // 4, 2)), RATE, subtype="FLOAT")
    heard = ear.hear(path, ["play"], ["end"])
    assert heard.samples.min() == heard.samples.max() == 32_767
