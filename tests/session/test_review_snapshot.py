"""A review as it stands, handed to another session: what either learns later is its own."""

from __future__ import annotations

import pytest

from labeler.core.decisions import Status
from labeler.session.session import Session


@pytest.fixture
def decided(session):
    session.record("d0", "incorrect", label="dog", reviewer="ann", categories=["blurry"])
    session.record("d0", "correct", reviewer="bob")
    session.record("t0", "excluded", reviewer="ann")
    session.review.labels  # noqa: B018 - asked for by whoever shows a figure
    return session


def told(review):
    ordinals = sorted(review.ordinals())
    said = {ordinal: dict(review.decisions(ordinal)) for ordinal in ordinals}
    return said, [review.resolution(o) for o in ordinals], [review.ticked(o) for o in ordinals], review.spoken()


def test_nobody_has_asked_so_there_is_none(reopened, session):
    assert reopened(session).review_snapshot() is None


def test_it_says_what_the_log_says(decided):
    with Session(decided.path, read_only=True) as fresh:
        assert told(decided.review_snapshot()) == told(fresh.review)
        assert decided.review_snapshot().labels.same_as(fresh.review.labels)


def test_what_is_decided_later_does_not_reach_it(decided):
    taken = decided.review_snapshot()
    before = told(taken)
    decided.record("d0", "excluded", reviewer="bob")
    decided.record("d3", "excluded", reviewer="bob")
    decided.undo(reviewer="ann")
    assert told(taken) == before
    assert taken.labels.count(Status.EXCLUDED) == 1
    assert decided.review.labels.count(Status.EXCLUDED) == 1
    assert taken.resolution(decided.ordinal("t0")).status is Status.EXCLUDED
    assert told(decided.review_snapshot()) != before


def test_a_session_with_it_has_the_figures_of_one_that_reads_the_log(decided):
    with (
        Session(decided.path, read_only=True) as fresh,
        Session(decided.path, read_only=True, columns=decided.columns, review=decided.review_snapshot()) as twin,
    ):
        assert twin.parity() == fresh.parity()
        assert twin.apply_preview().to_dict() == fresh.apply_preview().to_dict()
        assert twin.errors().to_dict() == fresh.errors().to_dict()
        assert twin.rank(resamples=0).to_dict() == fresh.rank(resamples=0).to_dict()


def test_categories_of_a_snapshot_stay_what_they_were(decided):
    taken, before = decided.review_snapshot(), decided.review_snapshot().ticked(decided.ordinal("d0"))
    decided.add_category("dark")
    decided.merge_category("blurry", "dark")
    assert taken.ticked(decided.ordinal("d0")) == before
    assert decided.review.ticked(decided.ordinal("d0")) != before
