"""The bets against "A does not beat B", held against the same game in fractions (METHOD 6)."""

from __future__ import annotations

from fractions import Fraction
from math import inf, lcm

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.martingale import BETS, Game, means

RARE = settings(max_examples=60, deadline=None)


def twin(units, target, change, bound):
    """T after every draw by the definition, exactly; inf once the claim is settled."""
    bets = [Fraction(str(bet)) for bet in BETS]
    wealth, shown, paths = [Fraction(1)] * len(bets), Fraction(0), []
    for draw, (moved, most) in enumerate(zip(change, bound, strict=True), 1):
        y, rest, left = 2 + Fraction(moved, most), target - shown, units - draw + 1
        if rest >= 4 * left:
            wealth = [Fraction(0)] * len(bets)
        elif rest > 0:
            wealth = [t * (1 + (1 - g) * (y * left / rest - 1)) for t, g in zip(wealth, bets, strict=True)]
        shown += y
        paths.append(inf if rest < 0 or shown > target else sum(wealth) / len(bets))
    return paths


def in_floats(paths):
    return [float(value) for value in paths]


@st.composite
def populations(draw, most=1, size=30):
    """Units of some examples in any order: change and bound of each, and what the leader has over the rival."""
    bounds = draw(st.lists(st.integers(1, most), min_size=1, max_size=size))
    given = [draw(st.integers(-b, b)) for b in bounds]
    true = [draw(st.integers(-b, b)) for b in bounds]
    units = [i for i, b in enumerate(bounds) for _ in range(b)]
    order = draw(st.permutations(units))
    return [true[i] - given[i] for i in order], [bounds[i] for i in order], sum(given), sum(true)


def ints(values):
    return np.array(values, np.int64)


@pytest.mark.parametrize("most", [1, 5])
@RARE
@given(data=st.data())
def test_every_T_equals_its_twin_in_fractions(most, data):
    change, bound, votes, _ = data.draw(populations(most))
    target = 2 * len(change) - votes
    expected = twin(len(change), target, change, bound)
    assert means(len(change), target, ints(change), ints(bound)).tolist() == pytest.approx(
        in_floats(expected), rel=1e-9, abs=1e-300
    )


@RARE
@given(populations(most=4))
def test_draws_in_several_goes_come_to_the_same_as_in_one(population):
    change, bound, votes, _ = population
    target, half = 2 * len(change) - votes, len(change) // 2
    start = Game.started(len(change), target)
    whole = start.drawing(ints(change), ints(bound))
    parts = start.drawing(ints(change[:half]), ints(bound[:half])).drawing(ints(change[half:]), ints(bound[half:]))
    assert (parts.drawn, parts.left, parts.rest) == (whole.drawn, 0, whole.rest)
    assert parts.peak == whole.peak
    assert parts.wealth.tolist() == whole.wealth.tolist()


@RARE
@given(populations(most=3))
def test_all_drawn_and_settled_means_that_the_leader_is_truly_ahead(population):
    change, bound, votes, truly = population
    end = means(len(change), 2 * len(change) - votes, ints(change), ints(bound))[-1]
    assert (end == inf) == (truly > 0)


@RARE
@given(populations(), st.data())
def test_T_rises_with_every_y(population, data):
    change, bound, votes, _ = population
    target = 2 * len(change) - votes
    place = data.draw(st.integers(0, len(change) - 1))
    better = ints(change)
    better[place] += 1
    less, more = (means(len(change), target, shown, ints(bound)) for shown in (ints(change), better))
    assert (more >= less * (1 - 1e-12)).all()


@RARE
@given(populations(), st.integers(1, 5))
def test_T_falls_as_the_claim_gets_harder(population, further):
    change, bound, votes, _ = population
    easy, hard = (means(len(change), 2 * len(change) - votes + d, ints(change), ints(bound)) for d in (0, further))
    assert (hard <= easy * (1 + 1e-12)).all()


def test_a_claim_out_of_reach_ends_the_game():
    change = ints([-4, 0, 0])  # K − Y = 8 before the second of three draws: nothing above 4 a draw can come
    assert means(3, 8, change, np.ones(3, np.int64))[1:].tolist() == [0, 0]


def test_a_claim_met_exactly_multiplies_by_one():
    paths = means(3, 4, ints([0, 0, -2]), np.ones(3, np.int64))
    assert paths[2] == paths[1] > 0


def test_a_claim_met_exactly_is_settled_by_the_next_gain():
    assert means(3, 4, ints([0, 0, 0]), np.ones(3, np.int64))[2] == inf


def test_a_target_below_zero_is_settled_before_any_draw():
    game = Game.started(2, -1)
    assert game.peak == inf
    assert game.drawing(ints([0]), ints([1])).peak == inf


def test_fractions_stop_the_game_without_tolerance():
    # y is 2⅓ three times: in floats 7 − Σy is not 0.
    assert means(4, 7, ints([1, 1, 1, -6]), ints([3, 3, 3, 3]))[3] == pytest.approx(
        float(twin(4, 7, [1, 1, 1, -6], [3, 3, 3, 3])[3]), rel=1e-12
    )


def test_bounds_whose_common_multiple_needs_more_than_64_bits_are_exact_too():
    bound = [p for p in (41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89) for _ in range(3)]
    assert lcm(*bound) > 2**63
    change = [(-1) ** i * (i % 7) for i in range(len(bound))]
    expected = in_floats(twin(36, 60, change, bound))
    assert means(36, 60, ints(change), ints(bound)).tolist() == pytest.approx(expected, rel=1e-9)


def test_an_earlier_state_is_found_again():
    game = Game.started(5, 8)
    for _ in range(4):
        game = game.drawing(ints([0]), ints([1]))
    assert [game.at_most(drawn).drawn for drawn in (9, 4, 2, 0)] == [4, 4, 2, 0]


def test_the_draws_to_a_level_are_counted_from_where_the_game_stands():
    change, bound = np.zeros(100, np.int64), np.ones(100, np.int64)
    paths = means(100, 150, change, bound)
    needed = int(np.argmax(paths >= 20)) + 1
    start = Game.started(100, 150)
    assert start.first_reaching(20, change, bound)[1] == needed
    assert start.drawing(change[:5], bound[:5]).first_reaching(20, change[5:], bound[5:])[1] == needed - 5
    assert start.first_reaching(20, change[: needed - 1], bound[: needed - 1])[1] is None


def test_long_games_neither_overflow_nor_complain():
    units = 20_000
    rising = means(units, units + 10, np.zeros(units, np.int64), np.ones(units, np.int64))
    falling = means(units, 3 * units, np.zeros(units, np.int64), np.ones(units, np.int64))
    assert not np.isnan(rising).any()
    assert rising[-1] == inf
    assert not np.isnan(falling).any()
    assert falling.max() < 1


def test_no_draws_leave_the_game_as_it_is():
    game = Game.started(3, 5)
    assert game.drawing(ints([]), ints([])) is game
