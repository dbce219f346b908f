"""Were dev and test reviewed alike, and what was applied last: a table and two sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from labeler.core.parity import Parity
from labeler.gui.pages.ranking.tables import PARITY_COLUMNS, parity_rows
from labeler.gui.theme import GRID, Tone, current_theme
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.figure_table import HEADER, ROW, FigureModel, FigureTable
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.results import Version

INAPPLICABLE = "Parity needs a dev and a test split and a model."
_STRATA = 4
_TABLE, _WORDS = 16, 9
"""How the two share the width."""


class ParityCard(Card):
    """Shows the four strata whole, without scrolling."""

    def __init__(self) -> None:
        super().__init__("Parity · were dev and test reviewed alike?")
        self._model = FigureModel(PARITY_COLUMNS)
        self._table = FigureTable("How alike dev and test were reviewed", self._model)
        self._verdict = TextLabel(wrap=True)
        self._version = TextLabel(tone="muted", wrap=True)
        self._warnings = TextLabel(size="small", tone="unsure", wrap=True)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()

    def show_parity(self, parity: Parity) -> None:
        words, tone = verdict(parity)
        self._model.set_rows(parity_rows(parity))
        self._verdict.set_text(words)
        self._verdict.set_tone(tone)

    def show_versions(self, versions: Sequence[Version]) -> None:
        self._version.set_text(_last(versions))

    def show_warnings(self, warnings: Sequence[str]) -> None:
        """Those of the ranking, in small print."""
        self._warnings.set_text(" ".join(warnings))
        self._warnings.setVisible(bool(warnings))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The words go below where beside them the table would lack room."""
        theme = current_theme()
        self._table.setFixedHeight(theme.px(HEADER) + _STRATA * theme.px(ROW) + 4)
        beside = (self.width() - 9 * GRID) * _TABLE / (_TABLE + _WORDS) >= self._table.least_width()
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(sideways if beside else down)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        for label in (self._verdict, self._version, self._warnings):
            words.addWidget(label)
        words.addStretch(1)
        self._across.setSpacing(3 * GRID)
        self._across.addWidget(self._table, _TABLE)
        self._across.addLayout(words, _WORDS)
        self.body.addLayout(self._across)
        self._fit()


def verdict(parity: Parity) -> tuple[str, Tone]:
    """One sentence, or those of the strata that differ, in the tone of its weight."""
    if not parity.applicable:
        return INAPPLICABLE, "muted"
    if parity.blocking:
        return "Applying stops here: " + " ".join(parity.blocking), "wrong"
    if parity.warnings:
        return " ".join(parity.warnings), "unsure"
    if not any(stratum.reviewed for strata in parity.splits.values() for stratum in strata.values()):
        return "Nothing has been reviewed yet.", "muted"
    return "Dev and test were reviewed alike.", "right"


def _last(versions: Sequence[Version]) -> str:
    if not versions:
        return "No version has been applied yet."
    last = versions[-1]
    return (
        f"Version {last.version}, applied {last.at[:16].replace('T', ' ')} by {last.by}: "
        f"{last.corrected:,} corrected, {last.excluded:,} excluded."
    )
