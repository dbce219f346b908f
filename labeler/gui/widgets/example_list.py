"""Which examples are shown in which order, which of them has the cursor, and which of all are selected."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

Ordinals = NDArray[np.integer]
Mask = NDArray[np.bool_]


class ExampleList(QObject):
    """What a grid and a table of the same examples share. ``place`` counts what is shown, from 0.

    The selection is a mask over all examples: it outlives filters and orders, and what is selected may be out of
    sight. ``shown_changed`` carries whether the same things go on being looked at.
    """

    shown_changed = Signal(bool)
    cursor_changed = Signal(int)
    selection_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ordinals: Ordinals = np.zeros(0, np.intp)
        self._selected: Mask = np.zeros(0, np.bool_)
        self._shown: Mask = self._selected
        self._cursor = -1
        self._anchor: int | None = None
        self._before: Mask = self._selected
        self._count = 0

    def reset(self, total: int) -> None:
        """For another project of so many examples: nothing shown, nothing selected."""
        self._selected, self._shown = np.zeros(total, np.bool_), np.zeros(total, np.bool_)
        self._ordinals, self._cursor, self._anchor, self._count = np.zeros(0, np.intp), -1, None, 0
        self.shown_changed.emit(False)
        self.selection_changed.emit()

    def show(self, ordinals: Ordinals, shown: Mask, *, same: bool = False) -> None:
        """Show these, in their order; ``shown`` is the mask of them.

        ``same``: what is shown came up to date, and the cursor stays on its example or, if that is gone, at its
        place; else it begins at the top.
        """
        current = self.current()
        self._ordinals, self._shown, self._anchor = ordinals, shown, None
        place = self.place_of(current) if same and current is not None else None
        self._cursor = min(max(self._cursor, 0) if same else 0, len(ordinals) - 1) if place is None else place
        self.shown_changed.emit(same)
        self.cursor_changed.emit(self._cursor)

    def __len__(self) -> int:
        return len(self._ordinals)

    @property
    def ordinals(self) -> Ordinals:
        return self._ordinals

    @property
    def cursor(self) -> int:
        """The place that has it; −1 where nothing is shown."""
        return self._cursor

    def current(self) -> int | None:
        """The ordinal under the cursor."""
        return int(self._ordinals[self._cursor]) if 0 <= self._cursor < len(self._ordinals) else None

    def place_of(self, ordinal: int) -> int | None:
        """Where an example is shown."""
        if not self._shown[ordinal]:
            return None
        return int(np.argmax(self._ordinals == ordinal))

    def move(self, place: int, *, extend: bool = False) -> None:
        """Put the cursor there; with ``extend`` what lies between is selected, from where extending began."""
        if not len(self):
            return
        before, place = self._cursor, min(max(place, 0), len(self) - 1)
        if extend and self._anchor is None:
            self._anchor, self._before = max(before, 0), self._selected.copy()
        elif not extend:
            self._anchor = None
        self._cursor = place
        if extend and self._anchor is not None:
            low, high = sorted((self._anchor, place))
            self._select(self._before, self._ordinals[low : high + 1])
        if place != before:
            self.cursor_changed.emit(place)

    # The selection

    @property
    def selected(self) -> Mask:
        """Of all examples; not to be written to."""
        return self._selected

    @property
    def count(self) -> int:
        """How many are selected, in sight or not."""
        return self._count

    @property
    def shown(self) -> Mask:
        """The mask of what is shown; not to be written to."""
        return self._shown

    def chosen(self) -> list[int]:
        """The ordinals of the selected, or, where none are, of the example under the cursor."""
        if self._count:
            found: list[int] = np.flatnonzero(self._selected).tolist()
            return found
        current = self.current()
        return [] if current is None else [current]

    @property
    def out_of_sight(self) -> int:
        """How many of the selected are not among those shown."""
        return self._count - int(np.count_nonzero(self._selected & self._shown))

    def toggle(self, place: int | None = None) -> None:
        """Select the example there, or at the cursor, or no longer."""
        place = self._cursor if place is None else place
        if 0 <= place < len(self):
            self._anchor = None
            self._selected[self._ordinals[place]] ^= True
            self._tell()

    def add(self, places: Iterable[int], *, to: Mask | None = None) -> None:
        """Select these too; beside what was selected in ``to`` rather than now."""
        self._anchor = None
        self._select(self._selected if to is None else to, self._ordinals[np.fromiter(places, np.intp)])

    def add_all(self) -> None:
        """Select all that is shown."""
        self._anchor = None
        self._selected |= self._shown
        self._tell()

    def clear(self) -> None:
        self._anchor = None
        self._selected[:] = False
        self._tell()

    def _select(self, before: Mask, more: Ordinals) -> None:
        if before is not self._selected:
            self._selected[:] = before
        self._selected[more] = True
        self._tell()

    def _tell(self) -> None:
        self._count = int(np.count_nonzero(self._selected))
        self.selection_changed.emit()
