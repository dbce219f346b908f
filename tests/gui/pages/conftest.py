"""A small project with pictures, three classes and three models that get different examples wrong."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.core.decisions import Decision
from labeler.gui.jobs import InlineJobs
from labeler.gui.preferences import Preferences
from labeler.gui.project import Project
from labeler.gui.window import Window

LABELS = ("cat", "dog", "owl")
COLORS = {"cat": (200, 120, 60), "dog": (90, 140, 200), "owl": (120, 180, 110)}
ME = "ann"


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder with examples, pictures and predictions: model m errs on every third, fourth or fifth example."""
    rows = [["example_id", "split", "file", "label"]]
    (tmp_path / "images").mkdir()
    for number in range(40):
        label = LABELS[number % 3]
        name = f"e{number:02}"
        Image.new("RGB", (24, 16), COLORS[label]).save(tmp_path / "images" / f"{name}.png")
        rows.append([name, "dev" if number < 20 else "test", f"images/{name}.png", label])
    write(tmp_path / "examples.csv", rows)
    for model, step in (("third", 3), ("fourth", 4), ("fifth", 5)):
        guesses = [["example_id", "predicted", "probability"]]
        for number, (name, _, _, label) in enumerate(rows[1:]):
            wrong = number % step == 0
            guesses.append([name, LABELS[(LABELS.index(label) + wrong) % 3], f"{0.5 + 0.01 * number:.2f}"])
        write(tmp_path / f"{model}.csv", guesses)
    return tmp_path


@pytest.fixture
def path(tables: Path) -> Path:
    predictions = {model: tables / f"{model}.csv" for model in ("third", "fourth", "fifth")}
    with labeler.new(tables / "small", examples=tables / "examples.csv", predictions=predictions) as session:
        return session.path


class Person:
    """Presses keys as a person does, on whatever has the keyboard, and looks into the project for what came of it."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self._focused(), key, modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(self._focused(), text)

    def said(self, example_id: str) -> tuple[str | None, str | None]:
        decision = self.decision(example_id)
        return (decision.verdict, decision.label) if decision else (None, None)

    def decision(self, example_id: str) -> Decision | None:
        assert self.window.project is not None
        return self.window.project.session.decisions(example_id).get(ME)

    def queue(self, name: str = "errors", **asked: object) -> list[str]:
        assert self.window.project is not None
        session = self.window.project.session
        plan = session.queue_plan(name, **{"split": ["dev+test"]} | asked)  # type: ignore[arg-type]
        return [session.examples.ids[ordinal] for ordinal in plan.ordinals.tolist()]

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window


@pytest.fixture
def open_window(shown: Callable[[Window], Window], qtbot: QtBot) -> Iterator[Callable[[Path], Person]]:
    """Opens a project in a window of ann's that has the keyboard."""
    made: list[Window] = []

    def open_project(path: Path) -> Person:
        window = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer=ME)))
        made.append(window)
        window.open_project(path)
        qtbot.waitUntil(window.isActiveWindow)
        return Person(window)

    yield open_project
    for window in made:
        window.close()


@pytest.fixture
def person(path: Path, open_window: Callable[[Path], Person]) -> Person:
    return open_window(path)


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    opened = Project(labeler.open(path), ME)
    yield opened
    opened.close()


@pytest.fixture
def said(project: Project) -> Callable[[str], tuple[str | None, str | None]]:
    """The verdict and corrected label that the present reviewer has on an example."""

    def look(example_id: str) -> tuple[str | None, str | None]:
        decision = project.session.decisions(example_id).get(ME)
        return (decision.verdict, decision.label) if decision else (None, None)

    return look
