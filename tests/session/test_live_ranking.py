"""A ranking that follows the decisions (METHOD 5): what it says is what ranking afresh says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import labeler
from labeler.core.proposers import proposer_warnings
from labeler.session.noise import corrections_of
from labeler.session.ranking import LiveRanking, proposers_told, with_proposers
from labeler.session.results import Changes

IDS = [f"{split}{i}" for split in "dt" for i in range(6)]
SAID = st.tuples(
    st.sampled_from(IDS), st.sampled_from(["correct", "incorrect", "excluded", "unsure", "undo"]), st.sampled_from("rs")
)


@pytest.mark.parametrize("split", ["dev", "dev+test"])
@pytest.mark.parametrize("metric", ["error", "macro-f1"])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(SAID, max_size=8))
def test_after_every_decision_it_is_what_ranking_afresh_gives(session, split, metric, steps):
    live = LiveRanking(session, metric=metric, split=split, resamples=20)
    for example_id, verdict, reviewer in steps:
        live.update(_changed(session, example_id, verdict, reviewer))
        afresh = session.rank(metric=metric, split=[split], resamples=20).splits[split]
        told = proposer_warnings(
            corrections_of(session, session.predictions, session.examples.members(split).nonzero()[0])
        )
        assert (*live.ranking().warnings, *told) == afresh.warnings
        assert replace(live.ranking(), warnings=(), verdict=None) == replace(afresh, warnings=(), verdict=None)
        assert afresh.verdict.text.startswith(live.ranking().verdict.text)


def _changed(session, example_id, verdict, reviewer) -> Changes:
    if verdict == "undo":
        return session.undo(reviewer=reviewer).changes if session.can_undo(reviewer) else Changes()
    given_label = session.examples.task.given(
        session.examples.given, session.ordinal(example_id), session.examples.vocabulary
    )
    label = {"cat": "dog", "dog": "cat"}[given_label] if verdict == "incorrect" else None
    return session.record(example_id, verdict, label=label, reviewer=reviewer)


def test_what_touches_other_splits_only_changes_nothing(session):
    live = LiveRanking(session, split="dev", resamples=20)
    before = live.ranking()
    live.update(session.record("t0", "excluded", reviewer="r"))
    assert live.ranking() == before


def test_bounds_on_a_metric_follow_the_labels(session):
    live = LiveRanking(session, split="dev", bounds=["error<=0.2"], resamples=0)
    assert live.ranking().selected_after == "A"
    live.update(session.record("d5", "incorrect", label="cat", reviewer="r"))
    assert live.ranking().selected_after is None
    assert session.rank(split=["dev"], bound=["error<=0.2"], resamples=0).splits["dev"].selected_after is None


def test_against_a_version_it_is_what_ranking_afresh_gives(session):
    session.record("d0", "incorrect", label="dog", reviewer="r")
    session.record("d1", "excluded", reviewer="r")
    session.record("t0", "excluded", reviewer="r")
    session.apply(override_parity="a pilot")
    live = LiveRanking(session, split="dev", before=1, resamples=20)
    for example_id, verdict, label in (("d1", "correct", None), ("d2", "incorrect", "dog"), ("d3", "excluded", None)):
        live.update(session.record(example_id, verdict, label=label, reviewer="r"))
        afresh = session.rank(split=["dev"], before=1, resamples=20).splits["dev"]
        assert afresh.verdict.text.startswith(live.ranking().verdict.text)
        assert replace(live.ranking(), warnings=(), verdict=None) == replace(afresh, warnings=(), verdict=None)


def test_a_round_counts_what_differs_from_its_version_alone(session):
    for example_id, label in (("d0", "dog"), ("d1", "cat")):
        session.record(example_id, "incorrect", label=label, reviewer="r")
    session.record("d2", "excluded", reviewer="r")
    session.apply(override_parity="a pilot")
    unchanged = session.rank(split=["dev"], before=1, resamples=0).splits["dev"]
    assert (unchanged.corrected, unchanged.excluded) == (0, 1)
    assert unchanged.verdict.headline.startswith("Nothing has been corrected or excluded since version 1")
    session.record("d0", "correct", reviewer="r")
    session.record("d2", "correct", reviewer="r")
    session.record("d3", "excluded", reviewer="r")
    said = session.rank(split=["dev"], before=1, resamples=0).splits["dev"].verdict.text
    assert "1 label changed, 1 example excluded, 1 example taken back in since version 1." in said


def test_made_by_a_twin_it_follows_another_session(session):
    with labeler.open(session.path, read_only=True) as twin:
        live = LiveRanking(twin, split="dev", resamples=20)
        changes = session.record("d5", "incorrect", label="cat", reviewer="r")
    live.adopt(session)
    live.update(changes)
    assert live.ranking().models == session.rank(split=["dev"], resamples=20).splits["dev"].models


def test_how_a_pair_was_reviewed_is_told_of_either_side(session):
    session.record("d1", "correct", reviewer="r")
    reviewed = LiveRanking(session, split="dev", resamples=0).reviewed("A", "B")
    assert (reviewed.more, reviewed.of_more) == ("B", (1, 2))
    assert (reviewed.less, reviewed.of_less) == ("A", (0, 1))


def test_who_is_favoured_is_told_apart_and_added(session):
    session.record("d0", "correct", reviewer="r", seen=("predictions",))
    told = proposers_told(session, metric=None, split="dev")
    afresh = session.rank(split=["dev"], resamples=0).splits["dev"]
    assert told
    assert with_proposers(LiveRanking(session, split="dev", resamples=0).ranking(), told) == afresh
    assert with_proposers(afresh, ()) is afresh
