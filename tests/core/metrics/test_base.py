"""What every metric promises of its counts, whatever the kind of task (METHOD 1 and 6)."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.metrics import classes, multilabel
from labeler.core.metrics.base import exact_ratio, ratio_values, summed
from labeler.core.metrics.slices import SliceAverage
from labeler.core.metrics.transcripts import CharacterErrorRate, SentenceError, WordErrorRate
from labeler.core.metrics.weighted import Weighted
from labeler.core.predictions import Prediction
from labeler.core.text import TextColumn
from labeler.core.truth import ClassTruth, MultilabelTruth, TranscriptTruth

N = 9
LABELS = 3
SETS = tuple(chain.from_iterable(combinations(range(LABELS), size) for size in (1, 2, 3)))
TEXTS = ("", "a", "b", "a b", "b a", "a a b", "A, b", "b  a")
CELLS = TextColumn.of(["north", "south", "", "north", "east", "east", "south", "north", "east"])


def sliced(metric):
    return SliceAverage.by("region", CELLS, metric)


BOUNDED = {
    "classes": [classes.Error(), classes.Accuracy(), classes.TopK(1), classes.TopK(2), Weighted(classes.Error())],
    "multilabel": [
        multilabel.Hamming(),
        multilabel.Subset(),
        multilabel.LabelError("b", 1),
        Weighted(multilabel.Hamming()),
    ],
    "transcripts": [
        WordErrorRate(),
        WordErrorRate(("case", "punctuation")),
        CharacterErrorRate(),
        CharacterErrorRate(("space",)),
        SentenceError(),
        SentenceError(("case", "punctuation", "space")),
        Weighted(WordErrorRate()),
    ],
}
UNBOUNDED = {
    "classes": [
        classes.Precision(1),
        classes.Recall(1),
        classes.F1(1),
        classes.MacroF1(LABELS),
        sliced(classes.Error()),
    ],
    "multilabel": [multilabel.MicroF1(), multilabel.MacroF1(LABELS), sliced(multilabel.Hamming())],
    "transcripts": [sliced(WordErrorRate())],
}
ZERO_ONE = {"error", "accuracy", "top-1", "top-2", "subset", "label:b", "sentence-error"}


def listed(*tables):
    return [
        pytest.param(kind, metric, id=f"{kind}-{metric.name}-{'-'.join(getattr(metric, 'normalization', ()))}")
        for table in tables
        for kind, metrics in table.items()
        for metric in metrics
    ]


EVERY = pytest.mark.parametrize(("kind", "metric"), listed(BOUNDED, UNBOUNDED))
EVERY_BOUNDED = pytest.mark.parametrize(("kind", "metric"), listed(BOUNDED))
SEEDS = st.integers(0, 2**32 - 1)


def random_truth(kind, rng, n=N):
    match kind:
        case "classes":
            sets = [SETS[place] for place in rng.integers(len(SETS), size=n)]
            acceptable = {row: accepted for row, accepted in enumerate(sets) if len(accepted) > 1}
            return ClassTruth(np.array([accepted[-1] for accepted in sets], np.int32), acceptable)
        case "multilabel":
            return MultilabelTruth(rng.integers(-1, 2, (n, LABELS)).astype(np.int8))
    texts = [TEXTS[place] for place in rng.integers(len(TEXTS), size=n)]
    return TranscriptTruth(TextColumn.of(texts), dict.fromkeys(range(0, n, 4), ("b", "a b")))


def random_prediction(kind, rng, n=N):
    match kind:
        case "classes":
            ranked = rng.permuted(np.tile(np.arange(LABELS, dtype=np.int32), (n, 1)), axis=1)
            return Prediction("m", 1, {"predicted": ranked[:, 0], "ranked": ranked})
        case "multilabel":
            return Prediction("m", 1, {"predicted": rng.integers(0, 2, (n, LABELS)).astype(np.int8)})
    return heard([TEXTS[place] for place in rng.integers(len(TEXTS), size=n)])


def heard(texts):
    distinct = sorted(set(texts))
    column = TextColumn.of(distinct)
    codes = np.array([distinct.index(text) for text in texts], np.int32)
    heap = np.frombuffer(column.heap, np.uint8)
    return Prediction("m", 1, {"predicted": codes, "texts/offsets": column.offsets, "texts/heap": heap})


def random_case(kind, seed, models=2):
    rng = np.random.default_rng(seed)
    weights = rng.integers(0, 4, N) / 2
    return random_truth(kind, rng), [random_prediction(kind, rng) for _ in range(models)], weights


def every_truth(kind, a, b):
    """Truths that between them give every example every label; of transcripts both hypotheses among others."""
    match kind:
        case "classes":
            for accepted in SETS:
                yield ClassTruth(np.full(N, accepted[0], np.int32), dict.fromkeys(range(N), accepted))
        case "multilabel":
            for values in product((1, 0, -1), repeat=LABELS):
                yield MultilabelTruth(np.tile(np.array(values, np.int8), (N, 1)))
        case "transcripts":
            ours, theirs = ([model.hypothesis(row) for row in range(N)] for model in (a, b))
            for texts in (ours, theirs, *([text] * N for text in TEXTS)):
                yield TranscriptTruth(TextColumn.of(texts))
                yield TranscriptTruth(TextColumn.of(texts), dict.fromkeys(range(N), ("a", "b b")))


@EVERY
@settings(deadline=None, max_examples=8)
@given(seed=SEEDS)
def test_counts_of_some_rows_are_those_columns_of_the_whole(kind, metric, seed):
    truth, models, weights = random_case(kind, seed)
    rows = np.random.default_rng(seed).integers(0, N, 5)
    whole = metric.counts(truth, models, weights)
    some = metric.counts(truth, models, weights, rows=rows)
    assert some.dtype == whole.dtype
    np.testing.assert_array_equal(some, whole[..., rows])


@EVERY
@settings(deadline=None, max_examples=8)
@given(seed=SEEDS)
def test_the_order_of_examples_changes_no_value(kind, metric, seed):
    truth, models, weights = random_case(kind, seed)
    order = np.random.default_rng(seed).permutation(N)
    shuffled = metric.counts(truth, models, weights, rows=order)
    np.testing.assert_array_equal(summed(shuffled), summed(metric.counts(truth, models, weights)))


@EVERY
@settings(deadline=None, max_examples=8)
@given(seed=SEEDS)
def test_the_exact_value_is_the_value_and_none_where_that_is_undefined(kind, metric, seed):
    truth, models, weights = random_case(kind, seed)
    sums = summed(metric.counts(truth, models, weights))
    for model, value in enumerate(metric.values(sums).tolist()):
        exact = metric.exact(sums[:, model])
        assert (exact is None) == np.isnan(value)
        assert exact is None or float(exact) == pytest.approx(value, abs=1e-12)
        assert exact is None or isinstance(exact, float if metric.weighted else Fraction)


@EVERY
@settings(deadline=None, max_examples=8)
@given(seed=SEEDS)
def test_one_example_is_enough(kind, metric, seed):
    truth, models, weights = random_case(kind, seed)
    counts = metric.counts(truth, models, weights, rows=np.array([0]))
    values = metric.values(summed(counts))
    assert values.shape == (2,)
    defined = values[~np.isnan(values)]
    assert (defined >= 0).all()
    if metric.higher_is_better or metric.zero_one:
        assert (defined <= 1).all()


@EVERY
def test_weights_count_where_the_metric_is_weighted_and_nowhere_else(kind, metric):
    truth, models, weights = random_case(kind, 3)
    plain, weighted = metric.counts(truth, models), metric.counts(truth, models, weights)
    np.testing.assert_array_equal(weighted, plain * weights if metric.weighted else plain)
    assert np.issubdtype(plain.dtype, np.integer)
    assert (weighted.dtype == np.float64) == metric.weighted


@EVERY
def test_without_examples_every_metric_is_undefined(kind, metric):
    truth, models, _ = random_case(kind, 1)
    counts = metric.counts(truth, models, rows=np.empty(0, np.intp))
    assert counts.shape[1:] == (2, 0)
    assert np.isnan(metric.values(summed(counts))).all()
    assert metric.exact(summed(counts)[:, 0]) is None


@EVERY
def test_without_models_there_are_no_values(kind, metric):
    truth, _, _ = random_case(kind, 1)
    counts = metric.counts(truth, [])
    assert counts.shape[1:] == (0, N)
    assert metric.values(summed(counts)).shape == (0,)


@EVERY
@settings(deadline=None, max_examples=8)
@given(seed=SEEDS)
def test_the_first_count_is_0_or_1_where_the_metric_says_so(kind, metric, seed):
    truth, models, _ = random_case(kind, seed)
    assert metric.zero_one == (metric.name in ZERO_ONE)
    if metric.zero_one:
        counts = metric.counts(truth, models)
        assert counts.dtype == np.uint8
        assert counts.max() <= 1
        assert (counts[0] <= counts[1]).all()


@EVERY_BOUNDED
@settings(deadline=None, max_examples=6)
@given(seed=SEEDS)
def test_the_bound_is_the_largest_difference_under_any_label(kind, metric, seed):
    _, (a, b), weights = random_case(kind, seed)
    apart = np.zeros(N)
    for truth in every_truth(kind, a, b):
        ours, theirs = metric.counts(truth, [a, b], weights)[0].astype(float)
        apart = np.maximum(apart, abs(ours - theirs))
    np.testing.assert_array_equal(metric.bound(a, b, weights), apart)


@EVERY_BOUNDED
def test_bounds_are_of_some_rows_where_asked_and_the_same_from_either_side(kind, metric):
    _, (a, b), weights = random_case(kind, 11)
    rows = np.array([8, 0, 3])
    whole = metric.bound(a, b, weights)
    assert whole.any()
    np.testing.assert_array_equal(metric.bound(a, b, weights, rows=rows), whole[rows])
    np.testing.assert_array_equal(metric.bound(b, a, weights), whole)


@EVERY_BOUNDED
def test_bounds_are_integers_but_for_imported_weights(kind, metric):
    _, (a, b), weights = random_case(kind, 11)
    assert np.issubdtype(metric.bound(a, b).dtype, np.integer)
    assert np.issubdtype(metric.bound(a, b, weights).dtype, np.floating) == metric.weighted


@EVERY_BOUNDED
def test_two_models_that_say_the_same_cannot_be_parted(kind, metric):
    _, (a, _), weights = random_case(kind, 11)
    assert not metric.bound(a, a, weights).any()


@pytest.mark.parametrize(("kind", "metric"), listed(UNBOUNDED))
def test_where_examples_predicted_alike_matter_there_is_no_bound(kind, metric):
    _, (a, b), weights = random_case(kind, 11)
    assert metric.bound(a, b) is None
    assert metric.bound(a, b, weights, rows=np.array([0])) is None


def test_one_over_the_other_is_undefined_where_that_is_0():
    np.testing.assert_array_equal(ratio_values(np.array([1, 0, 2]), np.array([4, 0, 0])), [0.25, np.nan, np.nan])


def test_ratios_of_integers_are_kept_as_fractions():
    assert exact_ratio(np.uint8(2), np.uint8(6)) == Fraction(1, 3)
    assert exact_ratio(np.float64(0.5), np.float64(2)) == 0.25
    assert exact_ratio(np.int64(0), np.int64(0)) is None


def test_sums_of_small_integers_do_not_overflow():
    sums = summed(np.full((2, 1, 70_000), 255, np.uint8))
    assert sums.tolist() == [[17_850_000], [17_850_000]]
    assert sums.dtype == np.int64
