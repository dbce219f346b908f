"""A million examples of ten classes: self-confidence, flags and order in 2 s; a million fingerprints in seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd
import pytest

from labeler.core.near_duplicates import grouped
from labeler.core.predictions import Prediction
from labeler.core.suspicion import suspicion
from labeler.core.truth import ClassTruth
from labeler.media.fingerprints import IMAGES, fingerprints

pytestmark = pytest.mark.bench

EXAMPLES, CLASSES = 1_000_000, 10
NAMES = [f"class {code}" for code in range(CLASSES)]


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def pandas_alone(matrix: np.ndarray, codes: np.ndarray) -> pd.Series:
    """The same flags and order as one writes them first: a frame, a group a class, a sort."""
    frame = pd.DataFrame(matrix)
    own = pd.Series(matrix[np.arange(len(codes)), codes])
    limits = own.groupby(codes).mean()
    confident = frame.where(frame.ge(limits - 1e-6, axis=1))
    guess = confident.fillna(-1).idxmax(axis=1).where(confident.notna().any(axis=1), pd.Series(codes))
    flagged = (guess != codes) & (frame.idxmax(axis=1) != codes)
    return pd.DataFrame({"own": own, "flagged": flagged}).sort_values("own")["flagged"]


@pytest.fixture(scope="module")
def million() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    matrix = rng.dirichlet(np.full(CLASSES, 0.1), EXAMPLES).astype(np.float32)
    codes = np.where(rng.random(EXAMPLES) < 0.9, matrix.argmax(axis=1), rng.integers(CLASSES, size=EXAMPLES))
    return matrix, codes.astype(np.int32)


def cleanlab_alone(matrix: np.ndarray, codes: np.ndarray) -> str:
    """What cleanlab takes for the flags, where it is installed."""
    try:
        filters = import_module("cleanlab.filter")
    except ImportError:
        return "not installed"
    options = {"filter_by": "confident_learning", "n_jobs": 1}
    took, _ = seconds(lambda: filters.find_label_issues(codes, matrix.astype(float), **options))
    return f"{took:.2f} s"


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize("models", [1, 10])
def test_suspicion_of_a_million(million, models, show):
    matrix, codes = million
    columns = {"predicted": matrix.argmax(axis=1).astype(np.int32), "probabilities": matrix}
    predictions = [Prediction(f"m{number}", 1, columns) for number in range(models)]
    tickets = np.random.default_rng(1).permutation(EXAMPLES)
    took, found = seconds(lambda: suspicion(ClassTruth(codes), predictions, NAMES))
    sorting, order = seconds(lambda: found.order(tickets))
    naive, flags = seconds(lambda: pandas_alone(matrix, codes))
    assert len(order) == EXAMPLES
    if models == 1:
        np.testing.assert_array_equal(np.flatnonzero(found.flagged), np.sort(flags.index[flags]))
    rows = [
        ("figures and flags", f"{took:.2f} s"),
        ("order", f"{sorting:.2f} s"),
        ("pandas, one model", f"{naive:.2f} s"),
        ("cleanlab, one model, flags alone", cleanlab_alone(matrix, codes)),
        ("ratio to pandas, a model", f"{(took + sorting) / models / naive:.2f} ×"),
    ]
    show(f"suspicion of 1,000,000 × {CLASSES} classes by {models} model(s) (bar for one: 2 s)", rows)


@pytest.mark.parametrize("size", [10_000, 100_000, 1_000_000])
def test_grouping_fingerprints(size, show):
    rng = np.random.default_rng(0)
    words = rng.integers(0, 2**64, (size, 4), dtype=np.uint64)
    words[-size // 100 :] = words[: size // 100] ^ np.uint64(0b10101)
    took, groups = seconds(lambda: grouped(words, index_bits=IMAGES.index_bits, bits=IMAGES.bits))
    index = words[:, 0].copy()
    one_against_all, _ = seconds(lambda: [np.unpackbits((index ^ one).view(np.uint8)).sum() for one in index[:20]])
    assert groups.max() + 1 == size // 100
    rows = [
        ("grouping", f"{took:.2f} s"),
        ("comparing all pairs (from 20)", f"{one_against_all / 20 * size / 2:,.0f} s"),
    ]
    show(f"near duplicates among {size:,} fingerprints", rows)


@pytest.mark.parametrize(("name", "folder", "suffix"), [("cifar10", "images", "jpg"), ("spoken_digits", "wav", "wav")])
def test_fingerprinting(data, name, folder, suffix, show):
    paths = sorted((data / name / folder).glob(f"*.{suffix}"))
    took, found = seconds(lambda: fingerprints(paths))
    assert found.readable.all()
    show(f"fingerprints of {len(paths):,} files of {name}", [("a second", f"{len(paths) / took:,.0f}")])
