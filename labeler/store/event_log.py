"""The event log in the file, and beside it the fold that lets a project open without replaying it."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from labeler.core import guidelines
from labeler.core.categories import FIELDS, Categories
from labeler.core.decisions import Decision, Verdict
from labeler.core.guidelines import Guidelines
from labeler.core.log import ADJUDICATION, ActionState, Event, Fold, Kind
from labeler.errors import LabelerError
from labeler.store.transactions import transaction

_EVENT = "uuid, action, install, lamport, reviewer, at, kind, example_id, payload, payload_version"
_NEEDED = {Kind.ADJUDICATION: {"verdict"}, Kind.CATEGORY: {"key"}, Kind.UNDO: {"target"}, Kind.REDO: {"target"}}


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that has not been given its place in the log yet."""

    kind: Kind
    reviewer: str
    at: str
    payload: Mapping[str, Any]
    example_id: str | None = None
    payload_version: int = 1


class EventLog:
    """Appends actions, each in one durable transaction, and takes them back by appending more."""

    def __init__(self, connection: sqlite3.Connection, install: str) -> None:
        self._connection = connection
        self._install = install

    def append(self, drafts: Sequence[Draft], *, owner: str) -> list[Event]:
        """One action of ``owner``: on disk, with the fold brought up to date, when this returns."""
        with transaction(self._connection):
            lamport = self._next_lamport()
            action = uuid.uuid4().hex
            events = []
            for draft in drafts:
                event = self._placed(draft, action, lamport)
                lamport += not draft.kind.speaks  # categories stay in the order they were made
                events.append(event)
            sequence = self._insert(events)
            self._connection.execute(
                "UPDATE actions SET state = ? WHERE install = ? AND reviewer = ? AND state = ?",
                (ActionState.DROPPED, self._install, owner, ActionState.UNDONE),
            )
            self._connection.execute(
                "INSERT INTO actions VALUES (?, ?, ?, ?, ?, 0)",
                (action, self._install, owner, ActionState.DONE, events[0].lamport),
            )
            self._connection.executemany(
                "INSERT INTO present VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET event = excluded.event",
                [
                    (event.example_id, event.voice, seq)
                    for seq, event in enumerate(events, sequence)
                    if event.kind.speaks
                ],
            )
        return events

    def undo(self, reviewer: str, *, at: str) -> list[tuple[str, str]] | None:
        """Take the reviewer's last action back; the (example id, voice) pairs touched, None if there is none."""
        query = (
            "SELECT action FROM actions WHERE install = ? AND reviewer = ? AND state = 'done' "
            "ORDER BY lamport DESC, action DESC LIMIT 1"
        )
        return self._turn(query, reviewer, at, Kind.UNDO, ActionState.UNDONE)

    def redo(self, reviewer: str, *, at: str) -> list[tuple[str, str]] | None:
        """Bring back what undo took last; None if nothing is left to bring back."""
        query = (
            "SELECT action FROM actions WHERE install = ? AND reviewer = ? AND state = 'undone' "
            "ORDER BY undone DESC, action DESC LIMIT 1"
        )
        return self._turn(query, reviewer, at, Kind.REDO, ActionState.DONE)

    def last_owner(self, state: ActionState) -> str | None:
        """Whose action of this installation was the last to come into this state."""
        newest = "lamport" if state is ActionState.DONE else "undone"
        query = f"SELECT reviewer FROM actions WHERE install = ? AND state = ? ORDER BY {newest} DESC, action DESC"
        row = self._connection.execute(query + " LIMIT 1", (self._install, state)).fetchone()
        return row[0] if row else None

    def has(self, reviewer: str, state: ActionState) -> bool:
        """Whether this reviewer has an action to undo (DONE) or redo (UNDONE) here."""
        query = "SELECT EXISTS (SELECT 1 FROM actions WHERE install = ? AND reviewer = ? AND state = ?)"
        return bool(self._connection.execute(query, (self._install, reviewer, state)).fetchone()[0])

    def standing(self, pairs: Iterable[tuple[str, str]] | None = None) -> Iterator[Event]:
        """The standing decisions and adjudications of all examples, or of some (example id, voice) pairs."""
        query = f"SELECT {_prefixed('e')} FROM present p JOIN events e ON e.seq = p.event"
        if pairs is None:
            for row in self._connection.execute(f"{query} ORDER BY e.seq"):
                yield _event(row)
            return
        for pair in pairs:
            row = self._connection.execute(f"{query} WHERE p.example_id = ? AND p.reviewer = ?", pair).fetchone()
            if row:
                yield _event(row)

    def standing_count(self) -> int:
        """How many decisions of reviewers stand."""
        query = "SELECT count(*) FROM present WHERE reviewer <> ?"
        return int(self._connection.execute(query, (ADJUDICATION,)).fetchone()[0])

    def categories(self) -> Categories:
        """What the standing category events come to."""
        return Categories.of(self._standing(Kind.CATEGORY))

    def guidelines(self) -> Guidelines:
        """What the standing guideline events come to."""
        return Guidelines.of(self._standing(Kind.GUIDELINE))

    def size(self) -> int:
        """How many events there are."""
        return int(self._connection.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()[0])

    def events(self, *, first: int | None = None) -> Iterator[Event]:
        """The log in its order: all of it, or what it held when it was ``first`` events long."""
        query = f"SELECT {_EVENT} FROM events WHERE seq <= ? ORDER BY lamport, uuid"
        return map(_event, self._connection.execute(query, (self.size() if first is None else first,)))

    def history(self, example_id: str) -> list[Event]:
        """Every decision and adjudication ever recorded on one example, oldest first."""
        query = f"SELECT {_EVENT} FROM events WHERE example_id = ? ORDER BY lamport, uuid"
        return [_event(row) for row in self._connection.execute(query, (example_id,))]

    def problems(self) -> Iterator[str]:
        """Events that can't be read, else where the stored fold differs from the log replayed (``verify``)."""
        try:
            events = list(self.events())
            for event in events:
                if event.kind.speaks:
                    decision_of(event)
        except LabelerError as error:
            yield error.message
            return
        fold = Fold.of(events)
        stored = {(event.example_id or "", event.voice): event.uuid for event in self.standing()}
        replayed = {pair: event.uuid for pair, event in fold.standing.items()}
        wrong = {pair for pair in stored.keys() | replayed.keys() if stored.get(pair) != replayed.get(pair)}
        for example_id, voice in sorted(wrong, key=str):
            what = "adjudication" if voice == ADJUDICATION else f"decision of {voice}"
            yield f"the present {what} on {example_id} isn't the one the log gives"
        rows = self._connection.execute("SELECT action, install, reviewer, state, lamport, undone FROM actions")
        replayed_rows = ((a.uuid, a.install, a.reviewer, a.state, a.lamport, a.undone) for a in fold.actions.values())
        if sorted(rows) != sorted(replayed_rows):
            yield "what can be undone isn't what the log gives"

    def _standing(self, kind: Kind) -> Iterator[Event]:
        """The events of a rare kind whose actions stand, in the order of the log."""
        query = (
            f"SELECT {_prefixed('e')} FROM events e JOIN actions a ON a.action = e.action "
            "WHERE e.kind = ? AND e.kind <> 'decision' AND a.state = 'done' ORDER BY e.lamport, e.uuid"
        )
        return map(_event, self._connection.execute(query, (kind,)))

    def _turn(self, query: str, reviewer: str, at: str, kind: Kind, state: ActionState) -> list[tuple[str, str]] | None:
        with transaction(self._connection):
            row = self._connection.execute(query, (self._install, reviewer)).fetchone()
            if row is None:
                return None
            target = row[0]
            draft = Draft(kind, reviewer, at, {"target": target})
            event = self._placed(draft, uuid.uuid4().hex, self._next_lamport())
            self._insert([event])
            self._connection.execute(
                "UPDATE actions SET state = ?, undone = ? WHERE action = ?", (state, event.lamport, target)
            )
            pairs = self._connection.execute(
                "SELECT DISTINCT example_id, CASE kind WHEN 'decision' THEN reviewer ELSE ? END FROM events "
                "WHERE action = ? AND kind IN ('decision', 'adjudication')",
                (ADJUDICATION, target),
            ).fetchall()
            for pair in pairs:
                self._elect(*pair)
        return pairs

    def _elect(self, example_id: str, voice: str) -> None:
        """Let the latest word of a voice whose action stands be the present one."""
        spoken = "e.kind = 'adjudication'" if voice == ADJUDICATION else "e.kind = 'decision' AND e.reviewer = :voice"
        row = self._connection.execute(
            "SELECT e.seq FROM events e JOIN actions a ON a.action = e.action "
            f"WHERE e.example_id = :example_id AND {spoken} AND a.state = 'done' "
            "ORDER BY e.lamport DESC, e.uuid DESC LIMIT 1",
            {"example_id": example_id, "voice": voice},
        ).fetchone()
        if row is None:
            self._connection.execute("DELETE FROM present WHERE example_id = ? AND reviewer = ?", (example_id, voice))
        else:
            self._connection.execute(
                "INSERT INTO present VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET event = excluded.event",
                (example_id, voice, row[0]),
            )

    def _next_lamport(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(lamport), 0) + 1 FROM events").fetchone()[0])

    def _placed(self, draft: Draft, action: str, lamport: int) -> Event:
        return Event(
            uuid.uuid4().hex,
            action,
            self._install,
            lamport,
            draft.reviewer,
            draft.at,
            draft.kind,
            draft.example_id,
            draft.payload,
            draft.payload_version,
        )

    def _insert(self, events: Sequence[Event]) -> int:
        """Append the rows; the sequence number of the first."""
        first = self.size() + 1
        self._connection.executemany(
            f"INSERT INTO events (seq, {_EVENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(seq, *_row(event)) for seq, event in enumerate(events, first)],
        )
        return first


def _prefixed(alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in _EVENT.split(", "))


def _row(event: Event) -> tuple[Any, ...]:
    payload = json.dumps(event.payload, ensure_ascii=False, separators=(",", ":"))
    return (
        event.uuid,
        event.action,
        event.install,
        event.lamport,
        event.reviewer,
        event.at,
        event.kind.value,
        event.example_id,
        payload,
        event.payload_version,
    )


def decision_of(event: Event) -> Decision:
    """What a decision or an adjudication says; raises LabelerError for a payload that is none."""
    try:
        payload, lamport = event.payload, event.lamport
        decision = Decision.from_payload(payload, reviewer=event.reviewer, at=event.at, lamport=lamport)
        "".join((decision.label or "", decision.comment, decision.reason, *(decision.categories or ())))  # texts all
        _require_sound(decision, event.kind)
    except (ValueError, TypeError) as error:
        what = f"the {event.kind} of {event.reviewer} on {event.example_id} can't be read: {error}"
        raise LabelerError(f"{what}; go back to a copy of the project") from error
    return decision


def _require_sound(decision: Decision, kind: Kind) -> None:
    if kind is Kind.ADJUDICATION and decision.verdict in (None, Verdict.UNSURE):
        raise ValueError("an adjudication decides")
    if not isinstance(decision.considered, int | None):
        raise TypeError("a place in the log is a number")


def _event(row: tuple[Any, ...]) -> Event:
    uuid_, action, install, lamport, reviewer, at, kind, example_id, text, version = row
    try:
        event = Event(uuid_, action, install, lamport, reviewer, at, Kind(kind), example_id, json.loads(text), version)
        missing = _NEEDED.get(event.kind, set()) - event.payload.keys()
        if event.kind is Kind.CATEGORY:
            "".join(event.payload.get(field, "") for field in ("key", *FIELDS))  # texts all
        if event.kind is Kind.GUIDELINE:
            guidelines.require_sound(event.payload)
    except (ValueError, AttributeError, TypeError) as error:
        raise _unreadable(uuid_, str(error)) from error
    if missing:
        raise _unreadable(uuid_, f"it has no {', '.join(sorted(missing))}")
    return event


def _unreadable(event: str, what: str) -> LabelerError:
    return LabelerError(f"the log can't be read: event {event}: {what}; go back to a copy of the project")
