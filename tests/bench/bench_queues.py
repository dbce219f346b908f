"""What keeping up with a queue costs a decision, and what filters cost, at a million examples × 10 models."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pyarrow as pa
import pyarrow.csv as csv
import pytest

import labeler

pytestmark = pytest.mark.bench

EXAMPLES, MODELS, DECISIONS = 1_000_000, 10, 100


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    folder, rng = tmp_path_factory.mktemp("queues"), np.random.default_rng(0)
    ids, names = [f"e{number:07}" for number in range(EXAMPLES)], np.array([f"c{code}" for code in range(10)])
    given = rng.integers(0, 10, EXAMPLES)
    columns = {"example_id": ids, "split": np.where(np.arange(EXAMPLES) % 2, "dev", "test"), "label": names[given]}
    csv.write_csv(pa.table(columns | {"snr_db": rng.normal(10, 5, EXAMPLES).round(2)}), folder / "examples.csv")
    for model in range(MODELS):
        wrong = rng.random(EXAMPLES) < 0.04 + 0.002 * model
        predicted = names[np.where(wrong, (given + 1 + model % 9) % 10, given)]
        csv.write_csv(pa.table({"example_id": ids, "predicted": predicted}), folder / f"m{model}.csv")
    files = {f"m{model}": folder / f"m{model}.csv" for model in range(MODELS)}
    with labeler.new(folder / "p", examples=folder / "examples.csv", predictions=files) as session:
        session.review.labels  # noqa: B018 - read once, as a window has it
        yield session


def taking(act):
    start = perf_counter()
    result = act()
    return result, perf_counter() - start


@pytest.mark.parametrize("name", ["errors", "right", "audit"])
def test_what_remains_at_every_decision(session, show, name):
    _, looked = taking(lambda: session.queue_outlook(name, size=None))
    plan, drawn = taking(lambda: session.queue_plan(name, size=None))
    course, begun = taking(lambda: session.queue_course(plan, reviewer="ann"))
    each = []
    for ordinal in plan.ordinals[:DECISIONS].tolist():
        session.record(session.examples.ids[ordinal], "correct", reviewer="ann")
        each.append(taking(lambda at=ordinal: (course.refresh((at,)), course.words()))[1])
    assert course.is_done(plan.ordinals[DECISIONS - 1])
    rows = [("outlook", looked), ("queue", drawn), ("course", begun)]
    rows += [("a decision, p50", np.median(each)), ("a decision, at most", max(each))]
    show(f"{name}: {len(plan.ordinals):,} examples", [(part, f"{1e3 * seconds:.2f} ms") for part, seconds in rows])


def test_filters(session, show):
    rows = []
    for where in ("label=c1", "predicted=c1", "wrong=yes", "status=decided", "reviewer=ann", "snr_db<0", "text=e00123"):
        first, again = (taking(lambda text=where: session.queue_plan("filter", where=[text]))[1] for _ in range(2))
        rows.append((where, f"{1e3 * first:.0f}, then {1e3 * again:.0f} ms"))
    assert session.queue("filter", where=["id=e0000007"]).items[0].example_id == "e0000007"
    show("the queue of a filter", rows)
