"""A person reviews errors and right ones of every pack, dev and test, by nothing but keys, in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from packs import PACKS, project_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import window_on

import labeler
from labeler.core.decisions import Verdict
from labeler.core.splits import SPLITS
from labeler.gui.pages.review import ReviewPage
from labeler.gui.pages.review.desk import UNKNOWN_LABEL
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.window import Window

Key = Qt.Key
SIZE = 12
"""Examples a queue and split."""


@dataclass
class Said:
    """What the person meant to say of one example."""

    verdict: Verdict
    label: str | None = None
    reason: str = ""


class Person:
    """Goes through a queue from its first example on; each sixth example is wrong, excluded, unsure …"""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.meant: dict[str, Said] = {}

    def review(self, name: str) -> None:
        page = self.window.findChild(ReviewPage)
        assert page is not None
        assert self.window.project is not None
        session = self.window.project.session
        page.open_queue(QueueChoice(name, size=SIZE))
        model = session.model().model
        plan = session.queue_plan(name, model=model, split=["dev+test"], size=SIZE)
        for number, ordinal in enumerate(plan.ordinals.tolist()):
            self.meant[session.examples.ids[ordinal]] = self.say(ordinal, number)
            self.press(Key.Key_Return)

    def say(self, ordinal: int, number: int) -> Said:
        match number % 6:
            case 0 | 5:
                self.press(Key.Key_Space)
                return Said(Verdict.CORRECT)
            case 1:
                return Said(Verdict.INCORRECT, self.correct(ordinal))
            case 2:
                self.press(Key.Key_X)
                return Said(Verdict.EXCLUDED)
            case 3:
                self.press(Key.Key_U)
                return Said(Verdict.UNSURE)
        self.press(Key.Key_D)
        return Said(Verdict.EXCLUDED, reason=UNKNOWN_LABEL)

    def correct(self, ordinal: int) -> str:
        """Give another label by its keys; as a decision carries it."""
        assert self.window.project is not None
        examples = self.window.project.session.examples
        given = examples.task.given(examples.given, ordinal, examples.vocabulary)
        self.press(Key.Key_W)
        if examples.task.name == "transcript":
            self.press(Key.Key_End)
            QTest.keyClicks(QApplication.focusWidget(), " nought")
            self.press(Key.Key_Return)
            return f"{given} nought"
        if examples.task.name == "multilabel":
            self.press(Key.Key_1, Key.Key_Return)
            name = examples.vocabulary.names[0]
            kept = [item for item in given.split(";") if item and item.lstrip("?") != name]
            return ";".join(kept if name in given.split(";") else [*kept, name])
        place = 1 if examples.vocabulary.names[0] == given else 0
        QTest.keyClicks(QApplication.focusWidget(), str(place + 1))
        return examples.vocabulary.names[place]

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key)


@pytest.fixture(params=PACKS)
def project(request: pytest.FixtureRequest, data: Path, tmp_path: Path) -> Path:
    return project_of(data / request.param, tmp_path / "p")


@pytest.fixture
def person(project: Path, qtbot: QtBot) -> Iterator[Person]:
    with window_on(project, qtbot, reviewer="ann") as window:
        yield Person(window)


def test_errors_and_right_ones_of_dev_and_test_are_reviewed_by_keys_alone(person: Person, project: Path) -> None:
    for name in ("errors", "right"):
        person.review(name)
    person.window.close()
    with labeler.open(project) as session:
        task = session.examples.task
        for example_id, meant in person.meant.items():
            said = session.decisions(example_id)["ann"]
            assert said.verdict is meant.verdict
            assert said.label_key(task) == (None if meant.label is None else task.key(meant.label))
            assert said.reason == meant.reason
            assert said.seen == ("label",)
        reviewed = {SPLITS[session.examples.splits[session.ordinal(example_id)]] for example_id in person.meant}
        assert reviewed == {"dev", "test"}
        assert session.verify().ok
