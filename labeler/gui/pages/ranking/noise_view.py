"""How much label noise it would take for one model to pass another: the lines, and where they cross in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.core.comparison import SplitRanking
from labeler.core.phrases import counted
from labeler.core.prevalence import Crossing, Prevalence
from labeler.gui.theme import GRID
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.check_chip import CheckChip
from labeler.gui.widgets.noise_plot import NoisePlot
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.noise import Noise

_COMPUTING = "Being computed …"
_NONE = "No example is known to be incorrectly labeled yet: the lines follow from the first corrected ones."
_NEVER = "Of these models none would pass another, however many incorrect labels the set had."
_ABOUT = (
    "What the errors would be, were correctly labeled examples removed at random until so large a share of the set had "
    "been incorrectly labeled. The error is the share misclassified, whatever the metric above."
)
_DEFAULT, _SENTENCES = 6, 3


class NoiseView(Card):
    """The models shown are the best, its nearest rival and those that cross it, unless others are chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("How much label noise it would take", parent=parent)
        self._prevalence: Prevalence | None = None
        self._ranked: tuple[str, ...] = ()
        self._chosen: tuple[str, ...] | None = None
        self._plot = NoisePlot()
        self._models = CheckChip("Models", default="The best two, and who crosses them")
        self._words = TextLabel(_COMPUTING, wrap=True)
        self._about = TextLabel(_ABOUT, size="small", tone="muted", wrap=True)
        self._lay_out()
        self._models.several.connect(self._choose)
        self._models.default_asked.connect(self._choose_default)

    def show_ranking(self, ranking: SplitRanking) -> None:
        """Which model is the best, and which come next."""
        order = sorted(ranking.models, key=lambda model: (model.after is None, model.rank_after, model.model))
        self._ranked = tuple(model.model for model in order)
        self._show()

    def show_noise(self, noise: Noise) -> None:
        self._prevalence = noise.prevalence
        self._show()

    def forget(self) -> None:
        """Of another split."""
        self._prevalence, self._chosen = None, None
        self._show()

    def show_failure(self, why: str) -> None:
        self._prevalence = None
        self._show()
        self._words.set_text(why)

    def models(self) -> tuple[str, ...]:
        """Those shown."""
        if self._chosen is not None:
            return self._chosen
        return telling(self._ranked, () if self._prevalence is None else self._prevalence.crossings)

    def _show(self) -> None:
        prevalence, shown = self._prevalence, self.models()
        self._models.show_checked(self._ranked, shown)
        self._plot.set_data(prevalence, shown)
        known = prevalence is not None and bool(prevalence.incorrectly_labeled)
        self._plot.setVisible(known)
        self._models.setVisible(known)
        self._words.set_text(_COMPUTING if prevalence is None else _said(prevalence, shown))

    def _choose(self, names: tuple[str, ...]) -> None:
        self._chosen = names
        self._show()

    def _choose_default(self) -> None:
        self._chosen = None
        self._show()

    def _lay_out(self) -> None:
        words = QWidget()
        said = QVBoxLayout(words)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(GRID)
        for part in (self._models, self._words, self._about):
            said.addWidget(part)
        said.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(3 * GRID)
        across.addWidget(self._plot, 3)
        across.addWidget(scrolled(words), 2)
        self.body.setContentsMargins(2 * GRID, 12, 2 * GRID, 12)
        self.body.addLayout(across, 1)


def telling(ranked: Sequence[str], crossings: Sequence[Crossing]) -> tuple[str, ...]:
    """The best, its nearest rival, and the first that cross these; in the order of ``ranked``."""
    best = ranked[:2]
    names = list(best)
    for crossing in sorted(crossings, key=lambda each: each.passed != (ranked[0] if ranked else "")):
        pair = (crossing.model, crossing.passed)
        names += [name for name in pair if name not in names and {*pair} & {*best} and len(names) < _DEFAULT]
    return tuple(name for name in ranked if name in names)


def _said(prevalence: Prevalence, shown: Sequence[str]) -> str:
    if not prevalence.incorrectly_labeled:
        return _NONE
    crossings = [each for each in prevalence.crossings if each.model in shown and each.passed in shown]
    said = [prevalence.sentence, *(each.sentence for each in crossings[:_SENTENCES])]
    if len(crossings) > _SENTENCES:
        said.append(f"{counted(len(crossings) - _SENTENCES, 'more crossing')} in the chart.")
    return "\n\n".join(said if crossings else [prevalence.sentence, _NEVER])
