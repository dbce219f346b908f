"""Recordings of the queue's neighbourhood, made ready to paint by workers, within a budget of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage

from labeler.gui.jobs import Job, Jobs, Report
from labeler.gui.sound.drawing import draw_wave, is_silent, outline_of
from labeler.gui.sound.views import SHOWN_CHANNELS, Clip, Look, View, draw
from labeler.gui.sound_colors import wave_colors
from labeler.media.damage import Damage
from labeler.media.errors import MediaError
from labeler.media.sounds import SoundInfo, read_sound, sound_info
from labeler.media.waveform import Envelope, Peaks, peaks
from labeler.session.installation import home

BUDGET = 128 * 2**20
SHORT = 3 << 20  # samples, all channels together: three minutes of speech, half a minute of stereo music

# Legible on the light surface and on the dark one: thumbnails are kept when the theme changes.
_THUMBNAIL_GROUND, _THUMBNAIL_SOFT, _THUMBNAIL_STRONG = QColor(110, 130, 190, 34), QColor("#93A6DD"), QColor("#5F7CD2")


@dataclass(frozen=True, eq=False)
class Heard:
    """A recording ready to show, or the message why there is none.

    ``view`` is all of it as it looked when it was prepared; a long one has none until it was read through.
    """

    clip: Clip | None
    view: View | None = None
    message: str = ""
    missing: bool = False

    @property
    def info(self) -> SoundInfo | None:
        return self.clip.info if self.clip is not None else None

    @property
    def reading(self) -> bool:
        """A long one whose outline is still being computed."""
        return self.clip is not None and self.clip.peaks is None

    @property
    def note(self) -> str:
        """What is wrong with it, and what the picture isn't at first sight."""
        if self.clip is None:
            return ""
        many = "the first two drawn, all heard" if self.clip.info.channels > SHOWN_CHANNELS else ""
        return " · ".join(note for note in (self.clip.damage, many, self._loudness()) if note)

    def _loudness(self) -> str:
        if self.view is None:
            return ""
        return "silent" if self.view.silent else f"drawn {self.view.gain}× taller" if self.view.gain > 1 else ""

    @property
    def bytes(self) -> int:
        return (self.clip.bytes if self.clip is not None else 0) + (self.view.bytes if self.view is not None else 0)


class Recordings(QObject):
    """``ready`` names the ordinal of which there is more to show; ``progressed`` how far a long one is read."""

    ready = Signal(int)
    progressed = Signal(int, float)

    def __init__(self, path_of: Callable[[int], Path | None], jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path_of = path_of
        self._jobs = jobs
        self._heard: OrderedDict[int, Heard] = OrderedDict()
        self._loading: dict[int, Job | None] = {}
        self._wanted: tuple[int, ...] = ()
        self.look: Look | None = None

    def get(self, ordinal: int) -> Heard | None:
        """What is known already; None where nothing is yet."""
        if ordinal in self._heard:
            self._heard.move_to_end(ordinal)
        return self._heard.get(ordinal)

    def want(self, ordinals: Sequence[int]) -> None:
        """Prepare the first of these now, the others at ``read_ahead``; what else was under way is given up."""
        self._wanted = tuple(ordinals)
        for ordinal in [other for other in self._loading if other not in ordinals]:
            job = self._loading.pop(ordinal)
            if job is not None:
                job.cancel()
        self._load_of(ordinals[:1])

    def read_ahead(self) -> None:
        """Once the first is on the screen: workers that compute at the same time would slow its painting down."""
        self._load_of(self._wanted)

    def _load_of(self, ordinals: Sequence[int]) -> None:
        for ordinal in ordinals:
            known = self._heard.get(ordinal)
            if ordinal not in self._loading and (known is None or known.reading):
                self._load(ordinal)

    def _load(self, ordinal: int) -> None:
        path, look, known = self._path_of(ordinal), self.look, self._heard.get(ordinal)
        if known is not None and known.clip is not None:
            self._read_through(ordinal, known.clip)
            return
        self._start(ordinal, lambda report: _load(path, look, report))

    def _read_through(self, ordinal: int, clip: Clip) -> None:
        look = self.look

        def progress(_message: str, fraction: float) -> None:
            self.progressed.emit(ordinal, fraction)

        self._start(ordinal, lambda report: _read(clip, look, report), progress)

    def _start(self, ordinal: int, work: Callable[[Report], Heard], progress: Report | None = None) -> None:
        def done(heard: Heard) -> None:
            self._loading.pop(ordinal, None)
            self._heard[ordinal] = heard
            self._heard.move_to_end(ordinal)
            self._keep_within_budget()
            self.ready.emit(ordinal)
            if heard.reading and heard.clip is not None and ordinal in self._wanted:
                self._read_through(ordinal, heard.clip)

        def failed(error: Exception) -> None:
            done(Heard(None, message=f"This example can't be played: {error}"))

        self._loading[ordinal] = None  # work done inline is done before there is a job
        job = self._jobs.run(work, done=done, failed=failed, progress=progress)
        if ordinal in self._loading and self._loading[ordinal] is None:
            self._loading[ordinal] = job

    def _keep_within_budget(self) -> None:
        total = sum(heard.bytes for heard in self._heard.values())
        unwanted = [ordinal for ordinal in self._heard if ordinal not in self._wanted]
        for ordinal in [*unwanted, *reversed(self._wanted)]:
            if total <= BUDGET or len(self._heard) <= 1:
                return
            dropped = self._heard.pop(ordinal, None)
            total -= dropped.bytes if dropped is not None else 0


def sound_thumbnail(path: Path | None, size: int) -> QImage | None:
    """The outline of a recording in a square, for strips and grids; None where it can't be read. For workers."""
    if path is None:
        return None
    try:
        outline = _small_outline(path, size)
    except MediaError:
        return None
    loudest = float(max(outline.high.max(), -outline.low.min()))
    margin = size // 6
    gain = 1.0 if is_silent(loudest) else min(0.95 / loudest, 1000.0)
    wave = draw_wave(outline, height=size - 2 * margin, gain=gain)
    wave.setColorTable(wave_colors(_THUMBNAIL_GROUND, _THUMBNAIL_SOFT, _THUMBNAIL_STRONG))
    return _framed(wave.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), size, margin)


def _small_outline(path: Path, columns: int) -> Envelope:
    """Of the mean of the channels; of a long recording only its first minutes, of which a glance is enough."""
    info = sound_info(path, damage=Damage())
    sound = read_sound(path, frames=min(info.frames, SHORT // info.channels), damage=Damage())
    return outline_of(sound.samples.mean(axis=1, keepdims=True), columns)


def _framed(wave: QImage, size: int, margin: int) -> QImage:
    framed = QImage(size, size, wave.format())
    framed.fill(_THUMBNAIL_GROUND)
    rows = np.frombuffer(framed.bits(), np.uint32).reshape(size, size)
    rows[margin : margin + wave.height()] = np.frombuffer(wave.constBits(), np.uint32).reshape(-1, size)
    return framed


def _load(path: Path | None, look: Look | None, report: Report) -> Heard:
    report("", 0.0)  # raises if nobody wants it any more
    if path is None:
        return Heard(None, message="This example has no file")
    try:
        info, damage = sound_info(path, damage=Damage()), Damage()
        if info.frames * info.channels > SHORT:
            return Heard(Clip(path, info))
        samples = read_sound(path, damage=damage).samples
        report("", 0.0)
        info = replace(info, frames=len(samples))
        clip = Clip(path, info, samples, Peaks.of(samples, rate=info.rate), damage.words)
        return _whole(clip, look, report)
    except MediaError as error:
        return _told(error, path)


def _read(clip: Clip, look: Look | None, report: Report) -> Heard:
    def told(fraction: float) -> None:
        report("", fraction)

    try:
        damage = Damage()
        found = peaks(clip.path, cache=home() / "cache" / "peaks", report=told, damage=damage)
        info = replace(clip.info, frames=found.frames)
        known = replace(clip, info=info, peaks=found, damage=damage.words)
        return _whole(known, look, report, spectrogram=False)
    except MediaError as error:
        return _told(error, clip.path)


def _whole(clip: Clip, look: Look | None, report: Report, *, spectrogram: bool = True) -> Heard:
    """With its picture at the size of the moment; of a long one the wave alone, the rest is for the one in view."""
    if look is None or look.width <= 0:
        return Heard(clip)
    asked = look if spectrogram else replace(look, spectrogram_height=0)
    return Heard(clip, draw(clip, asked, 0, clip.info.frames, lambda: report("", 1.0)))


def _told(error: MediaError, path: Path) -> Heard:
    return Heard(None, message=error.message, missing=not path.is_file())
