"""The same decision on many examples: one action, which one undo takes back (DESIGN 2.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from labeler.core.decisions import UNKNOWN_VIEW, Decision, Verdict
from labeler.core.tasks.base import Task
from labeler.errors import LabelerError
from labeler.session import recording
from labeler.session.open_project import OpenProject
from labeler.session.results import NOTHING, Changes
from labeler.session.said import Said, decision

_OF_A_VERDICT = ("verdict", "label", "reason", "seen")


class SaidOfAll(Said, total=False):
    """What may be said of many: ``tick`` and ``untick`` change single categories, by name, and leave the others."""

    tick: Sequence[str]
    untick: Sequence[str]


@dataclass(frozen=True)
class BulkOutlook:
    """What a bulk decision comes to, in examples; ``recorded`` of ``examples`` are news, the rest stands already.

    ``right`` are those recorded as right because their given label is the corrected label. Of those recorded,
    ``replaced`` have another verdict of the same reviewer, and ``comments`` another comment of theirs. Whatever of
    these, on ``differing`` another reviewer has said something else, so that they come into conflict or are in it.
    """

    examples: int
    recorded: int
    right: int
    replaced: int
    comments: int
    differing: int

    @property
    def unchanged(self) -> int:
        return self.examples - self.recorded

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"unchanged": self.unchanged}


@dataclass(frozen=True)
class _Told:
    """What is said of all; ``silent`` is what isn't, and stays as each example has it."""

    session: OpenProject
    told: Decision
    silent: tuple[str, ...]
    tick: tuple[str, ...]
    untick: tuple[str, ...]

    def of(self, ordinal: int, standing: Decision | None) -> Decision | None:
        """The decision on one example; None where there is nothing to say of it."""
        whole = self._categorized(recording.kept(self.session, standing, self._fitting(ordinal), self.silent), standing)
        empty = whole.verdict is None and not (whole.categories or whole.comment)
        return None if empty and standing is None else whole

    def _fitting(self, ordinal: int) -> Decision:
        """As it is told, but right where the corrected label is the given one."""
        told = self.told
        if told.verdict is Verdict.INCORRECT and self._is_given(ordinal):
            return replace(told, verdict=Verdict.CORRECT, label=None)
        return told

    def _is_given(self, ordinal: int) -> bool:
        examples = self.session.examples
        key, given = examples.task.key, examples.task.given(examples.given, ordinal, examples.vocabulary)
        return self.told.label is not None and key(self.told.label) == key(given)

    def _categorized(self, whole: Decision, standing: Decision | None) -> Decision:
        """With single categories ticked and unticked; only of what was ticked it is then known to be considered."""
        if not (self.tick or self.untick):
            return whole
        known = self.session.known_categories
        gone = {known.key(name) or name.casefold() for name in self.untick}
        stands = [name for name in whole.categories or () if (known.key(name) or name.casefold()) not in gone]
        names = tuple(dict.fromkeys((*stands, *self.tick)))
        if whole.categories is not None:
            return replace(whole, categories=names, considered=whole.considered if standing else 0)
        return replace(whole, categories=names, considered=0) if names else whole


class Bulk:
    """The same said of many examples: looked at in steps, so that a window can wait between them, then recorded.

    What isn't said stays as it stands: with no verdict, that of each example. Raises LabelerError for a corrected label
    that isn't one.
    """

    def __init__(
        self, session: OpenProject, example_ids: Sequence[str], verdict: Verdict | str | None, said: SaidOfAll
    ) -> None:
        self._session = session
        self._told = _told(session, verdict, said)
        self._ids = tuple(dict.fromkeys(example_ids))
        self._looked_at = 0
        self._news: list[tuple[str, Decision]] = []
        self._counts: Counter[str] = Counter()

    @property
    def outlook(self) -> BulkOutlook:
        """Of what was looked at so far."""
        names = ("recorded", "right", "replaced", "comments", "differing")
        return BulkOutlook(self._looked_at, **{name: self._counts[name] for name in names})

    def look_at(self, most: int) -> bool:
        """Look at the next examples, so many at most; whether any are left. Raises LabelerError for an unknown one."""
        for example_id in self._ids[self._looked_at : self._looked_at + most]:
            self._look_at(example_id)
            self._looked_at += 1
        return self._looked_at < len(self._ids)

    def record(self) -> Changes:
        """All as one action, whole or not at all; examples of which it stands already are left alone."""
        self._session.require_writable()
        self.look_at(len(self._ids))
        if not self._news:
            return NOTHING
        facts = {"rows": len(self._news)}
        return recording.append_all(self._session, self._news, facts, owner=self._told.told.reviewer)

    def _look_at(self, example_id: str) -> None:
        session, told = self._session, self._told.told
        ordinal = session.ordinal(example_id)
        decisions = session.review.decisions(ordinal)
        before = decisions.get(told.reviewer)
        after = self._told.of(ordinal, before)
        if after is None or not recording.is_news(session, after, before):
            return
        self._news.append((example_id, after))
        counts, task = self._counts, session.examples.task
        counts["recorded"] += 1
        counts["right"] += told.verdict is Verdict.INCORRECT and after.verdict is Verdict.CORRECT
        counts["replaced"] += before is not None and _other_verdict(task, after, before)
        counts["comments"] += before is not None and bool(before.comment) and after.comment != before.comment
        counts["differing"] += _others_differ(task, decisions, after)


def _told(session: OpenProject, verdict: Verdict | str | None, said: SaidOfAll) -> _Told:
    tick, untick = (tuple(name.strip() for name in names) for names in (said.get("tick", ()), said.get("untick", ())))
    rest: dict[str, Any] = {name: value for name, value in said.items() if name not in ("tick", "untick")}
    told = decision(verdict, **({"seen": (UNKNOWN_VIEW,)} | rest))
    silent = [name for name in ("categories", "comment") if rest.get(name) is None]
    if told.verdict is None:
        silent += _OF_A_VERDICT
    if told.verdict is Verdict.INCORRECT:
        told = replace(told, label=_label(session, told.label))
    elif told.label:
        raise LabelerError("only an incorrect label has a corrected label")
    return _Told(session, told, tuple(silent), tick, untick)


def _label(session: OpenProject, label: str | None) -> str:
    task = session.examples.task
    if label is None or not (label or task.may_be_empty):
        raise LabelerError("an incorrect label needs its corrected label; exclude the examples if that isn't known")
    return task.canonical(label, session.examples.vocabulary)


def _other_verdict(task: Task, after: Decision, before: Decision) -> bool:
    said = (before.verdict, before.label_key(task), before.reason)
    return before.verdict is not None and said != (after.verdict, after.label_key(task), after.reason)


def _others_differ(task: Task, decisions: Mapping[str, Decision], after: Decision) -> bool:
    """Whether another reviewer's firm verdict is another one."""
    if after.verdict in (None, Verdict.UNSURE):
        return False
    mine = (after.verdict, after.label_key(task))
    return any(
        (other.verdict, other.label_key(task)) != mine
        for name, other in decisions.items()
        if name != after.reviewer and other.verdict not in (None, Verdict.UNSURE)
    )
