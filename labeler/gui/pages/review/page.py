"""The page where people live: one example at a time, everything by one key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from labeler.core.decisions import Decision, Verdict
from labeler.core.lists import join_list
from labeler.errors import LabelerError
from labeler.gui.jobs import Jobs
from labeler.gui.page import Handlers, Page
from labeler.gui.pages.review.desk import Desk, QueueChoice
from labeler.gui.pages.review.header import ReviewHeader
from labeler.gui.pages.review.panel import Shown, SidePanel
from labeler.gui.pages.review.saying import chosen_here
from labeler.gui.pages.review.showing import shown
from labeler.gui.pages.review.stage import Stage
from labeler.gui.pages.review.strip import Strip
from labeler.gui.project import Project
from labeler.gui.widgets.empty_state import EmptyState
from labeler.session.results import Changes

_NOT_YET = "What is right can't be chosen here yet for labels of this kind; a table of decisions can say it"


class ReviewPage(Page):
    """``example_painted`` comes once the example of the moment is on the screen; ``requested`` carries an action id."""

    example_painted = Signal()
    requested = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._desk: Desk | None = None
        self._choice = QueueChoice()
        self._header = ReviewHeader()
        self._stage = Stage(jobs)
        self._panel = SidePanel()
        self._strip = Strip()
        self._empty = EmptyState("review", "There is nothing to review in this queue")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # What the window asks

    def set_project(self, project: Project | None) -> None:
        self._panel.stop_editing()
        if self._project is not None and self._project is not project:
            self._project.changed.disconnect(self._on_changed)
        if project is not None and self._project is not project:
            project.changed.connect(self._on_changed)
        self._project, self._desk = project, None
        self._stage.set_project(project)
        self._strip.set_desk(None, None)
        if project is not None:
            self._choice = QueueChoice(split=_reviewed_split(project))
            self._open_queue()

    def handlers(self) -> Handlers:
        if self._desk is None or self._desk.current is None:
            return {"queue": self._header.open_menu} if self._desk else {}
        handlers: dict[str, Callable[..., Any]] = {
            "next": partial(self._step, 1),
            "back": partial(self._step, -1),
            "next-undecided": self._go_on,
            "queue": self._header.open_menu,
            "fit": self._stage.fit,
            "actual-size": self._stage.actual_size,
            "zoom-in": partial(self._stage.zoom, closer=True),
            "zoom-out": partial(self._stage.zoom, closer=False),
        }
        if not self._read_only():
            handlers |= self._deciding_handlers()
        return handlers

    def entered(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_example(self, example_id: str, *, said: str = "") -> None:
        """Bring an example of the queue into view, after undo for instance; elsewhere only say what happened."""
        if self._desk is None or self._project is None:
            return
        place = self._desk.find(self._project.session.ordinal(example_id))
        if place is not None and self._desk.go(place):
            self._show()
        if said:
            self._strip.status.say_briefly(f"{said}: {example_id}")

    def _deciding_handlers(self) -> dict[str, Callable[..., Any]]:
        handlers: dict[str, Callable[..., Any]] = {
            "right": partial(self._decide, Verdict.CORRECT),
            "wrong": self._choose,
            "exclude": partial(self._decide, Verdict.EXCLUDED),
            "unsure": partial(self._decide, Verdict.UNSURE),
            "comment": self._panel.start_comment,
        }
        if self._choice.categories:
            handlers["category"] = self._panel.toggle_category
            handlers["new-category"] = self._panel.start_category
        return handlers

    # Deciding

    def _decide(self, verdict: Verdict, label: str | None = None) -> None:
        """Record a verdict; then the predictions are revealed, or the next example is shown at once."""
        if self._desk is None or self._desk.current is None or self._project is None:
            return
        self._record(self._desk.said(verdict, label))
        if not self._choice.categories:
            self._go_on()

    def _record(self, decision: Decision) -> None:
        assert self._desk is not None
        assert self._project is not None
        assert self._desk.current is not None
        try:
            self._project.record(
                self._desk.current,
                decision.verdict,
                label=decision.label,
                categories=decision.categories,
                comment=decision.comment,
                reason=decision.reason,
                seen=decision.seen,
            )
        except LabelerError as error:
            self.failed.emit(error)
            self._show()
            raise

    def _choose(self) -> None:
        assert self._desk is not None
        assert self._project is not None
        examples = self._project.session.examples
        if not chosen_here(examples.task.name):
            self._strip.status.say_briefly(_NOT_YET)
            return
        given = [
            examples.vocabulary.names[code] for code in examples.task.classes(examples.given, self._desk.current or 0)
        ]
        self._panel.choose_label(examples.vocabulary.names, given=given)

    def _on_chosen(self, labels: tuple[str, ...]) -> None:
        self._leave_line()
        self._try(partial(self._decide, Verdict.INCORRECT, join_list(labels)))

    def _on_category(self, name: str, ticked: bool) -> None:
        self._panel.stop_editing()
        assert self._desk is not None
        before = self._desk.mine
        key = self._key(name)
        keys = [other for other in (before.categories if before else None) or () if other != key]
        self._note(categories=tuple([*keys, key] if ticked else keys))

    def _on_category_created(self, name: str) -> None:
        self._on_category(name, True)

    def _on_commented(self, text: str) -> None:
        self._note(comment=text)

    def _note(self, *, categories: tuple[str, ...] | None = None, comment: str | None = None) -> None:
        if self._desk is not None and self._desk.current is not None:
            self._try(partial(self._record, self._desk.noted(categories=categories, comment=comment)))

    def _key(self, name: str) -> str:
        assert self._project is not None
        known = {category.name.casefold(): category.key for category in self._project.session.categories}
        return known.get(name.casefold(), name)

    def _try(self, act: partial[None]) -> None:
        try:
            act()
        except LabelerError:
            return  # said already by ``failed``

    # Moving

    def _step(self, by: int) -> None:
        assert self._desk is not None
        if self._desk.go(self._desk.position + by):
            self._show()
        else:
            self._say_end()

    def _go_on(self) -> None:
        """To the next example not yet decided; at the end of the queue, say so."""
        assert self._desk is not None
        if self._desk.next_undecided():
            self._show()
        else:
            self._say_end()
            self._show()

    def _say_end(self) -> None:
        assert self._desk is not None
        left = len(self._desk) - self._desk.decided
        if left == 0:
            self._strip.status.say("All decided. What it changes: Ranking, Ctrl 3")
        else:
            self._strip.status.say_briefly(f"End of the queue. {left:,} undecided: N shows one")

    def _on_activated(self, place: int) -> None:
        self._panel.stop_editing()
        if self._desk is not None and self._desk.go(place):
            self._show()
        self.entered()

    def _on_requested(self, action_id: str) -> None:
        """A button of the panel: the same as its key."""
        self._leave_line()
        handler = self.handlers().get(action_id)
        if handler is not None:
            self._try(partial(handler))
        self.handlers_changed.emit()

    def _leave_line(self) -> None:
        self._panel.stop_editing()
        self.entered()

    # Queues

    def _open_queue(self) -> None:
        assert self._project is not None
        choice, session = self._choice, self._project.session
        try:
            model = session.model(choice.model)
            self._choice = choice = replace(choice, model=model.model)
            plan = session.queue_plan(choice.name, model=model.model, split=[choice.split], size=choice.size or None)
            self._desk = Desk(self._project, choice, plan)
        except LabelerError as error:
            self._desk = None
            self._show_why_not(error.message)
        models = [prediction.model for prediction in session.predictions]
        probable = any("probability" in prediction.columns for prediction in session.predictions)
        self._panel.set_names(models, session.examples.vocabulary.names, probable=probable)
        self._header.set_choices(choice, models=models, splits=_splits(self._project))
        self._strip.set_desk(self._desk, self._stage.pictures)
        self._show()

    def _show_why_not(self, message: str) -> None:
        """Why there is no queue; where models are missing, the button that adds them."""
        assert self._project is not None
        remedy, button = message[:1].upper() + message[1:], ""
        if not self._project.session.predictions:
            remedy = "Add a table of predictions for each model: its errors are the first queue."
            button = "" if self._read_only() else "Add predictions…"
        self._empty.set_texts("This project can't be reviewed yet", remedy, button=button)

    def _on_choice(self, choice: QueueChoice) -> None:
        self._panel.stop_editing()
        self._choice = choice
        if self._project is not None:
            self._open_queue()
        self.entered()

    # Showing

    def _show(self) -> None:
        """Bring everything in line with the example of the moment."""
        desk, project = self._desk, self._project
        self._show_progress()
        if desk is None or project is None or desk.current is None:
            if desk is not None:
                self._empty.set_texts(
                    "There is nothing to review in this queue",
                    f"{desk.title}: no example is of this kind. Choose another queue above.",
                )
            self._stack.setCurrentWidget(self._empty)
            self.handlers_changed.emit()
            return
        self._stack.setCurrentIndex(0)
        self._strip.set_current(desk.position)
        self._stage.show_example(desk.current, desk.neighbours())
        self._panel.show_example(self._shown(desk.current))
        self.handlers_changed.emit()

    def _show_progress(self) -> None:
        name = self._project.session.path.stem if self._project else ""
        if self._desk is None:
            self._header.show_progress(name, "", decided=0, total=0)
        else:
            self._header.show_progress(name, self._desk.title, decided=self._desk.decided, total=len(self._desk))

    def _shown(self, ordinal: int) -> Shown:
        assert self._project is not None
        assert self._desk is not None
        return shown(self._project, ordinal, decision=self._desk.mine, collects=self._choice.categories)

    def _read_only(self) -> bool:
        return self._project is None or self._project.session.read_only is not None

    def _on_changed(self, changes: Changes) -> None:
        """Decisions changed, here or elsewhere: only what shows them is brought up to date."""
        if self._desk is None or self._desk.current is None or "decisions" not in changes.kinds:
            return
        self._panel.stop_editing()
        self._strip.refresh()
        self._show_progress()
        self._panel.show_example(self._shown(self._desk.current))
        self.handlers_changed.emit()

    # Making it

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._stage, 1)
        middle.addWidget(self._panel)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self._strip)
        self._stack.addWidget(work)
        self._stack.addWidget(self._empty)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._header.chosen.connect(self._on_choice)
        self._empty.requested.connect(partial(self.requested.emit, "add-predictions"))
        self._panel.requested.connect(self._on_requested)
        self._panel.label_chosen.connect(self._on_chosen)
        self._panel.category_toggled.connect(self._on_category)
        self._panel.category_created.connect(self._on_category_created)
        self._panel.commented.connect(self._on_commented)
        self._strip.activated.connect(self._on_activated)
        self._strip.requested.connect(self._on_requested)
        self._stage.requested.connect(self._on_requested)
        self._stage.painted.connect(self.example_painted)


def _splits(project: Project) -> list[str]:
    sizes = project.session.examples.split_sizes
    both = ["dev+test"] if {"dev", "test"} <= sizes.keys() else []
    return [*both, *sizes]


def _reviewed_split(project: Project) -> str:
    return _splits(project)[0]
