"""A painter outlives no paint event: Qt ends the program where a widget is painted on twice at once."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

import labeler.gui
from labeler.gui.theme import Theme, current_theme
from labeler.gui.widgets.chart import Chart

GUI = Path(labeler.gui.__file__).parent


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
            yield node


def bare_painters(text: str) -> list[int]:
    """Lines that make a painter that no ``with`` ends."""
    tree = ast.parse(text)
    ended = {id(item.context_expr) for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items}
    return [call.lineno for call in calls(tree, "QPainter") if id(call) not in ended]


def test_a_bare_painter_is_found_wherever_it_stands() -> None:
    assert bare_painters("with QPainter(self) as painter:\n    pass") == []
    assert bare_painters("painter, theme = QPainter(self), 1") == [1]
    assert bare_painters("\npaint(QtGui.QPainter(self))") == [2]


def test_every_painter_is_ended_by_a_with() -> None:
    found = {str(file.relative_to(GUI)): bare_painters(file.read_text(encoding="utf-8")) for file in GUI.rglob("*.py")}
    assert {file: lines for file, lines in found.items() if lines} == {}


class Breaking(Chart):
    def __init__(self) -> None:
        super().__init__("A chart")
        self.broken = False

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        if self.broken:
            raise ValueError("no figures")
        painter.fillRect(room, theme.palette.accent)

    def natural_size(self, theme: Theme) -> QSizeF:
        return QSizeF(40, 40) * theme.scale

    def described(self) -> str:
        return ""


def test_a_chart_that_fails_to_draw_draws_again_later(
    shown: Callable[[QWidget], QWidget],
) -> None:
    chart = Breaking()
    shown(chart)
    chart.broken = True
    with pytest.raises(ValueError, match="no figures") as failure:
        chart.repaint()
    chart.broken = False
    chart.repaint()
    assert failure.tb.tb_next is not None  # whoever holds it holds the frames of the failed drawing
    assert chart.grab().toImage().pixelColor(5, 5) == current_theme().palette.accent
