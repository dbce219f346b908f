"""What the noise figures say, as rows of tables and cells of the matrix (METHOD 5 and 9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from labeler.core.class_pairs import Cell as Pair
from labeler.core.concentration import Concentration
from labeler.core.phrases import counted, listed, p_value, percent
from labeler.core.proposers import Proposer
from labeler.core.splits import phrase
from labeler.gui.widgets.figure_table import Cell, Column
from labeler.gui.widgets.matrix_view import MatrixCell
from labeler.session.label_errors import QUEUE
from labeler.session.noise import Noise

FACTORS = (
    Column("By", 104),
    Column("Most in", 160, stretch=True),
    Column("Errors", 96, numeric=True, tooltip="Incorrectly labeled, of the tested examples that are there"),
    Column("By chance", 84, numeric=True, spare=True),
    Column("Lift", 80, numeric=True, tooltip="How many times what chance gives"),
    Column("p (Holm)", 84, numeric=True, tooltip="Adjusted over all that were tested"),
)
PROPOSERS = (
    Column("Model", 160, stretch=True),
    Column("Its errors reviewed", 160, numeric=True, spare=True, tooltip="Of the reviewed examples, by given labels"),
    Column(
        "Repeated by corrections",
        200,
        numeric=True,
        tooltip="Of the corrected labels on examples it had wrong by the given label, those that are its prediction",
    ),
    Column("Other models", 128, numeric=True, spare=True, tooltip="The same share of all other models together"),
    Column("p (Holm)", 84, numeric=True),
)
SYSTEMATIC = "In the training set a systematic error is learned; a random one averages out."
FEW = 20
_PALEST = 0.15


@dataclass(frozen=True)
class Matrix:
    """Given by row, corrected by column, of the classes that any correction is of."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    pairs: dict[tuple[str, str], Pair]

    @classmethod
    def of(cls, found: Sequence[Pair], names: Sequence[str]) -> Matrix:
        """Classes in the order of ``names``; of many, those with most errors first, so that they are in sight."""
        given, corrected = Counter[str](), Counter[str]()
        for pair in found:
            given[pair.given] += pair.count
            corrected[pair.corrected] += pair.count
        pairs = {(pair.given, pair.corrected): pair for pair in found}
        return cls(_ordered(given, names), _ordered(corrected, names), pairs)

    def cell(self, row: int, column: int) -> MatrixCell:
        given, corrected = self.rows[row], self.columns[column]
        pair = self.pairs.get((given, corrected))
        if pair is None:
            return MatrixCell(quiet=given == corrected, said=f"none given as {given} became {corrected}")
        said = f"{given} → {corrected}: {pair.count:,}, {percent(pair.rate, 100)} of the tested ones given as {given}"
        return MatrixCell(f"{pair.count:,}", strength=self._strength(pair), said=said)

    def _strength(self, pair: Pair) -> float:
        """By the figure it shows: one error can be told from none, and more are never paler than fewer."""
        return _PALEST + (1 - _PALEST) * pair.count / self._most.count

    @cached_property
    def _most(self) -> Pair:
        """Told once: every cell that is painted is measured by it."""
        return max(self.pairs.values(), key=lambda pair: pair.count)

    @property
    def largest(self) -> tuple[int, int]:
        """Row and column of the cell with most errors."""
        return self.rows.index(self._most.given), self.columns.index(self._most.corrected)

    @property
    def widest(self) -> str:
        return max((f"{pair.count:,}" for pair in self.pairs.values()), key=len, default="")


def _ordered(counts: Counter[str], names: Sequence[str]) -> tuple[str, ...]:
    there = [name for name in names if name in counts]
    return tuple(there) if len(there) <= FEW else tuple(sorted(there, key=lambda name: -counts[name]))


def factor_row(one: Concentration, *, concludes: bool = True) -> list[Cell | str]:
    """Nothing stands out in it where nothing can be concluded: of a queue."""
    if one.p_holm is None or one.expected is None or one.level is None:
        return [one.factor, Cell("can't be tested", tone="muted"), "–", "–", "–", "–"]
    lift = "–" if one.lift is None else f"{one.lift:,.{0 if one.lift >= 100 else 1}f}×"
    strong = concludes and one.systematic
    return [
        Cell(one.factor, strong=strong),
        Cell(one.level, strong=strong, tooltip=one.level),
        Cell(f"{one.count:,}", quiet=f"of {one.incorrect:,}"),
        Cell(f"{one.expected:.1f}", tone="muted"),
        Cell(lift, strong=strong),
        Cell(p_value(one.p_holm).removeprefix("= "), strong=strong),
    ]


def proposer_row(one: Proposer) -> list[Cell | str]:
    share = "" if one.share is None else f"{percent(one.share, 100)}"
    others = "–" if one.others_share is None else percent(one.others_share, 100)
    return [
        Cell(one.model, strong=one.stands_out, tooltip=one.model),
        Cell(f"{one.reviewed_wrong:,}", quiet=f"of {one.reviewed:,}"),
        Cell(f"{one.repeated:,} of {one.misclassified:,}", quiet=share, strong=one.stands_out),
        Cell(others, tone="muted"),
        Cell("–" if one.p is None else p_value(one.p).removeprefix("= "), strong=one.stands_out),
    ]


def told(noise: Noise) -> str:
    """Whether the corrections favour the model that proposed them, as far as it can be told from them."""
    found = [one.model for one in noise.proposers if one.stands_out]
    if found:
        verb = "is" if len(found) == 1 else "are"
        return f"Corrected labels repeat {listed(found)} more than chance explains: {listed(found)} {verb} favoured."
    if any(one.p is not None for one in noise.proposers):
        return "Corrected labels repeat no model more than chance explains."
    return "Too few corrected labels to tell whether they repeat one model more than the others."


def summary(noise: Noise) -> str:
    """How much was looked at, and what of it is tested."""
    where = phrase(noise.split)
    text = (
        f"{where[:1].upper()}{where[1:]}: {noise.reviewed:,} of {counted(noise.examples, 'example')} reviewed, "
        f"{noise.incorrect:,} of {counted(noise.tested, 'tested label')} incorrect."
    )
    if noise.describes == QUEUE:
        text += (
            " What was reviewed is no random sample: review the errors and the right ones of the selected model in "
            "their order to say it of the data."
        )
    return text
