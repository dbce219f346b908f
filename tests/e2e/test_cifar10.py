"""The journey that the product is for, on real photos, networks and re-annotation: does relabeling change the ranking?

What the command line says is compared with the same figures computed anew, example by example, in pandas and scipy.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

MODELS = (
    "densenet121", "densenet161", "mobilenet_v2", "resnet18", "resnet50", "vgg11_bn", "vgg13_bn", "vgg19_bn",
)  # fmt: skip
SPLITS = {"dev": ("dev",), "test": ("test",), "dev+test": ("dev", "test")}


@dataclass(frozen=True)
class Pack:
    """The data pack as its tables say it, all cells text, by example id."""

    folder: Path

    @cached_property
    def examples(self) -> pd.DataFrame:
        return _table(self.folder / "examples.csv")

    @cached_property
    def corrections(self) -> pd.DataFrame:
        return _table(self.folder / "corrections.csv")

    def ranked(self, model: str) -> pd.DataFrame:
        """Up to five labels, best first, in the order of the examples."""
        columns = [f"label_{rank}" for rank in range(1, 6)]
        return _table(self.folder / "top5" / f"{model}.csv").loc[self.examples.index, columns]

    def predicted(self, model: str) -> pd.DataFrame:
        return _table(self.folder / "predictions" / f"{model}.csv").loc[self.examples.index, ["predicted"]]

    def decisions(self, consensus: int) -> pd.DataFrame:
        """Guessed by enough people: incorrect; given: correct; anything else: excluded."""
        outcome = self.corrections[f"outcome_k{consensus}"]
        verdicts = outcome.map({"guessed": "incorrect", "given": "correct"}).fillna("excluded")
        label = self.corrections["guessed_label"].where(verdicts == "incorrect", "")
        return pd.DataFrame({"verdict": verdicts, "corrected_label": label})

    def options(self, form: str) -> Iterator[object]:
        """Of ``labeler new``, with the predictions of one form."""
        yield from ("--examples", self.folder / "examples.csv", "--labels", self.folder / "labels.csv")
        for model in MODELS:
            yield from ("--predictions", f"{model}={self.folder / form / model}.csv")


@cache
def _table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=object, keep_default_na=False).set_index("example_id")


@dataclass(frozen=True)
class BruteForce:
    """One split computed from scratch: which examples each model gets wrong by the given and the new labels."""

    given: pd.DataFrame
    corrected: pd.DataFrame
    included: pd.Series
    changed: pd.Series

    @classmethod
    def of(cls, pack: Pack, split: str, *, consensus: int, top: int | None = None) -> BruteForce:
        here = pack.examples["split"].isin(SPLITS[split])
        given = pack.examples["label"]
        decisions = pack.decisions(consensus).reindex(given.index)
        changed = decisions["verdict"] == "incorrect"
        corrected = given.where(~changed, decisions["corrected_label"])
        labels = {model: pack.predicted(model) if top is None else pack.ranked(model).iloc[:, :top] for model in MODELS}

        def wrong(truth: pd.Series) -> pd.DataFrame:
            return pd.DataFrame({model: ~named.eq(truth, axis=0).any(axis=1) for model, named in labels.items()})

        included = decisions["verdict"] != "excluded"
        return cls(wrong(given)[here], wrong(corrected)[here], included[here], changed[here])

    @cached_property
    def sides(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Before and after, both over the examples not excluded."""
        return self.given[self.included], self.corrected[self.included]

    @cached_property
    def counts(self) -> dict[str, int]:
        return {
            "examples": len(self.included),
            "compared": int(self.included.sum()),
            "excluded": int((~self.included).sum()),
            "corrected": int(self.changed.sum()),
        }

    @cached_property
    def order(self) -> list[str]:
        errors = self.sides[0].sum()
        return sorted(MODELS, key=lambda model: (errors[model], model))

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        return list(combinations(self.order, 2))

    @cached_property
    def models(self) -> list[dict[str, Any]]:
        columns = {
            "before": _values(self.sides[0]),
            "after": _values(self.sides[1]),
            "rank_before": _ranks(self.sides[0]),
            "rank_after": _ranks(self.sides[1]),
            "given_all": _values(self.given),
            "rank_given_all": _ranks(self.given),
            "rank_interval_before": self._rank_intervals(0),
            "rank_interval_after": self._rank_intervals(1),
        }
        return [
            {"model": model, "feasible": True} | {name: of[model] for name, of in columns.items()}
            for model in self.order
        ]

    @cached_property
    def differences(self) -> list[dict[str, Any]]:
        before, after = (_values(side) for side in self.sides)
        found = []
        for a, b in self.pairs:
            was, now = before[a] - before[b], after[a] - after[b]
            found.append({"a": a, "b": b, "difference_before": was, "difference_after": now, "flipped": was * now < 0})
        return found

    @cached_property
    def mcnemar(self) -> list[list[float]]:
        """By side, before and after, a p a pair."""
        return [[_mcnemar(side[a].to_numpy(), side[b].to_numpy()) for a, b in self.pairs] for side in self.sides]

    @cached_property
    def holm(self) -> list[list[float]]:
        return [multipletests(p, method="holm")[1].tolist() for p in self.mcnemar]

    def _rank_intervals(self, side: int) -> dict[str, list[int]]:
        errors = self.sides[side].sum()
        better, worse = dict.fromkeys(MODELS, 0), dict.fromkeys(MODELS, 0)
        for (a, b), p in zip(self.pairs, self.holm[side], strict=True):
            if p <= 0.05 and errors[a] != errors[b]:
                winner, loser = (a, b) if errors[a] < errors[b] else (b, a)
                better[loser] += 1
                worse[winner] += 1
        return {model: [1 + better[model], len(MODELS) - worse[model]] for model in MODELS}


def _mcnemar(a: np.ndarray, b: np.ndarray) -> float:
    only_a, only_b = int((a & ~b).sum()), int((b & ~a).sum())
    return float(stats.binomtest(only_a, only_a + only_b).pvalue) if only_a + only_b else 1.0


def _values(wrong: pd.DataFrame) -> dict[str, float]:
    return {model: int(wrong[model].sum()) / len(wrong) for model in MODELS}


def _ranks(wrong: pd.DataFrame) -> dict[str, int]:
    return wrong.sum().rank(method="min").astype(int).to_dict()


def _only(rows: Sequence[dict[str, Any]], like: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the keys of ``like`` alone."""
    return [{key: row[key] for key in like[0]} for row in rows]


def _assert_ranked_as_computed(ranking: dict[str, Any], expected: BruteForce) -> None:
    """Counts, values, ranks, differences and flips to the last bit; probabilities to 1 in 10⁹."""
    assert {key: ranking[key] for key in expected.counts} == expected.counts
    assert _only(ranking["models"], expected.models) == expected.models
    assert _only(ranking["pairs"], expected.differences) == expected.differences
    for side, name in enumerate(("before", "after")):
        assert [pair[f"mcnemar_p_{name}"] for pair in ranking["pairs"]] == pytest.approx(expected.mcnemar[side], 1e-9)
        assert [pair[f"holm_p_{name}"] for pair in ranking["pairs"]] == pytest.approx(expected.holm[side], 1e-9)
        assert all(pair[f"sign_flip_p_{name}"] is None for pair in ranking["pairs"])
    errors = [side.sum()[list(MODELS)] for side in expected.sides]
    assert ranking["kendall_tau_b"] == pytest.approx(stats.kendalltau(*errors).statistic, abs=1e-12)
    chosen = [min(MODELS, key=lambda model: (side.sum()[model], model)) for side in expected.sides]
    assert [ranking["selected_before"], ranking["selected_after"]] == chosen
    assert ranking["selection_changes"] == (chosen[0] != chosen[1])


at_consensus_3 = pytest.mark.parametrize("case", [3], indirect=True, ids=["consensus 3"])


@dataclass(frozen=True)
class Case:
    """A project made, decided and applied on the command line at one consensus, and its ranking by error."""

    consensus: int
    project: Path
    decided: dict[str, Any]
    applied: dict[str, Any]
    ranking: dict[str, Any]


@pytest.fixture(scope="session")
def pack(data: Path) -> Pack:
    return Pack(data / "cifar10")


def _decided(pack: Pack, consensus: int, folder: Path) -> Path:
    path = folder / f"decisions-{consensus}.csv"
    pack.decisions(consensus).to_csv(path)
    return path


@pytest.fixture(scope="module", params=[3, 4, 5], ids=lambda consensus: f"consensus {consensus}")
def case(request, pack, labeler, tmp_path_factory) -> Case:
    """Consensus 3 goes through real processes; the others, to save time, through the same entry point here."""
    consensus = request.param
    folder = tmp_path_factory.mktemp(f"consensus-{consensus}")
    project = folder / "cifar10.labeler"

    def done(*arguments: object) -> Any:
        if consensus != 3:
            return labeler.json(*arguments)
        process = labeler.process(*arguments, "--json")
        assert (process.returncode, process.stderr) == (0, "")
        return json.loads(process.stdout)

    done("new", project, *pack.options("predictions"))
    decided = done("decide", project, _decided(pack, consensus, folder))
    return Case(consensus, project, decided, done("apply", project), done("rank", project))


@pytest.fixture(scope="module")
def ranked_project(pack, labeler, tmp_path_factory) -> Path:
    """The project with five labels a prediction, decided at consensus 3."""
    folder = tmp_path_factory.mktemp("top5")
    labeler.json("new", folder / "top5", *pack.options("top5"))
    labeler.json("decide", folder / "top5", _decided(pack, 3, folder))
    return folder / "top5.labeler"


def test_every_correction_is_recorded_and_applied_to_both_splits_at_once(case, pack):
    verdicts = pack.decisions(case.consensus)["verdict"].value_counts()
    assert case.decided == {"recorded": 275, "unchanged": 0, "conflicts": 0}
    assert (case.applied["created"], case.applied["version"], case.applied["conflicts"]) == (True, 1, 0)
    assert (case.applied["corrected"], case.applied["excluded"]) == (verdicts["incorrect"], verdicts["excluded"])
    assert case.applied["parity"]["blocking"] == []


@pytest.mark.parametrize("split", SPLITS)
def test_the_ranking_is_the_one_computed_by_brute_force(case, pack, split):
    _assert_ranked_as_computed(case.ranking["splits"][split], BruteForce.of(pack, split, consensus=case.consensus))


def test_the_applied_version_ranks_as_the_working_labels_do(case, labeler):
    applied = labeler.json("rank", case.project, "--version", "1")
    assert applied["splits"] == case.ranking["splits"]
    assert applied["version"] == 1


@pytest.mark.parametrize("metric", ["top-1", "top-2", "top-3", "top-5"])
def test_top_k_rankings_are_those_computed_by_brute_force(ranked_project, labeler, pack, metric):
    ranking = labeler.json("rank", ranked_project, "--metric", metric)
    assert (ranking["metric"], ranking["not_compared"]) == (metric, [])
    for split in SPLITS:
        expected = BruteForce.of(pack, split, consensus=3, top=int(metric[-1]))
        _assert_ranked_as_computed(ranking["splits"][split], expected)


def test_shares_of_best_and_intervals_agree_with_an_ordinary_bootstrap(case, pack):
    """The product draws Poisson weights keyed by example; an ordinary resampling must tell the same story."""
    wrong = BruteForce.of(pack, "dev", consensus=case.consensus).sides[1]
    rows = {row["model"]: row for row in case.ranking["splits"]["dev"]["models"]}
    drawn = _resampled(wrong, resamples=2_000)
    best = drawn == drawn.min(axis=1, keepdims=True)
    shares = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    assert sum(row["share_best_after"] for row in rows.values()) == pytest.approx(1)
    for number, model in enumerate(wrong.columns):
        spread = drawn[:, number].std()
        limits = np.quantile(drawn[:, number], [0.025, 0.975])
        assert rows[model]["share_best_after"] == pytest.approx(shares[number], abs=0.05)
        assert rows[model]["interval_after"] == pytest.approx(limits, abs=0.25 * spread)
        assert rows[model]["interval_after"][0] <= rows[model]["after"] <= rows[model]["interval_after"][1]


def _resampled(wrong: pd.DataFrame, *, resamples: int) -> np.ndarray:
    """Error of every model in every resample."""
    size, rng = len(wrong), np.random.default_rng(0)
    hits = wrong.to_numpy(np.float32)
    weights = (np.bincount(rng.integers(size, size=size), minlength=size) for _ in range(resamples))
    return np.stack([weight @ hits for weight in weights]) / size


@at_consensus_3
def test_on_both_splits_together_two_models_change_places_and_cannot_be_told_apart(case):
    """METHOD 5."""
    pooled = case.ranking["splits"]["dev+test"]
    ranks = {row["model"]: (row["rank_before"], row["rank_after"]) for row in pooled["models"]}
    assert ranks["mobilenet_v2"] == (3, 4)
    assert ranks["densenet121"] == (4, 3)
    assert [(pair["a"], pair["b"]) for pair in pooled["pairs"] if pair["flipped"]] == [("mobilenet_v2", "densenet121")]
    assert (
        "Relabeling moves densenet121 ahead of mobilenet_v2 on dev and test together (rank 4 → 3). "
        "They differ by 2 examples of 9,964 (McNemar p = 0.97): this set cannot tell them apart."
    ) in pooled["verdict"]


@at_consensus_3
@pytest.mark.parametrize("split", ["dev", "test"])
def test_on_one_split_alone_no_rank_changes_and_the_verdict_says_so(case, split):
    """METHOD 5."""
    ranking = case.ranking["splits"][split]
    assert all(row["rank_before"] == row["rank_after"] for row in ranking["models"])
    assert "relabeling changes no rank of the 8 models" in ranking["verdict"]
    assert not any(pair["flipped"] for pair in ranking["pairs"])


def test_nothing_decided_ranks_by_the_given_labels_alone(pack, labeler, tmp_path):
    labeler.json("new", tmp_path / "fresh", *pack.options("predictions"))
    for split in labeler.json("rank", tmp_path / "fresh")["splits"].values():
        assert (split["corrected"], split["excluded"], split["kendall_tau_b"]) == (0, 0, 1.0)
        assert all(row["before"] == row["after"] == row["given_all"] for row in split["models"])
        assert split["verdict"].startswith("Nothing has been reviewed yet")


def test_exported_splits_make_a_project_whose_given_labels_are_the_corrected_ones(case, pack, labeler, tmp_path):
    exported = labeler.json("export", case.project, tmp_path / "out")
    corrected = [tmp_path / "out" / file for file in exported["files"] if file.startswith("corrected/")]
    options = [*pack.options("predictions")][2:]  # the same, without the examples
    for file in corrected:
        options += ["--examples", file]
    again = labeler.json("new", tmp_path / "again", *options, "--media-root", pack.folder, "--skip-bad-rows")
    compared = {split: case.ranking["splits"][split]["compared"] for split in ("dev", "test")}
    assert again["examples"] == compared
    for name, split in labeler.json("rank", tmp_path / "again")["splits"].items():
        was = case.ranking["splits"][name]
        rows = {row["model"]: row for row in was["models"]}
        assert (split["examples"], split["selected_before"]) == (was["compared"], was["selected_after"])
        for row in split["models"]:
            old = rows[row["model"]]
            assert (row["before"], row["rank_before"]) == (old["after"], old["rank_after"])
            assert row["rank_interval_before"] == old["rank_interval_after"]
            assert row["share_best_before"] == old["share_best_after"]
        assert _by_pair(split, "before") == _by_pair(was, "after")


def _by_pair(ranking: dict[str, Any], side: str) -> dict[frozenset[str], float]:
    return {frozenset((pair["a"], pair["b"])): pair[f"mcnemar_p_{side}"] for pair in ranking["pairs"]}


def test_exported_tables_hold_the_labels_people_decided_on(case, pack, labeler, tmp_path):
    labeler.json("export", case.project, tmp_path / "out")
    decisions = pack.decisions(case.consensus)
    incorrect, excluded = (decisions[decisions["verdict"] == verdict] for verdict in ("incorrect", "excluded"))
    corrected = pd.concat([_table(tmp_path / "out" / "corrected" / f"{split}.csv") for split in ("dev", "test")])
    expected = pack.examples.drop(excluded.index)
    expected.loc[incorrect.index, "label"] = incorrect["corrected_label"]
    pd.testing.assert_frame_equal(corrected[expected.columns], expected.loc[corrected.index], check_index_type=False)
    assert len(corrected) == len(expected)
    assert list(corrected[corrected["split"] == "dev"].index) == list(expected[expected["split"] == "dev"].index)
    assert (corrected["given_label"] == pack.examples.loc[corrected.index, "label"]).all()
    assert set(corrected.index[corrected["label_status"] == "corrected"]) == set(incorrect.index)
    assert set(_table(tmp_path / "out" / "excluded.csv").index) == set(excluded.index)
    assert set(_table(tmp_path / "out" / "changes.csv").index) == {*incorrect.index, *excluded.index}


@at_consensus_3
def test_undo_and_redo_go_through_processes(case, labeler, tmp_path):
    project = tmp_path / "copy.labeler"
    shutil.copyfile(case.project, project)
    ranked = case.ranking["splits"]

    def one(*arguments: object) -> Any:
        process = labeler.process(*arguments, "--json")
        assert (process.returncode, process.stderr) == (0, "")
        return json.loads(process.stdout)

    assert len(one("undo", project)["examples"]) == 275
    assert one("info", project)["decisions"] == 0
    assert labeler.json("rank", project)["splits"]["dev"]["corrected"] == 0
    assert labeler.process("undo", project).returncode == 1
    assert len(one("redo", project)["examples"]) == 275
    assert labeler.json("rank", project)["splits"] == ranked
    assert labeler.process("redo", project).returncode == 1
    assert one("verify", project) == {"ok": True, "problems": []}


@at_consensus_3
def test_a_new_action_leaves_nothing_to_redo(case, pack, labeler, tmp_path):
    project = tmp_path / "copy.labeler"
    shutil.copyfile(case.project, project)
    labeler.json("undo", project)
    labeler.json("decide", project, _decided(pack, 5, tmp_path))
    refused = labeler.process("redo", project)
    assert refused.returncode == 1
    assert "there is nothing to redo" in refused.stderr
