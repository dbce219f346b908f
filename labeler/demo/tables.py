"""The demo's tables, in the forms an import reads (UTF-8, comma, header, line feeds)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from labeler.demo.features import Array
from labeler.demo.labeling import CatExample
from labeler.demo.reviewers import Review
from labeler.demo.scenes import LABELS


def image_file(example: CatExample) -> str:
    """Relative to the media root."""
    return f"images/{example.example_id}.jpg"


def write_examples(path: Path, examples: Sequence[CatExample], *, files: bool) -> None:
    """With the column ``file`` or without."""
    columns = {
        "example_id": [example.example_id for example in examples],
        "split": [example.split for example in examples],
        "file": [image_file(example) for example in examples],
        "label": [example.label for example in examples],
        "source": [example.source for example in examples],
        "annotator": [example.annotator for example in examples],
        "camera": [example.camera for example in examples],
    }
    if not files:
        del columns["file"]
    _write(path, list(columns), zip(*columns.values(), strict=True))


def write_probabilities(path: Path, examples: Sequence[CatExample], probabilities: Array) -> None:
    """``probabilities`` (examples, labels), four decimals each."""
    rows = zip(examples, probabilities.tolist(), strict=True)
    cells = ([example.example_id, *(f"{value:.4f}" for value in row)] for example, row in rows)
    _write(path, ["example_id", *(f"prob:{label}" for label in LABELS)], cells)


def write_reviews(path: Path, reviews: Iterable[Review]) -> None:
    header = ["example_id", "verdict", "corrected_label", "categories", "comment", "reviewer", "at"]
    _write(path, header, map(_review_cells, reviews))


def _review_cells(review: Review) -> list[str]:
    return [
        review.example_id,
        review.verdict,
        review.corrected_label,
        ";".join(review.categories),
        review.comment,
        review.reviewer,
        review.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    ]


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
