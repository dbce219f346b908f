"""The error-analysis sheet: shares, ceilings, intervals, late categories, and its sentences (METHOD 2)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from labeler.core.decisions import Status
from labeler.core.error_analysis import Marks, Reviewed, analyse
from labeler.core.relabeling import Gap
from labeler.core.shares import Share

C, X, E, U, F, O = Status.CONFIRMED, Status.CORRECTED, Status.EXCLUDED, Status.UNSURE, Status.CONFLICT, Status.GIVEN  # noqa: E741


def case(statuses, *, examples=None, undone=(), acceptable=(), categories=(), gap=None, right=None):
    """Errors with these statuses in ticket order, followed by right predictions (none reviewed unless ``right``)."""
    errors = len(statuses)
    examples = examples or 10 * errors
    others = [*(right or []), *[O] * (examples - errors - len(right or []))]
    status = np.array([*statuses, *others], np.int8)
    wrong = np.arange(examples) < errors
    after = wrong.copy()
    after[list(undone)] = False
    incorrect = status == X
    incorrect[list(acceptable)] = False
    return Reviewed(
        split="dev",
        model="m",
        wrong_given=wrong,
        wrong_corrected=after,
        status=status,
        incorrect=incorrect,
        categories=[
            Marks(name, np.array(ticked, bool), np.array(considered, bool)) for name, ticked, considered in categories
        ],
        gap=gap,
    )


def sheet(statuses, *, sample_only=False, **options):
    return analyse(case(statuses, **options), sample_only=sample_only)


def mask(*ones, of):
    found = np.zeros(of, bool)
    found[list(ones)] = True
    return found


def ticked(name, count, *, of=100, errors=None, late=0):
    """A category ticked on the first ``count`` of the errors considered, those from ``late`` to ``of``."""
    places = np.arange(errors or of)
    considered = (places >= late) & (places < of)
    return name, considered & (places < late + count), considered


@pytest.mark.parametrize(("count", "ceiling"), [(5, 0.095), (50, 0.05)])
def test_worked_value_ceilings_at_10_percent(count, ceiling):
    (column,) = sheet([C] * 100, examples=1000, categories=[ticked("blurry", count)]).categories
    assert column.share.share == count / 100
    assert column.share.ceiling == ceiling


@pytest.mark.parametrize(("examples", "incorrect", "due", "other"), [(1000, 6, 0.006, 0.094), (5000, 30, 0.006, 0.014)])
def test_worked_value_errors_due_to_incorrect_labels_and_to_other_causes(examples, incorrect, due, other):
    found = sheet([X] * incorrect + [C] * (100 - incorrect), examples=examples)
    assert found.incorrectly_labeled.due == due
    assert found.error_other_causes == other
    assert found.incorrectly_labeled.share == incorrect / 100
    assert found.error == 100 / examples


def test_worked_value_the_interval_of_6_of_100_from_571():
    found = sheet([X] * 6 + [C] * 94 + [O] * 471, examples=10_000).incorrectly_labeled
    low, high = found.interval
    assert (round(low, 3), round(high, 3)) == (0.026, 0.119)
    assert found.ceiling_interval == ((571 - 68) / 10_000, (571 - 15) / 10_000)


def test_worked_value_the_sheet_ranks_blurry_first():
    shares = {"dog": 8, "great cat": 43, "blurry": 61, "Instagram": 12}
    columns = [ticked(name, count) for name, count in shares.items()]
    found = sheet([X] * 6 + [C] * 94, examples=1000, categories=columns)
    assert [column.category for column in found.categories] == ["blurry", "great cat", "Instagram", "dog"]
    assert sum(column.share.count for column in found.categories) > 100
    assert found.incorrectly_labeled.share == 0.06
    assert any(sentence.startswith("blurry has the highest potential: 61 %") for sentence in found.advice)


@settings(deadline=None)
@given(st.integers(1, 80), st.data())
def test_the_interval_is_the_hypergeometric_one(errors, data):
    reviewed = data.draw(st.integers(1, errors))
    incorrect = data.draw(st.integers(0, reviewed))
    found = sheet([X] * incorrect + [C] * (reviewed - incorrect) + [O] * (errors - reviewed)).incorrectly_labeled
    marked = np.arange(errors + 1)
    law = stats.hypergeom(errors, marked, reviewed)
    possible = marked[(law.cdf(incorrect) > 0.025 + 1e-12) & (law.sf(incorrect - 1) > 0.025 + 1e-12)]
    assert found.interval[0] <= possible[0] / errors
    assert found.interval[1] >= possible[-1] / errors
    assert found.interval[0] >= (possible[0] - 1) / errors
    assert found.interval[1] <= (possible[-1] + 1) / errors


def test_neighbours_of_incorrectly_labeled():
    found = sheet([X, X, X, E, C, U], undone=(0, 2), acceptable=(2,))
    assert found.incorrectly_labeled.count == 2
    assert found.not_upheld == 3
    assert found.becomes_right == 2
    assert (found.excluded.count, found.excluded.considered) == (1, 6)


def test_excluded_examples_stay_in_the_error():
    assert sheet([E] * 10, examples=100).error == 0.1


def test_unsure_and_conflict_stay_in_n_and_widen_the_share():
    found = sheet([X, X, U, F] + [C] * 6 + [O] * 90, examples=1000)
    labels = found.incorrectly_labeled
    assert (labels.count, labels.unsure, labels.considered, labels.share) == (2, 2, 10, 0.2)
    firm = Share(2, 10, 100, 1000).interval
    widest = Share(4, 10, 100, 1000).interval
    assert labels.interval == (firm[0], widest[1])
    assert "2 errors reviewed are unsure or in conflict: incorrectly labeled are 20 to 40 %." in found.warnings


def test_hand_picked_errors_are_counted_without_an_interval():
    found = sheet([X, C, C, O, X, O])
    labels = found.incorrectly_labeled
    assert (found.reviewed, found.random_sample, found.hand_picked) == (4, 3, 1)
    assert (labels.count, labels.share, labels.interval, labels.ceiling_interval) == (2, 0.5, None, None)
    assert found.warnings[0] == (
        "1 of the 4 errors reviewed is not in the random sample, the first 3 by ticket, so the shares describe the "
        "errors reviewed and carry no interval; those of the sample alone would."
    )


def test_the_random_sample_alone_has_an_interval():
    labels = sheet([X, C, C, O, X, O], sample_only=True).incorrectly_labeled
    assert (labels.count, labels.considered) == (1, 3)
    assert labels.interval == Share(1, 3, 6, 60).interval


def test_hand_picked_errors_alone_make_no_sample():
    found = sheet([O, X, C], sample_only=True)
    assert (found.reviewed, found.random_sample, found.incorrectly_labeled.share) == (2, 0, None)
    assert "no error of the random sample has been reviewed" in found.advice[0]
    assert sheet([O, X, C]).warnings[0] == (
        "The 2 errors reviewed were hand-picked, so the shares describe them alone and carry no interval."
    )


def test_a_complete_review_has_no_doubt_left():
    assert sheet([X, C, C, X]).incorrectly_labeled.interval == (0.5, 0.5)


def test_a_late_category_counts_only_what_was_considered_for_it():
    found = sheet(
        [C] * 20 + [O] * 30,
        categories=[ticked("early", 5, of=20, errors=50), ticked("late", 4, of=20, errors=50, late=12)],
    )
    late, early = found.categories
    assert (late.category, late.share.count, late.share.considered, late.share.share) == ("late", 4, 8, 0.5)
    assert early.share.considered == 20
    assert late.share.interval == Share(4, 8, 50, 500).interval
    assert late.share.ceiling == 0.05
    assert any("late was not considered on every error" in sentence for sentence in found.warnings)
    assert any("revisit" in sentence for sentence in found.advice)


def test_a_late_category_s_sample_is_its_longest_run_of_consecutive_tickets():
    """Within what was reviewed without a gap: a longer run of hand-picked ones doesn't count."""
    considered = mask(0, 1, 3, 4, 5, 8, 9, 10, 11, of=12)
    statuses = [C] * 7 + [O] + [C] * 4
    both = [("late", mask(1, 4, 8, of=12), considered)]
    (everything,) = sheet(statuses, categories=both).categories
    (sample,) = sheet(statuses, categories=both, sample_only=True).categories
    assert (everything.share.count, everything.share.considered, everything.share.interval) == (3, 9, None)
    assert (sample.share.count, sample.share.considered) == (1, 3)
    assert sample.share.interval is not None


def test_categories_may_be_considered_before_the_label_is():
    (column,) = sheet(
        [C, O, C, O], categories=[("dark", mask(1, of=4), mask(0, 1, 2, of=4))], sample_only=True
    ).categories
    assert (column.share.count, column.share.considered) == (1, 3)


def test_a_category_nobody_considered_has_no_share_and_comes_last():
    found = sheet([C, C], categories=[("new", mask(of=2), mask(of=2)), ("old", mask(of=2), mask(0, 1, of=2))])
    assert [column.category for column in found.categories] == ["old", "new"]
    unknown = found.categories[1].share
    assert (unknown.share, unknown.ceiling, unknown.interval, unknown.ceiling_interval) == (None, None, None, None)


def test_no_errors_have_no_shares_and_that_is_said():
    found = sheet([], examples=20, categories=[("dark", mask(of=0), mask(of=0))])
    assert (found.error, found.misclassified) == (0.0, 0)
    assert (found.incorrectly_labeled.share, found.incorrectly_labeled.interval) == (None, None)
    assert found.error_other_causes is None
    assert found.categories[0].share.share is None
    assert found.warnings == ("m misclassifies no example of dev: there are no shares to show.",)
    assert (found.worth.answer, found.advice) == ("no", ())


def test_an_empty_split_has_no_error():
    nothing = np.zeros(0, bool)
    found = analyse(
        Reviewed(
            split="dev", model="m", wrong_given=nothing, wrong_corrected=nothing, status=nothing, incorrect=nothing
        )
    )
    assert found.error is None
    assert found.warnings == ("There are no examples on dev.",)


def test_nothing_reviewed_says_what_to_review():
    found = sheet([O] * 250)
    assert found.incorrectly_labeled.share is None
    assert found.worth.answer == "unclear"
    assert found.warnings == ()
    first, second = found.advice
    assert first == (
        "Whether relabeling is worth it can't be told yet: no error has been reviewed. Of all 250 errors it may be "
        "0 to 250 for all that is known, and 50 would be enough: a fifth of the errors."
    )
    assert second == (
        "Review m's errors on dev in the order of the queue 'errors': the first 100 make a random sample."
    )


def test_worth_relabeling_is_said_with_the_numbers_and_the_rule():
    yes, screen, *_ = sheet([X] * 60 + [C] * 130, examples=10_000, gap=Gap("B", "A", 20)).advice
    assert yes == (
        "Relabeling is worth it: incorrect labels are behind 60 of 190 errors reviewed, 0.60 points of the 1.90 % "
        "error. That is no less than the 20 errors (0.20 points) between the two best models, B and A, so dev can't be "
        "trusted to choose between them. It is a fifth of the errors or more."
    )
    assert screen == "This is a screen: only label errors on examples where models disagree can move the order."
    no = sheet([X] * 6 + [C] * 94 + [O] * 900, examples=10_000, gap=Gap("B", "A", 200)).advice
    assert no[0] == (
        "Relabeling is not the first thing to do: incorrect labels are behind 6 of 100 errors reviewed, 0.60 points of "
        "the 10.00 % error. That is less than the 200 errors (2.00 points) between the two best models, B and A, and "
        "less than a fifth of the errors."
    )
    unclear = sheet([X] * 6 + [C] * 94 + [O] * 471, examples=10_000, gap=Gap("B", "A", 30)).advice
    assert unclear[0].endswith(
        "Of all 571 errors it may be 15 to 68 with 95 % confidence, and 30 would be enough: "
        "the 30 errors (0.30 points) between the two best models, B and A."
    )


def test_hand_picked_errors_are_not_taken_for_all():
    (first, *_) = sheet([O, X, X, C, C, O], examples=100, gap=Gap("B", "A", 2)).advice
    assert "2 of 4 errors reviewed, at least 2 points of the 6 % error" in first


def test_tied_models_make_every_incorrect_label_count():
    yes, *_ = sheet([X, C, C, C, C, C], examples=100, gap=Gap("B", "A", 0)).advice
    assert "The two best models, B and A, are tied, and one label can turn that" in yes
    unclear, *_ = sheet([C, C, C, *[O] * 7], examples=100, gap=Gap("B", "A", 0)).advice
    assert unclear.endswith("and 1 would be enough: any, as the two best models, B and A, are tied.")


def test_errors_reviewed_alone_warn_in_the_words_of_method_3():
    every, some = sheet([C, C, X]), sheet([C, C, O])
    assert any("a lower bound: only errors were reviewed" in sentence for sentence in every.warnings)
    assert any("neither bound nor estimate; see the estimate" in sentence for sentence in some.warnings)
    assert sheet([C, C, X], right=[C]).warnings == ()


def test_categories_that_may_have_as_much_potential_are_named():
    close = sheet(
        [C] * 30 + [O] * 70, categories=[ticked("a", 9, of=30, errors=100), ticked("b", 7, of=30, errors=100)]
    )
    assert "By their intervals, b may have as much." in close.advice
    even = sheet([C] * 100, categories=[ticked("a", 9), ticked("b", 9)])
    assert any(
        sentence.startswith("a and b have the highest potential: 9 % of the errors each.") for sentence in even.advice
    )
    assert any(sentence.endswith("Solved whole, each would leave an error of 9.1 %.") for sentence in even.advice)


def test_what_is_unsure_may_be_excluded_too():
    found = sheet([E, U, F] + [C] * 7 + [O] * 90, examples=1000).excluded
    assert (found.count, found.unsure, found.considered) == (1, 2, 10)
    assert found.interval == (Share(1, 10, 100, 1000).interval[0], Share(3, 10, 100, 1000).interval[1])
    assert sheet([U] * 4).excluded.interval == (0, 1)


def test_with_every_error_reviewed_the_limits_are_no_matter_of_confidence():
    first, *_ = sheet([U] * 4, examples=100).advice
    assert first.endswith(
        "Of all 4 errors it may be 0 to 4, depending on those unsure or in conflict, "
        "and 1 would be enough: a fifth of the errors."
    )
    assert "confidence" not in first


def test_with_unsettled_errors_a_review_of_all_of_them_bounds_nothing():
    said = sheet([C] * 62 + [U] * 4, examples=600).warnings
    assert any("neither bound nor estimate" in sentence for sentence in said)
    assert not any("lower bound" in sentence for sentence in said)


def test_a_right_prediction_reviewed_but_unsure_is_not_said_to_be_unreviewed():
    said = sheet([C, X], right=[U]).warnings
    assert any("No right prediction reviewed is settled, so lucky hits" in sentence for sentence in said)


def test_one_hand_picked_error_is_spoken_of_as_one():
    found = sheet([O, C])
    assert found.warnings[0] == (
        "The only error reviewed was hand-picked, so the shares describe it alone and carry no interval."
    )
    assert "the first by ticket" in sheet([C, O, C]).warnings[0]


def test_hand_picked_errors_without_an_incorrect_label_give_no_least_rate():
    first, *_ = sheet([O, C, C, O], examples=100).advice
    assert "behind 0 of 2 errors reviewed. Of all" in first
    assert "points" not in first
