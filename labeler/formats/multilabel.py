"""Several labels an example: columns of 1, 0 and ?, or a list of labels in one cell (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeler.core.labels import Vocabulary
from labeler.core.lists import split_list
from labeler.core.truth import UNKNOWN, MultilabelTruth
from labeler.formats import arrow
from labeler.formats.checks import control
from labeler.formats.example_columns import begins_unknown
from labeler.formats.findings import Findings, quoted
from labeler.formats.labels import GivenLabels, Rows, about_unlisted
from labeler.formats.tables import Table

_SAYS = {"1": 1, "0": 0, "?": UNKNOWN}


@dataclass(frozen=True, eq=False)
class LabelSets(GivenLabels):
    """``values`` int8 of shape (rows, names), 1, 0 or UNKNOWN.

    ``unnamed`` int8 of shape (rows,) is what holds of a label that isn't among ``names``: 0 where a list names all
    that apply, UNKNOWN where each label has a column.
    """

    names: tuple[str, ...]
    values: NDArray[np.int8]
    unnamed: NDArray[np.int8]

    @classmethod
    def from_columns(
        cls, table: Table, columns: Mapping[str, str], findings: Findings, allowed: Vocabulary | None
    ) -> LabelSets:
        """A column a label, ``columns`` naming the label of each."""
        values = np.zeros((table.size, len(columns)), np.int8)
        for place, (column, label) in enumerate(columns.items()):
            if allowed is not None and label not in allowed.codes:
                text = f"the label {quoted(label)} is not in the list of labels"
                findings.about_file(text, "add it to the file named with --labels, or remove the column", column=column)
            values[:, place] = _said(table, column, findings)
        return cls(tuple(columns.values()), values, np.full(table.size, UNKNOWN, np.int8))

    @classmethod
    def from_lists(cls, table: Table, column: str, findings: Findings, allowed: Vocabulary | None) -> LabelSets:
        """A ``;``-list in every cell: what it names applies, ``?x`` isn't known, nothing else applies."""
        cells = table.stripped(column)
        coded = arrow.coded(cells)
        signs = [_signs(cell) for cell in coded.names]
        findings.about_rows(control(cells), column, "a label holds a control character", "remove tabs and line breaks")
        _check_lists(signs, coded.codes, column, findings)
        if allowed is not None:
            unknown = np.array([any(name not in allowed.codes for name, _ in items) for items in signs] or [False])
            about_unlisted(findings, unknown[coded.codes], column, coded)
        names = tuple(dict.fromkeys(name for items in signs for name, _ in items if name))
        places = {name: place for place, name in enumerate(names)}
        table_of_cells = np.zeros((max(1, len(signs)), len(names)), np.int8)
        for row, items in enumerate(signs):
            for name, value in items:
                if name:
                    table_of_cells[row, places[name]] = value
        return cls(names, table_of_cells[coded.codes], np.zeros(table.size, np.int8))

    def taken(self, rows: Rows) -> LabelSets:
        return LabelSets(self.names, self.values[rows], self.unnamed[rows])

    @classmethod
    def stacked(cls, parts: Sequence[LabelSets]) -> LabelSets:
        names = tuple(dict.fromkeys(name for part in parts for name in part.names))
        values = np.concatenate([part.aligned(names) for part in parts])
        return cls(names, values, np.concatenate([part.unnamed for part in parts]))

    def aligned(self, names: Sequence[str]) -> NDArray[np.int8]:
        """The values of these labels, which hold all of ``self.names``."""
        values = np.repeat(self.unnamed[:, None], len(names), axis=1)
        places = {name: place for place, name in enumerate(names)}
        values[:, [places[name] for name in self.names]] = self.values
        return values

    def vocabulary(self, base: Vocabulary) -> Vocabulary:
        """Of lists those labels that some kept row names."""
        used = (self.values != 0).any(axis=0) | bool((self.unnamed == UNKNOWN).any())
        return base.extended(name for name, kept in zip(self.names, used.tolist(), strict=True) if kept)

    def truth(self, vocabulary: Vocabulary) -> MultilabelTruth:
        kept = [place for place, name in enumerate(self.names) if name in vocabulary.codes]
        named = LabelSets(tuple(self.names[place] for place in kept), self.values[:, kept], self.unnamed)
        return MultilabelTruth(named.aligned(vocabulary.names))


def _said(table: Table, column: str, findings: Findings) -> NDArray[np.int8]:
    coded = arrow.coded(table.stripped(column))
    bad = np.array([name not in _SAYS for name in coded.names] or [False])
    findings.about_rows(
        bad[coded.codes],
        column,
        lambda index: f"{quoted(coded[index])} is neither 1, 0 nor ?",
        "write 1 if the label applies, 0 if not, ? if that isn't known",
    )
    values: NDArray[np.int8] = np.array([_SAYS.get(name, UNKNOWN) for name in coded.names] or [0], np.int8)[coded.codes]
    return values


def _signs(cell: str) -> list[tuple[str, int]]:
    """The labels a list names, each with 1 or UNKNOWN."""
    items = split_list(cell)
    return [(item[1:].strip(), UNKNOWN) if item.startswith("?") else (item, 1) for item in items]


def _check_lists(
    signs: Sequence[Sequence[tuple[str, int]]], codes: NDArray[np.int32], column: str, findings: Findings
) -> None:
    remedy = "write the label alone, or ?label where it isn't known"
    unnamed = np.array([any(not name or begins_unknown(name) for name, _ in items) for items in signs] or [False])
    findings.about_rows(unnamed[codes], column, "? stands before no label's name", remedy)
    twofold = np.array([len(dict(items)) < len(set(items)) for items in signs] or [False])
    findings.about_rows(twofold[codes], column, "a label is named both with and without ?", remedy)
