"""Mp3 files that don't tell how long they are, or tell it wrongly: the decoder would guess, warn and end too early.

Of them it is given the frames that are whole and, in front, the one by which encoders tell how many follow.
"""

from __future__ import annotations

import io
import mmap
import os
import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

_KBIT = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = (44_100, 48_000, 32_000)
_HALVINGS = {3: 1, 2: 2, 0: 4}  # MPEG 1, 2 and 2.5
_NO_CHECKSUM = 1
_MARK_WITHIN = 64  # bytes from the start of a frame
_REMEMBERED = 256

Piece = bytes | tuple[int, int]  # bytes of our own, or of the file from and up to


@dataclass(frozen=True)
class _Header:
    """The four bytes at the beginning of a frame of layer III, and what they say."""

    content: bytes
    version: int
    kbit: int
    rate: int

    @classmethod
    def of(cls, content: bytes) -> _Header | None:
        """None where these aren't such bytes."""
        if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE6 != 0xE2:
            return None
        version, kbit, rate = content[1] >> 3 & 3, content[2] >> 4, content[2] >> 2 & 3
        if version == 1 or kbit in (0, 15) or rate == 3:
            return None
        return cls(content, version, _KBIT[version == 3][kbit], _RATES[rate] // _HALVINGS[version])

    @property
    def size(self) -> int:
        """Bytes of the frame."""
        per_kbit = 144_000 if self.version == 3 else 72_000
        return per_kbit * self.kbit // self.rate + (self.content[2] >> 1 & 1)

    @property
    def sound_frames(self) -> int:
        return 1152 if self.version == 3 else 576

    @property
    def side_size(self) -> int:
        """Bytes between this header and what the frame holds."""
        mono = self.content[3] >> 6 == 3
        return (17 if mono else 32) if self.version == 3 else (9 if mono else 17)

    @property
    def side_at(self) -> int:
        return 4 if self.content[1] & _NO_CHECKSUM else 6

    def borrowed(self, frame: bytes) -> int:
        """Bytes of earlier frames in which the sound of this one begins."""
        one, two = frame[self.side_at : self.side_at + 2]
        return one << 1 | two >> 7 if self.version == 3 else one

    def silent_side(self, borrowed: int) -> bytes:
        """Where to find the sound, which has no bits: that the decoder keeps what comes before for what comes after."""
        start = bytes((borrowed >> 1, (borrowed & 1) << 7)) if self.version == 3 else bytes((borrowed,))
        return start.ljust(self.side_size, b"\0")

    @cached_property
    def followers(self) -> dict[int, int]:
        """Bytes of a frame that may follow this one, of the same version and rate, by its third byte."""
        thirds = (byte for byte in range(256) if byte & 0x0C == self.content[2] & 0x0C)
        found = ((byte, _Header.of(bytes((0xFF, self.content[1], byte, 0)))) for byte in thirds)
        return {byte: header.size for byte, header in found if header is not None}

    def size_at(self, content: mmap.mmap, place: int) -> int:
        """Bytes of the frame that begins there; 0 where none does."""
        four = content[place : place + 4]
        if len(four) < 4 or four[0] != 0xFF or (four[1] ^ self.content[1]) & ~_NO_CHECKSUM:
            return 0
        return self.followers.get(four[2], 0)


@dataclass(frozen=True, slots=True)
class Frames:
    """What to decode in place of a file.

    ``damage`` is "cut short" or "damaged" where frames are lacking; ``promised`` counts frames of sound.
    """

    pieces: tuple[Piece, ...]
    damage: str
    promised: int

    def open(self, path: Path) -> io.RawIOBase:
        return _Spliced(path, self.pieces)


def counted(path: Path) -> Frames | None:
    """None where the decoder does well with the file itself: it is no mp3, or tells its length and keeps it."""
    stat = path.stat()
    return _counted(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(_REMEMBERED)
def _counted(path: Path, _size: int, _changed: int) -> Frames | None:
    """Counting half an hour takes a twentieth of a second, and a seek opens the file anew."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        first = _after_tag(content, 0)
        header = _Header.of(content[first : first + 4])
        if header is None:
            return None
        walk = _Walk.through(content, first, header)
        return _judged(walk, header, content) if walk.frames else None


@dataclass(frozen=True, slots=True)
class _Run:
    """Whole frames one after another, the last from ``last`` on; ``torn`` where others are lost before them."""

    start: int
    last: int
    stop: int
    torn: bool


@dataclass(frozen=True, slots=True)
class _Walk:
    """``runs`` hold whole ``frames``; about ``lost`` of them were passed over, ``cut`` if the last lacks its end."""

    runs: tuple[_Run, ...]
    frames: int
    lost: int
    cut: bool

    @classmethod
    def through(cls, content: mmap.mmap, first: int, header: _Header) -> _Walk:
        runs: list[_Run] = []
        frames = lost = missing = held = size = 0
        place: int | None = first
        while place is not None:
            begin = last = place
            while (size := header.size_at(content, place)) and place + size <= len(content):
                frames, last, place = frames + 1, place, place + size
            if begin < place:
                runs.append(_Run(begin, last, place, missing > 0))
                held += place - begin
            after = _after_tag(content, place)
            place = None if size else _next(content, after, header)
            missing = (place - after) * frames // held if place is not None and held else 0
            lost += missing
        return cls(tuple(runs), frames, lost, bool(size))


@dataclass(frozen=True, slots=True)
class _Told:
    """Where in the first frame it stands how many frames and bytes there are."""

    frames_at: int
    bytes_at: int | None

    @classmethod
    def of(cls, frame: bytes) -> _Told | None:
        for mark in (b"Xing", b"Info"):
            at = frame[:_MARK_WITHIN].find(mark)
            if at >= 0 and len(frame) >= at + 16 and frame[at + 7] & 1:
                return cls(at + 8, at + 12 if frame[at + 7] & 2 else None)
        at = frame[:_MARK_WITHIN].find(b"VBRI")
        return cls(at + 14, at + 10) if at >= 0 and len(frame) >= at + 18 else None

    def frames(self, frame: bytes) -> int:
        return int.from_bytes(frame[self.frames_at : self.frames_at + 4], "big")

    def corrected(self, frame: bytes, frames: int, size: int) -> bytes:
        told = bytearray(frame)
        told[self.frames_at : self.frames_at + 4] = struct.pack(">I", frames)
        if self.bytes_at is not None:
            told[self.bytes_at : self.bytes_at + 4] = struct.pack(">I", min(size, 0xFFFF_FFFF))
        return bytes(told)


def _judged(walk: _Walk, header: _Header, content: mmap.mmap) -> Frames | None:
    start = walk.runs[0].start
    first = content[start : start + header.size]
    told = _Told.of(first)
    there = walk.frames - (told is not None)
    promised = told.frames(first) if told is not None else there + walk.lost + walk.cut
    lacking = walk.cut or promised - there > 1  # some count the telling frame too
    damage = "damaged" if walk.lost else "cut short" if lacking else ""
    if told is not None and not damage:
        return None
    size = sum(run.stop - run.start for run in walk.runs)
    head = _telling(header, there, size) if told is None else told.corrected(first, there, size)
    pieces = _mended(walk.runs, start if told is None else start + len(first), content)
    return Frames((head, *pieces), damage, promised * header.sound_frames)


def _mended(runs: tuple[_Run, ...], begin: int, content: mmap.mmap) -> list[Piece]:
    """From ``begin`` on, with silence for the frames at a tear that are broken or began in what is lost."""
    pieces: list[Piece] = []
    for place, run in enumerate(runs):
        start, stop = max(run.start, begin), run.stop
        torn_after = place + 1 < len(runs) and runs[place + 1].torn
        if run.torn:
            silent = _beginning_before(run, content)
            pieces += silent
            start += sum(map(len, silent))
        if torn_after and start <= run.last:
            pieces += [(start, run.last), _silenced(content[run.last : stop])]
        else:
            pieces.append((start, stop))
    return pieces


def _beginning_before(run: _Run, content: mmap.mmap) -> list[bytes]:
    """The frames at its start of which the sound begins before it, silenced."""
    silent: list[bytes] = []
    held = 0
    for place in _places(run, content):
        header = _Header.of(content[place : place + 4])
        assert header is not None
        frame = content[place : place + header.size]
        if header.borrowed(frame) <= held:
            break
        silent.append(_silenced(frame, held))
        held += len(frame) - header.side_at - header.side_size
    return silent


def _places(run: _Run, content: mmap.mmap) -> Iterator[int]:
    place = run.start
    while place < run.stop:
        yield place
        header = _Header.of(content[place : place + 4])
        assert header is not None
        place += header.size


def _silenced(frame: bytes, borrowed: int = 0) -> bytes:
    """It has no sound of its own, and still what later ones borrow from it."""
    header = _Header.of(frame[:4])
    assert header is not None
    stop = header.side_at + header.side_size
    return frame[: header.side_at] + header.silent_side(borrowed) + frame[stop:]


def _after_tag(content: mmap.mmap, place: int) -> int:
    """``place``, or what follows the tag that begins there."""
    tag = content[place : place + 10]
    if tag[:3] != b"ID3" or len(tag) < 10:
        return place
    return place + 10 + sum(byte << shift for byte, shift in zip(tag[6:10], (21, 14, 7, 0), strict=True))


def _next(content: mmap.mmap, place: int, header: _Header) -> int | None:
    """Where the next frame begins that another one follows."""
    while (place := content.find(b"\xff", place)) >= 0:
        size = header.size_at(content, place)
        if size and header.size_at(content, place + size):
            return place
        place += 1
    return None


def _telling(header: _Header, frames: int, size: int) -> bytes:
    """A frame of the same kind at the first bit rate that has room, with the number of frames and bytes."""
    one, two, three, four = header.content
    for kbit in range(1, 15):
        own = _Header.of(bytes([one, two | _NO_CHECKSUM, kbit << 4 | three & 0x0C, four]))
        if own is not None and own.size >= 4 + own.side_size + 16:
            break
    assert own is not None
    told = (
        own.content + bytes(own.side_size) + b"Xing" + struct.pack(">III", 3, frames, min(own.size + size, 0xFFFF_FFFF))
    )
    return told.ljust(own.size, b"\0")


class _Spliced(io.RawIOBase):
    """Pieces one after another."""

    def __init__(self, path: Path, pieces: tuple[Piece, ...]) -> None:
        with path.open("rb") as file:
            self._content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._pieces = pieces
        sizes = (len(piece) if isinstance(piece, bytes) else piece[1] - piece[0] for piece in pieces)
        *self._begins, self._size = accumulate(sizes, initial=0)
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        origin = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        self._place = max(origin + offset, 0)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: WriteableBuffer) -> int:
        target = memoryview(buffer)
        filled = 0
        while filled < len(target) and (piece := self._piece(len(target) - filled)):
            target[filled : filled + len(piece)] = piece
            filled += len(piece)
            self._place += len(piece)
        return filled

    def _piece(self, most: int) -> bytes:
        """Up to ``most`` bytes from where it stands that lie side by side; none at the end."""
        if self._place >= self._size:
            return b""
        at = bisect_right(self._begins, self._place) - 1
        piece, offset = self._pieces[at], self._place - self._begins[at]
        if isinstance(piece, bytes):
            return piece[offset : offset + most]
        start, stop = piece
        return self._content[start + offset : min(start + offset + most, stop)]
