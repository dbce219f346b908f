"""Beside the sheet: the three numbers, the ceilings and the four flows, in words, bars and bands (METHOD 2 and 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from labeler.core.decisions import Status
from labeler.core.error_analysis import Marks, Reviewed, Sheet, analyse
from labeler.core.relabeling import Gap
from labeler.errors import LabelerError
from labeler.gui import picture_export
from labeler.gui.pages.errors.ceilings_chart import INCORRECT, ROW, CeilingsChart, ceilings
from labeler.gui.pages.errors.flows_diagram import FlowsDiagram
from labeler.gui.pages.errors.sheet_foot import figures
from labeler.gui.pages.errors.side import ErrorsSide
from labeler.gui.pages.errors.three_numbers import ThreeNumbers
from labeler.gui.project import Project
from labeler.gui.theme import apply_theme, current_theme, load_palette
from labeler.gui.widgets.chart import Chart
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.sheet import ErrorSheet

C, X, E, U, O = Status.CONFIRMED, Status.CORRECTED, Status.EXCLUDED, Status.UNSURE, Status.GIVEN  # noqa: E741

Shown = Callable[[QWidget], QWidget]


def sheet(
    errors: Sequence[Status],
    *,
    examples: int = 10_000,
    right: Sequence[Status] = (),
    undone: int = 0,
    categories: Sequence[Marks] = (),
    gap: Gap | None = None,
    split: str = "dev",
) -> Sheet:
    """Errors with these statuses by ticket, then right predictions; corrected right ones turn wrong."""
    others = [*right, *[O] * (examples - len(errors) - len(right))]
    status = np.array([*errors, *others], np.int8)
    wrong = np.arange(examples) < len(errors)
    after = (wrong & (np.arange(examples) >= undone)) | (~wrong & (status == X))
    case = Reviewed(
        split=split,
        model="vgg13_bn",
        wrong_given=wrong,
        wrong_corrected=after,
        status=status,
        incorrect=status == X,
        categories=categories,
        gap=gap,
    )
    return analyse(case)


def ticked(name: str, count: int, *, of: int = 100, errors: int = 100, late: int = 0) -> Marks:
    places = np.arange(errors)
    considered = (places >= late) & (places < of)
    return Marks(name, considered & (places < late + count), considered)


def mock() -> Sheet:
    """E 10 %; of 100 of 334 errors blurry 61, great cat 43, a filter 7 of the last 58, dog 8, incorrectly labeled 6."""
    numbers = [("Blurry", 61, 0), ("Great cat", 43, 0), ("Photo filter", 7, 42), ("Dog", 8, 0)]
    columns = [ticked(name, count, errors=334, late=late) for name, count, late in numbers]
    statuses = [*[X] * 6, *[C] * 94, *[O] * 234]
    gap = Gap("vgg13_bn", "resnet18", 67)
    return sheet(statuses, examples=3340, undone=3, categories=columns, gap=gap)


def cifar() -> Sheet:
    """METHOD 2: of 571 errors 13 incorrect, 38 not upheld, 9 become right."""
    return sheet([*[X] * 13, *[E] * 25, *[C] * 533], undone=9, split="dev+test")


@pytest.fixture
def side(shown: Shown) -> ErrorsSide:
    made = ErrorsSide()
    shown(made)
    return made


def words(widget: QWidget) -> str:
    """All labels in sight, ordinary spaces for unbreakable ones."""
    texts = (label.accessibleName() for label in widget.findChildren(TextLabel) if label.isVisibleTo(widget))
    return "\n".join(texts).replace("\N{NO-BREAK SPACE}", " ")


def chart(side: ErrorsSide, kind: type[Chart]) -> Chart:
    return side.findChild(kind)  # type: ignore[return-value]


def button(side: QWidget, name: str) -> QAbstractButton:
    return next(each for each in side.findChildren(QAbstractButton) if each.accessibleName().startswith(name))


def painted(widget: QWidget) -> QImage:
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(image)
    return image


def colors(image: QImage, *, x: Iterable[int], y: int) -> set[str]:
    return {image.pixelColor(at, y).name() for at in x}


# The three numbers


def test_worked_value_the_three_numbers_of_10_percent(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(mock(), "all"))
    assert chart(side, ThreeNumbers).accessibleDescription() == (
        "0.60 % incorrect labels (95 %: 0.30–1.14); 9.40 % other causes (95 %: 8.86–9.70)"
    )
    assert "Dev error 10.00 % · 334 of 3,340" in words(side)


def test_worked_value_the_neighbours_stand_beside_the_definition(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(cifar(), "all"))
    told = words(side).splitlines()
    assert "Dev and test together error 5.71 % · 571 of 10,000, excluded ones included here" in told
    counts = dict(zip(told[2:8:2], told[1:8:2], strict=False))
    assert counts == {
        "due to incorrect labels: the given label was found incorrect, 2.3 % of 571 reviewed": "13",
        "not upheld: found incorrect, or excluded": "38",
        "become right by the corrected label": "9",
    }


def test_the_bar_is_red_as_far_as_labels_are_to_blame(qtbot: QtBot) -> None:
    bar = ThreeNumbers()
    qtbot.addWidget(bar)
    bar.resize(400, 80)
    bar.set_sheet(sheet([*[X] * 25, *[U] * 25, *[C] * 50]))
    image, palette = painted(bar), load_palette("light")
    assert colors(image, x=(10, 80), y=8) == {palette.wrong.name()}
    assert colors(image, x=(220, 390), y=8) == {palette.bar.name()}
    assert not colors(image, x=(120, 180), y=8) & {palette.wrong.name(), palette.bar.name()}


def test_what_is_unsure_is_told_as_a_range(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(sheet([*[X] * 10, *[U] * 5, *[C] * 85]), "all"))
    assert "unsure or in conflict: 10 to 15 % may be incorrect" in words(side)


def test_the_answer_comes_before_its_reasons(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(mock(), "all"))
    assert "Relabeling is not the first thing to do: incorrect labels are behind 6 of 100 errors" in words(side)
    assert "between the two best models, vgg13_bn and resnet18" in words(side)


def test_one_model_alone_has_no_gap_to_measure_by(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(sheet([*[X] * 30, *[C] * 70]), "all"))
    assert "Relabeling is worth it: incorrect labels are behind 30 of 100" in words(side)
    assert "two best models" not in words(side)


def test_the_rate_is_called_by_its_name(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(mock(), "all", "sentence error"))
    told = words(side)
    assert "Dev sentence error 10.00 % · 334 of 3,340" in told
    assert "Sentence error left if a category were solved" in told
    assert "the sentence error left of 10.00 %" in told


# The ceilings


def test_limits_have_the_digits_of_their_share() -> None:
    rows = ceilings(sheet([*[X] * 17, *[C] * 43, *[O] * 222], examples=5000))
    assert (rows[0].portion, rows[0].portion_between) == ("28 %", "19–40 %")
    labels = sheet([*[X] * 17, *[C] * 43, *[O] * 222], examples=5000).incorrectly_labeled
    assert figures(labels) == ["28 %", "19–40", "17 of 60"]


def test_bars_are_sorted_by_gain_with_the_labels_among_them() -> None:
    found = [(row.name, row.portion, row.share.of, row.left) for row in ceilings(mock())]
    assert found == [
        ("Blurry", "61 %", "61 of 100", "3.90 %"),
        ("Great cat", "43 %", "43 of 100", "5.70 %"),
        ("Photo filter", "12 %", "7 of 58", "8.79 %"),
        ("Dog", "8 %", "8 of 100", "9.20 %"),
        ("Incorrectly labeled", "6 %", "6 of 100", "9.40 %"),
    ]


def test_a_bar_leaves_free_what_would_be_left(qtbot: QtBot) -> None:
    bars = CeilingsChart()
    qtbot.addWidget(bars)
    bars.set_rows(ceilings(sheet([*[X] * 25, *[C] * 75], categories=[ticked("Dog", 50)])))
    bars.resize(216, 2 * ROW)
    image, palette = painted(bars), load_palette("light")
    assert colors(image, x=(20, 100), y=30) == {palette.bar_strong.name()}
    assert colors(image, x=(20, 50), y=30 + ROW) == {palette.wrong.name()}
    assert not colors(image, x=(120, 200), y=30) & {palette.bar_strong.name(), palette.wrong.name()}


def test_a_category_nobody_considered_is_told_and_comes_last(side: ErrorsSide) -> None:
    new = Marks("New", np.zeros(100, bool), np.zeros(100, bool))
    side.show_sheet(ErrorSheet(sheet([C] * 100, categories=[new]), "all"))
    assert chart(side, CeilingsChart).described().endswith(". New: not considered yet")


def test_keys_go_through_the_bars_and_enter_chooses(side: ErrorsSide, qtbot: QtBot) -> None:
    side.show_sheet(ErrorSheet(mock(), "all"))
    bars = chart(side, CeilingsChart)
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(bars.hasFocus)
    for keys, wanted in (((Qt.Key.Key_Down,), "Great cat"), ((Qt.Key.Key_Up, Qt.Key.Key_Up), "Blurry")):
        for key in keys:
            QTest.keyClick(bars, key)
        with qtbot.waitSignal(side.category_chosen) as chosen:
            QTest.keyClick(bars, Qt.Key.Key_Return)
        assert chosen.args == [wanted]
    QTest.keyClick(bars, Qt.Key.Key_End)
    assert bars.accessibleDescription().startswith("Incorrectly labeled: 6 of 100 errors, 6 %")
    with qtbot.waitSignal(side.category_chosen) as chosen:
        QTest.keyClick(bars, Qt.Key.Key_Space)
    assert chosen.args == [INCORRECT]


def test_a_shortcut_of_the_page_does_not_take_the_keys_of_the_bars(side: ErrorsSide, qtbot: QtBot) -> None:
    side.show_sheet(ErrorSheet(mock(), "all"))
    bars = chart(side, CeilingsChart)
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(bars.hasFocus)
    triggered: list[str] = []
    for keys in ("Space", "S"):
        shortcut = QShortcut(QKeySequence(keys), side)
        shortcut.activated.connect(lambda keys=keys: triggered.append(keys))
    with qtbot.waitSignal(side.category_chosen):
        QTest.keyClick(bars, Qt.Key.Key_Space)
    QTest.keyClick(bars, Qt.Key.Key_S)
    assert triggered == ["S"]


def test_a_click_chooses_a_bar(side: ErrorsSide, qtbot: QtBot) -> None:
    side.show_sheet(ErrorSheet(mock(), "all"))
    bars = chart(side, CeilingsChart)
    with qtbot.waitSignal(side.category_chosen) as chosen:
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(30, 2 * ROW + 5))
    assert chosen.args == ["Photo filter"]


def test_the_cursor_stays_on_its_category_when_bars_change_places(qtbot: QtBot) -> None:
    bars = CeilingsChart()
    qtbot.addWidget(bars)
    bars.set_rows(ceilings(sheet([C] * 100, categories=[ticked("a", 50), ticked("b", 40)])))
    QTest.keyClick(bars, Qt.Key.Key_Down)
    bars.set_rows(ceilings(sheet([C] * 100, categories=[ticked("a", 30), ticked("b", 40)])))
    with qtbot.waitSignal(bars.chosen) as chosen:
        QTest.keyClick(bars, Qt.Key.Key_Return)
    assert chosen.args == ["b"]
    bars.set_rows([])
    bars.set_rows(ceilings(sheet([C] * 100)))
    with qtbot.waitSignal(bars.chosen) as chosen:
        QTest.keyClick(bars, Qt.Key.Key_Return)
    assert chosen.args == [INCORRECT]


def test_thirty_categories_scroll_and_the_keyboard_reaches_the_last(side: ErrorsSide, qtbot: QtBot) -> None:
    columns = [ticked(f"category number {number:02}", number) for number in range(30)]
    side.show_sheet(ErrorSheet(sheet([C] * 100, categories=columns), "all"))
    bars = chart(side, CeilingsChart)
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(bars.hasFocus)
    qtbot.waitUntil(lambda: 7 * ROW < bars.visibleRegion().boundingRect().height() < 10 * ROW)
    QTest.keyClick(bars, Qt.Key.Key_End)
    assert bars.visibleRegion().contains(QPoint(20, 30 * ROW + ROW // 2))  # the incorrect labels


def test_the_figures_are_copied_as_a_table(side: ErrorsSide, qtbot: QtBot) -> None:
    side.show_sheet(ErrorSheet(mock(), "all"))
    with qtbot.waitSignal(side.copied):
        QTest.mouseClick(button(side, "Copy"), Qt.MouseButton.LeftButton)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == "Category\tErrors\tConsidered\tShare\t95 % interval\tError left if solved\tInterval"
    assert lines[3] == "Photo filter\t7\t58\t12 %\t6–22 %\t8.79 %\t7.78–9.43 %"
    assert len(lines) == 6


def test_the_chart_is_saved_as_a_picture(side: ErrorsSide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed: list[str] = []

    def choose(_parent: QWidget, name: str) -> Path:
        proposed.append(name)
        return tmp_path / "chart.svg"

    monkeypatch.setattr(picture_export, "ask_place", choose)
    side.show_sheet(ErrorSheet(mock(), "all"))
    assert side.save_chart() == tmp_path / "chart.svg"
    assert proposed == ["vgg13_bn on dev, error left by category.png"]
    svg = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert all(text in svg for text in ("vgg13_bn on dev: error left", ">Photo filter<", ">8.79 %<", "of 10.00 %"))
    monkeypatch.setattr(picture_export, "ask_place", lambda *_: tmp_path / "none" / "a.png")
    with pytest.raises(LabelerError, match="can't be written"):
        side.save_chart()


def test_the_button_asks_for_the_picture(side: ErrorsSide, qtbot: QtBot) -> None:
    side.show_sheet(ErrorSheet(mock(), "all"))
    with qtbot.waitSignal(side.save_requested):
        QTest.mouseClick(button(side, "Save picture"), Qt.MouseButton.LeftButton)


# The flows


def test_bands_tell_counts_shares_and_what_was_reviewed(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(cifar(), "all"))
    assert chart(side, FlowsDiagram).accessibleDescription() == (
        "wrong → wrong: 537  5.38 %; right → wrong: 0; wrong → right: 9  0.09 %; right → right: 9,429  94.53 %; "
        "Wrong before: 571 of 571 reviewed; Right before: 0 of 9,429 reviewed; "
        "Left out: 25 excluded examples, 25 wrong and 0 right before."
    )


def test_a_flow_of_one_example_is_seen_beside_one_of_thousands(qtbot: QtBot) -> None:
    diagram = FlowsDiagram()
    qtbot.addWidget(diagram)
    diagram.set_flows(sheet([C] * 100, examples=100_000, right=[X]).flows)
    image = QImage(520, 260, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    diagram.draw(painter, QRectF(image.rect()), current_theme())
    painter.end()
    red = load_palette("light").wrong.name()
    posts = [(x, y) for x in range(520) for y in range(260) if image.pixelColor(x, y).name() == red]
    right_end = [y for x, y in posts if x == max(x for x, _ in posts)]
    assert len(right_end) == 8  # two thin posts: wrong → wrong and right → wrong


def test_a_one_sided_review_is_told_with_the_size_of_its_effect(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(sheet([*[X] * 13, *[C] * 558], undone=9), "all"))
    assert "Corrected error 5.62 %: a lower bound: only errors were reviewed." in words(side)
    assert "how many of the 9,429 not settled are lucky hits on incorrect labels is not known" in words(side)
    assert "One in 100 would add 0.94 points" in words(side)
    assert "0.05 to 0.10 points on CIFAR-10" in words(side)


def test_a_sample_of_right_predictions_tells_how_many_lucky_hits_to_expect(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(sheet([*[X] * 20, *[C] * 80], examples=5000, right=[X, X, *[C] * 298]), "all"))
    assert "about 31 more (3 to 112) are to be expected of the 4,600 not settled" in words(side)
    assert "lower bound" not in words(side)


# Little or nothing to show


def test_without_errors_that_is_said_and_there_are_no_bars(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(sheet([], examples=50), "all"))
    assert chart(side, ThreeNumbers).accessibleDescription() == "no errors"
    assert not chart(side, CeilingsChart).isVisible()
    assert "vgg13_bn misclassifies no example of dev" in words(side)


def test_without_examples_only_that_is_said(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(sheet([], examples=0), "all"))
    assert "There are no examples on dev." in words(side)
    assert not chart(side, FlowsDiagram).isVisible()


def test_before_anything_is_reviewed_nothing_is_claimed(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(sheet([O] * 30, examples=400), "all"))
    assert chart(side, ThreeNumbers).accessibleDescription() == "no error reviewed yet"
    assert "Whether relabeling is worth it can't be told yet" in words(side)
    assert "Corrected error" not in words(side)
    assert "lucky" not in words(side)


def test_hand_picked_errors_carry_no_interval(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(sheet([O, X, C, C], examples=400), "all"))
    assert chart(side, ThreeNumbers).accessibleDescription() == "0.3 % incorrect labels; 0.7 % other causes"
    assert all(not row.portion_between and not row.left_between for row in ceilings(sheet([O, X, C, C])))
    assert "were hand-picked" in words(side)


def test_the_sheet_of_a_project(side: ErrorsSide, project: Project) -> None:
    session = project.session
    session.add_category("Blurry")
    first = session.queue("errors", model="third", split=["dev"]).items[0].example_id
    session.record(first, "correct", categories=("Blurry",), reviewer="ann")
    side.show_sheet(session.errors(model="third", split="dev"))
    assert "Dev error 35 % · 7 of 20" in words(side)
    assert [row.name for row in ceilings(session.errors(model="third", split="dev").sheet)] == [
        "Blurry",
        "Incorrectly labeled",
    ]


def test_clearing_leaves_no_figures(side: ErrorsSide) -> None:
    side.show_sheet(ErrorSheet(mock(), "all"))
    side.clear()
    assert all(not each.accessibleDescription() for each in side.findChildren(Chart))
    assert "Relabeling" not in words(side)
    assert side.save_chart() is None


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [340, 460])
def test_all_words_have_their_room_at_any_text_size(
    qapp: QApplication, side: ErrorsSide, qtbot: QtBot, scale: float, width: int
) -> None:
    apply_theme(qapp, "light", scale=scale)
    side.show_sheet(ErrorSheet(mock(), "all"))
    side.setFixedWidth(width)
    area = side.findChild(QScrollArea)
    assert area is not None
    body = area.widget()
    qtbot.waitUntil(lambda: body.height() >= 1000 * scale)
    labels = [label for label in side.findChildren(TextLabel) if label.isVisible() and label.text()]
    assert len(labels) > 10
    for label in labels:
        edge = label.mapTo(side, QPointF(label.width(), 0)).x()
        assert edge <= width
        assert label.height() >= label.heightForWidth(label.width())
