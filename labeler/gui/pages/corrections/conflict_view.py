"""Conflicts, one at a time and large, settled by a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from labeler.core.decisions import Decision, Verdict
from labeler.core.phrases import counted
from labeler.errors import LabelerError
from labeler.gui.jobs import Jobs
from labeler.gui.page import Handlers
from labeler.gui.pages.corrections.card_grid import CardGrid
from labeler.gui.pages.corrections.conflict_cards import cards, in_short, row
from labeler.gui.pages.corrections.conflict_list import WIDTH, ConflictList
from labeler.gui.pages.corrections.conflict_queue import ConflictQueue
from labeler.gui.pages.corrections.example_view import ExampleView
from labeler.gui.pages.corrections.models_panel import ModelsPanel
from labeler.gui.pages.corrections.section import Section
from labeler.gui.pages.corrections.settling import as_said, decision, offer, predictions
from labeler.gui.pages.corrections.verdict_card import VerdictCard
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.flow_row import FlowRow
from labeler.gui.widgets.label_editor import LabelEditor
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.widgets.task_editors import editor_for
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.corrections import Conflict
from labeler.session.results import Changes

_PREDICTIONS = 280
_LOWER = 232
_LOWER_SHARE, _NARROW_SHARE = 0.4, 0.5
_QUARTER_ENOUGH = 1.4
_ANY = 16_777_215
_NONE = "No conflicts"
_RESTING = "All are settled. Choose one to settle it otherwise."
_HOW = (
    "Reviewers agree wherever more than one has looked. A conflict comes about where two give one example different "
    "verdicts or labels: let a second person review the same queue, or import their decisions."
)


class ConflictView(Section):
    """Predictions are hidden until the conflict is settled or they are asked for; what was in view is recorded."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._queue = ConflictQueue()
        self._behind = False
        self._narrow: bool | None = None
        self._asked: set[int] = set()
        self._editor: LabelEditor | None = None
        self._said: list[VerdictCard] = []
        self._list = ConflictList()
        self._title = TextLabel(strong=True)
        self._status = StatusLine()
        self._example = ExampleView(jobs)
        self._grid = CardGrid()
        self._models = ModelsPanel(self)  # a widget without parent would be Python's to delete, at any time
        self._lower = QStackedWidget()
        self._cards = scrolled(self._grid)
        self._buttons = {
            name: ActionButton(text, action=name, variant="quiet")
            for name, text in {
                "settle-other": "Another label",
                "settle-excluded": "Exclude",
                "next-conflict": "Next",
                "open-correction": "Open in Review",
            }.items()
        }
        self._body = QWidget()
        self._empty = EmptyState("conflict", _NONE, _HOW)
        self._lay_out()
        self._connect()

    # Doors of a section

    def set_project(self, project: Project | None) -> None:
        self._project = project
        self._queue = ConflictQueue()
        self._asked.clear()
        self._example.set_project(project)
        self._replace_editor(project)
        self._models.set_models([] if project is None else [each.model for each in project.session.predictions])
        self._body.hide()
        self._empty.show()

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Those of the project; the one in view stays in view."""
        if self._project is None:
            return
        stays = self._queue.replace(conflicts)
        self._empty.setVisible(not conflicts)
        self._body.setVisible(bool(conflicts))
        if conflicts:
            self._show(keep_editing=stays)
        self.handlers_changed.emit()

    def refresh(self, changes: Changes | None = None) -> None:
        """What was settled or taken back is shown at once; other conflicts come with the page's figures."""
        if self._project is None or not self._queue.conflicts:
            return
        taken_back = self._queue.look_again(self._project.session, changes.examples) if changes is not None else []
        if len(taken_back) == 1 and self.isVisible():
            self._queue.go(taken_back[0])
            self._status.say("")
        if changes is not None or self._behind:
            self._show(keep_editing=True)
            self.handlers_changed.emit()

    def open_count(self) -> int:
        return self._queue.open_count

    def handlers(self) -> Handlers:
        if not self._queue.conflicts:
            return {}
        if self._is_editing() and self._editor is not None:
            return {**self._editor.handlers(), **self._example.handlers()}
        handlers: dict[str, Callable[..., Any]] = {
            "next-conflict": self._next,
            "previous-conflict": self._previous,
            "open-correction": self._open,
            **self._example.handlers(),
        }
        if self._project is not None and self._project.session.predictions:
            handlers["conflict-predictions"] = self._ask_predictions
        if not self._why_not_settle():
            handlers |= {
                "settle": self._settle_as,
                "settle-given": partial(self._settle, Verdict.CORRECT),
                "settle-other": self._edit,
                "settle-excluded": partial(self._settle, Verdict.EXCLUDED),
            }
        return handlers

    def entered(self) -> None:
        if self._is_editing() and self._editor is not None:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._queue.conflicts:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self._example.leave()

    # Which one

    def _shown(self) -> Conflict:
        return self._queue.shown

    def _go_to(self, place: int) -> None:
        if 0 <= place < len(self._queue):
            self._queue.go(place)
            self._show()
            self.handlers_changed.emit()

    def _wake(self, place: int) -> None:
        """The last one settled, chosen again by a click or Enter, which doesn't move the list's cursor."""
        if self._queue.resting:
            self._go_to(place)

    def _next(self) -> None:
        """The next open one; once all are settled, the next at all."""
        self._go_to(self._queue.next_place())

    def _previous(self) -> None:
        self._go_to((self._queue.current - 1) % len(self._queue))

    # Settling

    def _why_not_settle(self) -> str:
        """A sentence; empty where it can be settled. After the last one a key too many would settle it otherwise."""
        if self._project is None:
            return "There is nothing to settle."
        if self._project.session.read_only is not None:
            return f"Read-only: {self._project.session.read_only}."
        return _RESTING if self._queue.resting else ""

    def _predictions_in_view(self) -> bool:
        conflict = self._shown()
        return conflict.settled is not None or conflict.ordinal in self._asked

    def _settle_as(self, number: int) -> None:
        """As the reviewer of that number says."""
        assert self._project is not None
        said = as_said(self._project, self._shown(), number, shown=self._predictions_in_view())
        if said is not None:
            self._record(said)
        elif number <= len(self._shown().said):
            self._status.say_briefly(f"{self._shown().said[number - 1].reviewer} is unsure: that decides nothing.")

    def _settle(self, verdict: Verdict, label: str | None = None) -> None:
        assert self._project is not None
        shown = self._predictions_in_view()
        self._record(decision(self._project, self._shown(), verdict, label, shown=shown))

    def _record(self, said: Decision) -> None:
        """And on to the next open conflict. Raises LabelerError."""
        assert self._project is not None
        conflict = self._shown()
        self._project.record(conflict.ordinal, said, adjudicates=True)
        self._stop_editing()
        words = f"{conflict.example_id}: {in_short(self._project.session, said)}."
        if not self._queue.go_on():
            words += f" All {counted(len(self._queue), 'conflict')} settled."
        self._show()
        self._status.say_briefly(words)
        self.handlers_changed.emit()
        self.entered()

    def _edit(self) -> None:
        """Ask for the right label."""
        assert self._project is not None
        assert self._editor is not None
        self._lower.setCurrentWidget(self._editor)
        self._editor.edit(offer(self._project, self._shown(), shown=self._predictions_in_view()))
        self.handlers_changed.emit()

    def _on_label(self, label: str) -> None:
        try:
            self._settle(Verdict.INCORRECT, label)
        except LabelerError as error:
            self.failed.emit(error)

    def _is_editing(self) -> bool:
        return self._editor is not None and self._lower.currentWidget() is self._editor

    def _stop_editing(self) -> None:
        self._lower.setCurrentWidget(self._cards)

    def _on_cancelled(self) -> None:
        self._stop_editing()
        self.handlers_changed.emit()
        self.entered()

    def _ask_predictions(self) -> None:
        self._asked.add(self._shown().ordinal)
        self._show(keep_editing=True)

    def _open(self) -> None:
        """In Review, as one of the queue of conflicts."""
        conflict = self._shown()
        self.review_requested.emit(
            QueueChoice(
                name="filter",
                only=(conflict.example_id,),
                split=conflict.split,
                size=0,
                predictions=self._predictions_in_view(),
                others=True,
            )
        )

    # What is shown

    def _show(self, *, keep_editing: bool = False) -> None:
        """Only while it is in sight: nothing is decoded or played for somebody who looks elsewhere."""
        assert self._project is not None
        if not keep_editing:
            self._stop_editing()
        self._behind = not self.isVisible()
        if self._behind:
            return
        session, conflict = self._project.session, self._shown()
        self._list.show_conflicts([row(session, other) for other in self._queue.conflicts], current=self._queue.current)
        left = self.open_count()
        self._title.set_text(f"{left:,} to settle" if left else f"All {len(self._queue):,} settled")
        following = self._queue.following()
        self._example.show_example(conflict.ordinal, following=following.ordinal if following is not None else None)
        self._show_cards(conflict)
        why_not = self._why_not_settle()
        for name in ("settle-other", "settle-excluded"):
            self._buttons[name].setEnabled(not why_not)
            self._buttons[name].setToolTip(plain_tip(why_not))
        self._status.rest(why_not)

    def _show_cards(self, conflict: Conflict) -> None:
        assert self._project is not None
        session = self._project.session
        said = cards(session, conflict, writable=not self._why_not_settle())
        while len(self._said) < len(said):
            card = VerdictCard()
            card.chosen.connect(partial(self._on_card, len(self._said)))
            self._said.append(card)
        for card, what in zip(self._said, said, strict=False):
            card.show_said(what)
        self._grid.set_cards(self._said[: len(said)], below=self._models if self._narrow else None)
        self._models.show_rows(predictions(session, conflict) if self._predictions_in_view() else None)
        self._models.setVisible(bool(session.predictions))

    def _on_card(self, place: int) -> None:
        """The first is the given label, those after it the reviewers."""
        try:
            if place:
                self._settle_as(place)
            else:
                self._settle(Verdict.CORRECT)
        except LabelerError as error:
            self.failed.emit(error)

    # Making it

    def _replace_editor(self, project: Project | None) -> None:
        if self._editor is not None:
            self._lower.removeWidget(self._editor)
            self._editor.deleteLater()
            self._editor = None
        if project is not None:
            self._editor = editor_for(project.session.examples.task.name)
            self._editor.chosen.connect(self._on_label)
            self._editor.cancelled.connect(self._on_cancelled)
            self._lower.addWidget(self._editor)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What was said scrolls below the example: so high that predictions among the cards begin in sight."""
        theme = current_theme()
        self._side.setFixedWidth(min(theme.px(WIDTH), self.width() // 4))
        self._place_models(theme.px(_PREDICTIONS))
        share = _NARROW_SHARE if self._narrow else _LOWER_SHARE
        self._lower.setFixedHeight(min(theme.px(_LOWER), round(share * self.height())))

    def _place_models(self, width: int) -> None:
        """Beside the example; among the cards where a quarter of the page is too narrow for names and bars."""
        narrow = 4 * width > _QUARTER_ENOUGH * self.width()
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if narrow:
            self._models.setMinimumWidth(0)
            self._models.setMaximumWidth(_ANY)
        else:
            self._models.setFixedWidth(width)
            self._upper.addWidget(self._models)
        if self._queue.conflicts:
            self._show(keep_editing=True)

    def _lay_out(self) -> None:
        self._lower.addWidget(self._cards)
        self._side = Surface(right=True)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(GRID, 2 * GRID, GRID, GRID)
        side.addWidget(self._title)
        side.addWidget(self._list, 1)
        self._title.setContentsMargins(GRID, 0, 0, 0)
        main = QVBoxLayout()
        main.setContentsMargins(0, 0, 0, GRID)
        main.setSpacing(GRID)
        self._upper = QHBoxLayout()
        self._upper.setSpacing(0)
        self._upper.addWidget(self._example, 1)
        main.addLayout(self._upper, 1)
        below = QVBoxLayout()
        below.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        below.addWidget(self._lower)
        row_ = FlowRow(gap=GRID)
        for button in self._buttons.values():
            row_.addWidget(button)
        below.addLayout(row_)
        below.addWidget(self._status)
        main.addLayout(below)
        across = QHBoxLayout(self._body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._side)
        across.addLayout(main, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._body, 1)
        page.addWidget(self._empty, 1)
        self._body.hide()
        self._models.hide()
        self._fit()

    def _connect(self) -> None:
        self._list.moved.connect(self._go_to)
        for chosen in (self._list.clicked, self._list.activated):
            chosen.connect(lambda index: self._wake(index.row()))
        self._models.asked.connect(self._ask_predictions)
        for name, button in self._buttons.items():
            button.clicked.connect(partial(self._on_button, name))

    def _on_button(self, name: str) -> None:
        handler = self.handlers().get(name)
        try:
            if handler is not None:
                handler()
        except LabelerError as error:
            self.failed.emit(error)
