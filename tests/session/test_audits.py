"""The ranking audit of a project (METHOD 6): begun once, recorded, and read after every decision."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.core.audit_units import later_seed
from labeler.core.sampling import ticket
from labeler.errors import LabelerError
from labeler.session.claims import claim
from labeler.session.live_audit import LiveAudit
from labeler.session.session import Session
from labeler.store.audits import read_audits, read_decided

# A of three models errs on the first two of forty examples, B on ten others, C on none that A gets right.
IDS = [f"{'dt'[number % 2]}{number:02}" for number in range(40)]
SPLIT = {"d": "dev", "t": "test"}
WRONG = {"A": IDS[:2], "B": IDS[2:18], "C": [*IDS[:2], *IDS[18:26]]}
HEADER = "example_id,split,label"
TOGETHER = "dev+test"


def examples(**columns):
    extra = "".join(f",{name}" for name in columns)
    cells = ["".join(f",{value}" for value in row) for row in zip(*columns.values(), strict=True)] or [""] * 40
    lines = [f"{i},{SPLIT[i[0]]},cat{more}" for i, more in zip(IDS, cells, strict=True)]
    return "\n".join([HEADER + extra, *lines]) + "\n"


def predicted(wrong):
    return "\n".join(["example_id,predicted", *(f"{i},{'dog' if i in wrong else 'cat'}" for i in IDS)]) + "\n"


@pytest.fixture
def session(make):
    return make(examples=examples(), predictions={model: predicted(wrong) for model, wrong in WRONG.items()})


def by_ticket(ids, seed=0):
    return sorted(ids, key=lambda example_id: ticket(seed, example_id))


def ids(queue):
    return [item.example_id for item in queue.items]


def outcomes(figures):
    return {pair.rival: pair.outcome for pair in figures.pairs}


def uphold(session, wanted):
    for example_id in wanted:
        session.record(example_id, "correct")


def test_reading_begins_nothing(session):
    said = session.audit()
    assert (said.split, said.leader, said.number, said.round) == (TOGETHER, "A", None, 1)
    assert (said.auditable, said.certified, said.measured_risk, said.reviewed) == (True, False, 1, 0)
    assert read_audits(session.connection) == []


def test_the_first_queue_fixes_and_records_the_leader(session):
    session.audit_queue()
    (record,) = read_audits(session.connection)
    assert (record.number, record.split, record.metric, record.leader, record.best) == (1, TOGETHER, "error", "A", "A")
    assert (record.models, record.round, record.seed, record.risk_limit) == ({"A": 1, "B": 1, "C": 1}, 1, 0, 0.05)
    assert record.by == "reviewer"
    assert session.audit().number == 1
    session.audit_queue()
    assert len(read_audits(session.connection)) == 1


def test_the_leader_stays_when_corrections_move_the_models(session):
    session.audit_queue()
    for example_id in WRONG["B"]:
        session.record(example_id, "incorrect", label="dog")
    said = session.audit()
    assert (said.leader, said.number, said.best_by_given) == ("A", 1, "A")
    assert outcomes(said)["B"] == "rival"
    assert "not the one best model" in said.verdict
    assert said.expected_reviews is None


def test_the_queue_is_what_can_matter_in_ticket_order_over_both_splits(session):
    matters = set(WRONG["A"]) | set(WRONG["B"]) | set(WRONG["C"]) - set(WRONG["A"])
    assert ids(session.audit_queue()) == by_ticket(matters)
    assert ids(session.queue("audit")) == by_ticket(matters)


def test_one_split_is_audited_by_itself(session):
    matters = set(WRONG["A"]) | set(WRONG["B"]) | set(WRONG["C"])
    assert ids(session.queue("audit", split=["dev"])) == by_ticket(i for i in matters if i[0] == "d")
    assert session.audit(split=["dev"]).number == 1
    assert session.audit(split=["dev", "test"]).split == TOGETHER
    with pytest.raises(LabelerError, match="no train examples"):
        session.audit(split=["train"])


def test_the_size_counts_undecided_examples_of_each_split(session):
    whole = ids(session.audit_queue(size=None))
    first = session.audit_queue(size=2)
    assert [sum(i[0] == split for i in ids(first)) for split in "dt"] == [2, 2]
    uphold(session, ids(first))
    more = session.audit_queue(size=2)
    assert sum(item.decided for item in more.items) == 4
    assert len(more.items) == 8
    assert ids(more) == [i for i in whole if i in ids(more)]


def test_the_audit_certifies_and_prunes(session):
    count = 0
    while not session.audit().certified:
        before = session.audit()
        waiting = [item.example_id for item in session.audit_queue().items if not item.decided]
        assert len(waiting) == before.remaining_at_most
        uphold(session, waiting[:1])
        count += 1
    said = session.audit()
    assert count == said.reviewed < 26
    assert outcomes(said) == {"B": "leader", "C": "leader"}
    assert said.measured_risk <= 0.05
    assert (said.remaining_at_most, said.expected_reviews, session.audit_queue().items) == (0, 0, ())
    assert "best on dev and test together" in said.verdict


def test_a_certificate_is_withdrawn_when_a_decision_is_undone(session):
    while not session.audit().certified:
        uphold(session, [next(item.example_id for item in session.audit_queue().items if not item.decided)])
    session.undo()
    assert not session.audit().certified


def test_an_audit_follows_every_decision_as_it_would_from_scratch(session):
    session.audit_queue()
    live = LiveAudit(session, claim(session, split=TOGETHER, leader=None, metric=None, risk_limit=None))
    said = ["correct", "excluded", "unsure"]
    for number, example_id in enumerate(by_ticket(IDS)[:30]):
        if number % 5 == 4:
            live.update(session.record(example_id, "incorrect", label="dog"))
        else:
            live.update(session.record(example_id, said[number % 3]))
        assert live.figures() == session.audit()
    live.update(session.record(IDS[3], "excluded", reviewer="ann"))  # a conflict, where the first reviewer disagrees
    live.update(session.undo(reviewer="reviewer").changes)
    assert live.figures() == session.audit()


def test_a_leader_chosen_otherwise_multiplies_the_risk(session):
    said = session.audit(leader="C")
    assert (said.leader, said.best_by_given, said.risk_factor) == ("C", "A", 2)
    assert any("multiplies" in warning for warning in said.warnings)
    session.audit_queue(leader="C")
    assert read_audits(session.connection)[0].best == "A"
    assert session.audit().leader == "C"


def test_a_new_claim_is_a_later_audit_of_what_is_undecided_then(session):
    first = ids(session.audit_queue())[:3]
    uphold(session, first)
    said = session.audit(leader="B")
    assert (said.number, said.round, said.risk_factor) == (None, 2, 4)
    queue = ids(session.audit_queue(leader="B"))
    record = read_audits(session.connection)[1]
    assert (record.round, record.seed) == (2, later_seed(0, 2))
    decided = [session.examples.ids[ordinal] for ordinal in read_decided(session.columns, 2)]
    assert sorted(decided) == sorted(first)
    different = set(WRONG["A"]) | set(WRONG["B"]) | set(WRONG["C"])
    assert [i for i in queue if i not in first] == by_ticket(different - set(first), later_seed(0, 2))
    assert session.audit(leader="A").number == 1


def test_audits_of_different_splits_do_not_count_together(session):
    session.audit_queue(split=["dev"])
    session.audit_queue(split=["test"])
    session.audit_queue()
    assert [(r.split, r.round) for r in read_audits(session.connection)] == [("dev", 1), ("test", 1), (TOGETHER, 3)]
    assert len(session.audit().audits) == 3


def test_a_model_added_later_is_a_new_claim(session, write):
    session.audit_queue()
    session.add_predictions(("D", write("D.csv", predicted(IDS[30:38]))))
    said = session.audit()
    assert (said.number, said.round, len(said.pairs)) == (None, 2, 3)


def test_a_project_opened_again_goes_on_with_its_audit(session, reopened):
    session.audit_queue()
    uphold(session, ids(session.audit_queue())[:2])
    before = session.audit()
    again = reopened(session)
    assert again.audit() == before
    assert before.number == 1


def test_decisions_that_saw_the_predictions_are_told(session):
    session.audit_queue()
    assert session.audit().blind_share is None
    session.record(IDS[2], "correct", seen=("label", "predictions"))
    session.record(IDS[3], "correct", seen=("label",))
    session.record(IDS[39], "correct", seen=("predictions",))  # no models differ there
    said = session.audit()
    assert said.blind_share == 0.5
    assert any("look at the predictions" in warning for warning in said.warnings)


def test_a_conflict_is_drawn_as_lost_and_remains_to_be_decided(session):
    queue = ids(session.audit_queue())
    session.record(queue[0], "correct")
    most = session.audit().remaining_at_most
    session.record(queue[0], "excluded", reviewer="ann")
    said = session.audit()
    assert (said.remaining_at_most, said.reviewed) == (most + 1, 0)
    assert {pair.draws for pair in said.pairs if pair.draws} == {1}


def test_excluding_counts_for_neither(session):
    session.audit_queue()
    for example_id in IDS:
        session.record(example_id, "excluded")
    assert outcomes(session.audit()) == {"B": "tie", "C": "tie"}
    assert session.audit().pairs[0].difference_interval is None


@pytest.mark.parametrize("metric", ["accuracy", "error"])
def test_accuracy_and_error_make_one_audit(session, metric):
    said = session.audit(metric=metric)
    assert said.leader == "A"
    assert [(p.rival, p.disagreements, p.margin) for p in said.pairs] == [("B", 18, 14 / 18), ("C", 8, 1)]


def test_weights_are_drawn_as_units(make):
    weights = [2.5 if i in WRONG["C"] else 0.5 for i in IDS]
    session = make(
        examples=examples(weight=weights), predictions={model: predicted(wrong) for model, wrong in WRONG.items()}
    )
    said = session.audit(metric="weighted-error")
    pairs = {pair.rival: pair for pair in said.pairs}
    assert said.auditable
    assert pairs["C" if said.leader != "C" else "A"].disagreements == 8
    other = pairs["B"] if said.leader != "B" else pairs["A"]
    assert other.margin == (16 * 1 - 2 * 5) / (16 * 1 + 2 * 5) * (1 if said.leader == "A" else -1)
    session.audit_queue(metric="weighted-error")


def test_the_lead_is_told_in_the_weights_of_the_user(make):
    weights = [0.3 if number % 2 else 0.1 for number in range(40)]
    session = make(
        examples=examples(weight=weights), predictions={model: predicted(wrong) for model, wrong in WRONG.items()}
    )
    (first, _) = session.audit(metric="weighted-error").pairs
    assert (first.rival, first.interval) == ("B", (-3.6, 3.6))
    assert first.difference_interval == pytest.approx((-3.6 / 8, 3.6 / 8))
    assert [type(limit) for limit in session.audit(metric="error").pairs[0].interval] == [int, int]


def test_weights_too_fine_to_be_units_have_no_audit(make):
    weights = np.linspace(1, 2, 40) ** 0.5
    session = make(
        examples=examples(weight=weights), predictions={model: predicted(wrong) for model, wrong in WRONG.items()}
    )
    assert "too fine" in session.audit(metric="weighted-error").verdict
    assert session.audit(metric="weighted-error").auditable is False


def test_a_metric_without_an_audit_is_certain_once_everything_is_decided(session):
    said = session.audit(metric="macro-f1")
    assert (said.auditable, said.certified, said.measured_risk, said.remaining_at_most) == (False, False, None, 40)
    assert set(outcomes(said).values()) == {None}
    with pytest.raises(LabelerError, match="no audit by macro-F1"):
        session.audit_queue(metric="macro-f1")
    session.record(WRONG["A"][0], "incorrect", label="dog")
    uphold(session, [i for i in IDS if i != WRONG["A"][0]])
    said = session.audit(metric="macro-f1")
    assert (said.certified, said.remaining_at_most, said.reviewed) == (True, 0, 40)
    assert outcomes(said) == {"B": "leader", "C": "leader"}


def test_one_model_has_nobody_to_beat(make):
    session = make(examples=examples(), predictions={"A": predicted(WRONG["A"])})
    said = session.audit()
    assert (said.auditable, said.certified, said.measured_risk, said.pairs) == (True, False, None, ())
    with pytest.raises(LabelerError, match="no rival"):
        session.audit_queue()


def test_models_that_predict_the_same_are_tied(make):
    session = make(examples=examples(), predictions={"A": predicted(WRONG["A"]), "B": predicted(WRONG["A"])})
    said = session.audit()
    assert (outcomes(said), said.certified, said.leader) == ({"B": "tie"}, False, "A")
    assert "exactly as good" in said.verdict


def test_what_cannot_be_audited_is_refused_in_words(session, make):
    with pytest.raises(LabelerError, match="no model 'nobody'"):
        session.audit(leader="nobody")
    with pytest.raises(LabelerError, match="no risk limit"):
        session.audit(risk=1.5)
    bare = make(name="bare", predictions={})
    with pytest.raises(LabelerError, match="no model predicts"):
        bare.audit()


def test_a_read_only_project_can_be_read_but_begins_no_audit(session):
    with Session(session.path, read_only=True) as reading:
        assert reading.audit().leader == "A"
        with pytest.raises(LabelerError, match="can only be read"):
            reading.audit_queue()
    session.audit_queue()
    with Session(session.path, read_only=True) as reading:
        assert len(reading.audit_queue().items) == 26


def test_counting_exactly_puts_first_what_the_leader_stands_to_lose_most(session):
    order = ids(session.audit_queue(exact_count=True))
    assert set(order) == set(WRONG["A"]) | set(WRONG["B"]) | set(WRONG["C"])
    assert order[-2:] == by_ticket(WRONG["A"])
    uphold(session, order[:1])
    assert order[0] not in ids(session.audit_queue(exact_count=True))


def test_a_weak_audit_offers_the_exact_count(make):
    session = make(examples=examples(), predictions={"A": predicted(IDS[:10]), "B": predicted(IDS[10:20])})
    said = session.audit()
    assert (said.pairs[0].weak, said.pairs[0].margin, said.expected_reviews) == (False, 0, None)
    (warning,) = said.warnings
    assert warning.startswith("By the given labels A is level with B: the audit is valid but slow")
    assert said.advises_exact_count
    assert "labeler" not in warning


def test_a_leader_that_is_behind_is_not_called_ahead(session):
    said = session.audit(leader="B")
    assert [pair.weak for pair in said.pairs] == [False, False]
    (_, slow) = said.warnings
    assert slow.startswith("By the given labels B is behind A and C: the audit is valid but slow")
    assert said.advises_exact_count


def test_an_audit_answers_for_the_complement_of_its_metric_too(session):
    session.audit_queue()
    begun = session.audit(metric="accuracy")
    assert (begun.number, begun.metric, begun.risk_factor, begun.round) == (1, "error", 1, 1)
    session.audit_queue(metric="accuracy")
    assert [entry.record.number for entry in session.audit().audits] == [1]


def test_an_audit_of_the_window_counts_exactly_where_that_is_chosen(session):
    order = ids(session.audit_queue(exact_count=True))
    plan = session.queue_plan("audit", size=None, exact_count=True)
    assert [session.examples.ids[row] for row in plan.ordinals.tolist()] == order
    with pytest.raises(LabelerError, match="doesn't go by an exact count"):
        session.queue_plan("errors", exact_count=True)


# Bounds


def test_only_models_that_meet_the_bounds_are_compared(session):
    session.criteria(bound=["error<=0.3"])
    said = session.audit()
    assert (said.leader, list(outcomes(said))) == ("A", ["C"])
    assert [(entry.model, entry.split, entry.reason) for entry in said.not_compared] == [
        ("B", TOGETHER, "it doesn't meet the bounds")
    ]
    session.audit_queue()
    assert read_audits(session.connection)[0].models == {"A": 1, "C": 1}


def test_the_best_of_those_that_meet_the_bounds_leads(session):
    session.criteria(bound=["error>=0.1"])
    said = session.audit()
    assert (said.leader, said.best_by_given, list(outcomes(said))) == ("C", "C", ["B"])


def test_bounds_are_met_on_the_given_labels_of_the_split_whatever_is_decided(session):
    session.criteria(bound=["error<=0.05"])
    for example_id in WRONG["A"]:
        session.record(example_id, "correct")
    for example_id in IDS[30:36]:
        session.record(example_id, "incorrect", label="dog")
    assert session.audit().leader == "A"
    assert session.audit(split=["dev"]).leader == "A"


def test_a_leader_outside_the_bounds_is_refused_with_a_remedy(session):
    session.criteria(bound=["error<=0.3"])
    with pytest.raises(LabelerError, match=r"B can't lead .* the bounds; choose another leader, or loosen them with"):
        session.audit(leader="B")
    session.criteria(bound=["error<=0.01"])
    with pytest.raises(LabelerError, match=r"no model meets every bound on dev\+test; loosen one"):
        session.audit()


# All audits that were begun


def test_every_audit_is_listed_with_where_it_stands(session):
    session.audit_queue()
    session.audit_queue(leader="B")
    while not session.audit(leader="A").certified:
        waiting = [item for item in session.audit_queue(leader="A").items if not item.decided]
        uphold(session, [waiting[0].example_id])
    said = session.audit()
    assert (said.number, said.leader) == (2, "B")
    first, second = said.audits
    again = session.audit(leader="A")
    assert (again.number, again.measured_risk) == (1, first.measured_risk)
    assert 0 < first.measured_risk <= 0.05
    assert (first.state, first.certified, first.record.number) == ("certified", True, 1)
    assert (second.state, second.certified, second.measured_risk) == ("open", False, said.measured_risk)
    assert again.audits == said.audits
    assert said.to_dict()["audits"][0].items() >= {"certified": True, "state": "certified", "leader": "A"}.items()


def test_a_rival_for_certain_as_good_refutes_an_audit_in_the_list(session):
    session.audit_queue(leader="B")
    uphold(session, IDS)
    assert [entry.state for entry in session.audit(leader="A").audits] == ["refuted"]


def test_an_audit_is_listed_by_its_own_risk_limit(session):
    session.audit_queue()
    while not session.audit(risk=0.5).certified:
        waiting = [item for item in session.audit_queue().items if not item.decided]
        uphold(session, [waiting[0].example_id])
    said = session.audit(risk=0.5)
    assert (said.number, said.certified) == (1, True)
    assert said.audits[0].state == "open"


def test_an_audit_whose_predictions_were_replaced_is_listed_without_a_state(session, write):
    session.audit_queue()
    session.add_predictions(("C", write("C.csv", predicted(IDS[18:26]))))
    (entry,) = session.audit().audits
    assert (entry.record.number, entry.state, entry.measured_risk, entry.certified) == (1, None, None, None)


def test_a_running_audit_is_not_hidden_by_another_metric(session):
    session.audit_queue()
    session.criteria(metric="macro-f1")
    said = session.audit()
    assert (said.auditable, [entry.state for entry in said.audits]) == (False, ["open"])
    assert said.notes == ("Audit 1 goes by error.",)
    assert session.audit(metric="error").notes == ()


def test_audits_certified_beside_each_other_have_each_their_own_risk(session):
    session.audit_queue(split=["dev"], risk=0.4)
    session.audit_queue(split=["test"], risk=0.4)
    uphold(session, IDS)
    said = session.audit(split=["dev"])
    assert [entry.state for entry in said.audits] == ["certified", "certified"]
    assert "The certificates of audits 1 and 2 have each a risk of their own." in said.notes


# What stands beside a certificate


def test_beside_a_certificate_stand_the_blind_decisions_and_the_quality_check(session):
    session.audit_queue()
    assert session.audit().notes == ()
    for example_id in IDS:
        session.record(example_id, "correct", seen=("label",))
    said = session.audit()
    assert said.verdict.endswith("for certain: every example that can matter is reviewed.")
    assert said.notes == (
        "All decisions are known to precede a look at the predictions.",
        "No quality check was made, so how often the reviewers err is not known.",
    )
    assert session.audit(metric="macro-f1").notes[:2] == said.notes


def test_results_are_a_table_a_rival(session):
    said = session.audit()
    assert list(said.to_frame()["rival"]) == ["B", "C"]
    assert said.to_dict()["pairs"][0]["interval"] == [-18, 18]


def test_worked_value_transcripts(make, data):
    pack = data / "transcripts"
    models = {model: pack / "hypotheses" / f"{model}.csv" for model in ("svm_fine", "mlp_mid")}
    session = make(examples=pack / "examples.csv", predictions=models)
    begun = session.audit(split=["dev"], metric="wer")
    (pair,) = begun.pairs
    assert (begun.leader, pair.disagreements, pair.margin) == ("svm_fine", 44, 10 / 63)
    assert (begun.remaining_at_most, begun.expected_reviews, pair.interval) == (44, 28, (-63, 63))
    queue = ids(session.audit_queue(split=["dev"], metric="wer"))
    live = LiveAudit(session, claim(session, split="dev", leader=None, metric="wer", risk_limit=None))
    for number, example_id in enumerate(queue[:28]):
        assert not session.audit(split=["dev"], metric="wer").certified, number
        live.update(session.record(example_id, "correct"))
        assert live.figures() == session.audit(split=["dev"], metric="wer")
    said = live.figures()
    assert (said.certified, said.reviewed, said.pairs[0].draws >= 30) == (True, 28, True)
    live.update(session.record(queue[3], "incorrect", label="one two three"))
    assert live.figures() == session.audit(split=["dev"], metric="wer")


def test_hamming_error_is_drawn_by_labels(make, data):
    pack = data / "multilabel"
    names = ["animal", "vehicle", "flies", "wings", "wheels", "fur", "four_legs", "on_water", "horns"]
    models = {model: pack / "predictions" / f"{model}.csv" for model in ("densenet161", "resnet18")}
    session = make(examples=pack / "examples.csv", predictions=models, label_columns=names)
    hamming, subset = (session.audit(metric=metric) for metric in ("hamming", "subset"))
    assert hamming.auditable
    assert hamming.pairs[0].disagreements == subset.pairs[0].disagreements
    assert hamming.pairs[0].interval[1] > subset.pairs[0].interval[1] == subset.pairs[0].disagreements
    queue = session.audit_queue(metric="hamming").items
    live = LiveAudit(session, claim(session, split=TOGETHER, leader=None, metric="hamming", risk_limit=None))
    for item in queue[:6]:
        live.update(session.record(item.example_id, "correct"))
    assert live.figures() == session.audit(metric="hamming") != hamming


def test_minutes_are_told_at_the_pace_of_the_reviewers(session, decisions):
    assert session.audit().minutes_at_most is None
    rows = [f"{example_id},correct,,2026-01-01T00:00:{6 * number:02}Z" for number, example_id in enumerate(IDS[26:34])]
    session.decide(decisions(*rows, header="example_id,verdict,corrected_label,at"))
    said = session.audit()
    assert said.minutes_at_most == pytest.approx(said.remaining_at_most * 0.1)
    assert said.minutes_expected == pytest.approx(said.expected_reviews * 0.1)


def test_what_the_quality_check_found_stands_beside_the_audit(session):
    session.audit_queue()
    assert session.audit().reviewers == ()
    for item in session.queue("errors", model="B", size=None).items:
        session.record(item.example_id, "correct", reviewer="ann")
    for item in session.queue("quality", reviewer="ann", size=2).items:
        session.record(item.example_id, "excluded", reviewer="bo")
    said = session.audit()
    assert {check.reviewer: (check.differing, check.compared) for check in said.reviewers}["ann"] == (4, 4)
    assert said.to_dict()["reviewers"][0]["error_rate"] == 1
    assert any("differ from ann on 4 of 4 decisions" in warning for warning in said.warnings)


def test_a_metric_without_an_audit_is_settled_once_no_label_left_could_matter(session):
    """A is right on all but two, B wrong on sixteen: with all but two examples confirmed nothing can turn them."""
    for example_id in IDS[2:]:
        session.record(example_id, "correct")
    said = session.audit(metric="macro-f1")
    assert (said.auditable, outcomes(said)["B"]) == (False, "leader")
    session.record(IDS[5], "unsure")
    assert outcomes(session.audit(metric="macro-f1"))["B"] == "leader"
    for example_id in IDS[2:18]:
        session.record(example_id, "unsure")
    assert outcomes(session.audit(metric="macro-f1"))["B"] is None
