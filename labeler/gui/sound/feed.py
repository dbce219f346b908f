"""A recording read, stretched and made to 16 bits a little ahead of what is heard, in a thread that knows no Qt."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from labeler.gui.sound.course import Course
from labeler.media.damage import Damage
from labeler.media.errors import MediaError
from labeler.media.sounds import Samples, blocks
from labeler.media.time_stretch import Stretcher

_AHEAD_SECONDS = 1.5
_PIECE = 4096
_KEPT_FRAMES = 1 << 20  # a loop not longer than this is decoded once


@dataclass(frozen=True, slots=True)
class Program:
    """What is to be played and how. ``channel`` None: both of two, the mean of more."""

    path: Path
    course: Course
    rate: int
    channels: int
    speed: float = 1.0
    channel: int | None = None

    @property
    def heard_channels(self) -> int:
        return self.channels if self.channel is None and self.channels <= 2 else 1

    @property
    def frame_bytes(self) -> int:
        return 2 * self.heard_channels


class Feed:
    """``take`` never waits. ``close`` doesn't either: the thread ends after the piece it is at.

    A feed plays one program; any change of what is heard is a new feed.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._limit = round(_AHEAD_SECONDS * program.rate) * program.frame_bytes
        self._ready = bytearray()
        self._turn = threading.Condition()
        self._done = self._closed = False
        self._error = ""
        self._thread = threading.Thread(target=self._run, name="sound feed", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Its thread still runs, for a moment after ``close`` too."""
        return self._thread.is_alive()

    @property
    def error(self) -> str:
        """Why it ended before its end."""
        return self._error

    @property
    def begun(self) -> bool:
        """There is something to take, or never will be."""
        with self._turn:
            return self._done or bool(self._ready)

    @property
    def exhausted(self) -> bool:
        """Nothing is left to take and nothing will come."""
        with self._turn:
            return self._done and not self._ready

    def take(self, most: int) -> bytes:
        """Up to ``most`` bytes of 16-bit frames, channels side by side; none where reading isn't that far yet."""
        with self._turn:
            most -= most % self._program.frame_bytes
            taken = bytes(self._ready[:most])
            del self._ready[:most]
            self._turn.notify()
        return taken

    def close(self) -> None:
        with self._turn:
            self._closed = True
            self._turn.notify()

    def _run(self) -> None:
        try:
            for piece in self._stretched():
                if not self._give(as_int16(piece).tobytes()):
                    return
        except MediaError as error:
            self._error = error.message
        except Exception as error:  # whatever happened is told, not lost
            self._error = f"{self._program.path.name} can't be played: {error}"
        finally:
            with self._turn:
                self._done = True

    def _give(self, data: bytes) -> bool:
        """False where nobody wants it any more."""
        with self._turn:
            while len(self._ready) > self._limit and not self._closed:
                self._turn.wait()
            self._ready += data
            return not self._closed

    def _stretched(self) -> Iterator[Samples]:
        program = self._program
        stretcher = Stretcher(program.rate, program.heard_channels, program.speed)
        for samples in _pieces(program.path, program.course):
            yield stretcher.feed(chosen(samples, program.channel))
        yield stretcher.finish()


def as_int16(samples: Samples) -> NDArray[np.int16]:
    """Exactly what a 16-bit file holds; beyond full scale it is held there, never wrapped."""
    held = np.clip(np.rint(samples * np.float32(32768)), -32768, 32767)
    return np.asarray(held, np.int16)


def chosen(samples: Samples, channel: int | None) -> Samples:
    """Of samples (frames, channels) those that are heard: one channel, both of two, the mean of more."""
    if channel is not None:
        return samples[:, channel : channel + 1]
    if samples.shape[1] <= 2:
        return samples
    return np.asarray(samples.mean(axis=1, keepdims=True), np.float32)


def _pieces(path: Path, course: Course) -> Iterator[Samples]:
    """A damaged file is heard as far as it goes."""
    kept: dict[tuple[int, int], list[Samples]] = {}
    for stretch in course.stretches():
        start, stop = stretch
        if stretch in kept:
            yield from kept[stretch]
            continue
        held: list[Samples] = []
        for piece in blocks(path, start=start, frames=stop - start, size=_PIECE, damage=Damage()):
            if stretch == course.loop and stop - start <= _KEPT_FRAMES:
                held.append(piece)
            yield piece
        if held:
            kept[stretch] = held
