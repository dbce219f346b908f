"""Tables of figures: rows made when they are looked at, and columns that share the room there is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from labeler.gui.theme import apply_theme, current_theme
from labeler.gui.widgets.figure_table import ROW, Cell, Column, FigureModel, FigureTable

COLUMNS = (
    Column("Name", 100, stretch=True),
    Column("Count", 60, numeric=True),
    Column("Who", 100, stretch=True, spare=True),
)


class Counted(Sequence[Sequence[Cell]]):
    """A million rows, and which of them were asked for."""

    def __init__(self) -> None:
        self.made: set[int] = set()

    def __len__(self) -> int:
        return 1_000_000

    def __getitem__(self, index: int) -> Sequence[Cell]:  # type: ignore[override]
        self.made.add(index)
        return (Cell(f"row {index}"), Cell(f"{index:,}"), Cell("ann"))


def table(qtbot: QtBot, model: FigureModel, width: int) -> FigureTable:
    made = FigureTable("Figures", model)
    qtbot.addWidget(made)
    made.resize(width, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_only_rows_in_sight_are_made(qtbot: QtBot) -> None:
    model, rows = FigureModel(COLUMNS), Counted()
    view = table(qtbot, model, 400)
    model.set_lazy(rows)
    qtbot.waitUntil(lambda: 0 in rows.made)
    assert model.rowCount() == 1_000_000
    assert len(rows.made) < 50
    view.scrollToBottom()
    qtbot.waitUntil(lambda: 999_999 in rows.made)
    assert len(rows.made) < 100


def test_columns_take_all_the_room_with_a_spare_one_or_without(qtbot: QtBot) -> None:
    model = FigureModel(COLUMNS)
    model.set_rows([[Cell("a"), Cell("1"), Cell("ann")]])
    for width, hidden in ((600, False), (220, True)):
        view = table(qtbot, model, width)
        assert view.isColumnHidden(2) == hidden
        shown = sum(view.columnWidth(column) for column in range(3) if not view.isColumnHidden(column))
        assert view.viewport().width() - shown in (0, 1)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_it_is_as_high_as_its_rows_up_to_some_of_them(qtbot: QtBot, qapp: QApplication, scale: float) -> None:
    model = FigureModel(COLUMNS)
    view = FigureTable("Figures", model, most_rows=3)
    qtbot.addWidget(view)
    view.show()
    apply_theme(qapp, "light", scale=scale)
    qapp.processEvents()
    heights = []
    for count in (0, 2, 3, 5):
        model.set_rows([[Cell("a"), Cell("1"), Cell("ann")]] * count)
        heights.append(view.height())
    row = current_theme().px(ROW)
    assert [each - heights[0] for each in heights] == [0, 2 * row, 3 * row, 3 * row]
