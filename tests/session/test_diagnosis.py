"""The diagnosis of a project, before and after relabeling, and of numbers typed in (METHOD 11)."""

from __future__ import annotations

import json

import pytest

from labeler.core.newcombe import Rate, difference
from labeler.errors import LabelerError
from labeler.session.diagnosis import Typed, diagnose

SIZES = {"train": 20, "train-dev": 10, "dev": 10, "test": 10}
OTHER = {"cat": "dog", "dog": "cat"}
LABELS = {f"{split}{i}": "cat" if i % 2 else "dog" for split, size in SIZES.items() for i in range(size)}


def examples(splits=tuple(SIZES)):
    rows = [f"{i},{i.rstrip('0123456789')},{label}" for i, label in LABELS.items()]
    return "\n".join(["example_id,split,label", *(row for row in rows if row.split(",")[1] in splits)]) + "\n"


def predictions(splits=tuple(SIZES), **wrong):
    """A model that errs on the first few examples of each split, as many as told."""
    counts = {name.replace("_", "-"): count for name, count in wrong.items()}
    rows = ["example_id,predicted"]
    for example_id, label in LABELS.items():
        split = example_id.rstrip("0123456789")
        if split in splits:
            number = int(example_id.removeprefix(split))
            rows.append(f"{example_id},{OTHER[label] if number < counts.get(split, 0) else label}")
    return "\n".join(rows) + "\n"


@pytest.fixture
def session(make):
    return make(examples=examples(), predictions={"m": predictions(train=1, train_dev=1, dev=5, test=6)})


def values(diagnosis):
    return {level: rate.value for level, rate in diagnosis.errors.items()}


def test_a_projects_errors_and_gaps_are_counted_with_their_intervals(session):
    found = session.diagnose()
    assert (found.model, found.metric) == ("m", "error")
    assert values(found.before) == {"train": 0.05, "train-dev": 0.1, "dev": 0.5, "test": 0.6}
    document = found.to_dict()["before"]
    assert document["gaps"] == {
        "avoidable_bias": None,
        "variance": 0.05,
        "data_mismatch": 0.4,
        "overfitting_to_dev": pytest.approx(0.1),
    }
    assert document["main"] == ["data_mismatch"]
    mismatch = difference(Rate.measured(0.5, 10), Rate.measured(0.1, 10))
    assert document["intervals"]["data_mismatch"] == [mismatch.low, mismatch.high]
    assert found.change is None


def test_corrections_move_dev_after_and_leave_before(session):
    for number in range(4):
        session.record(f"dev{number}", "incorrect", label=OTHER[LABELS[f"dev{number}"]])
    found = session.diagnose()
    assert values(found.before)["dev"] == 0.5
    assert values(found.after)["dev"] == 0.1
    assert [gap.name for gap in found.after.main] == ["overfitting_to_dev"]
    assert found.change == (
        "Relabeling changes the main gaps: data mismatch by the given labels, overfitting to dev by the corrected ones."
    )


def test_excluded_examples_leave_both_sides(session):
    for number in (0, 9):
        session.record(f"dev{number}", "excluded")
    found = session.diagnose()
    assert values(found.before)["dev"] == values(found.after)["dev"] == 4 / 8
    assert found.to_dict()["before"]["examples"]["dev"] == 8


def test_a_split_excluded_whole_has_no_error(session):
    for number in range(SIZES["test"]):
        session.record(f"test{number}", "excluded")
    found = session.diagnose()
    assert "test" not in found.after.errors
    assert found.to_dict()["after"]["gaps"]["overfitting_to_dev"] is None


def test_typed_errors_stand_in_place_of_the_projects_and_fill_both_sides(session):
    found = session.diagnose(human=1.0, train=(2.0, 500))
    for side in (found.before, found.after):
        assert values(side) == {"human": 0.01, "train": 0.02, "train-dev": 0.1, "dev": 0.5, "test": 0.6}
        assert side.errors["train"] == Rate.measured(0.02, 500)
        assert side.gaps[0].value == pytest.approx(0.01)


def test_of_several_human_levels_the_first_is_the_proxy_and_the_least_bounds_bayes(session):
    found = session.diagnose(human=[3.0, 0.5]).after
    assert (found.errors["human"].value, found.bayes_bound) == (0.03, 0.005)


def test_a_model_that_covers_dev_and_test_alone_says_what_is_missing(make):
    both = ("dev", "test")
    session = make(examples=examples(), predictions={"m": predictions(both, dev=2, test=3)})
    found = session.diagnose(human=1.0)
    assert values(found.after) == {"human": 0.01, "dev": 0.2, "test": 0.3}
    assert found.warnings == (
        "m's error on train and train-dev isn't known: add examples and predictions of them, or type it.",
    )


def test_the_model_asked_for_is_diagnosed_and_else_the_selected_one(make):
    session = make(examples=examples(), predictions={"good": predictions(dev=1), "bad": predictions(dev=4)})
    assert session.diagnose().model == "good"
    assert values(session.diagnose(model="bad").after)["dev"] == 0.4
    with pytest.raises(LabelerError, match="no model 'ugly'"):
        session.diagnose(model="ugly")


def test_a_weighted_error_has_limits_from_a_bootstrap(make):
    table = examples(("dev", "test")).replace("label\n", "label,weight\n")
    rows = [table.splitlines()[0], *(f"{row},{1 + n % 3}" for n, row in enumerate(table.splitlines()[1:]))]
    predicted = predictions(("dev", "test"), dev=3, test=2)
    session = make(examples="\n".join(rows) + "\n", predictions={"m": predicted})
    rate = session.diagnose(metric="weighted-error").after.errors["dev"]
    assert rate.value == pytest.approx((1 + 2 + 3) / sum(1 + n % 3 for n in range(10)))
    assert 0 <= rate.low < rate.value < rate.high <= 1


def test_a_metric_that_is_no_error_is_refused(session):
    with pytest.raises(LabelerError, match="accuracy grows as a model gets better"):
        session.diagnose(metric="accuracy")


def test_without_predictions_only_typed_errors_can_be_diagnosed(make):
    session = make(examples=examples(), predictions={})
    assert session.diagnose(train=1.0, dev=9.0).after.gaps[1].value == pytest.approx(0.08)
    with pytest.raises(LabelerError, match="no predictions yet"):
        session.diagnose()


def test_typed_errors_alone_need_no_project():
    found = diagnose(None, Typed.percent(human=4.0, train=7.0, train_dev=10.0, dev=12.0, test=12.0))
    assert found.before == found.after
    assert (found.model, found.metric, found.warnings) == (None, None, ())


@pytest.mark.parametrize("percent", [-1.0, 101.0, float("nan"), (5.0, 0)])
def test_what_is_no_percentage_is_refused(percent):
    with pytest.raises(LabelerError, match="from 0 to 100"):
        Typed.percent(dev=percent)


def test_results_are_documents_and_tables(session):
    found = session.diagnose(human=1.0)
    document = found.to_dict()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    table = found.to_frame()
    assert len(table) == 8
    assert set(table["side"]) == {"before", "after"}


def test_transcripts_are_diagnosed_by_their_word_error_rate(make):
    table = "example_id,split,transcript\nd0,dev,one two\nd1,dev,three four\nt0,test,one two three four\n"
    heard = "example_id,hypothesis\nd0,one two\nd1,three\nt0,one\n"
    found = make(examples=table, predictions={"m": heard}).diagnose()
    assert found.metric == "wer"
    assert values(found.after) == {"dev": 0.25, "test": 0.75}
    assert found.after.gaps[-1].value == pytest.approx(0.5)


def test_the_optimism_of_selecting_is_told_where_there_was_a_choice(make):
    tables = {name: predictions(train=1, train_dev=1, dev=5, test=6) for name in ("m", "n")}
    optimism = "optimism of having selected"
    assert optimism in make(examples=examples(), predictions=tables).diagnose().after.verdict
    alone = make(examples=examples(), predictions={"m": tables["m"]}, name="alone").diagnose()
    assert optimism not in alone.after.verdict
