"""The line at the top: what is compared, and apply."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.gui.pages.ranking import scope as scopes
from labeler.gui.pages.ranking.bounds_chip import BoundsChip
from labeler.gui.pages.ranking.scope import GIVEN, WORKING, Scope
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.flow_row import FlowRow
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import strong
from labeler.gui.widgets.text_label import TextLine
from labeler.session.session import Session


class RankingHeader(QWidget):
    """``changed`` when something else is to be compared; ``adopted`` asks to make the criteria the project's own."""

    changed = Signal()
    adopted = Signal()
    apply_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: tuple[str, tuple[str, ...]] = ("", ())
        self._own_title = ""
        self._writable = True
        self._rounds = False
        self._bar = HeaderBar("Ranking")
        self._metric = ChipMenu("Metric", max_width=200)
        self._before = ChipMenu("Before")
        self._after = ChipMenu("After")
        self._split = ChipMenu("Split")
        self._bounds = BoundsChip()
        self._apply = ActionButton(strong("Apply to dev and test…"), variant="primary", action="apply")
        self._notice = Surface(tone="row")
        self._words = TextLine(size="small", tone="muted")
        self._adopt = ActionButton("Make this the project's criteria", variant="hint")
        self._back = ActionButton("Back to the project's", variant="hint")
        self._lay_out()
        self._connect()

    def offer(self, session: Session) -> None:
        """The choices that the project has; what is chosen stays where it still can be."""
        self._own = scopes.own_criteria(session)
        self._own_title = session.examples.metric(self._own[0]).title
        self._writable = session.read_only is None
        versions = [version.version for version in session.versions().versions]
        self._metric.set_choices(scopes.metric_choices(session))
        self._before.set_choices(scopes.befores(versions))
        self._after.set_choices(scopes.afters(versions))
        self._split.set_choices(scopes.splits(session))
        self._bounds.set_choices(scopes.bound_choices(session))
        self._rounds = bool(versions)
        self._tell()

    def reset(self) -> None:
        """The project's own criteria, for the labels of now."""
        self._metric.set_current(self._own[0])
        self._bounds.set_bounds(self._own[1])
        self._before.set_current(GIVEN)
        self._after.set_current(WORKING)
        self._tell()

    def scope(self) -> Scope:
        after = self._after.current()
        return Scope(
            metric=self._metric.current(),
            split=self._split.current(),
            bounds=self._bounds.bounds(),
            before=int(self._before.current() or GIVEN),
            after=None if after in ("", WORKING) else int(after),
        )

    def own_metric(self) -> tuple[str, str]:
        """Name and title of the one that the project goes by."""
        return self._own[0], self._own_title

    def has_own_bounds(self) -> bool:
        """Whether the bounds looked at are the project's."""
        return self._bounds.bounds() == self._own[1]

    def show_apply(self, why_not: str) -> None:
        """Off where there is a sentence why."""
        self._apply.setEnabled(not why_not)
        self._apply.setToolTip(plain_tip(why_not))

    def show_scope(self, *, shown: bool) -> None:
        self._bar.set_title("Ranking", self.scope().rounds if shown else "")

    def _tell(self) -> None:
        """Whether what is looked at is what the project goes by."""
        here = self._metric.current(), self._bounds.bounds()
        self._notice.setVisible(here != self._own)
        bounds = self._own[1]
        within = f" within {', '.join(map(self._bounds.in_words, bounds))}" if bounds else ", without bounds"
        self._words.set_text(f"Only looked at here. The project selects its best model by {self._own_title}{within}.")
        self._adopt.setVisible(self._writable)
        for chip in (self._before, self._after):  # before any version was applied there is one round only
            chip.setVisible(self._rounds)

    def _on_changed(self, _chosen: object = None) -> None:
        self._tell()
        self.changed.emit()

    def _on_back(self) -> None:
        self._metric.set_current(self._own[0])
        self._bounds.set_bounds(self._own[1])
        self._on_changed()

    def _lay_out(self) -> None:
        notice = FlowRow(self._notice, gap=GRID)
        notice.setContentsMargins(3 * GRID, 6, 3 * GRID, 6)
        for widget in (self._words, self._adopt, self._back):
            notice.addWidget(widget)
        for chip in (self._metric, self._before, self._after, self._split, self._bounds):
            self._bar.add(chip)
        self._bar.add(self._apply, stays=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._notice)

    def _connect(self) -> None:
        for chip in (self._metric, self._before, self._after, self._split):
            chip.chosen.connect(self._on_changed)
        self._bounds.changed.connect(self._on_changed)
        self._adopt.clicked.connect(self.adopted)
        self._back.clicked.connect(self._on_back)
        self._apply.clicked.connect(self.apply_requested)
