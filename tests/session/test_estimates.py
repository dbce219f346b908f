"""Every model's corrected error from part of the review of a project known by hand (METHOD 6)."""

from __future__ import annotations

import json

import pytest

from labeler.errors import LabelerError

DEV = [f"d{i}" for i in range(6)]


def dev(session, **options):
    """The estimates on dev by model."""
    return {one.model: one.found for one in session.estimate(split=["dev"], **options).splits["dev"]}


def decide(session, *, but=()):
    """All of dev: B's errors were right, the rest is confirmed."""
    for example in DEV:
        if example in ("d1", "d2"):
            session.record(example, "incorrect", label="cat" if example == "d1" else "dog")
        elif example not in but:
            session.record(example, "correct")


def test_nothing_reviewed_has_bounds_and_no_estimate(session):
    found = session.estimate()
    assert (found.metric, list(found.splits), found.not_compared) == ("error", ["dev", "test", "dev+test"], ())
    assert [(one.model, one.given) for one in found.splits["dev"]] == [("A", 1 / 6), ("B", 1 / 3), ("C", 0.5)]
    for one in found.splits["dev+test"]:
        assert (one.found.estimate, one.found.low, one.found.high) == (None, 0.0, 1.0)
        assert one.found.method == "bounds only: nothing is reviewed yet"


def test_a_whole_review_gives_what_the_ranking_gives(session):
    decide(session, but=("d5",))
    session.record("d5", "excluded")
    ranked = {row.model: row.after for row in session.rank(split=["dev"], resamples=0).splits["dev"].models}
    for model, found in dev(session).items():
        assert found.estimate == found.low == found.high == pytest.approx(ranked[model])
        assert found.method == "exact: every example is decided"


def test_accuracy_mirrors_the_error(session):
    decide(session, but=("d5",))
    errors, accuracies = dev(session), dev(session, metric="accuracy")
    for model, found in errors.items():
        assert accuracies[model].low == pytest.approx(1 - found.high)
        assert accuracies[model].high == pytest.approx(1 - found.low)


def test_strata_tell_right_from_wrong_and_whether_the_models_agree(session):
    session.record("d0", "correct")
    document = session.estimate(split=["dev"]).to_dict()["splits"]["dev"]
    assert document["examples"] == 6
    of_a = next(model for model in document["models"] if model["model"] == "A")
    strata = {(s["given"], s["models"]): (s["examples"], s["reviewed"]) for s in of_a["strata"]}
    assert strata == {("right", "agree"): (1, 0), ("right", "disagree"): (4, 0), ("wrong", "disagree"): (1, 1)}


def test_decisions_ahead_of_their_turn_are_no_sample(session):
    """The last of A's right ones in ticket order, alone: counted as reviewed, not as drawn."""
    last = [i for i in session.examples.by_ticket if session.examples.ids[int(i)] in ("d1", "d2", "d3", "d4")][-1]
    session.record(session.examples.ids[int(last)], "correct")
    found = dev(session)["A"]
    assert sum(stratum.reviewed for stratum in found.strata) == 1
    assert sum(stratum.sampled for stratum in found.strata) == 0
    assert found.high == pytest.approx(5 / 6)


def test_unsure_ones_are_decided_but_settle_nothing(session):
    for example in DEV:
        session.record(example, "unsure")
    found = dev(session)["A"]
    assert (found.estimate, found.low, found.high) == (pytest.approx(1 / 6), 0.0, 1.0)
    assert "6 examples only as unsure or in conflict" in found.method


def test_a_metric_that_is_no_share_of_examples_has_no_estimate_and_says_why(session):
    for found in dev(session, metric="weighted-error").values():
        assert (found.estimate, found.low, found.high) == (None, None, None)
        assert found.method == "no estimate: weighted error is not a share of examples; error, accuracy would be"


def test_a_model_that_does_not_predict_a_split_is_left_out_of_it(make):
    half = "example_id,predicted\n" + "".join(f"d{i},cat\n" for i in range(6))
    whole = "example_id,predicted\n" + "".join(f"{s}{i},dog\n" for s in "dt" for i in range(6))
    found = make(predictions={"half": half, "whole": whole}).estimate()
    assert [one.model for one in found.splits["test"]] == ["whole"]
    left_out = [(entry.model, entry.split, entry.reason) for entry in found.not_compared]
    assert left_out == [
        ("half", "test", "it doesn't predict test"),
        ("half", "dev+test", "it doesn't predict dev+test"),
    ]


def test_without_models_there_is_nothing_to_estimate(make):
    assert make(predictions={}).estimate().to_dict()["splits"]["dev"] == {"examples": 6, "models": []}


def test_an_unknown_split_or_metric_is_refused(session):
    with pytest.raises(LabelerError, match="not a split"):
        session.estimate(split=["holdout"])
    with pytest.raises(LabelerError, match="not a metric"):
        session.estimate(metric="bleu")


def test_document_and_frame_hold_every_model_of_every_split(session):
    decide(session, but=("d4", "d5"))
    found = session.estimate()
    document = found.to_dict()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    table = found.to_frame()
    assert list(zip(table["split"], table["model"], strict=True)) == [
        (split, one.model) for split, models in found.splits.items() for one in models
    ]
    assert {"estimate", "low", "high", "method", "sampled", "reviewed"} <= set(table.columns)


def test_a_metric_that_is_no_share_has_bounds_that_close_in_on_its_value(session):
    def macro_f1():
        return {one.model: one.found for one in session.estimate(metric="macro-f1", split="dev").splits["dev"]}

    assert all(0 <= one.low < one.high <= 1 for one in macro_f1().values())
    for example_id in [session.examples.ids[i] for i in range(len(session.examples))]:
        session.record(example_id, "correct")
    values = session.rank(metric="macro-f1", split="dev", resamples=0).splits["dev"].models
    closed = macro_f1()
    assert {row.model: (row.after, row.after) for row in values} == {
        model: (pytest.approx(one.low), pytest.approx(one.high)) for model, one in closed.items()
    }
