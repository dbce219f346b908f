"""Transcripts in tables: the references of examples, and what a model heard (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from labeler.core.labels import Vocabulary
from labeler.core.truth import TranscriptTruth
from labeler.formats import arrow
from labeler.formats.findings import Findings
from labeler.formats.labels import GivenLabels, Rows
from labeler.formats.tables import Table

_UNSEEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
LONGEST = 100_000  # characters; two of them are compared in a fifth of a second, and nobody speaks so long


@dataclass(frozen=True, eq=False)
class Transcripts(GivenLabels):
    """The reference of every row; ``others`` are columns of further ones, empty where a row has no more."""

    cells: Any
    others: tuple[Any, ...] = ()

    @classmethod
    def read(cls, table: Table, column: str, references: Sequence[str], findings: Findings) -> Transcripts:
        for name in (column, *references):
            check_length(table, name, findings)
            unseen = arrow.matches(table.stripped(name), _UNSEEN)
            message = "the transcript holds a control character"
            findings.about_rows(unseen, name, message, "remove all but tabs and line breaks")
        return cls(table.stripped(column), tuple(table.stripped(name) for name in references))

    def taken(self, rows: Rows) -> Transcripts:
        indices = pa.array(rows)
        return Transcripts(self.cells.take(indices), tuple(cells.take(indices) for cells in self.others))

    @classmethod
    def stacked(cls, parts: Sequence[Transcripts]) -> Transcripts:
        depth = max(len(part.others) for part in parts)
        others = ([part.others[i] if i < len(part.others) else part.blank() for part in parts] for i in range(depth))
        return cls(_below([part.cells for part in parts]), tuple(map(_below, others)))

    def blank(self) -> Any:
        """A column that holds nothing in any row."""
        return pa.array([""] * len(self.cells), pa.large_string())

    def vocabulary(self, base: Vocabulary) -> Vocabulary:
        return base

    def truth(self, vocabulary: Vocabulary) -> TranscriptTruth:  # noqa: ARG002 - a transcript has no classes
        others: dict[int, list[str]] = {}
        for cells in self.others:
            for row in np.flatnonzero(~arrow.equal(cells, "")).tolist():
                others.setdefault(row, []).append(cells[row].as_py())
        return TranscriptTruth(arrow.text_column(self.cells), {row: tuple(texts) for row, texts in others.items()})


def check_length(table: Table, column: str, findings: Findings) -> NDArray[np.bool_]:
    """The rows whose text is longer than any that can be compared: problems, each."""
    lengths = arrow.lengths(table.stripped(column))
    long = lengths > LONGEST
    findings.about_rows(
        long,
        column,
        lambda index: f"a text of {lengths[index]:,} characters; {LONGEST:,} is the most",
        "divide the recording",
    )
    return long


def _below(parts: Sequence[Any]) -> Any:
    return pa.chunked_array([arrow.flat(part) for part in parts])
