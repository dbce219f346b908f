"""What waveform, spectrogram and time axis share: the part in view, the cursor, the selection."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from labeler.gui.widgets.time_span import TimeSpan

Stretch = tuple[float, float]


class TimeLine(QObject):
    """Told by the widgets what the person does, tells all of them what there is. Times are seconds.

    ``sought`` and ``selected`` come from the person only; ``selected`` carries the stretch, or None when it is cleared.
    """

    span_changed = Signal()
    cursor_moved = Signal(float, float)
    selection_changed = Signal()
    sought = Signal(float)
    selected = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._span = TimeSpan.whole(0.0)
        self._cursor = 0.0
        self._selection: Stretch | None = None

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
        self._cursor, self._selection = 0.0, None
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
            self._selection = selection
            self.selection_changed.emit()

    def select(self, selection: Stretch | None) -> None:
        """By the person."""
        self.set_selection(selection)
        self.selected.emit(selection)

    def zoom(self, factor: float, share: float | None = None) -> None:
        """Around a place across the view; without one around the cursor if it is in view."""
        if share is None:
            at_cursor = self._span.share(self._cursor)
            share = at_cursor if 0 <= at_cursor <= 1 else 0.5
        self.set_span(self._span.zoomed(factor, share))

    def pan(self, share: float) -> None:
        self.set_span(self._span.panned(share))
