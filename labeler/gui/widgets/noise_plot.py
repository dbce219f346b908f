"""How much label noise it would take for one model to pass another (METHOD 5)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from labeler.core.prevalence import Prevalence
from labeler.gui.theme import Theme
from labeler.gui.widgets.chart import Chart


class NoisePlot(Chart):
    def __init__(
        self, name: str = "Corrected error by share incorrectly labeled", parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._prevalence: Prevalence | None = None
        self._models: tuple[str, ...] = ()

    def set_data(self, prevalence: Prevalence | None, models: Sequence[str]) -> None:
        self._prevalence, self._models = prevalence, tuple(models)
        self.show_anew()

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        pass

    def natural_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(560), theme.px(320))

    def described(self) -> str:
        return ""
