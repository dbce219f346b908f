"""What an audit says in sentences."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.core import audit_words as words
from labeler.core.audit import Audit
from labeler.core.audit_units import in_order
from labeler.core.decisions import Status
from labeler.core.quality import Quality
from labeler.core.sampling import short_tickets


def state(wrong, decided=(), size=40):
    """Of a leader that errs nowhere against rivals that err on the examples listed; all decisions uphold the label."""
    losses = np.zeros((1 + len(wrong), size), int)
    for rival, rows in enumerate(wrong, 1):
        losses[rival, list(rows)] = 1
    ids = [f"e{number}" for number in range(size)]
    audit = Audit.of(
        leader="vgg",
        rivals=[f"r{number}" for number in range(1, len(losses))],
        losses=losses,
        bounds=list(losses[1:]),
        units=in_order(ids, short_tickets(0, ids), np.ones(size, int), seed=0),
    )
    status = np.zeros(size, np.int8)
    status[list(decided)] = Status.CONFIRMED
    return audit.state(losses, status)


def test_the_countdown_says_what_is_left_at_most():
    assert words.verdict(state([range(3), range(3)]), "dev+test") == (
        "Audit: at most 3 more reviews settle vgg over r1 and r2; about 2, if no further label changes."
    )


def test_one_review_settles():
    assert words.verdict(state([[0]]), "dev") == (
        "Audit: at most 1 more review settles vgg over r1; about 1, if no further label changes."
    )


def test_many_rivals_are_counted():
    assert "vgg over r1 and 4 others" in words.verdict(state([range(9)] * 5), "dev")


def test_a_certificate_names_its_risk_and_what_that_covers():
    certified = state([range(40)])
    needed = certified.duels[0].needed
    said = words.verdict(state([range(40)], needed), "dev+test")
    assert said.startswith(f"vgg is certified as the best on dev and test together, after {len(needed)} reviews, at a ")
    assert said.endswith(words.SCOPE)


def test_certainty_needs_no_risk():
    assert words.verdict(state([range(9)], range(5)), "test") == (
        "vgg is the best on test for certain, whatever the labels of the examples not reviewed."
    )


def test_certainty_speaks_of_no_unreviewed_examples_where_there_are_none():
    assert words.verdict(state([range(9)], range(9)), "test") == (
        "vgg is the best on test for certain: every example that can matter is reviewed."
    )


def test_a_tie_is_no_victory():
    assert words.verdict(state([[], [1]]), "dev") == (
        "vgg is not the one best model on dev: r1 is exactly as good for certain."
    )


def test_without_rivals_there_is_nothing_to_audit():
    assert words.verdict(state([]), "dev") == "There is no rival to vgg on dev, so there is nothing to audit."


def warned(audit, **told):
    return list(words.warnings(audit, **({"best": "vgg", "round_": 1} | told)))


def test_an_ordinary_audit_warns_of_nothing():
    assert warned(state([range(9)])) == []


@pytest.mark.parametrize(("told", "part"), [
    ({"best": "r1"}, "multiplies every measured risk by the number of rivals, 1"),
    ({"round_": 3}, "audit 3 of these examples"),
])  # fmt: skip
def test_what_weakens_the_audit_is_told(told, part):
    (warning,) = warned(state([range(9)]), **told)
    assert part in warning


def against(votes, aside=()):
    """vgg against r1, ahead by the sum of the votes; examples ``aside`` were decided before."""
    given = np.array(votes)
    ids = [f"e{number}" for number in range(len(given))]
    audit = Audit.of(
        leader="vgg",
        rivals=["r1"],
        losses=np.array([given < 0, given > 0], int),
        bounds=[np.abs(given)],
        units=in_order(ids, short_tickets(0, ids), np.ones(len(given), int), seed=0),
        aside=np.isin(np.arange(len(given)), list(aside)),
    )
    status = np.zeros(len(given), np.int8)
    status[list(aside)] = Status.CONFIRMED
    return audit.state(np.array([given < 0, given > 0], int), status)


@pytest.mark.parametrize(("votes", "said"), [
    ([1] * 20 + [-1] * 21, "vgg is behind r1: the audit is valid but slow, for it takes labels that change"),
    ([1] * 20 + [-1] * 20, "vgg is level with r1: the audit is valid but slow, for it takes labels that change"),
    ([1] * 21 + [-1] * 20, "vgg is ahead of r1 by less than 5 % of what the labels could move."),
])  # fmt: skip
def test_a_leader_not_clearly_ahead_is_said_to_be_behind_level_or_hardly_ahead(votes, said):
    (warning,) = warned(against(votes))
    assert warning.startswith(f"By the given labels {said}")
    assert warning.endswith(f" {words.EXACTLY}")


def test_a_later_audit_speaks_of_what_was_decided_before_too():
    (warning,) = warned(against([-1] * 3 + [1] * 2, aside=[0]))
    assert warning.startswith("By the given labels and what was decided before this audit vgg is behind r1")


def doubted(blind=1.0, checked=()):
    return list(words.doubts(blind=blind, checked=checked))


def test_decisions_that_saw_the_predictions_are_doubted():
    assert doubted() == doubted(None) == []
    assert doubted(0.5)[0].startswith("Only 50 % of the decisions are known to precede")
    assert doubted(0.998)[0].startswith("Only over 99 % of the decisions are known to precede")
    assert doubted(0.0)[0].startswith("None of the decisions is known to precede a look at the predictions.")


def test_a_certificate_has_the_share_of_blind_decisions_and_the_error_rate_beside_it():
    (blind, none) = words.beside(blind=1.0, checked=())
    assert blind == "All decisions are known to precede a look at the predictions."
    assert none == "No quality check was made, so how often the reviewers err is not known."
    good, bad = Quality("ann", 9, 5, 5, 0), Quality("bo", 9, 5, 5, 1)
    said = [*words.beside(blind=0.5, checked=(good, bad)), *doubted(0.5, (good, bad))]
    assert said[0] == "In the quality check others differ from ann on 0 of 5 decisions (0 %)."
    assert said[1].startswith("Only 50 %")
    assert said[2].startswith("In the quality check others differ from bo on 1 of 5 decisions (20 %): the risk")
    assert len(said) == 3


def test_pairs_certified_singly_have_each_a_risk_of_their_own():
    one = state([range(1, 40), [0, 40]], state([range(1, 40)], size=41).duels[0].needed, size=41)
    assert (one.certificates, one.certified) == (1, False)
    assert list(words.single(one)) == [
        "Each certificate in the list has a risk of 5 % of its own: only all pairs together make one claim."
    ]
    both = state([range(40)], state([range(40)]).duels[0].needed)
    assert both.certified
    assert list(words.single(both)) == list(words.single(state([range(9)]))) == []


def test_several_audits_have_each_a_risk_of_their_own():
    assert list(words.several([2])) == []
    assert list(words.several([1, 3])) == ["The certificates of audits 1 and 3 have each a risk of their own."]


def test_audits_by_another_metric_are_pointed_at():
    assert words.elsewhere([1], title="error") == "Audit 1 goes by error."
    assert words.elsewhere([1, 4], title="error on a cat") == "Audits 1 and 4 go by error on a cat."


@pytest.mark.parametrize(("share", "text"), [
    (0, "0 %"), (5.4e-24, "below 0.001 %"), (0.0123, "1.2 %"), (0.05, "5 %"), (0.5, "50 %"), (0.989, "99 %"),
    (0.9999, "over 99 %"), (1, "100 %"),
])  # fmt: skip
def test_shares_have_as_many_digits_as_they_need(share, text):
    assert words.percent(share) == text


def test_a_tiny_risk_is_below_a_limit():
    assert words.at_risk(5.4e-24) == "at a measured risk below 0.001 %"
    assert words.at_risk(0.048) == "at a measured risk of 4.8 %"
