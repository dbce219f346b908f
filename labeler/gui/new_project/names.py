"""Good guesses from the names of files and columns, so that most people change nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from labeler.core.splits import split_named
from labeler.store.project_file import SUFFIX

_TABLE_SUFFIXES = (".gz", ".csv", ".tsv", ".txt", ".parquet", ".jsonl", ".xlsx")
_SAYS_LITTLE = frozenset({"examples", "example", "data", "labels", "dataset", "metadata", "all"})
_SPELLINGS = {
    "example_id": ("id", "uid", "key", "exampleid", "imageid", "image_id", "sample_id", "utterance_id"),
    "label": ("class", "target", "category", "gold", "truth", "true_label", "given_label", "class_name"),
    "split": ("set", "subset", "partition", "fold"),
    "file": ("path", "filename", "file_name", "filepath", "file_path", "image", "image_path", "audio", "wav"),
}


def stem(path: Path) -> str:
    """The file's name without the endings of a table: ``a.b.csv.gz`` is ``a.b``."""
    name = path.name
    for suffix in _TABLE_SUFFIXES:
        name = name[: -len(suffix)] if name.lower().endswith(suffix) and len(name) > len(suffix) else name
    return name


def guessed_split(path: Path) -> str | None:
    """``dev`` for dev.csv, pets-dev.csv and dev/examples.csv."""
    name, folder = stem(path), path.parent.name
    whole = split_named(name)
    if whole is not None:
        return whole
    parts = (split_named(part) for part in reversed(re.split(r"[-_. ]+", name)))
    return next((found for found in parts if found), None) or split_named(folder)


def guessed_column(part: str, columns: Sequence[str]) -> str:
    """A column whose name means the part though it is spelled otherwise; empty if it needs no guess or has none."""
    if part in columns:
        return ""
    spelled = {column.lower().replace(" ", "_"): column for column in reversed(columns)}
    return next((spelled[name] for name in (part, *_SPELLINGS[part]) if name in spelled), "")


def model_name(path: Path) -> str:
    """The file's stem; without the split, so that dev and test of one model come together."""
    name = stem(path)
    if split_named(name) is not None:
        return path.parent.name or name
    head, _, tail = name.rpartition(next((sign for sign in reversed(name) if sign in "-_."), "-"))
    return head if head and split_named(tail) is not None else name


def free_project_file(examples: Path) -> Path:
    """A name beside the examples that is not taken; in the home folder where theirs can't be written."""
    folder = examples.parent if os.access(examples.parent, os.W_OK) else Path.home()
    name = stem(examples)
    if name.lower() in _SAYS_LITTLE or split_named(name) is not None:
        name = examples.parent.resolve().name or name
    endings = ("" if number == 1 else f"-{number}" for number in count(1))
    return next(path for ending in endings if not (path := folder / f"{name}{ending}{SUFFIX}").exists())
