"""The stage of recordings with a real project of short sounds, and no loudspeaker unless a test brings one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui.jobs import InlineJobs
from labeler.gui.pages.review.sound_stage import SoundStage
from labeler.gui.preferences import Listening
from labeler.gui.project import Project
from labeler.gui.sound.output import Stream

RATE = 8000
SECONDS = 2.0


class Mute(QObject):
    """A loudspeaker nobody hears, that never comes to an end."""

    changed = Signal()

    def __init__(self, device: str | None = "Mute") -> None:
        super().__init__()
        self.device = device

    def open(self, _rate: int, _channels: int, _volume: float) -> Stream:
        return _Nothing()


class _Nothing:
    room, played, idle = 0, 0.0, False

    def write(self, data: bytes) -> None: ...

    def set_volume(self, volume: float) -> None: ...

    def drop(self) -> None: ...


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    times = np.arange(round(SECONDS * RATE)) / RATE
    wave = 0.5 * np.sin(2 * np.pi * 440 * times)
    soundfile.write(tmp_path / "mono.wav", wave, RATE)
    soundfile.write(tmp_path / "stereo.wav", np.stack([wave, wave], axis=1), RATE)
    names = ["mono", "stereo", "gone"]
    with (tmp_path / "examples.csv").open("w", newline="", encoding="utf-8") as file:
        rows = [[name, "dev", f"{name}.wav", "yes" if place else "no"] for place, name in enumerate(names)]
        csv.writer(file).writerows([["example_id", "split", "file", "label"], *rows])
    with labeler.new(tmp_path / "sounds", examples=tmp_path / "examples.csv") as session:
        path = session.path
    with labeler.open(path) as session:
        yield Project(session, reviewer="ann")


def staged(qtbot: QtBot, project: Project, output: Mute, **preferred: object) -> SoundStage:
    stage = SoundStage(InlineJobs(), output=output)
    qtbot.addWidget(stage)
    stage.resize(900, 600)
    stage.set_listening(replace(Listening(autoplay=False), **preferred))  # type: ignore[arg-type]
    stage.set_project(project)
    stage.requested.connect(lambda action_id: stage.handlers()[action_id]())
    with qtbot.waitExposed(stage):
        stage.show()
    return stage


def show(qtbot: QtBot, stage: SoundStage, name: str) -> None:
    ordinal = ("mono", "stereo", "gone").index(name)
    with qtbot.waitSignal(stage.painted):
        stage.show_example(ordinal, [ordinal])


def named(stage: SoundStage, name: str) -> QWidget:
    return next(child for child in stage.findChildren(QWidget) if child.accessibleName() == name)


def caption(stage: SoundStage) -> str:
    return next(
        child.accessibleName()
        for child in stage.findChildren(QWidget)
        if " · " in child.accessibleName() or child.accessibleName() == "gone"
    )


def playing(stage: SoundStage) -> bool:
    return any(child.accessibleName() == "Pause" for child in stage.findChildren(QWidget))


def test_the_caption_says_what_it_is(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "stereo")
    assert caption(stage) == "stereo · 0:02.00 · 8 kHz stereo 16 bit"


def test_with_autoplay_it_plays_once_it_is_painted(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute(), autoplay=True)
    show(qtbot, stage, "mono")
    qtbot.waitUntil(lambda: playing(stage))
    stage.leave()
    assert not playing(stage)


def test_moving_on_is_silence(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    stage.handlers()["play"]()
    assert playing(stage)
    stage.show_example(1, [1])
    assert not playing(stage)


def test_without_a_device_everything_but_playing_works_and_it_says_so(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute(None))
    show(qtbot, stage, "mono")
    qtbot.waitUntil(lambda: "No audio device" in caption(stage))
    assert not {"play", "replay"} & stage.handlers().keys()
    stage.handlers()["seek-ahead"]()
    qtbot.waitUntil(lambda: any("0:01.00" in child.accessibleName() for child in stage.findChildren(QWidget)))


def test_a_missing_recording_says_so_and_offers_to_locate_the_media(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "gone")
    assert "gone.wav is not in" in named(stage, "Waveform").accessibleDescription()
    assert named(stage, "locate the media folder").isVisible()
    assert stage.handlers() == {}
    show(qtbot, stage, "mono")
    assert not named(stage, "locate the media folder").isVisible()
    assert named(stage, "Spectrogram").isVisible()


def test_a_click_seeks_and_a_drag_loops_until_escape(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)
    wave = named(stage, "Waveform")
    middle = wave.height() // 2
    qtbot.mouseClick(wave, Qt.MouseButton.LeftButton, pos=QPoint(wave.width() // 2, middle))
    assert 0.7 < stage._player.seconds < 1.3
    qtbot.mousePress(wave, Qt.MouseButton.LeftButton, pos=QPoint(200, middle))
    qtbot.mouseMove(wave, QPoint(400, middle))
    qtbot.mouseRelease(wave, Qt.MouseButton.LeftButton, pos=QPoint(400, middle))
    assert named(stage, "Loop, on").isVisible()
    assert playing(stage)
    qtbot.keyClick(stage, Qt.Key.Key_Escape)
    assert named(stage, "Loop").isVisible()


def test_keys_change_speed_and_volume_and_it_is_remembered(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    kept: list[Listening] = []
    stage.listening_changed.connect(kept.append)
    for action_id in ("slower", "quieter", "spectrogram", "autoplay"):
        stage.handlers()[action_id]()
    assert (kept[-1].speed, kept[-1].volume) == (0.75, 0.9)
    assert not kept[-1].spectrogram
    assert kept[-1].autoplay
    assert not named(stage, "Spectrogram").isVisible()
    assert named(stage, "Speed: 0.75×").isVisible()


def test_channels_are_chosen_one_after_another(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    assert "channel" not in stage.handlers()
    show(qtbot, stage, "stereo")
    for name in ("left", "right", "both"):
        stage.handlers()["channel"]()
        assert named(stage, f"Channel: {name}").isVisible()


@pytest.mark.parametrize("width", [420, 900])
def test_every_control_is_in_sight_in_a_narrow_window_too(qtbot: QtBot, project: Project, width: int) -> None:
    stage = staged(qtbot, project, Mute())
    stage.resize(width, 500)
    show(qtbot, stage, "stereo")
    for name in ("Play", "Again", "Loop", "Speed: 1×", "Volume", "Channel: both", "View"):
        control = named(stage, name)
        corner = control.mapTo(stage, control.rect().bottomRight())
        qtbot.waitUntil(lambda corner=corner: stage.rect().contains(corner))
