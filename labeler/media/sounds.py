"""Reads and writes recordings through soundfile: wav, flac and ogg."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labeler.media.errors import MediaError, missing

if TYPE_CHECKING:
    import soundfile

SUFFIXES = (".wav", ".flac", ".ogg")

# What keeps samples as they are; from anything else 16 bits are written.
_EXACT = ("PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE")
_COPY_AGAIN = "copy it again from its source, or leave it out"

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SoundInfo:
    """What the header says; ``subtype`` is how samples are stored, as soundfile names it."""

    frames: int
    rate: int
    channels: int
    subtype: str

    @property
    def seconds(self) -> float:
        return self.frames / self.rate


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """``samples`` float32 of shape (frames, channels), full scale ±1; ``rate`` in frames a second."""

    samples: Samples
    rate: int


def sound_info(path: Path) -> SoundInfo:
    """Raises MediaError: missing, not a recording, damaged or empty."""
    with _opened(path) as file:
        return SoundInfo(file.frames, file.samplerate, file.channels, file.subtype)


def read_sound(path: Path, *, start: int = 0, frames: int | None = None) -> Sound:
    """All of a recording, or ``frames`` of it from ``start`` on, fewer at its end.

    Raises MediaError as ``sound_info`` does, and for samples that are no numbers.
    """
    with _opened(path) as file:
        file.seek(start)
        samples: Samples = file.read(-1 if frames is None else frames, dtype="float32", always_2d=True)
        rate: int = file.samplerate
        expected = file.frames - start
    if len(samples) < (expected if frames is None else min(frames, expected)):
        raise MediaError(path, "is cut short", _COPY_AGAIN)
    if not np.isfinite(samples).all():
        raise MediaError(path, "holds samples that are no numbers", _COPY_AGAIN)
    return Sound(samples, rate)


def write_sound(path: Path, sound: Sound, *, subtype: str = "PCM_16") -> None:
    """In the format of the suffix; ``subtype`` where that format keeps it. An OSError is the caller's to word."""
    import soundfile  # noqa: PLC0415 - parsing a command line loads no decoder

    kind = path.suffix.lower().lstrip(".").upper()
    kept = subtype if subtype in _EXACT and soundfile.check_format(kind, subtype) else "PCM_16"
    with path.open("wb") as file:
        soundfile.write(file, sound.samples, sound.rate, format=kind, subtype=None if kind == "OGG" else kept)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import soundfile  # noqa: PLC0415

    if not path.is_file():
        raise missing(path)
    try:
        with soundfile.SoundFile(path) as file:
            if not file.frames:
                raise MediaError(path, "is empty", _COPY_AGAIN)
            yield file
    except soundfile.LibsndfileError as error:
        raise MediaError(path, f"is no recording that can be read ({_reason(error)})", _COPY_AGAIN) from error


def _reason(error: soundfile.LibsndfileError) -> str:
    return str(error.error_string).rstrip(".")
