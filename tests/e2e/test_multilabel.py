"""A journey with several labels an example, some unknown: every figure is computed anew, cell by cell, in pandas."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

LABELS = ("animal", "vehicle", "flies", "wings", "wheels", "fur", "four_legs", "on_water", "horns")
MODELS = ("densenet161", "mobilenet_v2", "resnet18", "vgg11_bn")
METRICS = ("hamming", "subset", "micro-f1", "macro-f1", "label:fur")
SPLITS = {"dev": ("dev",), "test": ("test",), "dev+test": ("dev", "test")}


@dataclass(frozen=True)
class Pack:
    """The pack as its tables say it; all cells text, by example id."""

    folder: Path

    @property
    def options(self) -> list[object]:
        return ["--examples", self.folder / "examples.csv", "--label-columns", ",".join(LABELS)]

    def table(self, name: str) -> pd.DataFrame:
        return table(self.folder / name)

    def predictions(self, folder: Path, *, without: set[str] = frozenset()) -> list[object]:
        """Options that name every model's file; where examples are left out, copies without them."""
        if not without:
            files = {model: self.folder / f"predictions/{model}.csv" for model in MODELS}
        else:
            files = {model: folder / f"{model}.csv" for model in MODELS}
            for model, file in files.items():
                self.table(f"predictions/{model}.csv").drop(index=list(without)).to_csv(file)
        return [part for model, file in files.items() for part in ("--predictions", f"{model}={file}")]


def table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False).set_index("example_id")


def text(cells: pd.Series) -> str:
    """The set that nine cells say, as people write it."""
    return ";".join({"1": name, "?": f"?{name}"}[cell] for name, cell in cells.items() if cell != "0")


def value(metric: str, truth: pd.DataFrame, probabilities: pd.DataFrame) -> float:
    """By the definition: over the known cells alone."""
    pairs = [
        (name, cell == "1", float(p) >= 0.5)
        for name in LABELS
        for cell, p in zip(truth[name], probabilities.loc[truth.index, name], strict=True)
        if cell != "?"
    ]
    if metric == "subset":
        yes = (probabilities.loc[truth.index, list(LABELS)].astype(float) >= 0.5).map({True: "1", False: "0"}.get)
        wrong = (yes != truth) & (truth != "?")
        known = (truth != "?").any(axis=1)
        return float(wrong.any(axis=1)[known].mean())
    if metric == "macro-f1":
        scores = [f1([(t, p) for label, t, p in pairs if label == name]) for name in LABELS]
        return pd.Series(scores, dtype=float).mean()  # a label that nobody has and nobody says is left out
    if metric == "micro-f1":
        return f1([(t, p) for _, t, p in pairs])
    if metric.startswith("label:"):
        pairs = [pair for pair in pairs if pair[0] == metric.removeprefix("label:")]
    return sum(t != p for _, t, p in pairs) / len(pairs)


def f1(pairs: list[tuple[bool, bool]]) -> float:
    hits, said, there = sum(t and p for t, p in pairs), sum(p for _, p in pairs), sum(t for t, _ in pairs)
    return 2 * hits / (said + there) if said + there else float("nan")


@dataclass(frozen=True)
class Case:
    """A project decided and applied; ``before`` and ``after`` are the cells, excluded examples left out of both."""

    project: Path
    decided: pd.DataFrame
    recorded: dict[str, int]
    given: pd.DataFrame
    after: pd.DataFrame
    excluded: set[str]

    @property
    def before(self) -> pd.DataFrame:
        return self.given.drop(index=list(self.excluded))


@pytest.fixture(scope="module")
def pack(data: Path) -> Pack:
    return Pack(data / "multilabel")


@pytest.fixture(scope="module")
def case(pack, labeler, tmp_path_factory) -> Case:
    """The first errors and the first right ones of dev and test decided on: two in three wrong, some excluded."""
    folder = tmp_path_factory.mktemp("multilabel")
    project = folder / "p.labeler"
    labeler.json("new", project, *pack.options, *pack.predictions(folder))
    ids = [item["example_id"] for kind in ("errors", "right") for item in labeler.json("queue", project, kind)["items"]]
    given = pack.table("examples.csv")[list(LABELS)]
    decided, after = _decisions(given.loc[ids]), given.copy()
    decided.to_csv(folder / "decisions.csv")
    recorded = labeler.json("decide", project, folder / "decisions.csv", "--reviewer", "ann")
    labeler.json("apply", project, "--override-parity", "a test")
    changed = decided.index[decided["verdict"] == "incorrect"]
    after.loc[changed] = [_cells(label) for label in decided.loc[changed, "corrected_label"]]
    excluded = set(decided.index[decided["verdict"] == "excluded"])
    return Case(project, decided, recorded, given, after.drop(index=list(excluded)), excluded)


def _decisions(given: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for place, (_, cells) in enumerate(given.iterrows()):
        new = cells.copy()
        for name in ("fur", "wings") if place % 2 else ("on_water",):
            new[name] = {"1": "0", "0": "1", "?": "1"}[cells[name]]
        if place % 7 == 0:
            new[:] = "0"
            new["animal"] = "?"
        if place == 3:
            new[:] = "0"  # none of the labels
        verdict = ("incorrect", "correct", "incorrect", "incorrect", "excluded", "unsure", "incorrect")[place % 7]
        rows.append((verdict, text(new) if verdict == "incorrect" else ""))
    return pd.DataFrame(rows, index=given.index, columns=["verdict", "corrected_label"])


def _cells(label: str) -> list[str]:
    items = label.split(";") if label else []
    return ["1" if name in items else "?" if f"?{name}" in items else "0" for name in LABELS]


def test_the_pack_is_taken_as_it_is(pack, labeler, tmp_path):
    found = labeler.json("new", tmp_path / "p", *pack.options, *pack.predictions(tmp_path))
    assert (found["task"], found["labels"], found["models"]) == ("multilabel", list(LABELS), list(MODELS))
    assert found["examples"] == {"dev": 600, "test": 600}
    assert found["warnings"] == ["no example has the label horns: it is never 1"]


def test_all_is_recorded_and_a_set_may_be_empty(case):
    assert case.recorded == {"recorded": len(case.decided), "unchanged": 0, "conflicts": 0}
    empty = case.decided[(case.decided["verdict"] == "incorrect") & (case.decided["corrected_label"] == "")]
    assert len(empty) == 1


@pytest.mark.parametrize("metric", METRICS)
def test_the_ranking_is_the_one_computed_cell_by_cell(case, pack, labeler, metric):
    ranking = labeler.json("rank", case.project, "--metric", metric)
    splits = pack.table("examples.csv")["split"]
    for name, parts in SPLITS.items():
        here = ranking["splits"][name]
        rows = splits.index[splits.isin(parts)]
        assert (here["examples"], here["excluded"]) == (len(rows), len(case.excluded & set(rows)))
        for model in here["models"]:
            probabilities = pack.table(f"predictions/{model['model']}.csv")
            sides = {"before": case.before, "after": case.after, "given_all": case.given}
            for key, truth in sides.items():
                expected = value(metric, truth[truth.index.isin(rows)], probabilities)
                assert model[key] == pytest.approx(expected, abs=1e-12), (name, model["model"], key)


def test_errors_are_the_examples_with_a_known_label_wrong(pack, labeler, case):
    items = labeler.json("queue", case.project, "errors", "--model", "resnet18", "--split", "dev", "--size", 600)
    given, said = case.given, pack.table("predictions/resnet18.csv").astype(float) >= 0.5
    wrong = ((said.map({True: "1", False: "0"}.get) != given) & (given != "?")).any(axis=1)
    dev = pack.table("examples.csv")["split"] == "dev"
    assert {item["example_id"] for item in items["items"]} == set(given.index[wrong & dev])


def test_a_threshold_is_taken_from_the_command_line(pack, labeler, tmp_path):
    file = pack.folder / "predictions/resnet18.csv"
    labeler.json("new", tmp_path / "p", *pack.options, "--predictions", f"half={file}")
    labeler.json("add-predictions", tmp_path / "p", f"strict={file}", "--threshold", "0.9")
    ranked = labeler.json("rank", tmp_path / "p", "--metric", "hamming", "--split", "dev")["splits"]["dev"]["models"]
    given = pack.table("examples.csv").query("split == 'dev'")[list(LABELS)]
    yes = pack.table("predictions/resnet18.csv").loc[given.index, list(LABELS)].astype(float) >= 0.9
    known = given != "?"
    wrong = (yes != (given == "1")) & known
    strict = next(model for model in ranked if model["model"] == "strict")
    assert strict["before"] == wrong.to_numpy().sum() / known.to_numpy().sum()


def test_undo_takes_the_table_back_and_redo_brings_it_again(case, labeler, tmp_path):
    project = tmp_path / "copy.labeler"
    project.write_bytes(case.project.read_bytes())
    decided = labeler.json("rank", project, "--split", "dev")["splits"]["dev"]
    labeler.json("undo", project)
    undone = labeler.json("rank", project, "--split", "dev")["splits"]["dev"]
    assert undone["corrected"] == undone["excluded"] == 0
    assert all(model["after"] == model["before"] == model["given_all"] for model in undone["models"])
    labeler.json("redo", project)
    assert labeler.json("rank", project, "--split", "dev")["splits"]["dev"] == decided


def test_an_export_says_every_label_and_makes_the_same_figures(case, pack, labeler, tmp_path):
    labeler.json("export", case.project, tmp_path / "out", "--in-place-of", pack.folder / "examples.csv")
    written = pd.concat([table(tmp_path / "out/corrected" / f"{split}.csv") for split in ("dev", "test")])
    order = [example_id for example_id in case.given.index if example_id not in case.excluded]
    assert set(written.index) == set(order)
    pd.testing.assert_frame_equal(written.loc[order, list(LABELS)], case.after)
    assert written.loc[order, "given_label"].tolist() == [text(row) for _, row in case.before.iterrows()]
    changes = table(tmp_path / "out/changes.csv")
    corrected = case.decided[case.decided["verdict"] == "incorrect"]
    assert changes.loc[corrected.index, "corrected_label"].tolist() == corrected["corrected_label"].tolist()
    copied = table(tmp_path / "out/examples.csv")
    whole = case.given.copy()
    whole.loc[case.after.index] = case.after
    pd.testing.assert_frame_equal(copied, pack.table("examples.csv").assign(**{name: whole[name] for name in LABELS}))

    files = [part for split in ("dev", "test") for part in ("--examples", tmp_path / f"out/corrected/{split}.csv")]
    models = pack.predictions(tmp_path, without=case.excluded)
    again = tmp_path / "again"
    labeler.json("new", again, *files, "--label-columns", ",".join(LABELS), "--media-root", pack.folder, *models)
    for metric in METRICS:
        before = labeler.json("rank", again, "--metric", metric)["splits"]
        after = labeler.json("rank", case.project, "--metric", metric, "--version", 1)["splits"]
        for split in SPLITS:
            now = {model["model"]: model["before"] for model in before[split]["models"]}
            assert now == {model["model"]: model["after"] for model in after[split]["models"]}


def test_the_project_is_sound_and_a_version_stays_what_it_was(case, labeler, tmp_path):
    assert labeler.json("verify", case.project) == {"ok": True, "problems": []}
    project = tmp_path / "copy.labeler"
    project.write_bytes(case.project.read_bytes())
    applied = labeler.json("rank", project, "--version", 1)["splits"]
    labeler.json("undo", project)
    assert labeler.json("rank", project, "--version", 1)["splits"] == applied


def test_every_fault_of_the_tables_is_told_with_its_place(pack, labeler, tmp_path):
    lines = (pack.folder / "examples.csv").read_text().splitlines()
    lines[4] = lines[4].rsplit(",", 1)[0] + ",yes"
    (tmp_path / "bad.csv").write_text("\n".join(lines) + "\n")
    model = f"m={pack.folder / 'predictions/vgg11_bn.csv'}"
    command = ["new", tmp_path / "p", "--examples", tmp_path / "bad.csv", *pack.options[2:], "--predictions", model]
    done = labeler.process(*command)
    assert done.returncode == 1
    assert "bad.csv:5: horns: 'yes' is neither 1, 0 nor ?; write 1 if the label applies" in done.stderr
    assert not (tmp_path / "p.labeler").exists()
