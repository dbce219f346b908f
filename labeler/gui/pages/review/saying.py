"""Labels as a sentence says them, whatever kind of task they are of."""

from __future__ import annotations

from labeler.core.lists import split_list


def spoken(label: str, task: str) -> str:
    """Acceptable labels as "cat or dog", a set as "fur, horns?" where horns isn't known, a transcript as it is."""
    match task:
        case "transcript":
            return label or "nothing said"
        case "multilabel":
            return ", ".join(map(_named, split_list(label))) or "none of the labels"
        case _:
            return " or ".join(split_list(label))


def _named(item: str) -> str:
    return f"{item[1:]}?" if item.startswith("?") else item
