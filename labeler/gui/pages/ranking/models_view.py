"""Every model before and after: the table, and the chart beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.core.comparison import SplitRanking
from labeler.gui.pages.ranking.tables import (
    Estimates,
    bump_rows,
    model_columns,
    model_rows,
    moved,
)
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.bump_chart import BumpChart
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.figure_table import HEADER, ROW, FigureModel, FigureTable
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.side_by_side import SideBySide

_TABLE, _CHART = 7, 3
"""How the table and the chart share the width."""
_IN_SIGHT = 8
"""Rows that are, however little room there is; more are scrolled to."""


class ModelsView(QWidget):
    """Of one model there is no order to draw: the chart is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FigureModel(model_columns(()), self)
        self.table = FigureTable("Models before and after", self._model)
        self._chart = BumpChart()
        self._chart_area = scrolled(self._chart)
        self._chart_area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._chart_area.setAccessibleName("Ranking before and after")
        self._chart_card = Card("Before → after")
        self._across = SideBySide(self._needed)
        self._lay_out()

    def show_ranking(self, ranking: SplitRanking, estimates: Estimates, *, waits: bool) -> None:
        """``waits``: for the resamples."""
        rows = model_rows(ranking, estimates, waits=waits)
        columns = model_columns(rows)
        if columns != self._model.columns:
            self._model.set_columns(columns)
        self._model.set_rows(rows, highlighted=moved(ranking))
        self._chart.set_data(bump_rows(ranking))
        self._chart_card.setVisible(len(ranking.models) > 1)
        self._across.fit()

    def _needed(self) -> int:
        return 7 * GRID + self._chart.minimumSizeHint().width() + self.table.least_width() + 2

    def _fit(self, beside: bool) -> None:
        """The table scrolls, but not below a handful of rows."""
        theme, rows = current_theme(), self._model.rowCount()
        self.table.setMinimumHeight(theme.px(HEADER) + min(max(rows, 1), _IN_SIGHT) * theme.px(ROW) + 4)
        self.table.setMinimumWidth(self.table.least_width() + 2 if beside else 0)
        self._chart_area.setMinimumWidth(self._chart.minimumSizeHint().width())

    def _lay_out(self) -> None:
        table = Card(margin=1)
        table.body.addWidget(self.table)
        policy = self._chart.sizePolicy()
        policy.setHeightForWidth(False)  # it takes what there is, down to the least that can be read
        self._chart.setSizePolicy(policy)
        self._chart_card.body.setContentsMargins(2 * GRID, 12, 2 * GRID, GRID)
        self._chart_card.body.addWidget(self._chart_area, 1)
        self._across.add(table, _TABLE)
        self._across.add(self._chart_card, _CHART)
        self._across.fitted.connect(self._fit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._across, 1)
