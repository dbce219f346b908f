"""The four splits and their spellings (DESIGN 4, Examples)."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.core import splits


@pytest.mark.parametrize(
    ("spelled", "meant"),
    [
        *((name, "dev") for name in ("dev", "val", "valid", "validation", "eval", "DEV", " Val ")),
        *((name, "train-dev") for name in ("train-dev", "traindev", "train_dev", "Train-Dev")),
        ("train", "train"),
        ("test", "test"),
        *((name, None) for name in ("", "holdout", "dev+test", "tests", "train dev")),
    ],
)
def test_every_spelling_of_the_contract_is_known(spelled, meant):
    assert splits.split_named(spelled) == meant


def test_dev_and_test_are_pooled_by_their_members():
    codes = np.array([splits.SPLITS.index(name) for name in ("dev", "train", "test", "train-dev")], np.int8)
    assert splits.members(codes, "dev").tolist() == [True, False, False, False]
    assert splits.members(codes, "dev+test").tolist() == [True, False, True, False]


@pytest.mark.parametrize(
    ("present", "covered"),
    [
        (["test", "dev", "train"], ("dev", "test", "dev+test")),
        (["dev", "train"], ("dev",)),
        (["test"], ("test",)),
        (["train", "train-dev"], ()),
    ],
)
def test_figures_cover_dev_test_and_both_where_both_exist(present, covered):
    assert splits.evaluated(present) == covered


def test_the_pooled_split_has_words_of_its_own():
    assert splits.phrase("dev+test") == "dev and test together"
    assert splits.phrase("dev") == "dev"
