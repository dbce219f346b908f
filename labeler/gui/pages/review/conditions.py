"""The conditions of a filter as a person types them: "label=cat wrong=yes category=Great cat", all in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from labeler.gui.pages.review.queue_kinds import Choices


def split_conditions(line: str, columns: Iterable[str] = ()) -> tuple[str, ...]:
    """One condition for each name with a sign behind it, such as = or !=; blanks belong to the value before them.

    ``columns`` are names that may hold blanks themselves.
    """
    spaced = sorted((re.escape(name) for name in columns if " " in name), key=len, reverse=True)
    names = "|".join([*spaced, r"[^\s=!<>]+"])
    starts = [found.start() for found in re.finditer(rf"(?<!\S)(?:{names})(?:[=<>]|!=)", line, flags=re.IGNORECASE)]
    parts = (line[start:stop].strip() for start, stop in pairwise([0, *starts, len(line)]))
    return tuple(part for part in parts if part)


def joined(conditions: Sequence[str]) -> str:
    """The line that ``split_conditions`` takes apart."""
    return " ".join(conditions)


def examples(choices: Choices) -> tuple[str, ...]:
    """What can be typed, with names the project has."""
    first, last = (choices.labels[0], choices.labels[-1]) if choices.labels else ("cat", "dog")
    return (
        f"label={first}",
        *([f"predicted={last}", "wrong=yes"] if choices.models else []),
        "status=unsure",
        "shown=yes",
        *(f"category={name}" for name in choices.categories[:1]),
        *(f"reviewer={name}" for name in choices.reviewers[:1]),
        "text=needle",
    )
