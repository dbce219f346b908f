"""A recording to be looked at: waveform, spectrogram and times, drawn for what is in view; or what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.gui.jobs import Job, Jobs, Report
from labeler.gui.preferences import Listening
from labeler.gui.recordings import Heard
from labeler.gui.sound.views import SHOWN_CHANNELS, Clip, Look, View, draw
from labeler.gui.theme import GRID
from labeler.gui.widgets.progress_line import ProgressLine
from labeler.gui.widgets.spectrogram_view import SpectrogramView
from labeler.gui.widgets.time_axis import TimeAxis
from labeler.gui.widgets.time_line import TimeLine
from labeler.gui.widgets.time_picture import TimePicture
from labeler.gui.widgets.time_span import TimeSpan
from labeler.gui.widgets.waveform_view import WaveformView


class SoundCanvas(QWidget):
    """``painted`` comes once what was set last is on the screen, a message too.

    What comes prepared is painted at once. Anything else is drawn by a worker, and what was drawn before stays,
    stretched into place, until then.
    """

    painted = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._heard: Heard | None = None
        self._listening = Listening()
        self._channel: int | None = None
        self._drawing: Job | None = None
        self.line = TimeLine(self)
        self._wave = WaveformView(self.line)
        self._progress = ProgressLine("Reading the recording", width=0)
        self._below_wave = QWidget()
        self._spectrogram = SpectrogramView(self.line)
        self._axis = TimeAxis(self.line)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(0)
        self._lay_out()
        self._connect()

    # What is shown

    def clear(self) -> None:
        """Nothing, while the next recording is on its way: the one before would be taken for it."""
        self.leave()
        self._heard = None
        self.line.begin(0.0)
        self._wave.set_picture(None)
        self._spectrogram.set_picture(None)
        self._below_wave.setVisible(False)

    def set_heard(self, heard: Heard, *, again: bool = False) -> None:
        """``again``: the same recording, of which more is known by now; what is in view stays."""
        self._give_up()
        self._heard = heard
        if heard.clip is None:
            self._show_message(heard.message)
        else:
            if not again:
                self._show_parts(message=False)
                self.line.begin(heard.clip.info.seconds)
                self._progress.set_fraction(0.0)
            self._below_wave.setVisible(heard.reading)
            self._show_prepared(heard)
        self.announce()

    def announce(self) -> None:
        """Tell ``painted`` once more when all of it is on the screen."""
        self._wave.announce()

    def set_progress(self, fraction: float) -> None:
        self._progress.set_fraction(fraction)

    def set_channel(self, channel: int | None) -> None:
        if channel != self._channel:
            self._channel = channel
            self._redraw.start()

    def set_listening(self, listening: Listening) -> None:
        self._listening = listening
        self._spectrogram.set_colors(listening.colour_map, range_db=listening.range_db)
        self._spectrogram.setVisible(listening.spectrogram and not self.message())
        self._redraw.start()

    def message(self) -> str:
        return self._wave.message()

    def look(self) -> Look:
        """How it is drawn at this size, for those who prepare."""
        ratio, lane = self.devicePixelRatioF(), self._wave.lane()
        return Look(
            round(lane.width() * ratio),
            round(self._wave.height() * ratio),
            round(self._spectrogram.height() * ratio) if self._listening.spectrogram else 0,
            self._listening.high_hz,
            self._channel,
        )

    def leave(self) -> None:
        """Nobody looks any more."""
        self._redraw.stop()
        self._give_up()

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._redraw.start()

    # Inside

    def _show_message(self, message: str) -> None:
        self.line.begin(0.0)
        self._show_parts(message=True)
        self._wave.set_message("audio-off", message)

    def _show_parts(self, *, message: bool) -> None:
        self._below_wave.setVisible(False)
        self._spectrogram.setVisible(self._listening.spectrogram and not message)
        self._axis.setVisible(not message)

    def _show_prepared(self, heard: Heard) -> None:
        view = heard.view
        if view is not None and self.line.span.is_whole:
            self._set_view(view)
        if view is not None and view.look == self.look() and self.line.span.is_whole:
            self._redraw.stop()
        else:
            self._redraw.start()

    def _draw(self) -> None:
        """What is in view, sharp."""
        self._give_up()
        if self._heard is None or self._heard.clip is None or not self.isVisible():
            return
        clip, look, prepared = self._heard.clip, self.look(), self._heard.view
        start, stop = _frames(self.line.span, clip)
        if prepared is not None and (prepared.look, prepared.start, prepared.stop) == (look, start, stop):
            self._set_view(prepared)
            return

        def work(report: Report) -> View:
            return draw(clip, look, start, stop, lambda: report("", 0.0))

        self._drawing = self._jobs.run(work, done=self._on_drawn, failed=self._on_failed)

    def _give_up(self) -> None:
        if self._drawing is not None:
            self._drawing.cancel()
            self._drawing = None

    def _on_drawn(self, view: View) -> None:
        self._drawing = None
        self._set_view(view)

    def _on_failed(self, error: Exception) -> None:
        self._drawing = None
        self._show_message(str(error))

    def _set_view(self, view: View) -> None:
        assert self._heard is not None
        assert self._heard.info is not None
        info, look = self._heard.info, view.look
        lanes = info.channel_names[:SHOWN_CHANNELS] if info.channels > 1 else ()
        if look.channel is not None:
            lanes = (info.channel_names[look.channel],)
        times = view.start / info.rate, view.stop / info.rate
        self._wave.set_picture(TimePicture(view.wave, *times), lanes=lanes)
        top = min(look.high_hz or info.rate / 2, info.rate / 2)
        self._spectrogram.set_picture(TimePicture(view.spectrogram, *times), top=top, gain=view.gain)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._wave, 5)
        column.addWidget(self._below_wave)
        column.addWidget(self._spectrogram, 6)
        column.addWidget(self._axis)
        across = QHBoxLayout(self._below_wave)
        across.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        across.addWidget(self._progress)
        self._below_wave.setVisible(False)

    def _connect(self) -> None:
        self._wave.painted.connect(self.painted, Qt.ConnectionType.QueuedConnection)
        self._wave.resized.connect(self._redraw.start)
        self.line.span_changed.connect(self._redraw.start)
        self._redraw.timeout.connect(self._draw)


def _frames(span: TimeSpan, clip: Clip) -> tuple[int, int]:
    start, stop = (min(round(end * clip.info.rate), clip.info.frames) for end in (span.start, span.stop))
    return start, max(stop, start + 1)
