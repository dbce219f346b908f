from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.preferences import Listening
from labeler.gui.widgets.listening_menu import ListeningMenu

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def menu(shown: Shown) -> Iterator[ListeningMenu]:
    button = QWidget()
    shown(button)
    made = ListeningMenu(button)
    made.set_rate(22_050)
    made.set_listening(Listening(autoplay=False, range_db=60.0, colour_map="ember"))
    made.open_at(button)
    yield made
    made.close()


def entries(menu: QMenu) -> dict[str, QAction]:
    return {action.text(): action for action in menu.actions() if action.text()}


def below(menu: QMenu, title: str) -> dict[str, QAction]:
    inner = entries(menu)[title].menu()
    assert isinstance(inner, QMenu)
    return entries(inner)


def test_it_shows_what_holds(menu: ListeningMenu) -> None:
    assert [text for text, action in entries(menu).items() if action.isChecked()] == ["Spectrogram"]
    assert below(menu, "Loudness range")["60 dB"].isChecked()
    assert below(menu, "Colours")["Ember: dark to warm"].isChecked()
    assert below(menu, "Frequencies up to")["all there are"].isChecked()


def test_no_frequency_is_offered_that_the_recording_lacks(menu: ListeningMenu) -> None:
    assert list(below(menu, "Frequencies up to")) == ["all there are", "4 kHz", "8 kHz"]


@pytest.mark.parametrize(
    ("text", "action_id"), [("Spectrogram", "spectrogram"), ("Play each example when it comes", "autoplay")]
)
def test_a_switch_asks_for_its_action(qtbot: QtBot, menu: ListeningMenu, text: str, action_id: str) -> None:
    with qtbot.waitSignal(menu.requested) as told:
        entries(menu)[text].trigger()
    assert told.args == [action_id]


@pytest.mark.parametrize(
    ("title", "text", "chosen"),
    [
        ("Loudness range", "100 dB", ["range_db", 100.0]),
        ("Frequencies up to", "4 kHz", ["high_hz", 4000.0]),
        ("Colours", "Ink: white to black", ["colour_map", "ink"]),
    ],
)
def test_a_choice_is_told_with_its_field(
    qtbot: QtBot, menu: ListeningMenu, title: str, text: str, chosen: list[object]
) -> None:
    with qtbot.waitSignal(menu.chosen) as told:
        below(menu, title)[text].trigger()
    assert told.args == chosen
