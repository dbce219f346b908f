"""Which media files of a new project are not there, told without opening any."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from labeler.errors import LabelerError, Problem
from labeler.formats import arrow
from labeler.formats.combined import Combined
from labeler.session.media import present


def missing_media(combined: Combined, media_root: Path) -> NDArray[np.intp]:
    """Indices of the examples whose media files are not there; an example without a file misses none."""
    if "file" not in combined.roles:
        return np.zeros(0, np.intp)
    files = arrow.stripped(combined.raw[combined.roles["file"]])
    return np.flatnonzero(~present(files, media_root) & ~arrow.equal(files, ""))


def require_media(combined: Combined, media_root: Path, missing: NDArray[np.intp]) -> None:
    """Raises LabelerError with a problem for every one that is missing."""
    if not len(missing):
        return
    column = combined.roles["file"]
    remedy = "mend the path, or name the folder it is below: --media-root DIR"
    files = combined.raw[column].take(pa.array(missing)).to_pylist()
    problems = [
        Problem(*combined.place(index), column, f"{media_root / file.strip()} is not there", remedy)
        for index, file in zip(missing.tolist(), files, strict=True)
    ]
    raise LabelerError(f"nothing was written: {len(missing):,} media files are not there", problems)
