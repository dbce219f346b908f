"""Logarithms of binomial coefficients, against exact integers."""

from __future__ import annotations

from math import comb, log

import numpy as np
import pytest

from labeler.core.combinations import log_choose


def test_logarithms_agree_with_exact_integers():
    totals, parts = np.array([0, 1, 10, 1_000, 100_000]), np.array([0, 1, 3, 500, 99_990])
    expected = [log(comb(total, part)) for total, part in zip(totals.tolist(), parts.tolist(), strict=True)]
    assert log_choose(totals, parts).tolist() == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_one_total_serves_many_parts():
    assert np.exp(log_choose(4, np.arange(5))).tolist() == pytest.approx([1, 4, 6, 4, 1])
