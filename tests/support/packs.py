"""Projects of the data packs, with all their models."""

from __future__ import annotations

from pathlib import Path

import labeler

PACKS = ("cifar10", "spoken_digits", "transcripts", "multilabel")


def project_of(pack: Path, path: Path) -> Path:
    """A new project file of one pack; the media stay where they are."""
    folder = pack / ("hypotheses" if pack.name == "transcripts" else "predictions")
    options: dict[str, object] = {}
    if pack.name == "multilabel":
        options["label_columns"] = (pack / "examples.csv").read_text().splitlines()[0].split(",")[3:]
    predictions = {file.stem: file for file in sorted(folder.glob("*.csv"))}
    with labeler.new(
        path, examples=pack / "examples.csv", predictions=predictions, media_root=pack, **options
    ) as session:
        return session.path
