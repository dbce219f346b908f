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
    assert words.verdict(state([range(9)], range(9)), "test") == (
        "vgg is the best on test for certain, whatever the labels of the examples not reviewed."
    )


def test_a_tie_is_no_victory():
    assert words.verdict(state([[], [1]]), "dev") == (
        "vgg is not the one best model on dev: r1 is exactly as good for certain."
    )


def test_without_rivals_there_is_nothing_to_audit():
    assert words.verdict(state([]), "dev") == "There is no rival to vgg on dev, so there is nothing to audit."


def warned(audit, **told):
    return list(words.warnings(audit, **({"best": "vgg", "round_": 1, "blind": None, "checked": ()} | told)))


def test_an_ordinary_audit_warns_of_nothing():
    assert warned(state([range(9)]), blind=1.0) == []


@pytest.mark.parametrize(("told", "part"), [
    ({"best": "r1"}, "multiplies every measured risk by the number of rivals, 1"),
    ({"round_": 3}, "audit 3 of these examples"),
    ({"blind": 0.5}, "Only 50 % of the decisions"),
    ({"checked": (Quality("ann", 9, 5, 5, 1),)}, "differ from ann on 1 of 5 decisions"),
])  # fmt: skip
def test_what_weakens_the_audit_is_told(told, part):
    (warning,) = warned(state([range(9)]), **told)
    assert part in warning
