"""An audit that follows the decisions: a glance says what the figures say, but for what takes longer."""

from __future__ import annotations

from dataclasses import replace

import pytest

import labeler
from labeler.session.claims import claim
from labeler.session.live_audit import LiveAudit


def live_of(session, *, metric=None, split="dev+test"):
    return LiveAudit(session, claim(session, split=split, leader=None, metric=metric, risk_limit=None))


def quick(figures):
    """Without what a glance takes from the last figures."""
    pairs = tuple(replace(pair, interval=None, difference_interval=None) for pair in figures.pairs)
    slow = {"blind_share": None, "reviewers": (), "minutes_at_most": None, "minutes_expected": None}
    return replace(figures, pairs=pairs, notes=(), warnings=(), **slow)


@pytest.mark.parametrize("begun", [False, True])
def test_after_every_decision_a_glance_says_what_the_audit_says(session, begun):
    if begun:
        session.audit_queue(split=["dev+test"])
    live = live_of(session)
    live.figures()
    for example_id, verdict in (("d1", "excluded"), ("d2", "correct"), ("t1", "unsure"), ("t0", "correct")):
        live.update(session.record(example_id, verdict, reviewer="r"))
        assert quick(live.glance()) == quick(session.audit(split=["dev+test"]))
    assert live.figures() == session.audit(split=["dev+test"])


def test_limits_of_the_differences_stay_those_of_the_last_figures(session):
    live = live_of(session)
    before = live.figures()
    live.update(session.record("d1", "correct", reviewer="r"))
    assert [pair.interval for pair in live.glance().pairs] == [pair.interval for pair in before.pairs]
    assert [pair.interval for pair in live.figures().pairs] != [pair.interval for pair in before.pairs]


def test_first_glance_is_all_figures(session):
    assert live_of(session).glance() == session.audit(split=["dev+test"])


def test_without_an_audit_a_glance_is_the_last_figures(session):
    live = live_of(session, metric="macro-f1")
    before = live.figures()
    live.update(session.record("d1", "excluded", reviewer="r"))
    assert live.glance() == before
    assert live.next_reviews(50) == 0


def test_next_reviews_are_those_of_the_queue(session):
    for size in (1, 2, 50):
        queued = session.audit_queue(split=["dev+test"], size=size).items
        assert live_of(session).next_reviews(size) == len(queued)


def test_made_by_a_twin_it_follows_another_session(session):
    session.audit_queue(split=["dev+test"])
    with labeler.open(session.path, read_only=True) as twin:
        live = live_of(twin)
        live.figures()
        changes = session.record("d1", "excluded", reviewer="r")
    live.adopt(session)
    live.update(changes)
    assert live.figures() == session.audit(split=["dev+test"])
