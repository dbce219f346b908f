from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from labeler.gui import preferences
from labeler.gui.preferences import Listening, Preferences

FULL = Preferences(
    theme="dark",
    scale=1.5,
    reviewer="ann",
    recent=("/p.labeler",),
    keys={"wrong": ("K", "Ctrl+K"), "demo": ()},
    key_preset="left-hand",
    panel_left=True,
    record_time=False,
    listening=Listening(volume=0.5, speed=0.75, autoplay=False, colour_map="ember", range_db=60.0, high_hz=4000.0),
)

Write = Callable[[Any], None]


@pytest.fixture
def write(installation: Path) -> Write:
    def write(saved: Any) -> None:
        installation.mkdir(parents=True, exist_ok=True)
        (installation / "window.json").write_text(saved if isinstance(saved, str) else json.dumps(saved))

    return write


@pytest.fixture
def saved(installation: Path) -> dict[str, Any]:
    preferences.save(FULL)
    read: dict[str, Any] = json.loads((installation / "window.json").read_text())
    return read


@pytest.mark.usefixtures("installation")
def test_what_was_saved_is_there_again() -> None:
    preferences.save(FULL)
    assert preferences.load() == FULL


@pytest.mark.usefixtures("installation")
def test_without_a_file_there_are_the_defaults() -> None:
    assert preferences.load() == Preferences()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "7", '"x"', "[" * 100_000])
def test_a_file_that_is_none_gives_the_defaults(write: Write, content: str) -> None:
    write(content)
    assert preferences.load() == Preferences()


@pytest.mark.parametrize(
    "item", ["theme", "scale", "reviewer", "recent", "keys", "key_preset", "panel_left", "record_time", "listening"]
)
@pytest.mark.parametrize("nonsense", [None, 7.5, "pink", [1, None], {"a": 1}, ""])
def test_an_item_that_makes_no_sense_costs_no_other(
    write: Write, saved: dict[str, Any], item: str, nonsense: object
) -> None:
    write({**saved, item: nonsense})
    read = preferences.load()
    others = {name for name in saved if name != item}
    assert {name: getattr(read, name) for name in others} == {name: getattr(FULL, name) for name in others}


def test_an_item_of_listening_that_makes_no_sense_costs_no_other(write: Write, saved: dict[str, Any]) -> None:
    write({**saved, "listening": {**saved["listening"], "volume": "loud", "speed": 10**400, "range_db": float("nan")}})
    read = preferences.load().listening
    assert (read.volume, read.speed, read.range_db) == (1.0, 2.0, 80.0)
    assert (read.autoplay, read.colour_map, read.high_hz) == (False, "ember", 4000.0)


def test_keys_of_one_action_that_make_no_sense_cost_no_other(write: Write, saved: dict[str, Any]) -> None:
    write({**saved, "keys": {"wrong": "K", "right": [1], "jump": ["K"], "demo": []}})
    assert preferences.load().keys == {"jump": ("K",), "demo": ()}


def test_a_file_of_before_there_were_keys_is_read(write: Write) -> None:
    write({"theme": "dark", "scale": 1.2, "reviewer": "ann", "recent": []})
    assert preferences.load() == Preferences(theme="dark", scale=1.2, reviewer="ann")


def test_a_home_that_cannot_be_written_costs_the_preferences_alone(installation: Path) -> None:
    installation.rmdir()
    installation.write_text("a file where the folder should be")
    preferences.save(FULL)
    assert preferences.load() == Preferences()
