"""The stage of recordings with a real project of short sounds, and no loudspeaker unless a test brings one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QElapsedTimer, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui.jobs import InlineJobs
from labeler.gui.pages.review.sound_stage import SoundStage
from labeler.gui.preferences import Listening
from labeler.gui.project import Project
from labeler.gui.sound.output import OutputError, Stream

RATE = 8000
SECONDS = 2.0
NAMES = ("mono", "stereo", "gone", "other")


class Mute(QObject):
    """A loudspeaker nobody hears, that never comes to an end."""

    changed = Signal()

    def __init__(self, device: str | None = "Mute") -> None:
        super().__init__()
        self.device = device
        self.refusal = ""

    def open(self, _rate: int, _channels: int, _volume: float) -> Stream:
        if self.refusal:
            raise OutputError(self.refusal)
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
    soundfile.write(tmp_path / "other.wav", np.stack([wave, -wave], axis=1), RATE)
    names = list(NAMES)
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
    ordinal = NAMES.index(name)
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


def drag(qtbot: QtBot, wave: QWidget, first: int, last: int) -> None:
    middle = wave.height() // 2
    qtbot.mousePress(wave, Qt.MouseButton.LeftButton, pos=QPoint(first, middle))
    qtbot.mouseMove(wave, QPoint(last, middle))
    qtbot.mouseRelease(wave, Qt.MouseButton.LeftButton, pos=QPoint(last, middle))


def test_another_selection_is_heard_from_its_own_start(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    wave = named(stage, "Waveform")
    drag(qtbot, wave, 200, 300)
    first = stage._player.seconds
    drag(qtbot, wave, 600, 700)
    assert playing(stage)
    assert stage._player.seconds == pytest.approx(stage._canvas.line.selection[0])  # type: ignore[index]
    drag(qtbot, wave, 200, 300)
    assert stage._player.seconds == pytest.approx(first, abs=1e-3)


@pytest.mark.parametrize("x", [100, 700])
def test_a_click_outside_the_selection_ends_it_and_plays_from_there(qtbot: QtBot, project: Project, x: int) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    wave = named(stage, "Waveform")
    drag(qtbot, wave, 300, 500)
    qtbot.mouseClick(wave, Qt.MouseButton.LeftButton, pos=QPoint(x, wave.height() // 2))
    line = stage._canvas.line
    assert line.selection is None
    assert named(stage, "Loop").isVisible()
    assert playing(stage)
    assert stage._player.seconds == pytest.approx(stage._canvas._wave.seconds_at(x))


def test_a_click_within_the_selection_seeks_and_keeps_it(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    wave = named(stage, "Waveform")
    drag(qtbot, wave, 300, 500)
    qtbot.mouseClick(wave, Qt.MouseButton.LeftButton, pos=QPoint(400, wave.height() // 2))
    assert stage._canvas.line.selection is not None
    assert named(stage, "Loop, on").isVisible()


def test_the_ends_of_the_loop_are_set_where_the_cursor_is(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    line, handlers = stage._canvas.line, stage.handlers()
    stage._player.seek(0.5)
    handlers["loop-start"]()
    assert line.selection == (0.5, SECONDS)
    assert not playing(stage)
    stage._player.seek(0.75)
    handlers["loop-end"]()
    assert line.selection == (0.5, 0.75)
    assert playing(stage)
    assert stage._player.seconds == 0.5
    assert named(stage, "Loop, on").isVisible()


def test_while_text_is_typed_escape_stays_with_it_though_a_loop_is_set(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    line_edit = QLineEdit(stage)
    line_edit.show()
    show(qtbot, stage, "mono")
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)
    line_edit.setFocus()
    stage._player.seek(0.5)
    stage.handlers()["loop-end"]()
    qtbot.keyClick(line_edit, Qt.Key.Key_Escape)
    assert stage._canvas.line.selection == (0.0, 0.5)
    named(stage, "Waveform").setFocus()
    qtbot.keyClick(named(stage, "Waveform"), Qt.Key.Key_Escape)
    assert stage._canvas.line.selection is None


def test_shift_and_arrows_select_and_what_plays_goes_on(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    wave = named(stage, "Waveform")
    stage._player.seek(1.0)
    for _ in range(3):
        qtbot.keyClick(wave, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert stage._canvas.line.selection == pytest.approx((1.0, 1.0 + 0.03 * SECONDS))
    assert named(stage, "Loop, on").isVisible()
    assert not playing(stage)
    stage.handlers()["play"]()
    qtbot.keyClick(wave, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert playing(stage)


def test_a_second_ahead_stays_within_the_selection(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    stage._canvas.line.select((0.5, 1.0))
    stage.handlers()["seek-back"]()
    assert stage._player.seconds == 0.5


def test_the_example_that_is_shown_stays_as_it_is(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute(), autoplay=True)
    show(qtbot, stage, "mono")
    qtbot.waitUntil(lambda: playing(stage))
    stage.handlers()["play"]()
    line = stage._canvas.line
    line.select((0.5, 1.0))
    line.zoom(4.0, 0.5)
    stage._player.seek(0.75)
    before = line.selection, line.span
    show(qtbot, stage, "mono")
    assert (line.selection, line.span, stage._player.seconds) == (*before, 0.75)
    assert playing(stage)


def test_what_lies_before_it_holds_it_and_then_it_goes_on(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    stage._canvas.line.select((0.5, 1.0))
    stage._player.seek(0.75)
    stage.hold()
    assert not playing(stage)
    stage.hide()
    stage.show()
    stage.go_on()
    assert playing(stage)
    assert stage._player.seconds == 0.75
    assert stage._canvas.line.selection == (0.5, 1.0)


def test_what_did_not_play_or_was_left_does_not_go_on(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    stage.hold()
    stage.go_on()
    assert not playing(stage)
    stage.handlers()["play"]()
    stage.hold()
    stage.leave()
    stage.go_on()
    assert not playing(stage)


def test_an_example_that_comes_while_it_is_held_waits(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute(), autoplay=True)
    show(qtbot, stage, "mono")
    qtbot.waitUntil(lambda: playing(stage))
    stage.hold()
    show(qtbot, stage, "stereo")
    assert not playing(stage)
    stage.go_on()
    qtbot.waitUntil(lambda: playing(stage))


def test_playing_is_attention_once_a_second(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    clock = QElapsedTimer()
    clock.start()
    with qtbot.waitSignals([stage.active, stage.active], order="strict"):
        stage.handlers()["play"]()
    assert 950 < clock.elapsed() < 3000
    stage.handlers()["play"]()
    with qtbot.assertNotEmitted(stage.active):
        stage.handlers()["seek-ahead"]()


def test_volume_0_is_told(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute(), volume=0.1)
    show(qtbot, stage, "mono")
    stage.handlers()["quieter"]()
    assert caption(stage).endswith(" · Volume is 0")
    stage.handlers()["louder"]()
    assert "Volume" not in caption(stage)


def test_what_went_wrong_is_told_until_it_plays(qtbot: QtBot, project: Project) -> None:
    output = Mute()
    stage = staged(qtbot, project, output)
    show(qtbot, stage, "mono")
    output.refusal = "Mute can't be opened"
    stage.handlers()["play"]()
    qtbot.waitUntil(lambda: "Mute can't be opened" in caption(stage))
    assert not playing(stage)
    output.refusal = ""
    stage.handlers()["replay"]()
    assert "Mute" not in caption(stage)


def test_a_recording_that_was_cut_short_is_shown_and_played_as_far_as_it_goes(
    qtbot: QtBot, project: Project, tmp_path: Path
) -> None:
    file = tmp_path / "mono.wav"
    file.write_bytes(file.read_bytes()[: 44 + RATE])
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "mono")
    assert caption(stage).endswith("cut short: 0.5 of 2 s can be read")
    assert named(stage, "Spectrogram").isVisible()
    stage.handlers()["play"]()
    assert playing(stage)


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


def test_a_channel_stays_chosen_while_there_are_as_many(qtbot: QtBot, project: Project) -> None:
    stage = staged(qtbot, project, Mute())
    show(qtbot, stage, "stereo")
    stage.handlers()["channel"]()
    show(qtbot, stage, "other")
    assert named(stage, "Channel: left").isVisible()
    assert stage._canvas._wave._lanes == ("left",)
    show(qtbot, stage, "mono")
    show(qtbot, stage, "stereo")
    assert named(stage, "Channel: both").isVisible()


@pytest.mark.parametrize("width", [420, 900])
def test_every_control_is_in_sight_in_a_narrow_window_too(qtbot: QtBot, project: Project, width: int) -> None:
    stage = staged(qtbot, project, Mute())
    stage.resize(width, 500)
    show(qtbot, stage, "stereo")
    for name in ("Play", "Again", "Loop", "Speed: 1×", "Volume", "Channel: both", "View"):
        control = named(stage, name)
        corner = control.mapTo(stage, control.rect().bottomRight())
        qtbot.waitUntil(lambda corner=corner: stage.rect().contains(corner))
