"""Who looked at what, for how long, and where they left off; kept a moment after the example is on the screen."""

from __future__ import annotations

from collections import deque
from statistics import median

from PySide6.QtCore import QObject, Signal

from labeler.core.pace import FEWEST
from labeler.errors import LabelerError
from labeler.gui.pages.review import opening
from labeler.gui.pages.review.attention import Attention
from labeler.gui.pages.review.desk import Desk

Visit = tuple[str, float | None, tuple[str, ...]]
"""Example id, seconds unless they aren't recorded, and what was in view."""


class Presence(QObject):
    """``told`` carries what the person may know of the time that is recorded.

    ``records_time``: whether the seconds are kept; that an example was shown always is. ``failed`` carries why nothing
    can be kept, once; it is tried again at the next example.
    """

    told = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.records_time = True
        self._desk: Desk | None = None
        self._attention = Attention()
        self._ordinal: int | None = None
        self._was_done = False
        self._visits: list[Visit] = []
        self._lately: deque[float] = deque(maxlen=50)
        self._in_trouble = False

    def set_desk(self, desk: Desk | None) -> None:
        if desk is None:
            self._visits.clear()
            self._lately.clear()
        self._desk = desk

    def turn_to(self, ordinal: int) -> None:
        """An example comes into view; the same one again is no other."""
        if ordinal == self._ordinal:
            self._attention.sign()
            return
        self._finish()
        self._ordinal = ordinal
        self._was_done = self._desk is not None and self._desk.is_done(ordinal)
        self._attention.begin()

    def sign(self) -> None:
        self._attention.sign()

    def pause(self) -> None:
        self._attention.pause()

    def leave(self) -> None:
        """No example is in view any more."""
        self._finish()
        self.keep()
        self._ordinal = None

    def keep(self) -> None:
        """Write down what is known now: which were shown and for how long, and where the reviewer is."""
        desk = self._desk
        if desk is None or desk.project.session.read_only is not None:
            self._visits.clear()
            return
        session = desk.project.session
        ordinal = self._ordinal
        queue = opening.kept(desk.choice)
        place = None if ordinal is None or queue is None else (queue, session.examples.ids[ordinal])
        try:
            desk.project.keep(self._visits, place)
        except LabelerError as error:
            if not self._in_trouble:
                self.failed.emit(error)
            self._in_trouble = True
            return
        self._in_trouble = False
        if self._visits:
            self._visits.clear()
            self.told.emit(self.words())

    def words(self) -> str:
        """What the reviewer is told: whether time is recorded, and how long an example took them lately."""
        if not self.records_time:
            return "time isn't recorded"
        if len(self._lately) < FEWEST:
            return ""
        return f"{max(median(self._lately), 1):.0f} s an example, recorded"

    def _finish(self) -> None:
        desk, ordinal = self._desk, self._ordinal
        if ordinal is None or desk is None or not self._attention.is_running():
            return
        seconds = self._attention.end()
        kept = seconds if self.records_time else None
        self._visits.append((desk.project.session.examples.ids[ordinal], kept, desk.in_view_of(ordinal)))
        if desk.is_done(ordinal) and not self._was_done:
            self._lately.append(seconds)
