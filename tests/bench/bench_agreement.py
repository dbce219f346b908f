"""Agreement of four reviewers on 10,000 examples: kappa of six pairs, alpha, and all their intervals."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest

from labeler.core.agreement import alpha, pair_agreements

pytestmark = pytest.mark.bench

EXAMPLES = 10_000


@pytest.mark.parametrize(("labels", "noise"), [(10, 0.1), (1000, 0.5)])
def test_agreement(show, labels, noise):
    generator = np.random.default_rng(0)
    truth = generator.integers(0, labels, EXAMPLES)
    rows = [
        np.where(generator.random(EXAMPLES) < noise, generator.integers(0, labels, EXAMPLES), truth) for _ in "abcd"
    ]
    codes = np.stack(rows).astype(np.int32)
    start = perf_counter()
    pairs = pair_agreements(codes, codes != truth, list("abcd"))
    between = perf_counter()
    together = alpha(codes)
    end = perf_counter()
    assert len(pairs) == 6
    assert together.examples == EXAMPLES
    figures = [("six kappas", between - start), ("alpha", end - between)]
    title = f"agreement, {labels:,} labels, {noise:.0%} noise"
    show(title, [(name, f"{1000 * seconds:,.0f} ms") for name, seconds in figures])
