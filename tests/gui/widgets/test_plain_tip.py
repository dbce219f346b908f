"""Names are shown in tooltips as they are written, whatever Qt would make of them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import Qt, QTextDocument
from pytestqt.qtbot import QtBot

import labeler.gui
from labeler.gui.widgets.condition_chip import ConditionChip
from labeler.gui.widgets.figure_table import Cell, Column, FigureModel
from labeler.gui.widgets.plain_tip import plain_tip

GUI = Path(labeler.gui.__file__).parent
HOSTILE = ["<b>", "<s> hello", "label is <h1>CAT</h1>", "&lt;b&gt; <i>x</i>", "<img src='x'>", "two  <b>\nlines"]


def shown(tip: str) -> str:
    """As Qt's tooltip would."""
    document = QTextDocument()
    if not Qt.mightBeRichText(tip):
        return tip
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_looks_like_html_is_shown_as_it_is(name: str) -> None:
    assert shown(name) != name
    assert shown(plain_tip(name)) == name


@pytest.mark.parametrize("text", ["", "cat", "a < b & c", "line\nline", "R&D"])
def test_all_else_stays_what_it_is(text: str) -> None:
    assert plain_tip(text) == shown(text) == text


@pytest.mark.parametrize("name", HOSTILE)
def test_widgets_and_tables_show_hostile_names(name: str, qtbot: QtBot) -> None:
    chip = ConditionChip(name)
    qtbot.addWidget(chip)
    model = FigureModel([Column(name, tooltip=name)])
    model.set_rows([[Cell(name, tooltip=name)]])
    role = Qt.ItemDataRole.ToolTipRole
    tips = (chip.toolTip(), model.data(model.index(0, 0), role), model.headerData(0, Qt.Orientation.Horizontal, role))
    assert [shown(tip) for tip in tips] == [name] * 3


def unguarded(text: str) -> list[int]:
    """Lines that give Qt a tooltip that is neither written here nor made plain."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    tips = [call.args[0] for call in calls if ast.unparse(call.func).endswith(".setToolTip")]
    tips += [call.args[1] for call in calls if ast.unparse(call.func) == "QToolTip.showText"]
    return [tip.lineno for tip in tips if not (isinstance(tip, ast.Constant) or _is_plain(tip))]


def _is_plain(tip: ast.expr) -> bool:
    return isinstance(tip, ast.Call) and ast.unparse(tip.func) == "plain_tip"


def test_every_tooltip_is_made_plain() -> None:
    assert unguarded("a.setToolTip(name)\nQToolTip.showText(at, plain_tip(name), a)\na.setToolTip('x')") == [1]
    found = {str(file.relative_to(GUI)): unguarded(file.read_text(encoding="utf-8")) for file in GUI.rglob("*.py")}
    assert {file: lines for file, lines in found.items() if lines} == {}
