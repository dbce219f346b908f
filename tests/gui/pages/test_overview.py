from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.core.decisions import Decision, Verdict
from labeler.gui import dialogs
from labeler.gui.apply_dialog import ApplyDialog
from labeler.gui.jobs import InlineJobs
from labeler.gui.pages.overview import OverviewPage
from labeler.gui.pages.overview.columns import CardColumns
from labeler.gui.pages.review import ReviewPage
from labeler.gui.preferences import Preferences
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.theme import apply_theme
from labeler.gui.transfers import TRANSFERS
from labeler.gui.widgets.class_chart import ClassChart
from labeler.gui.widgets.figure_table import FigureTable
from labeler.gui.widgets.progress_rows import ProgressRows
from labeler.gui.window import Window
from labeler.session.overview import Overview
from labeler.session.session import Session
from labeler.session.views import View

RIGHT = Decision(Verdict.CORRECT, "ann", "")
EXCLUDED = Decision(Verdict.EXCLUDED, "ann", "")

Shown = Callable[[Window], Window]


@pytest.fixture
def open_overview(shown: Shown, qtbot: QtBot) -> Iterator[Callable[[Path], Window]]:
    made: list[Window] = []

    def opened(path: Path) -> Window:
        window = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann")))
        made.append(window)
        window.open_project(path, page="overview")
        settle(window, qtbot)
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield opened
    for window in made:
        window.close()


@pytest.fixture
def window(path: Path, open_overview: Callable[[Path], Window]) -> Window:
    return open_overview(path)


def settle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.busy())


def page(window: Window) -> OverviewPage:
    return window.findChildren(OverviewPage)[0]


def session(window: Window) -> Session:
    assert window.project is not None
    return window.project.session


def overview(window: Window) -> Overview:
    return session(window).overview()


def table(window: Window, name: str) -> list[list[str]]:
    view = next(view for view in page(window).findChildren(FigureTable) if view.accessibleName() == name)
    model = view.model()
    assert isinstance(model, QAbstractItemModel)
    columns = range(model.columnCount())
    return [[str(model.index(row, column).data()) for column in columns] for row in range(model.rowCount())]


def queues(window: Window) -> ProgressRows:
    return next(rows for rows in page(window).findChildren(ProgressRows) if rows.accessibleName() == "Queues")


def said(window: Window) -> list[str]:
    return [label.accessibleName() for label in page(window).findChildren(QLabel) if label.isVisible()]


def buttons(window: Window) -> list[QAbstractButton]:
    return [one for one in page(window).findChildren(QAbstractButton) if one.isVisible()]


def button(window: Window, name: str) -> QAbstractButton:
    return next(one for one in buttons(window) if one.accessibleName().startswith(name))


def press(key: Qt.Key, window: Window) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key)


def asked(window: Window, qtbot: QtBot, act: Callable[[], object]) -> QueueChoice:
    with qtbot.waitSignal(page(window).review_requested) as found:
        act()
    choice = found.args[0]
    assert isinstance(choice, QueueChoice)
    return choice


def test_the_verdict_is_the_title(window: Window) -> None:
    verdict = overview(window).verdict
    assert verdict.headline in said(window)
    assert any(text.startswith(verdict.detail) for text in said(window))


def test_splits_and_models_have_the_figures_of_the_session(window: Window) -> None:
    assert [row[0] for row in table(window, "Splits and how far their review is")] == ["dev 20", "test 20"]
    shown = table(window, "Models before and after relabeling")
    assert [row[0] for row in shown] == [model.model for model in overview(window).models]


def test_enter_does_what_is_best_done_next(window: Window, qtbot: QtBot) -> None:
    step = overview(window).steps[0]
    assert step.title in said(window)
    choice = asked(window, qtbot, lambda: press(Qt.Key.Key_Return, window))
    assert step.ask is not None
    assert (choice.name, choice.model, choice.split, choice.size) == ("errors", step.ask.model, "dev+test", 100)
    assert window.findChildren(ReviewPage)[0].isVisible()


def test_another_step_is_a_click_away(window: Window, qtbot: QtBot) -> None:
    step = overview(window).steps[1]
    choice = asked(window, qtbot, button(window, step.title).click)
    assert step.ask is not None
    assert (choice.name, choice.model) == (step.ask.queue, step.ask.model)


def test_a_queue_is_opened_by_its_row(window: Window, qtbot: QtBot) -> None:
    queues(window).setFocus()
    press(Qt.Key.Key_Down, window)
    choice = asked(window, qtbot, lambda: press(Qt.Key.Key_Return, window))
    assert (choice.name, choice.split, choice.size) == ("right", "dev+test", 100)


def test_figures_follow_decisions_made_elsewhere(window: Window, qtbot: QtBot) -> None:
    assert window.project is not None
    for example_id in ("e00", "e20", "e21"):
        window.project.record(session(window).ordinal(example_id), EXCLUDED)
    settle(window, qtbot)
    splits = table(window, "Splits and how far their review is")
    assert [row[1].split()[0] for row in splits] == ["1", "2"]
    assert [row[3] for row in splits] == ["1", "2"]
    rows = {row.name: row.words for row in queues(window).rows()}
    assert {row.title: row.words for row in overview(window).queues} == rows


def test_the_place_of_the_keyboard_and_of_the_scroll_survive_a_decision(window: Window, qtbot: QtBot) -> None:
    assert window.project is not None
    window.resize(1100, 700)
    queues(window).setFocus()
    press(Qt.Key.Key_Down, window)
    scroll = page(window).findChildren(QScrollArea)[0].verticalScrollBar()
    scroll.setValue(20)
    window.project.record(session(window).ordinal("e03"), RIGHT)
    settle(window, qtbot)
    assert scroll.value() == 20
    assert QApplication.focusWidget() is queues(window)
    with qtbot.waitSignal(queues(window).activated) as asked:
        press(Qt.Key.Key_Return, window)
    assert asked.args == [1]


def test_a_page_out_of_sight_waits_until_it_is_entered(window: Window, qtbot: QtBot) -> None:
    assert window.project is not None
    window.show_page("review")
    window.project.record(session(window).ordinal("e00"), EXCLUDED)
    assert not page(window).busy()
    window.show_page("overview")
    settle(window, qtbot)
    assert table(window, "Splits and how far their review is")[0][3] == "1"


def test_conflicts_have_a_button_and_come_first(
    path: Path, open_overview: Callable[[Path], Window], qtbot: QtBot
) -> None:
    with labeler.open(path) as project:
        project.record("e00", "correct", reviewer="ann")
        project.record("e00", "excluded", reviewer="bob")
    window = open_overview(path)
    assert "Settle 1 conflict" in said(window)
    assert asked(window, qtbot, button(window, "1 conflict open").click).name == "conflicts"


def test_a_step_that_is_done_is_not_offered_while_the_next_is_found(
    path: Path, open_overview: Callable[[Path], Window], qtbot: QtBot
) -> None:
    with labeler.open(path) as project:
        for example_id in project.examples.ids[:]:
            project.record(example_id, "correct", reviewer="ann")
        project.record("e00", "excluded", reviewer="bob")
    window = open_overview(path)
    assert window.project is not None
    shown: list[list[str]] = []
    page(window).handlers_changed.connect(lambda: shown.append(said(window)))
    window.project.record(session(window).ordinal("e00"), RIGHT, adjudicates=True)
    settle(window, qtbot)
    assert shown
    assert not any("Settle 1 conflict" in words for words in shown)


def test_what_is_settled_is_applied_after_a_look_at_it(
    path: Path, open_overview: Callable[[Path], Window], qtbot: QtBot
) -> None:
    with labeler.open(path) as project:
        for example_id in project.examples.ids:
            project.record(example_id, "correct", reviewer="ann")
        project.record("e00", "excluded", reviewer="ann")
    window = open_overview(path)
    assert "Apply the corrections to dev and test" in said(window)
    press(Qt.Key.Key_Return, window)
    dialog = window.findChildren(ApplyDialog)[0]
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.busy())
    dialog.close()
    assert session(window).versions().versions == ()


def test_what_is_applied_is_exported(
    path: Path, open_overview: Callable[[Path], Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    with labeler.open(path) as project:
        for example_id in project.examples.ids:
            project.record(example_id, "correct", reviewer="ann")
        project.record("e00", "excluded", reviewer="ann")
        project.apply(by="ann")
    window = open_overview(path)
    done: list[str] = []
    monkeypatch.setitem(TRANSFERS, "export", lambda *_: done.append("export"))
    press(Qt.Key.Key_Return, window)
    assert done == ["export"]


def test_a_project_without_models_offers_to_add_them(
    tables: Path, open_overview: Callable[[Path], Window], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    labeler.new(tables / "bare", examples=tables / "examples.csv").close()
    window = open_overview(tables / "bare.labeler")
    assert "40 examples, and no model yet" in said(window)
    monkeypatch.setattr(dialogs, "choose_tables", lambda *_: [tables / "third.csv"])
    press(Qt.Key.Key_Return, window)
    settle(window, qtbot)
    assert [row[0] for row in table(window, "Models before and after relabeling")] == ["third"]


def test_what_records_is_off_where_one_can_only_read(tables: Path, open_overview: Callable[[Path], Window]) -> None:
    labeler.new(tables / "bare", examples=tables / "examples.csv").close()
    with labeler.open(tables / "bare.labeler"):
        window = open_overview(tables / "bare.labeler")
        assert not any(each.accessibleName().startswith("Add predictions") for each in buttons(window))
        assert any("Read-only: " in words and "open elsewhere" in words for words in said(window))


def test_conflicts_are_not_settled_where_one_can_only_read(
    path: Path, open_overview: Callable[[Path], Window], qtbot: QtBot
) -> None:
    with labeler.open(path) as project:
        project.record("e00", "correct", reviewer="ann")
        project.record("e00", "excluded", reviewer="bob")
        window = open_overview(path)
        assert "Settle 1 conflict" in said(window)
        assert not any(each.accessibleName().startswith("Settle them") for each in buttons(window))
        assert "do-next" not in page(window).handlers()


def test_enter_on_a_split_shows_its_examples(window: Window, qtbot: QtBot) -> None:
    splits = next(view for view in page(window).findChildren(FigureTable) if view.accessibleName().startswith("Splits"))
    splits.setFocus()
    splits.setCurrentIndex(splits.model().index(1, 0))
    with qtbot.waitSignal(page(window).gallery_requested) as asked_for:
        QTest.keyClick(splits, Qt.Key.Key_Return)
    assert asked_for.args == [View(where=("split=test",))]


def test_sizes_are_there_before_anything_is_computed(path: Path, shown: Shown) -> None:
    window = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann")))
    window.open_project(path, page="overview")
    assert window.busy()
    assert [row[0] for row in table(window, "Splits and how far their review is")] == ["dev 20", "test 20"]
    window.close()


def test_ranking_is_opened_from_the_models(window: Window) -> None:
    button(window, "Open Ranking").click()
    assert not page(window).isVisible()


def test_classes_are_told_to_who_can_t_see_the_chart(window: Window) -> None:
    chart = page(window).findChildren(ClassChart)[0]
    assert chart.accessibleDescription().startswith("cat: dev 35 %, test 35 %; ")
    assert len(chart.rows()) == 3


def test_large_text_forces_no_window_higher_than_the_least(window: Window, qapp: QApplication) -> None:
    apply_theme(qapp, "light", scale=2.0)
    least = window.minimumSizeHint()
    assert least.width() <= 1100
    assert least.height() <= 700


@pytest.mark.parametrize(
    ("size", "scale", "columns"), [((1440, 900), 1.0, 3), ((1100, 700), 1.0, 2), ((1100, 700), 2.0, 1)]
)
def test_cards_take_the_columns_there_is_room_for_and_nothing_is_cut(
    window: Window, qtbot: QtBot, qapp: QApplication, size: tuple[int, int], scale: float, columns: int
) -> None:
    apply_theme(qapp, "light", scale=scale)
    window.setMinimumSize(1, 1)
    window.resize(*size)
    cards = page(window).findChildren(CardColumns)[0]
    qtbot.waitUntil(lambda: cards.count() == columns)
    scroll = page(window).findChildren(QScrollArea)[0]
    body = scroll.widget()
    qtbot.waitUntil(lambda: body.width() <= scroll.viewport().width())
    bottom = max(_bottom(child, body) for child in cards.findChildren(QWidget) if child.isVisible())
    assert bottom <= body.height()


def _bottom(widget: QWidget, body: QWidget) -> int:
    return widget.mapTo(body, QPoint(0, widget.height())).y()
