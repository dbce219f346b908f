"""The way to the loudspeaker. QtMultimedia is loaded when the first sound is to be heard, not before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLoggingCategory, QObject, Signal, SignalInstance

from labeler.errors import LabelerError

if TYPE_CHECKING:
    from PySide6.QtCore import QIODevice
    from PySide6.QtMultimedia import QAudioDevice, QAudioSink, QMediaDevices

# As long as the window may be busy without a gap in what is heard.
_BUFFER_SECONDS = 0.2
_QUIET = "qt.multimedia.*=false"


class OutputError(LabelerError):
    """There is no device, or it can't play sound of that kind."""


class Stream(Protocol):
    """Sound of 16 bits on its way, from the moment of opening."""

    @property
    def room(self) -> int:
        """How many bytes it would take now."""

    @property
    def played(self) -> float:
        """Seconds that went to the device."""

    @property
    def idle(self) -> bool:
        """Everything that was written has gone to the device."""

    def write(self, data: bytes) -> None:
        """Not more than there is room for."""

    def set_volume(self, volume: float) -> None:
        """From 0 to 1 in equal steps for the ear; at once, also for what is under way."""

    def drop(self) -> None:
        """Silence now; the stream is over."""


class Output(Protocol):
    """``changed`` comes when devices came or went."""

    @property
    def changed(self) -> SignalInstance: ...

    @property
    def device(self) -> str | None:
        """The name of the one that would play."""

    def open(self, rate: int, channels: int, volume: float) -> Stream:
        """Raises OutputError."""


class Loudspeaker(QObject):
    """The default device of the system, followed when another becomes it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._devices: QMediaDevices | None = None

    @property
    def device(self) -> str | None:
        default = self._default()
        return None if default.isNull() else str(default.description())

    def open(self, rate: int, channels: int, volume: float) -> Stream:
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink  # noqa: PLC0415

        default = self._default()
        if default.isNull():
            raise OutputError("There is no audio device")
        layout = QAudioFormat()
        layout.setSampleRate(rate)
        layout.setChannelCount(channels)
        layout.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        if not default.isFormatSupported(layout):
            raise OutputError(f"{default.description()} can't play {rate:,} Hz with {channels} channels")
        sink = QAudioSink(default, layout)
        sink.setBufferSize(layout.bytesForDuration(round(_BUFFER_SECONDS * 1e6)))
        return _SinkStream(sink, default.description(), volume)

    def _default(self) -> QAudioDevice:
        if self._devices is None:
            self._devices = self._look_for_devices()
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415

        return QMediaDevices.defaultAudioOutput()

    def _look_for_devices(self) -> QMediaDevices:
        """What Qt logs of sound libraries that aren't there helps nobody: the window says it in words."""
        QLoggingCategory.setFilterRules(f"{_QUIET}\ndefault.warning=false")
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415

        try:
            devices = QMediaDevices(self)
            devices.audioOutputs()
        finally:
            QLoggingCategory.setFilterRules(_QUIET)
        devices.audioOutputsChanged.connect(self.changed)
        return devices


class _SinkStream:
    """Pushed from the window's own thread: no thread of the sound system ever calls Python, so none can wait for it."""

    def __init__(self, sink: QAudioSink, device: str, volume: float) -> None:
        self._sink = sink
        self.set_volume(volume)
        self._entry: QIODevice | None = sink.start()
        if self._entry is None:
            raise OutputError(f"{device} can't be opened")

    @property
    def room(self) -> int:
        return int(self._sink.bytesFree())

    @property
    def played(self) -> float:
        return float(self._sink.processedUSecs()) / 1e6

    @property
    def idle(self) -> bool:
        return bool(self._sink.state().name == "IdleState")  # the enum has changed places between versions of Qt

    def write(self, data: bytes) -> None:
        if self._entry is not None and data:
            self._entry.write(data)

    def set_volume(self, volume: float) -> None:
        self._sink.setVolume(volume * volume)

    def drop(self) -> None:
        if self._entry is not None:
            self._entry = None
            self._sink.reset()
