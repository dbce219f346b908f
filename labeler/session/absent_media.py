"""Media files that are not there: counted when a project is made or its media folder changes, told whenever asked."""

from __future__ import annotations

import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from labeler.core.phrases import counted
from labeler.store.settings import Settings

_SETTING = "missing_media"
_SENTENCE = re.compile(r"([\d,]+) media files are not below (.+); name their folder with .+", re.DOTALL)
"""How projects had it among their warnings before it was kept as values."""


@dataclass(frozen=True)
class MissingMedia:
    """How many files were not there when last looked for, and in which folder, an absolute path."""

    count: int
    root: str

    @classmethod
    def below(cls, root: Path, count: int) -> MissingMedia:
        return cls(count, os.path.abspath(root))  # noqa: PTH100 - links stay as they were named

    def warnings(self, command: str) -> list[str]:
        """A sentence without a stop, with the command or option that mends it; none where nothing is missing."""
        if not self.count:
            return []
        are, their = ("is", "its") if self.count == 1 else ("are", "their")
        return [f"{counted(self.count, 'media file')} {are} not below {self.root}; name {their} folder with {command}"]


def put(settings: Settings, missing: MissingMedia) -> None:
    """Remember it in place of what was missing before, in the transaction of the caller."""
    settings.put(_SETTING, asdict(missing))
    settings.put("warnings", _others(settings))


def missing(settings: Settings) -> MissingMedia | None:
    """What was not there when last looked for; None where nothing was."""
    stored = settings.get(_SETTING)
    found = [MissingMedia(**stored)] if stored else _formerly(settings)
    return next((each for each in found if each.count), None)


def warnings(settings: Settings) -> list[str]:
    """All that a person should know of a project, what is missing now last."""
    stored = settings.get(_SETTING)
    missing = [MissingMedia(**stored)] if stored else _formerly(settings)
    return [*_others(settings), *(told for each in missing for told in each.warnings("'labeler relocate'"))]


def _others(settings: Settings) -> list[str]:
    return [told for told in settings.get("warnings", []) if not _SENTENCE.fullmatch(told)]


def _formerly(settings: Settings) -> list[MissingMedia]:
    found = map(_SENTENCE.fullmatch, settings.get("warnings", []))
    return [MissingMedia(int(match[1].replace(",", "")), match[2]) for match in found if match]
