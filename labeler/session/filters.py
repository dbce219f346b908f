"""Conditions on examples as people write them: read, and said in words (METHOD 7, any filter)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from labeler.core.phrases import listed
from labeler.errors import LabelerError
from labeler.session import cells, figures
from labeler.session.filter_subjects import SUBJECTS
from labeler.session.filter_values import About, All, Cell, Filter, Ids, Measured, Not, Number, Some
from labeler.session.measures import MEASURES
from labeler.session.names import near
from labeler.session.open_project import OpenProject
from labeler.session.queues import Asked, Plan, drawn

__all__ = ["OPERATORS", "All", "Condition", "Filter", "Not", "Some", "condition", "parsed", "queue", "read", "written"]

OPERATORS = ("!=", "<=", ">=", "=", "<", ">")
COLUMN = "column:"
_OR = "|"
_FORM = "write it as NAME=VALUE, like label=cat, or NAME!=VALUE"
_WORDS = {"<=": "≤", ">=": "≥"}
_DENIED = {"yes": "no", "no": "yes"}


@dataclass(frozen=True)
class Condition:
    """One condition as it was written: of a subject, a measure or a ``column``; any of ``values`` will do.

    ``str()`` of it is the text that ``read`` takes.
    """

    name: str
    sign: str
    values: tuple[str, ...]
    column: bool = False

    def __str__(self) -> str:
        own = self.name.casefold() in SUBJECTS or self.name.casefold() in MEASURES
        return written(f"{COLUMN}{self.name}" if self.column and own else self.name, self.sign, self.values)

    @property
    def of_model(self) -> bool:
        return self.filter().of_model

    def filter(self) -> Filter:
        parts = tuple(self._one(value) for value in self.values)
        either = parts[0] if len(parts) == 1 else Some(parts)
        return Not(either) if self.sign == "!=" else either

    def words(self) -> str:
        """As it stands on a chip: "label is cat or dog", "misclassified", "probability < 0.5"."""
        if self.sign not in ("=", "!="):
            return f"{self.name} {_WORDS.get(self.sign, self.sign)} {self.values[0]}"
        denies = self.sign == "!="
        if self.column or self.name in MEASURES:
            return f"{self.name} is {'not ' if denies else ''}{_either(self.values)}"
        subject = SUBJECTS[self.name]
        if "{}" not in subject.says:
            return _yes_or_no(self.values, subject.says, subject.denies, denied=denies)
        if self.values == ("",):
            return f"{self.name} is {'not ' if denies else ''}empty"
        return (subject.denies if denies else subject.says).format(_either(self.values))

    def _one(self, value: str) -> Filter:
        if not self.column:
            measure = self.name in MEASURES
            order = "=" if self.sign == "!=" else self.sign
            return Measured(self.name, order, float(value)) if measure else About(self.name, value)
        return Cell(self.name, value) if self.sign in ("=", "!=") else Number(self.name, self.sign, float(value))


def parsed(session: OpenProject, conditions: Sequence[str]) -> Filter:
    """All of these texts together; raises LabelerError for one that says nothing of this project."""
    return All(tuple(condition(session, text) for text in conditions))


def condition(session: OpenProject, text: str) -> Filter:
    """What a text asks for; raises LabelerError as ``read``."""
    return read(session, text).filter()


def read(session: OpenProject, text: str) -> Condition:
    r"""``label=cat|dog``, ``status!=unsure``, ``snr_db<5``; a column named like a subject is ``column:NAME=VALUE``.

    Values are taken as they are, without white space around them; ``\|`` is a bar in a value, and a name with bars in
    it can be written as it is. Raises LabelerError with the names there are.
    """
    name, sign, value = _split(session, text)
    folded = name.casefold()
    if folded in SUBJECTS:
        return _about(session, folded, sign, value)
    if folded in MEASURES:
        return _number(text, folded, sign, value)
    column = name.removeprefix(COLUMN)
    if column not in session.examples.extras:
        raise LabelerError(_unknown(session, name))
    if sign not in ("=", "!="):
        return _number(text, column, sign, value, column=True)
    return Condition(column, sign, tuple(_parts(value)), column=True)


def written(name: str, sign: str, values: Iterable[str]) -> str:
    """The text of a condition: the values, any of which will do, behind the name."""
    return f"{name}{sign}{_OR.join(value.replace(_OR, chr(92) + _OR) for value in values)}"


def queue(session: OpenProject, asked: Asked) -> Plan:
    """The examples for which all conditions hold, by ticket, every one with no condition; of ``asked.only``, if any."""
    wanted = parsed(session, asked.where)
    model = figures.model(session, asked.model).model if wanted.of_model or asked.model is not None else None
    mask = wanted.mask(session, model)
    if asked.only:
        mask &= Ids(frozenset(asked.only)).mask(session)
    return Plan("filter", model, drawn(session.examples, mask, asked))


def _split(session: OpenProject, text: str) -> tuple[str, str, str]:
    """Name, sign and value; a column's name may hold signs itself, so the longest that fits is taken."""
    signs = "|".join(map(re.escape, OPERATORS))
    for name in sorted(session.examples.extras, key=len, reverse=True):
        found = re.fullmatch(rf"\s*({COLUMN})?({re.escape(name)})\s*({signs})(.*)", text, re.DOTALL)
        if found:
            return (found[1] or "") + found[2], found[3], found[4].strip()
    found = re.fullmatch(rf"\s*(.+?)\s*({signs})(.*)", text, re.DOTALL)
    if not found:
        raise LabelerError(f"{text!r} is no condition; {_FORM}")
    return found[1], found[2], found[3].strip()


def _about(session: OpenProject, name: str, sign: str, value: str) -> Condition:
    if sign not in ("=", "!="):
        raise LabelerError(f"{name} can't be compared by {sign}; write {name}={value} or {name}!={value}")
    meant = SUBJECTS[name].read
    if _OR in value:
        try:
            return Condition(name, sign, (_closed(session, name, value),))
        except LabelerError:
            pass
    return Condition(name, sign, tuple(dict.fromkeys(meant(session, part) for part in _parts(value))))


def _closed(session: OpenProject, name: str, value: str) -> str:
    """A known name that has bars in it; raises LabelerError where any text can be asked for."""
    meant = SUBJECTS[name].read(session, value)
    if meant not in {choice for choice, _ in SUBJECTS[name].choices(session, None)}:
        raise LabelerError(f"{value!r} is none of the names there are")
    return meant


def _parts(value: str) -> list[str]:
    parts = re.split(r"(?<!\\)\|", value)
    return list(dict.fromkeys(part.replace(r"\|", _OR).strip() for part in parts))


def _number(text: str, name: str, sign: str, value: str, *, column: bool = False) -> Condition:
    values = _parts(value) if sign in ("=", "!=") else [value]
    for each in values:
        if cells.number(each) is None:
            what = f"{sign} compares numbers; use = or !=" if column else f"{name} is one; write it like {name}<0.5"
            raise LabelerError(f"{text!r}: {each!r} is no number, and {what}")
    return Condition(name, sign, tuple(values), column)


def _either(values: Sequence[str]) -> str:
    return listed([value or "empty" for value in values], "or")


def _yes_or_no(values: Sequence[str], says: str, denies: str, *, denied: bool) -> str:
    said = {_DENIED[value] if denied else value for value in values}
    return says if said == {"yes"} else denies if said == {"no"} else f"{says} or {denies}"


def _unknown(session: OpenProject, name: str) -> str:
    columns = list(session.examples.extras)
    of_table = f", and the columns of the table: {', '.join(columns)}" if columns else ""
    own = (*SUBJECTS, *MEASURES)
    alike = near(name, (*own, *columns))
    meant = f", did you mean {alike[0]}?" if alike else "."
    return f"there is no condition {name!r}{meant} There are {', '.join(own)}{of_table}"
