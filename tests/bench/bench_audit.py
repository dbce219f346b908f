"""The ranking audit: how fast its state is after a decision, and how many reviews it takes (DESIGN 7, METHOD 6).

The bar: 10 ms a decision at 50,000 examples × 34 models.
"""

from __future__ import annotations

import csv
from time import perf_counter

import numpy as np
import pytest

from labeler.core.audit import Audit
from labeler.core.audit_units import in_order
from labeler.core.decisions import Status
from labeler.core.martingale import means
from labeler.core.sampling import short_tickets

EXAMPLES, MODELS, DECISIONS, ORDERS = 50_000, 34, 1_000, 500

pytestmark = pytest.mark.bench


def models(rng):
    """Predictions as of real models: 20 to 30 % errors, mostly on the same hard examples; the best first."""
    hard = rng.random(EXAMPLES) ** 3
    chance = np.clip(0.8 * hard + 0.8 * np.linspace(0, 0.12, MODELS)[:, None], 0, 1)
    predicted = np.where(rng.random((MODELS, EXAMPLES)) < chance, rng.integers(1, 4, (MODELS, EXAMPLES)), 0)
    return predicted[np.argsort((predicted != 0).sum(axis=1))]


def figures(state):
    return (state.certified, state.measured_risk, state.remaining_at_most, state.expected_reviews, state.reviewed)


def taking(action):
    start = perf_counter()
    result = action()
    return result, perf_counter() - start


def test_a_decision_against_all_from_scratch(show):
    rng = np.random.default_rng(0)
    predicted = models(rng)
    losses, ids = predicted != 0, [f"e{number}" for number in range(EXAMPLES)]
    tickets, bounds = short_tickets(0, ids), [predicted[0] != rival for rival in predicted[1:]]
    names = [f"m{number}" for number in range(1, MODELS)]

    def make():
        units = in_order(ids, tickets, np.ones(EXAMPLES, np.int64), seed=0)
        return Audit.of(leader="m0", rivals=names, losses=losses, bounds=bounds, units=units)

    audit, made = taking(make)
    state, first = taking(lambda: audit.state(losses, np.zeros(EXAMPLES, np.int8)))
    now, each = losses.copy(), []
    for row in audit.units.row[:DECISIONS].tolist():
        label = rng.integers(0, 4) if rng.random() < 0.05 else 0
        now[:, row] = predicted[:, row] != label
        start = perf_counter()
        state = state.updated(row, now[:, row].astype(int), Status.CONFIRMED if label == 0 else Status.CORRECTED)
        figures(state)
        each.append(perf_counter() - start)
    scratch, again = taking(lambda: audit.state(now, state.status))
    said, told = taking(lambda: figures(scratch))
    _, limits = taking(lambda: [duel.interval() for duel in state.duels])
    assert figures(state)[2:] == said[2:]
    middle, slow = np.quantile(each, [0.5, 0.99])
    show(
        f"ranking audit, {EXAMPLES:,} examples x {MODELS} models, {DECISIONS:,} decisions",
        [
            ("made once", f"{1e3 * made:.0f} ms"),
            ("first state", f"{1e3 * first:.1f} ms"),
            ("a decision, p50", f"{1e3 * middle:.2f} ms"),
            ("a decision, p99", f"{1e3 * slow:.2f} ms"),
            ("state from scratch", f"{1e3 * (again + told):.1f} ms"),
            ("from scratch / p50", f"{(again + told) / middle:.1f} x"),
            ("limits of all differences", f"{1e3 * limits:.1f} ms"),
        ],
    )


@pytest.fixture(scope="module")
def cifar10(data):
    """Given and true labels by id, and every model's predictions."""
    folder = data / "cifar10"
    given = {row["example_id"]: row["label"] for row in table(folder / "examples.csv")}
    true: dict[str, str | None] = dict(given)
    for row in table(folder / "corrections.csv"):
        if row["outcome_k3"] != "given":
            true[row["example_id"]] = row["guessed_label"] if row["outcome_k3"] == "guessed" else None
    said = {
        file.stem: {row["example_id"]: row["predicted"] for row in table(file)}
        for file in (folder / "predictions").iterdir()
    }
    return given, true, said


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def padded(*parts, size=10_000):
    """With the examples on which two models agree."""
    return [np.concatenate([part, np.zeros(size - len(part), np.int64)]) for part in parts]


def reviews(before, after, rng):
    """Draws to a certificate in random orders."""
    change, units = after - before, np.ones(len(before), np.int64)
    orders = (rng.permutation(change) for _ in range(ORDERS))
    paths = (means(len(units), 2 * len(units) - int(before.sum()), order, units) for order in orders)
    return [int(np.argmax(path >= 20)) + 1 for path in paths]


def test_reviews_over_random_orders(cifar10, show):
    given, true, said = cifar10
    rng, rows, leader = np.random.default_rng(0), [], said["vgg13_bn"]
    for rival in ("vgg11_bn", "resnet18", "mobilenet_v2"):
        differ = [i for i in given if leader[i] != said[rival][i]]
        before = np.array([(said[rival][i] != given[i]) - (leader[i] != given[i]) for i in differ])
        after = np.array(
            [0 if true[i] is None else (said[rival][i] != true[i]) - (leader[i] != true[i]) for i in differ]
        )
        for title, before_, after_ in ((f"of {len(differ)}", before, after), ("of the whole", *padded(before, after))):
            low, middle, high = np.quantile(reviews(before_, after_, rng), [0.05, 0.5, 0.95])
            rows.append((f"vgg13_bn over {rival}, {title}", f"{middle:,.0f} ({low:,.0f} to {high:,.0f})"))
    show(f"reviews to a certificate, median (5 to 95 %) of {ORDERS:,} random orders", rows)
