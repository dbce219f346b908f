"""Straight to an example: by a part of its id, or by its place in the queue."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from labeler.gui.pages.review.id_index import IdIndex
from labeler.gui.pages.review.pick_dialog import PickDialog
from labeler.gui.widgets.option_list import Option
from labeler.gui.widgets.search_list import SearchList

MOST = 200


class JumpDialog(PickDialog):
    """``chosen`` carries the ordinal of an example, of this queue or not."""

    chosen = Signal(int)

    def __init__(
        self, ids: Sequence[str], queue: Sequence[int], *, current: int | None = None, parent: QWidget | None = None
    ) -> None:
        """``ids`` by ordinal; ``queue`` ordinals in its order; ``current`` the one in view."""
        examples = SearchList("Part of an id, or a place in the queue", nothing="No example id contains ")
        hint = "Enter shows the example · Esc leaves"
        if queue:
            hint = f"1 to {len(queue):,} is a place in the queue · {hint}"
        super().__init__("Jump to an example", "Jump to the example", entries=examples, hint=hint, parent=parent)
        self._ids = ids
        self._queue = queue
        self._current = current
        self._places = {ordinal: place for place, ordinal in enumerate(queue)}
        self._index = IdIndex(ids)
        self._queue_index = IdIndex([ids[ordinal] for ordinal in queue])
        examples.set_search(self._find, at=current)
        examples.chosen.connect(self._on_chosen)

    def _find(self, query: str) -> list[Option]:
        """The place in the queue, then the queue's examples, then all others."""
        if not query.strip():
            return [self._entry(ordinal) for ordinal in self._around()]
        ordinals = [
            *self._at_place(query),
            *(self._queue[place] for place in self._queue_index.find(query, limit=MOST)),
        ]
        if len(ordinals) < MOST:
            ordinals += self._index.find(query, limit=MOST)
        return [self._entry(ordinal) for ordinal in list(dict.fromkeys(ordinals))[:MOST]]

    def _around(self) -> Sequence[int]:
        """The queue about the example in view."""
        place = self._places.get(self._current, 0) if self._current is not None else 0
        start = max(place - MOST // 2, 0)
        return self._queue[start : start + MOST]

    def _at_place(self, query: str) -> list[int]:
        number = query.strip().replace(",", "")[:12]
        if not (number.isascii() and number.isdecimal()) or not 1 <= int(number) <= len(self._queue):
            return []
        return [self._queue[int(number) - 1]]

    def _entry(self, ordinal: int) -> Option:
        place = self._places.get(ordinal)
        return Option(ordinal, self._ids[ordinal], "not in this queue" if place is None else f"place {place + 1:,}")

    def _on_chosen(self, ordinal: int) -> None:
        self.accept()
        self.chosen.emit(ordinal)
