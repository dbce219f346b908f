"""What is done without a gap, against counting (METHOD 7)."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from labeler.core.prefixes import leading, longest_run


@given(st.lists(st.booleans(), max_size=40))
def test_runs_and_prefixes_are_those_that_counting_finds(flags):
    found = np.array(flags, bool)
    text = "".join("x" if flag else "." for flag in flags)
    longest = max(text.split("."), key=len)
    assert leading(found).tolist() == [place < len(text.split(".")[0]) for place in range(len(text))]
    assert longest_run(found).sum() == len(longest)
    if longest:
        start = text.index(longest)
        assert longest_run(found)[start : start + len(longest)].all()


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=40))
def test_every_stratum_has_a_prefix_of_its_own(entries):
    done = np.array([flag for flag, _ in entries], bool)
    strata = np.array([part for _, part in entries], np.intp)
    prefix = leading(done, strata)
    for part in range(4):
        assert prefix[strata == part].tolist() == leading(done[strata == part]).tolist()
