"""Charts size themselves by what they draw, say it in words, and are drawn with the theme they are given."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.theme import Theme, apply_theme, load_palette
from labeler.gui.widgets.bump_chart import BumpChart, BumpRow
from labeler.gui.widgets.chart import Chart
from labeler.gui.widgets.wrapped_text import paint_wrapped, wrapped, wrapped_height

LIGHT = Theme("light", load_palette("light"))


class Square(Chart):
    """As high as it is wide, in the accent of the theme."""

    def __init__(self) -> None:
        super().__init__("A square")
        self.side = 10.4

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        painter.fillRect(room, theme.palette.accent)

    def natural_size(self, theme: Theme) -> QSizeF:
        return QSizeF(self.side, self.side) * theme.scale

    def height_in(self, width: float, theme: Theme) -> float:
        return width

    def described(self) -> str:
        return f"{self.side:g} wide"


def test_a_chart_has_room_for_all_it_draws_at_any_text_size(qtbot: QtBot, qapp: QApplication) -> None:
    chart = Square()
    qtbot.addWidget(chart)
    assert (chart.sizeHint().width(), chart.minimumSizeHint().height(), chart.heightForWidth(55)) == (11, 11, 55)
    apply_theme(qapp, "light", scale=2.0)
    assert chart.sizeHint().width() == 21


def test_a_chart_says_its_figures_when_they_change(qtbot: QtBot) -> None:
    chart = Square()
    qtbot.addWidget(chart)
    chart.side = 20
    chart.show_anew()
    assert (chart.accessibleName(), chart.accessibleDescription()) == ("A square", "20 wide")


def test_the_window_shows_what_is_drawn_in_its_theme(
    qapp: QApplication, shown: Callable[[QWidget], QWidget], painted: Callable[[QWidget], QImage]
) -> None:
    chart = shown(Square())
    for name in ("light", "dark"):
        apply_theme(qapp, name)  # type: ignore[arg-type]
        assert painted(chart).pixelColor(5, 5) == load_palette(name).accent  # type: ignore[arg-type]


def test_ranks_before_and_after_are_a_chart(qtbot: QtBot) -> None:
    chart = BumpChart()
    qtbot.addWidget(chart)
    chart.set_data([BumpRow("a", 1, 2, "5 %", "6 %"), BumpRow("b", 2, 1, "6 %", "5 %")])
    assert chart.natural_size(LIGHT).height() == 80
    assert chart.described() == "a 1 → 2, 5 % → 6 %; b 2 → 1, 6 % → 5 %"


def test_text_wraps_at_words_and_within_a_word_that_is_alone_too_wide(qapp: QApplication) -> None:
    assert wrapped("one two", 1000, LIGHT) == ["one two"]
    assert wrapped("one two\nthree", 1000, LIGHT) == ["one two", "three"]
    assert wrapped("one two", 40, LIGHT) == ["one", "two"]
    assert "".join(wrapped("averylongwordindeed", 60, LIGHT)) == "averylongwordindeed"
    assert wrapped("🐈🐈🐈 🐈", 1000, LIGHT) == ["🐈🐈🐈 🐈"]
    assert wrapped_height("one two", 40, LIGHT) == 2 * wrapped_height("one", 1000, LIGHT)


def test_lines_beyond_the_room_are_elided(qapp: QApplication) -> None:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    used = paint_wrapped(painter, QRectF(0, 0, 100, 45), "word " * 40, LIGHT)
    painter.end()
    assert used == 2 * wrapped_height("word", 100, LIGHT)
    assert {image.pixelColor(x, y).name() for x in range(105, 200) for y in range(100)} == {"#ffffff"}
