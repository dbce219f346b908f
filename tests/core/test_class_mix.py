"""How often each class is in dev and in test, against counting."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from labeler.core.class_mix import class_mix
from labeler.core.dataset import Examples
from labeler.core.distributions import CHI_SQUARE, Comparison, Difference
from labeler.core.labels import Vocabulary
from labeler.core.splits import SPLITS
from labeler.core.tasks.classes import Multiclass
from labeler.core.text import TextColumn
from labeler.core.truth import ClassTruth, MultilabelTruth, TranscriptTruth

NAMES = ("cat", "dog", "owl", "fox")


def examples(splits, given, names=NAMES):
    codes = np.array([SPLITS.index(split) for split in splits], np.int8)
    ids = TextColumn.of(f"e{i}" for i in range(len(splits)))
    tickets = np.arange(len(splits), dtype=np.uint64)
    return Examples(ids, codes, given, tickets, Vocabulary(names), Multiclass())


@pytest.fixture
def drawn():
    random = np.random.default_rng(3)
    splits = random.choice(["train", "dev", "test"], 400)
    return splits, random.choice(4, 400, p=[0.5, 0.3, 0.2, 0]).astype(np.int32)


def test_shares_are_those_of_counting_and_nobody_s_class_is_left_out(drawn):
    splits, codes = drawn
    mix = class_mix(examples(splits, ClassTruth(codes)), None)
    for row in mix.rows:
        for split, count, share in (("dev", row.dev, row.dev_share), ("test", row.test, row.test_share)):
            here = Counter(NAMES[code] for code, of in zip(codes, splits, strict=True) if of == split)
            assert (count, share) == (here[row.name], here[row.name] / here.total())
    assert [row.name for row in mix.rows] == ["cat", "dog", "owl"]


def test_an_unknown_class_counts_for_no_share():
    mix = class_mix(examples(["dev", "dev", "test"], ClassTruth(np.array([0, -1, 1], np.int32))), None)
    assert mix.sizes == (1, 1)
    assert {row.name: (row.dev_share, row.test_share) for row in mix.rows} == {"cat": (1.0, 0.0), "dog": (0.0, 1.0)}


def test_classes_that_differ_come_first_the_farthest_apart_before_all(drawn):
    splits, codes = drawn
    plain = class_mix(examples(splits, ClassTruth(codes)), None)
    found = Comparison(0.01, CHI_SQUARE, tuple(Difference(name, 0, 0, 0.01) for name in ("owl", "dog")))
    mix = class_mix(examples(splits, ClassTruth(codes)), found)
    marked = [row for row in mix.rows if row.differs]
    assert {row.name for row in marked} == {"owl", "dog"}
    assert mix.rows[:2] == tuple(sorted(marked, key=lambda row: -row.gap))
    assert len(mix.rows) == len(plain.rows)
    assert mix.sentence.startswith("Dev and test differ by more than chance (chi-square p = 0.010), above all in ")


def test_a_difference_of_no_class_by_itself_is_said_so(drawn):
    splits, codes = drawn
    mix = class_mix(examples(splits, ClassTruth(codes)), Comparison(0.01, CHI_SQUARE))
    assert mix.sentence.endswith("though in none of the classes by itself.")


def test_one_mix_is_said_to_be_one(drawn):
    splits, codes = drawn
    mix = class_mix(examples(splits, ClassTruth(codes)), Comparison(0.4, CHI_SQUARE))
    assert mix.sentence == "Dev and test have one mix of classes, as far as can be told (chi-square p = 0.40)."


def test_labels_are_shares_of_the_examples_that_know_them():
    values = np.array([[1, -1], [0, 1], [1, -1], [1, 0]], np.int8)
    mix = class_mix(examples(["dev", "dev", "test", "test"], MultilabelTruth(values), names=("fur", "wings")), None)
    told = {row.name: (row.dev, row.dev_share, row.test, row.test_share) for row in mix.rows}
    assert told == {"fur": (1, 0.5, 2, 1.0), "wings": (1, 1.0, 0, 0.0)}
    assert mix.of == "labels"


def test_transcripts_tell_how_many_words_they_have():
    texts = TextColumn.of(["a b", "a b c", "a", "a b", "", "x"])
    given = TranscriptTruth(texts)
    mix = class_mix(examples(["dev", "dev", "test", "test", "test", "train"], given, names=()), None)
    assert {row.name: (row.dev, row.test) for row in mix.rows} == {
        "0 words": (0, 1),
        "1 word": (0, 1),
        "2 words": (1, 1),
        "3 or more words": (1, 0),
    }
    assert "no classes" in mix.sentence


def test_long_transcripts_share_a_bin_and_all_are_counted():
    lengths = np.random.default_rng(1).integers(3, 90, 300)
    given = TranscriptTruth(TextColumn.of(" ".join(["w"] * int(n)) for n in lengths))
    mix = class_mix(examples(["dev", "test"] * 150, given, names=()), None)
    assert len(mix.rows) <= 11
    assert sum(row.dev for row in mix.rows) == sum(row.test for row in mix.rows) == 150


@pytest.mark.parametrize(("splits", "missing"), [(["dev", "dev"], "test"), (["test", "test"], "dev")])
def test_one_split_alone_has_nothing_to_be_compared_with(splits, missing):
    mix = class_mix(examples(splits, ClassTruth(np.array([0, 1], np.int32))), None)
    assert mix.sentence == f"There is nothing to compare: {missing} has no known label."


def test_train_alone_has_no_mix_to_show():
    assert class_mix(examples(["train"], ClassTruth(np.array([0], np.int32))), None) is None
