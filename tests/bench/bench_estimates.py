"""Estimates from part of the review, crossings and concentration: how often limits miss, and what they cost."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from labeler.core.class_pairs import ClassErrors, by_class_pair
from labeler.core.concentration import Factor, by_factor
from labeler.core.decisions import Status
from labeler.core.estimates import estimate
from labeler.core.prevalence import prevalence
from labeler.core.prior_posterior import limits

pytestmark = pytest.mark.bench

REVIEWS = 1_000


def seconds(work: Callable[[], Any]) -> str:
    start = time.perf_counter()
    work()
    return f"{1000 * (time.perf_counter() - start):,.0f} ms"


@pytest.mark.parametrize("incorrect", [2, 24, 250])
def test_how_often_limits_miss(show, incorrect):
    """5,000 examples, rare to common incorrect labels: looked at once after 100 reviews, and after every one of 400."""
    size, looks = 5_000, 400
    rng = np.random.default_rng(0)
    places = np.argsort(rng.random((REVIEWS, size)), axis=1)[:, :looks]
    found = (places < incorrect).cumsum(axis=1)
    drawn = np.arange(1, looks + 1)
    least, most = limits(size=size, drawn=drawn, found=found, level=0.05)
    missed = (least > incorrect) | (most < incorrect)
    share = found / drawn
    off = np.abs(share - incorrect / size) > 1.96 * np.sqrt(share * (1 - share) / drawn)
    rows = [
        ("this set, once", f"{missed[:, 99].mean():.1%}"),
        ("this set, at any of 400 looks", f"{missed.any(axis=1).mean():.1%}"),
        ("normal interval, once", f"{off[:, 99].mean():.1%}"),
        ("normal interval, at any look from 30 on", f"{off[:, 29:].any(axis=1).mean():.1%}"),
    ]
    show(f"Missed the truth: {incorrect} incorrect of {size:,}", rows)
    assert missed.any(axis=1).mean() < 0.07  # 5 % at most, and the noise of 1,000 reviews


def test_an_estimate_of_a_million_examples(show):
    rng = np.random.default_rng(0)
    size = 1_000_000
    wrong, disagree = rng.random(size) < 0.1, rng.random(size) < 0.2
    status = np.where(np.arange(size) < 5_000, Status.CONFIRMED, Status.GIVEN).astype(np.int8)
    arrays = {"wrong": wrong, "wrong_corrected": wrong, "disagree": disagree, "status": status}
    splits = rng.integers(2, 4, size, dtype=np.int8)
    show("1,000,000 examples", [("one model on dev+test", seconds(lambda: estimate(splits=splits, **arrays)))])


def test_crossings_of_34_models(show):
    rng = np.random.default_rng(0)
    models, size = 34, 50_000
    hard = rng.random(size)
    wrong = rng.random((models, size)) < hard * np.linspace(0.4, 0.5, models)[:, None]
    tickets, incorrect = rng.integers(0, 2**63, size, dtype=np.uint64), rng.random(size) < 0.03
    names = [f"m{number}" for number in range(models)]
    took = seconds(lambda: prevalence(names, wrong, incorrect=incorrect, units=tickets))
    crossings = len(prevalence(names, wrong, incorrect=incorrect, units=tickets, resamples=1).crossings)
    show("34 models × 50,000, 1,500 incorrectly labeled", [(f"{crossings} crossings", took)])


def test_ten_factors_of_ten_thousand_reviewed(show):
    rng = np.random.default_rng(0)
    size, classes = 10_000, 10
    incorrect, splits = rng.random(size) < 0.03, rng.integers(0, 2, size)
    factors = [Factor.of_values(str(number), rng.integers(0, 12, size).astype(str).tolist()) for number in range(10)]
    given = rng.integers(0, classes, int(incorrect.sum()))
    corrected = (given + rng.integers(1, classes, len(given))) % classes
    counts = np.full((2, classes), 500), np.full(classes, 1_000)
    errors = ClassErrors(given, corrected, splits[incorrect], *counts, [str(code) for code in range(classes)])
    show(
        "10,000 reviewed, 9,999 permutations",
        [
            ("10 factors", seconds(lambda: [by_factor(factor, incorrect, splits, seed=0) for factor in factors])),
            ("class pairs", seconds(lambda: by_class_pair(errors, seed=0))),
        ],
    )
