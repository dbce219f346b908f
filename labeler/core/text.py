"""Columns of text that hold a million cells without a million objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class TextColumn(Sequence[str]):
    """Immutable text cells: ``offsets`` int64 of shape (N + 1,) into a UTF-8 ``heap``."""

    offsets: NDArray[np.int64]
    heap: bytes

    @classmethod
    def of(cls, cells: Iterable[str]) -> TextColumn:
        encoded = [cell.encode() for cell in cells]
        offsets = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(cell) for cell in encoded], out=offsets[1:])
        return cls(offsets, b"".join(encoded))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        index %= len(self)
        return self.heap[self.offsets[index] : self.offsets[index + 1]].decode()

    def __iter__(self) -> Iterator[str]:
        return map(bytes.decode, self.encoded())

    def encoded(self) -> Iterator[bytes]:
        """The cells in UTF-8, as they lie in the heap."""
        heap = self.heap
        return (heap[start:end] for start, end in pairwise(self.offsets.tolist()))


@dataclass(frozen=True, eq=False)
class ChosenCells(Sequence[str]):
    """Some cells of a column, in the order of ``rows``; each is read when it is asked for."""

    cells: Sequence[str]
    rows: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return ChosenCells(self.cells, self.rows[index])
        return self.cells[int(self.rows[index])]


@dataclass(frozen=True, eq=False)
class CodedColumn(Sequence[str]):
    """Text cells of few distinct values: int32 ``codes`` of shape (N,) into ``names``."""

    codes: NDArray[np.int32]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self.names[code] for code in self.codes[index].tolist()]
        return self.names[int(self.codes[index])]


Text = TextColumn | CodedColumn
