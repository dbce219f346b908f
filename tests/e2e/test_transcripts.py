"""A journey with transcripts: word errors are counted anew by the textbook's table of edits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

MODELS = ("svm_fine", "mlp_mid", "knn_coarse")
SPLITS = {"dev": ("dev",), "test": ("test",), "dev+test": ("dev", "test")}


def table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False).set_index("example_id")


def edits(reference: list[str] | str, hypothesis: list[str] | str) -> int:
    """Substitutions, deletions and insertions, the fewest."""
    row = list(range(len(hypothesis) + 1))
    for i, word in enumerate(reference, 1):
        diagonal, row[0] = row[0], i
        for j, heard in enumerate(hypothesis, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (word != heard))
    return row[-1]


def value(metric: str, references: pd.Series, heard: pd.Series) -> float:
    pairs = [(reference, heard[example_id]) for example_id, reference in references.items()]
    if metric == "sentence-error":
        return sum(reference != hypothesis for reference, hypothesis in pairs) / len(pairs)
    cut = str.split if metric == "wer" else str
    return sum(edits(cut(r), cut(h)) for r, h in pairs) / sum(len(cut(r)) for r, _ in pairs)


@dataclass(frozen=True)
class Pack:
    folder: Path

    @property
    def examples(self) -> pd.DataFrame:
        return table(self.folder / "examples.csv")

    def heard(self, model: str) -> pd.Series:
        return table(self.folder / f"hypotheses/{model}.csv")["hypothesis"]

    @property
    def options(self) -> list[object]:
        files = [("--predictions", f"{model}={self.folder / f'hypotheses/{model}.csv'}") for model in MODELS]
        return ["--examples", self.folder / "examples.csv", *(part for pair in files for part in pair)]


@dataclass(frozen=True)
class Case:
    """A project decided and applied; ``after`` are the references then, excluded examples left out."""

    project: Path
    decided: pd.DataFrame
    given: pd.Series
    after: pd.Series
    excluded: set[str]


@pytest.fixture(scope="module")
def pack(data: Path) -> Pack:
    return Pack(data / "transcripts")


@pytest.fixture(scope="module")
def case(pack, labeler, tmp_path_factory) -> Case:
    """The errors and the right ones of the best model decided on; one turns out to be silence."""
    folder = tmp_path_factory.mktemp("transcripts")
    project = folder / "p.labeler"
    labeler.json("new", project, *pack.options)
    given = pack.examples["transcript"]
    ids = [item["example_id"] for kind in ("errors", "right") for item in labeler.json("queue", project, kind)["items"]]
    decided = _decisions(given.loc[ids])
    decided.to_csv(folder / "decisions.csv")
    recorded = labeler.json("decide", project, folder / "decisions.csv", "--reviewer", "ann")
    assert recorded == {"recorded": len(decided), "unchanged": 0, "conflicts": 0}
    labeler.json("apply", project, "--override-parity", "a test")
    excluded = set(decided.index[decided["verdict"] == "excluded"])
    after = given.copy()
    after.update(decided.loc[decided["verdict"] == "incorrect", "corrected_label"])
    return Case(project, decided, given, after.drop(index=list(excluded)), excluded)


def _decisions(given: pd.Series) -> pd.DataFrame:
    verdicts = ("incorrect", "correct", "excluded", "incorrect", "unsure")
    rows = []
    for place, reference in enumerate(given):
        words = reference.split()
        new = " ".join([*words[1:], "oh"]) if place % 2 else "=nine " + reference
        new = "" if place == 5 else new
        verdict = verdicts[place % 5]
        rows.append((verdict, new if verdict == "incorrect" else ""))
    return pd.DataFrame(rows, index=given.index, columns=["verdict", "corrected_label"])


@pytest.mark.parametrize("metric", ["wer", "cer", "sentence-error"])
def test_the_ranking_is_the_one_of_the_textbook(case, pack, labeler, metric):
    ranking = labeler.json("rank", case.project, "--metric", metric)
    for name, parts in SPLITS.items():
        here = case.given.index[pack.examples["split"].isin(parts)]
        for model in ranking["splits"][name]["models"]:
            heard = pack.heard(model["model"])
            for key, references in (("before", case.given.drop(list(case.excluded))), ("after", case.after)):
                expected = value(metric, references[references.index.isin(here)], heard)
                assert model[key] == pytest.approx(expected, abs=1e-12), (name, model["model"], key)


def test_nothing_decided_ranks_by_the_given_references(pack, labeler, tmp_path):
    found = labeler.json("new", tmp_path / "p", *pack.options)
    assert (found["task"], found["labels"], found["examples"]) == ("transcript", [], {"dev": 100, "test": 100})
    assert labeler.json("info", tmp_path / "p")["warnings"] == []
    dev = pack.examples.query("split == 'dev'")["transcript"]
    models = labeler.json("rank", tmp_path / "p", "--split", "dev", "--metric", "wer")["splits"]["dev"]["models"]
    assert {m["model"]: m["before"] for m in models} == {
        model: pytest.approx(value("wer", dev, pack.heard(model)), abs=1e-12) for model in MODELS
    }


def test_errors_and_right_ones_part_the_split(case, pack, labeler):
    split = ("--model", "mlp_mid", "--split", "test", "--size", 100)
    queues = {kind: labeler.json("queue", case.project, kind, *split)["items"] for kind in ("errors", "right")}
    here = case.given[pack.examples["split"] == "test"]
    right = here == pack.heard("mlp_mid").loc[here.index]
    found = {kind: {item["example_id"] for item in items} for kind, items in queues.items()}
    assert found == {"errors": set(here.index[~right]), "right": set(here.index[right])}


def test_silence_is_a_label(case):
    silent = case.decided[(case.decided["verdict"] == "incorrect") & (case.decided["corrected_label"] == "")]
    assert len(silent) == 1
    assert case.after[silent.index[0]] == ""


def test_undo_takes_the_table_back(case, labeler, tmp_path):
    project = tmp_path / "copy.labeler"
    project.write_bytes(case.project.read_bytes())
    labeler.json("undo", project)
    undone = labeler.json("rank", project, "--split", "dev")["splits"]["dev"]
    assert (undone["corrected"], undone["excluded"]) == (0, 0)
    assert all(model["after"] == model["given_all"] for model in undone["models"])


def test_an_export_makes_the_same_figures_and_no_formula(case, pack, labeler, tmp_path):
    labeler.json("export", case.project, tmp_path / "out", "--in-place-of", pack.folder / "examples.csv")
    files = [tmp_path / "out/corrected" / f"{split}.csv" for split in ("dev", "test")]
    assert not any(cell.startswith("=") for file in files for cell in file.read_text().replace("\n", ",").split(","))
    written = pd.concat([table(file) for file in files])["transcript"].str.removeprefix("'")
    assert written.sort_index().tolist() == case.after.sort_index().tolist()
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["counts"]["excluded"] == len(case.excluded)

    models = []
    for model in MODELS:
        pack.heard(model).drop(list(case.excluded)).to_csv(tmp_path / f"{model}.csv")
        models += ["--predictions", f"{model}={tmp_path / model}.csv"]
    tables = [part for file in files for part in ("--examples", file)]
    labeler.json("new", tmp_path / "again", *tables, "--media-root", pack.folder, *models)
    before = labeler.json("rank", tmp_path / "again", "--metric", "wer")["splits"]
    after = labeler.json("rank", case.project, "--metric", "wer", "--version", 1)["splits"]
    for split in SPLITS:
        now = {model["model"]: model["before"] for model in before[split]["models"]}
        assert now == {model["model"]: model["after"] for model in after[split]["models"]}


def test_the_project_is_sound(case, labeler):
    assert labeler.json("verify", case.project) == {"ok": True, "problems": []}


def test_what_does_not_count_is_recorded_with_the_project(pack, labeler, tmp_path):
    loud = pack.examples.assign(transcript=lambda t: t["transcript"].str.upper().str.replace(" ", " , "))
    loud.to_csv(tmp_path / "loud.csv")
    options = ["--examples", tmp_path / "loud.csv", "--media-root", pack.folder, *pack.options[2:]]
    labeler.json("new", tmp_path / "p", *options, "--normalize", "case,punctuation,space")
    models = labeler.json("rank", tmp_path / "p", "--split", "dev", "--metric", "wer")["splits"]["dev"]["models"]
    dev = pack.examples.query("split == 'dev'")["transcript"]
    assert {m["model"]: m["before"] for m in models} == {
        model: pytest.approx(value("wer", dev, pack.heard(model)), abs=1e-12) for model in MODELS
    }


def test_a_wide_table_and_files_say_the_same(pack, labeler, tmp_path):
    pd.DataFrame({model: pack.heard(model) for model in MODELS}).to_csv(tmp_path / "wide.csv")
    labeler.json("new", tmp_path / "w", "--examples", pack.folder / "examples.csv", "--wide", tmp_path / "wide.csv")
    labeler.json("new", tmp_path / "f", *pack.options)
    wide, files = (labeler.json("rank", tmp_path / name, "--metric", "wer")["splits"] for name in "wf")
    assert wide == files


def test_spoken_digits_come_with_their_training_set(data, labeler, tmp_path):
    folder = data / "spoken_digits"
    options = ["--examples", folder / "examples.csv", "--examples", folder / "train/examples.csv"]
    for model in ("logreg_mel", "svm_rbf_mfcc"):
        for part in ("predictions", "train"):
            options += ["--predictions", f"{model}={folder / part / model}.csv"]
    found = labeler.json("new", tmp_path / "p", *options)
    assert found["examples"] == {"train": 1120, "train-dev": 280, "dev": 450, "test": 450}
    assert found["warnings"] == []
    for split, part, name in (("dev", "", "predictions"), ("train", "train", "train"), ("train-dev", "train", "train")):
        examples = table(folder / part / "examples.csv")
        here = examples[examples["split"] == split.replace("-", "")]["label"]
        said = table(folder / name / "logreg_mel.csv")["predicted"].loc[here.index]
        ranked = labeler.json("rank", tmp_path / "p", "--split", split)["splits"][split]["models"]
        assert {m["model"]: m["before"] for m in ranked}["logreg_mel"] == (said != here).mean()
