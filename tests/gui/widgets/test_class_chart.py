from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from labeler.gui.theme import apply_theme, current_theme
from labeler.gui.widgets.class_chart import ClassChart, PairedBar

BARS = (
    PairedBar("cat", (0.6, 0.3), ("60 %", "30 %"), differs=True),
    PairedBar("dog", (0.4, None), ("40 %", "–")),
)


@pytest.fixture
def chart(shown: Callable[[ClassChart], ClassChart]) -> ClassChart:
    made = ClassChart("Classes")
    made.set_data(BARS, more=980)
    return shown(made)


def test_figures_are_told_in_words(chart: ClassChart) -> None:
    assert chart.accessibleDescription() == ("cat: dev 60 %, test 30 %, differs; dog: dev 40 %, test –; and 980 more")


def test_bars_share_one_scale(chart: ClassChart, painted: Callable[[QWidget], QImage]) -> None:
    image, accent = painted(chart), current_theme().palette.accent
    lines = range(image.height())
    widths = [sum(image.pixelColor(x, y) == accent for x in range(image.width())) for y in lines]
    bars = [max(group) for wide, group in groupby(widths, key=lambda width: width > 60) if wide]
    assert len(bars) == 2
    assert bars[1] / bars[0] == pytest.approx(0.4 / 0.6, abs=0.02)


def test_a_chart_of_many_more_has_a_line_for_them(chart: ClassChart) -> None:
    theme = current_theme()
    with_more = chart.natural_size(theme).height()
    chart.set_data(BARS)
    assert chart.natural_size(theme).height() < with_more


def test_it_grows_with_the_text(chart: ClassChart, qapp: QApplication) -> None:
    before = chart.sizeHint().height()
    apply_theme(qapp, "dark", scale=2.0)
    assert chart.sizeHint().height() == 2 * before


def test_nothing_to_show_is_no_error(shown: Callable[[ClassChart], ClassChart]) -> None:
    made = ClassChart("Classes")
    made.set_data((), more=0)
    assert not shown(made).grab().isNull()
