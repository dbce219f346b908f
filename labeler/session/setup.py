"""Setting a project up: examples and predictions are read, checked as a whole, and only then written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labeler.core import sampling
from labeler.core.dataset import Examples
from labeler.core.labels import Vocabulary
from labeler.core.tasks import task_named
from labeler.errors import LabelerError, Problem, UsageError
from labeler.formats import arrow
from labeler.formats.examples import Combined, ExampleSource, Mapped, combine, read_examples
from labeler.formats.labels import read_vocabulary, truth_of, vocabulary_of
from labeler.formats.predictions import PredictionTable, labels_in, read_predictions, read_wide, resolve
from labeler.session.installation import now
from labeler.store.columns import Columns
from labeler.store.examples import NewPrediction, write_examples, write_prediction, write_vocabulary
from labeler.store.project_file import creating, project_path, refuse_existing
from labeler.store.settings import Import, Settings
from labeler.store.transactions import transaction

Progress = Callable[[str, float], None]


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
    combined = combine([read_examples(source, mapped=plan.mapped, allowed=base) for source in plan.examples])
    problems = list(combined.problems)
    vocabulary = base or vocabulary_of(combined.labels, Vocabulary(()))
    examples = _examples(combined, vocabulary, plan)
    tables = _prediction_tables(plan, combined.ids, progress)
    problems += [problem for table in tables for problem in table.problems]
    if plan.labels is None:
        vocabulary = labels_in(tables, vocabulary)
        examples = _examples(combined, vocabulary, plan, before=examples)
    _refuse(problems, skip=plan.skip_bad_rows)
    predictions = resolve_models(tables, vocabulary, examples)
    media_root = plan.media_root or Path(plan.examples[0].path).parent
    missing = missing_media(combined, media_root)
    if missing and plan.require_media:
        raise LabelerError(f"{len(missing):,} media files are not there", missing)
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


def missing_media(combined: Combined, media_root: Path) -> list[Problem]:
    """Media files that are not there; an example without a file misses none."""
    if "file" not in combined.roles:
        return []
    column = combined.roles["file"]
    known: dict[Path, set[str]] = {}
    missing = []
    for index, file in enumerate(combined.raw[column].to_pylist()):
        path = media_root / file.strip()
        if path.parent not in known:
            known[path.parent] = _names(path.parent)
        if file.strip() and path.name not in known[path.parent]:
            text = f"{path} is not there"
            missing.append(
                Problem(combined.ids[index].as_py(), None, column, text, "name its folder: --media-root DIR")
            )
    return missing


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


def _prediction_tables(plan: Plan, ids: Any, progress: Progress) -> list[PredictionTable]:
    tables = []
    for number, (model, path) in enumerate(plan.predictions):
        progress(f"Reading the predictions of {model}", 0.2 + 0.5 * number / len(plan.predictions))
        tables.append(read_predictions(Path(path), model, example_ids=ids))
    if plan.wide is not None:
        tables += read_wide(plan.wide, example_ids=ids)
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
        warnings.append(f"{combined.left_out:,} bad rows of examples were left out")
    if missing:
        warnings.append(f"{missing:,} media files are not below {media_root}; name their folder with --media-root")
    for names in vocabulary.near_equal():
        spelled = ", ".join(repr(name) for name in names)
        warnings.append(f"the labels {spelled} differ only in writing; give one spelling, or list it with --labels")
    given = set(examples.given.codes.tolist()) | {
        code for codes in examples.given.acceptable.values() for code in codes
    }
    unused = [name for code, name in enumerate(vocabulary.names) if code not in given]
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
    tables = [read_predictions(Path(path), model, example_ids=ids) for model, path in files]
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
