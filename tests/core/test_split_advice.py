"""Dev and test come from the source that matters (METHOD 11)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.split_advice import split_advice
from labeler.errors import LabelerError

WEB_AND_APP = {"web": 200_000, "app": 10_000}


def test_worked_value_200000_web_and_10000_app():
    found = split_advice(WEB_AND_APP, matters="app", dev=2500, test=2500)
    assert {name: round(count) for name, count in found.expected_dev.items()} == {"web": 2381, "app": 119}
    assert found.to_dict()["advised"] == {
        "train": {"web": 200_000, "app": 5_000},
        "dev": {"app": 2500},
        "test": {"app": 2500},
    }
    assert found.verdict == (
        "Shuffled whole, 2,500 examples of dev would be 2,381 of web and 119 of app: only 4.8 % of what you tune on "
        "would be what matters. Take dev (2,500) and test (2,500) from app alone, and train on 200,000 of web and "
        "5,000 of app."
    )


def test_a_source_with_too_few_examples_is_refused_with_how_many_more_it_takes():
    with pytest.raises(LabelerError, match=r"5,001 examples of app, and there are 5,000; collect 1 more"):
        split_advice({"web": 9, "app": 5000}, matters="app", dev=2501, test=2500)


def test_a_source_that_just_suffices_leaves_nothing_to_train_on_and_says_so():
    found = split_advice({"web": 9, "app": 5000}, matters="app", dev=2500, test=2500)
    assert found.train == {"web": 9, "app": 0}
    assert found.warnings == ("Nothing of app is left to train on: expect a data mismatch.",)


def test_one_source_alone_needs_no_train_dev():
    found = split_advice({"app": 100}, matters="app", dev=10, test=10)
    assert (found.train, found.warnings) == ({"app": 80}, ())
    assert "train-dev" in split_advice(WEB_AND_APP, matters="app", dev=1, test=1).warnings[0]


@pytest.mark.parametrize(("matters", "dev", "test"), [("phone", 1, 1), ("app", 0, 1), ("app", 1, 0)])
def test_unknown_sources_and_empty_splits_are_refused(matters, dev, test):
    with pytest.raises(LabelerError):
        split_advice(WEB_AND_APP, matters=matters, dev=dev, test=test)


def test_negative_counts_are_refused():
    with pytest.raises(LabelerError, match="fewer than 0"):
        split_advice({"web": -1, "app": 100}, matters="app", dev=1, test=1)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(2, 10_000), min_size=1, max_size=5), st.data())
def test_no_example_is_lost_and_expectations_add_up(counts, data):
    sources = {f"s{place}": count for place, count in enumerate(counts)}
    dev = data.draw(st.integers(1, counts[0] - 1))
    found = split_advice(sources, matters="s0", dev=dev, test=counts[0] - dev)
    assert sum(found.train.values()) + found.dev + found.test == sum(counts)
    assert sum(found.expected_dev.values()) == pytest.approx(dev)
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False)) == found.to_dict()
