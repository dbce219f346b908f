"""The cards of figures: splits, models, queues, reviewers and classes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from labeler.gui.pages.overview import tables
from labeler.gui.pages.overview.whole_table import WholeTable
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.class_chart import ClassChart
from labeler.gui.widgets.progress_rows import ProgressRows
from labeler.gui.widgets.text_label import TextLabel, TextLine
from labeler.session.overview import Overview, SplitReview
from labeler.session.queue_progress import QueueProgress

_MARGIN = 2 * GRID
_CLASSES = {
    "classes": "Classes · dev against test",
    "labels": "Labels · dev against test",
    "words": "Length · dev against test",
}


class SplitsCard(Card):
    """``chosen`` carries a split's name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=1)
        self._splits: tuple[str, ...] = ()
        self._table = WholeTable("Splits and how far their review is")
        self.body.addWidget(self._table)
        self._table.row_activated.connect(lambda row: self.chosen.emit(self._splits[row]))

    def show_splits(self, splits: Sequence[SplitReview]) -> None:
        self._splits = tuple(split.split for split in splits)
        self._table.show_rows(tables.SPLIT_COLUMNS, tables.split_rows(splits))


class ModelsCard(Card):
    """``ranking_requested``: the page that says more."""

    ranking_requested = Signal()

    def __init__(self) -> None:
        super().__init__(margin=1)
        self._table = WholeTable("Models before and after relabeling")
        self._note = TextLine(size="small", tone="muted")
        self._open = ActionButton("Open Ranking", icon="ranking", variant="hint")
        foot = QHBoxLayout()
        foot.setContentsMargins(GRID, 0, GRID, GRID)
        foot.addWidget(self._note, 1)
        foot.addWidget(self._open)
        self.body.addWidget(self._table)
        self.body.addLayout(foot)
        self._open.clicked.connect(self.ranking_requested)
        self._table.row_activated.connect(lambda _row: self.ranking_requested.emit())

    def show_overview(self, overview: Overview) -> None:
        self.setVisible(bool(overview.models))
        shown = tables.shown_models(overview)
        selected = [place for place, model in enumerate(shown) if model.model == overview.selected]
        self._table.show_rows(tables.model_columns(overview), tables.model_rows(overview), highlighted=selected)
        more = len(overview.models) - len(shown)
        parts = [f"{overview.metric_title}, given → working labels", *(["the selected one marked"] if selected else [])]
        self._note.set_text("; ".join([*parts, *([f"{more:,} more models"] if more else [])]))


class QueuesCard(Card):
    """``chosen`` carries the QueueProgress of the row."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Queues", margin=_MARGIN)
        self._queues: tuple[QueueProgress, ...] = ()
        self._rows = ProgressRows("Queues")
        self.body.addWidget(self._rows)
        self._rows.activated.connect(lambda row: self.chosen.emit(self._queues[row]))

    def show_overview(self, overview: Overview) -> None:
        self._queues = overview.queues
        self._rows.set_rows([tables.queue_row(queue) for queue in self._queues])


class ReviewersCard(Card):
    def __init__(self) -> None:
        super().__init__("Reviewers", margin=_MARGIN)
        self._rows = ProgressRows("Reviewers", active=False)
        self._nobody = TextLabel("Nobody has reviewed anything yet.", tone="muted", wrap=True)
        self.body.addWidget(self._rows)
        self.body.addWidget(self._nobody)

    def show_overview(self, overview: Overview) -> None:
        reviewed = sum(split.reviewed for split in overview.splits)
        self._rows.set_rows([tables.reviewer_row(person, reviewed) for person in overview.reviewers])
        self._rows.setVisible(bool(overview.reviewers))
        self._nobody.setVisible(not overview.reviewers)


class ClassesCard(Card):
    def __init__(self) -> None:
        super().__init__("", margin=_MARGIN)
        self._chart = ClassChart("How often each class is in dev and in test")
        self._words = TextLabel(size="small", tone="muted", wrap=True)
        self.body.addWidget(self._chart)
        self.body.addWidget(self._words)

    def show_overview(self, overview: Overview) -> None:
        classes = overview.classes
        self.setVisible(classes is not None)
        if classes is None:
            return
        bars = tables.class_bars(classes)
        self.set_title(_CLASSES[classes.of])
        self._chart.set_data(bars, more=len(classes.rows) - len(bars))
        self._words.set_text(classes.sentence)
        self._words.set_tone("unsure" if classes.differs else "muted")
