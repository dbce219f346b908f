"""A recording to look at and to listen to, without more about it."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.gui.jobs import Jobs
from labeler.gui.playback import Player
from labeler.gui.project import Project
from labeler.gui.recordings import Heard, Recordings
from labeler.gui.sound.views import Look
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.widgets.time_line import TimeLine
from labeler.gui.widgets.time_picture import TimePicture
from labeler.gui.widgets.time_span import time_text
from labeler.gui.widgets.waveform_view import WaveformView

_NO_DEVICE = "No audio device: it can be looked at, not heard"


class SoundView(QWidget):
    """A click on the wave goes there, a stretch drawn on it is played; leaving it is silence."""

    def __init__(self, project: Project, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ordinal: int | None = None
        self._heard: Heard | None = None
        self._player = Player(self)
        self._recordings = Recordings(project.session.media.path, jobs, self)
        self._line = TimeLine(self)
        self._wave = WaveformView(self._line)
        self._play = ActionButton("Play", icon="play", variant="quiet", action="play-conflict")
        self._said = StatusLine()
        self._lay_out()
        self._connect()

    def show_example(self, ordinal: int) -> None:
        self._player.load(None)
        self._ordinal, self._heard = ordinal, None
        self._wave.set_picture(None)
        ratio, lane = self.devicePixelRatioF(), self._wave.lane()
        self._recordings.look = Look(round(lane.width() * ratio), round(self._wave.height() * ratio), 0)
        self._recordings.want([ordinal])
        self._on_ready(ordinal)

    def toggle(self) -> None:
        """Play, or pause; where there is nothing to play it with, say so."""
        if self._player.available:
            self._player.toggle()
        else:
            self._said.say(_NO_DEVICE)

    def leave(self) -> None:
        self._player.pause()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.leave()

    # Answers

    def _on_ready(self, ordinal: int) -> None:
        heard = self._recordings.get(ordinal)
        if ordinal != self._ordinal or heard is None or heard is self._heard:
            return
        first, self._heard = self._heard is None, heard
        if heard.clip is None:
            self._wave.set_message("audio-off", heard.message)
            return
        info = heard.clip.info
        if first:
            self._player.load(heard.clip.path, info)
            self._line.begin(info.seconds)
        if heard.view is not None:
            self._wave.set_picture(TimePicture(heard.view.wave, 0.0, info.seconds))
        self._said.say(f"{time_text(info.seconds)} · {heard.note}" if heard.note else time_text(info.seconds))

    def _on_moved(self, seconds: float) -> None:
        self._line.set_cursor(seconds, follow=self._player.playing)

    def _on_selected(self, stretch: tuple[float, float] | None) -> None:
        """A stretch that is chosen is played round and round, until it is cleared."""
        self._player.set_stretch(stretch, looping=stretch is not None, at=stretch[0] if stretch is not None else None)
        if stretch is not None:
            self._player.play()

    def _on_state_changed(self) -> None:
        playing = self._player.playing
        self._play.set_label("Pause" if playing else "Play")
        self._play.set_icon("pause" if playing else "play")

    # Making it

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.addWidget(self._play)
        row.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._wave, 1)
        column.addLayout(row)

    def _connect(self) -> None:
        self._recordings.ready.connect(self._on_ready)
        self._player.moved.connect(self._on_moved)
        self._player.state_changed.connect(self._on_state_changed)
        self._player.failed.connect(self._said.say)
        self._line.sought.connect(self._player.seek)
        self._line.selected.connect(self._on_selected)
        self._play.clicked.connect(self.toggle)
