"""Recording decisions and taking them back: one action, one transaction, one set of changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from labeler.core.categories import Categories
from labeler.core.decisions import UNKNOWN_VIEW, Decision, Status, Verdict
from labeler.core.log import ActionState, Event, Kind
from labeler.errors import LabelerError, Problem
from labeler.formats.decisions import DecisionTable, read_decisions
from labeler.session import categories
from labeler.session.installation import now
from labeler.session.open_project import OpenProject
from labeler.session.results import NOTHING, Changes, Recorded, Turned
from labeler.session.rule_changes import RuleChanges
from labeler.store.event_log import Draft


def record(session: OpenProject, example_id: str, decision: Decision, *, kind: Kind = Kind.DECISION) -> Changes:
    """Record one decision, or adjudication; nothing, if that is what stands already.

    Said again after a category was made or a rule changed, it is recorded: now that has been considered as well.
    Raises LabelerError for an unknown example or a corrected label that isn't one.
    """
    ordinal = session.ordinal(example_id)
    decision = checked(session, ordinal, decision)
    standing = _standing(session, ordinal, decision.reviewer, kind)
    if not is_news(session, decision, standing) and not _looks_again(session, ordinal, decision, standing):
        return NOTHING
    drafts, made = _drafts(session, [(example_id, decision)], kind)
    return _taken_over(session, session.log().append(drafts, owner=decision.reviewer), made=made)


def checked(session: OpenProject, ordinal: int, decision: Decision) -> Decision:
    """The decision with its label in canonical form, if verdict and label fit each other and the example."""
    examples = session.examples
    if decision.verdict is not Verdict.INCORRECT:
        if decision.label:
            raise LabelerError("only an incorrect label has a corrected label")
        return replace(decision, label=None)
    if decision.label is None or not (decision.label or examples.task.may_be_empty):
        raise LabelerError("an incorrect label needs its corrected label; exclude the example if that isn't known")
    label = examples.task.canonical(decision.label, examples.vocabulary)
    given = examples.task.given(examples.given, ordinal, examples.vocabulary)
    if examples.task.key(label) == examples.task.key(given):
        raise LabelerError(f"{label!r} is the given label already; say that it is correct")
    return replace(decision, label=label)


def decide(
    session: OpenProject, path: Path, *, reviewer: str, skip_bad_rows: bool = False, blind: bool = False
) -> Recorded:
    """Record a table of decisions as one action; rows that say nothing new are left alone.

    ``blind`` vouches that they were taken without a look at the predictions, which else isn't known.
    Raises LabelerError with every bad row unless they are to be skipped; then nothing was recorded.
    """
    seen = () if blind else (UNKNOWN_VIEW,)
    table = read_decisions(path, session.examples, reviewer=reviewer, now=now(), seen=seen)
    if not skip_bad_rows:
        require_sound(table.name, table.problems)
    return record_table(session, table, owner=reviewer)


def require_sound(file: str, problems: Sequence[Problem]) -> None:
    """Raises LabelerError with the problems, if there are any."""
    if problems:
        count = f"{len(problems):,} problems" if len(problems) > 1 else "1 problem"
        raise LabelerError(f"nothing was recorded: {count} in {file}", tuple(problems))


def record_table(session: OpenProject, table: DecisionTable, *, owner: str, kind: Kind = Kind.DECISION) -> Recorded:
    """Record the good rows as one action of ``owner``; what the table is silent about stays as it stands."""
    news = []
    for ordinal, told in table.decisions:
        standing = _standing(session, ordinal, told.reviewer, kind)
        decision = kept(session, standing, told, table.silent)
        if is_news(session, decision, standing):
            news.append((session.examples.ids[ordinal], decision))
    changes = append_all(session, news, _facts(table, len(news)), owner=owner, kind=kind) if news else NOTHING
    conflicts = session.review.labels.count(Status.CONFLICT)
    return Recorded(len(news), len(table.decisions) - len(news), conflicts, changes)


def turn(session: OpenProject, *, back: bool, reviewer: str | None) -> Turned:
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
    decided = session.review.update(turned, session.log().standing(turned))
    ids = dict.fromkeys((*decided, *categories.refresh(session)))
    return Turned(f"{verb}ne", owner, Changes(tuple(ids), frozenset({"decisions", "categories", "guidelines"})))


def _standing(session: OpenProject, ordinal: int, reviewer: str, kind: Kind) -> Decision | None:
    """What a new decision of this kind would replace."""
    if kind is Kind.ADJUDICATION:
        return session.review.adjudication(ordinal)
    return session.review.decisions(ordinal).get(reviewer)


def is_news(session: OpenProject, decision: Decision, standing: Decision | None) -> bool:
    """Whether it says anything that doesn't stand already."""
    known = session.known_categories
    unknown = any(known.key(name) is None for name in decision.categories or ())
    return unknown or not _by_key(decision, known).says_the_same(standing, session.examples.task)


def _looks_again(session: OpenProject, ordinal: int, decision: Decision, standing: Decision | None) -> bool:
    """Whether the same can be said in view of what came since: a category, or another rule."""
    if standing is None:
        return False
    return _considers_more(session, decision, standing) or RuleChanges(session).precede(ordinal, standing)


def _considers_more(session: OpenProject, decision: Decision, standing: Decision) -> bool:
    """Whether categories were made since the standing decision was taken that considered those it knew."""
    if decision.categories is None or standing.considered is None:
        return False
    known = session.known_categories
    return len(known.known_at(standing.considered)) < len(known.standing)


def kept(session: OpenProject, standing: Decision | None, told: Decision, silent: Iterable[str]) -> Decision:
    """What a table tells, with what it is silent about as it stands; categories by name."""
    if standing is None:
        return told
    names = {category.key: category.name for category in session.categories}
    ticked = standing.categories and tuple(names.get(key, key) for key in standing.categories)
    stands = replace(standing, categories=ticked)
    whole = replace(told, **{field: getattr(stands, field) for field in silent})
    return replace(whole, considered=standing.considered) if "categories" in silent else whole


def append_all(
    session: OpenProject,
    news: Sequence[tuple[str, Decision]],
    facts: Mapping[str, Any],
    *,
    owner: str,
    kind: Kind = Kind.DECISION,
) -> Changes:
    """Record decisions by example id as one action of ``owner``, with what is to be known of it as a whole."""
    drafts, made = _drafts(session, news, kind)
    events = session.log().append([Draft(Kind.BULK, owner, now(), facts), *drafts], owner=owner)
    return _taken_over(session, events, made=made)


def _facts(table: DecisionTable, rows: int) -> dict[str, Any]:
    return {"file": table.name, "rows": rows, "left_out": table.left_out}


def _drafts(session: OpenProject, decisions: Iterable[tuple[str, Decision]], kind: Kind) -> tuple[list[Draft], bool]:
    """Events for the decisions, categories by key, preceded by those that make categories not known yet, if any.

    A key is the category's first name, so that two people who make the same category offline make one.
    """
    known = session.known_categories
    made: dict[str, Draft] = {}
    drafts = []
    for example_id, decision in decisions:
        for name in decision.categories or ():
            key = name.casefold()
            if known.key(name) is None and key not in made:
                made[key] = Draft(Kind.CATEGORY, decision.reviewer, decision.at, {"key": key, "name": name})
        payload = _by_key(decision, known).payload()
        drafts.append(Draft(kind, decision.reviewer, decision.at, payload, example_id))
    return [*made.values(), *drafts], bool(made)


def _by_key(decision: Decision, known: Categories) -> Decision:
    """The decision with its categories by key, each once."""
    if decision.categories is None:
        return decision
    named = dict.fromkeys(known.key(name) or name.casefold() for name in decision.categories)
    return replace(decision, categories=tuple(named))


def _taken_over(session: OpenProject, events: Sequence[Event], *, made: bool) -> Changes:
    """The session brought up to date; ``made`` tells whether there are new categories among the events."""
    said = [event for event in events if event.kind.speaks]
    ids = session.review.update([(event.example_id or "", event.voice) for event in said], said)
    if made:
        categories.refresh(session)
    return Changes(ids, frozenset({"decisions", "categories"} if made else {"decisions"}))
