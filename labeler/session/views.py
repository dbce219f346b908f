"""A view on the examples: which of them, by which model, in which order; kept in the project under a name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """``where`` are conditions as of ``filters``; ``model`` is whose predictions they mean, None the selected one.

    ``sort`` names an order, "" that of the table as imported.
    """

    where: tuple[str, ...] = ()
    model: str | None = None
    sort: str = ""
    descending: bool = False
