"""The page where people live: one example at a time, everything by one key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.gui.jobs import Jobs
from labeler.gui.keymap import keycap
from labeler.gui.page import Handlers, Page
from labeler.gui.pages.review import opening
from labeler.gui.pages.review.cards import Cards
from labeler.gui.pages.review.deciding import Deciding
from labeler.gui.pages.review.desk import Desk
from labeler.gui.pages.review.header import ReviewHeader, title
from labeler.gui.pages.review.moving import Moving
from labeler.gui.pages.review.panel import SidePanel
from labeler.gui.pages.review.presence import Presence
from labeler.gui.pages.review.showing import facts, given_labels, shown
from labeler.gui.pages.review.stage import Stage
from labeler.gui.pages.review.strip import Strip
from labeler.gui.preferences import Listening, Preferences
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.widgets.empty_state import EmptyState
from labeler.session.results import Changes


class ReviewPage(Page):
    """``example_painted`` comes once the example of the moment is on the screen; ``requested`` carries an action id.

    ``listening_changed`` carries how sound is now to be played and shown.
    """

    example_painted = Signal()
    listening_changed = Signal(Listening)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._choice = QueueChoice()
        self._header = ReviewHeader()
        self._stage = Stage(jobs)
        self._panel = SidePanel()
        self._strip = Strip()
        self._empty = EmptyState("review", "There is nothing to review in this queue")
        self._paused = EmptyState("pause", "Paused")
        self._stack = QStackedWidget()
        self._moving = Moving(self)
        self._deciding = Deciding(self._panel, self)
        self._presence = Presence(self)
        self._cards = Cards(self)
        self._middle = QHBoxLayout()
        self._lay_out()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Review")

    # What the window asks

    def leave_example(self) -> None:
        """Keep what is under way under the present reviewer's name: what is typed, the time, the place."""
        self._cards.close()
        self._panel.stop_editing()
        self._presence.leave()

    def set_preferences(self, saved: Preferences) -> None:
        """The side of the panel, how sound is played, and whether time is recorded."""
        self._middle.setDirection(_RIGHT_TO_LEFT if saved.panel_left else _LEFT_TO_RIGHT)
        self._panel.set_sides(left=not saved.panel_left, right=saved.panel_left)
        self._stage.set_listening(saved.listening)
        self._presence.records_time = saved.record_time
        self._strip.show_pace(self._presence.words())

    def handlers(self) -> Handlers:
        if self._desk is None:
            return {"queue": self._ask_queue} if self._project is not None else {}
        if self._is_paused():
            return {"next": self._resume, "pause": self._resume, "right": self._resume}
        always: dict[str, Callable[..., Any]] = {"queue": self._ask_queue, "guidelines": self._show_guidelines}
        if self._desk.current is None:
            return always
        always["pause"] = self._pause
        if not self._choice.blind:
            always["jump"] = partial(self._cards.ask_jump, self._desk)
        if not self._read_only() and not self._desk.blind:
            always["reference"] = partial(self._cards.ask_reference, self._desk)
        offered = always | self._moving.handlers() | self._stage.handlers() | self._deciding.handlers()
        return {action_id: partial(self._act, handler) for action_id, handler in offered.items()}

    def _act(self, handler: Callable[..., Any], *index: int) -> None:
        """Whatever is done is a sign that somebody is there."""
        self._presence.sign()
        handler(*index)

    def entered(self) -> None:
        self._ask_blind()
        if not self._panel.take_keyboard():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._is_paused():
            self._presence.sign()
            self._stage.go_on()

    def left(self) -> None:
        """Another page comes into sight."""
        self._stage.hold()
        self._presence.pause()

    def show_example(self, example_id: str, *, said: str = "") -> None:
        """Bring an example of the queue into view, after undo for instance; elsewhere only say what happened."""
        if self._desk is None or self._project is None:
            return
        if not self._is_paused():
            place = self._desk.find(self._project.session.ordinal(example_id))
            if place is not None:
                self._moving.go_to_place(place)
        self.say(said)

    def say(self, words: str, stays: bool = False) -> None:
        """Quietly; for a moment, or until something else is said."""
        (self._strip.status.say if stays else self._strip.status.say_briefly)(words)

    def open_queue(self, choice: QueueChoice, *, at: str | None = None) -> None:
        """Begin, or go on with, a queue, at one of its examples or the first that is left to do."""
        self._panel.stop_editing()
        self._choice = choice
        if self._project is not None:
            self._open_queue(at=at)
        self.entered()

    # The project and its queues

    def _stop(self) -> None:
        self.leave_example()

    def _show_project(self, *, another: bool) -> None:
        del another
        project = self._project
        self._stage.set_project(project)
        self._cards.set_pictures(self._stage.pictures)
        self._set_desk(None)
        if project is not None:
            self._fit_panel(project)
            self._choice, example_id = opening.first_choice(project)
            self._open_queue(at=example_id)

    def _open_queue(self, *, at: str | None = None) -> None:
        assert self._project is not None
        self._header.show_queue(self._project.session.path.stem, self._choice)
        try:
            desk = opening.opened(self._project, self._choice)
        except LabelerError as error:
            self._set_desk(None)
            sentence, remedy, button = opening.why_not(self._project, error)
            self._empty.set_texts(sentence, remedy, button=button)
        else:
            self._choice = desk.choice
            self._header.show_queue(self._project.session.path.stem, self._choice)
            place = desk.find(self._project.session.ordinal(at)) if at is not None else None
            if place is not None:
                desk.go(place)
            self._set_desk(desk)
        self._show()

    def _set_desk(self, desk: Desk | None) -> None:
        self._presence.leave()
        self._desk = desk
        self._moving.set_desk(desk)
        self._deciding.set_desk(desk)
        self._strip.set_desk(desk, self._stage.pictures)
        self._presence.set_desk(desk)
        self._panel.reserve(given_labels(desk) if desk is not None else ())

    def _ask_queue(self) -> None:
        assert self._project is not None
        self._cards.ask_queue(self._project, self._choice)

    def _show_guidelines(self) -> None:
        assert self._desk is not None
        self._cards.show_guidelines(self._desk)

    # What is done here

    def _on_decided(self) -> None:
        if not self._choice.categories:
            self._moving.go_on()

    def _on_jumped(self, ordinal: int) -> None:
        self._moving.go_to(ordinal)
        self.entered()

    def _on_activated(self, place: int) -> None:
        self._panel.stop_editing()
        self._moving.go_to_place(place)
        self.entered()

    def _on_requested(self, action_id: str) -> None:
        """A button of the page: the same as its key."""
        self._leave_line()
        handler = self.handlers().get(action_id)
        if handler is None:
            self.requested.emit(action_id)
        else:
            self._try(partial(handler))
        self.handlers_changed.emit()

    def _leave_line(self) -> None:
        """Back to the keys of the page; where the label is hidden Esc leaves its editor too."""
        self._panel.stop_editing()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.handlers_changed.emit()

    def _pause(self) -> None:
        assert self._desk is not None
        self._panel.stop_editing()
        self._stage.hold()
        self._presence.pause()
        self._paused.set_texts("Paused", self._desk.course.words().sentence, button="Go on", key=keycap("pause"))
        self._stack.setCurrentWidget(self._paused)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.handlers_changed.emit()

    def _resume(self) -> None:
        """Exactly as it was left."""
        self._stack.setCurrentIndex(0)
        self._show_facts()
        self.entered()

    def _is_paused(self) -> bool:
        return self._stack.currentWidget() is self._paused

    def _try(self, act: partial[Any]) -> None:
        try:
            act()
        except LabelerError:
            return  # said already by ``failed``

    # Showing

    def _show(self) -> None:
        """Bring everything in line with the example of the moment."""
        desk = self._desk
        if desk is None or desk.current is None:
            if desk is not None:
                self._header.show_progress(desk)
                sentence = f"{title(desk.choice)}: no example is of this kind. Choose another queue: {keycap('queue')}."
                self._empty.set_texts("There is nothing to review in this queue", sentence)
            self._stage.leave()
            self._stack.setCurrentWidget(self._empty)
            self.handlers_changed.emit()
            return
        self._stack.setCurrentIndex(0)
        self._strip.set_current(desk.position)
        self._panel.turn_page()
        self._presence.turn_to(desk.current)
        self._stage.show_example(desk.current, desk.neighbours())
        self._show_facts()

    def _show_facts(self) -> None:
        """What is said of the example and of the queue."""
        desk = self._desk
        assert desk is not None
        self._header.show_progress(desk)
        self._panel.show_example(shown(desk))
        self._stage.describe(desk.alias, facts(desk))
        self._ask_blind()
        self.handlers_changed.emit()

    def _ask_blind(self) -> None:
        """Nothing can be said of a label that isn't shown, but what it is."""
        desk = self._desk
        if desk is None or desk.current is None or self._stack.currentIndex() != 0:
            return
        if desk.blind and not self._read_only() and not self._panel.is_editing_label():
            self._deciding.edit_label()

    def _read_only(self) -> bool:
        return self._project is None or self._project.session.read_only is not None

    def _on_changed(self, changes: Changes) -> None:
        """Something changed, here or elsewhere: only what shows it is brought up to date."""
        desk = self._desk
        if "media" in changes.kinds:
            self._stage.set_project(self._project)
            self._cards.set_pictures(self._stage.pictures)
            self._strip.set_desk(desk, self._stage.pictures)
            self._show()
            return
        if desk is None or desk.current is None or not changes.kinds & {"decisions", "categories", "guidelines"}:
            return
        if changes.kinds & {"guidelines", "categories"}:
            desk.rules_changed()
        desk.course.refresh([desk.project.session.ordinal(example_id) for example_id in changes.examples])
        self._panel.stop_editing()
        self._strip.refresh()
        if self._stack.currentIndex() == 0:
            self._show_facts()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            if self.isActiveWindow() and not self._is_paused():
                self._presence.sign()
                self._stage.go_on()
            elif not self.isActiveWindow():
                self._presence.pause()
                if QApplication.activeModalWidget() is not None:
                    self._stage.hold()  # its keys are out of reach behind a dialog

    def _fit_panel(self, project: Project) -> None:
        session = project.session
        models = [prediction.model for prediction in session.predictions]
        probable = any("probability" in prediction.columns for prediction in session.predictions)
        examples = session.examples
        self._panel.set_task(examples.task.name, models=models, labels=examples.vocabulary.names, probable=probable)

    # Making it

    def _lay_out(self) -> None:
        self._middle.setSpacing(0)
        self._middle.addWidget(self._stage, 1)
        self._middle.addWidget(self._panel)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._middle, 1)
        column.addWidget(self._strip)
        for widget in (work, self._empty, self._paused):
            self._stack.addWidget(widget)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._empty.requested.connect(partial(self.requested.emit, "add-predictions"))
        self._paused.requested.connect(self._resume)
        self._moving.moved.connect(self._show)
        self._moving.stayed.connect(self._show_facts)
        self._moving.said.connect(self.say)
        self._deciding.decided.connect(self._on_decided)
        self._deciding.held.connect(self._show_facts)
        self._deciding.failed.connect(self._on_failed)
        self._panel.left.connect(self._leave_line)
        self._strip.activated.connect(self._on_activated)
        for part in (self._header, self._panel, self._strip, self._stage):
            part.requested.connect(self._on_requested)
        self._stage.painted.connect(self.example_painted)
        self._stage.painted.connect(self._presence.keep, Qt.ConnectionType.QueuedConnection)  # not while painting
        self._stage.active.connect(self._presence.sign)
        self._panel.typed.connect(self._presence.sign)
        self._stage.handlers_changed.connect(self.handlers_changed)
        self._stage.listening_changed.connect(self.listening_changed)
        self._presence.told.connect(self._strip.show_pace)
        self._presence.failed.connect(self.failed)
        self._cards.queue_chosen.connect(self.open_queue)
        self._cards.example_chosen.connect(self._on_jumped)
        self._cards.said.connect(self.say)
        self._cards.failed.connect(self.failed)
        self._cards.closed.connect(self.entered)

    def _on_failed(self, error: object) -> None:
        self.failed.emit(error)
        if self._desk is not None and self._desk.current is not None:
            self._show_facts()


_LEFT_TO_RIGHT = QHBoxLayout.Direction.LeftToRight
_RIGHT_TO_LEFT = QHBoxLayout.Direction.RightToLeft
