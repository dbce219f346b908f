"""Going from example to example through a queue, and what is said where it ends."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from labeler.gui.keymap import keycap
from labeler.gui.pages.review.desk import Desk


class Moving(QObject):
    """``moved`` comes when another example is in view, ``stayed`` when there is none to go on to.

    ``said`` carries what a person is told, and whether it stays until something else is said.
    """

    moved = Signal()
    stayed = Signal()
    said = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None

    def set_desk(self, desk: Desk | None) -> None:
        self._desk = desk

    def handlers(self) -> dict[str, Callable[..., Any]]:
        """Nothing where there is no example."""
        if self._desk is None or self._desk.current is None:
            return {}
        return {"next": partial(self._step, 1), "back": partial(self._step, -1), "next-undecided": self.go_on}

    def go_on(self) -> None:
        """To the next example that isn't done; at the end of the queue, say so."""
        assert self._desk is not None
        if self._desk.next_open():
            self.moved.emit()
        else:
            self._say_end()
            self.stayed.emit()

    def go_to(self, ordinal: int) -> None:
        """To an example, if it is of this queue."""
        place = self._desk.find(ordinal) if self._desk is not None else None
        if place is None:
            self.said.emit(f"That example isn't in this queue: {keycap('queue')} chooses another", False)
        else:
            self.go_to_place(place)

    def go_to_place(self, place: int) -> None:
        if self._desk is not None and self._desk.go(place):
            self.moved.emit()

    def _step(self, by: int) -> None:
        assert self._desk is not None
        if self._desk.go(self._desk.position + by):
            self.moved.emit()
        else:
            self._say_end()

    def _say_end(self) -> None:
        assert self._desk is not None
        left = self._desk.course.words().left
        if left:
            self.said.emit(f"End of the queue. {left:,} left: {keycap('next-undecided')} shows one", False)
        else:
            self.said.emit(f"All decided. What it changes: Ranking, {keycap('show-ranking')}", True)
