"""What models predict of the conflict in view: hidden until it is settled, or asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.prediction_list import PredictionList, PredictionRow
from labeler.gui.widgets.text_label import TextLabel

_HIDDEN = "Shown once it is settled, so that they don't sway who settles it."


class ModelsPanel(Surface):
    """``asked`` comes from its button; keeps its room whether or not they are shown, so that nothing moves."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(left=True, parent=parent)
        self._models: tuple[str, ...] = ()
        self._predictions = PredictionList(min_rows=3, max_rows=64)
        self._why = TextLabel(_HIDDEN, size="small", tone="muted", wrap=True)
        self._ask = ActionButton("Show them now", action="conflict-predictions", variant="quiet")
        self._ask.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(TextLabel("What models predict", size="small", strong=True, tone="muted"))
        for widget in (self._why, self._ask, self._predictions):
            column.addWidget(widget)
        column.addStretch(1)

    def set_models(self, models: Sequence[str]) -> None:
        self._models = tuple(models)

    def show_rows(self, rows: Sequence[PredictionRow] | None) -> None:
        """None: hidden."""
        for widget in (self._why, self._ask):
            widget.setVisible(rows is None)
        self._predictions.setVisible(rows is not None)
        if rows is None:
            return
        bars = any(row.probability is not None for row in rows)
        wraps = any(row.pieces is not None for row in rows)
        self._predictions.fit_columns(self._models, sorted({row.label for row in rows}), bars=bars, wraps=wraps)
        self._predictions.set_rows(rows)
