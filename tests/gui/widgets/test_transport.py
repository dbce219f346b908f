from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.preferences import Listening
from labeler.gui.widgets.choice_button import ChoiceButton
from labeler.gui.widgets.transport import Transport
from labeler.media.sounds import SoundInfo

STEREO = SoundInfo(16_000, 8000, 2, "PCM_16")

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def transport(shown: Shown) -> Transport:
    made = Transport()
    shown(made)
    made.resize(1000, made.height())
    made.set_listening(Listening(volume=0.5, speed=0.75))
    made.set_recording(STEREO)
    return made


def named(transport: Transport, name: str) -> Any:
    return next(child for child in transport.findChildren(QWidget) if child.accessibleName() == name)


def choose(transport: Transport, name: str, text: str) -> None:
    button = named(transport, name)
    assert isinstance(button, ChoiceButton)
    button.click()
    next(action for action in button.menu().actions() if action.text() == text).trigger()
    button.menu().close()


@pytest.mark.parametrize(("name", "action_id"), [("Play", "play"), ("Again", "replay"), ("Loop", "loop")])
def test_a_button_asks_for_its_action(qtbot: QtBot, transport: Transport, name: str, action_id: str) -> None:
    with qtbot.waitSignal(transport.requested) as told:
        named(transport, name).click()
    assert told.args == [action_id]


def test_it_says_what_holds(transport: Transport) -> None:
    transport.set_state(playing=True, looping=True, audible=True)
    transport.set_time(1.24, 2.0)
    for name in ("Pause", "Loop, on", "Speed: 0.75×", "Channel: both", "0:01.24 / 0:02.00"):
        assert named(transport, name).isVisible()
    assert named(transport, "Volume").accessibleDescription() == "50 %"


def test_what_cannot_be_heard_cannot_be_played(transport: Transport) -> None:
    transport.set_state(playing=False, looping=False, audible=False)
    assert not named(transport, "Play").isEnabled()
    assert not named(transport, "Again").isEnabled()
    assert named(transport, "Loop").isEnabled()


def test_another_speed_is_told_with_all_else_as_it_is(qtbot: QtBot, transport: Transport) -> None:
    with qtbot.waitSignal(transport.chosen) as told:
        choose(transport, "Speed: 0.75×", "1.5×")
    assert told.args == [Listening(volume=0.5, speed=1.5)]
    assert named(transport, "Speed: 1.5×").isVisible()


def test_another_volume_is_told(qtbot: QtBot, transport: Transport) -> None:
    with qtbot.waitSignal(transport.chosen) as told:
        QTest.keyClick(named(transport, "Volume"), Qt.Key.Key_Up)
    assert told.args == [Listening(volume=0.6, speed=0.75)]


def test_a_channel_is_chosen_where_there_is_more_than_one(qtbot: QtBot, transport: Transport) -> None:
    with qtbot.waitSignal(transport.channel_chosen) as told:
        choose(transport, "Channel: both", "right")
    assert told.args == [1]
    transport.set_recording(SoundInfo(16_000, 8000, 1, "PCM_16"))
    assert not any(name.startswith("Channel") and child.isVisible() for name, child in children(transport))


def children(transport: Transport) -> list[tuple[str, QWidget]]:
    return [(child.accessibleName(), child) for child in transport.findChildren(QWidget)]


def test_where_it_is_narrow_words_go_and_names_stay(transport: Transport) -> None:
    wide = named(transport, "Loop").sizeHint().width()
    transport.resize(300, transport.heightForWidth(300))
    assert named(transport, "Loop").sizeHint().width() < wide
    assert named(transport, "Loop").isVisible()
