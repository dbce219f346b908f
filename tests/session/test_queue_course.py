"""What a queue takes before one starts, and what remains while one is at it (DESIGN 2.3; METHOD 6, countdown)."""

from __future__ import annotations

import random

import pytest

from labeler.errors import LabelerError
from labeler.session import audit_countdown, said
from labeler.store.audits import read_audits

IDS = [f"{'dt'[number % 2]}{number:03}" for number in range(200)]
WRONG = {"A": IDS[:10], "B": IDS[10:60], "C": IDS[100:180]}
SPLIT = {"d": "dev", "t": "test"}


@pytest.fixture
def session(make):
    predictions = {
        model: "example_id,predicted\n" + "".join(f"{i},{'dog' if i in wrong else 'cat'}\n" for i in IDS)
        for model, wrong in WRONG.items()
    }
    rows = "".join(f"{i},{SPLIT[i[0]]},{'dog' if i == IDS[199] else 'cat'}\n" for i in IDS)
    return make(examples=f"example_id,split,label\n{rows}", predictions=predictions)


@pytest.fixture
def clock(monkeypatch):
    """Sets the seconds between one decision and the next."""
    state = {"now": 0, "step": 30}

    def now():
        state["now"] += state["step"]
        minutes, seconds = divmod(state["now"], 60)
        return f"2026-01-01T{minutes // 60:02}:{minutes % 60:02}:{seconds:02}Z"

    monkeypatch.setattr(said, "now", now)
    return lambda seconds: state.update(step=seconds)


def decide(session, ids, reviewer="ann", verdict="correct"):
    for example_id in ids:
        session.record(example_id, verdict, reviewer=reviewer)


def chosen(session, plan):
    return [session.examples.ids[ordinal] for ordinal in plan.ordinals.tolist()]


def test_before_any_decision_no_pace_is_known(session):
    outlook = session.queue_outlook("errors", model="C", by="ann")
    assert (outlook.total, outlook.undecided, outlook.seconds) == (81, 81, None)
    assert outlook.words == "81 reviews, and how long one takes isn't known yet"


def test_what_a_queue_takes_at_ones_own_pace(session, clock):
    plan = session.queue_plan("errors", model="C")
    decide(session, chosen(session, plan)[:21])
    outlook = session.outlook(plan, reviewer="ann")
    assert (outlook.total, outlook.undecided, outlook.seconds) == (81, 60, 1800)
    assert outlook.words == "60 reviews, about 30 min at your pace; 21 of 81 are decided"
    assert session.queue_outlook("errors", model="C", by="ann") == outlook


def test_who_is_new_goes_by_the_pace_of_the_others(session, clock):
    plan = session.queue_plan("errors", model="C")
    decide(session, chosen(session, plan)[:21])
    assert session.outlook(plan, reviewer="bo").words == "81 reviews, about 40 min at the reviewers' pace"


def test_a_queue_that_is_through_takes_nothing(session):
    plan = session.queue_plan("errors", model="A")
    decide(session, chosen(session, plan))
    outlook = session.outlook(plan, reviewer="ann")
    assert (outlook.total, outlook.undecided) == (11, 0)
    assert outlook.words == "nothing left: all 11 are decided"
    assert session.queue_outlook("filter", where=["status=unsure"]).total == 0
    assert session.queue_outlook("filter", where=["status=unsure"]).words == "nothing to review"


def test_what_remains_is_told_at_every_decision(session, clock):
    plan = session.queue_plan("right", model="A", size=30)
    course = session.queue_course(plan, reviewer="ann")
    assert course.words().sentence == "0 decided, 60 to go"
    for example_id in chosen(session, plan)[:6]:
        decide(session, [example_id])
        course.refresh((session.ordinal(example_id),))
    words = course.words()
    assert (words.done, words.left, words.fraction) == (6, 54, 0.1)
    assert words.sentence == "6 decided, 54 to go · about 25 min"
    assert [text for text, strong in words.parts if strong] == ["54 to go"]
    assert course.is_done(plan.ordinals[0])
    assert not course.is_done(plan.ordinals[6])


def test_notes_others_and_examples_elsewhere_are_not_progress(session):
    plan = session.queue_plan("errors", model="A", split=["dev"])
    course, inside = session.queue_course(plan, reviewer="ann"), chosen(session, plan)
    session.record(inside[0], None, comment="later", reviewer="ann")
    decide(session, inside[1:2], reviewer="bo")
    decide(session, ["d198"])
    course.refresh([session.ordinal(example_id) for example_id in (*inside[:2], "d198")])
    assert course.words().done == 0


def test_undo_and_tables_are_taken_over(session, decisions):
    plan = session.queue_plan("errors", model="A")
    course, inside = session.queue_course(plan, reviewer="ann"), chosen(session, plan)
    session.decide(decisions(*(f"{i},correct," for i in inside[:4])), reviewer="ann")
    course.refresh(plan.ordinals[:4].tolist())
    assert course.words().done == 4
    undone = session.undo(reviewer="ann").changes.examples
    course.refresh([session.ordinal(example_id) for example_id in undone])
    assert course.words().done == 0
    assert session.queue_course(plan, reviewer="ann").words() == course.words()


def test_what_was_left_open_is_looked_at_again(session):
    decide(session, IDS[:3], verdict="unsure")
    plan = session.queue_plan("revisit")
    course = session.queue_course(plan, reviewer="ann")
    assert course.words().sentence == "0 looked at again, 3 to go"
    decide(session, IDS[:1], verdict="correct")
    decide(session, IDS[1:2], verdict="unsure", reviewer="bo")
    course.refresh(range(2))
    assert course.words().sentence == "1 looked at again, 2 to go"
    assert [course.is_done(ordinal) for ordinal in range(3)] == [True, False, False]


def test_a_conflict_is_done_when_it_is_settled_by_whomever(session):
    decide(session, IDS[:2], verdict="correct")
    decide(session, IDS[:2], verdict="excluded", reviewer="bo")
    course = session.queue_course(session.queue_plan("conflicts"), reviewer="ann")
    session.record_adjudication(IDS[0], "correct", reviewer="cy")
    decide(session, IDS[1:2], reviewer="bo")
    course.refresh([0])
    assert course.words().sentence == "1 settled, 1 to go"
    course.refresh([1])
    assert course.words().sentence == "all 2 are settled"


def test_a_quality_check_is_done_by_who_checks(session):
    decide(session, IDS[:4])
    plan = session.queue_plan("quality", reviewer="ann")
    course = session.queue_course(plan, reviewer="bo")
    decide(session, IDS[:1], reviewer="bo")
    course.refresh((0,))
    assert course.words().sentence == "1 checked, 3 to go"
    assert session.outlook(plan, reviewer="bo").words.endswith("1 of 4 are checked")


def test_an_outlook_begins_no_audit(session, clock):
    decide(session, [f"d{198 - 2 * n}" for n in range(6)])
    outlook = session.queue_outlook("audit", size=10, by="ann")
    assert read_audits(session.connection) == []
    audit = session.audit()
    assert (outlook.undecided, outlook.seconds) == (audit.remaining_at_most, 30 * audit.expected_reviews)
    about = f"at most {audit.remaining_at_most} reviews, about {audit.expected_reviews} if no further label changes"
    minutes = round(audit.expected_reviews / 2)
    assert outlook.words == f"20 reviews now; the audit takes {about}, about {minutes} min at your pace"


def test_an_audit_counts_down_to_its_certificate(session, clock):
    plan = session.queue_plan("audit", size=None)
    course = session.queue_course(plan, reviewer="ann")
    audit = session.audit()
    assert course.words().sentence == (
        f"0 decided · at most {audit.remaining_at_most} more settle A over B and C, "
        f"about {audit.expected_reviews} if no further label changes"
    )
    done = 0
    for example_id in chosen(session, plan):
        done += 1
        decide(session, [example_id])
        course.refresh((session.ordinal(example_id),))
        words, audit = course.words(), session.audit()
        assert (words.done, words.left) == (audit.reviewed, audit.remaining_at_most)
        if audit.certified:
            break
    assert words.sentence == f"A is certified best of 3 after {done} reviews"
    assert words.fraction == 1
    assert session.queue_outlook("audit", by="ann").total == 0
    assert session.queue_outlook("audit", by="ann").words == words.sentence
    session.undo(reviewer="ann")
    course.refresh((session.ordinal(example_id),))
    assert course.words().sentence.startswith(f"{done - 1} decided · at most")


def test_what_only_an_adjudication_can_move_is_not_asked_of_the_reviewer(session):
    plan = session.queue_plan("audit", size=None)
    course = session.queue_course(plan, reviewer="ann")
    for example_id in (*WRONG["B"], *WRONG["C"]):
        session.record(example_id, "excluded", reviewer="bo")
    decide(session, WRONG["A"], reviewer="bo")
    decide(session, [*WRONG["A"], *WRONG["B"], *WRONG["C"]], verdict="correct")
    course.refresh(plan.ordinals.tolist())
    sentence = course.words().sentence
    assert sentence == "10 decided · the 130 left are in conflict and count as lost until they are settled"
    session.record_adjudication(WRONG["B"][0], "excluded", reviewer="cy")
    course.refresh((session.ordinal(WRONG["B"][0]),))
    assert course.words() == session.queue_course(plan, reviewer="ann").words()
    assert course.words().sentence.startswith("11 decided · the 129 left are")


@pytest.mark.parametrize("name", ["errors", "audit"])
def test_whatever_is_done_the_course_stands_as_if_begun_anew(session, name):
    chance = random.Random(name)
    plan = session.queue_plan(name, model="A", size=None)
    course = session.queue_course(plan, reviewer="ann")
    ids = [*chosen(session, plan), *IDS[::20]]
    for _ in range(150):
        touched: tuple[str, ...] = ()
        example_id, reviewer = chance.choice(ids[:40]), chance.choice(["ann", "bo"])
        act = chance.choice(["correct", "incorrect", "excluded", "unsure", "undo", "adjudicate"])
        if act == "undo" and session.can_undo(reviewer):
            touched = session.undo(reviewer=reviewer).changes.examples
        elif act == "adjudicate":
            touched = session.record_adjudication(example_id, "correct", reviewer="cy").examples
        elif act != "undo":
            label = "dog" if act == "incorrect" and example_id != IDS[199] else None
            verdict = act if label or act != "incorrect" else "unsure"
            touched = session.record(example_id, verdict, label=label, reviewer=reviewer).examples
        course.refresh(map(session.ordinal, touched))
        anew = session.queue_course(plan, reviewer="ann").words()
        assert (course.words().done, course.words().left) == (anew.done, anew.left)
    assert course.words().done > 5


def test_a_refuted_leader_is_said_to_be_none(session):
    plan = session.queue_plan("audit", size=None)
    course = session.queue_course(plan, reviewer="ann")
    for example_id in WRONG["B"]:
        session.record(example_id, "incorrect", label="dog", reviewer="ann")
    decide(session, IDS[:10])
    course.refresh(range(60))
    assert course.words().sentence == "A is not the best: B is ahead for certain"


def test_a_table_of_everything_is_taken_over_at_once(session, decisions, monkeypatch):
    monkeypatch.setattr(audit_countdown, "_MANY", 5)
    plan = session.queue_plan("audit", size=None)
    course = session.queue_course(plan, reviewer="ann")
    session.decide(decisions(*(f"{i},correct," for i in IDS)), reviewer="ann")
    course.refresh(range(200))
    assert course.words() == session.queue_course(plan, reviewer="ann").words()
    assert course.words().sentence == "A is best of 3 for certain after 140 reviews"


@pytest.mark.parametrize("name", ["errors", "audit"])
def test_without_predictions_there_is_nothing_to_look_forward_to(make, name):
    with pytest.raises(LabelerError):
        make(predictions={}).queue_outlook(name)


def test_an_audit_without_a_rival_is_refused(make):
    session = make(
        predictions={"m": "example_id,predicted\n" + "".join(f"{s}{i},cat\n" for s in "dt" for i in range(6))}
    )
    with pytest.raises(LabelerError, match="no rival to m; add the predictions of another model"):
        session.queue_outlook("audit")


def test_an_example_of_an_audit_is_done_by_whoever_decided_it(session):
    plan = session.queue_plan("audit", size=5)
    first, second = chosen(session, plan)[:2]
    decide(session, [first], reviewer="bob")
    course = session.queue_course(plan, reviewer="ann")
    assert [course.is_done(session.ordinal(each)) for each in (first, second)] == [True, False]
    decide(session, [second], reviewer="cleo")
    course.refresh([session.ordinal(second)])
    assert course.is_done(session.ordinal(second))
    other = session.queue_course(session.queue_plan("errors", model="B", size=None), reviewer="ann")
    assert not other.is_done(session.ordinal(first))
