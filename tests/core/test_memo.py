"""What was computed of things that never change is kept, within its room."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.core.memo import Memo


def test_an_array_is_made_once_and_can_not_be_changed():
    memo, made = Memo(1000), []

    def make():
        made.append(1)
        return np.zeros(3)

    first = memo.get("a", make)
    assert memo.get("a", make) is first
    assert len(made) == 1
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1


def test_what_was_not_asked_for_longest_goes_first():
    memo, made = Memo(2 * 80), []

    def ask(key):
        memo.get(key, lambda: made.append(key) or np.zeros(10))

    for key in "abacab":
        ask(key)
    assert made == ["a", "b", "c", "b"]


def test_an_array_larger_than_the_room_is_given_all_the_same():
    memo = Memo(8)
    assert len(memo.get("large", lambda: np.zeros(100))) == 100
