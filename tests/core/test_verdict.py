"""The verdict in words, case by case (METHOD 5)."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.core import sampling
from labeler.core.comparison import Verdict
from labeler.core.metrics.classes import F1, Accuracy, Error, TopK
from labeler.core.ranking import Evidence, rank


def wrong(size, *counts, first=0):
    """A row of losses a model: ``counts[m]`` examples wrong, all models from the same example on."""
    places = np.arange(size)
    return np.array([(places >= first) & (places < first + count) for count in counts], np.uint8)


def counted(hits):
    return np.stack([hits, np.ones_like(hits)])


def say(before, after=None, *, corrected=0, excluded=0, upheld=0, split="dev", metric=None, names=None, **options):
    """The ranking of made-up losses; the last examples are the excluded ones, before them the corrected ones."""
    size = before.shape[1]
    status = np.zeros(size, np.int8)
    status[size - excluded - corrected :] = 2
    status[size - excluded :] = 3
    status[:upheld] = 1
    case = Evidence(
        split=split,
        metric=metric or Error(),
        models=names or list("ABCDEFGH"[: len(before)]),
        before=counted(before),
        after=counted(before if after is None else after),
        status=status,
        tickets=sampling.short_tickets(0, (str(i) for i in range(size))),
        **options,
    )
    return rank(case, resamples=0).verdict


def test_text_is_headline_and_detail():
    assert Verdict("One.", "Two.").text == "One. Two."
    assert Verdict("One.").text == "One."


def test_nothing_decided_yet_names_the_best_by_the_given_labels():
    assert say(wrong(1000, 54, 57)).text == (
        "Nothing has been reviewed yet: by the given labels the best model on dev is A (5.4 % error). "
        "A and B differ by 3 examples of 1,000 (McNemar p = 0.25): this set cannot tell them apart."
    )
    assert say(wrong(1000, 54, 57), split="test").headline == (
        "Nothing has been reviewed yet: by the given labels test would choose A (5.4 % error)."
    )


def test_reviews_that_upheld_every_label_are_counted():
    assert say(wrong(1000, 54, 57), upheld=120).headline.startswith(
        "Nothing has been corrected or excluded by 120 reviews: by the given labels the best model on dev is A"
    )


def test_a_change_of_the_best_model_comes_first_and_whether_it_can_be_told():
    found = say(wrong(1000, 30, 32), wrong(1000, 32, 29), corrected=5)
    assert found.headline == "Relabeling changes the best model on dev: B (2.9 % error) instead of A (3.2 % error)."
    assert found.detail == (
        "They differ by 3 examples of 1,000 (McNemar p = 0.25): this set cannot tell them apart. "
        "5 labels corrected, no example excluded; 5 of 1,000 reviewed."
    )


def test_a_difference_beyond_chance_says_who_is_better():
    found = say(wrong(1000, 30, 50), wrong(1000, 50, 30), corrected=40)
    assert found.detail.startswith(
        "B is better by more than chance: they differ by 20 examples of 1,000 (McNemar p < 0.001)."
    )


def test_p_adjusted_for_many_pairs_decides_and_both_are_shown():
    found = say(wrong(1000, 30, 36, 36, 36, 36), corrected=1)
    assert "A and B differ by 6 examples of 1,000 (McNemar p = 0.031, for 10 pairs 0.31): this set" in found.text


def test_test_would_choose_rather_than_select():
    unchanged = say(wrong(1000, 30, 32), corrected=1, split="test")
    assert unchanged.headline == (
        "Test would choose A, before and after relabeling; relabeling changes no rank of the 2 models."
    )
    changed = say(wrong(1000, 30, 32), wrong(1000, 32, 29), corrected=1, split="test")
    assert changed.headline.startswith("Relabeling changes the model that test would choose: B (2.9 % error)")


def test_flips_of_the_best_model_are_named_first_and_others_counted():
    before = wrong(1000, 10, 11, 20, 21, 30, 31)
    after = wrong(1000, 11, 10, 21, 20, 31, 30)
    assert say(before, after, corrected=3).headline == (
        "Relabeling changes the best model on dev: B (1.0 % error) instead of A (1.1 % error). "
        "2 other pairs change places."
    )


def test_of_several_flips_the_highest_rank_is_named():
    before, after = wrong(1000, 10, 20, 21, 30, 31), wrong(1000, 10, 21, 20, 31, 30)
    assert say(before, after, corrected=3).headline == (
        "The best model on dev stays A. Relabeling moves C ahead of B on dev (rank 3 → 2), "
        "and 1 other pair changes places."
    )


def test_a_model_that_keeps_its_rank_is_ahead_because_the_other_fell():
    feasible = np.array([False, True, False])
    found = say(wrong(1000, 20, 21, 21), wrong(1000, 25, 20, 19), corrected=9, feasible=feasible)
    assert found.headline == (
        "The best model within the bounds on dev stays B. Relabeling moves B ahead of A on dev (A: rank 1 → 3), "
        "and 1 other pair changes places."
    )


def test_ranks_that_move_without_a_flip_are_ties_formed_or_broken():
    found = say(wrong(1000, 10, 20, 20), wrong(1000, 10, 20, 21), corrected=1)
    assert found.headline == (
        "The best model on dev stays A; no two of the 3 models change places, but ties form or break: 1 rank moves."
    )


def test_a_selection_that_rests_on_a_tie_says_so():
    found = say(wrong(1000, 30, 30, 40), corrected=1)
    assert "A and B are tied: this set cannot tell them apart." in found.detail
    assert "A and B tie for best; A comes first by name only." in found.detail


def test_a_tie_that_relabeling_breaks_is_told():
    found = say(wrong(1000, 30, 30), wrong(1000, 30, 29), corrected=1)
    assert "Before relabeling A and B tied for best." in found.detail


def test_excluding_alone_is_told_apart_from_correcting():
    before = wrong(100, 5, 6)
    before[0, 98:] = 1
    found = say(before, corrected=1, excluded=2)
    assert "Excluding alone, before any correction, moves A (rank 2 → 1) and B (rank 1 → 2)." in found.detail
    assert found.detail.endswith("1 label corrected, 2 examples excluded; 3 of 100 reviewed.")


def test_excluding_without_correcting_is_no_nothing():
    found = say(wrong(100, 5, 6), excluded=2)
    assert found.headline == "The best model on dev stays A; relabeling changes no rank of the 2 models."
    assert found.detail.endswith("No label corrected, 2 examples excluded; 2 of 100 reviewed.")


def test_one_model_has_an_error_and_no_ranking():
    assert say(wrong(500, 25), wrong(500, 24), corrected=1).text == (
        "A is the only model on dev, so there is no ranking: by relabeling its error goes from 5.0 % to 4.8 %. "
        "1 label corrected, no example excluded; 1 of 500 reviewed."
    )
    assert say(wrong(500, 25)).text == (
        "Nothing has been reviewed yet: A is the only model on dev, so there is no ranking. Its error is 5.0 %."
    )
    assert "its error stays 5.0 %." in say(wrong(500, 25), corrected=1).text


def test_no_feasible_model_is_said_and_the_order_still_told():
    found = say(wrong(1000, 10, 11), wrong(1000, 11, 10), corrected=1, feasible=np.zeros(2, np.bool_))
    assert found.headline == (
        "No model meets every bound, so none is selected on dev. Relabeling moves B ahead of A on dev (rank 2 → 1)."
    )
    untouched = say(wrong(1000, 10, 11), feasible=np.zeros(2, np.bool_))
    assert untouched.text == ("Nothing has been reviewed yet: no model meets every bound, so none is selected on dev.")


def test_the_only_feasible_model_has_no_rival():
    found = say(wrong(1000, 10, 11), corrected=1, feasible=np.array([False, True]))
    assert found.text.startswith("The best model within the bounds on dev stays B; relabeling")
    assert "B is the only model that can be selected." in found.text


@pytest.mark.parametrize(
    ("before", "options", "said"),
    [
        (np.zeros((2, 0), np.uint8), {}, "There are no examples on dev."),
        (wrong(3, 1, 2), {"excluded": 3}, "Every example on dev is excluded: there is nothing to rank."),
        (np.zeros((0, 3), np.uint8), {"split": "dev+test"}, "No model can be compared on dev and test together."),
    ],
)
def test_nothing_to_rank_is_said(before, options, said):
    assert say(before, **options).text == said


def test_a_metric_undefined_for_every_model_gives_no_ranking():
    case = Evidence(
        split="dev",
        metric=F1(1),
        models=["a", "b"],
        before=np.zeros((3, 2, 4), np.uint8),
        after=np.zeros((3, 2, 4), np.uint8),
        status=np.zeros(4, np.int8),
        tickets=np.arange(4, dtype=np.uint64),
    )
    assert rank(case, resamples=0).verdict.text == (
        "The F1 of every model on dev is undefined (0/0): there is no ranking."
    )


def test_a_best_model_whose_value_becomes_undefined_is_not_called_tied():
    before, after = np.zeros((2, 3, 2, 4), np.uint8)
    before[0, :, 0] = before[1, 1, 1] = after[0, 1, 0] = 1
    case = Evidence(
        split="dev",
        metric=F1(1),
        models=["a", "b"],
        before=before,
        after=after,
        status=np.full(4, 2, np.int8),
        tickets=np.arange(4, dtype=np.uint64),
    )
    assert rank(case, resamples=0).verdict.text.startswith(
        "Relabeling changes the best model on dev: b (100 % F1) instead of a (undefined F1). "
        "They cannot be compared: a value is undefined (0/0)."
    )


@pytest.mark.parametrize(("metric", "best", "title"), [(TopK(5), "A", "top-5 error"), (Accuracy(), "B", "accuracy")])
def test_other_metrics_are_named(metric, best, title):
    found = say(wrong(1000, 10, 30), corrected=1, metric=metric)
    assert found.headline.startswith(f"The best model on dev by {title} stays {best}; ")


def test_other_tests_than_mcnemar_are_named_with_points_for_examples():
    tp, fp = wrong(100, 50, 48), wrong(100, 5, 7, first=50)
    counts = np.stack([tp, fp, wrong(100, 0, 2, first=48)])
    case = Evidence(
        split="dev",
        metric=F1(1),
        models=["a", "b"],
        before=counts,
        after=counts,
        status=np.full(100, 2, np.int8),
        tickets=np.arange(100, dtype=np.uint64),
    )
    assert "a and b differ by 4 points of F1 (sign-flip p = " in rank(case, resamples=0).verdict.detail


def since(version, before, after=None, *, excluded_before=(), excluded=(), changed=()):
    """A round that starts at a version which excludes some examples already."""
    size = before.shape[1]
    status = np.zeros(size, np.int8)
    status[list(changed)] = 2
    status[[*excluded_before, *excluded]] = 3
    earlier, differ = np.isin(np.arange(size), excluded_before), np.isin(np.arange(size), changed)
    case = Evidence(
        split="dev",
        metric=Error(),
        models=list("AB"),
        before=counted(before),
        after=counted(before if after is None else after),
        given=counted(before),
        status=status,
        tickets=sampling.short_tickets(0, (str(i) for i in range(size))),
        since=f"version {version}",
        excluded_before=earlier,
        changed=differ,
    )
    return rank(case, resamples=0).verdict


def test_a_round_without_a_change_says_nothing_of_earlier_rounds():
    losses = wrong(100, 10, 9)
    losses[0, :3] = 1
    losses[1, :3] = 0
    said = since(1, losses, excluded_before=range(3))
    assert said.headline.startswith(
        "Nothing has been corrected or excluded since version 1: by the labels of version 1 "
    )
    assert "Excluding alone" not in said.detail
    assert "reviewed" not in said.text


def test_work_and_excluding_are_those_of_the_round():
    losses = np.zeros((2, 100), np.uint8)
    losses[0, :3] = losses[1, 3:5] = 1
    said = since(2, losses, excluded_before=[90, 91], excluded=range(2), changed=[50])
    assert "Excluding alone, before any correction, moves A (rank 2 → 1) and B (rank 1 → 2)." in said.detail
    assert said.detail.endswith("1 label changed, 2 examples excluded since version 2.")
