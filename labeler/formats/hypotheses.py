"""What speech recognisers heard: a column ``hypothesis``, or a column a model (DESIGN 4, Predictions)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from labeler.core.labels import Vocabulary
from labeler.formats import arrow
from labeler.formats.findings import Findings
from labeler.formats.prediction_table import (
    Array,
    Expected,
    PredictionTable,
    kept,
    lined_up,
    refuse,
    require_ids,
)
from labeler.formats.tables import Table
from labeler.formats.transcripts import check_length


@dataclass(frozen=True, eq=False, kw_only=True)
class Hypotheses(PredictionTable):
    """``cells`` hold what was heard; empty: nothing."""

    cells: Any

    @classmethod
    def columns(cls, tables: Sequence[Hypotheses], size: int, vocabulary: Vocabulary) -> dict[str, Array]:  # noqa: ARG003
        """Places in the model's own distinct texts, and these as offsets and heap."""
        codes, distinct = arrow.encoded(pa.chunked_array([arrow.flat(table.cells) for table in tables]))
        predicted = np.full(size, -1, np.int32)
        predicted[np.concatenate([table.ordinals for table in tables])] = codes
        texts = arrow.text_column(distinct)
        heap = np.frombuffer(texts.heap, np.uint8)
        return {"predicted": predicted, "texts/offsets": texts.offsets, "texts/heap": heap}


def read_hypotheses(table: Table, model: str, expected: Expected) -> Hypotheses:
    """One model's table; raises LabelerError where it has no column ``hypothesis``."""
    findings = Findings(table)
    require_ids(table, findings)
    if "hypothesis" not in table.columns:
        listed = f"a transcript is predicted in a column of that name; the columns are: {', '.join(table.columns)}"
        findings.about_file("has no column 'hypothesis'", listed, column="hypothesis")
    refuse(findings)
    ordinals = lined_up(table, findings, expected.example_ids)
    check_length(table, "hypothesis", findings)
    return hypothesis_column("hypothesis", findings, ordinals, model)


def hypothesis_column(column: str, findings: Findings, ordinals: NDArray[np.int64], model: str) -> Hypotheses:
    """The good rows of one column."""
    cells = findings.table.stripped(column).filter(pa.array(~findings.bad))
    return Hypotheses(cells=cells, **kept(findings, model, ordinals))
