"""Who looked at what, for how long, and where they left off; kept a moment after the example is on the screen."""

from __future__ import annotations

from collections import deque
from statistics import median

from PySide6.QtCore import QObject, Signal

from labeler.core.pace import FEWEST
from labeler.gui.pages.review import opening
from labeler.gui.pages.review.attention import Attention
from labeler.gui.pages.review.desk import Desk


class Presence(QObject):
    """``told`` carries what the person may know of the time that is recorded.

    ``records_time``: whether the seconds are kept; that an example was shown always is.
    """

    told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.records_time = True
        self._desk: Desk | None = None
        self._attention = Attention()
        self._ordinal: int | None = None
        self._visits: list[tuple[int, float]] = []
        self._lately: deque[float] = deque(maxlen=50)

    def set_desk(self, desk: Desk | None) -> None:
        self._desk = desk

    def turn_to(self, ordinal: int) -> None:
        """An example comes into view; the same one again is no other."""
        if ordinal == self._ordinal:
            self._attention.sign()
            return
        self._finish()
        self._ordinal = ordinal
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
        desk, visits = self._desk, self._visits
        self._visits = []
        if desk is None or desk.project.session.read_only is not None:
            return
        session, reviewer = desk.project.session, desk.project.reviewer
        for ordinal, seconds in visits:
            kept = seconds if self.records_time else None
            session.record_visit(session.examples.ids[ordinal], reviewer=reviewer, seconds=kept)
        if self._ordinal is not None:
            session.keep_place(reviewer, opening.kept(desk.choice), session.examples.ids[self._ordinal])
        if visits:
            self.told.emit(self.words())

    def words(self) -> str:
        """What the annotator is told: whether time is recorded, and how long an example took them lately."""
        if not self.records_time:
            return "time isn't recorded"
        if len(self._lately) < FEWEST:
            return ""
        return f"{median(self._lately):.0f} s an example, recorded"

    def _finish(self) -> None:
        if self._ordinal is not None:
            self._visits.append((self._ordinal, self._attention.end()))
            self._lately.append(self._visits[-1][1])
