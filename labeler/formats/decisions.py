"""Tables of decisions (DESIGN 4, Decisions), checked against the project they are meant for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import category

from labeler.core.dataset import Examples
from labeler.core.decisions import UNKNOWN_VIEW, Decision, Verdict
from labeler.core.lists import split_list
from labeler.errors import LabelerError, Problem
from labeler.formats import arrow
from labeler.formats.findings import Findings, quoted
from labeler.formats.tables import read_table
from labeler.formats.transcripts import LONGEST

_OPTIONAL = ("categories", "comment", "reason")
_HOW = {"multilabel": "the full new set, ?label where it isn't known, of"}


@dataclass(frozen=True)
class DecisionTable:
    """The good rows as (ordinal, decision), categories still by name, and what was wrong with the others.

    ``silent`` names the fields of a decision for which the table has no column: of them it says nothing. ``rows`` are
    the good rows' numbers.
    """

    name: str
    decisions: tuple[tuple[int, Decision], ...]
    problems: tuple[Problem, ...]
    left_out: int
    silent: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()


def read_decisions(
    path: Path, examples: Examples, *, reviewer: str, now: str, seen: tuple[str, ...] = (UNKNOWN_VIEW,)
) -> DecisionTable:
    """Read and check a file; ``reviewer`` and ``now`` fill the cells that are empty or not there.

    ``seen`` is what was visible when the decisions were taken; a table doesn't tell.
    """
    table = read_table(path)
    findings = Findings(table)
    for required in ("example_id", "verdict"):
        if required not in table.columns:
            findings.about_file(
                f"has no column {required!r}", f"the columns are: {', '.join(table.columns)}", column=required
            )
    if findings.whole:
        raise LabelerError(f"{table.name} can't be read as decisions", findings.problems)
    cells = {name: arrow.texts(table.stripped(name)) for name in table.columns}
    cells |= {name: arrow.texts(table.cells(name)) for name in ("comment", "reason") if name in cells}
    read: list[tuple[int, Decision]] = []
    rows: list[int] = []
    first_rows: dict[tuple[int, str], int] = {}
    for index in range(table.size):
        row = {name: column[index] for name, column in cells.items()}
        checked = _Row(index, row, examples, findings).checked(reviewer=reviewer, now=now, seen=seen)
        if checked is None:
            continue
        ordinal, decision = checked
        before = first_rows.setdefault((ordinal, decision.reviewer), index)
        if before != index:
            text = f"{decision.reviewer} decided on {row['example_id']} in row {table.rows[before]} already"
            findings.about_row(index, "example_id", text, "keep one row for every example and reviewer")
            continue
        read.append((ordinal, decision))
        rows.append(int(table.rows[index]))
    silent = tuple(name for name in _OPTIONAL if name not in cells)
    return DecisionTable(table.name, tuple(read), tuple(findings.problems), findings.left_out, silent, tuple(rows))


class _Row:
    """One row on its way to a decision; every fault is noted, not only the first."""

    def __init__(self, index: int, cells: Mapping[str, str], examples: Examples, findings: Findings) -> None:
        self._index, self._cells, self._examples, self._findings = index, cells, examples, findings
        self._sound = True

    def checked(self, *, reviewer: str, now: str, seen: tuple[str, ...]) -> tuple[int, Decision] | None:
        ordinal = self._ordinal()
        verdict = self._verdict()
        label = self._label(verdict, ordinal)
        at = self._time(now)
        reviewer = self._reviewer(reviewer)
        if not self._sound or ordinal is None or verdict is None:
            return None
        categories = self._cells.get("categories")
        return ordinal, Decision(
            verdict=verdict,
            reviewer=reviewer,
            at=at,
            label=label,
            categories=None if categories is None else _unique(split_list(categories)),
            comment=self._cells.get("comment", ""),
            reason=self._cells.get("reason", ""),
            seen=seen,
        )

    def _fault(self, column: str, message: str, remedy: str) -> None:
        self._sound = False
        self._findings.about_row(self._index, column, message, remedy)

    def _ordinal(self) -> int | None:
        example_id = self._cells["example_id"]
        ordinal = self._examples.ordinal(example_id)
        if ordinal is None:
            self._fault("example_id", f"{quoted(example_id)} is not an example of this project", "check the id")
        return ordinal

    def _reviewer(self, default: str) -> str:
        name = self._cells.get("reviewer") or default
        if not is_one_line(name):
            self._fault(
                "reviewer", f"{quoted(name)} holds a control character", "remove tabs, line breaks and the like"
            )
        return name

    def _verdict(self) -> Verdict | None:
        try:
            return Verdict(self._cells["verdict"])
        except ValueError:
            known = ", ".join(Verdict)
            self._fault("verdict", f"{quoted(self._cells['verdict'])} is not a verdict", f"use one of: {known}")
            return None

    def _label(self, verdict: Verdict | None, ordinal: int | None) -> str | None:
        text = self._cells.get("corrected_label")
        if verdict is not Verdict.INCORRECT:
            if text and verdict is not None:
                self._fault(
                    "corrected_label",
                    f"a label that is {verdict} has no corrected label",
                    "empty the cell, or make the verdict incorrect",
                )
            return None
        if text is None or not (text or self._examples.task.may_be_empty):
            self._fault("corrected_label", "the corrected label is missing", "give it, or make the verdict excluded")
            return None
        if len(text) > LONGEST:
            self._fault("corrected_label", f"a text of {len(text):,} characters; {LONGEST:,} is the most", "shorten it")
            return None
        return self._canonical(text, ordinal)

    def _canonical(self, text: str, ordinal: int | None) -> str | None:
        examples = self._examples
        try:
            label = examples.task.canonical(text, examples.vocabulary)
        except LabelerError as error:
            known = ", ".join(examples.vocabulary.names[:12]) + (" …" if len(examples.vocabulary) > 12 else "")
            self._fault("corrected_label", error.message, f"use {_HOW.get(examples.task.name, 'one of')}: {known}")
            return None
        if ordinal is not None:
            given = examples.task.given(examples.given, ordinal, examples.vocabulary)
            if examples.task.key(label) == examples.task.key(given):
                self._fault(
                    "corrected_label",
                    f"{quoted(label)} is the given label already",
                    "change it, or make the verdict correct",
                )
        return label

    def _time(self, now: str) -> str:
        text = self._cells.get("at", "")
        if not text:
            return now
        try:
            return utc(text)
        except (ValueError, OverflowError):
            self._fault("at", f"{quoted(text)} is not a time", "write it as 2026-03-31T14:05:00Z")
            return now


def is_one_line(name: str) -> bool:
    """Whether a reviewer's name has no line breaks, tabs or other control characters."""
    return not any(category(character) in ("Cc", "Zl", "Zp", "Cs") for character in name)


def utc(text: str) -> str:
    """An ISO 8601 time in UTC, to the millisecond where it tells them; without an offset it is UTC already."""
    moment = datetime.fromisoformat(text)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    spec = "milliseconds" if moment.microsecond >= 1000 else "seconds"
    return moment.replace(tzinfo=None).isoformat(timespec=spec) + "Z"


def _unique(names: list[str]) -> tuple[str, ...]:
    """Unique ignoring case, the first spelling kept."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name.casefold(), name)
    return tuple(first.values())
