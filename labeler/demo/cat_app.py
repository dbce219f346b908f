"""The demo: photographs of a cat app, labels with a few errors, models that compete, and what reviewers said."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from labeler.demo.contenders import CONTENDERS, Views
from labeler.demo.features import Array, Thumbnails, thumbnail
from labeler.demo.labeling import CatExample, make_examples
from labeler.demo.pictures import draw
from labeler.demo.reviewers import review
from labeler.demo.scenes import LABELS
from labeler.demo.tables import image_file, write_examples, write_probabilities, write_reviews
from labeler.errors import LabelerError

Progress = Callable[[str, float], None]

SEED = 4
_WEB_SIZE = 96
_APP_SIZE = 192
_SHARE_OF_DRAWING = 0.8


@dataclass(frozen=True, slots=True)
class CatApp:
    """Where the files are and what an import has to be told."""

    examples: Path
    media_root: Path
    predictions: dict[str, Path]
    attributes: dict[str, dict[str, float]]
    decisions: Path
    positive: str = "cat"
    task: str = "multiclass"


def write_cat_app(folder: Path, *, progress: Progress | None = None, images: bool = True) -> CatApp:
    """Fills an empty folder, the same each time, within seconds; ``progress`` hears what is done and the share so far.

    Without ``images`` the examples name no files. LabelerError if the folder is missing or not empty; whatever else
    goes wrong, what ``progress`` raises included, the folder is left empty.
    """
    _require_empty(folder)
    report = progress or (lambda _doing, _share: None)
    with _emptied_on_failure(folder):
        examples = make_examples(Random(SEED))  # noqa: S311  # pictures, no secrets
        thumbnails = _draw_all(examples, folder if images else None, report)
        probabilities = _train_all(examples, thumbnails, report)
        app = _write_tables(folder, examples, probabilities, images=images)
        report("Done", 1.0)
    return app


def _require_empty(folder: Path) -> None:
    if not folder.is_dir():
        raise LabelerError(f"{folder} is not a folder; make it first")
    if any(folder.iterdir()):
        raise LabelerError(f"{folder} is not empty; choose an empty folder for the demo")


@contextmanager
def _emptied_on_failure(folder: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for entry in folder.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        raise


def _draw_all(examples: Sequence[CatExample], folder: Path | None, report: Progress) -> Thumbnails:
    """(examples, 48, 48, 3): what the classifiers learn from, taken before the files are compressed."""
    if folder:
        (folder / "images").mkdir()
    thumbnails = []
    for number, example in enumerate(examples):
        if number % 50 == 0:
            report("Drawing pictures", _SHARE_OF_DRAWING * number / len(examples))
        picture = draw(example.shot.scene, _WEB_SIZE if example.from_web else _APP_SIZE)
        thumbnails.append(thumbnail(picture))
        if folder:
            picture.save(folder / image_file(example), quality=88, subsampling=0)
    return np.stack(thumbnails)


def _train_all(examples: Sequence[CatExample], thumbnails: Thumbnails, report: Progress) -> dict[str, Array]:
    labels = np.array([LABELS.index(example.label) for example in examples])
    train = np.flatnonzero([example.split == "train" for example in examples])
    drawings = np.flatnonzero([example.shot.oddity == "drawing" for example in examples])
    report("Training models", _SHARE_OF_DRAWING)
    views = Views(thumbnails, labels, len(LABELS), train=train, drawings=drawings)
    probabilities = {}
    for number, (model, contender) in enumerate(CONTENDERS.items(), start=1):
        probabilities[model] = contender.probabilities(views).round(4)
        report("Training models", _SHARE_OF_DRAWING + (0.95 - _SHARE_OF_DRAWING) * number / len(CONTENDERS))
    return probabilities


def _write_tables(
    folder: Path, examples: Sequence[CatExample], probabilities: dict[str, Array], *, images: bool
) -> CatApp:
    reviews = review(examples, Random(SEED))  # noqa: S311
    (folder / "predictions").mkdir()
    app = CatApp(
        examples=folder / "examples.csv",
        media_root=folder,
        predictions={model: folder / "predictions" / f"{model}.csv" for model in CONTENDERS},
        attributes={model: {"milliseconds": contender.milliseconds} for model, contender in CONTENDERS.items()},
        decisions=folder / "decisions.csv",
    )
    write_examples(app.examples, examples, files=images)
    for model, table in probabilities.items():
        write_probabilities(app.predictions[model], examples, table)
    write_reviews(app.decisions, reviews)
    return app
