"""Plays one recording: from where, how fast, how loud, round which loop; any of it changes while it plays."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from labeler.errors import LabelerError
from labeler.gui.preferences import SPEEDS
from labeler.gui.sound.course import Course
from labeler.gui.sound.feed import Feed, Program
from labeler.gui.sound.output import Loudspeaker, Output, Stream
from labeler.media.damage import Damage
from labeler.media.sounds import SoundInfo, sound_info

_TICK_MS = 30
_FIRST_TICK_MS = 4
_TAIL_SECONDS = 0.15  # of silence, so that nothing that was written is cut off at the end
_SHORTEST_LOOP = 0.02
_AT_END = 0.005

Stretch = tuple[float, float]


class Player(QObject):
    """Times are seconds in the recording. Without a device nothing plays, and all else works.

    ``moved`` comes some 30 times a second while it plays and tells what is heard, not what was sent.
    """

    moved = Signal(float)
    state_changed = Signal()
    failed = Signal(str)
    ended = Signal()

    def __init__(self, parent: QObject | None = None, *, output: Output | None = None) -> None:
        super().__init__(parent)
        self._output: Output = output or Loudspeaker(self)
        self._path: Path | None = None
        self._info: SoundInfo | None = None
        self._position = 0.0
        self._stretch: Stretch | None = None
        self._looping = False
        self._speed, self._volume = 1.0, 1.0
        self._channel: int | None = None
        self._due = False  # to begin anew at the next tick
        self._run = _Run()
        self._device: str | None = None
        self._woken = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self.destroyed.connect(self._run.end)

    # What it is at

    @property
    def playing(self) -> bool:
        return self._due or self._run.feed is not None

    @property
    def seconds(self) -> float:
        """Where it stands, or what is heard at this moment."""
        return self._position if self._run.feed is None else self._run.heard()

    @property
    def device(self) -> str | None:
        """Of the system's sound; asked for the first time it takes some 50 ms, after that it is followed."""
        if not self._woken:
            self._woken = True
            self._device = self._output.device
            self._output.changed.connect(self._on_devices)
        return self._device

    @property
    def woken(self) -> bool:
        """Whether the device was asked for yet."""
        return self._woken

    @property
    def available(self) -> bool:
        return self.device is not None

    # What to play

    def load(self, path: Path | None, info: SoundInfo | None = None) -> None:
        """Silence, and another recording at its start. Stretch and loop belonged to the one before."""
        self._halt()
        self._path, self._info = path, info
        self._position = 0.0
        self._stretch, self._looping = None, False
        self.state_changed.emit()

    def play(self) -> None:
        """From where it stands; from the start of its stretch where that is the end of it."""
        if self.playing or self._path is None or not self.available:
            return
        first, last = self._ends()
        if not self._looping and not first <= self._position < last - _AT_END:
            self._position = first
        self._begin()

    def pause(self) -> None:
        if self.playing:
            self._position = self.seconds
            self._halt()
            self.state_changed.emit()

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def replay(self) -> None:
        """From the start of its stretch, or of the recording."""
        self._halt()
        self._position = self._ends()[0]
        self.moved.emit(self._position)
        self.play()

    def seek(self, seconds: float) -> None:
        """What plays is silent at once and begins there at the next tick, however often it is asked until then."""
        self._stop_sound()
        self._stand_at(seconds)

    # How to play it

    def set_stretch(self, stretch: Stretch | None, *, looping: bool = False, at: float | None = None) -> None:
        """Where playing begins and ends, None for all of it; whether round and round; and where it stands from now on.

        Less than a fiftieth of a second is no loop. What plays goes on where it is heard unless ``at`` is given.
        """
        heard = self.seconds
        looping = looping and (stretch is None or stretch[1] - stretch[0] >= _SHORTEST_LOOP)
        if (stretch, looping, at) == (self._stretch, self._looping, None):
            return
        self._stop_sound()
        self._stretch, self._looping = stretch, looping
        self._stand_at(heard if at is None else at)

    def set_speed(self, speed: float) -> None:
        """From 0.25 to 2, at the same pitch."""
        speed = min(max(speed, SPEEDS[0]), SPEEDS[-1])
        if speed != self._speed:
            self._speed = speed
            self._go_on()

    def set_volume(self, volume: float) -> None:
        self._volume = min(max(volume, 0.0), 1.0)
        if self._run.stream is not None:
            self._run.stream.set_volume(self._volume)

    def set_channel(self, channel: int | None) -> None:
        """Counted from 0; None: all of them."""
        if channel != self._channel:
            self._channel = channel
            self._go_on()

    # Inside

    def _ends(self) -> Stretch:
        return self._stretch or (0.0, self._length())

    def _length(self) -> float:
        try:
            if self._info is None and self._path is not None:
                self._info = sound_info(self._path, damage=Damage())
        except LabelerError:
            return 0.0
        return self._info.seconds if self._info is not None else 0.0

    def _stand_at(self, seconds: float) -> None:
        self._position = min(max(seconds, 0.0), self._length())
        self.moved.emit(self._position)

    def _stop_sound(self) -> None:
        """Silence at once; what played begins anew at the next tick, wherever it stands then."""
        if self.playing and not self._due:
            self._due = True
            self._timer.start(_FIRST_TICK_MS)
        self._run.end()

    def _begin(self) -> None:
        """Now, unless too much that was given up is still about to end: then at one of the next ticks."""
        self._due = not self._run.ready
        if not self._due:
            try:
                assert self._path is not None
                self._info = self._info or sound_info(self._path, damage=Damage())
            except LabelerError as error:
                self._stop_at(self._position)
                self.failed.emit(error.message)
                return
            self._run.begin(self._program(self._path, self._info))
        self._timer.start(_FIRST_TICK_MS)
        self.state_changed.emit()

    def _program(self, path: Path, info: SoundInfo) -> Program:
        channel = self._channel if self._channel is None or self._channel < info.channels else None
        return Program(path, self._course(info), info.rate, info.channels, self._speed, channel)

    def _course(self, info: SoundInfo) -> Course:
        def frame(seconds: float) -> int:
            return min(max(round(seconds * info.rate), 0), info.frames)

        start, (first, last) = frame(self._position), (frame(end) for end in self._ends())
        loop = (first, last) if self._looping and first < last else None
        return Course(start, last if start < last else info.frames, loop)

    def _go_on(self) -> None:
        """What is under way was made for what held before: begin anew from what is heard."""
        if self.playing:
            self.seek(self.seconds)

    def _halt(self) -> None:
        self._due = False
        self._timer.stop()
        self._run.end()

    def _on_tick(self) -> None:
        if self._due:
            self._begin()
            return
        try:
            full = self._run.push(self._output, self._volume)
            self._timer.setInterval(_TICK_MS if full else _FIRST_TICK_MS)
        except LabelerError as error:
            self._stop_at(self._position)
            self.failed.emit(error.message)
            return
        heard = self._run.heard()
        if not self._run.over():
            self.moved.emit(heard)
            return
        error_message = self._run.error()
        self._stop_at(heard)
        if error_message:
            self.failed.emit(error_message)
        else:
            self.ended.emit()

    def _stop_at(self, seconds: float) -> None:
        self._position = seconds
        self._halt()
        self.moved.emit(seconds)
        self.state_changed.emit()

    def _on_devices(self) -> None:
        before, self._device = self._device, self._output.device
        if self._device is None:
            self.pause()
        elif self._device != before:
            self._go_on()
        self.state_changed.emit()


class _Run:
    """One feed on its way into one stream, from the press of a key to silence."""

    def __init__(self) -> None:
        self.feed: Feed | None = None
        self.stream: Stream | None = None
        self._ending: list[Feed] = []
        self._program: Program | None = None
        self._sent = self._tail = 0

    @property
    def ready(self) -> bool:
        """Whether another feed may begin: at most one that was given up may still be about to end."""
        self._ending = [feed for feed in self._ending if feed.alive]
        return len(self._ending) <= 1

    def begin(self, program: Program) -> None:
        """Once it is ready."""
        self.end()
        self._program = program
        self.feed = Feed(program)
        self._sent = 0
        self._tail = round(_TAIL_SECONDS * program.rate) * program.frame_bytes

    def end(self) -> None:
        if self.feed is not None:
            self.feed.close()
            self._ending.append(self.feed)
        if self.stream is not None:
            self.stream.drop()
        self.feed = self.stream = None

    def push(self, output: Output, volume: float) -> bool:
        """Fill the stream, which is opened for the first piece. Whether it is full. Raises OutputError."""
        assert self._program is not None
        assert self.feed is not None
        if self.stream is None:
            if not self.feed.begun:
                return False
            self.stream = output.open(self._program.rate, self._program.heard_channels, volume)
        while (room := self.stream.room) and (data := self.feed.take(room)):
            self.stream.write(data)
            self._sent += len(data)
        if self.feed.exhausted and self._tail:
            silence = bytes(min(self._tail, self.stream.room))
            self.stream.write(silence)
            self._tail -= len(silence)
        return self.feed.exhausted or not self.stream.room

    def heard(self) -> float:
        """Seconds in the recording."""
        assert self._program is not None
        rate = self._program.rate
        played = self.stream.played if self.stream is not None else 0.0
        sent = self._sent / self._program.frame_bytes
        return self._program.course.at(min(played * rate, sent) * self._program.speed) / rate

    def over(self) -> bool:
        """All of it was heard: even the silence after it has left."""
        if self._program is None or self.feed is None or self.stream is None:
            return False
        return self.feed.exhausted and not self._tail and self.stream.idle

    def error(self) -> str:
        return self.feed.error if self.feed is not None else ""
