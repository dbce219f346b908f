"""Beside the example: its given label, what can be said of it, and, after the verdict, the predictions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from labeler.core.decisions import Decision, Verdict
from labeler.gui.actions import keycap
from labeler.gui.theme import GRID, Tone, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.category_list import CategoryList, CategoryRow
from labeler.gui.widgets.label_chooser import LabelChooser
from labeler.gui.widgets.prediction_list import PredictionList, PredictionRow
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.text_label import TextBlock, TextLabel, TextLine
from labeler.gui.widgets.typed_line import TypedLine

WIDTH = 352
MOST = 528
_TONES: dict[Verdict, Tone] = {
    Verdict.CORRECT: "right",
    Verdict.INCORRECT: "wrong",
    Verdict.EXCLUDED: "excluded",
    Verdict.UNSURE: "unsure",
}


@dataclass(frozen=True)
class Shown:
    """All that is shown of one example, labels as they are spoken.

    ``predictions`` None: they stay hidden, ``models`` keeps their room.
    ``others``, what other reviewers said, and ``conflict`` with them are hidden and shown with the predictions.
    """

    given: str
    decision: Decision | None
    corrected: str
    others: str
    conflict: bool
    predictions: Sequence[PredictionRow] | None
    models: int
    categories: Sequence[CategoryRow]
    ticked: Sequence[str]
    collects: bool
    writable: bool


class SidePanel(Surface):
    """Says what the person asks for, ``requested`` by an action id; what is shown comes only from ``show_example``."""

    requested = Signal(str)
    label_chosen = Signal(tuple)
    category_toggled = Signal(str, bool)
    category_created = Signal(str)
    commented = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(left=True, parent=parent)
        self._given = TextBlock(size="title", lines=3)
        self._buttons = _verdict_buttons()
        self._chooser = LabelChooser()
        self._others = TextLine(size="small", tone="muted")
        self._predictions_title = TextLine(size="small")
        self._predictions = PredictionList()
        self._categories_title = TextLabel("What made it hard", size="small", strong=True, tone="muted")
        self._categories = CategoryList()
        self._comment = CommentLine()
        self._next = ActionButton(strong("Next"), key=keycap("next"), variant="primary")
        self._details = _scrolled(self._detail_rows())
        self._lower = QStackedWidget()
        self._lay_out()
        self._connect()

    def set_names(self, models: Sequence[str], labels: Sequence[str], *, probable: bool) -> None:
        """All names that may be shown of this project, so that nothing moves from one example to the next.

        ``probable``: some model gives probabilities.
        """
        self._predictions.fit_columns(models, labels, bars=probable)

    def show_example(self, shown: Shown) -> None:
        self.stop_editing()
        self._given.set_text(shown.given)
        self._show_verdict(shown.decision, shown.corrected)
        for button in self._buttons.values():
            button.setEnabled(shown.writable)
        self._show_predictions(shown)
        self._categories.set_categories(shown.categories)
        self._categories.set_toggled(shown.ticked)
        self._categories.setEnabled(shown.writable)
        self._comment.show_comment(shown.decision.comment if shown.decision else "")
        self._comment.setEnabled(shown.writable)
        self._next.setEnabled(True)

    def choose_label(self, labels: Sequence[str], *, given: Sequence[str]) -> None:
        """Let the right label be typed or picked, below the verdict."""
        self._buttons[Verdict.INCORRECT].set_selected("wrong")
        self._buttons[Verdict.INCORRECT].set_label("Wrong, it is …")
        self._lower.setCurrentWidget(self._chooser)
        self._next.hide()  # Enter now chooses
        self._chooser.set_labels(labels, given=given)

    def start_comment(self) -> None:
        self._comment.open()
        self._details.ensureWidgetVisible(self._comment, 0, GRID)

    def start_category(self) -> None:
        self._categories.start_creating()
        self._details.ensureWidgetVisible(self._categories.create_row, 0, GRID)

    def toggle_category(self, number: int) -> None:
        self._categories.toggle_key(number)

    def is_choosing(self) -> bool:
        return self._lower.currentWidget() is self._chooser

    def stop_editing(self) -> None:
        """Back to the keys of the page: a comment or category typed so far is kept, a choice of label is not."""
        self._comment.keep()
        self._categories.keep_typed()
        if self.is_choosing():
            self._lower.setCurrentIndex(0)
            self._next.show()

    def _show_verdict(self, decision: Decision | None, corrected: str) -> None:
        verdict = decision.verdict if decision else None
        for own, button in self._buttons.items():
            button.set_selected(_TONES[own] if own is verdict else None)
        wrong = self._buttons[Verdict.INCORRECT]
        if decision is not None and verdict is Verdict.INCORRECT:
            wrong.set_label("Wrong, it is ", strong(corrected))
        else:
            wrong.set_label("Wrong, it is …")

    def _show_predictions(self, shown: Shown) -> None:
        hidden = shown.predictions is None
        self._predictions_title.set_text(
            strong("Predictions", "muted"), Span(" · shown after the verdict" if hidden else "", tone="faint")
        )
        self._others.setVisible(bool(shown.others))
        conflict = (" · ", Span("conflict", tone="conflict")) if shown.conflict else ()
        self._others.set_text(*(() if hidden else (f"Also decided: {shown.others}", *conflict)))
        self._predictions_title.setVisible(shown.models > 0)
        self._predictions.setVisible(shown.models > 0)
        if shown.predictions is None:
            self._predictions.hide_rows(shown.models)
        else:
            self._predictions.set_rows(shown.predictions)
        self._categories_title.setVisible(shown.collects)
        self._categories.setVisible(shown.collects)

    def _lay_out(self) -> None:
        self._fit_width()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID + 1, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(TextLabel("Given label", size="small", strong=True, tone="muted"))
        column.addWidget(self._given)
        column.addSpacing(GRID // 2)
        column.addWidget(TextLabel("Verdict", size="small", strong=True, tone="muted"))
        column.addWidget(self._buttons[Verdict.CORRECT])
        column.addWidget(self._buttons[Verdict.INCORRECT])
        pair = QHBoxLayout()
        pair.setSpacing(GRID)
        pair.addWidget(self._buttons[Verdict.EXCLUDED])
        pair.addWidget(self._buttons[Verdict.UNSURE])
        column.addLayout(pair)
        column.addWidget(self._others)
        column.addSpacing(GRID // 2)
        self._lower.addWidget(self._details)
        self._lower.addWidget(self._chooser)
        column.addWidget(self._lower, 1)
        column.addWidget(self._next)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_width()

    def _fit_width(self) -> None:
        """With the text, but never so wide that the example is no longer the hero."""
        self.setFixedWidth(min(current_theme().px(WIDTH), MOST))

    def _detail_rows(self) -> QWidget:
        details = QWidget()
        column = QVBoxLayout(details)
        column.setContentsMargins(0, 0, GRID // 2, 0)
        column.setSpacing(GRID)
        column.addWidget(self._predictions_title)
        column.addWidget(self._predictions)
        column.addSpacing(GRID)
        column.addWidget(self._categories_title)
        column.addWidget(self._categories)
        column.addWidget(self._comment)
        column.addStretch(1)
        return details

    def _connect(self) -> None:
        for verdict, action in _ACTION_OF.items():
            self._buttons[verdict].clicked.connect(lambda _checked=False, name=action: self.requested.emit(name))
        self._next.clicked.connect(lambda: self.requested.emit("next"))
        self._chooser.chosen.connect(self.label_chosen)
        self._chooser.cancelled.connect(lambda: self.requested.emit("cancel"))
        self._categories.toggled.connect(self.category_toggled)
        self._categories.created.connect(self.category_created)
        self._comment.entered.connect(self.commented)
        for line in (self._categories, self._comment):
            line.left.connect(lambda: self.requested.emit("cancel"))


_ACTION_OF = {
    Verdict.CORRECT: "right",
    Verdict.INCORRECT: "wrong",
    Verdict.EXCLUDED: "exclude",
    Verdict.UNSURE: "unsure",
}


class CommentLine(TypedLine):
    """The comment as it stands; a click or its key turns it into a line to type in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._shown = ActionButton(key=keycap("comment"), variant="quiet")
        super().__init__(self._shown, placeholder="Comment, Enter keeps it", name="Comment", parent=parent)
        self.show_comment("")

    def show_comment(self, text: str) -> None:
        self.show_text(text)
        self._shown.set_label(Span(text, tone="text") if text else Span("comment", tone="muted"))
        self._shown.setToolTip(text)


def _verdict_buttons() -> dict[Verdict, ActionButton]:
    return {
        Verdict.CORRECT: ActionButton("Right", icon="right", tone="right", key=keycap("right")),
        Verdict.INCORRECT: ActionButton("Wrong, it is …", icon="wrong", tone="wrong", key=keycap("wrong")),
        Verdict.EXCLUDED: ActionButton("Exclude", icon="excluded", tone="excluded", key=keycap("exclude")),
        Verdict.UNSURE: ActionButton("Unsure", icon="unsure", tone="unsure", key=keycap("unsure")),
    }


def _scrolled(widget: QWidget) -> QScrollArea:
    """With large text, or many categories, the lower part scrolls; the verdict stays in sight."""
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area
