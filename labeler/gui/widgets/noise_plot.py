"""How much label noise it would take for one model to pass another: lines against the share q (METHOD 5)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from labeler.core.prevalence import Prevalence
from labeler.gui.theme import Theme
from labeler.gui.widgets.chart import Chart
from labeler.gui.widgets.noise_painting import ROW, Lines, NoisePainting
from labeler.gui.widgets.wrapped_text import paint_wrapped

_WIDTH, _HEIGHT = 640, 300
_LEAST_WIDTH, _LEAST_HEIGHT = 280, 240
_MOST_ROWS = 5
_NO_MODELS = "Choose models to see how much label noise it would take for one to pass another."
_NONE_INCORRECT = "No example is known to be incorrectly labeled yet: there is nothing to draw these lines from."


class NoisePlot(Chart):
    """The lines of the chosen models, and below them a row for each place where two cross, with its interval."""

    def __init__(
        self, name: str = "Corrected error by share incorrectly labeled", parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._prevalence: Prevalence | None = None
        self._lines: Lines | None = None
        self._why_not = ""

    def set_data(self, prevalence: Prevalence | None, models: Sequence[str]) -> None:
        """The ``models`` to be drawn; those that the prevalence doesn't know are left out."""
        self._prevalence = prevalence
        self._lines, self._why_not = (None, "") if prevalence is None else _chosen(prevalence, models)
        self.show_anew()

    def natural_size(self, theme: Theme) -> QSizeF:
        rows = min(len(self._lines.crossings), _MOST_ROWS) if self._lines else 0
        return QSizeF(theme.px(_WIDTH), theme.px(_HEIGHT) + rows * theme.px(ROW))

    def least_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(_LEAST_WIDTH), theme.px(_LEAST_HEIGHT))

    def described(self) -> str:
        if self._lines is None or self._prevalence is None:
            return self._why_not
        crossings = [crossing.sentence for crossing in self._lines.crossings] or ["No two of these lines cross."]
        return " ".join([self._prevalence.sentence, *crossings])

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        if self._lines is None:
            paint_wrapped(painter, room, self._why_not, theme, tone="muted")
        else:
            NoisePainting(painter, room, self._lines, theme, most_rows=_MOST_ROWS).paint()


def _chosen(prevalence: Prevalence, models: Sequence[str]) -> tuple[Lines | None, str]:
    """Or why nothing can be drawn."""
    lines = tuple(line for line in prevalence.mixtures if line.model in models)
    if not lines:
        return None, _NO_MODELS
    if prevalence.share is None or any(line.at(0.0) is None for line in lines):
        return None, _NONE_INCORRECT
    crossings = tuple(each for each in prevalence.crossings if {each.model, each.passed} <= set(models))
    return Lines(prevalence.share, lines, crossings), ""
