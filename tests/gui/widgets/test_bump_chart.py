from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from labeler.gui.theme import current_theme
from labeler.gui.widgets.bump_chart import BumpChart, BumpRow

WIDTH, HEIGHT = 400, 160
ROWS = [
    BumpRow("a", 1, 1, "5 %", "4 %", ranks=(1, 3)),
    BumpRow("b", 2, 3, "6 %", "7 %", highlighted=True, ranks=(1, 3)),
    BumpRow("c", 3, 2, "7 %", "6 %", highlighted=True, ranks=(1, 3)),
    BumpRow("d", 4, 4, "9 %", "9 %", ranks=(4, 4)),
]


def painted(qtbot: QtBot, rows: list[BumpRow], width: int = WIDTH) -> QImage:
    chart = BumpChart()
    qtbot.addWidget(chart)
    chart.set_data(rows)
    image = QImage(width, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(current_theme().palette.surface)
    with QPainter(image) as painter:
        chart.draw(painter, QRectF(0, 0, width, HEIGHT), current_theme())
    return image


def inked(image: QImage, y: int) -> set[int]:
    ground = current_theme().palette.surface.rgb()
    return {x for x in range(image.width()) if image.pixel(x, y) != ground}


def test_brackets_span_the_ranks_that_are_open(qtbot: QtBot) -> None:
    """Between two rows nothing is painted but what goes from one to the other."""
    bare = painted(qtbot, [replace(row, ranks=None) for row in ROWS])
    told = painted(qtbot, ROWS)
    right = range(WIDTH // 2, WIDTH)
    assert len([x for x in inked(told, 40) if x in right]) >= len([x for x in inked(bare, 40) if x in right]) + 3
    assert not [x for x in inked(told, 120) if x in right]  # d is last for certain


def test_of_many_models_the_brackets_leave_room_for_the_lines(qtbot: QtBot) -> None:
    rows = [BumpRow(f"m{rank}", rank, rank, "5 %", "5 %", ranks=(1, 30)) for rank in range(1, 31)]
    assert painted(qtbot, rows) != painted(qtbot, [replace(row, ranks=None) for row in rows])
    assert painted(qtbot, rows, width=120) is not None


def test_open_ranks_are_said(qtbot: QtBot) -> None:
    chart = BumpChart()
    qtbot.addWidget(chart)
    chart.set_data(ROWS)
    assert chart.described().startswith("a 1 → 1, 5 % → 4 %, ranks 1–3 are open; ")
    assert chart.described().endswith("d 4 → 4, 9 % → 9 %")
