"""Every model against every other: the matrix, and the pair under the cursor in whole sentences."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.core.comparison import SplitRanking
from labeler.core.metrics.base import Metric
from labeler.core.pairs import OneSided
from labeler.gui.pages.ranking import pair_texts as texts
from labeler.gui.pages.ranking.pair_texts import Pair
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.matrix_view import MatrixCell, MatrixView
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.widgets.side_by_side import SideBySide
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.audit_results import AuditFigures

_ANY_WIDTH = 16_777_215
_HEIGHT = 350
_MATRIX, _SIDE = 560, 320
"""What the matrix needs beside the words, and the words beside it."""
_HINT = (
    "The model of the row less that of the column, in percentage points, after. A ground of colour: told apart beyond "
    "chance (Holm over all pairs), green where the row is better. A tick: settled by the audit. "
    "Choose a cell for the whole sentence."
)
Reviewed = Callable[[str, str], OneSided | None]


class PairsView(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Every model against every other", parent=parent)
        self._pairs: dict[tuple[str, str], Pair] = {}
        self._names: tuple[str, ...] = ()
        self._size, self._metric = 0, ""
        self._figures: AuditFigures | None = None
        self._settled: set[tuple[str, str]] = set()
        self._reviewed: Reviewed | None = None
        self._chosen: tuple[str, str] | None = None
        self._shown = Segmented("In the cells")
        self._shown.set_choices([(texts.DIFFERENCE, "Difference"), (texts.P, "p (Holm)")], current=texts.DIFFERENCE)
        self._matrix = MatrixView("Every model against every other")
        self._words = TextLabel(_HINT, tone="muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._side = QWidget()
        self._across = SideBySide(_needed, gap=2 * GRID, mirrored=True)
        self._lay_out()
        self._shown.chosen.connect(self._show_matrix)
        self._matrix.cell_chosen.connect(self._on_chosen)

    def show_pairs(
        self, ranking: SplitRanking, figures: AuditFigures | None, *, metric: Metric, reviewed: Reviewed | None
    ) -> None:
        """``reviewed`` is asked about the pair that is chosen."""
        order = sorted(ranking.models, key=lambda model: (model.after is None, model.rank_after, model.model))
        self._names = tuple(model.model for model in order)
        self._pairs = texts.pairs_of(ranking, higher_is_better=metric.higher_is_better)
        self._size, self._metric, self._reviewed = ranking.compared, metric.title, reviewed
        self._figures, self._settled = figures, texts.settled_by(figures)
        self._show_matrix()
        self._say()

    def show_audit(self, figures: AuditFigures | None) -> None:
        """What the audit says now, of the same pairs."""
        settled = texts.settled_by(figures)
        self._figures, moved = figures, settled != self._settled
        self._settled = settled
        if moved:
            self._show_matrix()
        self._say()

    def _show_matrix(self, _shown: object = None) -> None:
        shown = str(self._shown.current())
        cells = (texts.cell_text(pair, self._size, shown=shown) for pair in self._pairs.values())
        widest = max(cells, key=len, default="") + (" ✓" if self._settled else "")
        self._matrix.set_matrix(self._names, self._names, self._cell, widest=widest)
        self._across.fit()

    def _cell(self, row: int, column: int) -> MatrixCell:
        if row == column:
            return MatrixCell("·", said=self._names[row], quiet=True)
        names = self._names[row], self._names[column]
        shown = str(self._shown.current())
        return texts.cell(self._pairs[names], self._size, shown=shown, settled=names in self._settled)

    def _on_chosen(self, row: int, column: int) -> None:
        self._chosen = None if row == column else (self._names[row], self._names[column])
        self._say()

    def _say(self) -> None:
        pair = self._pairs.get(self._chosen) if self._chosen else None
        if pair is None:
            self._words.set_text(_HINT if len(self._names) > 1 else "With one model there is no pair to compare.")
            return
        reviewed = self._reviewed and self._reviewed(pair.first, pair.second)
        said = texts.sentences(pair, self._size, title=self._metric, figures=self._figures, reviewed=reviewed)
        self._words.set_text(said)

    def _fit(self, beside: bool) -> None:
        """The words beside the matrix, or above it where there is little room."""
        theme = current_theme()
        self._matrix.setMinimumHeight(min(self._matrix.sizeHint().height(), theme.px(_HEIGHT)))
        self._side.setMaximumWidth(theme.px(_SIDE) if beside else _ANY_WIDTH)
        self._side.setMinimumWidth(theme.px(_SIDE) if beside else 0)

    def _lay_out(self) -> None:
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GRID)
        side.addWidget(self._shown)
        side.addWidget(scrolled(self._words), 1)
        self._across.add(self._side)
        self._across.add(self._matrix, 1)
        self._across.fitted.connect(self._fit)
        self.body.setContentsMargins(2 * GRID, 12, 2 * GRID, 12)
        self.body.addWidget(self._across, 1)
        self._across.fit()


def _needed() -> int:
    return current_theme().px(_MATRIX) + current_theme().px(_SIDE)
