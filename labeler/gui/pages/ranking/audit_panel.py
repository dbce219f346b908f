"""The ranking audit: one line a rival, what it takes to settle the rest, and the button that goes on with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from labeler.gui.pages.ranking import audit_texts as texts
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.rival_lines import ROW, RivalLines
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.audit_results import AuditFigures

_TITLE = "Ranking audit"
_EXACTLY = (
    "Review those first that decide most by counting, instead of drawing at random: where the leader is hardly ahead, "
    "this may settle it sooner"
)
_SIDE = 300
_LINES = 560
"""What the lines need beside the words."""
_ANY_WIDTH = 16_777_215
_MOST_LINES = 8
"""In sight; more are scrolled to."""


class AuditPanel(Card):
    """``review_requested`` is the button, ``count_requested`` the one that goes on by counting exactly."""

    review_requested = Signal()
    count_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, parent=parent)
        self._title.setWordWrap(True)  # the leader's name may be long
        self._lines = RivalLines("Rivals of the leader")
        self._area = scrolled(self._lines)
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._area.setAccessibleName("Rivals of the leader")
        self._settled = TextLabel(size="title", strong=True)
        self._what = TextLabel(tone="muted")
        self._words = TextLabel(tone="muted", wrap=True)
        self._review = ActionButton("Review the next 50", variant="primary", action="review-audit")
        self._count = ActionButton("Count exactly", variant="quiet")
        self._notes = TextLabel(size="small", tone="muted", wrap=True)
        self._warnings = TextLabel(size="small", tone="unsure", wrap=True)
        self._side = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._review.clicked.connect(self.review_requested)
        self._count.clicked.connect(self.count_requested)
        self.show_nothing("")

    def show_audit(
        self, figures: AuditFigures, *, order: Sequence[str], next_reviews: int, why_not: str = "", note: str = ""
    ) -> None:
        """``order`` of the models from the table; ``why_not``: why the queue can't be opened from here."""
        self.set_title(texts.title(figures))
        self._lines.show_lines(texts.lines(figures, order))
        self._area.setVisible(bool(figures.pairs))
        number, what = texts.settled(figures)
        self._settled.set_text(number)
        self._what.set_text(what)
        for label in (self._settled, self._what):
            label.setVisible(bool(figures.pairs))
        self._words.set_text(texts.words(figures))
        self._show_button(figures, next_reviews, why_not)
        about = [texts.blocked(figures, next_reviews), texts.beginning(figures)]
        off = why_not if self._review.isVisibleTo(self) else ""
        self._say(self._notes, [off, note, *about, *figures.notes, texts.others(figures)])
        self._say(self._warnings, figures.warnings)
        self._fit()

    def show_nothing(self, why: str) -> None:
        """Where there is none to show, or not yet."""
        self.set_title(_TITLE)
        self._lines.show_lines(())
        self._words.set_text(why)
        shown = (self._area, self._settled, self._what, self._review, self._count, self._notes, self._warnings)
        for widget in shown:
            widget.hide()
        self._fit()

    def can_review(self) -> bool:
        return not self._review.isHidden() and self._review.isEnabled()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_button(self, figures: AuditFigures, next_reviews: int, why_not: str) -> None:
        self._review.setVisible(texts.can_go_on(figures, next_reviews))
        verb = "Begin: review" if figures.number is None else "Review"
        last = "last" if next_reviews == figures.remaining_at_most else "next"
        self._review.set_label(f"{verb} the {last}" + (f" {next_reviews:,}" if next_reviews > 1 else ""))
        self._review.setEnabled(not why_not)
        self._review.setToolTip(plain_tip(why_not))
        self._count.setVisible(figures.advises_exact_count and self.can_review())
        self._count.setToolTip(plain_tip(_EXACTLY))

    @staticmethod
    def _say(label: TextLabel, sentences: Sequence[str]) -> None:
        text = "\n".join(filter(None, sentences))
        label.set_text(text)
        label.setVisible(bool(text))

    def _fit(self) -> None:
        """The words go below the lines where beside them these would lack room."""
        theme = current_theme()
        beside = self._lines.lines() != () and self.width() - 9 * GRID >= theme.px(_LINES) + theme.px(_SIDE)
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(sideways if beside else down)
        self._side.setMaximumWidth(theme.px(_SIDE) if beside else _ANY_WIDTH)
        self._side.setMinimumWidth(theme.px(_SIDE) if beside else 0)
        self._area.setFixedHeight(theme.px(ROW) * min(len(self._lines.lines()), _MOST_LINES) + 2)

    def _lay_out(self) -> None:
        self.body.setContentsMargins(3 * GRID, 12, 3 * GRID, 12)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GRID)
        count = QHBoxLayout()
        count.setSpacing(GRID)
        count.addWidget(self._settled)
        count.addWidget(self._what, 1, Qt.AlignmentFlag.AlignBottom)
        side.addLayout(count)
        side.addWidget(self._words)
        side.addWidget(self._review)
        side.addWidget(self._count)
        side.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        for part in (self._area, self._notes, self._warnings):
            left.addWidget(part)
        left.addStretch(1)
        self._across.setSpacing(4 * GRID)
        self._across.addLayout(left, 1)
        self._across.addWidget(self._side)
        self.body.addLayout(self._across)
