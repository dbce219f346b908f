from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.theme import apply_theme, load_palette
from labeler.gui.theme.theme import TEXT_PIXELS
from labeler.gui.widgets.banner import Banner
from labeler.gui.widgets.bump_chart import BumpChart, BumpRow, paint_bump_chart
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.figure_table import Cell, Column, FigureModel, FigureTable
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.nav_rail import NavItem, NavRail
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.widgets.text_label import TextLabel

Shown = Callable[[QWidget], QWidget]
Painted = Callable[[QWidget], QImage]
ITEMS = [NavItem("review", "review", "Review"), NavItem("team", "team", "Team", enabled=False)]
ITEMS.append(NavItem("export", "export", "Export"))
ROWS = [BumpRow("a", 1, 2, "5.0 %", "5.2 %", highlighted=True), BumpRow("b", 2, 1, "5.1 %", "5.1 %")]


def _button(parent: QWidget, name: str) -> QAbstractButton:
    return next(button for button in parent.findChildren(QAbstractButton) if button.accessibleName() == name)


def _has_room(label: TextLabel) -> bool:
    return label.height() >= label.heightForWidth(label.width())


def test_a_click_opens_a_page_and_a_second_one_does_not_close_it(qtbot: QtBot) -> None:
    rail = NavRail(ITEMS)
    qtbot.addWidget(rail)
    for _ in range(2):
        with qtbot.waitSignal(rail.chosen) as signal:
            QTest.mouseClick(_button(rail, "Export"), Qt.MouseButton.LeftButton)
        assert signal.args == ["export"]
        assert rail.current() == "export"


def test_setting_the_page_says_nothing(qtbot: QtBot) -> None:
    rail = NavRail(ITEMS)
    qtbot.addWidget(rail)
    with qtbot.assertNotEmitted(rail.chosen):
        rail.set_current("review")


def test_arrow_keys_pass_over_pages_that_are_closed(qtbot: QtBot, shown: Shown) -> None:
    rail = NavRail(ITEMS)
    shown(rail)
    rail.set_current("review")
    button = _button(rail, "Review")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    with qtbot.waitSignal(rail.chosen) as signal:
        QTest.keyClick(button, Qt.Key.Key_Down)
    assert signal.args == ["export"]


def test_the_keys_are_one_click_away(qtbot: QtBot) -> None:
    rail = NavRail(ITEMS)
    qtbot.addWidget(rail)
    with qtbot.waitSignal(rail.keys_requested):
        QTest.mouseClick(_button(rail, "Keys"), Qt.MouseButton.LeftButton)


def test_a_chip_tells_the_choice_of_the_user_and_not_that_of_the_program(qtbot: QtBot) -> None:
    chip = ChipMenu("Metric")
    qtbot.addWidget(chip)
    with qtbot.assertNotEmitted(chip.chosen):
        chip.set_choices([("error", "error"), ("wer", "WER")], current="wer")
    assert chip.accessibleName() == "Metric: WER"
    with qtbot.waitSignal(chip.chosen) as signal:
        chip.menu().actions()[0].trigger()
    assert signal.args == ["error"]
    assert chip.current() == "error"


def test_choices_that_go_away_leave_the_first(qtbot: QtBot) -> None:
    chip = ChipMenu("Split")
    qtbot.addWidget(chip)
    chip.set_choices([("dev", "dev"), ("test", "test")], current="test")
    chip.set_choices([("dev", "dev"), ("test", "test & more")])
    assert chip.current() == "test"
    chip.set_choices([("dev", "dev")])
    assert chip.current() == "dev"


def test_markup_in_names_is_shown_and_not_followed(qtbot: QtBot) -> None:
    label = TextLabel("<b>x</b><img src=q>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "<b>x</b><img src=q>"


def test_the_three_sizes_of_text(qtbot: QtBot) -> None:
    sizes = []
    for size in TEXT_PIXELS:
        label = TextLabel("x", size=size)
        qtbot.addWidget(label)
        label.ensurePolished()
        sizes.append(label.font().pixelSize())
    assert sizes == [24, 14, 12]


def test_a_header_keeps_its_height_with_a_subtitle_of_any_length(qtbot: QtBot) -> None:
    header = HeaderBar("Ranking", "x" * 2000)
    qtbot.addWidget(header)
    assert header.sizeHint().height() == 56
    assert header.minimumSizeHint().width() < 400
    assert header.subtitle() == "x" * 2000


def test_a_banner_and_an_empty_state_ask_for_their_action(qtbot: QtBot) -> None:
    banner = Banner("read-only", "This one is read-only.", action="Try again", dismissable=True)
    empty = EmptyState("gallery", "No example matches", button="Clear filters")
    for widget, signal, name in (
        (banner, banner.action_requested, "Try again"),
        (banner, banner.dismissed, "Dismiss"),
        (empty, empty.requested, "Clear filters"),
    ):
        qtbot.addWidget(widget)
        with qtbot.waitSignal(signal):
            QTest.mouseClick(_button(widget, name), Qt.MouseButton.LeftButton)
    assert banner.isHidden()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_an_empty_state_shows_all_its_words(shown: Shown, qtbot: QtBot, qapp: QApplication, scale: float) -> None:
    empty = EmptyState("ranking", "There is nothing to rank yet", "No model predicts these examples. " * 3, button="Go")
    shown(empty)
    empty.resize(1200, 900)
    apply_theme(qapp, "light", scale=scale)
    for label in empty.findChildren(TextLabel):
        qtbot.waitUntil(partial(_has_room, label))
        assert label.width() <= 440 * scale


def test_a_spare_column_goes_before_the_others_lack_room(shown: Shown) -> None:
    columns = [Column("Model", 140, stretch=True), Column("Error", 100), Column("Change", 100, spare=True)]
    table = FigureTable("Ranking", FigureModel(columns))
    shown(table)
    table.resize(400, 200)
    assert not table.isColumnHidden(2)
    assert table.columnWidth(0) > 140
    table.resize(300, 200)
    assert table.isColumnHidden(2)
    assert 140 <= table.columnWidth(0) <= 200
    table.resize(200, 200)
    assert table.columnWidth(0) == table.least_width() - 100 == 140


def test_a_brief_word_goes_and_its_place_stays(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    height = line.sizeHint().height()
    line.say_briefly("Saved", milliseconds=1)
    assert line.text() == "Saved"
    qtbot.waitUntil(lambda: line.text() == "")
    assert line.sizeHint().height() == height


def test_a_table_shows_figures_with_their_unit_and_highlights_rows(
    qtbot: QtBot, shown: Shown, painted: Painted
) -> None:
    model = FigureModel([Column("Model", stretch=True), Column("Error", numeric=True)])
    table = FigureTable("Ranking", model)
    shown(table)
    model.set_rows([["a", Cell("5.44", quiet="%")], ["b", Cell("5.62", mark="right")]], highlighted={1})
    assert model.index(0, 1).data() == "5.44 %"
    image = painted(table.viewport())
    assert image.pixelColor(200, 34 + 10) == load_palette("light").accent_soft
    assert table.rowHeight(0) == 34


def test_enter_activates_a_row(qtbot: QtBot, shown: Shown) -> None:
    model = FigureModel([Column("Model", stretch=True)])
    table = FigureTable("Ranking", model)
    shown(table)
    model.set_rows([["a"], ["b"]])
    table.setCurrentIndex(model.index(1, 0))
    with qtbot.waitSignal(table.row_activated) as signal:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert signal.args == [1]


def test_refreshed_rows_keep_the_selection(qtbot: QtBot) -> None:
    model = FigureModel([Column("Model")])
    table = FigureTable("Ranking", model)
    qtbot.addWidget(table)
    model.set_rows([["a"], ["b"]])
    table.selectRow(1)
    model.set_rows([["a"], ["c"]])
    assert table.currentIndex().data() == "c"


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [BumpRow("only", 1, 1, "5 %", "5 %")],
        [BumpRow("tied", 1, 1, "5 %", "5 %"), BumpRow("too", 1, 1, "5 %", "5 %"), BumpRow("c", 3, None, "6 %", "–")],
        [BumpRow(f"a model with a very long name number {i}", i, 35 - i, "5.55 %", "5.56 %") for i in range(1, 35)],
    ],
    ids=["none", "one", "ties", "many"],
)
def test_a_chart_paints_within_its_room(shown: Shown, rows: list[BumpRow]) -> None:
    chart = BumpChart()
    shown(chart)
    chart.set_data(rows)
    image = QImage(420, 700, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_bump_chart(painter, QRectF(20, 20, 380, 660), rows, load_palette("light"))
    painter.end()
    frame = [image.pixelColor(x, y) for x in (0, 10, 409, 419) for y in range(700)]
    assert set(map(QColor.name, frame)) == {"#ffffff"}
    assert chart.accessibleDescription().count(";") == max(len(rows) - 1, 0)


def test_the_chart_goes_to_svg_and_pdf(tmp_path: Path) -> None:
    svg = QSvgGenerator()
    svg.setFileName(str(tmp_path / "a.svg"))
    svg.setSize(QSize(400, 200))
    for device in (svg, QPdfWriter(str(tmp_path / "a.pdf"))):
        painter = QPainter(device)
        paint_bump_chart(painter, QRectF(0, 0, 400, 200), ROWS, load_palette("light"))
        painter.end()
    assert b"<path" in (tmp_path / "a.svg").read_bytes()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_change_of_theme_repaints_what_is_there(qapp: QApplication, shown: Shown, painted: Painted) -> None:
    card = Card("Before → after")
    shown(card)
    apply_theme(qapp, "dark")
    assert painted(card).pixelColor(240, 160) == load_palette("dark").surface
    apply_theme(qapp, "light")
    assert painted(card).pixelColor(240, 160) == load_palette("light").surface


def test_widgets_grow_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    rail, header = NavRail(ITEMS), HeaderBar("Ranking")
    table = FigureTable("t", FigureModel([Column("a", width=100)]))
    for widget in (rail, header, table):
        qtbot.addWidget(widget)
    apply_theme(qapp, "light", scale=2.0)
    assert (rail.sizeHint().width(), header.sizeHint().height()) == (192, 112)
    assert table.columnWidth(0) == 200
