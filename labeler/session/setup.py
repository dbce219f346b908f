"""Setting a project up: examples and predictions are read, checked as a whole, and only then written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from labeler.core import sampling
from labeler.core.dataset import Examples
from labeler.core.labels import Vocabulary
from labeler.core.normalization import recorded
from labeler.core.tasks import task_named
from labeler.errors import LabelerError, Problem, UsageError
from labeler.formats import arrow
from labeler.formats.combined import Combined, combine
from labeler.formats.example_columns import Mapped
from labeler.formats.examples import ExampleSource, ExampleTable, read_examples
from labeler.formats.labels import read_vocabulary
from labeler.formats.prediction_table import THRESHOLD
from labeler.formats.predictions import Expected, PredictionTable, labels_in, read_predictions, read_wide, resolve
from labeler.session import absent_media
from labeler.session.absent_media import MissingMedia
from labeler.session.import_warnings import import_warnings
from labeler.session.installation import now
from labeler.session.media import stored_root
from labeler.session.media_check import missing_media, require_media
from labeler.store.columns import Columns
from labeler.store.examples import NewPrediction, write_examples, write_prediction, write_vocabulary
from labeler.store.project_file import creating, project_path, refuse_existing
from labeler.store.settings import Import, Settings
from labeler.store.transactions import transaction

Progress = Callable[[str, float], None]
Read = TypeVar("Read", ExampleTable, PredictionTable)


def _silent(_message: str, _fraction: float) -> None:
    return


@dataclass(frozen=True)
class Plan:
    """Everything that makes a new project. ``predictions`` are (model, file); a model may have several files.

    ``label_columns`` and ``threshold`` are for several labels an example, ``normalize`` is for transcripts (see
    ``core.normalization``).
    """

    examples: Sequence[ExampleSource]
    media_root: Path | None = None
    task: str | None = None
    positive: str | None = None
    labels: Path | None = None
    predictions: Sequence[tuple[str, Path]] = ()
    wide: Path | None = None
    attributes: Mapping[tuple[str, str], float] = field(default_factory=dict)
    mapped: Mapped = field(default_factory=Mapped)
    label_columns: Sequence[str] = ()
    normalize: Sequence[str] = ()
    threshold: float | None = None
    seed: int = 0
    skip_bad_rows: bool = False
    require_media: bool = False


@dataclass(frozen=True, eq=False)
class Draft:
    """A plan read and found good: what will be written."""

    examples: Examples
    combined: Combined
    predictions: tuple[NewPrediction, ...]
    media_root: Path
    imports: tuple[Import, ...]
    noticed: tuple[str, ...]
    missing: MissingMedia

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know that stands in nobody's way."""
        return (*self.noticed, *self.missing.warnings("--media-root"))


def create(project: str | os.PathLike[str], plan: Plan, *, progress: Progress = _silent) -> tuple[Path, list[str]]:
    """Make the project file; its path and the warnings.

    Raises LabelerError listing every problem of every file; then nothing was written. With ``skip_bad_rows`` bad
    rows are left out and recorded instead.
    """
    path = project_path(project)
    refuse_existing(path)
    draft = prepare(plan, progress=progress)
    progress("Writing the project", 0.8)
    with creating(path) as connection, transaction(connection):
        _write(connection, draft, plan, path)
    progress("Done", 1.0)
    return path, list(draft.warnings)


def prepare(plan: Plan, *, progress: Progress = _silent) -> Draft:
    """Read and check everything a plan names, and write nothing (see ``create``)."""
    if not plan.examples:
        raise UsageError("name at least one file of examples with --examples")
    progress("Reading examples", 0.05)
    base = read_vocabulary(plan.labels) if plan.labels else None
    combined = combine(_read_all(_example_readers(plan, base)))
    refuse_ill_fitting(plan, combined.layout.task)
    problems = list(combined.problems)
    vocabulary = base or combined.labels.vocabulary(Vocabulary(()))
    if combined.layout.task == "multilabel" and not len(vocabulary):
        _refuse(problems, skip=plan.skip_bad_rows)
        raise LabelerError("nothing was written: no example has a label; list the labels with --labels FILE")
    examples = _examples(combined, vocabulary, plan)
    # A prediction for a row that is refused is no second problem; where that row is skipped, so is the prediction.
    refused = [] if plan.skip_bad_rows else combined.left_out_ids.chunks
    ids = arrow.flat(pa.chunked_array([*combined.ids.chunks, *refused]))
    expected = _expected(ids, examples, plan.threshold)
    tables = _read_all(_prediction_readers(plan, expected, progress), problems)
    problems += [problem for table in tables for problem in table.problems]
    if plan.labels is None:
        vocabulary = labels_in(tables, vocabulary)
        examples = _examples(combined, vocabulary, plan, before=examples)
    _refuse(problems, skip=plan.skip_bad_rows)
    if not len(examples):
        raise LabelerError(f"nothing was written: there are no examples in {', '.join(combined.names)}")
    predictions = resolve_models(tables, vocabulary, examples)
    media_root = plan.media_root or plan.examples[0].media_root
    missing = missing_media(combined, media_root)
    if plan.require_media:
        require_media(combined, media_root, missing)
    return Draft(
        examples=examples,
        combined=combined,
        predictions=predictions,
        media_root=media_root,
        imports=_imports(plan, combined, tables),
        noticed=import_warnings(examples, combined),
        missing=MissingMedia.below(media_root, len(missing)),
    )


def resolve_models(
    tables: Sequence[PredictionTable], vocabulary: Vocabulary, examples: Examples
) -> tuple[NewPrediction, ...]:
    """Every model's columns from its files; raises LabelerError with all problems of all models."""
    by_model: dict[str, list[PredictionTable]] = {}
    for table in tables:
        by_model.setdefault(table.model, []).append(table)
    problems: list[Problem] = []
    made = []
    for model, parts in by_model.items():
        resolved = resolve(parts, vocabulary, examples)
        problems += resolved.problems
        made.append(NewPrediction(model, resolved.columns, ", ".join(part.name for part in parts)))
    _refuse(problems, skip=False)
    return tuple(made)


def _examples(combined: Combined, vocabulary: Vocabulary, plan: Plan, before: Examples | None = None) -> Examples:
    if before is not None and before.vocabulary is vocabulary:
        return before
    ids = arrow.text_column(combined.ids)
    task = task_named(
        combined.layout.task,
        vocabulary=vocabulary,
        positive=plan.positive,
        normalization=plan.normalize,
    )
    return Examples(
        ids=ids,
        splits=combined.splits,
        given=combined.labels.truth(vocabulary) if before is None else before.given,
        tickets=sampling.short_tickets(plan.seed, ids) if before is None else before.tickets,
        vocabulary=vocabulary,
        task=task,
        seed=plan.seed,
        weights=combined.weights,
    )


def _expected(ids: Any, examples: Examples, threshold: float | None) -> Expected:
    """What predictions of these examples must fit."""
    at = THRESHOLD if threshold is None else threshold
    if not 0 <= at <= 1:
        raise UsageError(f"the threshold {at:g} is no probability; give a number from 0 to 1")
    return Expected(ids, examples.task.name, examples.vocabulary, at)


def refuse_ill_fitting(plan: Plan, task: str) -> None:
    """Raises UsageError for an option that says nothing about this task."""
    options = (
        ("--label-columns", plan.label_columns, "multilabel"),
        ("--threshold", plan.threshold is not None, "multilabel"),
        ("--normalize", plan.normalize, "transcript"),
    )
    for option, given, meant in options:
        if given and task != meant:
            raise UsageError(f"{option} is for {meant} projects, and this one is {task}; leave it out")
    if plan.labels is not None and task == "transcript":
        raise UsageError("--labels lists classes, and a transcript has none; leave it out")


def _example_readers(plan: Plan, allowed: Vocabulary | None) -> list[Callable[[], list[ExampleTable]]]:
    """A reader a file; what the first says of the task holds for the others."""
    task = plan.task

    def read(source: ExampleSource) -> list[ExampleTable]:
        nonlocal task
        columns = plan.label_columns
        table = read_examples(source, mapped=plan.mapped, allowed=allowed, task=task, label_columns=columns)
        task = table.layout.task
        return [table]

    return [partial(read, source) for source in plan.examples]


def _prediction_readers(
    plan: Plan, expected: Expected, progress: Progress
) -> Iterator[Callable[[], list[PredictionTable]]]:
    for number, (model, path) in enumerate(plan.predictions):
        progress(f"Reading the predictions of {model}", 0.2 + 0.5 * number / len(plan.predictions))
        yield _single(read_predictions, Path(path), model, expected=expected)
    if plan.wide is not None:
        yield partial(read_wide, plan.wide, expected=expected)


def _single(read: Callable[..., Read], *arguments: Any, **options: Any) -> Callable[[], list[Read]]:
    """A reader of one table among those of several."""
    return lambda: [read(*arguments, **options)]


def _read_all(readers: Iterable[Callable[[], list[Read]]], problems: Sequence[Problem] = ()) -> list[Read]:
    """The tables of all files; raises LabelerError after the last one, for those that can't be read at all."""
    tables: list[Read] = []
    unreadable: list[Problem] = []
    for reader in readers:
        try:
            tables += reader()
        except LabelerError as error:
            if not error.problems:
                raise
            unreadable += error.problems
    if unreadable:
        in_rows: list[Problem] = [problem for table in tables for problem in table.problems]
        _refuse([*problems, *in_rows, *unreadable], skip=False)
    return tables


def _refuse(problems: Sequence[Problem], *, skip: bool) -> None:
    """Raise for any problem; those of single rows may be skipped."""
    standing = [problem for problem in problems if problem.row is None] if skip else list(problems)
    if standing:
        files = ", ".join(dict.fromkeys(problem.file for problem in standing))
        count = f"{len(standing):,} problems" if len(standing) > 1 else "1 problem"
        raise LabelerError(f"nothing was written: {count} in {files}", standing)


def _imports(plan: Plan, combined: Combined, tables: Sequence[PredictionTable]) -> tuple[Import, ...]:
    at = now()
    names = [Path(source.path).name for source in plan.examples]
    files = [str(source.path) for source in plan.examples]
    details = {"map": dict(plan.mapped.columns), "files": files, "label_columns": list(plan.label_columns)}
    size = len(combined.splits)
    entries = [Import(at, "examples", ", ".join(names), size, combined.left_out, details)]
    return (*entries, *(_prediction_import(table, at) for table in tables))


def _prediction_import(table: PredictionTable, at: str) -> Import:
    details = {"model": table.model, **table.details}
    return Import(at, "predictions", table.name, len(table.rows), table.left_out, details)


def _write(connection: sqlite3.Connection, draft: Draft, plan: Plan, path: Path) -> None:
    settings = Settings(connection)
    raw = {name: arrow.compact(cells) for name, cells in draft.combined.raw.items()}
    write_examples(connection, draft.examples, extras=raw)
    Columns(connection).write_text("split_name", arrow.coded(draft.combined.split_names))
    settings.put("columns", list(raw))
    settings.put("split_columns", dict(draft.combined.split_columns))
    settings.put("roles", dict(draft.combined.roles))
    settings.put("label_columns", dict(draft.combined.layout.label_columns))
    settings.put("reference_columns", list(draft.combined.layout.references))
    settings.put("normalization", list(recorded(plan.normalize)))
    settings.put("positive", plan.positive)
    settings.put("labels_listed", plan.labels is not None)
    settings.put("media_root", stored_root(draft.media_root, path))
    settings.put("created_at", draft.imports[0].at)
    settings.put("warnings", list(draft.noticed))
    absent_media.put(settings, draft.missing)
    for new in draft.predictions:
        write_prediction(connection, new, at=draft.imports[0].at)
    write_attributes(connection, plan.attributes, {new.model for new in draft.predictions})
    for entry in draft.imports:
        settings.record_import(entry)


def write_attributes(
    connection: sqlite3.Connection, attributes: Mapping[tuple[str, str], float], models: set[str]
) -> None:
    for (model, name), value in attributes.items():
        if model not in models:
            raise LabelerError(
                f"--attribute {model}.{name}: there is no model {model!r}; name one that has predictions"
            )
        connection.execute("INSERT OR REPLACE INTO attributes VALUES (?, ?, ?)", (model, name, value))


def add_predictions(
    connection: sqlite3.Connection,
    examples: Examples,
    files: Sequence[tuple[str, Path]],
    *,
    threshold: float | None = None,
    skip_bad_rows: bool = False,
) -> tuple[list[str], Vocabulary]:
    """Add models, or revisions of models, to a project: all files or none. The models, and the vocabulary now."""
    if threshold is not None and examples.task.name != "multilabel":
        raise UsageError(f"--threshold is for multilabel projects, and this one is {examples.task.name}; leave it out")
    expected = _expected(arrow.cells_of(examples.ids), examples, threshold)
    tables = _read_all(_single(read_predictions, Path(path), model, expected=expected) for model, path in files)
    _refuse([problem for table in tables for problem in table.problems], skip=skip_bad_rows)
    settings = Settings(connection)
    vocabulary = examples.vocabulary
    if not settings.get("labels_listed"):
        vocabulary = labels_in(tables, vocabulary)
        task_named(examples.task.name, vocabulary=vocabulary, positive=settings.get("positive"))  # still fits
    predictions = resolve_models(tables, vocabulary, examples)
    at = now()
    with transaction(connection):
        write_vocabulary(connection, vocabulary)
        for new in predictions:
            write_prediction(connection, new, at=at)
        for table in tables:
            settings.record_import(_prediction_import(table, at))
    return [new.model for new in predictions], vocabulary
