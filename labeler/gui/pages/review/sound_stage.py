"""The example to be heard, large, and what plays it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from labeler.gui.jobs import Jobs
from labeler.gui.pages.review.hints import ActionHint
from labeler.gui.pages.review.image_stage import HIDDEN
from labeler.gui.pages.review.line_player import LinePlayer
from labeler.gui.pages.review.sound_canvas import SoundCanvas
from labeler.gui.pages.review.sound_words import described
from labeler.gui.playback import Player
from labeler.gui.preferences import SPEEDS, Listening
from labeler.gui.project import Project
from labeler.gui.recordings import Heard, Recordings
from labeler.gui.sound.output import Output
from labeler.gui.theme import GRID
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.text_label import TextLine
from labeler.gui.widgets.transport import Transport
from labeler.gui.widgets.volume_slider import STEP
from labeler.media.sounds import SoundInfo

_SEEK = 1.0
_NO_DEVICE = "No audio device: it can be looked at, not heard"
_NO_VOLUME = "Volume is 0"


class SoundStage(QWidget):
    """``painted`` comes once what was shown last is on the screen; ``requested`` carries an action id.

    ``active`` comes while it plays, at most once a second: somebody listens.
    """

    painted = Signal()
    requested = Signal(str)
    handlers_changed = Signal()
    listening_changed = Signal(Listening)
    active = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, output: Output | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._recordings: Recordings | None = None
        self._alias = self._facts = ""
        self._ordinal: int | None = None
        self._heard: Heard | None = None
        self._listening = Listening()
        self._channel: int | None = None
        self._channels = 0
        self._failure = ""
        self._audible = True  # as far as is known
        self._player = Player(self, output=output)
        self._canvas = SoundCanvas(jobs)
        self._playing = LinePlayer(self._player, self._canvas.line, self)
        self._transport = Transport()
        self._caption = TextLine(size="small", tone="muted")
        self._relocate = ActionHint("relocate", "locate the media folder", self.requested)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._lay_out()
        self._connect()

    # The doors of a stage

    def set_project(self, project: Project | None) -> None:
        self.leave()
        self._player.load(None)
        if self._recordings is not None:
            self._recordings.want([])
            self._recordings.deleteLater()
        self._project, self._recordings, self._ordinal, self._heard = project, None, None, None
        if project is not None:
            self._recordings = Recordings(project.session.media.path, self._jobs, self)
            self._recordings.ready.connect(self._on_ready)
            self._recordings.progressed.connect(self._on_progressed)

    def set_listening(self, listening: Listening) -> None:
        muted = not listening.volume, not self._listening.volume
        self._listening = listening
        self._player.set_volume(listening.volume)
        self._player.set_speed(listening.speed)
        self._transport.set_listening(listening)
        self._canvas.set_listening(listening)
        if muted[0] is not muted[1]:
            self._show_caption()

    def show_example(self, ordinal: int, soon: Sequence[int]) -> None:
        """Show one example at once if it is prepared, else when it is; what sounded before is silent.

        The one that is shown already stays as it is: where it stands, what is selected, whether it plays.
        """
        assert self._recordings is not None
        if self._is_shown(ordinal):
            self._recordings.want(soon)
            self._canvas.announce()
            return
        self._player.load(None)
        self._ordinal, self._heard, self._failure = ordinal, None, ""
        self._playing.expect(start=self._listening.autoplay)
        self._recordings.look = self._canvas.look()
        if self._recordings.get(ordinal) is None:
            self._canvas.clear()
            self._show_caption()
        self._recordings.want(soon)
        heard = self._recordings.get(ordinal)
        if heard is not None and heard is not self._heard:
            self._take(heard)

    def hold(self) -> None:
        """Something lies before it for a while: silence until ``go_on``."""
        self._playing.hold()

    def go_on(self) -> None:
        """From where it was held, if it played or would have by now."""
        self._playing.go_on(there=self._heard is not None)

    def describe(self, alias: str, facts: str) -> None:
        """``alias`` is what the example is called while its id, and the path of its file, are hidden, else empty.

        ``facts`` are told beside it.
        """
        if (alias, facts) == (self._alias, self._facts):
            return
        self._alias, self._facts = alias, facts
        if self._heard is not None and self._heard.clip is None:
            self._canvas.set_heard(self._unnamed(self._heard), again=True)
        self._show_caption()

    def _unnamed(self, heard: Heard) -> Heard:
        return replace(heard, message=HIDDEN) if self._alias and heard.message else heard

    def handlers(self) -> dict[str, Callable[..., Any]]:
        info = self._heard.info if self._heard is not None else None
        if info is None:
            return {}
        handlers: dict[str, Callable[..., Any]] = {
            "loop": self._playing.toggle_loop,
            "loop-start": self._canvas.line.start_at_cursor,
            "loop-end": self._canvas.line.stop_at_cursor,
            "seek-back": partial(self._playing.seek_by, -_SEEK),
            "seek-ahead": partial(self._playing.seek_by, _SEEK),
            "slower": partial(self._step_speed, -1),
            "faster": partial(self._step_speed, 1),
            "quieter": partial(self._step_volume, -STEP),
            "louder": partial(self._step_volume, STEP),
            "spectrogram": self._toggle_spectrogram,
            "autoplay": self._toggle_autoplay,
        }
        if self._audible:
            handlers |= {"play": self._playing.toggle, "replay": self._playing.replay}
        if info.channels > 1:
            handlers["channel"] = self._next_channel
        return handlers

    def leave(self) -> None:
        """Out of sight: silence, at once."""
        self._playing.leave()
        self._canvas.leave()

    # Qt

    def hideEvent(self, event: QHideEvent) -> None:
        """A window that is closed while it plays is silent too; one that is minimized plays on."""
        super().hideEvent(event)
        if not event.spontaneous() and not self._playing.held:
            self.leave()

    # Showing

    def _is_shown(self, ordinal: int) -> bool:
        assert self._recordings is not None
        return ordinal == self._ordinal and self._heard is not None and self._recordings.get(ordinal) is self._heard

    def _take(self, heard: Heard) -> None:
        """For the first time, or now that more of it is known."""
        again = self._heard is not None and self._heard.info is not None
        self._heard = heard
        if heard.clip is not None and not again:
            self._keep_channel(heard.clip.info)
        self._canvas.set_heard(self._unnamed(heard), again=again)
        self._transport.setVisible(heard.clip is not None)
        if heard.clip is None:
            self._player.load(None)
        elif not again:
            self._begin(heard)
        self._show_caption()
        self.handlers_changed.emit()

    def _begin(self, heard: Heard) -> None:
        assert heard.clip is not None
        info = heard.clip.info
        self._player.load(heard.clip.path, info)
        self._playing.begin()
        self._transport.set_recording(info)
        self._transport.set_channel(self._channel)
        self._transport.set_time(0.0, info.seconds)

    def _keep_channel(self, info: SoundInfo) -> None:
        """Whoever listens to one of two goes on with it while recordings have two."""
        if info.channels != self._channels:
            self._channel, self._channels = None, info.channels
        self._player.set_channel(self._channel)
        self._canvas.set_channel(self._channel)

    def _show_caption(self) -> None:
        if self._ordinal is None or self._project is None:
            self._caption.set_text("")
            return
        parts = [self._alias or self._project.session.examples.ids[self._ordinal], self._facts]
        heard = self._heard
        if heard is not None and heard.info is not None:
            failure = HIDDEN if self._failure and self._alias else self._failure
            silent = "" if self._listening.volume else _NO_VOLUME
            parts += [described(heard.info), heard.note, silent if self._audible else _NO_DEVICE, failure]
        self._caption.set_text(" · ".join(part for part in parts if part))
        self._relocate.setVisible(heard is not None and heard.missing)

    # Playing

    def _on_painted(self) -> None:
        """Only now does it start to play, so that nothing of sound stands between a key and the picture."""
        self.painted.emit()
        if self._recordings is not None:
            self._recordings.read_ahead()
        if self._heard is not None and self._heard.info is not None:
            QTimer.singleShot(0, self, self._start)

    def _start(self) -> None:
        self._playing.start()
        self._on_state_changed()

    def _show_state(self) -> None:
        playing, looping = self._player.playing, self._playing.looping
        self._transport.set_state(playing=playing, looping=looping, audible=self._audible)

    def _next_channel(self) -> None:
        assert self._heard is not None
        assert self._heard.info is not None
        following = 0 if self._channel is None else self._channel + 1
        self._choose_channel(following if following < self._heard.info.channels else None)

    def _choose_channel(self, channel: int | None) -> None:
        self._channel = channel
        self._player.set_channel(channel)
        self._transport.set_channel(channel)
        self._canvas.set_channel(channel)

    # What the person prefers

    def _step_speed(self, by: int) -> None:
        nearest = min(range(len(SPEEDS)), key=lambda place: abs(SPEEDS[place] - self._listening.speed))
        self._prefer(speed=SPEEDS[min(max(nearest + by, 0), len(SPEEDS) - 1)])

    def _step_volume(self, by: float) -> None:
        self._prefer(volume=min(max(round(self._listening.volume + by, 2), 0.0), 1.0))

    def _toggle_spectrogram(self) -> None:
        self._prefer(spectrogram=not self._listening.spectrogram)

    def _toggle_autoplay(self) -> None:
        self._prefer(autoplay=not self._listening.autoplay)

    def _prefer(self, **changed: Any) -> None:
        self._on_chosen(replace(self._listening, **changed))

    def _on_chosen(self, listening: Listening) -> None:
        self.set_listening(listening)
        self.listening_changed.emit(listening)

    # Answers

    def _on_ready(self, ordinal: int) -> None:
        heard = self._recordings.get(ordinal) if self._recordings is not None else None
        if ordinal == self._ordinal and heard is not None:
            self._take(heard)

    def _on_progressed(self, ordinal: int, fraction: float) -> None:
        if ordinal == self._ordinal:
            self._canvas.set_progress(fraction)

    def _on_moved(self, seconds: float) -> None:
        self._transport.set_time(seconds, self._canvas.line.span.length)

    def _on_state_changed(self) -> None:
        audible = not self._player.woken or self._player.available
        if audible != self._audible:
            self._audible = audible
            self._show_caption()
            self.handlers_changed.emit()
        if self._failure and self._player.playing:
            self._failure = ""
            self._show_caption()
        self._show_state()

    def _on_stretch_changed(self) -> None:
        self._offer_escape()
        self._show_state()

    def _on_failed(self, message: str) -> None:
        self._failure = message
        self._show_caption()

    def _on_focus(self, _old: QWidget | None, _new: QWidget | None) -> None:
        self._offer_escape()

    def _offer_escape(self) -> None:
        """Where text is typed, Escape belongs to the text."""
        focused = QApplication.focusWidget()
        typing = focused is not None and focused.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._escape.setEnabled(self._canvas.line.selection is not None and not typing)

    # Making it

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        ground = Surface(tone="canvas")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 3 * GRID, 0, GRID)
        inside.setSpacing(GRID)
        inside.addWidget(self._canvas, 1)
        inside.addWidget(self._transport)
        bar = QHBoxLayout()
        bar.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        bar.addWidget(self._caption, 1)
        bar.addWidget(self._relocate)
        inside.addLayout(bar)
        column.addWidget(ground)
        self._relocate.setVisible(False)
        self._escape.setEnabled(False)

    def _connect(self) -> None:
        self._canvas.painted.connect(self._on_painted)
        self._escape.activated.connect(partial(self._canvas.line.select, None))
        self._playing.active.connect(self.active)
        self._playing.stretch_changed.connect(self._on_stretch_changed)
        self._player.moved.connect(self._on_moved)
        self._player.state_changed.connect(self._on_state_changed)
        self._player.failed.connect(self._on_failed)
        self._transport.requested.connect(self.requested)
        self._transport.chosen.connect(self._on_chosen)
        self._transport.channel_chosen.connect(self._choose_channel)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
