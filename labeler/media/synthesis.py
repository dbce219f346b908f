"""Clean speech mixed with noise at a chosen signal-to-noise ratio, to make training data like dev (METHOD 11)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from math import ceil, gcd
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from labeler.media.errors import MediaError
from labeler.media.sounds import Samples, Sound, SoundInfo, read_sound

SILENCE = 1e-9  # mean square: −90 dB of full scale, below one step of 16 bits
FULL_SCALE = 1 - 2**-15
_ATTEMPTS = 64


@dataclass(frozen=True, slots=True)
class Draw:
    """What chance chose for one file: which noise, where in it (a share of its length), and the ratio in dB."""

    noise: int
    start: float
    snr_db: float

    @classmethod
    def of(cls, name: str, *, seed: int, noises: int, snr_db: tuple[float, float], attempt: int = 0) -> Draw:
        """Follows from seed and name alone, so that neither the order nor the number of files matters.

        The ratio is uniform in dB from low to high; a further ``attempt`` changes only where the noise starts.
        """
        low, high = snr_db
        noise, ratio = _uniform(f"{seed}:{name}", 2)
        (start,) = _uniform(f"{seed}:{name}:{attempt}", 1)
        return cls(int(noise * noises), start, low + (high - low) * ratio)


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """``sound`` = ``gain`` · (clean + ``noise_gain`` · noise); ``gain`` is below 1 where the sum would have clipped.

    ``offset`` is where the noise starts, in seconds; ``looped`` tells that it was shorter than the speech.
    """

    sound: Sound
    snr_db: float
    offset: float
    noise_gain: float
    gain: float
    looped: bool


@dataclass(frozen=True, slots=True)
class NoiseUse:
    """How far the noise goes: seconds of clean speech against seconds of different noise."""

    clean_seconds: float
    noise_seconds: float

    @property
    def times(self) -> float:
        """How often each second of noise is used, on average."""
        return self.clean_seconds / self.noise_seconds

    @property
    def warning(self) -> str | None:
        """Why a model may learn this noise by heart; None where there is enough of it."""
        if self.times <= 1:
            return None
        return (
            f"{duration(self.noise_seconds)} of noise for {duration(self.clean_seconds)} of speech: each second of "
            f"noise is used {self.times:,.1f} times, and a model can learn it by heart; collect more noise."
        ).replace(".0 times", " times")


def mixed(clean: Path, name: str, noise: Path, noise_info: SoundInfo, draw: Draw) -> Mix | None:
    """One recording with noise cut, or looped, from where ``draw`` says; None where the noise is silent there.

    ``name`` is how messages call the speech. Raises MediaError: unreadable, or silent speech.
    """
    speech = read_sound(clean)
    if power(speech.samples) < SILENCE:
        raise MediaError(Path(name), "is silent, so no noise has a ratio to it", "leave it out")
    start = int(draw.start * noise_info.frames)
    frames = ceil(len(speech.samples) * noise_info.rate / speech.rate)
    cut = resampled(noise_from(noise, noise_info, start=start, frames=frames), speech.rate)
    fitting = with_channels(cut.samples[: len(speech.samples)], speech.samples.shape[1])
    if power(fitting) < SILENCE:
        return None
    total, noise_gain, gain = mix(speech.samples, fitting, snr_db=draw.snr_db)
    looped = noise_info.frames < frames
    return Mix(Sound(total, speech.rate), draw.snr_db, start / noise_info.rate, noise_gain, gain, looped)


def mix_somewhere(
    clean: Path, name: str, noises: list[tuple[Path, SoundInfo]], *, seed: int, snr_db: tuple[float, float]
) -> tuple[Mix, Path]:
    """A mix and its noise: the start is drawn anew where the noise is silent. Raises MediaError."""
    for attempt in range(_ATTEMPTS):
        draw = Draw.of(name, seed=seed, noises=len(noises), snr_db=snr_db, attempt=attempt)
        noise, info = noises[draw.noise]
        found = mixed(clean, name, noise, info, draw)
        if found is not None:
            return found, noise
    raise MediaError(noise, "is silent wherever it was tried", "cut the silence out, or leave it out")


def mix(clean: Samples, noise: Samples, *, snr_db: float) -> tuple[Samples, float, float]:
    """The sum, the factor on the noise that gives the ratio, and the factor on both that keeps it from clipping.

    Both of shape (frames, channels), neither silent; powers are mean squares over all frames and channels.
    """
    noise_gain = float(np.sqrt(power(clean) / power(noise) / 10 ** (snr_db / 10)))
    total = clean.astype(np.float64) + noise_gain * noise
    gain = min(1.0, FULL_SCALE / float(np.abs(total).max()))
    return (gain * total).astype(np.float32), noise_gain, gain


def power(samples: Samples) -> float:
    """Mean square over all frames and channels."""
    return float(np.square(samples, dtype=np.float64).mean())


def noise_from(path: Path, info: SoundInfo, *, start: int, frames: int) -> Sound:
    """As many frames from ``start`` on, beginning again at the end as often as it takes."""
    if start + frames <= info.frames:
        return read_sound(path, start=start, frames=frames)
    whole = read_sound(path)
    places = np.arange(start, start + frames) % len(whole.samples)
    return Sound(whole.samples[places], whole.rate)


def resampled(sound: Sound, rate: int) -> Sound:
    """At another rate, by polyphase filtering."""
    if sound.rate == rate:
        return sound
    from scipy.signal import resample_poly  # noqa: PLC0415 (start-up time)

    shared = gcd(rate, sound.rate)
    samples: NDArray[np.float32] = resample_poly(sound.samples, rate // shared, sound.rate // shared, axis=0)
    return Sound(samples.astype(np.float32), rate)


def with_channels(samples: Samples, channels: int) -> Samples:
    """One channel for every one wanted; where the numbers differ, the mean of what is there in each."""
    if samples.shape[1] == channels:
        return samples
    return np.repeat(samples.mean(axis=1, keepdims=True), channels, axis=1)


def duration(seconds: float) -> str:
    """``10,000 h``, ``2.5 min``, ``40 s``."""
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds / length:,.1f}".removesuffix(".0") + f" {unit}"
    return f"{seconds:.1f}".removesuffix(".0") + " s"


def _uniform(text: str, count: int) -> list[float]:
    """Numbers from 0 up to, not including, 1, the same on every machine."""
    words = np.frombuffer(hashlib.sha256(text.encode()).digest(), ">u8")[:count]
    return [int(word >> np.uint64(11)) / 2**53 for word in words]
