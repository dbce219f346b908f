from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.core.decisions import Decision, Verdict
from labeler.gui import dialogs, picture_export
from labeler.gui.jobs import InlineJobs
from labeler.gui.pages.ranking import RankingPage
from labeler.gui.pages.ranking.bound_dialog import BoundDialog
from labeler.gui.pages.ranking.bounds_chip import BoundsChip
from labeler.gui.pages.ranking.verdict_block import VerdictBlock
from labeler.gui.pages.review.opening import opened
from labeler.gui.preferences import Preferences
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.theme import apply_theme
from labeler.gui.widgets.bump_chart import BumpChart
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.figure_table import FigureTable
from labeler.gui.widgets.matrix_view import MatrixView
from labeler.gui.widgets.rival_lines import RivalLines
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.window import Window
from labeler.session.session import Session

Control = Qt.KeyboardModifier.ControlModifier
Alt = Qt.KeyboardModifier.AltModifier
Plain = Qt.KeyboardModifier.NoModifier
NAME, BEFORE, AFTER, ESTIMATE, RANK_BEFORE, RANK_AFTER = 0, 1, 2, 4, 5, 6

EXCLUDED = Decision(Verdict.EXCLUDED, "ann", "")


@pytest.fixture
def window(path: Path, shown: Callable[[Window], Window], qtbot: QtBot) -> Iterator[Window]:
    made = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann")))
    made.open_project(path, page="ranking")
    settle(made, qtbot)
    yield made
    made.close()


def settle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.busy())


def session_of(window: Window) -> Session:
    assert window.project is not None
    return window.project.session


def table(window: Window) -> FigureTable:
    return next(v for v in window.findChildren(FigureTable) if v.accessibleName() == "Models before and after")


def button(window: Window, name: str) -> QAbstractButton:
    return next(one for one in window.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisible())


def said(window: Window) -> str:
    return "\n".join(label.accessibleName() for label in window.findChildren(QLabel) if label.isVisible())


def chip(window: Window, name: str) -> ChipMenu:
    return next(c for c in window.findChildren(ChipMenu) if c.isVisible() and c.accessibleName().startswith(name))


def choose(window: Window, name: str, text: str) -> None:
    next(action for action in chip(window, name).menu().actions() if action.text() == text).trigger()


def show(window: Window, text: str) -> None:
    views = next(s for s in window.findChildren(Segmented) if s.accessibleName().startswith("Shown below"))
    views.setFocus()
    while not views.accessibleName().endswith(text):
        QTest.keyClick(views, Qt.Key.Key_Space)


def rows(window: Window) -> list[list[str]]:
    model = table(window).model()
    assert isinstance(model, QAbstractItemModel)
    cells = [[model.index(row, column) for column in range(model.columnCount())] for row in range(model.rowCount())]
    return [[str(index.data()) for index in row] for row in cells]


def rivals(window: Window) -> RivalLines:
    return next(lines for lines in window.findChildren(RivalLines) if lines.isVisible())


def press(window: Window, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Plain) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def exclude(window: Window, queue: str = "errors", *, split: str = "dev+test", size: int = 1) -> None:
    """By another page than this one."""
    assert window.project is not None
    for item in window.project.session.queue(queue, split=[split], size=size).items:
        window.project.record(session_of(window).ordinal(item.example_id), EXCLUDED)


def assert_as_ranked_afresh(window: Window, **asked: object) -> None:
    """Values, ranks, intervals and the verdict."""
    ranking = session_of(window).rank(split=["dev+test"], **asked).splits["dev+test"]  # type: ignore[arg-type]
    assert [row[NAME] for row in rows(window)] == [model.model for model in ranking.models]
    assert [row[BEFORE] for row in rows(window)] == [f"{100 * (model.before or 0):.0f} %" for model in ranking.models]
    limits = [model.interval_after or (0, 0) for model in ranking.models]
    after = [
        f"{100 * (model.after or 0):.0f} % {100 * low:.0f}–{100 * high:.0f}"
        for model, (low, high) in zip(ranking.models, limits, strict=True)
    ]
    assert [row[AFTER] for row in rows(window)] == after
    ranks = [[row[RANK_BEFORE], row[RANK_AFTER]] for row in rows(window)]
    assert ranks == [[f"{model.rank_before}", f"{model.rank_after}"] for model in ranking.models]
    assert ranking.verdict.headline in said(window)


def assert_as_audited_afresh(window: Window) -> None:
    figures = session_of(window).audit(split=["dev+test"])
    reviewed = {pair.rival: f"{pair.reviewed} of {pair.disagreements} reviewed" for pair in figures.pairs}
    assert {line.name: line.figures[1] for line in rivals(window).lines()} == reviewed
    assert {line.name: line.mark == "right" for line in rivals(window).lines()} == {
        pair.rival: pair.certified for pair in figures.pairs
    }
    done = sum(pair.outcome is not None for pair in figures.pairs)
    assert f"{done} of {len(figures.pairs)}" in said(window)


# The figures


def test_page_says_what_ranking_and_audit_say(window: Window) -> None:
    assert_as_ranked_afresh(window)
    assert_as_audited_afresh(window)


def test_decisions_by_key_on_review_are_there_when_one_comes_back(window: Window, qtbot: QtBot) -> None:
    window.review(QueueChoice(name="audit", size=10, categories=False))
    for key in (Qt.Key.Key_X, Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_X, Qt.Key.Key_Space):
        press(window, qtbot, key)
    assert len(session_of(window).review.ordinals()) == 5
    press(window, qtbot, Qt.Key.Key_6, Control)
    settle(window, qtbot)
    assert_as_ranked_afresh(window)
    assert_as_audited_afresh(window)


def test_decision_made_elsewhere_shows_at_once_with_all_figures(window: Window) -> None:
    exclude(window)
    assert window.busy()
    assert_as_ranked_afresh(window)
    assert_as_audited_afresh(window)


def test_who_is_favoured_by_the_review_follows_after_a_rest(window: Window, qtbot: QtBot) -> None:
    exclude(window)
    settle(window, qtbot)
    detail = session_of(window).rank(split=["dev+test"], resamples=0).splits["dev+test"].verdict.detail
    assert "is favoured" in detail
    assert detail in said(window)


def test_many_decisions_at_once_are_taken_over(window: Window, qtbot: QtBot) -> None:
    exclude(window, size=20)
    settle(window, qtbot)
    assert_as_ranked_afresh(window)
    assert_as_audited_afresh(window)


def test_undo_by_key_takes_the_figures_back(window: Window, qtbot: QtBot) -> None:
    before = rows(window)
    exclude(window, split="dev")
    assert rows(window) != before
    press(window, qtbot, Qt.Key.Key_Z, Control)
    settle(window, qtbot)
    assert rows(window) == before


def test_selected_model_stays_selected_while_figures_follow(window: Window, qtbot: QtBot) -> None:
    table(window).selectRow(2)
    exclude(window)
    settle(window, qtbot)
    assert [index.row() for index in table(window).selectionModel().selectedRows()] == [2]


def test_round_from_a_version_follows_decisions_too(window: Window, qtbot: QtBot) -> None:
    exclude(window, split="dev")
    exclude(window, "right", split="dev")
    session_of(window).apply(override_parity="the rest comes later")
    assert window.project is not None
    window.project.apply()
    window.open_project(session_of(window).path, page="ranking")
    settle(window, qtbot)
    choose(window, "Before", "version 1")
    settle(window, qtbot)
    assert_as_ranked_afresh(window, before=1)
    assert "Nothing has been corrected or excluded since version 1" in said(window)
    exclude(window, split="test")
    assert_as_ranked_afresh(window, before=1)
    assert "No label changed, 1 example excluded since version 1." in said(window)
    choose(window, "After", "version 1")
    choose(window, "Before", "given labels")
    settle(window, qtbot)
    assert_as_ranked_afresh(window, before=0, version=1)
    assert "An audit speaks of the working labels" in said(window)


def test_estimates_stand_beside_with_their_limits(window: Window, qtbot: QtBot) -> None:
    assert "No estimates: nothing is reviewed yet." in said(window)
    assert {row[ESTIMATE] for row in rows(window)} == {"–"}
    for queue in ("errors", "right"):
        for item in session_of(window).queue(queue, split=["dev", "test"], size=100).items:
            assert window.project is not None
            window.project.record(session_of(window).ordinal(item.example_id), Decision(Verdict.CORRECT, "ann", ""))
    settle(window, qtbot)
    found = session_of(window).estimate(split=["dev+test"]).splits["dev+test"]
    texts = {}
    for one in found:
        told = one.found
        assert told.estimate is not None
        assert told.low is not None
        assert told.high is not None
        texts[one.model] = f"{100 * told.estimate:.0f} % {100 * told.low:.0f}–{100 * told.high:.0f}"
    assert {row[NAME]: row[ESTIMATE] for row in rows(window)} == texts


def test_slow_figures_come_from_a_worker_and_the_page_says_so(window: Window, qtbot: QtBot) -> None:
    choose(window, "Metric", "macro-F1")
    window.findChild(RankingPage)._patience.timeout.emit()
    assert "The ranking is being computed" in said(window)
    assert button(window, "Apply to dev and test…").toolTip() == "The ranking is being computed."
    settle(window, qtbot)
    assert_as_ranked_afresh(window, metric="macro-f1")


def test_resamples_can_be_stopped_and_drawn_again(window: Window, qtbot: QtBot) -> None:
    choose(window, "Metric", "accuracy")
    qtbot.waitUntil(lambda: {row[-1] for row in rows(window)} == {"…"})
    next(iter(window.findChildren(VerdictBlock))).stop_requested.emit()
    assert {row[-1] for row in rows(window)} == {"–"}
    settle(window, qtbot)
    button(window, "Draw them").click()
    settle(window, qtbot)
    assert_as_ranked_afresh(window, metric="accuracy")


def test_resamples_are_drawn_only_while_somebody_looks(window: Window, qtbot: QtBot) -> None:
    choose(window, "Metric", "accuracy")
    qtbot.waitUntil(lambda: {row[-1] for row in rows(window)} == {"…"})
    window.show_page("review")
    assert not window.findChild(RankingPage).busy()
    assert {row[-1] for row in rows(window)} == {"…"}
    exclude(window)
    window.show_page("ranking")
    settle(window, qtbot)
    assert_as_ranked_afresh(window, metric="accuracy")


def test_one_model_says_what_can_be_said(tables: Path, window: Window, qtbot: QtBot) -> None:
    labeler.new(tables / "one", examples=tables / "examples.csv", predictions={"third": tables / "third.csv"}).close()
    window.open_project(tables / "one.labeler", page="ranking")
    settle(window, qtbot)
    assert "third is the only model on dev and test together" in said(window)
    assert "There is no rival to third" in said(window)
    assert not any(chart.isVisible() for chart in window.findChildren(BumpChart))
    show(window, "Pairs")
    assert "With one model there is no pair to compare." in said(window)


def test_model_that_cannot_be_compared_is_named_with_the_reason(tables: Path, window: Window, qtbot: QtBot) -> None:
    lines = (tables / "fourth.csv").read_text(encoding="utf-8").splitlines()
    (tables / "half.csv").write_text("\n".join(lines[:21]) + "\n", encoding="utf-8")
    assert window.project is not None
    window.project.add_predictions([("half", tables / "half.csv")])
    settle(window, qtbot)
    assert "Not compared: half (it doesn't predict dev+test)." in said(window)


# Criteria


def test_bound_is_looked_at_and_then_made_the_projects(window: Window, qtbot: QtBot) -> None:
    bounds = next(one for one in window.findChildren(BoundsChip) if one.isVisible())
    bounds.open_menu()
    bounds.menu().actions()[-1].trigger()
    bounds.menu().close()
    dialog = next(one for one in window.findChildren(BoundDialog) if one.isVisible())
    value = dialog.findChild(QLineEdit)
    assert value is not None
    QTest.keyClicks(value, "0.22")
    QTest.keyClick(value, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert "Outside the bounds, so not to be selected: fourth and third." in said(window)
    assert "The audit goes by the bounds of the project" in said(window)
    assert session_of(window).criteria().bounds == ()
    assert "Only looked at here. The project selects its best model by error, without bounds." in spoken(window)
    button(window, "Make this the project's criteria").click()
    settle(window, qtbot)
    assert session_of(window).criteria().bounds == ("error<=0.22",)
    assert "Only looked at here" not in spoken(window)


def spoken(window: Window) -> str:
    return "\n".join(one.accessibleName() for one in window.findChildren(QWidget) if one.isVisible())


def test_what_is_no_number_is_no_bound(window: Window, qtbot: QtBot) -> None:
    dialog = BoundDialog([("error", "error")], window)
    qtbot.addWidget(dialog)
    value = dialog.findChild(QLineEdit)
    assert value is not None
    for text in ("few", "nan", "inf", ""):
        value.setText(text)
        assert dialog.bound() is None
    value.setText("1,5")
    assert dialog.bound() == "error<=1.5"


def test_back_to_the_projects_metric(window: Window, qtbot: QtBot) -> None:
    choose(window, "Metric", "accuracy")
    settle(window, qtbot)
    assert_as_ranked_afresh(window, metric="accuracy")
    button(window, "Back to the project's").click()
    settle(window, qtbot)
    assert_as_ranked_afresh(window)


# The audit


def test_key_begins_the_audit_and_opens_its_queue(window: Window, qtbot: QtBot) -> None:
    assert "Not begun yet." in said(window)
    assert session_of(window).audit().number is None
    press(window, qtbot, Qt.Key.Key_A)
    assert session_of(window).audit().number == 1
    press(window, qtbot, Qt.Key.Key_X)
    assert len(session_of(window).review.ordinals()) == 1
    window.show_page("ranking")
    settle(window, qtbot)
    assert "Not begun yet." not in said(window)


def test_metric_without_audit_says_why_and_what_is_sure(window: Window, qtbot: QtBot) -> None:
    choose(window, "Metric", "macro-F1")
    settle(window, qtbot)
    assert "There is no audit by macro-F1" in said(window)
    assert "0 of 2 rivals are settled" in said(window)
    assert not any(b.accessibleName().endswith("review the next 50") and b.isVisible() for b in buttons(window))


def test_queue_of_another_metric_is_off_and_the_reason_is_said(window: Window, qtbot: QtBot) -> None:
    session_of(window).criteria(metric="macro-f1")
    window.open_project(session_of(window).path, page="ranking")
    settle(window, qtbot)
    choose(window, "Metric", "error")
    settle(window, qtbot)
    off = next(b for b in buttons(window) if "review the" in b.accessibleName() and b.isVisible())
    assert not off.isEnabled()
    assert "the project's metric, macro-F1" in off.toolTip()
    assert off.toolTip() in said(window)


def test_accuracy_goes_on_with_the_audit_of_the_error(window: Window, qtbot: QtBot) -> None:
    session_of(window).audit_queue()
    choose(window, "Metric", "accuracy")
    settle(window, qtbot)
    on = next(b for b in buttons(window) if "review the" in b.accessibleName().lower() and b.isVisible())
    assert on.isEnabled()
    assert not on.accessibleName().startswith("Begin")


def test_queue_of_the_audit_opens_at_what_nobody_decided(window: Window, qtbot: QtBot) -> None:
    first = session_of(window).audit_queue().items[0].example_id
    session_of(window).record(first, "correct", reviewer="bob")
    window.open_project(session_of(window).path, page="ranking")
    settle(window, qtbot)
    with qtbot.waitSignal(window.findChild(RankingPage).review_requested) as asked:
        press(window, qtbot, Qt.Key.Key_A)
    assert window.project is not None
    desk = opened(window.project, asked.args[0])
    assert desk.current is not None
    assert desk.current != session_of(window).ordinal(first)
    review = next(b for b in buttons(window) if b.accessibleName().startswith("Review the"))
    waiting = sum(not desk.is_done(ordinal) for ordinal in desk.ordinals)
    assert review.accessibleName().endswith(f" {waiting}" if waiting > 1 else "last")


def test_nothing_is_begun_where_nothing_is_left_to_review(window: Window, qtbot: QtBot) -> None:
    for example_id in session_of(window).examples.ids:
        session_of(window).record(example_id, "correct", reviewer="bob")
    window.open_project(session_of(window).path, page="ranking")
    settle(window, qtbot)
    assert "No audit was begun, and none is needed" in said(window)
    assert "Not begun yet" not in said(window)
    assert not any("review the" in b.accessibleName().lower() and b.isVisible() for b in buttons(window))


def test_audit_that_is_slow_can_be_counted_exactly(window: Window, qtbot: QtBot) -> None:
    figures = session_of(window).audit(split=["dev+test"])
    exact = next(b for b in buttons(window) if b.accessibleName() == "Count exactly")
    assert exact.isVisible() == figures.advises_exact_count
    assert "labeler " not in said(window)
    with qtbot.waitSignal(window.findChild(RankingPage).review_requested) as asked:
        exact.click()
    assert asked.args[0].exact_count
    assert asked.args[0].name == "audit"


def test_views_have_keys(window: Window, qtbot: QtBot) -> None:
    press(window, qtbot, Qt.Key.Key_2, Alt)
    assert any(matrix.isVisible() for matrix in window.findChildren(MatrixView))
    press(window, qtbot, Qt.Key.Key_3, Alt)
    settle(window, qtbot)
    assert "No example is known to be incorrectly labeled yet" in said(window)
    press(window, qtbot, Qt.Key.Key_1, Alt)
    assert table(window).isVisible()


def buttons(window: Window) -> list[QAbstractButton]:
    return window.findChildren(QAbstractButton)


# Pairs and noise


def test_chosen_pair_is_told_in_whole_sentences(window: Window) -> None:
    exclude(window)
    show(window, "Pairs")
    matrix = next(one for one in window.findChildren(MatrixView) if one.isVisible())
    matrix.cell_chosen.emit(0, 1)
    first, second = (model.model for model in session_of(window).rank(split=["dev+test"]).splits["dev+test"].models[:2])
    assert f"The error of {first} is" in said(window)
    assert f"than that of {second}." in said(window)
    assert f"that only {first} gets wrong" in said(window)


def test_noise_is_computed_when_it_is_looked_at(window: Window, qtbot: QtBot) -> None:
    show(window, "Noise")
    settle(window, qtbot)
    assert "No example is known to be incorrectly labeled yet" in said(window)
    wrong = Decision(Verdict.INCORRECT, "ann", "", label="owl")
    assert window.project is not None
    window.project.record(0, wrong)
    settle(window, qtbot)
    assert session_of(window).noise().prevalence.sentence in said(window)


# What is done with it


def test_verdict_is_copied_by_key(window: Window, qtbot: QtBot) -> None:
    press(window, qtbot, Qt.Key.Key_C, Control | Qt.KeyboardModifier.ShiftModifier)
    text = session_of(window).rank(split=["dev+test"], resamples=0).splits["dev+test"].verdict.text
    assert QApplication.clipboard().text() == text


def test_verdict_is_saved_as_a_picture_by_key(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_export, "ask_place", lambda *_: tmp_path / "slide.png")
    press(window, qtbot, Qt.Key.Key_S, Control)
    assert (tmp_path / "slide.png").read_bytes().startswith(b"\x89PNG")


def test_apply_is_asked_of_the_window(window: Window, qtbot: QtBot) -> None:
    assert not button(window, "Apply to dev and test…").isEnabled()
    assert "no example excluded yet" in button(window, "Apply to dev and test…").toolTip()
    exclude(window)
    settle(window, qtbot)
    with qtbot.waitSignal(window.findChild(RankingPage).requested) as asked:
        button(window, "Apply to dev and test…").click()
    assert asked.args == ["apply"]


def test_apply_and_the_audit_are_off_with_the_reason_while_somebody_else_writes(
    path: Path, shown: Callable[[Window], Window], qtbot: QtBot
) -> None:
    with labeler.open(path):
        window = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann")))
        window.open_project(path, page="ranking")
        settle(window, qtbot)
        apply = button(window, "Apply to dev and test…")
        assert not apply.isEnabled()
        assert "open elsewhere" in apply.toolTip()
        review = next(b for b in buttons(window) if "review the" in b.accessibleName() and b.isVisible())
        assert "open elsewhere" in review.toolTip()


def test_project_without_models_offers_to_add_them(
    tables: Path, shown: Callable[[Window], Window], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    labeler.new(tables / "bare", examples=tables / "examples.csv").close()
    window = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann")))
    window.open_project(tables / "bare.labeler", page="ranking")
    assert not button(window, "Apply to dev and test…").isEnabled()
    monkeypatch.setattr(dialogs, "choose_tables", lambda *_: [tables / "third.csv"])
    QTest.keyClick(button(window, "Add predictions…"), Qt.Key.Key_Return)
    settle(window, qtbot)
    assert [row[NAME] for row in rows(window)] == ["third"]


# How it is laid out


def test_spare_columns_go_before_names_lack_room(window: Window, qtbot: QtBot) -> None:
    assert not table(window).isColumnHidden(RANK_BEFORE)
    window.resize(1150, 800)
    qtbot.waitUntil(lambda: table(window).isColumnHidden(RANK_BEFORE))
    assert table(window).columnWidth(NAME) >= 112
    qtbot.waitUntil(lambda: not table(window).horizontalScrollBar().isVisible())


def test_chart_goes_below_the_table_where_the_text_is_large(window: Window, qtbot: QtBot, qapp: QApplication) -> None:
    def top(widget: QWidget) -> int:
        return widget.mapTo(window, QPoint()).y()

    chart = next(chart for chart in window.findChildren(BumpChart) if chart.isVisible())
    assert top(chart) < top(table(window)) + table(window).height()
    apply_theme(qapp, "light", scale=2.0)
    qtbot.waitUntil(lambda: top(chart) >= top(table(window)) + table(window).height())
    assert table(window).columnWidth(NAME) >= 224


def test_chips_go_below_the_title_where_they_lack_room(window: Window, qtbot: QtBot) -> None:
    apply = button(window, "Apply to dev and test…")

    def below() -> bool:
        metric = chip(window, "Metric")
        return metric.mapTo(window, QPoint()).y() >= apply.mapTo(window, QPoint(0, apply.height())).y()

    assert not below()
    window.resize(1000, 700)
    qtbot.waitUntil(below)
    qtbot.waitUntil(lambda: apply.width() >= apply.sizeHint().width())
