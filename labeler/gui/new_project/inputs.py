"""What a person has given for a new project so far, as a value: every edit makes another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from labeler.core.splits import split_named
from labeler.formats.example_columns import LABEL, Mapped, task_by_columns
from labeler.formats.example_columns import PARTS as ALL_PARTS
from labeler.formats.examples import ExampleSource
from labeler.gui.new_project.names import free_project_file, guessed_column, guessed_split, model_name
from labeler.gui.new_project.peek import Kind, Peeked
from labeler.session.setup import Plan
from labeler.store.project_file import project_path

Task = Literal["multiclass", "binary", "multilabel", "transcript"]
PARTS = ("example_id", "label", "split", "file")
_FIRST = {Kind.EXAMPLES: 0, Kind.UNKNOWN: 1}  # of tables that come together
_SEVERAL = 2


@dataclass(frozen=True)
class ExamplesFile:
    """``split`` is that of the whole file, where no column says it."""

    table: Peeked
    split: str | None = None

    @property
    def path(self) -> Path:
        return self.table.path


@dataclass(frozen=True)
class PredictionsFile:
    """``model`` is empty for a wide file, whose columns name the models."""

    table: Peeked
    model: str
    wide: bool = False

    @classmethod
    def of(cls, table: Peeked, task: Task) -> PredictionsFile:
        """Where an example has several labels a column stands for a label, and never for a model."""
        wide = table.kind is Kind.WIDE and task != "multilabel"
        return cls(table, "" if wide else model_name(table.path), wide)

    @property
    def path(self) -> Path:
        return self.table.path


@dataclass(frozen=True)
class Inputs:
    """``media`` and ``project`` are None where the proposed place will do; ``columns`` holds only what was mapped."""

    examples: tuple[ExamplesFile, ...] = ()
    predictions: tuple[PredictionsFile, ...] = ()
    labels: Path | None = None
    media: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    task: Task = "multiclass"
    positive: str = ""
    skip_bad_rows: bool = False
    project: Path | None = None

    # What follows from it

    @property
    def folder(self) -> Path:
        """Where paths begin that name no folder of their own: beside the examples."""
        return self.examples[0].path.parent if self.examples else Path()

    @property
    def media_folder(self) -> Path | None:
        if self.media is not None:
            return self.folder / self.media
        return self.folder if self.examples else None

    @property
    def project_file(self) -> Path | None:
        """With its suffix; a free name beside the examples unless another was given."""
        if self.project is not None:
            project = self.folder / self.project
            return project_path(project) if project.name else project
        return free_project_file(self.examples[0].path) if self.examples else None

    def column(self, part: str) -> str:
        """The column of the first table that plays a part; empty where none does."""
        known = self.examples[0].table.columns if self.examples else ()
        if part == "label" and self.task == "transcript" and "transcript" in known:
            return self.columns.get(part, "transcript")
        name = self.columns.get(part, part)
        return name if name in known else ""

    @property
    def label_columns(self) -> tuple[str, ...]:
        """The columns of the first table that each say yes or no to a label: by their names, or by what they hold."""
        if self.task != "multilabel" or not self.examples:
            return ()
        table = self.examples[0].table
        named = tuple(name for name in table.columns if name.startswith(LABEL))
        if named or self.column("label"):
            return named
        playing = {self.columns.get(part, part) for part in ALL_PARTS}
        return tuple(name for name in table.of_signs() if name not in playing)

    def needs_split(self, file: ExamplesFile) -> bool:
        return self.columns.get("split", "split") not in file.table.columns

    def lacking(self) -> str:
        """The next thing to be given before there is something to check, as a request; empty if nothing is."""
        if not self.examples:
            return "Add a table of examples"
        if not self.column("label") and not self.label_columns:
            return "Choose the column that holds the label"
        if not self.column("example_id") and not self.column("file"):
            return "Choose the column that holds the id, or the one that holds the file"
        for file in self.examples:
            if self.needs_split(file) and file.split is None:
                return f"Choose the split of {file.path.name}"
        unnamed = next((file for file in self.predictions if not file.wide and not file.model.strip()), None)
        return f"Name the model of {unnamed.path.name}" if unnamed else ""

    def plan(self) -> Plan:
        """What ``prepare`` and ``create`` take; only for inputs that lack nothing."""
        return Plan(
            examples=[
                ExampleSource(file.path, file.split if self.needs_split(file) else None) for file in self.examples
            ],
            media_root=self.media_folder,
            task=self.task,
            positive=self.positive if self.task == "binary" and self.positive else None,
            labels=self.labels,
            predictions=[(file.model.strip(), file.path) for file in self.predictions if not file.wide],
            wide=next((file.path for file in self.predictions if file.wide), None),
            mapped=Mapped(dict(self.columns)),
            label_columns=self.label_columns,
            skip_bad_rows=self.skip_bad_rows,
        )

    # Edits

    def with_tables(self, tables: Iterable[Peeked]) -> Inputs:
        """Each where its columns say it belongs; the first that nothing is known of is the table of examples."""
        inputs = self
        for table in sorted(tables, key=lambda table: _FIRST.get(table.kind, len(_FIRST))):
            inputs = inputs._with_table(table)
        return inputs

    def with_examples(self, table: Peeked) -> Inputs:
        inputs = self.without(table.path)
        if not inputs.examples:
            guesses = {part: guessed_column(part, table.columns) for part in PARTS}
            columns = {part: name for part, name in guesses.items() if name}
            inputs = replace(inputs, columns=columns).with_task(_guessed_task(table, columns) or inputs.task)
        file = ExamplesFile(table)
        if inputs.needs_split(file):
            file = ExamplesFile(table, guessed_split(table.path))
        return replace(inputs, examples=(*inputs.examples, file))

    def with_predictions(self, table: Peeked) -> Inputs:
        """A second wide file takes the place of the first: a project reads one."""
        inputs = self.without(table.path)
        added = PredictionsFile.of(table, inputs.task)
        kept = tuple(file for file in inputs.predictions if not (added.wide and file.wide))
        return replace(inputs, predictions=(*kept, added))

    def with_labels(self, table: Peeked) -> Inputs:
        return replace(self.without(table.path), labels=table.path)

    def without(self, path: Path) -> Inputs:
        """Without one file, whatever it was; what was mapped goes with the last table of examples."""
        examples = tuple(file for file in self.examples if file.path != path)
        return replace(
            self,
            examples=examples,
            predictions=tuple(file for file in self.predictions if file.path != path),
            labels=None if self.labels == path else self.labels,
            columns=self.columns if examples else {},
        )

    def with_split(self, path: Path, split: str) -> Inputs:
        chosen = split_named(split)
        examples = (replace(file, split=chosen) if file.path == path else file for file in self.examples)
        return replace(self, examples=tuple(examples))

    def with_model(self, path: Path, model: str) -> Inputs:
        files = (replace(file, model=model) if file.path == path else file for file in self.predictions)
        return replace(self, predictions=tuple(files))

    def with_task(self, task: Task) -> Inputs:
        """What a table's columns stand for goes by the task."""
        files = (
            PredictionsFile.of(file.table, task) if file.table.kind is Kind.WIDE else file for file in self.predictions
        )
        return replace(self, task=task, predictions=tuple(files))

    def with_column(self, part: str, column: str) -> Inputs:
        """A part played by another column; by none if ``column`` is empty."""
        columns = {name: played_by for name, played_by in self.columns.items() if name != part}
        unmapped = replace(self, columns=columns)
        if column and column not in (unmapped.column(part), part if part != "label" else ""):
            columns[part] = column
        return replace(self, columns=columns)

    def _with_table(self, table: Peeked) -> Inputs:
        match table.kind:
            case Kind.EXAMPLES:
                return self.with_examples(table)
            case Kind.PREDICTIONS:
                return self.with_predictions(table)
            case Kind.LABELS:
                return self.with_labels(table)
            case Kind.DECISIONS:
                return self
            case _:
                return self.with_predictions(table) if self.examples else self.with_examples(table)


def _guessed_task(table: Peeked, columns: Mapping[str, str]) -> Task | None:
    """The task that the first table of examples speaks for; None where it is one class of several, or not clear."""
    task = task_by_columns(table.columns, Mapped(columns))
    if task == "transcript":
        return "transcript"
    bare = columns.get("label", "label") not in table.columns and len(table.of_signs()) >= _SEVERAL
    return "multilabel" if task == "multilabel" or bare else None
