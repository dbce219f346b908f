"""Files and folders that were dropped or chosen, put where they belong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from labeler.errors import LabelerError
from labeler.gui.new_project.inputs import Inputs
from labeler.gui.new_project.peek import Kind, Peeked, peek
from labeler.gui.new_project.wording import in_window

Meant = Literal["anything", "examples", "predictions", "labels"]


def take_in(inputs: Inputs, paths: Iterable[Path], *, meant: Meant = "anything") -> tuple[Inputs, tuple[str, ...]]:
    """The inputs with these files, and a sentence for each that is of no use here.

    What is ``meant`` holds whatever the columns look like; a folder is that of the media.
    """
    tables: list[Peeked] = []
    refused: list[str] = []
    for path in paths:
        if path.is_dir():
            inputs = replace(inputs, media=path)
            continue
        try:
            tables.append(_useful(peek(path)))
        except LabelerError as error:
            refused.append(_sentence(path, error))
    return _with(inputs, tables, meant), tuple(refused)


def _useful(table: Peeked) -> Peeked:
    if table.kind is Kind.DECISIONS:
        raise LabelerError("it holds decisions; import them once the project is made")
    if not any(table.columns):
        raise LabelerError("it is empty")
    return table


def _with(inputs: Inputs, tables: list[Peeked], meant: Meant) -> Inputs:
    if meant == "anything":
        return inputs.with_tables(tables)
    for table in tables:
        match meant:
            case "examples":
                inputs = inputs.with_examples(table)
            case "predictions":
                inputs = inputs.with_predictions(table)
            case "labels":
                inputs = inputs.with_labels(table)
    return inputs


def _sentence(path: Path, error: LabelerError) -> str:
    if not error.problems:
        return f"{path.name} was left out: {in_window(error.message)}."
    problem = error.problems[0]
    return f"{path.name} was left out: {problem.message}; {in_window(problem.remedy)}."
