"""Messages that name options of the command line, in the words of the window."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from labeler.errors import Problem

TITLES = {"example_id": "Id", "label": "Label", "split": "Split", "file": "File"}

_PHRASES: tuple[tuple[str, str], ...] = (
    (r"say the split of the whole file: --examples dev=FILE", "choose the split of the whole file beside its name"),
    (r"choose a higher one with --media-root", "choose a higher one"),
    (r"name its folder: --media-root DIR", "choose its folder as the media folder"),
    (r"; name its folder with --media-root", "; choose its folder as the media folder"),
    (r"; name their folder with --media-root", "; choose their folder as the media folder"),
    (r"list it with --labels", "add a list of labels"),
    (r"add it to the file named with --labels", "add it to the list of labels"),
    (r"add it to --labels", "add it to the list of labels"),
    (r"name the columns that are labels with --label-columns A,B,C", "name the columns that are labels label:<name>"),
    (r", or columns of 1, 0 and ? with --label-columns A,B,C", ""),
    (r"list the labels with --labels FILE", "add a list of labels"),
    (r"those of the examples, or of --labels", "those of the examples, or of the list of labels"),
    (
        r"--labels lists classes, and a transcript has none; leave it out",
        "a transcript has no labels; remove their list",
    ),
    (r"give each model a file: --predictions MODEL=FILE", "give each model a table of its own"),
    (r"use --task multiclass", "choose that a label is one of several"),
    (r"choose another name or open it with 'labeler open'", "choose another name, or open it instead"),
)
_MAPPING = re.compile(r"name (it|one) with --map (\w+)=COLUMN")


def in_window(text: str) -> str:
    """The same advice for somebody who has the dialog before them."""
    for phrase, words in _PHRASES:
        text = text.replace(phrase, words)
    return _MAPPING.sub(lambda found: f"choose {found[1]} under {TITLES.get(found[2], found[2])}", text)


def told(problem: Problem) -> Problem:
    """A problem with its file by name alone, as the dialog lists it."""
    return replace(
        problem, file=Path(problem.file).name, message=in_window(problem.message), remedy=in_window(problem.remedy)
    )


def sentence(text: str) -> str:
    """A message that begins small and ends without a stop, as a sentence of its own."""
    said = in_window(text)
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "?", "!", "…")) else ".")
