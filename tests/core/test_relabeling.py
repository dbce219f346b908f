"""Is relabeling worth it? The screen of METHOD 2, its worked values, and its rule in fractions as oracle."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.relabeling import Answer, Gap, worth
from labeler.core.shares import Share


def answer(incorrect, reviewed, *, errors, examples, gap=None, unsure=0):
    """Of a random sample of ``reviewed`` errors, some of them incorrectly labeled."""
    share = Share(incorrect, reviewed, errors, examples, unsure=unsure)
    return worth(share, share, None if gap is None else Gap("A", "B", gap))


def test_worked_value_2_1_and_1_9_percent_with_0_6_due_to_labels_is_yes():
    found = answer(60, 190, errors=190, examples=10_000, gap=20)
    assert (found.answer, found.by_gap, found.by_share) == (Answer.YES, True, True)
    assert answer(32, 100, errors=190, examples=10_000, gap=20).answer == "yes"


def test_worked_value_10_percent_with_a_gap_of_2_points_and_0_6_due_to_labels_is_not_first():
    assert answer(60, 1000, errors=1000, examples=10_000, gap=200).answer == "no"
    assert answer(6, 100, errors=1000, examples=10_000, gap=200).answer == "no"


def test_worked_value_one_model_has_the_second_rule_only():
    assert answer(6, 100, errors=1000, examples=10_000).answer == "no"
    found = answer(30, 100, errors=200, examples=10_000)
    assert (found.answer, found.by_gap, found.by_share) == (Answer.YES, False, True)


def test_an_interval_that_spans_what_decides_can_not_tell_yet():
    found = answer(6, 100, errors=571, examples=10_000, gap=30)
    assert (found.limits, found.needed, found.answer) == ((15, 68), 30, Answer.UNCLEAR)
    assert answer(20, 100, errors=1000, examples=10_000).answer == "unclear"


def test_a_threshold_at_the_end_of_the_interval_is_still_spanned():
    assert answer(6, 100, errors=571, examples=10_000, gap=68).answer == "unclear"
    assert answer(6, 100, errors=571, examples=10_000, gap=69).answer == "no"
    assert answer(6, 100, errors=571, examples=10_000, gap=15).answer == "yes"
    assert answer(6, 100, errors=571, examples=10_000, gap=16).answer == "unclear"


def test_unsure_labels_widen_the_interval():
    assert answer(6, 100, errors=1000, examples=10_000).answer == "no"
    assert answer(6, 100, errors=1000, examples=10_000, unsure=12).answer == "unclear"


def test_tied_models_are_separated_by_any_incorrect_label():
    assert answer(1, 10, errors=100, examples=1000, gap=0).answer == "yes"
    assert answer(0, 10, errors=100, examples=1000, gap=0).answer == "unclear"
    assert answer(0, 100, errors=100, examples=1000, gap=0).answer == "no"


def test_nothing_reviewed_can_not_tell_and_nothing_wrong_needs_no_relabeling():
    assert answer(0, 0, errors=100, examples=1000, gap=3).answer == "unclear"
    assert answer(0, 0, errors=0, examples=1000, gap=3).answer == "no"


def test_hand_picked_errors_answer_only_what_is_certain():
    nothing = Share(0, 0, 100, 1000)
    picked = Share(5, 40, 100, 1000, random=False)
    assert worth(picked, nothing, Gap("A", "B", 5)).answer == "yes"
    assert worth(picked, nothing, Gap("A", "B", 6)).answer == "unclear"
    nearly_all = Share(1, 97, 100, 1000, random=False)
    assert worth(nearly_all, nothing, Gap("A", "B", 5)).answer == "no"


def test_hand_picked_errors_sharpen_what_the_sample_says():
    sample = Share(2, 50, 100, 1000)
    low, high = sample.limits
    everything = Share(4, 99, 100, 1000, random=False)
    assert worth(everything, sample, None).limits == (max(low, 4), min(high, 5))


def test_a_sample_at_odds_with_what_is_certain_gives_way():
    sample, everything = Share(0, 60, 100, 1000), Share(38, 98, 100, 1000, random=False)
    assert sample.limits[1] < 38
    assert worth(everything, sample, None).limits == (38, 40)


@settings(deadline=None)
@given(st.integers(1, 60), st.data(), st.none() | st.integers(0, 30))
def test_a_complete_review_follows_the_rule_as_method_2_writes_it(errors, data, gap):
    incorrect = data.draw(st.integers(0, errors))
    share, rate = Fraction(incorrect, errors), Fraction(errors, 500)
    by_gap = gap is not None and rate * share >= Fraction(gap, 500)
    expected = incorrect > 0 and (by_gap or share >= Fraction(1, 5))
    assert answer(incorrect, errors, errors=errors, examples=500, gap=gap).answer == ("yes" if expected else "no")
