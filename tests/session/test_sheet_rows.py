"""The rows of the error-analysis sheet (METHOD 2)."""

from __future__ import annotations

import csv

import pytest

from labeler.core.decisions import Status
from labeler.errors import LabelerError
from labeler.session.sheet_rows import facts

# Of dev, model C errs on d0, d3 and d4.


@pytest.fixture
def by_ticket(session):
    ids = [session.examples.ids[o] for o in session.examples.by_ticket.tolist()]
    return [i for i in ids if i in ("d0", "d3", "d4")]


def of(session, example_id):
    return facts(session, next(p for p in session.predictions if p.model == "C"), session.ordinal(example_id))


def test_rows_are_the_errors_by_ticket(session, by_ticket):
    rows = session.sheet_rows(model="C", split="dev")
    assert [line["example_id"] for line in rows.lines()] == by_ticket
    assert (len(rows), rows.random_sample, rows.decided.any()) == (3, 0, False)


def test_sample_is_the_decided_prefix_and_the_rest_is_hand_picked(session, by_ticket):
    session.record(by_ticket[0], "correct")
    session.record(by_ticket[2], "excluded")
    rows = session.sheet_rows(model="C", split="dev")
    assert [rows.part(row) for row in range(3)] == ["random sample", "", "hand-picked"]
    totals = session.errors(model="C", split="dev").sheet
    assert (rows.random_sample, int(rows.decided.sum())) == (totals.random_sample, totals.reviewed)


def test_categories_are_ticked_empty_or_not_considered(session, by_ticket):
    first, second, third = by_ticket
    session.record(first, "correct", categories=["Blurry"])
    session.record(second, "correct", categories=["Dark"])
    lines = {line["example_id"]: line for line in session.sheet_rows(model="C", split="dev").lines()}
    assert (lines[first]["Blurry"], lines[first]["Dark"]) == ("1", "")
    assert (lines[second]["Blurry"], lines[second]["Dark"]) == ("0", "1")
    assert (lines[third]["Blurry"], lines[third]["incorrectly_labeled"]) == ("", "")


def test_ticks_of_all_reviewers_count_and_keep_their_names(session):
    session.record("d3", "correct", categories=["Blurry"], reviewer="ann")
    session.record("d3", "correct", categories=["Blurry", "Dark"], reviewer="bob", comment="so dark")
    said = of(session, "d3")
    assert said.ticked == {"blurry": ("ann", "bob"), "dark": ("bob",)}
    assert said.comments == (("bob", "so dark"),)


def test_a_set_with_the_given_label_is_also_acceptable(session):
    session.record("d3", "incorrect", label="cat;dog")
    session.record("d4", "incorrect", label="dog")
    assert (of(session, "d3").status, of(session, "d3").incorrectly_labeled) == (Status.CORRECTED, False)
    assert of(session, "d4").incorrectly_labeled
    shares = session.errors(model="C", split="dev").sheet.incorrectly_labeled
    assert shares.count == 1


def test_an_adjudication_stands_alone(session):
    session.record("d3", "correct", categories=["Blurry"], reviewer="ann")
    session.record("d3", "excluded", reviewer="bob")
    session.record_adjudication("d3", "correct", categories=["Dark"], reviewer="eve")
    said = of(session, "d3")
    assert (said.status, said.adjudicated, said.ticked) == (Status.CONFIRMED, "eve", {"dark": ("eve",)})


def test_the_table_has_a_column_a_category_and_no_name_twice(session, tmp_path):
    session.record("d3", "incorrect", label="cat", categories=["comment", "Blurry"], comment="=1+1")
    file = tmp_path / "sheet.csv"
    session.sheet_rows(model="C", split="dev").write(file)
    with file.open(newline="", encoding="utf-8") as lines:
        rows = {row["example_id"]: row for row in csv.DictReader(lines)}
    assert [*rows["d3"]][-3:] == ["comment", "comment (category)", "Blurry"]
    assert (rows["d3"]["label"], rows["d3"]["comment (category)"], rows["d3"]["comment"]) == ("cat", "1", "'=1+1")
    assert rows["d0"]["Blurry"] == ""


def test_a_model_that_does_not_predict_the_split_is_refused(make):
    session = make(predictions={"A": "example_id,predicted\n" + "".join(f"t{i},cat\n" for i in range(6))})
    with pytest.raises(LabelerError, match="A doesn't predict dev"):
        session.sheet_rows(model="A", split="dev")
