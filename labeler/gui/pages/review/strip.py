"""The queue as thumbnails with what was said of each, and a quiet line for what has just happened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.core.decisions import Status
from labeler.gui.pages.review.desk import Desk
from labeler.gui.pages.review.hints import ActionHint
from labeler.gui.pictures import Pictures
from labeler.gui.theme import GRID
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.filmstrip import SIDE, Badge, Filmstrip
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.widgets.verdict_mark import mark_of


class Strip(Surface):
    """``activated`` carries the place of the queue that was clicked, ``requested`` an action id."""

    activated = Signal(int)
    requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(top=True, parent=parent)
        self._desk: Desk | None = None
        self._pictures: Pictures | None = None
        self._film = Filmstrip(thumbnail=self._thumbnail, badge=self._badge, tooltip=self._tooltip)
        self.status = StatusLine()
        self._film.activated.connect(self.activated)
        self._lay_out()

    def set_desk(self, desk: Desk | None, pictures: Pictures | None) -> None:
        if pictures is not None and pictures is not self._pictures:
            pictures.thumbnail_ready.connect(self._on_thumbnail_ready)
        self._desk, self._pictures = desk, pictures
        self._film.set_count(len(desk) if desk else 0, current=desk.position if desk else 0)
        self.status.say("")

    def set_current(self, place: int) -> None:
        self._film.set_current(place)

    def refresh(self) -> None:
        self._film.refresh()

    def show_pace(self, words: str) -> None:
        """Quietly, where else is said what has just happened."""
        self.status.rest(words)

    def _thumbnail(self, place: int) -> QImage | None:
        if self._pictures is None or self._desk is None:
            return None
        return self._pictures.thumbnail(self._desk.ordinals[place], round(SIDE * self.devicePixelRatioF()))

    def _badge(self, place: int) -> Badge | None:
        """A verdict of before doesn't count where the queue asks for it anew."""
        desk = self._desk
        if desk is None:
            return None
        ordinal, session = desk.ordinals[place], desk.project.session
        decision = session.review.adjudication(ordinal) if desk.adjudicates else desk.project.mine(ordinal)
        if decision is None or decision.verdict is None or not desk.is_done(ordinal):
            return "looked" if session.was_shown(ordinal, desk.project.reviewer) else None
        if session.review.resolution(ordinal).status is Status.CONFLICT:
            return "conflict"
        return mark_of(decision.verdict)

    def _tooltip(self, place: int) -> str:
        return self._desk.name(place) if self._desk else ""

    def _on_thumbnail_ready(self, ordinal: int) -> None:
        place = self._desk.find(ordinal) if self._desk is not None else None
        if place is not None:
            self._film.refresh(place)

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(3 * GRID - 5, GRID, 3 * GRID, GRID)
        across.setSpacing(2 * GRID)
        across.addWidget(self._film, 1)
        words = QVBoxLayout()
        hints = QHBoxLayout()
        hints.addStretch(1)
        hints.addWidget(ActionHint("back", "back", self.requested))
        hints.addWidget(ActionHint("next-undecided", "next undecided", self.requested))
        words.addStretch(1)
        words.addLayout(hints)
        words.addWidget(self.status)
        words.addStretch(1)
        self.status.setFixedWidth(300)
        across.addLayout(words)
