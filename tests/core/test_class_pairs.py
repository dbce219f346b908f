"""Random or systematic: concentration by class pair (METHOD 9), against every draw there is."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest

from labeler.core.class_pairs import ClassErrors, by_class_pair, opposite
from labeler.core.concentration import CLASS_PAIR, adjusted, by_factor, worded

NAMES = ("cat", "dog", "fox", "owl")


def errors(pairs, *, frequencies=((10, 10, 10, 10),), splits=None, reviewed=(50, 50, 50, 50), names=NAMES):
    given, corrected = zip(*pairs, strict=True) if pairs else ((), ())
    return ClassErrors(
        np.array([names.index(name) for name in given], int),
        np.array([names.index(name) for name in corrected], int),
        np.array(splits or [0] * len(pairs), int),
        np.array(frequencies),
        np.array(reviewed),
        names,
    )


def exact_p(found):
    """The chance that the largest cell is as large, over all ways to draw the corrected classes."""
    options = []
    for split, given in zip(found.splits.tolist(), found.given.tolist(), strict=True):
        others = {
            code: count for code, count in enumerate(found.frequencies[split].tolist()) if code != given and count
        }
        options.append([((given, code), count / sum(others.values())) for code, count in others.items()])
    largest = max(Counter(zip(found.given.tolist(), found.corrected.tolist(), strict=True)).values())
    return sum(
        np.prod([chance for _, chance in drawn])
        for drawn in product(*options)
        if max(Counter(pair for pair, _ in drawn).values()) >= largest
    )


@pytest.mark.parametrize(
    "found",
    [
        errors([("cat", "dog")] * 3 + [("cat", "fox"), ("dog", "owl")]),
        errors([("cat", "dog"), ("dog", "cat"), ("fox", "owl"), ("cat", "owl")], frequencies=((30, 5, 3, 2),)),
        errors(
            [("cat", "dog")] * 2 + [("cat", "fox")] * 2 + [("owl", "cat")],
            frequencies=((10, 20, 5, 5), (1, 1, 8, 0)),
            splits=[0, 1, 0, 1, 1],
        ),
    ],
    ids=["one large cell", "frequencies differ", "two splits"],
)
def test_p_agrees_with_every_draw(found):
    p = exact_p(found)
    assert by_class_pair(found, seed=0).p == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / 9_999) + 1e-3)


def test_worked_value_31_of_34_errors_are_white_dog_to_cat():
    names = ("cat", "white dog", "other dog", "fox")
    pairs = [("white dog", "cat")] * 31 + [("cat", "fox"), ("other dog", "cat"), ("fox", "other dog")]
    found = by_class_pair(errors(pairs, names=names, frequencies=((40, 20, 20, 20),)), seed=0)
    assert (found.level, found.count, found.incorrect, found.examples) == ("white dog → cat", 31, 34, 50)
    assert found.expected == pytest.approx(31 * 40 / 80)
    (tested,) = adjusted([found])
    assert tested.systematic
    verdict = worded([tested], reviewed=200, incorrect=34)
    assert verdict.startswith("Systematic: 31 of 34 label errors are white dog → cat (2.0 times what chance gives")
    assert verdict.endswith("Fix the rule, and the training set too.")


def test_errors_drawn_at_random_are_consistent_with_random():
    rng = np.random.default_rng(0)
    called = 0
    for _ in range(100):
        given = rng.integers(0, 4, 30)
        pairs = [(NAMES[code], NAMES[(code + rng.integers(1, 4)) % 4]) for code in given]
        called += by_class_pair(errors(pairs), seed=0, permutations=199).p <= 0.05
    assert called <= 12


def test_the_matrix_has_counts_and_rates_of_what_was_reviewed():
    found = errors([("cat", "dog")] * 3 + [("owl", "cat")], reviewed=(10, 50, 50, 4))
    assert [cell.to_dict() for cell in found.matrix] == [
        {"given": "cat", "corrected": "dog", "count": 3, "rate": 0.3},
        {"given": "owl", "corrected": "cat", "count": 1, "rate": 0.25},
    ]


def test_a_split_of_one_class_draws_the_others_alike():
    found = errors([("cat", "dog")] * 2, frequencies=((40, 0, 0, 0),))
    assert by_class_pair(found, seed=0).expected == pytest.approx(2 / 3)


def test_one_error_alone_is_no_concentration():
    found = by_class_pair(errors([("cat", "dog")]), seed=0)
    assert (found.level, found.p, found.incorrect) == (None, None, 1)


def test_equal_cells_stand_by_name_in_whatever_order_the_classes_came():
    pairs = [("owl", "cat"), ("cat", "owl"), ("cat", "dog"), ("fox", "dog"), ("fox", "dog")]
    seen = [
        [(cell.given, cell.corrected) for cell in errors(pairs, names=names).matrix] for names in (NAMES, NAMES[::-1])
    ]
    assert seen[0] == seen[1] == [("fox", "dog"), ("cat", "dog"), ("cat", "owl"), ("owl", "cat")]


def test_no_error_leaves_nothing_to_draw():
    found = by_class_pair(errors([]), seed=0)
    assert (found.level, found.p, found.incorrect, found.reviewed) == (None, None, 0, 200)
    assert errors([]).matrix == ()


def test_of_two_classes_the_pair_is_the_given_label():
    """An incorrect label can only have become the other: what can concentrate is which of them is given."""
    names = ("cat", "dog")
    assert (
        by_class_pair(errors([("cat", "dog")], names=names, frequencies=((5, 5),), reviewed=(9, 9)), seed=0).p is None
    )
    given = np.repeat([0, 1], 50)
    found = by_factor(opposite(names, given), np.arange(100) >= 88, np.zeros(100, int), seed=0)
    assert (found.factor, found.level, found.count, found.lift) == (CLASS_PAIR, "dog → cat", 12, 2.0)
    assert found.p < 0.001
