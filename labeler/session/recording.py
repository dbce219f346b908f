"""Recording decisions and taking them back: one action, one transaction, one set of changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.core.decisions import Decision, Status, Verdict
from labeler.core.log import ActionState, Event, Kind
from labeler.errors import LabelerError
from labeler.formats.decisions import DecisionTable, read_decisions
from labeler.session.installation import now
from labeler.session.results import NOTHING, Changes, Recorded, Turned
from labeler.store.event_log import Draft

if TYPE_CHECKING:
    from labeler.session.session import Session


def record(session: Session, example_id: str, decision: Decision) -> Changes:
    """Record one decision; nothing, if it is what the reviewer said already.

    Raises LabelerError for an unknown example or a corrected label that isn't one.
    """
    ordinal = session.examples.ordinal(example_id)
    if ordinal is None:
        raise LabelerError(f"{example_id!r} is not an example of this project")
    decision = checked(session, ordinal, decision)
    known = _by_key(decision, _keys(session))
    if known.says_the_same(session.review.decisions(ordinal).get(decision.reviewer), session.examples.task):
        return NOTHING
    drafts, created = _with_categories(session, [(example_id, decision)])
    events = session.log().append(drafts, owner=decision.reviewer)
    return _taken_over(session, events, categories=bool(created))


def checked(session: Session, ordinal: int, decision: Decision) -> Decision:
    """The decision with its label in canonical form, if verdict and label fit each other and the example."""
    examples = session.examples
    if decision.verdict is not Verdict.INCORRECT:
        if decision.label:
            raise LabelerError("only an incorrect label has a corrected label")
        return replace(decision, label=None)
    if not decision.label:
        raise LabelerError("an incorrect label needs its corrected label; exclude the example if that isn't known")
    label = examples.task.canonical(decision.label, examples.vocabulary)
    given = examples.task.given(examples.given, ordinal, examples.vocabulary)
    if examples.task.key(label) == examples.task.key(given):
        raise LabelerError(f"{label!r} is the given label already; say that it is correct")
    return replace(decision, label=label)


def decide(session: Session, path: Path, *, reviewer: str, skip_bad_rows: bool = False) -> Recorded:
    """Record a table of decisions as one action; rows that say nothing new are left alone.

    Raises LabelerError with every bad row unless they are to be skipped; then nothing was recorded.
    """
    table = read_decisions(path, session.examples, reviewer=reviewer, now=now())
    if table.problems and not skip_bad_rows:
        count = f"{len(table.problems):,} problems" if len(table.problems) > 1 else "1 problem"
        raise LabelerError(f"nothing was recorded: {count} in {table.name}", table.problems)
    keys = _keys(session)
    news = []
    for ordinal, told in table.decisions:
        standing = session.review.decisions(ordinal).get(told.reviewer)
        decision = _kept(session, standing, told, table.silent)
        if not _by_key(decision, keys).says_the_same(standing, session.examples.task):
            news.append((session.examples.ids[ordinal], decision))
    changes = _append_bulk(session, news, table, reviewer) if news else NOTHING
    conflicts = session.review.labels.count(Status.CONFLICT)
    return Recorded(len(news), len(table.decisions) - len(news), conflicts, changes)


def turn(session: Session, *, back: bool, reviewer: str | None) -> Turned:
    """Undo (``back``) or redo the last action of a reviewer at this installation; None: whoever acted last here."""
    verb = "undo" if back else "redo"
    owner = reviewer or session.log().last_owner(ActionState.DONE if back else ActionState.UNDONE)
    turned = None
    if owner is not None:
        take = session.log().undo if back else session.log().redo
        turned = take(owner, at=now())
    if owner is None or turned is None:
        whose = f" of {reviewer}" if reviewer else ""
        raise LabelerError(f"there is nothing to {verb}{whose} in this project on this computer")
    ids = session.review.update(turned, session.log().standing(turned))
    session.forget_categories()
    return Turned(f"{verb}ne", owner, Changes(ids, frozenset({"decisions", "categories"})))


def _kept(session: Session, standing: Decision | None, told: Decision, silent: Iterable[str]) -> Decision:
    """What a table tells, with what it is silent about as it stands; categories by name."""
    if standing is None:
        return told
    names = {category.key: category.name for category in session.categories}
    ticked = standing.categories and tuple(names.get(key, key) for key in standing.categories)
    stands = replace(standing, categories=ticked)
    return replace(told, **{field: getattr(stands, field) for field in silent})


def _append_bulk(session: Session, news: Sequence[tuple[str, Decision]], table: DecisionTable, owner: str) -> Changes:
    drafts, created = _with_categories(session, news)
    facts = {"file": table.name, "rows": len(news), "left_out": table.left_out}
    events = session.log().append([Draft(Kind.BULK, owner, now(), facts), *drafts], owner=owner)
    return _taken_over(session, events, categories=bool(created))


def _with_categories(session: Session, decisions: Iterable[tuple[str, Decision]]) -> tuple[list[Draft], list[str]]:
    """Events for the decisions, categories by key, preceded by those that make categories not known yet."""
    keys = _keys(session)
    taken = {category.key for category in session.categories}
    made: list[Draft] = []
    drafts = []
    for example_id, decision in decisions:
        for name in decision.categories or ():
            if name.casefold() not in keys and name not in taken:
                keys[name.casefold()] = key = _free_key(name, taken)
                taken.add(key)
                made.append(Draft(Kind.CATEGORY, decision.reviewer, decision.at, {"key": key, "name": name}))
        payload = _by_key(decision, keys).payload()
        drafts.append(Draft(Kind.DECISION, decision.reviewer, decision.at, payload, example_id))
    return [*made, *drafts], [draft.payload["name"] for draft in made]


def _free_key(name: str, taken: set[str]) -> str:
    """A key from the name, so that two people who make the same category offline make one."""
    key, number = name.casefold(), 2
    while key in taken:
        key, number = f"{name.casefold()}~{number}", number + 1
    return key


def _keys(session: Session) -> dict[str, str]:
    """Keys of the categories by name, case folded."""
    return {category.name.casefold(): category.key for category in session.categories}


def _by_key(decision: Decision, keys: Mapping[str, str]) -> Decision:
    """The decision with its categories by key, each once; what is no category yet stays a name."""
    if decision.categories is None:
        return decision
    named = dict.fromkeys(keys.get(name.casefold(), name) for name in decision.categories)
    return replace(decision, categories=tuple(named))


def _taken_over(session: Session, events: Sequence[Event], *, categories: bool) -> Changes:
    decided = [event for event in events if event.kind is Kind.DECISION]
    pairs = [(event.example_id or "", event.reviewer) for event in decided]
    ids = session.review.update(pairs, decided)
    if categories:
        session.forget_categories()
    return Changes(ids, frozenset({"decisions", "categories"} if categories else {"decisions"}))
