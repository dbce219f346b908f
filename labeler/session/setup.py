"""Setting a project up: examples and predictions are read, checked as a whole, and only then written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from labeler.core import sampling
from labeler.core.dataset import Examples
from labeler.core.labels import Vocabulary
from labeler.core.tasks import task_named
from labeler.errors import LabelerError, Problem, UsageError
from labeler.formats import arrow
from labeler.formats.examples import Combined, ExampleSource, ExampleTable, Mapped, combine, read_examples
from labeler.formats.labels import read_vocabulary, truth_of, vocabulary_of
from labeler.formats.predictions import PredictionTable, labels_in, read_predictions, read_wide, resolve
from labeler.session.installation import now
from labeler.store.columns import Columns
from labeler.store.examples import NewPrediction, write_examples, write_prediction, write_vocabulary
from labeler.store.project_file import creating, project_path, refuse_existing
from labeler.store.settings import Import, Settings
from labeler.store.transactions import transaction

Progress = Callable[[str, float], None]
_LAST_NAME = r"[^/\\]*$" if os.name == "nt" else r"[^/]*$"
Read = TypeVar("Read", ExampleTable, PredictionTable)


def _silent(_message: str, _fraction: float) -> None:
    return


@dataclass(frozen=True)
class Plan:
    """Everything that makes a new project. ``predictions`` are (model, file); a model may have several files."""

    examples: Sequence[ExampleSource]
    media_root: Path | None = None
    task: str | None = None
    positive: str | None = None
    labels: Path | None = None
    predictions: Sequence[tuple[str, Path]] = ()
    wide: Path | None = None
    attributes: Mapping[tuple[str, str], float] = field(default_factory=dict)
    mapped: Mapped = field(default_factory=Mapped)
    seed: int = 0
    skip_bad_rows: bool = False
    require_media: bool = False


@dataclass(frozen=True, eq=False)
class Draft:
    """A plan read and found good: what will be written. ``warnings`` are for the person, not in the way."""

    examples: Examples
    combined: Combined
    predictions: tuple[NewPrediction, ...]
    media_root: Path
    imports: tuple[Import, ...]
    warnings: tuple[str, ...]


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
    readers = [_single(read_examples, source, mapped=plan.mapped, allowed=base) for source in plan.examples]
    combined = combine(_read_all(readers))
    problems = list(combined.problems)
    vocabulary = base or vocabulary_of(combined.labels, Vocabulary(()))
    examples = _examples(combined, vocabulary, plan)
    # A prediction for a row that is refused is no second problem; where that row is skipped, so is the prediction.
    refused = [] if plan.skip_bad_rows else combined.left_out_ids.chunks
    ids = arrow.flat(pa.chunked_array([*combined.ids.chunks, *refused]))
    tables = _read_all(_prediction_readers(plan, ids, progress), problems)
    problems += [problem for table in tables for problem in table.problems]
    if plan.labels is None:
        vocabulary = labels_in(tables, vocabulary)
        examples = _examples(combined, vocabulary, plan, before=examples)
    _refuse(problems, skip=plan.skip_bad_rows)
    if not len(examples):
        raise LabelerError(f"nothing was written: there are no examples in {', '.join(combined.names)}")
    predictions = resolve_models(tables, vocabulary, examples)
    media_root = plan.media_root or Path(plan.examples[0].path).parent
    missing = missing_media(combined, media_root)
    if len(missing) and plan.require_media:
        problems = _missing_problems(combined, media_root, missing)
        raise LabelerError(f"nothing was written: {len(missing):,} media files are not there", problems)
    return Draft(
        examples=examples,
        combined=combined,
        predictions=predictions,
        media_root=media_root,
        imports=_imports(plan, combined, tables),
        warnings=tuple(_warnings(examples, combined, vocabulary, len(missing), media_root)),
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


def missing_media(combined: Combined, media_root: Path) -> NDArray[np.intp]:
    """Indices of the examples whose media files are not there; an example without a file misses none."""
    if "file" not in combined.roles:
        return np.zeros(0, np.intp)
    files = arrow.stripped(combined.raw[combined.roles["file"]])
    folders = arrow.coded(arrow.without(files, _LAST_NAME)).names
    there = [os.fsencode(folder + name) for folder in folders for name in _names(media_root / folder)]
    return np.flatnonzero(~arrow.among(files, there) & ~arrow.equal(files, ""))


def _missing_problems(combined: Combined, media_root: Path, missing: NDArray[np.intp]) -> list[Problem]:
    column = combined.roles["file"]
    remedy = "mend the path, or name the folder it is below: --media-root DIR"
    files = combined.raw[column].take(pa.array(missing)).to_pylist()
    return [
        Problem(*combined.place(index), column, f"{media_root / file.strip()} is not there", remedy)
        for index, file in zip(missing.tolist(), files, strict=True)
    ]


def _names(folder: Path) -> set[str]:
    """One listing a folder: a million single look-ups would take minutes on a network share."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries}
    except OSError:
        return set()


def _examples(combined: Combined, vocabulary: Vocabulary, plan: Plan, before: Examples | None = None) -> Examples:
    if before is not None and before.vocabulary is vocabulary:
        return before
    ids = arrow.text_column(combined.ids)
    return Examples(
        ids=ids,
        splits=combined.splits,
        given=truth_of(combined.labels, vocabulary) if before is None else before.given,
        tickets=sampling.short_tickets(plan.seed, ids) if before is None else before.tickets,
        vocabulary=vocabulary,
        task=task_named(plan.task or "multiclass", vocabulary=vocabulary, positive=plan.positive),
        seed=plan.seed,
        weights=combined.weights,
    )


def _prediction_readers(plan: Plan, ids: Any, progress: Progress) -> Iterator[Callable[[], list[PredictionTable]]]:
    for number, (model, path) in enumerate(plan.predictions):
        progress(f"Reading the predictions of {model}", 0.2 + 0.5 * number / len(plan.predictions))
        yield _single(read_predictions, Path(path), model, example_ids=ids)
    if plan.wide is not None:
        yield partial(read_wide, plan.wide, example_ids=ids)


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
    details = {"map": dict(plan.mapped.columns), "files": [str(source.path) for source in plan.examples]}
    size = len(combined.splits)
    entries = [Import(at, "examples", ", ".join(names), size, combined.left_out, details)]
    entries += [
        Import(at, "predictions", table.name, len(table.rows), table.left_out, {"model": table.model})
        for table in tables
    ]
    return tuple(entries)


def _warnings(
    examples: Examples, combined: Combined, vocabulary: Vocabulary, missing: int, media_root: Path
) -> list[str]:
    warnings = []
    if combined.left_out:
        one = combined.left_out == 1
        rows = "1 bad row of examples was" if one else f"{combined.left_out:,} bad rows of examples were"
        warnings.append(f"{rows} left out")
    if missing:
        warnings.append(f"{missing:,} media files are not below {media_root}; name their folder with --media-root")
    for names in vocabulary.near_equal():
        spelled = ", ".join(repr(name) for name in names)
        warnings.append(f"the labels {spelled} differ only in writing; give one spelling, or list it with --labels")
    counts = examples.task.label_counts(examples.given, len(vocabulary)).tolist()
    unused = [name for name, count in zip(vocabulary.names, counts, strict=True) if not count]
    if unused:
        shown = ", ".join(unused[:5]) + (" …" if len(unused) > 5 else "")
        warnings.append(
            f"no example has the label {shown}: {'it is' if len(unused) == 1 else 'they are'} only predicted or listed"
        )
    return warnings


def _write(connection: sqlite3.Connection, draft: Draft, plan: Plan, path: Path) -> None:
    settings = Settings(connection)
    raw = {name: arrow.compact(cells) for name, cells in draft.combined.raw.items()}
    write_examples(connection, draft.examples, extras=raw)
    Columns(connection).write_text("split_name", arrow.coded(draft.combined.split_names))
    settings.put("columns", list(raw))
    settings.put("split_columns", dict(draft.combined.split_columns))
    settings.put("roles", dict(draft.combined.roles))
    settings.put("positive", plan.positive)
    settings.put("labels_listed", plan.labels is not None)
    settings.put("media_root", media_setting(draft.media_root, path))
    settings.put("created_at", draft.imports[0].at)
    settings.put("warnings", list(draft.warnings))
    for new in draft.predictions:
        write_prediction(connection, new, at=draft.imports[0].at)
    write_attributes(connection, plan.attributes, {new.model for new in draft.predictions})
    for entry in draft.imports:
        settings.record_import(entry)


def media_setting(media_root: Path, project: Path) -> str:
    """The media folder as it is stored: relative to the project where it lies below its folder, so both can move."""
    absolute, home = media_root.resolve(), project.resolve().parent
    if absolute.is_relative_to(home):
        return absolute.relative_to(home).as_posix()
    return str(absolute)


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
    skip_bad_rows: bool = False,
) -> tuple[list[str], Vocabulary]:
    """Add models, or revisions of models, to a project: all files or none. The models, and the vocabulary now."""
    ids = arrow.cells_of(examples.ids)
    tables = _read_all(_single(read_predictions, Path(path), model, example_ids=ids) for model, path in files)
    _refuse([problem for table in tables for problem in table.problems], skip=skip_bad_rows)
    settings = Settings(connection)
    vocabulary = examples.vocabulary
    if not settings.get("labels_listed"):
        vocabulary = labels_in(tables, vocabulary)
        task_named(examples.task.name, vocabulary=vocabulary, positive=settings.get("positive"))
    predictions = resolve_models(tables, vocabulary, examples)
    at = now()
    with transaction(connection):
        write_vocabulary(connection, vocabulary)
        for new in predictions:
            write_prediction(connection, new, at=at)
        for table in tables:
            settings.record_import(
                Import(at, "predictions", table.name, len(table.rows), table.left_out, {"model": table.model})
            )
    return [new.model for new in predictions], vocabulary
