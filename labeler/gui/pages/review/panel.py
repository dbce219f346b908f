"""Beside the example: its given label, what can be said of it, and, after the verdict, the predictions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from labeler.core.decisions import Decision
from labeler.gui.pages.review.hints import ActionHint
from labeler.gui.pages.review.verdict_pad import VerdictPad
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.category_list import CategoryList, CategoryRow
from labeler.gui.widgets.label_editor import LabelEditor, Offer
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.prediction_list import PredictionList, PredictionRow
from labeler.gui.widgets.scroll_text import ScrollText
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.task_editors import editor_for
from labeler.gui.widgets.text_label import TextBlock, TextLabel, TextLine
from labeler.gui.widgets.typed_line import TypedLine

WIDTH = 352
MOST = 528
_NAMED = ("binary", "multiclass")
_FITS = 18
"""Signs of a corrected label that its button has room for; a longer one is spelled out below."""


@dataclass(frozen=True)
class Shown:
    """All that is shown of one example, labels as they are spoken.

    ``given`` None: it is hidden. ``predictions`` None: they stay hidden, ``models`` keeps their room. ``others``, what
    other reviewers said, and ``conflict`` with them; ``earlier``, what this one said before; each empty where hidden.
    ``looked_at``: this reviewer had the example in view before and left it undecided.
    """

    given: str | None
    decision: Decision | None
    corrected: str
    earlier: str
    looked_at: bool
    others: Sequence[str]
    conflict: bool
    predictions: Sequence[PredictionRow] | None
    models: int
    categories: Sequence[CategoryRow]
    ticked: Sequence[str]
    collects: bool
    adjudicates: bool
    writable: bool


class SidePanel(Surface):
    """Says what the person asks for, ``requested`` by an action id; what is shown comes only from ``show_example``.

    ``label_chosen`` carries the corrected label as a decision does; ``left`` gives the keyboard back to the page,
    ``typed`` tells that somebody writes.
    """

    requested = Signal(str)
    left = Signal()
    typed = Signal()
    label_chosen = Signal(str)
    category_toggled = Signal(str, bool)
    category_created = Signal(str)
    category_renamed = Signal(str, str)
    category_merged = Signal(str, str)
    commented = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(left=True, parent=parent)
        self._given_title = TextLine(size="small")
        self._given = ScrollText(size="title", lines=3)
        self._verdicts = VerdictPad()
        self._corrected = TextBlock(lines=4)
        self._said = TextLabel(size="small", tone="muted", wrap=True)
        self._predictions_title = TextLine(size="small")
        self._predictions = PredictionList(min_rows=3)
        self._categories_title = TextLabel("What made it hard", size="small", strong=True, tone="muted")
        self._categories = CategoryList()
        self._comment = CommentLine()
        self._categories.share_row(self._comment)
        self._next = ActionButton(strong("Next"), action="next", variant="primary")
        self._details = self._detail_rows()
        self._lower = QStackedWidget()
        self._editor: LabelEditor | None = None
        self._lay_out()
        self._connect()

    def set_task(self, task: str, *, models: Sequence[str], labels: Sequence[str], probable: bool) -> None:
        """All names that may be shown of this project, so that nothing moves from one example to the next.

        ``probable``: some model gives probabilities.
        """
        if self._editor is not None:
            self._lower.removeWidget(self._editor)
            self._editor.deleteLater()
        self._editor = editor_for(task)
        self._editor.chosen.connect(self.label_chosen)
        self._editor.cancelled.connect(self.left)
        self._editor.typed.connect(self.typed)
        self._lower.addWidget(self._editor)
        self._show_below(self._details)
        self._given.set_style(size="title" if task in _NAMED else "body", lines=3 if task in _NAMED else 6)
        self._predictions.fit_columns(models, labels, bars=probable, wraps=task == "transcript")

    def reserve(self, given: Sequence[str]) -> None:
        """Room for the given labels of a queue, as they are spoken, so that no verdict moves from one to the next."""
        self._given.reserve(given)

    def turn_page(self) -> None:
        """Another example comes: from its top."""
        self._all.verticalScrollBar().setValue(0)

    def show_example(self, shown: Shown) -> None:
        self.stop_editing()
        blind = shown.given is None
        aside = Span(" · hidden" if blind else "", tone="faint")
        self._given_title.set_text(strong("Given label", "muted"), aside)
        self._given.set_text("–" if shown.given is None else shown.given)
        self._show_verdict(shown, blind=blind)
        self._show_predictions(shown)
        self._categories_title.setVisible(shown.collects)
        self._categories.set_collecting(shown.collects)
        self._categories.set_categories(shown.categories)
        self._categories.set_toggled(shown.ticked)
        self._categories.setEnabled(shown.writable)
        self._comment.show_comment(shown.decision.comment if shown.decision else "")
        self._comment.setEnabled(shown.writable)

    # What is typed or picked here

    def edit_label(self, offer: Offer) -> None:
        """Let the right label be given, below the verdict."""
        assert self._editor is not None
        self._verdicts.show_choosing()
        self._verdicts.set_typing(True)
        self._show_below(self._editor)
        self._next.hide()  # Enter now chooses
        self._editor.edit(offer)
        self._all.ensureWidgetVisible(self._editor, 0, 0)

    def editing_handlers(self) -> dict[str, Callable[..., Any]]:
        """What keys do besides while a label is edited."""
        return self._editor.handlers() if self._editor is not None and self.is_editing_label() else {}

    def start_comment(self) -> None:
        self._comment.open()
        self._bring_into_view(self._comment)

    def start_category(self) -> None:
        self._categories.start_creating()
        self._bring_into_view(self._categories.create_row)

    def start_renaming_category(self) -> None:
        self._categories.start_renaming()
        self._bring_into_view(self._categories)

    def toggle_category(self, number: int) -> None:
        self._categories.toggle_key(number)

    def is_editing_label(self) -> bool:
        return self._editor is not None and self._lower.currentWidget() is self._editor

    def take_keyboard(self) -> bool:
        """To the editor of the label, if one is open; False where there is none."""
        if self._editor is not None and self.is_editing_label():
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def stop_editing(self) -> None:
        """Back to the keys of the page: a comment or category typed so far is kept, a choice of label is not."""
        self._comment.keep()
        self._categories.keep_typed()
        if self.is_editing_label():
            self._verdicts.set_typing(False)
            self._show_below(self._details)
            self._next.show()

    # Inside

    def _show_below(self, shown: QWidget) -> None:
        """Below the verdict; what is out of sight asks for no room."""
        policy = QSizePolicy.Policy
        for widget in (self._details, self._editor):
            if widget is not None:
                widget.setSizePolicy(policy.Preferred, policy.Preferred if widget is shown else policy.Ignored)
        self._lower.setCurrentWidget(shown)

    def _bring_into_view(self, widget: QWidget) -> None:
        self._all.ensureWidgetVisible(widget, 0, GRID)

    def _show_verdict(self, shown: Shown, *, blind: bool) -> None:
        title = "For everybody" if shown.adjudicates else "Verdict"
        aside = " · looked at before" if shown.looked_at else ""
        self._verdicts.set_title(title, aside)
        self._verdicts.show_decision(shown.decision, shown.corrected, blind=blind)
        self._verdicts.set_available(writable=shown.writable, adjudicates=shown.adjudicates)
        self._corrected.set_text(shown.corrected)
        self._corrected.setVisible(len(shown.corrected) > _FITS)
        between = "\n" if shown.adjudicates else ", "
        said = [Span("Also decided: ")] if shown.others and not shown.adjudicates else []
        said += [Span(between.join(shown.others))] if shown.others else []
        if shown.others and shown.conflict:
            said += [Span(" · "), Span("conflict", tone="conflict")]
        if shown.earlier:
            said.append(Span(f"{' · ' if said else ''}First said: {shown.earlier}"))
        self._said.setVisible(bool(said))
        self._said.set_text(*said)

    def _show_predictions(self, shown: Shown) -> None:
        hidden = shown.predictions is None
        aside = Span(" · shown after the verdict" if hidden else "", tone="faint")
        self._predictions_title.set_text(strong("Predictions", "muted"), aside)
        self._predictions_title.setVisible(shown.models > 0)
        self._predictions.setVisible(shown.models > 0)
        if shown.predictions is None:
            self._predictions.hide_rows(shown.models)
        else:
            self._predictions.set_rows(shown.predictions)

    def _lay_out(self) -> None:
        self._fit_width()
        inside = _Column()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        heading = QHBoxLayout()
        heading.addWidget(self._given_title, 1)
        heading.addWidget(ActionHint("guidelines", "guidelines", self.requested))
        column.addLayout(heading)
        column.addWidget(self._given)
        column.addWidget(self._verdicts)
        column.addWidget(self._corrected)
        column.addWidget(self._said)
        self._lower.addWidget(self._details)
        column.addWidget(self._lower, 1)
        self._all = scrolled(_holding(inside))
        page = QVBoxLayout(self)
        page.setContentsMargins(3 * GRID + 1, 2 * GRID, 3 * GRID + 1, GRID)
        page.setSpacing(GRID)
        page.addWidget(self._all, 1)
        page.addWidget(self._next)

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
        column.addWidget(self._categories_title)
        column.addWidget(self._categories, 1)
        return details

    def _connect(self) -> None:
        self._verdicts.requested.connect(self.requested)
        self._next.clicked.connect(lambda: self.requested.emit("next"))
        self._categories.toggled.connect(self.category_toggled)
        self._categories.created.connect(self.category_created)
        self._categories.renamed.connect(self.category_renamed)
        self._categories.merged.connect(self.category_merged)
        self._comment.entered.connect(self.commented)
        for line in (self._categories, self._comment):
            line.left.connect(self.left)


class CommentLine(TypedLine):
    """The comment as it stands; a click or its key turns it into a line to type in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._shown = ActionButton(action="comment", variant="quiet")
        self._shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a long one is elided
        super().__init__(self._shown, placeholder="Comment, Enter keeps it", name="Comment", parent=parent)
        self.show_comment("")

    def show_comment(self, text: str) -> None:
        self.show_text(text)
        self._shown.set_label(Span(text, tone="text") if text else Span("comment", tone="muted"))
        self._shown.setToolTip(plain_tip(text))


class _Column(QWidget):
    """Gives way down to its least height before the area around it scrolls, which goes by the height for a width."""

    def hasHeightForWidth(self) -> bool:
        return False


def _holding(widget: QWidget) -> QWidget:
    around = QWidget()
    layout = QVBoxLayout(around)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
    return around
