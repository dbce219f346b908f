from __future__ import annotations

import pytest

from labeler.gui.widgets.names_apart import NamesApart

SEEDS = [f"convnext_large_in22k_384_seed{seed:02}_ema" for seed in range(34)]


@pytest.mark.parametrize("room", [12, 14, 20, 30])
def test_names_that_begin_alike_stay_apart(room: int) -> None:
    names = NamesApart(SEEDS)
    shown = [names.shown(name, room, len) for name in SEEDS]
    assert len(set(shown)) == len(SEEDS)
    assert max(map(len, shown)) <= room


def test_what_they_share_gives_way_first() -> None:
    assert NamesApart(SEEDS).shown(SEEDS[7], 15, len) == "conv…seed07_ema"
    assert NamesApart(SEEDS).shown(SEEDS[7], 100, len) == SEEDS[7]


def test_one_name_alone_is_elided_in_the_middle() -> None:
    assert NamesApart(["abcdefghij"]).shown("abcdefghij", 5, len) == "ab…ij"
    assert NamesApart(["abcdefghij"]).shown("abcdefghij", 1, len) == "…"
    assert NamesApart([]).shown("ab", 2, len) == "ab"
