from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from labeler.gui import dialogs
from labeler.gui.jobs import InlineJobs
from labeler.gui.preferences import Preferences
from labeler.gui.window import Window

Control = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(path: Path, shown: Callable[[Window], Window], qtbot: QtBot) -> Iterator[Window]:
    made = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann")))
    made.open_project(path, page="ranking")
    qtbot.waitUntil(lambda: not made.busy())
    yield made
    made.close()


def rows(window: Window) -> list[list[str]]:
    view = next(v for v in window.findChildren(QTableView) if v.accessibleName() == "Models before and after")
    model = view.model()
    assert isinstance(model, QAbstractItemModel)
    cells = [[model.index(row, column) for column in range(model.columnCount())] for row in range(model.rowCount())]
    return [[str(index.data()) for index in row] for row in cells]


def press(window: Window, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def test_table_shows_the_figures_of_the_session(window: Window) -> None:
    assert window.project is not None
    ranking = window.project.session.rank(split=["dev+test"]).splits["dev+test"]
    shown = rows(window)
    assert [row[0] for row in shown] == [model.model for model in ranking.models]
    assert [row[1] for row in shown] == [f"{100 * (model.before or 0):.1f} %" for model in ranking.models]


def test_interval_follows_from_the_bootstrap(window: Window) -> None:
    assert all("–" in row[3] for row in rows(window))


def test_figures_follow_a_decision_made_elsewhere(window: Window, qtbot: QtBot) -> None:
    assert window.project is not None
    before = rows(window)
    session = window.project.session
    for example_id in session.queue("errors", model="third").to_frame()["example_id"]:
        window.project.record(session.ordinal(example_id), labeler_verdict("excluded"))
    qtbot.waitUntil(lambda: not window.busy())
    after = rows(window)
    assert before != after
    assert any(row[0] == "third" and row[2] == "0.0 %" for row in after)


def labeler_verdict(name: str) -> object:
    from labeler.core.decisions import Verdict  # noqa: PLC0415

    return Verdict(name)


def test_verdict_is_copied_by_key(window: Window, qtbot: QtBot) -> None:
    assert window.project is not None
    press(window, qtbot, Qt.Key.Key_C, Control | Qt.KeyboardModifier.ShiftModifier)
    said = window.project.session.rank(split=["dev+test"], resamples=0).splits["dev+test"].verdict.text
    assert QApplication.clipboard().text() == said


def test_apply_by_key_makes_one_version_of_dev_and_test(window: Window, qtbot: QtBot) -> None:
    assert window.project is not None
    session = window.project.session
    for split in ("dev", "test"):
        for queue in ("errors", "right"):
            item = session.queue(queue, split=[split], size=1).items[0]
            window.project.record(session.ordinal(item.example_id), labeler_verdict("excluded"))
    press(window, qtbot, Qt.Key.Key_Return, Control)
    versions = session.versions().versions
    assert [(version.version, version.excluded, version.by) for version in versions] == [(1, 4, "ann")]


@pytest.mark.parametrize(("reason", "applied"), [("the rest comes later", 1), (None, 0)])
def test_apply_against_parity_asks_for_a_reason(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, reason: str | None, applied: int
) -> None:
    assert window.project is not None
    session = window.project.session
    item = session.queue("errors", split=["dev"], size=1).items[0]
    window.project.record(session.ordinal(item.example_id), labeler_verdict("excluded"))
    monkeypatch.setattr(dialogs, "ask_reason", lambda *_: reason)
    press(window, qtbot, Qt.Key.Key_Return, Control)
    assert [version.override for version in session.versions().versions] == [reason] * applied
