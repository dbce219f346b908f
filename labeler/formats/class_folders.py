"""A folder of class folders, ``dev/<class>/…`` and ``test/<class>/…``, as a table of examples (DESIGN 4, Examples)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from labeler.core.lists import join_list
from labeler.core.splits import split_named
from labeler.errors import LabelerError, Problem
from labeler.formats.delimited import refusal
from labeler.formats.tables import Table

_CLUTTER = {"thumbs.db", "desktop.ini"}


def read_class_folders(folder: Path, split: str | None = None) -> Table:
    """Columns file, split and label, sorted by file; a label is its folder's name.

    Of a folder that is one ``split``, files are named from the folder that it lies in, so that those of several splits
    differ. Raises LabelerError where there are no class folders.
    """
    name = str(folder)
    splits = [(split, folder)] if split else [(child.name, child) for child in _folders(folder, name)]
    root = folder if split is None else folder.parent
    known = [(said, child) for said, child in splits if split_named(said)]
    if not known:
        raise refusal(name, "it has no folders dev and test", "name them so, or say the split: --examples dev=FOLDER")
    rows = sorted(
        (file.relative_to(root).as_posix(), said, join_list([classes.name]))
        for said, child in known
        for classes in _folders(child, name)
        for file in _files(classes)
    )
    if not rows:
        raise refusal(name, "it has no files in class folders", "lay it out as dev/<class>/… and test/<class>/…")
    _refuse_odd_names(name, rows)
    columns = ("file", "split", "label")
    records = pa.table([pa.array(cells, pa.large_string()) for cells in zip(*rows, strict=True)], names=list(columns))
    return Table(folder, name, ",", columns, np.arange(2, len(rows) + 2, dtype=np.int64), (), records)


def _folders(folder: Path, name: str) -> list[Path]:
    try:
        return [child for child in folder.iterdir() if child.is_dir() and not child.name.startswith(".")]
    except OSError as error:
        raise refusal(name, error.strerror or str(error), "check that you may read it") from error


def _files(folder: Path) -> Iterator[Path]:
    """All files below, but not what systems leave behind; links to folders are not followed."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, file) for file in files if not (file.startswith(".") or file.lower() in _CLUTTER))


def _refuse_odd_names(name: str, rows: list[tuple[str, str, str]]) -> None:
    odd = [file for file, _, _ in rows if not file.isprintable()]
    if odd:
        problems = [Problem(name, None, None, f"{file!a} is no name in text", "rename the file") for file in odd]
        raise LabelerError(f"{name} can't be read as examples", problems)
