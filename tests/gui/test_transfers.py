from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import labeler
from labeler.errors import LabelerError
from labeler.gui.project import Project
from labeler.gui.transfers import decisions_from, export_to, predictions_from
from labeler.session.results import Changes


def table(path: Path, *rows: tuple[str, ...]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    rows = [(f"e{n}", "dev" if n < 4 else "test", "cat" if n % 2 else "dog") for n in range(8)]
    examples = table(tmp_path / "examples.csv", ("example_id", "split", "label"), *rows)
    guesses = table(tmp_path / "m.csv", ("example_id", "predicted"), *((name, "cat") for name, _, _ in rows))
    opened = Project(labeler.new(tmp_path / "p", examples=examples, predictions={"m": guesses}), "ann")
    yield opened
    opened.close()


def test_imported_decisions_are_one_action_and_one_change(project: Project, tmp_path: Path) -> None:
    heard: list[Changes] = []
    project.changed.connect(heard.append)
    rows = (("e0", "incorrect", "cat"), ("e4", "excluded", ""))
    told = decisions_from(project, table(tmp_path / "d.csv", ("example_id", "verdict", "corrected_label"), *rows))
    assert told.startswith("2 decisions recorded from d.csv")
    assert [set(changes.examples) for changes in heard] == [{"e0", "e4"}]
    project.undo()
    assert not project.session.decisions("e0")
    assert not project.session.decisions("e4")


def test_bad_decisions_change_nothing_and_name_their_rows(project: Project, tmp_path: Path) -> None:
    rows = (("e0", "correct", ""), ("nobody", "correct", ""))
    bad = table(tmp_path / "d.csv", ("example_id", "verdict", "corrected_label"), *rows)
    with pytest.raises(LabelerError) as caught:
        decisions_from(project, bad)
    assert [problem.row for problem in caught.value.problems] == [3]
    assert not project.session.decisions("e0")


def test_added_model_is_named_after_its_file_and_told_to_the_pages(project: Project, tmp_path: Path) -> None:
    heard: list[Changes] = []
    project.changed.connect(heard.append)
    guesses = table(tmp_path / "better.csv", ("example_id", "predicted"), *((f"e{n}", "dog") for n in range(8)))
    assert predictions_from(project, [guesses]) == "Predictions added; the project has 2 models now."
    assert project.session.info().models == ["m", "better"]
    assert [changes.kinds for changes in heard] == [{"models"}]


def test_models_are_named_as_in_a_new_project(project: Project, tmp_path: Path) -> None:
    head = ("example_id", "predicted")
    files = [table(tmp_path / "net1.5.csv", head, *((f"e{n}", "dog") for n in range(8)))]
    files += [
        table(tmp_path / f"big-{split}.csv", head, *((f"e{n}", "cat") for n in part))
        for split, part in (("dev", range(4)), ("test", range(4, 8)))
    ]
    predictions_from(project, files)
    assert project.session.info().models == ["m", "net1.5", "big"]


def test_export_needs_an_applied_version_and_writes_it_whole(project: Project, tmp_path: Path) -> None:
    with pytest.raises(LabelerError, match="no version has been applied"):
        export_to(project, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    rows = (("e0", "incorrect", "cat"), ("e4", "incorrect", "cat"), ("e1", "correct", ""), ("e5", "correct", ""))
    decisions_from(project, table(tmp_path / "d.csv", ("example_id", "verdict", "corrected_label"), *rows))
    project.apply()
    export_to(project, tmp_path / "out")
    with (tmp_path / "out" / "corrected" / "dev.csv").open(encoding="utf-8") as file:
        assert [row["label"] for row in csv.DictReader(file)] == ["cat", "cat", "dog", "cat"]
