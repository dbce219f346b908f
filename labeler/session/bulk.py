"""The same decision on many examples: one action, which one undo takes back (DESIGN 2.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Unpack

from labeler.core.decisions import UNKNOWN_VIEW, Decision, Verdict
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
class _Bulk:
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


def record_all(
    session: OpenProject, example_ids: Sequence[str], verdict: Verdict | str | None, **said: Unpack[SaidOfAll]
) -> Changes:
    """Record the same of many examples, each once, whole or not at all; where it stands already, nothing.

    What isn't said stays as it stands: with no verdict, that of each example. Raises LabelerError for an unknown
    example, and for a corrected label that isn't one.
    """
    bulk = _bulk(session, verdict, said)
    news = [(example_id, after) for example_id, after, _ in _news(bulk, example_ids)]
    if not news:
        return NOTHING
    return recording.append_all(session, news, {"rows": len(news)}, owner=bulk.told.reviewer)


def outlook(
    session: OpenProject, example_ids: Sequence[str], verdict: Verdict | str | None, **said: Unpack[SaidOfAll]
) -> BulkOutlook:
    """What ``record_all`` would do; raises LabelerError as it does."""
    bulk = _bulk(session, verdict, said)
    counts: Counter[str] = Counter()
    for example_id, after, before in _news(bulk, example_ids):
        counts["recorded"] += 1
        counts["right"] += bulk.told.verdict is Verdict.INCORRECT and after.verdict is Verdict.CORRECT
        if before is not None:
            counts["replaced"] += _other_verdict(bulk, after, before)
            counts["comments"] += bool(before.comment) and after.comment != before.comment
        counts["differing"] += _others_differ(bulk, session.ordinal(example_id), after)
    names = ("recorded", "right", "replaced", "comments", "differing")
    return BulkOutlook(len(dict.fromkeys(example_ids)), **{name: counts[name] for name in names})


def _bulk(session: OpenProject, verdict: Verdict | str | None, said: SaidOfAll) -> _Bulk:
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
    return _Bulk(session, told, tuple(silent), tick, untick)


def _label(session: OpenProject, label: str | None) -> str:
    task = session.examples.task
    if label is None or not (label or task.may_be_empty):
        raise LabelerError("an incorrect label needs its corrected label; exclude the examples if that isn't known")
    return task.canonical(label, session.examples.vocabulary)


def _news(bulk: _Bulk, example_ids: Sequence[str]) -> Iterator[tuple[str, Decision, Decision | None]]:
    """Each example of which something new is said, with what that is and what it replaces."""
    session, reviewer = bulk.session, bulk.told.reviewer
    for example_id in dict.fromkeys(example_ids):
        ordinal = session.ordinal(example_id)
        standing = session.review.decisions(ordinal).get(reviewer)
        after = bulk.of(ordinal, standing)
        if after is not None and recording.is_news(session, after, standing):
            yield example_id, after, standing


def _other_verdict(bulk: _Bulk, after: Decision, before: Decision) -> bool:
    task = bulk.session.examples.task
    said = (before.verdict, before.label_key(task), before.reason)
    return before.verdict is not None and said != (after.verdict, after.label_key(task), after.reason)


def _others_differ(bulk: _Bulk, ordinal: int, after: Decision) -> bool:
    """Whether another reviewer's firm verdict is another one."""
    task = bulk.session.examples.task
    others: Mapping[str, Decision] = bulk.session.review.decisions(ordinal)
    if after.verdict in (None, Verdict.UNSURE):
        return False
    mine = (after.verdict, after.label_key(task))
    return any(
        (other.verdict, other.label_key(task)) != mine
        for name, other in others.items()
        if name != after.reviewer and other.verdict not in (None, Verdict.UNSURE)
    )
