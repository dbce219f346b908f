"""The player with a tape for a loudspeaker: it takes what it is given, and time passes when a test says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from labeler.gui.playback import Player
from labeler.gui.sound.output import OutputError

RATE = 8000
SECONDS = 4.0


class Reel:
    """What was written since it was opened; ``played`` follows at once."""

    def __init__(self, volume: float) -> None:
        self.data = bytearray()
        self.volume = volume
        self.dropped = False
        self.room = 640
        self.idle = True

    @property
    def played(self) -> float:
        return len(self.data) / 2 / RATE

    def write(self, data: bytes) -> None:
        assert len(data) <= self.room
        assert not self.dropped
        self.data += data

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def drop(self) -> None:
        self.dropped = True


class Tape(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.device: str | None = "Tape"
        self.reels: list[Reel] = []
        self.refusal = ""

    def open(self, rate: int, channels: int, volume: float) -> Reel:
        assert (rate, channels) == (RATE, 1)
        if self.refusal:
            raise OutputError(self.refusal)
        self.reels.append(Reel(volume))
        return self.reels[-1]


@pytest.fixture
def tape() -> Tape:
    return Tape()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    ramp = np.arange(round(SECONDS * RATE), dtype=np.int16)
    soundfile.write(tmp_path / "ramp.wav", ramp, RATE)
    return tmp_path / "ramp.wav"


@pytest.fixture
def player(qtbot: QtBot, tape: Tape, path: Path) -> Iterator[Player]:
    player = Player(output=tape)
    player.load(path)
    yield player
    player.load(None)


def first_frame(reel: Reel) -> int:
    return int(np.frombuffer(bytes(reel.data[:2]), np.int16)[0])


def heard(qtbot: QtBot, player: Player, seconds: float) -> None:
    """Plays until so much of the recording was heard."""
    if player.seconds < seconds:
        with qtbot.waitSignal(player.moved, check_params_cb=lambda at: at >= seconds):
            pass


def test_playing_tells_where_it_is_and_when_it_ended(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.seek(SECONDS - 0.1)
    with qtbot.waitSignal(player.ended):
        player.play()
    assert player.seconds == pytest.approx(SECONDS)
    assert not player.playing
    played = np.frombuffer(bytes(tape.reels[0].data), np.int16)
    assert played[: RATE // 10].tolist() == list(range(round((SECONDS - 0.1) * RATE), round(SECONDS * RATE)))
    assert not played[RATE // 10 :].any()


def test_at_the_end_playing_begins_anew(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.seek(SECONDS)
    player.play()
    heard(qtbot, player, 0.05)
    assert first_frame(tape.reels[0]) == 0


def test_pause_keeps_the_place_and_is_silent_at_once(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.play()
    heard(qtbot, player, 0.1)
    player.toggle()
    place = player.seconds
    assert tape.reels[0].dropped
    player.toggle()
    heard(qtbot, player, place + 0.05)
    assert first_frame(tape.reels[1]) == pytest.approx(place * RATE, abs=1)


def test_seeking_while_it_plays_drops_what_was_under_way(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.play()
    heard(qtbot, player, 0.1)
    player.seek(2.0)
    assert player.seconds == 2.0
    assert tape.reels[0].dropped
    heard(qtbot, player, 2.05)
    assert first_frame(tape.reels[1]) == 2 * RATE


def test_seeking_stays_within_the_recording(player: Player) -> None:
    for asked, stood in ((-1.0, 0.0), (99.0, SECONDS)):
        player.seek(asked)
        assert player.seconds == stood


@pytest.mark.parametrize("speed", [0.5, 2.0])
def test_the_cursor_follows_the_speed(qtbot: QtBot, player: Player, tape: Tape, speed: float) -> None:
    player.set_speed(speed)
    player.play()
    heard(qtbot, player, 0.5)
    assert player.seconds == pytest.approx(tape.reels[0].played * speed)


def test_a_change_of_speed_goes_on_from_where_it_was(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.play()
    heard(qtbot, player, 0.5)
    before = player.seconds
    player.set_speed(0.5)
    assert player.seconds == pytest.approx(before)
    assert tape.reels[0].dropped


def test_a_loop_is_gone_round(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.set_stretch((1.0, 1.2), looping=True)
    player.replay()
    with qtbot.waitSignal(player.moved, check_params_cb=lambda _: bool(tape.reels) and tape.reels[0].played > 0.5):
        pass
    assert 1.0 <= player.seconds < 1.2
    assert first_frame(tape.reels[0]) == RATE


def test_a_range_is_played_once(qtbot: QtBot, player: Player) -> None:
    player.set_stretch((1.0, 1.2))
    with qtbot.waitSignal(player.ended):
        player.replay()
    assert player.seconds == pytest.approx(1.2)


def test_another_loop_is_begun_once_where_it_is_told(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.set_stretch((1.0, 1.2), looping=True, at=1.0)
    player.play()
    heard(qtbot, player, 1.05)
    player.set_stretch((3.0, 3.5), looping=True, at=3.0)
    assert player.playing
    assert player.seconds == 3.0
    with qtbot.waitSignal(player.moved, check_params_cb=lambda _: len(tape.reels) == 2 and bool(tape.reels[1].data)):
        pass
    assert [first_frame(reel) for reel in tape.reels] == [RATE, 3 * RATE]


def test_a_stretch_that_is_left_is_played_on_from_where_it_is(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.set_stretch((1.0, 1.2), looping=True, at=1.0)
    player.play()
    heard(qtbot, player, 1.1)
    place = player.seconds
    player.set_stretch(None)
    heard(qtbot, player, 1.3)
    assert first_frame(tape.reels[1]) == pytest.approx(place * RATE, abs=1)


def test_less_than_a_fiftieth_of_a_second_is_no_loop(qtbot: QtBot, player: Player) -> None:
    player.set_stretch((1.0, 1.01), looping=True)
    with qtbot.waitSignal(player.ended):
        player.replay()


def test_many_seeks_at_once_are_one_and_no_threads_pile_up(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.play()
    heard(qtbot, player, 0.1)
    for place in range(20):
        player.seek(1 + place / 10)
        assert len(feeding()) <= 2
    assert player.playing
    assert player.seconds == pytest.approx(2.9)
    heard(qtbot, player, 2.95)
    assert [first_frame(reel) for reel in tape.reels[1:]] == [round(2.9 * RATE)]
    assert len(feeding()) <= 2


def feeding() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "sound feed"]


def test_a_seek_before_the_last_was_begun_takes_its_place(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.play()
    heard(qtbot, player, 0.1)
    player.seek(1.0)
    player.pause()
    assert (player.playing, player.seconds) == (False, 1.0)
    player.toggle()
    heard(qtbot, player, 1.05)
    assert first_frame(tape.reels[-1]) == RATE


def test_a_speed_beyond_the_fastest_is_the_fastest_and_once(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.set_speed(2.0)
    player.play()
    heard(qtbot, player, 0.1)
    player.set_speed(5.0)
    heard(qtbot, player, player.seconds + 0.1)
    assert len(tape.reels) == 1


def test_a_recording_cut_short_is_played_as_far_as_it_goes(qtbot: QtBot, player: Player, path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 44 + RATE])
    player.load(path)
    with qtbot.assertNotEmitted(player.failed), qtbot.waitSignal(player.ended):
        player.play()
    assert player.seconds == pytest.approx(0.5)


def test_the_volume_changes_what_is_under_way(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.set_volume(0.5)
    player.play()
    heard(qtbot, player, 0.05)
    assert tape.reels[0].volume == 0.5
    player.set_volume(0.2)
    assert tape.reels[0].volume == 0.2
    assert len(tape.reels) == 1


def test_another_recording_is_silence_and_its_own_start(qtbot: QtBot, player: Player, tape: Tape, path: Path) -> None:
    player.set_stretch((1.0, 2.0), looping=True)
    player.play()
    heard(qtbot, player, 0.1)
    player.load(path)
    assert tape.reels[0].dropped
    assert (player.seconds, player.playing) == (0.0, False)


def test_without_a_device_nothing_plays_and_seeking_works(player: Player, tape: Tape) -> None:
    tape.device = None
    player.play()
    player.seek(1.0)
    assert not player.available
    assert not player.playing
    assert player.seconds == 1.0


def test_a_device_that_goes_pauses_and_one_that_comes_is_taken(qtbot: QtBot, player: Player, tape: Tape) -> None:
    player.play()
    heard(qtbot, player, 0.1)
    tape.device = None
    tape.changed.emit()
    assert not player.playing
    assert player.device is None
    tape.device = "Headphones"
    with qtbot.waitSignal(player.state_changed):
        tape.changed.emit()
    assert player.device == "Headphones"
    player.play()
    assert player.playing


def test_what_the_device_refuses_is_told(qtbot: QtBot, player: Player, tape: Tape) -> None:
    tape.refusal = "Tape can't play that"
    with qtbot.waitSignal(player.failed) as told:
        player.play()
    assert told.args == ["Tape can't play that"]
    assert not player.playing


def test_a_file_that_is_gone_is_told(qtbot: QtBot, player: Player, path: Path) -> None:
    path.unlink()
    with qtbot.waitSignal(player.failed) as told:
        player.play()
    assert "ramp.wav" in told.args[0]
    assert not player.playing
