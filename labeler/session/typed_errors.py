"""Errors that people typed for a project's diagnosis, kept in it: human level above all (METHOD 11)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from labeler.errors import LabelerError
from labeler.session.diagnosis import Percent, Told
from labeler.session.open_project import OpenProject
from labeler.session.results import NOTHING, Changes
from labeler.store.transactions import transaction

_KEY = "typed_errors"
_FORM = re.compile(r"\s*([0-9]+[.,]?[0-9]*|[.,][0-9]+)\s*%?\s*(?:(?:@|of\s)\s*([0-9][0-9,]*))?\s*")
_BETWEEN = re.compile(r";|,\s")
SEVERAL, ONE_DISTRIBUTION = "human", "one_distribution"
"""The field that takes several errors, and the one that is no error."""


def kept(session: OpenProject) -> Told:
    """What was typed and stands for everybody who opens the project; empty where nothing was."""
    saved: Mapping[str, Any] = session.settings.get(_KEY, {})
    return cast(
        "Told", {name: value if name == ONE_DISTRIBUTION else read(name, value) for name, value in saved.items()}
    )


def keep(session: OpenProject, typed: Told) -> Changes:
    """These and no others from now on; raises LabelerError for what is no percentage."""
    told = {name: value for name, value in typed.items() if value is not None and value != []}
    written = {
        name: value if name == ONE_DISTRIBUTION else as_typed(cast("Any", value)) for name, value in told.items()
    }
    for name, text in written.items():
        if name != ONE_DISTRIBUTION:
            read(name, cast("str", text))
    if written == session.settings.get(_KEY, {}):
        return NOTHING
    with transaction(session.connection):
        session.settings.put(_KEY, written)
    return Changes((), frozenset({"diagnosis"}))


def over(standing: Told, told: Told) -> Told:
    """What is told now, and beside it what stands."""
    return cast("Told", {**standing, **{name: value for name, value in told.items() if value is not None}})


def read(field: str, text: str) -> Percent | list[Percent]:
    """One field of ``Told`` as it was typed; raises LabelerError for what is no percentage."""
    if field != SEVERAL:
        return percent_in(text)
    return [percent_in(part) for part in _BETWEEN.split(text) if part.strip()]


def percent_in(text: str) -> Percent:
    """``10``, ``0.5 %``, ``0,5``, or ``10@500`` and ``10 of 500`` where it was measured on 500 examples.

    Raises LabelerError for anything else.
    """
    found = _FORM.fullmatch(text)
    value = float(found[1].replace(",", ".")) if found else -1.0
    size = int(found[2].replace(",", "")) if found and found[2] else None
    if not 0 <= value <= 100 or size == 0:
        raise LabelerError(f"{text.strip()!r} is not a percentage from 0 to 100, or one such as 10@500")
    return (value, size) if size else value


def as_typed(told: Percent | list[Percent] | None) -> str:
    """As ``read`` reads it; empty for None."""
    if isinstance(told, list):
        return "; ".join(map(as_typed, told))
    if isinstance(told, tuple):
        return f"{told[0]:g}@{told[1]}"
    return "" if told is None else f"{told:g}"
