"""Conditions on examples as values, put together and told as masks."""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from labeler.session import cells
from labeler.session.filter_subject import of_ids
from labeler.session.filter_subjects import SUBJECTS
from labeler.session.measures import MEASURES, measured, model_key, models_key
from labeler.session.open_project import OpenProject
from labeler.session.queues import Mask

ORDER: Mapping[str, cells.Compare] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}


class Filter(ABC):
    """Which examples are wanted; ``&``, ``|`` and ``~`` put filters together."""

    @abstractmethod
    def mask(self, session: OpenProject, model: str | None = None) -> Mask:
        """Of all examples, as things stand; ``model`` is whose predictions are meant, else the selected one's.

        Read-only where it follows from what was imported alone.
        """

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
class Ids(Filter):
    """Examples picked by hand; an id that isn't in the project picks none."""

    ids: frozenset[str]

    def mask(self, session: OpenProject, model: str | None = None) -> Mask:  # noqa: ARG002
        return of_ids(session, self.ids)


@dataclass(frozen=True)
class About(Filter):
    """What is known of an example: one of SUBJECTS has this value."""

    name: str
    value: str

    @property
    def of_model(self) -> bool:
        return SUBJECTS[self.name].of_model

    def mask(self, session: OpenProject, model: str | None = None) -> Mask:
        subject = SUBJECTS[self.name]

        def tell() -> Mask:
            return subject.tell(session, model, self.value)

        if not subject.lasting:
            return tell()
        told_by = model_key(session, model) if subject.of_model else models_key(session)
        return _kept(session, ("about", self.name, self.value, told_by), tell)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


@dataclass(frozen=True)
class Measured(Filter):
    """One of MEASURES is on this side of a number; ``order`` is one of ORDER. What isn't known is on neither."""

    name: str
    order: str
    value: float

    @property
    def of_model(self) -> bool:
        return MEASURES[self.name].of_model

    def mask(self, session: OpenProject, model: str | None = None) -> Mask:
        numbers = measured(session, self.name, model)
        return ORDER[self.order](numbers, numbers.dtype.type(self.value))


@dataclass(frozen=True)
class Cell(Filter):
    """A column of the imported table has exactly this text."""

    column: str
    value: str

    def mask(self, session: OpenProject, model: str | None = None) -> Mask:  # noqa: ARG002
        key = ("cell", self.column, self.value)
        return _kept(session, key, lambda: cells.equal(session.examples.extras[self.column], self.value))


@dataclass(frozen=True)
class Number(Filter):
    """A column of the imported table has a number on this side of another; ``order`` is one of ORDER."""

    column: str
    order: str
    value: float

    def mask(self, session: OpenProject, model: str | None = None) -> Mask:  # noqa: ARG002
        column = session.examples.extras
        key = ("number", self.column, self.order, self.value)
        return _kept(session, key, lambda: cells.compared(column[self.column], ORDER[self.order], self.value))


def _kept(session: OpenProject, key: Hashable, tell: Callable[[], Mask]) -> Mask:
    return session.columns.derived.get(key, tell)
