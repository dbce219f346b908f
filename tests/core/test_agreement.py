"""Cohen's kappa, Krippendorff's alpha and their intervals (METHOD 10)."""

from __future__ import annotations

import warnings
from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from labeler.core.agreement import alpha, pair_agreements

MISSING = -1


def coded(*reviewers):
    """Codes of rows written a letter an example; a dot is missing."""
    return np.array([[MISSING if c == "." else ord(c) for c in row] for row in reviewers], np.int32)


def pair(a, b, incorrect=None):
    codes = coded(a, b)
    said = np.zeros(codes.shape, bool) if incorrect is None else np.array([[c == "x" for c in r] for r in incorrect])
    (found,) = pair_agreements(codes, said, ["ann", "bob"])
    return found


def alpha_by_definition(codes):
    """1 − Do/De from the coincidence matrix, written as Krippendorff (2011) does."""
    units = [[v for v in unit if v != MISSING] for unit in codes.T.tolist()]
    coincidences: dict[tuple[int, int], float] = {}
    for unit in units:
        for c, k in permutations(unit, 2):
            coincidences[c, k] = coincidences.get((c, k), 0) + 1 / (len(unit) - 1)
    n_c: dict[int, float] = {}
    for (c, _), weight in coincidences.items():
        n_c[c] = n_c.get(c, 0) + weight
    n = sum(n_c.values())
    observed = sum(weight for (c, k), weight in coincidences.items() if c != k)
    expected = sum(n_c[c] * n_c[k] for c in n_c for k in n_c if c != k)
    return None if expected == 0 else 1 - (n - 1) * observed / expected


tables = st.integers(2, 4).flatmap(
    lambda reviewers: st.lists(st.lists(st.integers(-1, 3), min_size=reviewers, max_size=reviewers), max_size=25).map(
        lambda units: np.array(units, np.int32).reshape(-1, reviewers).T
    )
)


def test_alpha_of_published_examples():
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A, B and C."""
    assert alpha(coded("0100000010", "1110010000")).value == pytest.approx(0.095, abs=5e-4)
    assert alpha(coded("aabbdcccedda", "babbbccceddd")).value == pytest.approx(0.692, abs=5e-4)
    found = alpha(coded("123321412...", "1233224125.3", ".3332342251.", "12332441251."))
    assert found.value == pytest.approx(0.743, abs=5e-4)
    assert found.examples == 11


@settings(max_examples=80, deadline=None)
@given(tables)
def test_alpha_is_that_of_the_coincidence_matrix(codes):
    expected = alpha_by_definition(codes)
    assert alpha(codes).value == (None if expected is None else pytest.approx(expected, abs=1e-12))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=40))
def test_kappa_is_that_of_scikit_learn(labels):
    a, b = np.array(labels, np.int32).T
    assume(len(set(a)) > 1 and len(set(b)) > 1)
    (found,) = pair_agreements(np.stack([a, b]), np.zeros((2, len(a)), bool), ["ann", "bob"])
    assert found.kappa == pytest.approx(cohen_kappa_score(a, b), abs=1e-12)


def test_kappa_worked_by_hand():
    """Raw 35/50; by chance (25·30 + 25·20)/50² = 0.5: kappa (0.7 − 0.5)/0.5 = 0.4."""
    a, b = "y" * 25 + "n" * 25, "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15
    assert pair(a, b).raw == 0.7
    assert pair(a, b).kappa == pytest.approx(0.4)


def test_a_missing_label_leaves_the_example_out_of_the_pair():
    found = pair("ab.ab.", "abaab.")
    assert (found.examples, found.raw, found.kappa) == (4, 1.0, 1.0)


def test_a_reviewer_who_uses_one_label_only_has_no_kappa():
    for a, b in (("aaaa", "aaaa"), ("aaaa", "abab"), ("aaaa", "bbbb")):
        assert (pair(a, b).kappa, pair(a, b).interval) == (None, None)
    assert pair("aaaa", "abab").raw == 0.5


def test_one_label_throughout_has_no_alpha():
    found = alpha(coded("aaa", "aaa"))
    assert (found.value, found.interval, found.examples) == (None, None, 3)


def test_nothing_in_common_has_no_agreement():
    found = pair("ab..", "..ab")
    assert (found.examples, found.raw, found.kappa, found.interval, found.on_incorrect) == (0, None, None, None, None)
    assert alpha(coded("ab..", "..ab")).value is None
    assert alpha(np.zeros((2, 0), np.int32)).value is None
    assert pair_agreements(coded("ab"), np.zeros((1, 2), bool), ["ann"]) == ()


def test_agreement_on_incorrect_counts_both_among_either():
    assert pair("abcd", "abcd", ["xx..", "x.x."]).on_incorrect == pytest.approx(1 / 3)
    assert pair("abcd", "abcd").on_incorrect is None


def test_incorrect_counts_only_where_both_have_a_label():
    assert pair("ab", ".b", ["xx", ".x"]).on_incorrect == 1.0


def test_every_pair_is_there_in_the_order_of_the_reviewers():
    codes = coded("ab", "ab", "ba")
    found = pair_agreements(codes, np.zeros(codes.shape, bool), ["ann", "bob", "cy"])
    assert [(p.a, p.b, p.raw) for p in found] == [("ann", "bob", 1.0), ("ann", "cy", 0.0), ("bob", "cy", 0.0)]


@pytest.fixture(scope="module")
def noisy():
    generator = np.random.default_rng(1)
    truth = generator.integers(0, 4, 400)
    codes = [np.where(generator.random(400) < 0.3, generator.integers(0, 4, 400), truth) for _ in range(3)]
    return np.where(generator.random((3, 400)) < 0.1, MISSING, np.stack(codes)).astype(np.int32)


def naive_limits(codes, figure):
    generator = np.random.default_rng(2)
    drawn = [figure(codes[:, generator.integers(0, codes.shape[1], codes.shape[1])]) for _ in range(1000)]
    return np.quantile(drawn, [0.025, 0.975])


def test_intervals_are_those_of_drawing_examples_one_by_one(noisy):
    shared = noisy[:2, (noisy[:2] != MISSING).all(axis=0)]
    (found, *_) = pair_agreements(noisy, np.zeros(noisy.shape, bool), list("abc"))
    assert found.interval == pytest.approx(naive_limits(shared, lambda c: cohen_kappa_score(*c)), abs=0.015)
    two = noisy[:, (noisy != MISSING).sum(axis=0) >= 2]
    assert alpha(noisy).interval == pytest.approx(naive_limits(two, alpha_by_definition), abs=0.015)


def test_figures_do_not_depend_on_the_order_of_the_examples(noisy):
    shuffled = noisy[:, np.random.default_rng(3).permutation(noisy.shape[1])]
    assert alpha(shuffled) == alpha(noisy)
    said = np.zeros(noisy.shape, bool)
    assert pair_agreements(shuffled, said, list("abc")) == pair_agreements(noisy, said, list("abc"))


def test_labels_of_their_own_on_every_example_are_ordinary():
    codes = np.stack([np.arange(1500), np.where(np.arange(1500) % 10, np.arange(1500), 0)]).astype(np.int32)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (found,) = pair_agreements(codes, codes == 0, ["ann", "bob"])
    assert found.kappa == pytest.approx(0.9, abs=0.001)
    assert found.interval[0] < found.kappa < found.interval[1]
