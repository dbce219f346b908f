"""What has to be said besides, in small print: who isn't compared or selected, no estimates and why, parity."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.core.comparison import SplitRanking
from labeler.core.parity import Parity
from labeler.core.parity_words import INAPPLICABLE
from labeler.gui.pages.ranking.tables import Estimates, left_out, outside, why_no_estimate
from labeler.gui.parity_card import verdict
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.text_label import TextLabel, TextLine
from labeler.session.results import NotCompared
from labeler.session.unapplied import Unapplied


class FinePrint(QWidget):
    """``requested`` is the click on the way to Corrections."""

    requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parity: Parity | None = None
        self._words = TextLabel(size="small", tone="muted", wrap=True)
        self._alike = TextLine(size="small", tone="muted")
        self._more = ActionButton("Parity, on Corrections", variant="hint", action="show-corrections")
        self._line = QWidget()
        self._lay_out()
        self._more.clicked.connect(self.requested)

    def show_words(self, ranking: SplitRanking, estimates: Estimates, not_compared: Sequence[NotCompared]) -> None:
        text = " ".join(filter(None, [outside(ranking), left_out(not_compared), why_no_estimate(estimates)]))
        self._words.set_text(text)
        self._words.setVisible(bool(text))

    def show_parity(self, parity: Parity) -> None:
        """In one sentence."""
        self._parity = parity
        words, tone = verdict(parity)
        self._alike.set_text(words)
        self._alike.set_tone(tone)
        self._line.show()

    def why_not_apply(self, unapplied: Unapplied) -> str:
        """Empty where nothing is known against it."""
        if self._parity is not None and not self._parity.applicable:
            return INAPPLICABLE
        return unapplied.why_not

    def _lay_out(self) -> None:
        across = QHBoxLayout(self._line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GRID)
        across.addWidget(self._alike)
        across.addWidget(self._more)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._line)
        layout.addWidget(self._words)
        self._line.hide()
        self._words.hide()
