"""Mp3 files that don't tell how long they are: the decoder would guess from the first bit rate and end there.

They are given the frame that encoders write in front to tell, made here after counting.
"""

from __future__ import annotations

import io
import mmap
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MARKS = (b"Xing", b"Info", b"VBRI")
_KBIT = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = (44_100, 48_000, 32_000)
_HALVINGS = {3: 1, 2: 2, 0: 4}  # MPEG 1, 2 and 2.5
_NO_CHECKSUM = 1


@dataclass(frozen=True, slots=True)
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
    def side_size(self) -> int:
        """Bytes between this header and what the frame holds."""
        mono = self.content[3] >> 6 == 3
        return (17 if mono else 32) if self.version == 3 else (9 if mono else 17)

    def follows(self, other: _Header) -> bool:
        return (self.version, self.rate) == (other.version, other.rate)


def counted(path: Path) -> io.RawIOBase | None:
    """The file with a frame in front that tells how many follow; None where it has one, or can't be counted."""
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    first = _after_tag(content)
    header = _Header.of(content[first : first + 4])
    if header is None or any(mark in content[first : first + 64] for mark in _MARKS):
        return None
    frames, end = _count(content, first, header)
    return _Spliced(_telling(header, frames, end - first), content, first, min(end, len(content)))


def _after_tag(content: mmap.mmap) -> int:
    if content[:3] != b"ID3" or len(content) < 10:
        return 0
    return 10 + sum(byte << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))


def _count(content: mmap.mmap, first: int, header: _Header) -> tuple[int, int]:
    """How many frames there are, and where the last should end; what lies between frames is passed over."""
    frames, place, end = 0, first, first
    while place >= 0:
        found = _Header.of(content[place : place + 4])
        if found is not None and found.follows(header):
            frames += 1
            place = end = place + found.size
        else:
            place = _next(content, place + 1, header)
    return frames, end


def _next(content: mmap.mmap, place: int, header: _Header) -> int:
    """Where the next frame begins that another one follows, or −1."""
    while (place := content.find(b"\xff", place)) >= 0:
        found = _Header.of(content[place : place + 4])
        if found is not None and found.follows(header):
            second = _Header.of(content[place + found.size : place + found.size + 4])
            if second is not None and second.follows(header):
                return place
        place += 1
    return -1


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
    """A head, and then the part of a file from ``start`` to ``stop``."""

    def __init__(self, head: bytes, content: mmap.mmap, start: int, stop: int) -> None:
        self._head, self._content, self._start = head, content, start
        self._size = len(head) + stop - start
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
        most = min(len(target), max(self._size - self._place, 0))
        head = self._head[self._place : self._place + most]
        begin = self._start + max(self._place - len(self._head), 0)
        target[:most] = head + self._content[begin : begin + most - len(head)]
        self._place += most
        return most
