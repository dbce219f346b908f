"""Reads and writes recordings through soundfile: wav, flac, ogg, opus, mp3 and their relatives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from labeler.media.damage import Damage
from labeler.media.errors import MediaError, missing
from labeler.media.kinds import is_audio

if TYPE_CHECKING:
    from labeler.media.decoder import Decoder

# What is written; far more is read.
SUFFIXES = (".wav", ".flac", ".ogg")

# What keeps samples as they are; from anything else 16 bits are written.
_EXACT = ("PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE")
_BLOCK = 1 << 16
_PIECE = 1 << 12  # as much as is lost where a damaged file can't be decoded any further
_LOWEST_RATE, _HIGHEST_RATE = 100, 2_000_000
_LARGEST = 1e12  # floats may count in steps of 32 bits; beyond that they are damage, and their squares overflow
_COPY_AGAIN = "copy it again from its source, or leave it out"

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SoundInfo:
    """What the header says, counted where it doesn't; ``subtype`` is how samples are stored, in soundfile's words."""

    frames: int
    rate: int
    channels: int
    subtype: str

    @property
    def seconds(self) -> float:
        return self.frames / self.rate

    @property
    def channel_names(self) -> tuple[str, ...]:
        return ("left", "right") if self.channels == 2 else tuple(str(place + 1) for place in range(self.channels))


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """``samples`` float32 of shape (frames, channels), full scale ±1; ``rate`` in frames a second."""

    samples: Samples
    rate: int


def sound_info(path: Path, *, damage: Damage | None = None) -> SoundInfo:
    """Raises MediaError: missing, not a recording, empty, cut short as far as can be told without decoding it.

    With ``damage`` what is cut short is none the less a recording, of as many frames as seem to be there.
    """
    with _opened(path, damage) as file:
        frames = file.claimed
        rate, channels, subtype = file.samplerate, file.channels, file.subtype
    if frames is None:
        frames = sum(map(len, blocks(path, damage=None if damage is None else Damage())))
    return SoundInfo(frames, rate, channels, subtype)


def read_sound(path: Path, *, start: int = 0, frames: int | None = None, damage: Damage | None = None) -> Sound:
    """All of a recording, or ``frames`` of it from ``start`` on, fewer at its end.

    Raises MediaError as ``sound_info`` does, for what can't be decoded and for samples that are no numbers. With
    ``damage`` it raises only if nothing at all can be decoded: what can is returned, and what is lacking told there.
    """
    with _opened(path, damage) as file:
        parts = list(_parts(file, path, start=start, frames=frames, damage=damage))
        samples = parts[0] if len(parts) == 1 else np.concatenate([np.empty((0, file.channels), np.float32), *parts])
        return Sound(samples, file.samplerate)


def blocks(
    path: Path, *, start: int = 0, frames: int | None = None, size: int = _BLOCK, damage: Damage | None = None
) -> Iterator[Samples]:
    """The same in parts of ``size`` frames, the last with fewer, for what is too long to be held. Raises as it."""
    with _opened(path, damage) as file:
        yield from _parts(file, path, start=start, frames=frames, size=size, damage=damage)


def write_sound(path: Path, sound: Sound, *, subtype: str = "PCM_16") -> None:
    """In the format of the suffix; ``subtype`` where that format keeps it. An OSError is the caller's to word."""
    import soundfile  # noqa: PLC0415 - parsing a command line loads no decoder

    kind = path.suffix.lower().lstrip(".").upper()
    kept = subtype if subtype in _EXACT and soundfile.check_format(kind, subtype) else "PCM_16"
    stored = {"format": kind, "subtype": None if kind == "OGG" else kept}
    frames, channels = sound.samples.shape
    with path.open("wb") as target, soundfile.SoundFile(target, "w", sound.rate, channels, **stored) as file:
        for at in range(0, frames, _BLOCK):  # a minute at once crashes the ogg encoder
            file.write(sound.samples[at : at + _BLOCK])


def _parts(
    file: Decoder, path: Path, *, start: int, frames: int | None, size: int = _BLOCK, damage: Damage | None = None
) -> Iterator[Samples]:
    """Nothing is allocated on the word of a header: it is read until there is no more."""
    ends = (file.claimed, None if frames is None else start + frames)
    stop = min((end for end in ends if end is not None), default=None)
    place = start
    if (stop is not None and place >= stop) or not _reached(file, start, damage):
        return
    while stop is None or place < stop:
        wanted = size if stop is None else min(size, stop - place)
        samples = _decoded(file, path, wanted, place) if damage is None else _spared(file, path, wanted, place, damage)
        if not len(samples):
            break
        place += len(samples)
        yield samples
    if damage is not None:
        _tell(file, place, stop, damage)
    elif stop is not None and place < stop:
        raise MediaError(path, f"is cut short: it ends after {_seconds(place, file)}", _COPY_AGAIN)


def _reached(file: Decoder, start: int, damage: Damage | None) -> bool:
    from labeler.media.decoder import LibsndfileError  # noqa: PLC0415

    try:
        return not start or file.go_to(start)
    except LibsndfileError:
        if damage is None:
            raise
        return False


def _decoded(file: Decoder, path: Path, frames: int, place: int) -> Samples:
    from labeler.media.decoder import LibsndfileError  # noqa: PLC0415

    try:
        samples: Samples = file.read(frames, dtype="float32", always_2d=True)
    except LibsndfileError as error:
        raise _undecoded(file, path, place) from error
    if not _are_numbers(samples):
        raise MediaError(path, "holds samples that are no numbers, or beyond all measure", _COPY_AGAIN)
    return samples


def _spared(file: Decoder, path: Path, frames: int, place: int, damage: Damage) -> Samples:
    """As many as can be decoded; what is no number is silence."""
    from labeler.media.decoder import LibsndfileError  # noqa: PLC0415

    pieces, left = [np.empty((0, file.channels), np.float32)], 0 if damage.reason else frames
    try:
        while left and len(piece := file.read(min(left, _PIECE), dtype="float32", always_2d=True)):
            pieces.append(piece)
            left -= len(piece)
    except LibsndfileError as error:
        if not place and len(pieces) == 1:
            raise _undecoded(file, path, place) from error
        damage.reason = "damaged"
    samples: Samples = np.concatenate(pieces)
    if not _are_numbers(samples):
        wrong = ~(np.abs(samples) <= _LARGEST)
        damage.silenced += int(wrong.sum())
        samples[wrong] = 0
    return samples


def _tell(file: Decoder, place: int, stop: int | None, damage: Damage) -> None:
    ended_early = stop is not None and place < stop
    damage.reason = file.damage or damage.reason or ("cut short" if ended_early else "")
    damage.read = place / file.samplerate
    damage.promised = file.promised / file.samplerate if file.promised is not None else None


def _are_numbers(samples: Samples) -> bool:
    return not len(samples) or bool(samples.min() >= -_LARGEST and samples.max() <= _LARGEST)  # nor is NaN


def _undecoded(file: Decoder, path: Path, place: int) -> MediaError:
    beyond = f" beyond {_seconds(place, file)}" if place else ""
    return MediaError(path, f"is cut short or damaged: it can't be decoded{beyond}", _COPY_AGAIN)


def _seconds(frames: int, file: Decoder) -> str:
    return f"{frames / file.samplerate:,.2f} s"


@contextmanager
def _opened(path: Path, damage: Damage | None) -> Iterator[Decoder]:
    from labeler.media.decoder import Decoder, LibsndfileError  # noqa: PLC0415 - parsing a command line loads no decoder

    _check_file(path)
    try:
        with Decoder(path) as file:
            _check_header(file, path, strict=damage is None)
            yield file
    except LibsndfileError as error:
        remedy = _COPY_AGAIN if is_audio(path) else "convert it to wav or flac"
        raise MediaError(path, f"is no recording that can be read{_reason(error)}", remedy) from error


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise MediaError(path, "is empty: it has no bytes", _COPY_AGAIN)
    except FileNotFoundError as error:
        raise missing(path) from error
    except IsADirectoryError as error:
        raise MediaError(path, "is a folder, not a recording", "correct the file column of this example") from error
    except PermissionError as error:
        raise MediaError(path, "may not be read", "give yourself permission to read it") from error


def _check_header(file: Decoder, path: Path, *, strict: bool) -> None:
    if file.claimed == 0:
        raise MediaError(path, "is empty: it has no samples", _COPY_AGAIN)
    if strict and file.damage:
        told = {"cut short": "the file is smaller than it says", "damaged": "parts of it can't be decoded"}
        raise MediaError(path, f"is {file.damage}: {told[file.damage]}", _COPY_AGAIN)
    if not _LOWEST_RATE <= file.samplerate <= _HIGHEST_RATE:
        raise MediaError(path, f"is damaged: it claims {file.samplerate:,} samples a second", _COPY_AGAIN)


def _reason(error: Exception) -> str:
    """In the library's words, which of a broken mp3 are that it doesn't exist."""
    said = str(getattr(error, "error_string", error)).rstrip(".")
    return "" if "does not exist" in said else f" ({said})"
