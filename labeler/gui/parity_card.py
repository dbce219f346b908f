"""Were dev and test reviewed alike? A table of the four strata, and what follows in words (METHOD 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout

from labeler.core.parity import Parity, Stratum, mixes_alike, mixes_differ
from labeler.core.parity_words import ParityState, parity_words
from labeler.core.phrases import hundredfold
from labeler.gui.saying import told_at
from labeler.gui.theme import GRID, Tone
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.figure_table import WHOLE, Cell, Column, FigureModel, FigureTable
from labeler.gui.widgets.side_by_side import SideBySide
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.results import Version

PARITY_TONES: Mapping[ParityState, Tone] = {
    "inapplicable": "muted",
    "nothing": "muted",
    "alike": "right",
    "warned": "unsure",
    "blocked": "wrong",
}
_COLUMNS = (
    Column("Split", 72),
    Column("Examples", 192, stretch=True),
    Column("Reviewed", 128, numeric=True),
    Column("Share", 80, numeric=True, spare=True),
    Column("Incorrect labels", 120, numeric=True),
    Column("Reviewers", 120, stretch=True, spare=True),
)
_TABLE, _WORDS = 16, 9
"""How the two share the width."""


class ParityTable(FigureTable):
    """The four strata whole, without scrolling."""

    def __init__(self) -> None:
        super().__init__("How alike dev and test were reviewed", most_rows=WHOLE)
        self._strata = FigureModel(_COLUMNS, self)
        self.setModel(self._strata)

    def show_parity(self, parity: Parity) -> None:
        self._strata.set_rows(_rows(parity))


class ParityCard(Card):
    """The words stand beside the table, or below it where the table would lack room."""

    def __init__(self) -> None:
        super().__init__("Parity · were dev and test reviewed alike?")
        self._table = ParityTable()
        self._verdict = TextLabel(wrap=True)
        self._mixes = TextLabel(tone="muted", wrap=True)
        self._version = TextLabel(tone="muted", wrap=True)
        self._across = SideBySide(self._needed)
        self._lay_out()

    def show_parity(self, parity: Parity) -> None:
        self._table.show_parity(parity)
        self._table.setVisible(parity.applicable)
        words, tone = verdict(parity)
        self._verdict.set_text(words)
        self._verdict.set_tone(tone)
        words, tone = mixes(parity)
        self._mixes.set_text(words)
        self._mixes.set_tone(tone)
        self._mixes.setVisible(bool(words))

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Which one was applied last."""
        self._version.set_text(_last(versions))
        self._version.show()

    def _needed(self) -> float:
        return self._table.least_width() * (_TABLE + _WORDS) / _TABLE + 3 * GRID

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(GRID)
        for label in (self._verdict, self._mixes, self._version):
            words.addWidget(label)
        words.addStretch(1)
        self._mixes.hide()
        self._version.hide()
        self._across.add(self._table, _TABLE)
        self._across.add(words, _WORDS)
        self.body.addWidget(self._across)


def verdict(parity: Parity) -> tuple[str, Tone]:
    """How alike they were reviewed: one sentence, or those of the strata that differ, in the tone of its weight."""
    words = parity_words(parity)
    return words.whole, PARITY_TONES[words.state]


def mixes(parity: Parity) -> tuple[str, Tone]:
    """Whether they have one mix of labels and of sources; nothing where that can't be compared."""
    differ, alike = (list(told(parity.distributions)) for told in (mixes_differ, mixes_alike))
    return " ".join((*differ, *alike)), "unsure" if differ else "muted"


def _rows(parity: Parity) -> list[list[Cell | str]]:
    return [
        _row(split, name, stratum, parity.model or "no model")
        for split, strata in parity.splits.items()
        for name, stratum in strata.items()
    ]


def _row(split: str, name: str, stratum: Stratum, model: str) -> list[Cell | str]:
    share = "–" if stratum.share is None else hundredfold(stratum.share, stratum.total)
    reviewers = ", ".join(f"{who} {count:,}" for who, count in stratum.reviewers.items())
    return [
        split,
        Cell(name, mark="right" if name == "right" else "wrong", quiet=f"for {model}", tooltip=f"{name} for {model}"),
        Cell(f"{stratum.reviewed:,}", quiet=f"of {stratum.total:,}"),
        Cell(share, quiet="" if stratum.share is None else "%"),
        f"{stratum.incorrect:,}",
        Cell(reviewers, tone="muted", tooltip=reviewers),
    ]


def _last(versions: Sequence[Version]) -> str:
    if not versions:
        return "No version has been applied yet."
    last = versions[-1]
    done = "applied" if last.reverts_to is None else "brought back"
    counts = f"{last.corrected:,} corrected, {last.excluded:,} excluded"
    return f"Version {last.version}, {done} {told_at(last.at)} by {last.by}: {counts}."
