"""Labels, changes of labels and times as a sentence says them, whatever kind of task they are of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from labeler.core.lists import split_list

_SIGNS = {"there": "+", "absent": "−", "unknown": "?"}
_ORDER = "+−?"


def spoken(label: str, task: str) -> str:
    """Acceptable labels as "cat or dog", a set as "fur, horns?" where horns isn't known, a transcript as it is."""
    match task:
        case "transcript":
            return label or "nothing said"
        case "multilabel":
            return ", ".join(map(_named, split_list(label))) or "none of the labels"
        case _:
            return " or ".join(split_list(label))


def toggled(given: str, corrected: str) -> tuple[tuple[str, str], ...]:
    """What a set of labels became, as (sign, label): "+" came in, then "−" went, then "?" isn't known any more."""
    before, after = _states(given), _states(corrected)
    names = dict.fromkeys((*before, *after))
    states = ((name, before.get(name, "absent"), after.get(name, "absent")) for name in names)
    changed = [(_SIGNS[now], name) for name, was, now in states if was != now]
    return tuple(sorted(changed, key=lambda change: _ORDER.index(change[0])))


def told_at(at: str, *, now: datetime | None = None) -> str:
    """The local day and time of a decision: ``today 14:02``, ``3 Nov``."""
    return when(moment(at).astimezone(), now=(now or datetime.now(UTC)).astimezone())


def moment(at: str) -> datetime:
    """A time as decisions carry it, in UTC where it doesn't say otherwise."""
    then = datetime.fromisoformat(at)
    return then.replace(tzinfo=UTC) if then.tzinfo is None else then


def when(then: datetime, *, now: datetime) -> str:
    """``today 14:02``, ``yesterday 9:30``, ``3 Nov``, ``3 Nov 2024``."""
    days = (now.date() - then.date()) // timedelta(days=1)
    if days in (0, 1):
        return f"{('today', 'yesterday')[days]} {then.hour}:{then.minute:02}"
    return _day(then.date(), with_year=then.year != now.year)


def _states(label: str) -> Mapping[str, str]:
    return {item.removeprefix("?"): "unknown" if item.startswith("?") else "there" for item in split_list(label)}


def _named(item: str) -> str:
    return f"{item[1:]}?" if item.startswith("?") else item


def _day(day: date, *, with_year: bool) -> str:
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[day.month - 1]
    return f"{day.day} {month}" + (f" {day.year}" if with_year else "")
