"""Models, pairs, or how much noise it takes: one of them in sight, the others at rest."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from labeler.core.comparison import SplitRanking
from labeler.core.metrics.base import Metric
from labeler.gui.pages.ranking.figures import RankingFigures
from labeler.gui.pages.ranking.models_view import ModelsView
from labeler.gui.pages.ranking.noise_view import NoiseView
from labeler.gui.pages.ranking.pairs_view import PairsView
from labeler.gui.pages.ranking.verdict_block import NOISE, PAIRS
from labeler.session.audit_results import AuditFigures
from labeler.session.noise import Noise


class FigureViews(QStackedWidget):
    """As large as the one in sight asks for; Qt's own asks for the room of the largest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = ModelsView()
        self._pairs = PairsView()
        self._noise = NoiseView()
        self._noise_asked = False
        for view in (self._models, self._pairs, self._noise):
            self.addWidget(view)
        self.currentChanged.connect(self.updateGeometry)

    def focus(self) -> None:
        """Give the keyboard to the table."""
        self._models.table.setFocus()

    def forget(self) -> None:
        """What is known of the noise is of something else."""
        self._noise_asked = False
        self._noise.forget()

    def show_view(self, view: str, ranking: SplitRanking, figures: RankingFigures, metric: Metric) -> None:
        source = figures.source
        if view == PAIRS:
            self.setCurrentWidget(self._pairs)
            audit = None if figures.audit is None else figures.audit.figures
            reviewed = None if source is None else source.reviewed
            self._pairs.show_pairs(ranking, audit, metric=metric, reviewed=reviewed)
        elif view == NOISE:
            self.setCurrentWidget(self._noise)
            self._noise.show_ranking(ranking)
            if not self._noise_asked:
                self._noise_asked = True
                figures.ask_noise()
        else:
            self.setCurrentWidget(self._models)
            self._models.show_ranking(ranking, figures.estimates, waits=figures.waits)

    def show_audit(self, figures: AuditFigures) -> None:
        """What it says now of the pairs in sight."""
        if self.currentWidget() is self._pairs:
            self._pairs.show_audit(figures)

    def wants_noise(self, view: str) -> bool:
        """Whether it is looked at after decisions; else it is asked for when it is."""
        self._noise_asked = view == NOISE
        return self._noise_asked

    def show_noise(self, noise: Noise) -> None:
        self._noise.show_noise(noise)

    def show_noise_failure(self, error: Exception) -> None:
        text = str(error)
        self._noise.show_failure(f"{text[:1].upper()}{text[1:]}.")

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        """The least: what is left of the page it gets anyway, and the page need not scroll for more."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return QSize() if shown is None else shown.minimumSizeHint()
