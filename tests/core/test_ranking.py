"""Rankings before and after relabeling (METHOD 5), on small made-up cases and on the whole of CIFAR-10."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, kendalltau

from labeler.core import sampling, splits
from labeler.core.decisions import Status
from labeler.core.metrics.base import Metric
from labeler.core.metrics.classes import F1, Accuracy, Error, TopK
from labeler.core.metrics.weighted import Weighted
from labeler.core.predictions import Prediction
from labeler.core.ranking import Evidence, LiveRanking, rank
from labeler.core.truth import ClassTruth

WEIGHTED = Weighted(Error())

DATA = Path(os.environ.get("LABELER_TEST_DATA", Path(__file__).parents[3] / "shared" / "data")) / "cifar10"


def tickets(size):
    return sampling.short_tickets(0, (f"e{i}" for i in range(size)))


def losses(wrong):
    hits = np.array(wrong, np.uint8)
    return np.stack([hits, np.ones_like(hits)])


def evidence(before, after=None, *, status=None, metric=None, models="abcdefgh", split="dev", **options):
    """From wrong examples, a row of 0 and 1 a model."""
    before = losses(before)
    _k, count, size = before.shape
    return Evidence(
        split=split,
        metric=metric or Error(),
        models=list(models[:count]),
        before=before,
        after=before if after is None else losses(after),
        status=np.zeros(size, np.int8) if status is None else np.array(status, np.int8),
        tickets=tickets(size),
        **options,
    )


def by_model(ranking):
    return {row.model: row for row in ranking.models}


# The contract


def test_the_document_has_the_keys_of_the_contract_in_order_and_plain_json_values():
    ranking = rank(evidence([[1, 0, 0, 1], [0, 0, 1, 0]], status=[0, 1, 2, 3]), resamples=50)
    document = ranking.to_dict()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert list(document) == [
        *("examples", "compared", "excluded", "corrected", "models", "pairs", "kendall_tau_b"),
        *("selected_before", "selected_after", "selection_changes", "warnings", "verdict"),
    ]
    assert list(document["models"][0]) == [
        *("model", "before", "after", "rank_before", "rank_after", "feasible", "given_all", "rank_given_all"),
        *("rank_interval_before", "rank_interval_after", "interval_after", "share_best_before", "share_best_after"),
    ]
    assert list(document["pairs"][0]) == [
        *("a", "b", "difference_before", "difference_after", "flipped", "mcnemar_p_before", "mcnemar_p_after"),
        *("holm_p_before", "holm_p_after", "sign_flip_p_before", "sign_flip_p_after"),
    ]
    assert document["verdict"] == ranking.verdict.text


def test_excluded_examples_leave_both_sides_and_count_in_given_all_only():
    ranking = rank(evidence([[1, 1, 0, 0], [0, 0, 0, 1]], status=[3, 3, 0, 2]), resamples=0)
    assert (ranking.examples, ranking.compared, ranking.excluded, ranking.corrected) == (4, 2, 2, 1)
    a, b = by_model(ranking)["a"], by_model(ranking)["b"]
    assert (a.before, a.rank_before, a.given_all, a.rank_given_all) == (0, 1, 0.5, 2)
    assert (b.before, b.rank_before, b.given_all, b.rank_given_all) == (0.5, 2, 0.25, 1)


def test_the_mask_of_excluded_examples_can_be_wider_than_the_status():
    case = evidence([[1, 0, 0]], status=[0, 0, 3], excluded=np.array([True, False, True]))
    ranking = rank(case, resamples=0)
    assert (ranking.compared, ranking.models[0].before) == (1, 0)


def test_given_counts_stand_apart_from_those_before_where_another_version_is_before():
    row = rank(evidence([[1, 0]], given=losses([[1, 1]])), resamples=0).models[0]
    assert (row.before, row.given_all) == (0.5, 1)


def test_models_are_listed_by_rank_before_then_name_and_pairs_in_that_order():
    ranking = rank(evidence([[1, 1], [1, 0], [0, 1]], models="zba"), resamples=0)
    assert [row.model for row in ranking.models] == ["a", "b", "z"]
    assert [(pair.a, pair.b) for pair in ranking.pairs] == [("a", "b"), ("a", "z"), ("b", "z")]


def test_bounds_follow_their_model_when_models_are_put_in_order():
    ranking = rank(evidence([[1, 1], [1, 0]], feasible=np.array([True, False])), resamples=0)
    assert [(row.model, row.feasible) for row in ranking.models] == [("b", False), ("a", True)]
    assert ranking.selected_before == ranking.selected_after == "a"


def test_bound_of_100_ms_selects_b():
    right = np.arange(100) < np.array([[90], [92], [95]])
    case = evidence(right, metric=Accuracy(), models="ABC", feasible=np.array([80, 95, 1500]) <= 100)
    assert rank(case, resamples=0).selected_after == "B"


def test_a_pair_is_flipped_only_when_both_differences_are_not_zero():
    before = [[1, 0, 0], [1, 1, 0], [1, 1, 0]]
    after = [[1, 1, 0], [1, 0, 0], [1, 1, 1]]
    flips = {(p.a, p.b): p.flipped for p in rank(evidence(before, after, status=[0, 2, 2]), resamples=0).pairs}
    assert flips == {("a", "b"): True, ("a", "c"): False, ("b", "c"): False}


def test_tied_values_differ_by_exactly_nothing():
    weights = np.array([0.1, 0.2, 0.3])
    counts = losses([[1, 1, 0], [0, 0, 1]]) * weights
    case = evidence([[1, 1, 0], [0, 0, 1]], metric=WEIGHTED)
    ranking = rank(replace(case, before=counts, after=counts), resamples=0)
    assert ranking.pairs[0].difference_before == 0
    assert [row.rank_before for row in ranking.models] == [1, 1]
    assert ranking.pairs[0].mcnemar_p_before is None
    assert ranking.pairs[0].sign_flip_p_before == 1


def test_undefined_values_are_null_ranked_last_and_never_selected():
    counts = np.array([[[0, 0], [1, 0]], [[0, 0], [0, 1]], [[0, 0], [0, 0]]], np.uint8)
    case = replace(evidence([[0, 0], [0, 0]]), metric=F1(1), before=counts, after=counts)
    ranking = rank(case, resamples=200)
    b, a = ranking.models
    assert (b.model, b.rank_before, ranking.selected_before) == ("b", 1, "b")
    assert (a.before, a.rank_before, a.rank_interval_before, a.interval_after, a.share_best_after) == (
        *(None, 2, None, None),
        0,
    )
    pair = ranking.pairs[0]
    assert (pair.difference_before, pair.sign_flip_p_before, pair.holm_p_before, pair.flipped) == (*[None] * 3, False)


def test_groups_replace_mcnemar_by_exchanging_whole_groups():
    wrong = [[1] * 8, [0] * 8]
    groups = np.repeat(np.array([3, 8], np.uint64), 4)
    pair = rank(evidence(wrong, groups=groups), resamples=0).pairs[0]
    assert pair.mcnemar_p_after is None
    assert pair.sign_flip_p_after == pytest.approx(0.5, abs=0.02)
    assert rank(evidence(wrong), resamples=0).pairs[0].mcnemar_p_after == pytest.approx(2 / 2**8)


# Ordinary edges


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(evidence(np.zeros((2, 0))), id="no examples"),
        pytest.param(evidence(np.zeros((0, 3))), id="no models"),
        pytest.param(evidence(np.zeros((0, 0))), id="nothing"),
        pytest.param(evidence([[1, 0], [0, 1]], status=[3, 3]), id="all excluded"),
    ],
)
@pytest.mark.parametrize("metric", [Error(), WEIGHTED])
def test_nothing_to_compare_gives_nulls_and_says_so(case, metric):
    ranking = rank(replace(case, metric=metric), resamples=20)
    assert {row.after for row in ranking.models} <= {None}
    assert {row.share_best_after for row in ranking.models} <= {None}
    assert ranking.selected_after is None
    assert not ranking.selection_changes
    assert ranking.kendall_tau_b is None
    assert ranking.verdict.headline
    assert json.dumps(ranking.to_dict(), allow_nan=False)


def test_one_model_has_no_pair_and_is_selected():
    ranking = rank(evidence([[1, 0]], [[0, 0]], status=[2, 0]), resamples=20)
    row = ranking.models[0]
    assert ranking.pairs == ()
    assert (row.before, row.after, row.rank_interval_after, row.share_best_after) == (0.5, 0, (1, 1), 1)
    assert ranking.selected_after == "a"


def test_identical_models_tie_share_the_resamples_and_cannot_be_told_apart():
    ranking = rank(evidence([[1, 0, 0], [1, 0, 0]]), resamples=100)
    assert [row.rank_after for row in ranking.models] == [1, 1]
    assert [row.share_best_after for row in ranking.models] == [0.5, 0.5]
    assert ranking.pairs[0].mcnemar_p_after == 1
    assert ranking.kendall_tau_b is None
    assert any("tie for best" in warning for warning in ranking.warnings)


def test_models_without_an_error_tie_at_zero():
    ranking = rank(evidence(np.zeros((3, 5))), resamples=10)
    assert {(row.after, row.rank_after, row.interval_after) for row in ranking.models} == {(0, 1, (0, 0))}


def test_without_resamples_the_figures_of_the_bootstrap_are_null():
    row = rank(evidence([[1, 0]]), resamples=0).models[0]
    assert (row.interval_after, row.share_best_before, row.share_best_after) == (None, None, None)


def test_no_feasible_model_selects_none():
    ranking = rank(evidence([[1, 0], [0, 0]], feasible=np.zeros(2, np.bool_)), resamples=0)
    assert (ranking.selected_before, ranking.selected_after, ranking.selection_changes) == (None, None, False)


def test_progress_of_the_bootstrap_is_heard():
    heard = []
    rank(evidence([[1, 0], [0, 0]]), resamples=5, progress=heard.append)
    assert heard[-1] == 1


# One-sided reviews


def one_sided_case(*, decided=200, bound=lambda i, j: np.ones(400, np.int64)):
    """Model a errs on the first 200 examples, b on the last 190; the first ``decided`` are reviewed."""
    a, b = np.arange(400) < 200, np.arange(400) >= 210
    return evidence([a, b], status=(np.arange(400) < decided) * int(Status.CONFIRMED), bound=bound)


def test_an_open_pair_reviewed_on_one_side_only_is_not_settled():
    ranking = rank(one_sided_case(), resamples=0)
    assert ranking.verdict.text.startswith("Not settled: more of a's errors were reviewed. ")
    assert ranking.warnings == (
        (
            "More of a's errors were reviewed: 200 of the 200 examples that only a gets wrong, "
            "0 of the 190 examples that only b gets wrong."
        ),
    )


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(one_sided_case(decided=400), id="both reviewed"),
        pytest.param(one_sided_case(decided=0), id="none reviewed"),
        pytest.param(
            one_sided_case(bound=lambda i, j: (np.arange(400) < 200).astype(int)), id="the rest can't turn it"
        ),
        pytest.param(one_sided_case(bound=lambda i, j: None), id="no bound for the metric"),
        pytest.param(one_sided_case(bound=None), id="not examined"),
    ],
)
def test_other_pairs_get_no_warning_of_one_sided_review(case):
    ranking = rank(case, resamples=0)
    assert ranking.warnings == ()
    assert not ranking.verdict.text.startswith("Not settled")


def test_one_sided_reviews_are_found_by_accuracy_as_by_error():
    case = one_sided_case()
    right = np.stack([1 - case.before[0], case.before[1]])
    ranking = rank(replace(case, metric=Accuracy(), before=right, after=right), resamples=0)
    assert ranking.verdict.text.startswith("Not settled: more of a's errors were reviewed. ")


# Invariance

small = st.integers(1, 12).flatmap(
    lambda n: st.tuples(
        *(st.lists(st.lists(st.integers(0, 2), min_size=n, max_size=n), min_size=3, max_size=3),),
        *(st.lists(st.integers(0, 2), min_size=n, max_size=n),) * 2,
        st.lists(st.sampled_from([0, 1, 2, 3]), min_size=n, max_size=n),
        st.permutations(range(n)),
        st.permutations(range(3)),
    )
)


@settings(max_examples=40, deadline=None)
@given(small, st.sampled_from([Error(), Accuracy()]))
def test_order_of_examples_and_names_of_labels_do_not_matter(drawn, metric):
    predicted, given_labels, corrected, status, order, renamed = drawn

    def ranked(order, renamed):
        renamed, order = np.array(renamed, np.int32), np.array(order)
        models = [
            Prediction(name, 0, {"predicted": renamed[row][order]}) for name, row in zip("abc", predicted, strict=True)
        ]
        state = np.array(status, np.int8)
        after = np.where(state == Status.CORRECTED, corrected, given_labels)
        counts = [
            metric.counts(ClassTruth(renamed[labels][order]), models) for labels in (np.array(given_labels), after)
        ]
        return rank(
            Evidence(
                split="dev",
                metric=metric,
                models=["a", "b", "c"],
                before=counts[0],
                after=counts[1],
                status=state[order],
                tickets=tickets(len(order))[order],
                bound=lambda i, j: metric.bound(models[i], models[j]),
            ),
            resamples=60,
        )

    assert ranked(order, renamed) == ranked(range(len(order)), range(3))


# CIFAR-10, all of it, against figures worked out on their own with pandas


@settings(max_examples=25, deadline=None)
@given(st.data())
@pytest.mark.parametrize("kind", ["error", "accuracy", "f1", "weighted", "grouped"])
def test_taking_over_changed_labels_gives_what_ranking_afresh_gives(kind, data):
    """Relabeling and excluding, and taking both back, some examples at a time."""
    size, models = 40, 4
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    metric = {"accuracy": Accuracy(), "f1": F1(1), "weighted": WEIGHTED}.get(kind, Error())
    codes = rng.integers(0, 2, (models, size)).astype(np.int32)
    predictions = [Prediction(name, 1, {"predicted": row}) for name, row in zip("abcd", codes, strict=True)]
    weights = rng.integers(1, 5, size).astype(np.float64)
    given_labels, status = rng.integers(0, 2, size).astype(np.int32), np.zeros(size, np.int8)
    labels = given_labels.copy()
    groups = np.repeat(tickets(size // 4), 4) if kind == "grouped" else None

    def case():
        before, after = (metric.counts(ClassTruth(side), predictions, weights) for side in (given_labels, labels))
        return Evidence(
            split="dev",
            metric=metric,
            models="abcd",
            before=before,
            after=after,
            status=status.copy(),
            tickets=tickets(size),
            groups=groups,
            bound=lambda i, j: metric.bound(predictions[i], predictions[j], weights),
        )

    live = LiveRanking(case(), resamples=50)
    for drawn in data.draw(st.lists(st.sets(st.integers(0, size - 1), min_size=1, max_size=5), max_size=4)):
        rows = np.array(sorted(drawn))
        status[rows] = rng.integers(0, 6, len(rows))
        turned = status[rows] == Status.CORRECTED
        labels[rows] = np.where(turned, 1 - given_labels[rows], given_labels[rows])
        counts = metric.counts(ClassTruth(labels), predictions, weights, rows=rows)
        live.update(rows, after=counts, status=status[rows])
    assert json.dumps(live.ranking().to_dict()) == json.dumps(rank(case(), resamples=50).to_dict())


@pytest.fixture(scope="module")
def cifar10():
    if not DATA.is_dir():
        pytest.skip(f"needs the CIFAR-10 data in {DATA}; set LABELER_TEST_DATA to the folder above it")
    table = pd.read_csv(DATA / "examples.csv", dtype=str, index_col="example_id")
    outcome = pd.read_csv(DATA / "corrections.csv", dtype=str, index_col="example_id")
    table["status"] = outcome.outcome_k3.map({"guessed": 2, "given": 1}).fillna(3).reindex(table.index).fillna(0)
    table["corrected"] = outcome.guessed_label.reindex(table.index).where(table.status == 2, table.label)
    for file in sorted((DATA / "top5").glob("*.csv")):
        ranked = pd.read_csv(file, dtype=str, index_col="example_id").reindex(table.index)
        for place in range(1, 6):
            table[f"{file.stem}:{place}"] = ranked[f"label_{place}"]
    return table


def cifar10_models(table):
    return sorted({column.split(":")[0] for column in table.columns if ":" in column})


def cifar10_evidence(table: pd.DataFrame, split: str, metric: Metric):
    table = table[table.split.isin(split.split("+"))]
    codes = {name: code for code, name in enumerate(sorted(table.label.unique()))}

    def coded(column):
        return table[column].map(codes).to_numpy(np.int32)

    models = [
        Prediction(
            name,
            0,
            {"predicted": coded(f"{name}:1"), "ranked": np.stack([coded(f"{name}:{k}") for k in range(1, 6)], 1)},
        )
        for name in cifar10_models(table)
    ]
    return Evidence(
        split=split,
        metric=metric,
        models=[model.model for model in models],
        before=metric.counts(ClassTruth(coded("label")), models),
        after=metric.counts(ClassTruth(coded("corrected")), models),
        status=table.status.to_numpy(np.int8),
        tickets=sampling.short_tickets(0, table.index),
        bound=lambda i, j: metric.bound(models[i], models[j]),
    )


def wrong_by_pandas(table, labels, k):
    """A column a model: whether its k best labels all miss the label."""
    hit = {
        model: pd.concat([table[f"{model}:{place}"] == table[labels] for place in range(1, k + 1)], axis=1).any(axis=1)
        for model in cifar10_models(table)
    }
    return ~pd.DataFrame(hit)


@pytest.mark.parametrize(("metric", "k"), [(Error(), 1), (TopK(5), 5)], ids=["error", "top-5"])
@pytest.mark.parametrize("split", splits.EVALUATED)
def test_cifar10_agrees_with_a_brute_force_count(cifar10, split, metric, k):
    ranking = rank(cifar10_evidence(cifar10, split, metric), resamples=0)
    table = cifar10[cifar10.split.isin(split.split("+"))]
    included = table[table.status != 3]
    before, after = (wrong_by_pandas(included, labels, k) for labels in ("label", "corrected"))
    given_all = wrong_by_pandas(table, "label", k).mean()

    assert ranking.examples == len(table)
    assert ranking.compared == len(included)
    assert ranking.excluded == (table.status == 3).sum()
    assert ranking.corrected == (table.status == 2).sum()
    order = sorted(before.columns, key=lambda model: (before[model].sum(), model))
    assert [row.model for row in ranking.models] == order
    for row in ranking.models:
        assert row.before == before[row.model].sum() / len(included)
        assert row.after == after[row.model].sum() / len(included)
        assert row.given_all == pytest.approx(given_all[row.model], abs=1e-15)
        assert row.rank_before == before.sum().rank(method="min")[row.model]
        assert row.rank_after == after.sum().rank(method="min")[row.model]
        assert row.rank_given_all == given_all.rank(method="min")[row.model]
    assert ranking.kendall_tau_b == pytest.approx(kendalltau(before.sum(), after.sum()).statistic)
    assert ranking.selected_after == min(after.columns, key=lambda model: (after[model].sum(), model))

    assert [(pair.a, pair.b) for pair in ranking.pairs] == list(combinations(order, 2))
    for pair in ranking.pairs:
        moves = [side[pair.a].sum() - side[pair.b].sum() for side in (before, after)]
        assert pair.difference_before == pytest.approx(moves[0] / len(included))
        assert pair.difference_after == pytest.approx(moves[1] / len(included))
        assert pair.flipped == (moves[0] * moves[1] < 0)
        b = int((after[pair.a] & ~after[pair.b]).sum())
        c = int((after[pair.b] & ~after[pair.a]).sum())
        assert pair.mcnemar_p_after == pytest.approx(binomtest(b, b + c).pvalue if b + c else 1, rel=1e-9)


def test_cifar10_verdict_on_dev_and_test_together(cifar10):
    ranking = rank(cifar10_evidence(cifar10, "dev+test", Error()), resamples=0)
    assert ranking.verdict.text == (
        "The best model stays vgg13_bn. "
        "Relabeling moves densenet121 ahead of mobilenet_v2 on dev and test together (rank 4 → 3). "
        "They differ by 2 examples of 9,964 (McNemar p = 0.97): this set cannot tell them apart. "
        "18 labels corrected, 36 examples excluded; 275 of 10,000 reviewed."
    )
    assert [(pair.a, pair.b) for pair in ranking.pairs if pair.flipped] == [("mobilenet_v2", "densenet121")]
    assert ranking.warnings == ()


@pytest.mark.parametrize(
    ("split", "verdict"),
    [
        (
            "dev",
            (
                "The best model on dev stays mobilenet_v2; relabeling changes no rank of the 8 models. "
                "mobilenet_v2 and densenet121 differ by 7 examples of 4,984 (McNemar p = 0.72): "
                "this set cannot tell them apart. 6 labels corrected, 16 examples excluded; 125 of 5,000 reviewed."
            ),
        ),
        (
            "test",
            (
                "Test would choose vgg13_bn, before and after relabeling; relabeling changes no rank of the 8 models. "
                "vgg13_bn and densenet161 differ by 14 examples of 4,980 (McNemar p = 0.39): "
                "this set cannot tell them apart. 12 labels corrected, 20 examples excluded; 150 of 5,000 reviewed."
            ),
        ),
    ],
)
def test_cifar10_verdict_on_one_split_says_that_no_rank_changes(cifar10, split, verdict):
    ranking = rank(cifar10_evidence(cifar10, split, Error()), resamples=0)
    assert ranking.verdict.text == verdict
    assert all(row.rank_before == row.rank_after for row in ranking.models)
    assert ranking.kendall_tau_b == 1


def test_cifar10_reviewed_on_the_errors_of_one_model_only_is_not_settled(cifar10):
    table = cifar10.copy()
    table["status"] = table.status.where(table["vgg13_bn:1"] != table.label, 0)
    table.loc[(table.status == 0) & (table["vgg13_bn:1"] != table.label), "status"] = 1
    ranking = rank(cifar10_evidence(table, "dev+test", Error()), resamples=0)
    assert ranking.verdict.text.startswith("Not settled: more of vgg13_bn's errors were reviewed. ")


def test_cifar10_bootstrap_is_stable_and_ranks_the_leader_first(cifar10):
    ranking = rank(cifar10_evidence(cifar10, "dev+test", Error()), resamples=2_000)
    shares = [row.share_best_after for row in ranking.models]
    assert sum(shares) == pytest.approx(1)
    assert max(shares) == by_model(ranking)["vgg13_bn"].share_best_after
    for row in ranking.models:
        low, high = row.interval_after
        spread = 1.96 * np.sqrt(row.after * (1 - row.after) / ranking.compared)
        assert low == pytest.approx(row.after - spread, abs=5e-4)
        assert high == pytest.approx(row.after + spread, abs=5e-4)
