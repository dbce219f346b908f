"""The media folder moved: what is found in another one, and the project told so."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any

import numpy as np

from labeler.errors import LabelerError
from labeler.formats import arrow
from labeler.session import absent_media
from labeler.session.absent_media import MissingMedia
from labeler.session.media import as_cells, located, present, stored_root
from labeler.session.open_project import OpenProject, PathLike
from labeler.session.results import frame
from labeler.store.transactions import transaction

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 5
_TRIED = 16
_BESIDE = 200
_ABOVE = 3


@dataclass(frozen=True)
class Relocated:
    """What a media folder holds of a project. ``root`` is the folder asked for, or one near it that holds more.

    ``missing_examples`` are the ids of the first few whose file isn't there; an example without a file misses none.
    ``note`` says in words where another folder was taken than the one asked for, else it is empty.
    """

    root: Path
    found: int
    missing: int
    missing_examples: tuple[str, ...]
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"root": str(self.root), "missing_examples": list(self.missing_examples)}

    def to_frame(self) -> pd.DataFrame:
        """One row."""
        return frame([self.to_dict() | {"missing_examples": "; ".join(self.missing_examples)}])


def media_in(session: OpenProject, folder: PathLike, *, anyway: bool = False) -> Relocated:
    """What ``relocate`` would find; changes nothing.

    Raises LabelerError for what is no folder, for a project without media files and, unless ``anyway``, where none is
    found.
    """
    asked = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay as they were named
    _require_folder(asked)
    files = _files(session)
    root = _best(asked, files)
    there = present(files, root)
    if not there.any() and not anyway:
        raise LabelerError(_nothing_found(asked, files))
    missing = np.flatnonzero(~there & ~arrow.equal(files, ""))
    return Relocated(
        root=root,
        found=int(there.sum()),
        missing=len(missing),
        missing_examples=tuple(session.examples.ids[row] for row in missing[:_SHOWN].tolist()),
        note="" if root == asked else f"the files were found in {root}, not in {asked} itself",
    )


def relocate(session: OpenProject, folder: PathLike, *, anyway: bool = False) -> Relocated:
    """Look for the media there from now on; files are neither moved nor changed. Raises as ``media_in`` does."""
    found = media_in(session, folder, anyway=anyway)
    with transaction(session.connection):
        session.settings.put("media_root", stored_root(found.root, session.path))
        absent_media.put(session.settings, MissingMedia.below(found.root, found.missing))
    session.__dict__.pop("media", None)
    return found


def _require_folder(folder: Path) -> None:
    if not folder.exists():
        raise LabelerError(f"{folder} is not there; name the folder that the paths of the examples begin in")
    if not folder.is_dir():
        raise LabelerError(f"{folder} is a file; name the folder that the paths of the examples begin in")


def _files(session: OpenProject) -> arrow.Cells:
    """The path of every example, without outer white space; raises LabelerError where none has any."""
    column = session.settings.get("roles", {}).get("file")
    if column is None:
        raise LabelerError("the examples of this project have no media files, so there is no folder to locate")
    cells = session.examples.extras[column]
    return arrow.stripped(as_cells(cells))


def _best(asked: Path, files: arrow.Cells) -> Path:
    """The folder asked for, or, where a few paths tell that it is one too high or too low, the one meant."""
    tried = _some(files)
    hits = _hits(asked, tried)
    if 2 * hits >= len(tried):
        return asked
    near = {folder: _hits(folder, tried) for folder in _near(asked)}
    best = max(near, key=lambda folder: near[folder], default=asked)
    return best if near.get(best, 0) > hits else asked


def _some(files: arrow.Cells) -> Sequence[str]:
    """A few paths from all over the table."""
    named = np.flatnonzero(~arrow.equal(files, ""))
    places = named[np.linspace(0, len(named) - 1, min(_TRIED, len(named))).astype(np.intp)]
    return [files[place].as_py() for place in places.tolist()]


def _hits(folder: Path, files: Sequence[str]) -> int:
    return sum(located(folder, file).exists() for file in files)


def _near(folder: Path) -> Iterator[Path]:
    """The folders in it, as far as these can be read, then those it is in."""
    with suppress(OSError), os.scandir(folder) as entries:
        yield from sorted(folder / entry.name for entry in islice(entries, _BESIDE) if entry.is_dir())
    yield from folder.parents[:_ABOVE]


def _nothing_found(folder: Path, files: arrow.Cells) -> str:
    tried = _some(files)
    if not tried:
        return "no example of this project names a media file, so there is no folder to locate"
    if any(PureWindowsPath(file).is_absolute() or Path(file).is_absolute() for file in tried):
        return (
            f"the paths of the examples are whole ones, like {tried[0]}, and no file is there; "
            "put the files back, or make the project anew from a table with paths that begin in the media folder"
        )
    return f"none of the media files is in {folder}; name the folder in which {tried[0]} is"
