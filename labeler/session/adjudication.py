"""Adjudications: one person's word on an example, in place of what the reviewers said (DESIGN 4, Resolution)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from labeler.core.decisions import UNKNOWN_VIEW, Decision, Verdict
from labeler.core.log import Kind
from labeler.errors import LabelerError, Problem
from labeler.formats.decisions import DecisionTable, read_decisions
from labeler.session import recording
from labeler.session.installation import now
from labeler.session.open_project import OpenProject
from labeler.session.results import Changes, Recorded

_REMEDY = "make it correct, incorrect or excluded"


def record(session: OpenProject, example_id: str, decision: Decision) -> Changes:
    """Record one adjudication; nothing, if that is what stands already, whoever took it.

    It decides whether or not the reviewers disagree, and stays until it is taken back or replaced. Raises LabelerError
    for an unknown example, a corrected label that isn't one, or a verdict that decides nothing.
    """
    if decision.verdict in (None, Verdict.UNSURE):
        raise LabelerError(f"an adjudication decides; {_REMEDY}")
    return recording.record(session, example_id, decision, kind=Kind.ADJUDICATION)


def adjudicate(session: OpenProject, path: Path, *, reviewer: str, skip_bad_rows: bool = False) -> Recorded:
    """Record a table of adjudications, a row an example, as one action; rows that say nothing new are left alone.

    Raises LabelerError with every bad row unless they are to be skipped; then nothing was recorded.
    """
    table = read_decisions(path, session.examples, reviewer=reviewer, now=now(), seen=("others", UNKNOWN_VIEW))
    faults = dict(_faults(session, table))
    if not skip_bad_rows:
        problems = sorted((*table.problems, *faults.values()), key=lambda problem: problem.row or 0)
        recording.require_sound(table.name, problems)
    good = tuple(row for index, row in enumerate(table.decisions) if index not in faults)
    sound = replace(table, decisions=good, left_out=table.left_out + len(faults))
    return recording.record_table(session, sound, owner=reviewer, kind=Kind.ADJUDICATION)


def _faults(session: OpenProject, table: DecisionTable) -> Iterator[tuple[int, Problem]]:
    """What is wrong with rows that are sound decisions, by their index among those."""
    first: dict[int, int] = {}
    for index, ((ordinal, decision), row) in enumerate(zip(table.decisions, table.rows, strict=True)):
        if decision.verdict is Verdict.UNSURE:
            yield (
                index,
                Problem(table.name, row, "verdict", "'unsure' is no adjudication", f"{_REMEDY}, or remove the row"),
            )
        elif first.setdefault(ordinal, row) != row:
            text = f"{session.examples.ids[ordinal]} was adjudicated in row {first[ordinal]} already"
            yield index, Problem(table.name, row, "example_id", text, "keep one row for every example")
