"""Where an example's media file lies, and which media are there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from labeler.core.text import Text, TextColumn
from labeler.formats import arrow

_ON_WINDOWS = os.name == "nt"
_LAST_NAME = r"[^/\\]*$" if _ON_WINDOWS else r"[^/]*$"


class Media:
    """Paths of media by example ordinal; the files themselves are never touched."""

    def __init__(self, root: Path, files: Sequence[str] | None) -> None:
        self.root = root
        self._files = files

    def file(self, ordinal: int) -> str | None:
        """The path as it was imported; None where examples have no files."""
        return (self._files[ordinal].strip() or None) if self._files is not None else None

    def path(self, ordinal: int) -> Path | None:
        """One written on Windows is read as it was meant there, unless a file has that very name."""
        file = self.file(ordinal)
        return None if file is None else located(self.root, file)


def located(root: Path, file: str) -> Path:
    """Where a file lies below a folder, or would."""
    path = root / file
    return root / file.replace("\\", "/") if "\\" in file and not path.exists() else path


def stored_root(root: Path, project: Path) -> str:
    """The media folder as a project keeps it.

    Relative where it is below or beside the project's own folder, so that both can move; else absolute.
    """
    absolute, home = root.resolve(), project.resolve().parent
    if absolute.is_relative_to(home):
        return absolute.relative_to(home).as_posix()
    beside = home.parent
    if beside != Path(beside.anchor) and absolute.is_relative_to(beside):
        return (".." / absolute.relative_to(beside)).as_posix()
    return str(absolute)


def as_cells(column: Text) -> arrow.Cells:
    """A column as files' columns are read."""
    if isinstance(column, TextColumn):
        return arrow.cells_of(column)
    return pa.DictionaryArray.from_arrays(column.codes, pa.array(column.names, pa.large_string())).dictionary_decode()


def present(files: arrow.Cells, root: Path) -> NDArray[np.bool_]:
    """Which of these paths, without outer white space, are there below ``root``; told without opening any."""
    there = _listed(files, root)
    windows = np.flatnonzero(~there & arrow.matches(files, r"\\", with_text="\\"))
    if len(windows) and not _ON_WINDOWS:
        there[windows] = _listed(arrow.pc.replace_substring(files.take(pa.array(windows)), "\\", "/"), root)
    return there


def _listed(files: arrow.Cells, root: Path) -> NDArray[np.bool_]:
    folders = arrow.coded(arrow.without(files, _LAST_NAME)).names
    return arrow.among(files, [os.fsencode(folder + name) for folder in folders for name in _names(root / folder)])


def _names(folder: Path) -> set[str]:
    """One listing a folder: a million single look-ups would take minutes on a network share."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries}
    except (OSError, ValueError):  # a path may hold what no file system takes
        return set()
