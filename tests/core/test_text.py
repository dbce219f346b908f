"""Columns of text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.core.text import ChosenCells, CodedColumn, TextColumn

CELLS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=12)


def coded(cells):
    names = tuple(dict.fromkeys(cells))
    return CodedColumn(np.array([names.index(cell) for cell in cells], np.int32), names)


@pytest.mark.parametrize("make", [TextColumn.of, coded], ids=["text", "coded"])
@given(cells=CELLS, start=st.integers(-14, 14), stop=st.integers(-14, 14), step=st.sampled_from((1, 2, -1)))
def test_a_column_is_a_sequence_like_a_list(make, cells, start, stop, step):
    column = make(cells)
    assert list(column) == cells
    assert len(column) == len(cells)
    assert [column[i] for i in range(-len(cells), len(cells))] == [*cells, *cells]
    assert column[start:stop:step] == cells[start:stop:step]


@pytest.mark.parametrize("make", [TextColumn.of, coded], ids=["text", "coded"])
@pytest.mark.parametrize("index", [2, -3])
def test_there_is_nothing_beyond_the_ends(make, index):
    with pytest.raises(IndexError):
        make(["a", "b"])[index]


def test_offsets_count_bytes_of_the_heap():
    column = TextColumn.of(["猫", "", "cat"])
    assert column.offsets.dtype == np.int64
    assert column.offsets.tolist() == [0, 3, 3, 6]
    assert column.heap == "猫cat".encode()


def test_chosen_cells_are_those_of_the_rows_in_their_order() -> None:
    chosen = ChosenCells(TextColumn.of(["a", "bö", "", "d"]), np.array([3, 1, 1]))
    assert list(chosen) == ["d", "bö", "bö"]
    assert list(chosen[1:]) == ["bö", "bö"]
    assert len(chosen) == 3
