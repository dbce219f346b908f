"""What one showing costs on disk beside one decision, and what a changed rule costs after many decisions."""

from __future__ import annotations

from functools import partial
from statistics import median
from time import perf_counter

import pytest

import labeler
from labeler.core.log import Kind
from labeler.store.event_log import Draft

pytestmark = pytest.mark.bench

EXAMPLES, DECIDED, WRITTEN = 100_000, 20_000, 500


@pytest.fixture
def session(tmp_path):
    table = tmp_path / "examples.csv"
    rows = (f"e{number:06},dev,c{number % 20}" for number in range(EXAMPLES))
    table.write_text("\n".join(["example_id,split,label", *rows, ""]))
    with labeler.new(tmp_path / "p", examples=table) as session:
        payload = {"verdict": "correct", "categories": []}
        at = "2026-01-01T00:00:00Z"
        drafts = [Draft(Kind.DECISION, "ann", at, payload, f"e{number:06}") for number in range(DECIDED)]
        session.log().append(drafts, owner="ann")
        yield session


def seconds(act):
    start = perf_counter()
    act()
    return perf_counter() - start


def test_visits(session, show):
    ids = [session.examples.ids[number] for number in range(WRITTEN)]
    session.review.labels  # noqa: B018 - read once, as a window has it
    visits = [seconds(partial(session.keep, "bob", [(i, 1.5, ("label",))], None)) for i in ids]
    both = [seconds(partial(session.keep, "bob", [(i, 1.5, ("label",))], ({"name": "errors"}, i))) for i in ids]
    decisions = [seconds(partial(session.record, i, "excluded", reviewer="bob")) for i in ids]
    assert session.visit(0, "bob").shown == 2
    rows = [("a visit", visits), ("a visit and a place", both), ("a decision", decisions)]
    show(
        "written to disk, p50 and p99",
        [(name, f"{1e3 * median(t):.2f} / {1e3 * sorted(t)[-len(t) // 100]:.2f} ms") for name, t in rows],
    )


def test_changed_rules(session, show):
    session.review.labels  # noqa: B018 - read once, as a window has it
    changing = seconds(lambda: session.define("class", "c3", "the third"))
    asking = seconds(lambda: session.queue_plan("revisit", label="c3", size=None))
    assert session.guidelines().guidelines[0].to_revisit == DECIDED // 20
    rows = [("define, and count what it touches", changing), ("the queue of it", asking)]
    show(f"a changed rule after {DECIDED:,} decisions", [(name, f"{1e3 * t:.0f} ms") for name, t in rows])
