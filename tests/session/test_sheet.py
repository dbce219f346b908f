"""The error-analysis sheet of a project, from its decisions and categories (METHOD 2, 3)."""

from __future__ import annotations

import json

import pytest

from labeler.core.hypergeometric import interval
from labeler.errors import LabelerError
from labeler.session.sheet import errors

EXAMPLES = 40
CATEGORY_HEADER = "example_id,verdict,corrected_label,categories"


def rows(split, count=EXAMPLES):
    return [f"{split[0]}{number:02},{split},{('cat', 'dog')[number % 2]}" for number in range(count)]


def predictions(wrong, *, splits="dt"):
    flip = {"cat": "dog", "dog": "cat"}
    cells = (f"{split}{number:02},{('cat', 'dog')[number % 2]}" for split in splits for number in range(EXAMPLES))
    pairs = (cell.split(",") for cell in cells)
    return "example_id,predicted\n" + "".join(f"{i},{flip[label] if i in wrong else label}\n" for i, label in pairs)


def ids(split, *numbers):
    return {f"{split}{number:02}" for number in numbers}


@pytest.fixture
def project(make):
    """Of 40 dev examples A errs on the first ten, B on the first twelve; on test A errs on all, C knows dev only."""
    return make(
        examples="\n".join(["example_id,split,label", *rows("dev"), *rows("test"), ""]),
        predictions={
            "A": predictions(ids("d", *range(10)) | ids("t", *range(EXAMPLES))),
            "B": predictions(ids("d", *range(12))),
            "C": predictions(ids("d", *range(20)), splits="d"),
        },
    )


@pytest.fixture
def tickets(project):
    """Dev's errors of A in ticket order."""
    return [item.example_id for item in project.queue("errors", model="A", split=["dev"]).items]


def other(example_id):
    return "cat" if int(example_id[1:]) % 2 else "dog"


def incorrect(example_id):
    return f"{example_id},incorrect,{other(example_id)}"


def test_the_sheet_is_of_the_selected_model_on_dev(project):
    document = project.errors().to_dict()
    assert (document["model"], document["split"], document["examples"]) == ("A", "dev", 40)
    assert (document["misclassified"], document["error"], document["gap_to_runner_up"]) == (10, 0.25, 0.05)


def test_the_document_has_the_keys_of_the_contract(project, decisions, tickets):
    project.decide(decisions(f"{incorrect(tickets[0])},dark", header=CATEGORY_HEADER))
    document = project.errors().to_dict()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert document.keys() >= {
        "model", "split", "examples", "misclassified", "error", "reviewed", "random_sample", "categories",
        "incorrectly_labeled", "error_other_causes", "gap_to_runner_up", "worth_relabeling", "flows", "warnings",
        "advice",
    }  # fmt: skip
    (category,) = document["categories"]
    assert category.keys() >= {"category", "count", "considered", "share", "interval", "ceiling"}
    assert document["incorrectly_labeled"].keys() >= {
        "count", "share", "interval", "error_due", "not_upheld", "becomes_right",
    }  # fmt: skip
    assert document["flows"].keys() >= {
        "wrong_to_right", "wrong_to_wrong", "right_to_wrong", "right_to_right",
        "reviewed_right", "total_right", "reviewed_wrong", "total_wrong",
    }  # fmt: skip


def test_a_sample_by_ticket_carries_intervals(project, decisions, tickets):
    said = [f"{incorrect(tickets[0])},dark", f"{tickets[1]},excluded,,dark;small", f"{tickets[2]},correct,,"]
    project.decide(decisions(*said, header=CATEGORY_HEADER))
    document = project.errors().to_dict()
    assert (document["reviewed"], document["random_sample"]) == (3, 3)
    assert document["categories"] == [
        {
            "category": "dark", "count": 2, "considered": 3, "share": 2 / 3, "interval": [*interval(2, 3, 10)],
            "ceiling": pytest.approx(0.25 / 3), "ceiling_interval": pytest.approx([0.25 * 0.1, 0.25 * 0.8]),
        },
        {
            "category": "small", "count": 1, "considered": 3, "share": 1 / 3, "interval": [*interval(1, 3, 10)],
            "ceiling": pytest.approx(0.25 * 2 / 3), "ceiling_interval": pytest.approx([0.25 * 0.2, 0.25 * 0.9]),
        },
    ]  # fmt: skip
    labels = document["incorrectly_labeled"]
    assert (labels["count"], labels["share"], labels["not_upheld"], labels["becomes_right"]) == (1, 1 / 3, 2, 1)
    assert labels["error_due"] + document["error_other_causes"] == pytest.approx(document["error"])
    assert (document["excluded"]["count"], document["excluded"]["share"]) == (1, 1 / 3)


def test_hand_picked_errors_count_on_the_basis_of_all_only(project, decisions, tickets):
    project.decide(decisions(incorrect(tickets[0]), f"{tickets[1]},correct,", incorrect(tickets[5])))
    everything, sample = (project.errors(basis=basis).to_dict() for basis in ("all", "sample"))
    assert (everything["reviewed"], everything["random_sample"]) == (3, 2)
    assert everything["incorrectly_labeled"]["interval"] is None
    assert everything["incorrectly_labeled"]["share"] == 2 / 3
    assert sample["incorrectly_labeled"]["share"] == 1 / 2
    assert sample["incorrectly_labeled"]["interval"] == [*interval(1, 2, 10)]


def test_a_complete_review_is_certain_however_it_was_picked(project, decisions, tickets):
    project.decide(decisions(*(incorrect(example_id) for example_id in reversed(tickets[:4]))))
    project.decide(decisions(*(f"{example_id},correct," for example_id in tickets[4:])))
    document = project.errors().to_dict()
    assert document["incorrectly_labeled"]["interval"] == [0.4, 0.4]
    assert document["worth_relabeling"] == "yes"
    assert any("a lower bound: only errors were reviewed" in sentence for sentence in document["warnings"])


def test_a_category_made_later_counts_what_was_considered_for_it(project, decisions, tickets):
    early = [f"{example_id},correct,,dark" for example_id in tickets[:4]]
    late = [f"{example_id},correct,,{'small' if example_id != tickets[6] else ''}" for example_id in tickets[4:8]]
    project.decide(decisions(*early, header=CATEGORY_HEADER))
    project.decide(decisions(*late, header=CATEGORY_HEADER))
    found = {entry["category"]: entry for entry in project.errors().to_dict()["categories"]}
    assert (found["small"]["count"], found["small"]["considered"]) == (3, 4)
    assert found["small"]["interval"] == [*interval(3, 4, 10)]
    assert (found["dark"]["count"], found["dark"]["considered"]) == (4, 8)


def test_decisions_without_categories_have_not_considered_them(project, decisions, tickets):
    project.decide(decisions(f"{tickets[0]},correct,,dark", header=CATEGORY_HEADER))
    project.decide(decisions(f"{tickets[1]},correct,"))
    (dark,) = project.errors().to_dict()["categories"]
    assert (dark["considered"], project.errors().to_dict()["reviewed"]) == (1, 2)


def test_a_set_with_the_given_label_is_also_acceptable(project, decisions, tickets):
    project.decide(decisions(f"{tickets[0]},incorrect,cat;dog", f"{tickets[1]},correct,"))
    labels = project.errors().to_dict()["incorrectly_labeled"]
    assert (labels["count"], labels["not_upheld"], labels["becomes_right"]) == (0, 0, 1)


def test_flows_follow_the_corrected_labels(project, decisions, tickets):
    right = "d30"
    project.decide(decisions(incorrect(tickets[0]), f"{tickets[1]},excluded,", incorrect(right)))
    flows = project.errors().to_dict()["flows"]
    assert (flows["wrong_to_right"], flows["wrong_to_wrong"], flows["excluded_wrong"]) == (1, 8, 1)
    assert (flows["right_to_wrong"], flows["right_to_right"], flows["reviewed_right"]) == (1, 29, 1)
    after = next(row for row in project.rank(resamples=0).splits["dev"].models if row.model == "A")
    assert after.after == (flows["wrong_to_wrong"] + flows["right_to_wrong"]) / 39


def test_a_project_without_reviews_or_categories_says_nothing_yet(project):
    document = project.errors().to_dict()
    assert (document["categories"], document["reviewed"]) == ([], 0)
    assert document["incorrectly_labeled"]["share"] is None
    assert document["incorrectly_labeled"]["error_due"] is None
    assert document["error_other_causes"] is None
    assert document["worth_relabeling"] == "unclear"


def test_splits_together_and_models_by_name(project):
    document = project.errors(model="B", split="dev+test").to_dict()
    assert (document["examples"], document["misclassified"], document["split"]) == (80, 12, "dev+test")
    assert document["gap_to_runner_up"] == (50 - 12) / 80


def test_a_split_the_model_does_not_predict_is_refused(project):
    with pytest.raises(LabelerError, match="C doesn't predict test"):
        project.errors(model="C", split="test")
    with pytest.raises(LabelerError, match="no basis"):
        errors(project, basis="some")


def test_one_model_alone_has_no_gap_and_no_errors_have_no_shares(make):
    rows = "".join(f"{split}{i},{('cat', 'dog')[i % 2]}\n" for split in "dt" for i in range(6))
    alone = make(predictions={"A": f"example_id,predicted\n{rows}"})
    document = alone.errors().to_dict()
    assert (document["gap_to_runner_up"], document["error"], document["worth_relabeling"]) == (None, 0.0, "no")
    assert document["warnings"] == ["A misclassifies no example of dev: there are no shares to show."]


def test_a_project_without_dev_has_the_sheet_of_what_there_is(make):
    examples, predicted = "example_id,split,label\nt0,test,cat\nt1,test,dog\n", "example_id,predicted\nt0,dog\nt1,dog\n"
    only = make(examples=examples, predictions={"A": predicted})
    assert only.errors().to_dict()["split"] == "test"


def test_the_frame_has_a_row_a_column_of_the_sheet(project, decisions, tickets):
    project.decide(decisions(f"{tickets[0]},correct,,dark", header=CATEGORY_HEADER))
    frame = project.errors().to_frame()
    assert list(frame["category"]) == ["dark", "incorrectly labeled", "excluded"]
    assert list(frame["count"]) == [1, 0, 0]


def test_unsettled_errors_leave_the_corrected_error_without_a_bound(project, decisions, tickets):
    project.decide(decisions(*(f"{example},correct," for example in tickets[:-1]), f"{tickets[-1]},unsure,"))
    document = project.errors().to_dict()
    flows = document["flows"]
    assert (flows["reviewed_wrong"], flows["total_wrong"], flows["decided_wrong"]) == (10, 10, 9)
    assert not any("lower bound" in sentence for sentence in document["warnings"])
    assert document["excluded"]["interval"] == [0, 0.1]
