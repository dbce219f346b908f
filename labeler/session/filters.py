"""Conditions on examples, as values: parsed from text, put together, and told as masks (METHOD 7, any filter)."""

from __future__ import annotations

import operator
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from labeler.errors import LabelerError
from labeler.session import cells, figures
from labeler.session.filter_subjects import SUBJECTS
from labeler.session.names import near
from labeler.session.open_project import OpenProject
from labeler.session.queues import Asked, Mask, Plan, drawn

ORDER: Mapping[str, cells.Compare] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
OPERATORS = ("!=", "<=", ">=", "=", "<", ">")
_COLUMN = "column:"
_FORM = "write it as NAME=VALUE, like label=cat, or NAME!=VALUE"


class Filter(ABC):
    """Which examples are wanted; ``&``, ``|`` and ``~`` put filters together."""

    @abstractmethod
    def mask(self, session: OpenProject, model: str | None = None) -> Mask:
        """Of all examples, as things stand; ``model`` is whose predictions are meant, else the selected one's."""

    @property
    def of_model(self) -> bool:
        """Whether it goes by the predictions of one model."""
        return any(part.of_model for part in self.parts)

    @property
    def parts(self) -> tuple[Filter, ...]:
        return ()

    def __and__(self, other: Filter) -> Filter:
        return All((self, other))

    def __or__(self, other: Filter) -> Filter:
        return Some((self, other))

    def __invert__(self) -> Filter:
        return Not(self)


@dataclass(frozen=True)
class All(Filter):
    """Every one of these holds; of none, every example is wanted."""

    parts: tuple[Filter, ...] = ()

    def mask(self, session: OpenProject, model: str | None = None) -> Mask:
        mask: Mask = np.ones(len(session.examples), np.bool_)
        for part in self.parts:
            mask &= part.mask(session, model)
        return mask


@dataclass(frozen=True)
class Some(Filter):
    """At least one of these holds; of none, no example is wanted."""

    parts: tuple[Filter, ...] = ()

    def mask(self, session: OpenProject, model: str | None = None) -> Mask:
        mask: Mask = np.zeros(len(session.examples), np.bool_)
        for part in self.parts:
            mask |= part.mask(session, model)
        return mask


@dataclass(frozen=True)
class Not(Filter):
    """The other examples."""

    part: Filter

    @property
    def parts(self) -> tuple[Filter, ...]:
        return (self.part,)

    def mask(self, session: OpenProject, model: str | None = None) -> Mask:
        return ~self.part.mask(session, model)


@dataclass(frozen=True)
class About(Filter):
    """What is known of an example: one of SUBJECTS has this value."""

    name: str
    value: str

    @property
    def of_model(self) -> bool:
        return SUBJECTS[self.name].of_model

    def mask(self, session: OpenProject, model: str | None = None) -> Mask:
        return SUBJECTS[self.name].tell(session, model, self.value)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


@dataclass(frozen=True)
class Cell(Filter):
    """A column of the imported table has exactly this text."""

    column: str
    value: str

    def mask(self, session: OpenProject, model: str | None = None) -> Mask:  # noqa: ARG002
        return cells.equal(session.examples.extras[self.column], self.value)


@dataclass(frozen=True)
class Number(Filter):
    """A column of the imported table has a number on this side of another; ``order`` is one of ORDER."""

    column: str
    order: str
    value: float

    def mask(self, session: OpenProject, model: str | None = None) -> Mask:  # noqa: ARG002
        return cells.compared(session.examples.extras[self.column], ORDER[self.order], self.value)


def parsed(session: OpenProject, conditions: Sequence[str]) -> Filter:
    """All of these texts together; raises LabelerError for one that says nothing of this project."""
    return All(tuple(condition(session, text) for text in conditions))


def condition(session: OpenProject, text: str) -> Filter:
    """``label=cat``, ``status!=unsure``, ``snr_db<5``; a column named like one of SUBJECTS is ``column:NAME=VALUE``.

    Values are taken as they are, without white space around them. Raises LabelerError with the names there are.
    """
    name, sign, value = _split(session, text)
    if name.casefold() in SUBJECTS:
        return _about(session, name.casefold(), sign, value)
    column = name.removeprefix(_COLUMN)
    if column not in session.examples.extras:
        raise LabelerError(_unknown(session, name))
    if sign not in ORDER:
        return _unless(sign, Cell(column, value))
    number = cells.number(value)
    if number is None:
        raise LabelerError(f"{text!r}: {value!r} is no number, and {sign} compares numbers; use = or !=")
    return Number(column, sign, number)


def queue(session: OpenProject, asked: Asked) -> Plan:
    """The examples for which all conditions hold, by ticket; with no condition, every one."""
    wanted = parsed(session, asked.where)
    model = figures.model(session, asked.model).model if wanted.of_model or asked.model is not None else None
    return Plan("filter", model, drawn(session.examples, wanted.mask(session, model), asked))


def _split(session: OpenProject, text: str) -> tuple[str, str, str]:
    """Name, sign and value; a column's name may hold signs itself, so the longest that fits is taken."""
    signs = "|".join(map(re.escape, OPERATORS))
    for name in sorted(session.examples.extras, key=len, reverse=True):
        found = re.fullmatch(rf"\s*({_COLUMN})?({re.escape(name)})\s*({signs})(.*)", text, re.DOTALL)
        if found:
            return (found[1] or "") + found[2], found[3], found[4].strip()
    found = re.fullmatch(rf"\s*(.+?)\s*({signs})(.*)", text, re.DOTALL)
    if not found:
        raise LabelerError(f"{text!r} is no condition; {_FORM}")
    return found[1], found[2], found[3].strip()


def _about(session: OpenProject, name: str, sign: str, value: str) -> Filter:
    if sign in ORDER:
        raise LabelerError(f"{name} can't be compared by {sign}; write {name}={value} or {name}!={value}")
    return _unless(sign, About(name, SUBJECTS[name].read(session, value)))


def _unless(sign: str, told: Filter) -> Filter:
    return Not(told) if sign == "!=" else told


def _unknown(session: OpenProject, name: str) -> str:
    columns = list(session.examples.extras)
    of_table = f", and the columns of the table: {', '.join(columns)}" if columns else ""
    alike = near(name, (*SUBJECTS, *columns))
    meant = f", did you mean {alike[0]}?" if alike else "."
    return f"there is no condition {name!r}{meant} There are {', '.join(SUBJECTS)}{of_table}"
