from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.core.decisions import Decision, Verdict
from labeler.gui import dialogs
from labeler.gui.jobs import InlineJobs
from labeler.gui.pages.ranking import ranking_job
from labeler.gui.preferences import Preferences
from labeler.gui.theme import apply_theme
from labeler.gui.widgets.bump_chart import BumpChart
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.figure_table import FigureTable
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.window import Window

Control = Qt.KeyboardModifier.ControlModifier

EXCLUDED = Decision(Verdict.EXCLUDED, "ann", "")


@pytest.fixture
def window(path: Path, shown: Callable[[Window], Window], qtbot: QtBot) -> Iterator[Window]:
    made = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann")))
    made.open_project(path, page="ranking")
    qtbot.waitUntil(lambda: not made.busy())
    yield made
    made.close()


def table(window: Window) -> FigureTable:
    return next(v for v in window.findChildren(FigureTable) if v.accessibleName() == "Models before and after")


def button(window: Window, name: str) -> QAbstractButton:
    return next(one for one in window.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisible())


def said(window: Window) -> list[str]:
    return [label.accessibleName() for label in window.findChildren(QLabel) if label.isVisible()]


def choose(window: Window, chip: str, name: str) -> None:
    found = next(c for c in window.findChildren(ChipMenu) if c.isVisible() and c.accessibleName().startswith(chip))
    next(action for action in found.menu().actions() if action.text() == name).trigger()


def rows(window: Window) -> list[list[str]]:
    model = table(window).model()
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
        window.project.record(session.ordinal(example_id), EXCLUDED)
    qtbot.waitUntil(lambda: not window.busy())
    after = rows(window)
    assert before != after
    assert any(row[0] == "third" and row[2] == "0.0 %" for row in after)


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
            window.project.record(session.ordinal(item.example_id), EXCLUDED)
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
    window.project.record(session.ordinal(item.example_id), EXCLUDED)
    monkeypatch.setattr(dialogs, "ask_reason", lambda *_: reason)
    press(window, qtbot, Qt.Key.Key_Return, Control)
    assert [version.override for version in session.versions().versions] == [reason] * applied


@pytest.mark.parametrize("settled", [True, False])
def test_words_on_what_was_applied_stay_and_nothing_is_computed_anew(
    window: Window, qtbot: QtBot, settled: bool
) -> None:
    assert window.project is not None
    session = window.project.session
    for split in ("dev", "test"):
        for queue in ("errors", "right"):
            item = session.queue(queue, split=[split], size=1).items[0]
            window.project.record(session.ordinal(item.example_id), EXCLUDED)
    if settled:
        qtbot.waitUntil(lambda: not window.busy())
    press(window, qtbot, Qt.Key.Key_Return, Control)
    assert window.busy() != settled
    qtbot.waitUntil(lambda: not window.busy())
    assert "Version 1: 0 corrected, 4 excluded." in [line.text() for line in window.findChildren(StatusLine)]
    assert any(text.startswith("Version 1, applied ") for text in said(window))


def test_apply_is_off_with_the_reason_while_somebody_else_writes(path: Path, shown: Callable[[Window], Window]) -> None:
    with labeler.open(path):
        window = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann")))
        window.open_project(path, page="ranking")
        apply = button(window, "Apply to dev and test")
        assert not apply.isEnabled()
        assert "open elsewhere" in apply.toolTip()


def test_apply_is_on_where_it_can_be_done(window: Window) -> None:
    assert button(window, "Apply to dev and test").isEnabled()


def test_parity_of_nothing_reviewed_says_so(window: Window) -> None:
    assert "Nothing has been reviewed yet." in said(window)
    assert "Dev and test were reviewed alike." not in said(window)


def test_project_without_models_offers_to_add_them(
    tables: Path, shown: Callable[[Window], Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    labeler.new(tables / "bare", examples=tables / "examples.csv").close()
    window = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann")))
    window.open_project(tables / "bare.labeler", page="ranking")
    assert not button(window, "Apply to dev and test").isEnabled()
    monkeypatch.setattr(dialogs, "choose_tables", lambda *_: [tables / "third.csv"])
    QTest.keyClick(button(window, "Add predictions…"), Qt.Key.Key_Return)
    assert [row[0] for row in rows(window)] == ["third"]
    assert button(window, "Apply to dev and test").isEnabled()


@pytest.fixture
def weighted(tables: Path) -> Path:
    """The same project with weights, by which errors can be counted."""
    lines = (tables / "examples.csv").read_text(encoding="utf-8").split()
    weights = ["weight", *(str(1 + number % 2) for number in range(len(lines) - 1))]
    rows = (f"{line},{weight}\n" for line, weight in zip(lines, weights, strict=True))
    (tables / "weighted.csv").write_text("".join(rows), encoding="utf-8")
    predictions = {model: tables / f"{model}.csv" for model in ("third", "fourth")}
    with labeler.new(tables / "weighted", examples=tables / "weighted.csv", predictions=predictions) as session:
        return session.path


@pytest.mark.parametrize(("metric", "at_once"), [("weighted-error", 2_000_000), ("accuracy", 10)])
def test_slow_figures_come_from_a_worker_and_the_page_says_so(
    weighted: Path, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, metric: str, at_once: int
) -> None:
    window.open_project(weighted, page="ranking")
    monkeypatch.setattr(ranking_job, "_AT_ONCE", at_once)
    choose(window, "Metric", metric)
    assert "The ranking is being computed" in said(window)
    assert not table(window).isVisible()
    assert button(window, "Apply to dev and test").toolTip() == "The ranking is being computed."
    qtbot.waitUntil(lambda: not window.busy())
    assert window.project is not None
    ranking = window.project.session.rank(metric=metric, split=["dev+test"]).splits["dev+test"]
    assert table(window).isVisible()
    assert [row[0] for row in rows(window)] == [model.model for model in ranking.models]


def test_names_of_models_keep_their_room_in_a_small_window(window: Window, qtbot: QtBot) -> None:
    assert not table(window).isColumnHidden(4)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: table(window).isColumnHidden(4))
    assert table(window).columnWidth(0) >= 140
    assert not table(window).horizontalScrollBar().isVisible()


def test_chart_goes_below_the_table_where_the_text_is_large(window: Window, qtbot: QtBot, qapp: QApplication) -> None:
    def top(widget: QWidget) -> int:
        return widget.mapTo(window, QPoint()).y()

    chart = next(chart for chart in window.findChildren(BumpChart) if chart.isVisible())
    assert top(chart) < top(table(window)) + table(window).height()
    apply_theme(qapp, "light", scale=2.0)
    qtbot.waitUntil(lambda: top(chart) >= top(table(window)) + table(window).height())
    assert table(window).columnWidth(0) >= 280


def test_parity_is_shown_whole_where_the_text_is_large(window: Window, qtbot: QtBot, qapp: QApplication) -> None:
    name = "How alike dev and test were reviewed"
    parity = next(one for one in window.findChildren(FigureTable) if one.accessibleName() == name)
    apply_theme(qapp, "light", scale=2.0)
    qtbot.waitUntil(lambda: parity.viewport().width() >= parity.least_width())
    assert not parity.horizontalScrollBar().isVisible()
    assert not parity.verticalScrollBar().isVisible()
