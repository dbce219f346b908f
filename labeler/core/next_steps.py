"""What is best done next, in words: from the figures of a project to steps, the most useful first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from labeler.core.pace import duration
from labeler.core.phrases import counted, listed
from labeler.core.splits import POOLED, phrase

START = 100
"""About so many errors of a split make a sheet (METHOD 2)."""

_THINGS = {"errors": "errors", "right": "right predictions"}


@dataclass(frozen=True, slots=True)
class Stratum:
    """Examples of a split that the selected model gets wrong (``errors``) or right: how many, and how many reviewed."""

    split: str
    queue: str
    reviewed: int
    total: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A queue that somebody has begun and left: ``done`` of ``total``, and who left it last."""

    queue: str
    model: str | None
    split: str
    size: int | None
    done: int
    total: int
    reviewer: str


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """Where the ranking audit stands; ``open`` are the rivals not settled yet, ``seconds`` what the reviews take."""

    split: str
    leader: str
    open: tuple[str, ...]
    reviewed: int
    at_most: int
    expected: int | None
    certified: bool
    refuted: bool
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A category or class on which decisions wait to be looked at again, ``late`` for a category made after them.

    ``waiting`` are only the errors of ``model`` on ``split`` where these are named: those that its sheet lacks.
    """

    about: str
    name: str
    waiting: int
    late: bool = False
    model: str | None = None
    split: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the steps follow from.

    ``split`` is what queues cover; ``media`` and ``missing`` count files; ``corrected``, ``excluded`` and ``restored``
    are what applying would bring beyond ``version``. ``audit`` is None where there is nothing to audit. ``complete`` is
    false while the audit is still being computed: then only steps that come before it are told.
    """

    split: str = POOLED
    media: int = 0
    missing: int = 0
    media_root: str = ""
    models: int = 0
    model: str | None = None
    strata: tuple[Stratum, ...] = ()
    conflicts: int = 0
    begun: tuple[Begun, ...] = ()
    audit: AuditFacts | None = None
    rules: tuple[Rule, ...] = ()
    unsure: int = 0
    corrected: int = 0
    excluded: int = 0
    restored: int = 0
    version: int = 0
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Ask:
    """A queue to open; ``size`` a split, None all of it."""

    queue: str
    model: str | None = None
    split: str = POOLED
    size: int | None = START
    category: str | None = None
    label: str | None = None

    @property
    def options(self) -> dict[str, str]:
        """Those of ``labeler queue``."""
        told = {"model": self.model, "category": self.category, "label": self.label}
        options = {name: value for name, value in told.items() if value is not None}
        return options | {"split": self.split} | ({} if self.size is None else {"size": str(self.size)})


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: in words, why, and by which queue or else by which action of the window.

    ``kind`` is one word for scripts.
    """

    kind: str
    title: str
    why: str
    ask: Ask | None = None
    action: str = ""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"action": self.action or None}


@dataclass(frozen=True)
class _Planner:
    facts: Facts

    def steps(self) -> Iterator[Step]:
        """In the order of their use."""
        work = list(self._work())
        yield from work
        if self.facts.complete:
            yield from () if work else self._verdict_stands()
            yield from self._another_model()

    def _work(self) -> Iterator[Step]:
        yield from self._media_first()
        yield from self._predictions()
        yield from self._conflicts()
        yield from self._start()
        yield from self._go_on()
        yield from self._parity()
        yield from self._right_ones()
        if not self.facts.complete:
            return
        yield from self._audit()
        yield from self._rules()
        yield from self._some_media()
        yield from self._unsure()
        yield from self._apply()
        yield from self._hand_out()

    # What keeps everything else from being done

    def _media_first(self) -> Iterator[Step]:
        if self.facts.media and self.facts.missing >= self.facts.media:
            are = "is" if self.facts.media == 1 else "are"
            why = f"None of the {counted(self.facts.media, 'media file')} {are} below {self.facts.media_root}."
            yield Step("media", "Locate the media folder", f"{why} Nothing can be looked at.", action="relocate")

    def _some_media(self) -> Iterator[Step]:
        if 0 < self.facts.missing < self.facts.media:
            title = f"Locate {counted(self.facts.missing, 'media file')}"
            are = "is" if self.facts.missing == 1 else "are"
            why = f"{self.facts.missing:,} of {self.facts.media:,} {are} not below {self.facts.media_root}."
            yield Step("media", title, why, action="relocate")

    def _predictions(self) -> Iterator[Step]:
        if not self.facts.models:
            why = "Without predictions there are no errors to review and nothing to rank."
            yield Step("models", "Add the predictions of a model", why, action="add-predictions")

    def _another_model(self) -> Iterator[Step]:
        if self.facts.models == 1:
            why = "One model can't be ranked: whether relabeling changes the choice takes a second one."
            yield Step("models", "Add the predictions of another model", why, action="add-predictions")

    def _conflicts(self) -> Iterator[Step]:
        number = self.facts.conflicts
        if number:
            why = (
                f"Reviewers disagree on {'it' if number == 1 else 'them'}: "
                "an unsettled conflict is never applied, and counts as lost in the audit."
            )
            yield Step(
                "conflicts",
                f"Settle {counted(number, 'conflict')}",
                why,
                Ask("conflicts", split=self.facts.split, size=None),
            )

    # The review

    def _start(self) -> Iterator[Step]:
        facts = self.facts
        errors = [stratum for stratum in facts.strata if stratum.queue == "errors" and stratum.total]
        if not facts.strata or any(stratum.reviewed for stratum in facts.strata):
            return
        right = [stratum for stratum in facts.strata if stratum.queue == "right" and stratum.total]
        beside = f" and {_first(right)} right ones" if errors and right else ""
        if errors:
            where = phrase(_together(errors)).replace(" together", "")
            title = f"Review {_first(errors)} of {facts.model}'s errors on {where}{beside}"
            why = (
                "They tell what its errors are made of and whether incorrect labels are among them; "
                "the right ones keep lucky hits on incorrect labels from staying."
            )
            yield Step("errors", title, why, self._ask("errors", errors))
        if right:
            yield from self._right(right, "Nothing has been reviewed yet.")

    def _go_on(self) -> Iterator[Step]:
        """Queues of errors and right ones that somebody is in the middle of, the latest first."""
        for begun in self.facts.begun:
            left = begun.total - begun.done
            if begun.queue in _THINGS and begun.done and left:
                things = _THINGS[begun.queue]
                whose = "the " if begun.model is None else f"{begun.model}'s "
                where = phrase(begun.split).replace(" together", "")
                title = f"Review the {left:,} {things} left of {whose}{begun.total:,} on {where}"
                why = f"{begun.reviewer} is in the middle of that queue: {begun.done:,} of {begun.total:,} are decided."
                yield Step("continue", title, why, Ask(begun.queue, begun.model, begun.split, begun.size))

    def _parity(self) -> Iterator[Step]:
        """Strata of which nothing was reviewed, though of their twin something was: as large a share of them."""
        for stratum in self.facts.strata:
            twin = next((s for s in self.facts.strata if s.queue == stratum.queue and s.split != stratum.split), None)
            if twin is None or stratum.reviewed or not (stratum.total and twin.reviewed):
                continue
            number = min(max(-(-stratum.total * twin.reviewed // twin.total), 1), stratum.total)
            things = _THINGS[stratum.queue] if number > 1 else _THINGS[stratum.queue].removesuffix("s")
            title = f"Review {number:,} {things} of {stratum.split}"
            of_twin = (
                f"{twin.reviewed:,} of {self.facts.model}'s {twin.total:,} {_THINGS[stratum.queue]} on {twin.split}"
            )
            none = f"none of the {stratum.total:,} on {stratum.split}"
            why = f"{of_twin} were reviewed and {none}: until then applying stops."
            yield Step("parity", title, why, Ask(stratum.queue, self.facts.model, stratum.split, number))

    def _right_ones(self) -> Iterator[Step]:
        right = [stratum for stratum in self.facts.strata if stratum.queue == "right" and stratum.total]
        errors = sum(stratum.reviewed for stratum in self.facts.strata if stratum.queue == "errors")
        if errors and right and not any(stratum.reviewed for stratum in right):
            why = (
                f"{counted(errors, 'error')} of {self.facts.model} were reviewed and nothing that it gets right: "
                "correcting errors alone makes it look better than it is."
            )
            yield from self._right(right, why)

    def _right(self, right: Sequence[Stratum], why: str) -> Iterator[Step]:
        where = phrase(_together(right)).replace(" together", "")
        title = f"Review {_first(right)} of {self.facts.model}'s right predictions on {where}"
        yield Step("right", title, why, self._ask("right", right))

    def _ask(self, queue: str, strata: Sequence[Stratum]) -> Ask:
        return Ask(queue, self.facts.model, _together(strata))

    def _audit(self) -> Iterator[Step]:
        audit = self.facts.audit
        if audit is None or audit.certified:
            return
        if audit.refuted:
            why = f"The audit has settled that {audit.leader} is not the one best model of the set."
            yield Step("ranking", "See which model is ahead", why, action="show-ranking")
            return
        waiting = audit.at_most
        if not waiting:
            return
        sure = audit.expected is None or audit.expected >= audit.at_most
        number = waiting if sure or audit.expected is None else max(audit.expected, 1)
        over = listed(audit.open) if len(audit.open) < 3 else f"{audit.open[0]} and {len(audit.open) - 1:,} others"
        more = " more" if audit.reviewed else ""
        title = f"Review {number:,}{more} in the audit queue to settle {audit.leader} over {over}"
        yield Step("audit", title, self._why_audit(audit, waiting), Ask("audit", audit.leader, audit.split))

    def _why_audit(self, audit: AuditFacts, waiting: int) -> str:
        if audit.expected is None:
            many = f"So many at most: by the labels so far the lead of {audit.leader} is too small to tell sooner."
        elif audit.expected >= audit.at_most:
            many = "So many at most."
        else:
            many = f"That is if no further label changes; {waiting:,} at most."
        pace = "" if audit.seconds is None else f" At the reviewers' pace: {duration(audit.seconds)}."
        return f"Only these examples can change which model is best on {phrase(audit.split)}. {many}{pace}"

    def _rules(self) -> Iterator[Step]:
        for rule in self.facts.rules:
            if not rule.waiting:
                continue
            ask = Ask(
                "revisit",
                model=rule.model,
                split=rule.split or self.facts.split,
                size=None,
                category=rule.name if rule.about == "category" else None,
                label=rule.name if rule.about == "class" else None,
            )
            what = counted(rule.waiting, "error" if rule.model else "example")
            of = f" of {rule.model} on {phrase(rule.split)}" if rule.model and rule.split else ""
            title = f"Look again at {what}{of} for the {rule.about} {rule.name}"
            if rule.late:
                why = "They were reviewed before it was made, so its share is of the others only."
            else:
                why = "They were decided before what belongs in it changed."
            yield Step("revisit", title, why, ask)

    def _unsure(self) -> Iterator[Step]:
        if self.facts.unsure:
            why = "An unsure example keeps its given label and counts as lost in the audit."
            title = f"Decide {counted(self.facts.unsure, 'example')} left unsure"
            yield Step("unsure", title, why, Ask("revisit", split=self.facts.split, size=None))

    # What becomes of it

    def _apply(self) -> Iterator[Step]:
        facts = self.facts
        changes = [
            f"{counted(facts.corrected, 'label')} corrected" if facts.corrected else "",
            f"{counted(facts.excluded, 'example')} excluded" if facts.excluded else "",
            f"{counted(facts.restored, 'label')} as given again" if facts.restored else "",
        ]
        told = listed([each for each in changes if each])
        if told:
            since = f"since version {facts.version}" if facts.version else "and no version has them yet"
            yield Step("apply", "Apply the corrections to dev and test", f"{told} {since}.", action="apply")

    def _hand_out(self) -> Iterator[Step]:
        facts = self.facts
        if facts.version and not (facts.corrected or facts.excluded or facts.restored):
            why = f"Version {facts.version} has every correction there is."
            yield Step("export", "Export the corrected splits", why, action="export")

    def _verdict_stands(self) -> Iterator[Step]:
        if any(stratum.reviewed for stratum in self.facts.strata):
            why = "No label was found incorrect, so there is nothing to apply: the ranking stands as it was."
            yield Step("ranking", "Take the verdict from Ranking", why, action="show-ranking")


def next_steps(facts: Facts) -> tuple[Step, ...]:
    """The first is what to do now, the others what could be done as well; none where nothing is left."""
    return tuple(_Planner(facts).steps())


def _together(strata: Sequence[Stratum]) -> str:
    return "+".join(dict.fromkeys(stratum.split for stratum in strata))


def _first(strata: Sequence[Stratum]) -> str:
    """How many a queue of the ordinary size has of each split: ``100``, or ``all 34``."""
    fewer = sum(min(stratum.total, START) for stratum in strata)
    whole = all(stratum.total <= START for stratum in strata)
    return f"all {fewer:,}" if whole else f"{fewer:,}"
