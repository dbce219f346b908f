"""Which column of a table of examples is what, and which task that makes (DESIGN 4, Examples)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import category

from labeler.formats.findings import Findings, quoted
from labeler.formats.tables import Table

PARTS = ("example_id", "split", "file", "label", "weight", "source", "annotator", "group")
LABEL = "label:"
_MAPPABLE = (*PARTS, "transcript")
_MANIFEST = {"file": "audio_filepath", "transcript": "text"}
_FURTHER = re.compile(r"transcript_([2-9]|[1-9]\d{1,3})$")


@dataclass(frozen=True)
class Mapped:
    """Which column of a file plays which part: the part's own name unless ``--map`` says otherwise."""

    columns: Mapping[str, str] = field(default_factory=dict)

    def column(self, table: Table, part: str) -> str | None:
        name = self.columns.get(part, part)
        return name if name in table.columns else None


@dataclass(frozen=True)
class Layout:
    """What the columns of a table are.

    ``roles`` holds the column of every part that one plays. ``label_columns`` holds, by column, the label that a
    multilabel table says yes or no to there; then nothing plays ``label``. ``references`` are the columns of further
    transcripts, nearest first.
    """

    task: str
    roles: Mapping[str, str]
    label_columns: Mapping[str, str] = field(default_factory=dict)
    references: tuple[str, ...] = ()

    @property
    def id_column(self) -> str:
        return self.roles.get("example_id") or self.roles["file"]


def layout(
    table: Table,
    mapped: Mapped,
    findings: Findings,
    *,
    split_known: bool,
    task: str | None = None,
    label_columns: Sequence[str] = (),
) -> Layout:
    """The layout as far as it goes; what is missing is noted in ``findings`` about the whole file.

    ``task`` is found by the columns where it isn't given; ``label_columns`` names bare columns that are labels.
    """
    mapped = _with_manifest(table, mapped)
    task = task or task_by_columns(table.columns, mapped, label_columns)
    _check_mapping(table, mapped, findings)
    roles = {part: column for part in PARTS if (column := mapped.column(table, part)) is not None}
    if "example_id" not in roles and "file" not in roles:
        findings.about_file("has neither a column 'example_id' nor 'file'", "name one with --map example_id=COLUMN")
    if "split" not in roles and not split_known:
        findings.about_file(
            "has no column 'split'", "add one, or say the split of the whole file: --examples dev=FILE", column="split"
        )
    named = label_columns or [name for name in table.columns if name.startswith(LABEL)]
    named = named if task == "multilabel" else ()
    labels = _label_columns(table, named, findings)
    roles.pop("label", None)
    if not named and (column := _label_column(table, mapped, task)) is not None:
        roles["label"] = column
    if not named and "label" not in roles:
        findings.about_file(_LACKS.get(task, "has no column 'label'"), _label_remedy(table, task), column="label")
    return Layout(task, roles, labels, _references(table) if task == "transcript" else ())


def _with_manifest(table: Table, mapped: Mapped) -> Mapped:
    """A speech manifest calls file and transcript by names of its own."""
    if not set(_MANIFEST.values()) <= set(table.columns) or set(_MANIFEST) & set(table.columns):
        return mapped
    return Mapped({**_MANIFEST, **mapped.columns})


def task_by_columns(columns: Sequence[str], mapped: Mapped, label_columns: Sequence[str] = ()) -> str:
    """The task that a table's columns speak for: label columns, a transcript, else one class of several."""
    if label_columns or any(name.startswith(LABEL) for name in columns):
        return "multilabel"
    transcript = mapped.columns.get("label", mapped.columns.get("transcript", "transcript"))
    spoken = "transcript" in mapped.columns or transcript == "transcript"
    return "transcript" if spoken and transcript in columns else "multiclass"


def _check_mapping(table: Table, mapped: Mapped, findings: Findings) -> None:
    for part, column in mapped.columns.items():
        if part not in _MAPPABLE:
            findings.about_file(f"{part!r} is no part that a column can play", f"map one of: {', '.join(_MAPPABLE)}")
        elif column not in table.columns:
            findings.about_file(
                f"has no column {column!r} to use as {part}", f"its columns are: {', '.join(table.columns)}"
            )


def _label_column(table: Table, mapped: Mapped, task: str) -> str | None:
    if task == "transcript" and "label" not in mapped.columns:
        return mapped.column(table, "transcript") or mapped.column(table, "label")
    return mapped.column(table, "label")


def _label_columns(table: Table, named: Sequence[str], findings: Findings) -> dict[str, str]:
    """Those of the named columns that are there and have a name that a label can have."""
    labels: dict[str, str] = {}
    for column in named:
        label = column.removeprefix(LABEL).strip()
        if column not in table.columns:
            listed = f"its columns are: {', '.join(table.columns)}"
            findings.about_file(f"has no column {column!r} to use as a label", listed, column=column)
        elif fault := _name_fault(label):
            findings.about_file(*fault, column=column)
        elif label in labels.values():
            findings.about_file(f"has two columns of the label {quoted(label)}", "keep one of them", column=column)
        else:
            labels[column] = label
    return labels


def _name_fault(label: str) -> tuple[str, str] | None:
    if not label:
        return "has a label column without a label's name", "write it as label:<name>"
    if begins_unknown(label):
        return f"the label {quoted(label)} begins with ?, which means not known", "give the label another name"
    if any(category(character) == "Cc" for character in label):
        return f"the label {quoted(label)} holds a control character", "remove tabs, line breaks and the like"
    return None


def begins_unknown(label: str) -> bool:
    """Whether a label's name would be taken for one that isn't known, or for one that says it isn't."""
    return label.lstrip("\\").startswith("?")


def _references(table: Table) -> tuple[str, ...]:
    found = {int(match[1]): name for name in table.columns if (match := _FURTHER.match(name))}
    return tuple(found[number] for number in sorted(found))


_LACKS = {
    "multilabel": "has neither columns 'label:<name>' nor a column 'label'",
    "transcript": "has neither a column 'transcript' nor 'label'",
}


def _label_remedy(table: Table, task: str) -> str:
    listed = f"the columns are: {', '.join(table.columns)}"
    if task == "multilabel":
        return f"name the columns that are labels with --label-columns A,B,C; {listed}"
    several = ", or columns of 1, 0 and ? with --label-columns A,B,C" if task == "multiclass" else ""
    return f"name it with --map label=COLUMN{several}; {listed}"
