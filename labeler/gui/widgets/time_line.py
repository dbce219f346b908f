"""What waveform, spectrogram and time axis share: the part in view, the cursor, the selection."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from labeler.gui.widgets.time_span import TimeSpan

Stretch = tuple[float, float]

_NOTHING = 1e-6  # seconds


class TimeLine(QObject):
    """Told by the widgets what the person does, tells all of them what there is. Times are seconds.

    ``sought``, ``selected`` and ``reshaped`` come from the person only; ``selected`` carries a stretch that was chosen,
    or None when it is cleared, ``reshaped`` one of which an end was moved, or None when nothing is left of it.
    """

    span_changed = Signal()
    cursor_moved = Signal(float, float)
    selection_changed = Signal()
    sought = Signal(float)
    selected = Signal(object)
    reshaped = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._span = TimeSpan.whole(0.0)
        self._cursor = 0.0
        self._selection: Stretch | None = None
        self._ends: Stretch | None = None  # the one that stays and the one that moves

    @property
    def span(self) -> TimeSpan:
        return self._span

    @property
    def cursor(self) -> float:
        return self._cursor

    @property
    def selection(self) -> Stretch | None:
        return self._selection

    def begin(self, length: float) -> None:
        """Another recording: all of it in view, the cursor at its start, nothing selected."""
        self._cursor, self._selection, self._ends = 0.0, None, None
        self._span = TimeSpan.whole(length)
        self.span_changed.emit()

    def set_span(self, span: TimeSpan) -> None:
        if span != self._span:
            self._span = span
            self.span_changed.emit()

    def set_cursor(self, seconds: float, *, follow: bool = False) -> None:
        """``follow`` turns the page where the cursor runs out of view."""
        before, self._cursor = self._cursor, seconds
        if follow:
            self.set_span(self._span.showing(seconds))
        self.cursor_moved.emit(before, seconds)

    def set_selection(self, selection: Stretch | None) -> None:
        if selection != self._selection:
            self._selection = self._ends = selection
            self.selection_changed.emit()

    def select(self, selection: Stretch | None) -> None:
        """By the person."""
        self.set_selection(selection)
        self.selected.emit(selection)

    def seek(self, seconds: float) -> None:
        """By the person."""
        if self._span.length > 0:
            self.sought.emit(seconds)

    def start_at_cursor(self) -> None:
        """The selection, by the person; to its end if that lies ahead, else to the end of the recording."""
        stop = self._selection[1] if self._selection is not None else self._span.length
        stop = stop if stop > self._cursor else self._span.length
        if self._cursor < stop:
            self._reshape(self._cursor, stop)

    def stop_at_cursor(self) -> None:
        """The selection, by the person; from its start if that lies behind, else from the start of the recording."""
        start = self._selection[0] if self._selection is not None else 0.0
        start = start if start < self._cursor else 0.0
        if start < self._cursor:
            self.select((start, self._cursor))

    def extend(self, share: float) -> None:
        """Move one end of the selection by a part of what is in view, or select from the cursor on; by the person."""
        first, last = self._ends or (self._cursor, self._cursor)
        last = min(max(last + share * self._span.seconds, 0.0), self._span.length)
        self.set_span(self._span.showing(last))
        self._reshape(first, last)

    def zoom(self, factor: float, share: float | None = None) -> None:
        """Around a place across the view; without one around the cursor if it is in view."""
        if share is None:
            at_cursor = self._span.share(self._cursor)
            share = at_cursor if 0 <= at_cursor <= 1 else 0.5
        self.set_span(self._span.zoomed(factor, share))

    def pan(self, share: float) -> None:
        self.set_span(self._span.panned(share))

    def _reshape(self, first: float, last: float) -> None:
        nothing = abs(last - first) < _NOTHING
        self.set_selection(None if nothing else (min(first, last), max(first, last)))
        self._ends = (first, last)
        self.reshaped.emit(self._selection)
