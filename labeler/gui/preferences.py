"""What the window remembers of this user between starts: theme, text size, name, keys, recent projects."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from labeler.session.installation import default_reviewer, home

ThemeName = Literal["light", "dark"]
RECENT = 8
SPEEDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)

T = TypeVar("T")


@dataclass(frozen=True)
class Listening:
    """How sound is played and shown; ``high_hz`` 0 shows every frequency there is."""

    volume: float = 1.0
    speed: float = 1.0
    autoplay: bool = True
    spectrogram: bool = True
    colour_map: str = "sea"
    range_db: float = 80.0
    high_hz: float = 0.0


@dataclass(frozen=True)
class Preferences:
    """``theme`` "" follows the desktop; ``keys`` are the person's own by action id, over those of ``key_preset``."""

    theme: Literal[""] | ThemeName = ""
    scale: float = 1.0
    reviewer: str = field(default_factory=default_reviewer)
    recent: tuple[str, ...] = ()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key_preset: str = "standard"
    panel_left: bool = False
    record_time: bool = True
    listening: Listening = Listening()

    def opened(self, project: Path) -> Preferences:
        """With a project at the head of the recent ones."""
        path = str(project.resolve())
        return replace(self, recent=(path, *(other for other in self.recent if other != path))[:RECENT])

    def without(self, project: str) -> Preferences:
        return replace(self, recent=tuple(other for other in self.recent if other != project))


def load() -> Preferences:
    """What was saved; the default for each item that isn't there or makes no sense."""
    try:
        saved = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    return _items(saved, Preferences(), _READ) if isinstance(saved, dict) else Preferences()


def save(preferences: Preferences) -> None:
    """Written aside and renamed; a home folder that can't be written loses preferences, nothing else."""
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".part")
        aside.write_text(json.dumps(asdict(preferences), indent=2), encoding="utf-8")
        aside.replace(path)
    except OSError:
        return


def _path() -> Path:
    return home() / "window.json"


def _items(saved: Mapping[str, Any], start: T, readers: Mapping[str, Callable[[Any], Any]]) -> T:
    """``start`` with every item that its reader takes; TypeError or ValueError for what makes no sense."""
    read = {}
    for name, reader in readers.items():
        try:
            read[name] = reader(saved[name])
        except (KeyError, TypeError, ValueError):
            continue
    return replace(start, **read)  # type: ignore[type-var]


def _number(low: float, high: float) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(value)
        within = min(max(value, low), high)
        if math.isnan(within):
            raise ValueError(value)
        return float(within)

    return read


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(value)
    return value


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(_word(each) for each in value)


def _theme(value: Any) -> str:
    if value not in ("light", "dark", ""):
        raise ValueError(value)
    return str(value)


def _recent(value: Any) -> tuple[str, ...]:
    return _words(value)[:RECENT]


def _keys(value: Any) -> dict[str, tuple[str, ...]]:
    """Only their shape; what the keys are is the keymap's to judge."""
    if not isinstance(value, dict):
        raise TypeError(value)
    return {name: tuple(keys) for name, keys in value.items() if _are_words(keys)}


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _listening(value: Any) -> Listening:
    if not isinstance(value, dict):
        raise TypeError(value)
    return _items(value, Listening(), _READ_LISTENING)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "theme": _theme,
    "scale": _number(1.0, 2.0),
    "reviewer": _word,
    "recent": _recent,
    "keys": _keys,
    "key_preset": _word,
    "panel_left": _bool,
    "record_time": _bool,
    "listening": _listening,
}
_READ_LISTENING: Mapping[str, Callable[[Any], Any]] = {
    "volume": _number(0.0, 1.0),
    "speed": _number(SPEEDS[0], SPEEDS[-1]),
    "autoplay": _bool,
    "spectrogram": _bool,
    "colour_map": _word,
    "range_db": _number(10.0, 140.0),
    "high_hz": _number(0.0, 200_000.0),
}
