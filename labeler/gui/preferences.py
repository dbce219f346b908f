"""What the window remembers of this user between starts: theme, text size, name, recent projects."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal

from labeler.session.installation import default_reviewer, home

ThemeName = Literal["light", "dark"]
RECENT = 8


@dataclass(frozen=True)
class Preferences:
    """``theme`` "" follows the desktop."""

    theme: Literal[""] | ThemeName = ""
    scale: float = 1.0
    reviewer: str = field(default_factory=default_reviewer)
    recent: tuple[str, ...] = ()

    def opened(self, project: Path) -> Preferences:
        """With a project at the head of the recent ones."""
        path = str(project.resolve())
        return replace(self, recent=(path, *(other for other in self.recent if other != path))[:RECENT])

    def without(self, project: str) -> Preferences:
        return replace(self, recent=tuple(other for other in self.recent if other != project))


def load() -> Preferences:
    """What was saved; the defaults where there is nothing, or nothing that can be read."""
    try:
        saved = json.loads(_path().read_text(encoding="utf-8"))
        theme, scale = saved["theme"], float(saved["scale"])
        return Preferences(
            theme=theme if theme in ("light", "dark") else "",
            scale=min(max(scale, 1.0), 2.0),
            reviewer=str(saved["reviewer"]) or default_reviewer(),
            recent=tuple(str(path) for path in saved["recent"])[:RECENT],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Preferences()


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
