"""What a project holds and how far its review is, against counting and against the other verbs."""

from __future__ import annotations

import json

import pytest

import labeler
from labeler.session import overview as overviews
from labeler.session import queue_progress

SPLIT = "dev+test"


def decided(session, *rows, reviewer="ann"):
    for example_id, verdict, *label in rows:
        session.record(example_id, verdict, label=label[0] if label else None, reviewer=reviewer)


def queue(overview, name):
    return next(row for row in overview.queues if row.queue == name)


def split_named(overview, name):
    return next(row for row in overview.splits if row.split == name)


def test_splits_count_every_kind_of_verdict(session):
    decided(session, ("d0", "correct"), ("d1", "incorrect", "cat"), ("d2", "excluded"), ("d3", "unsure"))
    decided(session, ("t0", "correct"), ("t1", "correct"))
    decided(session, ("t1", "excluded"), reviewer="bob")
    dev, test = (split_named(session.overview(), name) for name in ("dev", "test"))
    assert (dev.examples, dev.reviewed, dev.confirmed, dev.corrected, dev.excluded, dev.unsure, dev.conflicts) == (
        *(6, 4, 1, 1),
        *(1, 1, 0),
    )
    assert (test.reviewed, test.confirmed, test.conflicts) == (2, 1, 1)
    assert dev.share == 4 / 6


def test_splits_tell_the_same_as_the_labels_they_rest_on(session):
    decided(session, ("d0", "excluded"), ("t5", "incorrect", "cat"))
    told = overviews.split_reviews(session)
    assert sum(split.reviewed for split in told) == 2
    assert sum(split.examples for split in told) == len(session.examples)


def test_models_have_the_values_of_the_ranking(session):
    decided(session, ("d0", "incorrect", "dog"), ("d1", "excluded"), ("t2", "incorrect", "dog"))
    overview = session.overview()
    for split, ranking in session.rank(resamples=0).splits.items():
        assert overview.compared[split] == ranking.compared
        for model in ranking.models:
            found = next(each for each in overview.models if each.model == model.model)
            assert (found.before[split], found.after[split]) == (model.before, model.after)
    last = session.rank(resamples=0, split=[SPLIT]).splits[SPLIT].models
    ordered = sorted(last, key=lambda model: (model.rank_after, model.model))
    assert [model.model for model in overview.models] == [model.model for model in ordered]
    assert overview.selected == session.model().model


def test_verdict_and_audit_are_those_of_their_verbs(session):
    overview = session.overview()
    assert overview.verdict == session.rank(resamples=0, split=[SPLIT]).splits[SPLIT].verdict
    assert overview.audit == session.audit().verdict


def test_ordinary_queues_count_what_anybody_decided(session):
    decided(session, ("d0", "correct"), ("d1", "correct"))
    decided(session, ("d0", "correct"), reviewer="bob")
    overview = session.overview()
    for name in ("errors", "right", "suspicious"):
        listed = session.queue(name)
        assert queue(overview, name).total == len(listed.items)
        assert queue(overview, name).done == sum(item.decided for item in listed.items)
    assert queue(overview, "errors").title == f"Errors of {session.model().model}"


def test_the_audit_queue_is_told_and_none_is_begun(session):
    before = session.audit()
    row = queue(session.overview(), "audit")
    assert (row.done, row.left) == (before.reviewed, before.remaining_at_most)
    assert session.audit().number is None


def test_the_audit_and_suspicious_labels_wait_for_the_second_half(session):
    half = overviews.begun(session)
    assert not half.complete
    assert {row.queue for row in half.queues if row.total is None} == {"audit", "suspicious"}
    assert overviews.completed(session, half) == session.overview()


def test_what_was_told_before_stands_until_it_is_told_anew(session):
    before, half = session.overview(), overviews.begun(session)
    assert queue_progress.still_told(half.queues, before.queues) == before.queues
    assert queue_progress.still_told(half.queues, ()) == half.queues


def test_conflicts_open_and_settled_are_told_apart(session):
    for example_id in ("d0", "d1", "t0"):
        decided(session, (example_id, "correct"))
        decided(session, (example_id, "excluded"), reviewer="bob")
    session.record_adjudication("d1", "correct", reviewer="eve")
    overview = session.overview()
    row = queue(overview, "conflicts")
    assert (row.done, row.total, row.words) == (1, 3, "2 open, 1 settled")
    assert overview.conflicts == 2
    assert overview.steps[0].title == "Settle 2 conflicts"


def test_a_quality_check_counts_what_others_decided_too(session):
    decided(session, ("d0", "correct"), ("d1", "correct"), ("d2", "unsure"))
    decided(session, ("d1", "excluded"), reviewer="bob")
    rows = {row.reviewer: row for row in session.overview().queues if row.queue == "quality"}
    assert (rows["ann"].done, rows["ann"].total) == (session.quality("ann").checked, 2)
    assert (rows["bob"].done, rows["bob"].total) == (1, 1)
    assert rows["ann"].blind


def test_a_quality_check_counts_only_what_was_drawn_in_its_order(session):
    decided(session, *((f"d{number}", "correct") for number in range(6)))
    second = session.queue("quality", reviewer="ann").items[1].example_id
    decided(session, (second, "correct"), reviewer="bob")
    row = next(row for row in session.overview().queues if row.queue == "quality" and row.reviewer == "ann")
    assert (row.done, session.quality("ann").checked) == (0, 0)
    decided(session, (session.queue("quality", reviewer="ann").items[0].example_id, "correct"), reviewer="bob")
    row = next(row for row in session.overview().queues if row.queue == "quality" and row.reviewer == "ann")
    assert (row.done, session.quality("ann").checked) == (2, 2)


def test_a_queue_picked_by_hand_is_listed_as_what_was_picked(session):
    kept = {"name": "filter", "split": SPLIT, "size": 0, "where": [], "only": ["d0", "d1", "t3"]}
    session.keep("ann", [("d0", 1.0, ())], (kept, "d0"))
    decided(session, ("d0", "correct"))
    (row,) = [row for row in session.overview().queues if row.left_by]
    assert (row.title, row.done, row.total) == ("3 examples picked by hand", 1, 3)
    assert row.to_dict()["only"] == ["d0", "d1", "t3"]


def test_settling_and_noting_count_as_done(session):
    for example_id in ("d0", "d1"):
        decided(session, (example_id, "correct"), reviewer="bob")
        decided(session, (example_id, "excluded"), reviewer="cat")
    session.add_category("blurry")
    session.keep("eve", [(example_id, 1.0, ()) for example_id in ("d0", "d1", "d2", "d3")], None)
    for example_id in ("d0", "d1"):
        session.record_adjudication(example_id, "correct", reviewer="eve")
    session.record("d2", None, categories=("blurry",), reviewer="eve")
    eve = next(person for person in session.overview().reviewers if person.reviewer == "eve")
    assert (eve.decided, eve.settled, eve.noted, eve.undecided) == (0, 2, 1, 1)


def test_a_queue_that_somebody_left_is_listed_with_their_name(session):
    kept = {"name": "errors", "model": "C", "split": "dev", "size": 2, "predictions": True, "blind": False}
    session.keep("ann", [("d0", 1.0, ())], (kept, "d0"))
    decided(session, ("d0", "correct"), ("d3", "correct"), ("d4", "correct"))
    (row,) = [row for row in session.overview().queues if row.left_by]
    assert (row.queue, row.model, row.split, row.size, row.left_by) == ("errors", "C", "dev", 2, "ann")
    assert (row.done, row.total, row.own, row.predictions) == (2, 2, 2, True)


def test_the_ordinary_queue_that_somebody_left_is_listed_once(session):
    selected = session.model().model
    session.keep("ann", [("d0", 1.0, ())], ({"name": "errors", "model": selected, "split": SPLIT, "size": 100}, "d0"))
    rows = [row for row in session.overview().queues if row.queue == "errors"]
    assert [row.left_by for row in rows] == ["ann"]


@pytest.mark.parametrize(
    "kept",
    [
        {"name": "errors", "model": "gone", "split": "dev", "size": 5},
        {"name": "no queue", "split": "dev"},
        {"name": "errors", "splits": ["dev"]},
        {"name": "errors", "split": "train", "size": 3},
        {"name": "filter", "split": "dev", "where": ["nonsense!"], "size": "many"},
    ],
)
def test_a_place_that_is_no_queue_any_more_is_passed_over(session, kept):
    session.keep("ann", [("d0", 1.0, ())], (kept, "d0"))
    assert [row for row in session.overview().queues if row.left_by] == []


def test_reviewers_are_told_who_was_active_last_first(session):
    decided(session, ("d0", "correct"))
    session.keep("bob", [("d0", 2.0, ()), ("d1", 4.0, ())], None)
    session.keep("ann", [("d0", 3.0, ())], None)
    decided(session, ("d1", "correct"), ("d2", "correct"), reviewer="bob")
    people = {person.reviewer: person for person in session.overview().reviewers}
    assert (people["bob"].decided, people["bob"].undecided, people["bob"].median_seconds) == (2, 1, 4.0)
    assert (people["ann"].decided, people["ann"].undecided, people["ann"].median_seconds) == (1, 0, 3.0)
    assert [person.reviewer for person in session.overview().reviewers] == ["bob", "ann"]
    assert people["bob"].last_at == session.decisions("d2")["bob"].at


def test_an_adjudicator_who_reviewed_nothing_is_no_reviewer(session):
    decided(session, ("d0", "correct"))
    session.record_adjudication("d0", "excluded", reviewer="eve")
    assert [person.reviewer for person in session.overview().reviewers] == ["ann"]


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ((), "nothing"),
        ([("d0", "correct"), ("d1", "correct")], "blocked"),
        ([(f"{split}{i}", "correct") for split in "dt" for i in range(6)], "alike"),
    ],
)
def test_parity_is_one_sentence(session, rows, state):
    decided(session, *rows)
    parity = session.overview().parity
    assert parity.state == state
    assert parity.sentence.endswith((".", "more)"))


def test_what_no_version_has_is_counted_and_gone_once_applied(session):
    rows = [(f"{split}{i}", "correct") for split in "dt" for i in range(6)]
    decided(session, *rows, ("d0", "incorrect", "dog"), ("t1", "excluded"))
    before = session.overview()
    assert before.unapplied.to_dict() == {"version": 0, "corrected": 1, "excluded": 1, "restored": 0}
    assert any(step.action == "apply" for step in before.steps)
    session.apply(by="ann")
    after = session.overview()
    assert after.unapplied.count == 0
    assert after.version is not None
    assert after.version.by == "ann"
    assert any(step.action == "export" for step in after.steps)


def test_decisions_after_a_version_are_told_by_what_they_change(make):
    text = "example_id,split,label\n" + "".join(f"e{i},{'dev' if i < 4 else 'test'},{'abc'[i % 3]}\n" for i in range(8))
    session = make(examples=text, predictions={})
    decided(session, ("e0", "incorrect", "b"), ("e1", "incorrect", "c"), ("e2", "excluded"), ("e4", "excluded"))
    session.apply(by="ann")
    decided(session, ("e0", "incorrect", "c"), ("e1", "correct"), ("e2", "incorrect", "a"), ("e5", "excluded"))
    assert session.overview().unapplied.to_dict() == {"version": 1, "corrected": 2, "excluded": 1, "restored": 1}


def test_a_category_made_after_others_were_considered_is_late(session):
    session.add_category("blurry")
    session.record("d0", "correct", categories=("blurry",), reviewer="ann")
    session.record("d1", "correct", reviewer="ann")
    session.add_category("dark")
    sheet = session.errors().sheet
    rules = {rule.name: rule for rule in session.overview().facts.rules}
    assert set(rules) == {"dark"}
    asked = {"category": "dark", "model": sheet.model, "split": [sheet.split], "size": None}
    assert rules["dark"].late
    assert rules["dark"].waiting == len(session.queue("revisit", **asked).items) == sheet.reviewed


def test_a_late_category_waits_on_the_errors_of_the_sheet_and_nowhere_else(session):
    session.add_category("blurry")
    for example_id in session.examples.ids:
        session.record(example_id, "correct", categories=("blurry",), reviewer="ann")
    session.add_category("dark")
    (step,) = [step for step in session.overview().steps if step.kind == "revisit"]
    sheet = session.errors().sheet
    assert (step.ask.model, step.ask.split) == (sheet.model, sheet.split)
    assert step.title.startswith(f"Look again at {sheet.misclassified} error")
    asked = {"model": sheet.model, "split": [sheet.split], "category": "dark", "size": None}
    assert len(session.queue("revisit", **asked).items) == sheet.misclassified
    kept = {"name": "revisit", "model": sheet.model, "split": sheet.split, "category": "dark"}
    session.keep("ann", [("d0", 1.0, ())], (kept, "d0"))
    (row,) = [row for row in session.overview().queues if row.left_by]
    assert row.title == f"Revisit errors of {sheet.model}: dark"
    assert row.total == sheet.misclassified


def test_labels_alone_make_no_category_late(session):
    decided(session, ("d0", "correct"))
    session.add_category("blurry")
    assert session.overview().facts.rules == ()


def test_a_changed_definition_waits_for_what_rests_on_it(session):
    decided(session, ("d0", "correct"), ("d1", "correct"), ("d2", "correct"))
    session.define("class", "cat", "with whiskers")
    (rule,) = session.overview().facts.rules
    assert (rule.about, rule.name, rule.late) == ("class", "cat", False)
    assert rule.waiting == len(session.queue("revisit", label="cat", size=None).items) == 2


def test_media_that_are_nowhere_are_the_first_thing_to_do(make, tmp_path):
    (tmp_path / "a.png").write_bytes(b"")
    text = "example_id,split,label,file\nd0,dev,cat,a.png\nt0,test,dog,a.png\n"
    session = make(examples=text, predictions={}, media_root=tmp_path)
    assert session.overview().facts.missing == 0
    (tmp_path / "a.png").unlink()
    assert session.overview().steps[0].kind == "media"


def test_a_project_without_models_says_so_and_asks_for_one(make):
    overview = make(predictions={}).overview()
    assert overview.steps[0].kind == "models"
    assert overview.models == ()
    assert {row.queue for row in overview.queues} == {"revisit", "conflicts"}
    assert overview.verdict.headline == "12 examples, and no model yet"


def test_one_model_alone_has_no_audit(make):
    rows = "".join(f"{split}{i},cat\n" for split in "dt" for i in range(6))
    overview = make(predictions={"A": f"example_id,predicted\n{rows}"}).overview()
    assert "audit" not in {row.queue for row in overview.queues}
    assert overview.audit == ""


def test_train_alone_is_told_without_dev_and_test(make):
    text = "example_id,split,label\na,train,cat\nb,train,dog\n"
    overview = make(examples=text, predictions={}).overview()
    assert [split.split for split in overview.splits] == ["train"]
    assert overview.classes is None
    assert overview.parity.state == "inapplicable"


def test_the_document_is_json_and_has_every_key(session):
    decided(session, ("d0", "correct"))
    document = session.overview().to_dict()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert set(document) == {
        *("task", "metric", "splits", "selected", "models", "compared", "classes", "queues", "reviewers"),
        *("parity", "conflicts", "version", "unapplied", "verdict", "audit", "steps"),
    }


def test_reading_tells_the_same_as_writing(session):
    decided(session, ("d0", "incorrect", "dog"))
    with labeler.open(session.path) as reader:
        assert reader.read_only
        assert reader.overview().to_dict() == session.overview().to_dict()
