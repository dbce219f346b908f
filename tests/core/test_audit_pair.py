"""A leader against one rival: certainty, certificates and limits (METHOD 6)."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.audit_pair import Contest, Duel, Outcome, Terms
from labeler.core.audit_units import Units, in_order
from labeler.core.decisions import Status
from labeler.core.martingale import means
from labeler.core.sampling import short_tickets

GIVEN, RIGHT, EXCLUDED, UNSURE, CONFLICT = (
    Status.GIVEN, Status.CONFIRMED, Status.EXCLUDED, Status.UNSURE, Status.CONFLICT,
)  # fmt: skip
SURE = (RIGHT, Status.CORRECTED, EXCLUDED)
RARE = settings(max_examples=50, deadline=None)


def ints(values):
    return np.array(values, np.int64)


def contest(given, bound=None, *, aside=None, terms=None, in_row=False):
    """A pair whose units come by ticket, or with ``in_row`` in the order of the examples."""
    most = np.ones(len(given), np.int64) if bound is None else ints(bound)
    ids = [f"e{number}" for number in range(len(given))]
    units = in_order(ids, short_tickets(0, ids), most, seed=0)
    if in_row:
        order = np.lexsort((units.number, units.row))
        units = Units(units.row[order], units.number[order])
    left_aside = np.zeros(len(given), bool) if aside is None else np.array(aside)
    return Contest.of("rival", ints(given), most, units, aside=left_aside, terms=terms or Terms())


def duel(pair, true, status):
    return Duel.of(pair, ints(true)[pair.rows], np.array(status, np.int8))


def decided(pair, true=None):
    """All of it reviewed; by default every label is upheld."""
    everything = np.full(pair.rows.max(initial=-1) + 1, RIGHT)
    return duel(pair, np.zeros(len(everything)) + (pair.given if true is None else true), everything)


# What is certain


def test_the_leader_is_ahead_for_certain_once_the_rest_can_no_longer_turn_it():
    pair = contest([1, 1, 1, -1, 1], in_row=True)
    two = duel(pair, pair.given, [RIGHT, RIGHT, GIVEN, GIVEN, GIVEN])
    assert (two.lead, two.at_stake, two.settled) == (2, 3, None)
    three = two.updated(2, 1, RIGHT)
    assert (three.settled, three.outcome, three.measured_risk) == (Outcome.LEADER, Outcome.LEADER, 0)


def test_the_rival_is_ahead_for_certain():
    pair = contest([1, 1, 1])
    state = duel(pair, [-1, -1, 1], [Status.CORRECTED, Status.CORRECTED, GIVEN])
    assert (state.outcome, state.measured_risk) == (Outcome.RIVAL, 1)


def test_certainty_overrides_a_certificate():
    pair = contest([1] * 40, in_row=True, terms=Terms(risk_limit=0.3))
    early = duel(pair, [1] * 5 + [0] * 35, [RIGHT] * 5 + [GIVEN] * 35)
    assert (early.settled, early.outcome) == (None, Outcome.LEADER)
    late = duel(pair, [1] * 5 + [-1] * 35, [RIGHT] * 40)
    assert late.game.peak >= 1 / 0.3
    assert (late.outcome, late.measured_risk) == (Outcome.RIVAL, 1)


def test_all_decided_and_even_is_a_tie():
    pair = contest([1, 1])
    assert decided(pair, [1, -1]).outcome is Outcome.TIE


def test_models_that_predict_the_same_are_tied_not_certified():
    pair = contest([0, 0, 0], [0, 0, 0])
    state = duel(pair, [0, 0, 0], [GIVEN] * 3)
    assert (len(pair.rows), pair.margin, state.weak) == (0, None, False)
    assert (state.outcome, state.measured_risk, state.draws, state.interval()) == (Outcome.TIE, 1, 0, (0, 0))


def test_one_example_settles_a_pair_by_itself():
    pair = contest([1])
    assert duel(pair, [0], [GIVEN]).outcome is None
    assert decided(pair).outcome is Outcome.LEADER
    assert decided(pair, [-1]).outcome is Outcome.RIVAL
    assert duel(pair, [1], [EXCLUDED]).outcome is Outcome.TIE


def test_nothing_is_certain_of_examples_that_all_are_unsure():
    pair = contest([1] * 30)
    state = duel(pair, [1] * 30, [UNSURE] * 30)
    assert (state.lead, state.at_stake, state.outcome) == (0, 30, None)
    assert (state.reviewed, state.draws, state.measured_risk, state.needed) == (30, 30, 1, None)


# Draws


def test_an_undecided_example_holds_the_draws_until_it_is_decided_if_only_as_unsure():
    pair = contest([1, 1, 1, 1], in_row=True)
    state = duel(pair, [1] * 4, [RIGHT, GIVEN, RIGHT, GIVEN])
    assert (state.draws, state.reviewed, state.lead) == (1, 2, 2)
    assert state.updated(1, 1, UNSURE).draws == 3
    assert state.updated(1, 1, CONFLICT).draws == 3


def test_a_conflict_is_drawn_as_lost_but_not_reviewed():
    pair = contest([1] * 9, in_row=True)
    conflict, unsure = (duel(pair, [1] * 9, [RIGHT, status] + [GIVEN] * 7) for status in (CONFLICT, UNSURE))
    assert (conflict.draws, unsure.draws) == (2, 2)
    assert (conflict.reviewed, unsure.reviewed) == (1, 2)
    assert conflict.game.rest == unsure.game.rest == 2 * 9 - 9 - 2 - 0


def test_an_excluded_example_counts_as_even():
    pair = contest([1, 1, -1], in_row=True)
    state = duel(pair, [1, 1, -1], [EXCLUDED, GIVEN, EXCLUDED])
    assert (state.lead, state.game.rest) == (0, 2 * 3 - 1 - 1)


def test_an_example_of_several_units_is_drawn_where_each_of_them_comes():
    pair = contest([1, 2], [1, 3])
    first = int(pair.units[0])
    status = [GIVEN, GIVEN]
    status[first] = RIGHT
    state = duel(pair, [1, 2], status)
    assert state.draws == int((pair.units != first).argmax())
    assert decided(pair).draws == 4


@pytest.mark.parametrize(("votes", "weak"), [
    ([1] * 21 + [-1] * 19, False),
    ([1] * 103 + [-1] * 97, True),
    ([1, -1] * 20, False),
    ([-1] * 3, False),
])  # fmt: skip
def test_a_pair_is_weak_where_the_leader_is_ahead_by_less_than_a_twentieth(votes, weak):
    before = duel(contest(votes), votes, [GIVEN] * len(votes))
    assert (before.weak, before.ahead) == (weak, sum(votes))


def test_what_was_decided_before_a_later_audit_is_ahead_too():
    votes, status = [1] * 10 + [1, -1], [RIGHT] * 10 + [GIVEN] * 2
    later = duel(contest(votes, aside=[True] * 10 + [False] * 2), votes, status)
    assert (later.contest.votes, later.ahead, later.weak) == (0, 10, False)


# From the latest decisions


@st.composite
def courses(draw, most=3):
    """A pair and a course of decisions on it, some taken back or changed."""
    bound = draw(st.lists(st.integers(0, most), min_size=1, max_size=12))
    given = [draw(st.integers(-b, b)) for b in bound]
    aside = draw(st.lists(st.booleans(), min_size=len(bound), max_size=len(bound)))
    moves = st.integers(0, len(bound) - 1).flatmap(
        lambda row: st.tuples(st.just(row), st.integers(-bound[row], bound[row]), st.sampled_from(Status))
    )
    return contest(given, bound, aside=aside), draw(st.lists(moves, max_size=25))


def known(rows):
    return ["never"] if rows is None else rows.tolist()


def figures(state):
    return state.draws, state.game.rest, state.reviewed, state.lead, state.at_stake, state.outcome


@RARE
@given(courses())
def test_decision_by_decision_comes_to_the_same_as_from_scratch(course):
    pair, moves = course
    size = len(pair.aside) and int(pair.rows.max()) + 1
    true, status = np.zeros(max(size, 12), np.int64), np.zeros(max(size, 12), np.int8)
    state = duel(pair, true, status)
    for row, loss, now in moves:
        true[row], status[row] = loss, now
        state = state.updated(row, loss, now)
        scratch = duel(pair, true, status)
        assert figures(state) == figures(scratch)
        assert state.measured_risk == scratch.measured_risk
        if state.outcome is None:
            assert set(known(state.needed)) == set(known(scratch.needed))


@RARE
@given(courses())
def test_taking_a_decision_back_restores_everything(course):
    pair, moves = course
    status = np.zeros(12, np.int8)
    before = duel(pair, np.zeros(12), status)
    after = before
    for row, loss, now in moves:
        after = after.updated(row, loss, now)
    for row, _, _ in moves:
        after = after.updated(row, 0, GIVEN)
    assert figures(after) == figures(before)
    assert after.measured_risk == before.measured_risk


@RARE
@given(courses(), st.data())
def test_the_measured_risk_never_rises_when_the_leader_gains(course, data):
    pair, moves = course
    state = duel(pair, np.zeros(12), np.zeros(12, np.int8))
    for row, loss, now in moves:
        state = state.updated(row, loss, now)
    known = [row for place, row in enumerate(pair.rows.tolist()) if state.status[place] in SURE[:2]]
    if known:
        row = data.draw(st.sampled_from(known))
        place = int(np.searchsorted(pair.rows, row))
        better = state.updated(row, int(pair.bound[place]), RIGHT)
        assert better.measured_risk <= state.measured_risk * (1 + 1e-12)


def test_what_was_decided_before_a_later_audit_is_counted_exactly_and_not_drawn():
    aside = [True, True, False, False, False]
    pair = contest([1, 1, 1, 1, -1], aside=aside)
    state = duel(pair, [1, -1, 0, 0, 0], [RIGHT, RIGHT, GIVEN, GIVEN, GIVEN])
    assert (pair.total, pair.votes, state.draws) == (3, 1, 0)
    assert state.game.rest == 2 * 3 - 1 - 0
    assert state.updated(1, 1, RIGHT).game.rest == 2 * 3 - 1 - 2
    assert state.updated(1, 1, GIVEN).game.rest == 2 * 3 - 1 - (1 - 1)  # undecided again: lost until decided


def test_a_later_audit_may_be_settled_before_it_begins():
    pair = contest([1, 1, 1, 1], aside=[True, True, True, False])
    state = duel(pair, [1] * 4, [RIGHT] * 3 + [GIVEN])
    assert (state.game.peak, state.outcome) == (inf, Outcome.LEADER)


# What is needed, and how far apart


def test_needed_counts_undecided_examples_until_the_certificate():
    pair = contest([1] * 30 + [-1] * 10)
    start = duel(pair, np.zeros(40), [GIVEN] * 40)
    drawn = pair.units[: int(np.argmax(means(40, 80 - 20, ints([0] * 40), ints([1] * 40)) >= 20)) + 1]
    assert start.needed.tolist() == pair.rows[drawn].tolist()
    state = start
    for row in start.needed.tolist():
        assert state.outcome is None
        state = state.updated(row, int(pair.given[row]), RIGHT)
    assert state.outcome is Outcome.LEADER


def test_nothing_is_needed_for_ever_where_the_given_labels_are_even():
    pair = contest([1, -1] * 10)
    assert duel(pair, np.zeros(20), [GIVEN] * 20).needed is None


def test_a_factor_multiplies_the_risk_and_what_is_needed():
    given = [1] * 60 + [-1] * 20
    once, thrice = (contest(given, terms=Terms(factor=factor)) for factor in (1, 3))
    status = np.zeros(80, np.int8)
    status[once.rows[once.units[:6]]] = RIGHT
    first, third = (duel(pair, given, status) for pair in (once, thrice))
    assert third.measured_risk == pytest.approx(3 * first.measured_risk)
    assert first.outcome is third.outcome is None
    assert len(third.needed) > len(first.needed)


def rejected(pair, counted, drawn, sum_):
    """Whether Σδ ≤ sum_ is rejected at 2.5 %, by the definition."""
    part = pair.units[:drawn]
    target = 2 * pair.total - pair.votes - int(counted[pair.aside].sum()) + sum_
    if not drawn:
        return target < 0
    return means(pair.total, target, (counted - pair.given)[part], pair.bound[part]).max() >= 40


@pytest.mark.parametrize("lost", [UNSURE, CONFLICT])
def test_limits_are_the_sums_that_are_not_rejected_within_what_is_certain(lost):
    rng = np.random.default_rng(4)
    bound = rng.integers(1, 4, 60)
    given = np.minimum(rng.integers(-1, 4, 60), bound)
    pair = contest(given, bound)
    status = np.zeros(60, np.int8)
    status[pair.rows[pair.units[:70]]] = RIGHT
    status[pair.units[3]] = lost
    state = duel(pair, given, status)
    least, most = state.lead - state.at_stake, state.lead + state.at_stake
    low, high = state.interval()
    assert least < low < int(given.sum()) < high
    sums = range(least, most + 1)
    assert [d for d in sums if rejected(pair, state.counted, state.draws, d)] == list(range(least, low))
    mirror = contest(-given, bound)
    mirrored = np.where(status == lost, -bound, -state.counted)
    assert [d for d in sums if rejected(mirror, mirrored, state.draws, -d)] == list(range(high + 1, most + 1))


def test_limits_close_in_on_the_truth():
    given = [1] * 30 + [-1] * 20
    pair = contest(given)
    assert duel(pair, np.zeros(50), [GIVEN] * 50).interval() == (-50, 50)
    assert decided(pair).interval() == (10, 10)
