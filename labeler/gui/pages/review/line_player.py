"""Plays what the person points at on a time line, waits to start and waits while something lies before it."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from labeler.gui.playback import Player
from labeler.gui.widgets.time_line import Stretch, TimeLine

_ACTIVE_MS = 1000


class LinePlayer(QObject):
    """``stretch_changed`` comes with another selection or loop; ``active`` while it plays, at most once a second."""

    stretch_changed = Signal()
    active = Signal()

    def __init__(self, player: Player, line: TimeLine, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._line = player, line
        self._looping = self._starting = False
        self._held = self._resuming = False
        self._last_active = QElapsedTimer()
        player.moved.connect(self._on_moved)
        line.sought.connect(self._on_sought)
        line.selected.connect(self._on_selected)
        line.reshaped.connect(self._on_reshaped)

    @property
    def looping(self) -> bool:
        return self._looping

    @property
    def held(self) -> bool:
        return self._held

    # Starting and waiting

    def begin(self) -> None:
        """Another recording was loaded: all of it, once."""
        self._looping = False
        self._set_stretch()

    def expect(self, *, start: bool) -> None:
        """Another recording is on its way; whether it plays when it is there and nothing lies before it."""
        self._starting, self._resuming = start and not self._held, start

    def start(self) -> None:
        """It is there. The first time the system is asked what it can play with, even if nothing is to be played."""
        starting, self._starting = self._starting, False
        if self._player.available and starting:
            self._player.play()

    def hold(self) -> None:
        if not self._held:
            self._held, self._resuming = True, self._player.playing or self._starting
            self._silence()

    def go_on(self, *, there: bool) -> None:
        """From where it was held, if it played or would have by now; when it is there, if it isn't yet."""
        resuming, self._held, self._resuming = self._held and self._resuming, False, False
        if resuming and there:
            self._player.play()
        self._starting = resuming and not there

    def leave(self) -> None:
        self._resuming = False
        self._silence()

    # Actions

    def toggle(self) -> None:
        self._starting = False
        self._player.toggle()

    def replay(self) -> None:
        self._starting = False
        self._player.replay()

    def toggle_loop(self) -> None:
        self._looping = not self._looping
        self._set_stretch()

    def seek_by(self, seconds: float) -> None:
        """Within the selection, while there is one."""
        first, last = self._line.selection or (0.0, self._line.span.length)
        self._player.seek(min(max(self._player.seconds + seconds, first), last))

    # Inside

    def _silence(self) -> None:
        self._starting = False
        self._player.pause()

    def _set_stretch(self, *, at: float | None = None) -> None:
        """Of the selection if there is one, else of all of it."""
        self._player.set_stretch(self._line.selection, looping=self._looping, at=at)
        self.stretch_changed.emit()

    def _on_moved(self, seconds: float) -> None:
        self._line.set_cursor(seconds, follow=self._player.playing)
        if self._player.playing and (not self._last_active.isValid() or self._last_active.hasExpired(_ACTIVE_MS)):
            self._last_active.start()
            self.active.emit()

    def _on_sought(self, seconds: float) -> None:
        """A place outside the selection ends it: whoever points there wants to hear that."""
        selection = self._line.selection
        if selection is not None and not selection[0] <= seconds <= selection[1]:
            self._line.set_selection(None)
            self._looping = False
            self._set_stretch(at=seconds)
        else:
            self._player.seek(seconds)

    def _on_selected(self, selection: Stretch | None) -> None:
        """A stretch that was chosen is played round and round, until it is cleared."""
        self._looping = selection is not None
        self._set_stretch(at=selection[0] if selection is not None else None)
        if selection is not None:
            self._player.play()

    def _on_reshaped(self, selection: Stretch | None) -> None:
        """Step by step, with keys: what plays goes on, within what is selected by now."""
        self._looping = selection is not None
        outside = selection is not None and not selection[0] <= self._player.seconds <= selection[1]
        self._set_stretch(at=selection[0] if selection is not None and outside else None)
