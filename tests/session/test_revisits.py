"""The queues of what must be looked at once more (METHOD 7)."""

from __future__ import annotations

import hashlib

import pytest

from labeler.errors import LabelerError


def by_ticket(*example_ids):
    return sorted(example_ids, key=lambda i: hashlib.sha256(f"0:{i}".encode()).hexdigest())


def by_check(*example_ids):
    return sorted(example_ids, key=lambda i: hashlib.sha256(f"0:quality:{i}".encode()).hexdigest())


def ids(queue):
    return [item.example_id for item in queue.items]


def disagree(session, *example_ids):
    for example_id in example_ids:
        session.record(example_id, "correct", reviewer="ann")
        session.record(example_id, "excluded", reviewer="bob")


@pytest.mark.parametrize("name", ["conflicts", "revisit"])
def test_a_fresh_project_has_nothing_to_look_at_again(session, name):
    assert session.queue(name).items == ()


# Conflicts


def test_conflicts_come_by_ticket_in_each_split_until_they_are_settled(session):
    disagree(session, "d0", "d4", "d5", "t1", "t3")
    queue = session.queue("conflicts")
    assert (queue.queue, queue.model) == ("conflicts", None)
    assert ids(queue) == [*by_ticket("d0", "d4", "d5"), *by_ticket("t1", "t3")]
    session.record_adjudication("d4", "correct")
    session.record("t1", "correct", reviewer="bob")
    assert ids(session.queue("conflicts")) == [*by_ticket("d0", "d5"), "t3"]
    assert ids(session.queue("conflicts", split=["test"])) == ["t3"]
    assert len(session.queue("conflicts", size=1).items) == 2


def test_conflicts_of_a_model_are_those_among_its_errors(session):
    disagree(session, "d0", "d1")
    assert ids(session.queue("conflicts", model="A")) == ["d0"]


def test_conflicts_need_no_models(make):
    session = make(predictions={})
    disagree(session, "d0")
    assert ids(session.queue("conflicts")) == ["d0"]


# Revisit


def test_what_was_decided_before_a_category_was_made_comes_again(session):
    session.record("d0", "correct", categories=["Blurry"])
    session.record("d1", "correct", categories=[])
    assert ids(session.queue("revisit")) == []
    session.add_category("Dark")
    session.record("d2", "correct", categories=["Blurry"])
    assert ids(session.queue("revisit")) == by_ticket("d0", "d1")
    assert ids(session.queue("revisit", category="dark")) == by_ticket("d0", "d1")
    assert ids(session.queue("revisit", category="Blurry")) == []
    session.record("d0", "correct", categories=["Blurry"])
    session.record("d1", "correct", categories=["Dark"])
    assert ids(session.queue("revisit")) == []


def test_what_was_decided_without_categories_comes_again_once_there_are_any(session):
    session.record("d0", "correct")
    assert ids(session.queue("revisit")) == []
    session.add_category("Dark")
    assert ids(session.queue("revisit")) == ["d0"]


def test_unsure_ones_come_again_unless_a_category_is_asked_for(session):
    session.record("d0", "unsure")
    session.record("d1", "unsure", reviewer="ann")
    session.record("d1", "correct", reviewer="bob")
    assert ids(session.queue("revisit")) == ["d0"]
    session.record("t0", "unsure", categories=["Dark"])
    assert ids(session.queue("revisit", category="Dark")) == by_ticket("d0", "d1")


def test_notes_without_a_verdict_are_no_decisions(session):
    session.record("d0", None, comment="later")
    session.add_category("Dark")
    assert ids(session.queue("revisit")) == []


def test_revisiting_for_one_model_leaves_out_what_it_got_right(session):
    session.add_category("Dark")
    for example_id in ("d0", "d1", "d3", "t0"):
        session.record(example_id, "correct")
    queue = session.queue("revisit", model="C")
    assert (queue.model, ids(queue)) == ("C", by_ticket("d0", "d3"))


def test_an_unknown_category_is_refused(session):
    with pytest.raises(LabelerError, match="no category 'Dark'; there are none yet"):
        session.queue("revisit", category="Dark")


# Quality


def decided_by_ann(session, *example_ids):
    for example_id in example_ids:
        session.record(example_id, "correct", reviewer="ann")


def test_a_reviewer_s_decisions_come_in_an_order_of_their_own(session):
    decided_by_ann(session, *session.examples.ids)
    session.record("d0", "unsure", reviewer="ann")
    session.record("d1", None, comment="later", reviewer="ann")
    wanted = [by_check("d2", "d3", "d4", "d5"), by_check(*(f"t{i}" for i in range(6)))]
    assert ids(session.queue("quality")) == [*wanted[0], *wanted[1]]
    assert ids(session.queue("quality", reviewer="ann", size=2)) == [*wanted[0][:2], *wanted[1][:2]]
    assert ids(session.queue("quality", split=["test"])) == wanted[1]


def test_what_another_has_checked_stays_in_the_queue(session):
    decided_by_ann(session, "d0", "d1", "d2")
    before = ids(session.queue("quality", reviewer="ann"))
    session.record(before[0], "excluded", reviewer="bob")
    assert ids(session.queue("quality", reviewer="ann")) == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "name the reviewer whose decisions to check; choose one of: ann \\(2 decided\\), bob \\(1 decided\\)"),
        ({"reviewer": "cid"}, "cid has decided nothing to check"),
        ({"reviewer": "ann", "model": "A"}, "the queue quality doesn't go by a model, only by a reviewer"),
    ],
)
def test_whose_decisions_must_be_clear(session, options, said):
    decided_by_ann(session, "d0", "d1")
    session.record("d0", "excluded", reviewer="bob")
    session.record("d1", "unsure", reviewer="cid")
    with pytest.raises(LabelerError, match=said):
        session.queue("quality", **options)


@pytest.mark.parametrize("ask", [lambda s: s.queue("quality"), lambda s: s.quality("ann")])
def test_before_the_first_decision_there_is_nothing_to_check(session, ask):
    with pytest.raises(LabelerError, match="nothing has been decided yet"):
        ask(session)


def test_the_error_rate_is_that_of_the_checked_prefix(session):
    decided_by_ann(session, *(f"t{i}" for i in range(6)))
    first, second, third, fourth, fifth, last = by_check(*(f"t{i}" for i in range(6)))
    del fifth
    assert session.quality("ann").to_dict() == {
        "reviewer": "ann",
        "decisions": 6,
        "checked": 0,
        "compared": 0,
        "differing": 0,
        "error_rate": None,
        "interval": None,
    }
    session.record(first, "correct", reviewer="bob")
    session.record(second, "excluded", reviewer="bob")
    session.record(third, "unsure", reviewer="bob")
    session.record(fourth, None, comment="later", reviewer="bob")
    session.record(last, "excluded", reviewer="bob")
    quality = session.quality("ann")
    assert (quality.checked, quality.compared, quality.differing, quality.error_rate) == (3, 2, 1, 0.5)


def test_labels_that_say_the_same_do_not_differ(make):
    rows = "".join(f"{i},dev,{label}\n" for i, label in enumerate(("cat", "dog", "cow")))
    session = make(examples=f"example_id,split,label\n{rows}", predictions={})
    session.record("0", "incorrect", label="dog;cow", reviewer="ann")
    session.record("0", "incorrect", label="cow;dog", reviewer="bob")
    session.record("1", "incorrect", label="dog;cat", reviewer="ann")
    session.record("1", "correct", reviewer="bob")
    session.record("2", "excluded", reviewer="ann")
    session.record("2", "excluded", reviewer="bob")
    assert (session.quality("ann").compared, session.quality("ann").differing) == (3, 1)


def test_an_adjudication_by_somebody_else_tells_who_was_wrong(session):
    decided_by_ann(session, "d0")
    session.record("d0", "excluded", reviewer="bob")
    assert [session.quality(name).error_rate for name in ("ann", "bob")] == [1, 1]
    session.record_adjudication("d0", "correct", reviewer="cid")
    assert [session.quality(name).error_rate for name in ("ann", "bob")] == [0, 1]
    session.record_adjudication("d0", "excluded", reviewer="bob")
    assert [session.quality(name).error_rate for name in ("ann", "bob")] == [1, 1]


def test_the_quality_check_is_a_table_too(session):
    session.record("d0", "correct", reviewer="r")
    session.record("d0", "excluded", reviewer="s")
    (row,) = session.quality("r").to_frame().to_dict("records")
    assert (row["reviewer"], row["compared"], row["differing"]) == ("r", 1, 1)
