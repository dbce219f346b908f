"""What belongs in each class and category, with examples of it: each change an action to take back (DESIGN 2.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from labeler.core.categories import Category
from labeler.core.guidelines import ABOUT, About, Guidelines
from labeler.core.log import Kind
from labeler.errors import LabelerError
from labeler.session import categories
from labeler.session.installation import now
from labeler.session.names import class_named
from labeler.session.open_project import OpenProject
from labeler.session.results import NOTHING, Changes, frame
from labeler.session.rule_changes import RuleChanges
from labeler.store.event_log import Draft

if TYPE_CHECKING:
    import pandas as pd

KINDS = frozenset({"guidelines"})


@dataclass(frozen=True)
class Rule:
    """What belongs in a class or category. ``examples`` are ids, in the order they were chosen.

    ``changed`` is the place in the log (a lamport) of the last change of the definition, 0 where there was none.
    """

    about: About
    name: str
    definition: str
    examples: tuple[str, ...]
    changed: int


@dataclass(frozen=True)
class GuidelineLine(Rule):
    """``to_revisit`` is how many decisions were taken before its definition changed, on examples not decided since."""

    to_revisit: int


@dataclass(frozen=True)
class GuidelineList:
    """Classes, then categories, each in their order, of which anything is or was said.

    ``changed`` is false where all was so already.
    """

    changed: bool
    guidelines: tuple[GuidelineLine, ...]
    changes: Changes = field(default=NOTHING, compare=False)

    def to_dict(self) -> dict[str, Any]:
        lines = [asdict(line) | {"examples": list(line.examples)} for line in self.guidelines]
        return {"changed": self.changed, "guidelines": lines}

    def to_frame(self) -> pd.DataFrame:
        return frame([asdict(line) for line in self.guidelines])


def rule(session: OpenProject, about: str, name: str) -> Rule:
    """Of a class, or a category by a name it has or had; raises LabelerError with near names for an unknown one."""
    return _rule(session, session.log().guidelines(), *_subject(session, about, name))


def listed(session: OpenProject, changes: Changes = NOTHING) -> GuidelineList:
    said, touched = session.log().guidelines(), RuleChanges(session).touched()
    rules = ((key, _rule(session, said, about, key)) for about, key in _subjects(session))
    lines = tuple(
        GuidelineLine(**vars(rule), to_revisit=touched[rule.about, key])
        for key, rule in rules
        if rule.changed or rule.examples
    )
    return GuidelineList(changes is not NOTHING, lines, changes)


def define(session: OpenProject, about: str, name: str, text: str, *, reviewer: str) -> GuidelineList:
    """Say what belongs in a class or category; an empty text takes the definition away. Asks for a revisit."""
    if about == "category":
        changes = categories.describe(session, name, text, reviewer=reviewer).changes
        return listed(session, Changes(changes.examples, changes.kinds | KINDS) if changes is not NOTHING else NOTHING)
    kind, key = _subject(session, about, name)
    text = categories.meaning(text)
    if text == _rule(session, session.log().guidelines(), kind, key).definition:
        return listed(session)
    return _recorded(session, kind, [(key, {"definition": text})], reviewer)


def add_reference(session: OpenProject, about: str, name: str, example_id: str, *, reviewer: str) -> GuidelineList:
    """Show an example as one of a class or category; raises LabelerError for an unknown example."""
    kind, key = _subject(session, about, name, categories.present)
    session.ordinal(example_id)
    if example_id in _rule(session, session.log().guidelines(), kind, key).examples:
        return listed(session)
    return _recorded(session, kind, [(key, {"add": example_id})], reviewer)


def remove_reference(session: OpenProject, about: str, name: str, example_id: str, *, reviewer: str) -> GuidelineList:
    """Show it no longer, whichever of merged categories it was chosen for; raises LabelerError where it isn't shown."""
    kind, key = _subject(session, about, name, categories.present)
    holders = [
        holder
        for of, holder, id_ in session.log().guidelines().references
        if (of, id_) == (kind, example_id) and holder in _keys(session, kind, key)
    ]
    if not holders:
        raise LabelerError(f"{example_id!r} is no reference example of the {kind} {name!r}")
    return _recorded(session, kind, [(holder, {"remove": example_id}) for holder in holders], reviewer)


def _recorded(
    session: OpenProject, about: About, entries: Iterable[tuple[str, Mapping[str, str]]], reviewer: str
) -> GuidelineList:
    """One action, of an event for each name or key."""
    drafts = [Draft(Kind.GUIDELINE, reviewer, now(), {"about": about, "name": key, **said}) for key, said in entries]
    session.log().append(drafts, owner=reviewer)
    return listed(session, Changes((), KINDS))


def _rule(session: OpenProject, said: Guidelines, about: About, key: str) -> Rule:
    examples = said.examples(about, _keys(session, about, key))
    if about == "category":
        category = session.known_categories.standing_for(key)
        return Rule(about, category.name, category.description, examples, category.described)
    definition = said.definitions.get(key)
    return Rule(about, key, definition.text if definition else "", examples, definition.changed if definition else 0)


def _subject(
    session: OpenProject, about: str, name: str, category: Callable[[OpenProject, str], Category] = categories.named
) -> tuple[About, str]:
    """A class's name, or a category's key."""
    if about == "category":
        return "category", category(session, name).key
    if about != "class":
        raise LabelerError(f"{about!r} has no guidelines; choose one of: {', '.join(ABOUT)}")
    return "class", class_named(session.examples.vocabulary, name)


def _subjects(session: OpenProject) -> Iterator[tuple[About, str]]:
    for name in session.examples.vocabulary.names:
        yield "class", name
    for category in session.categories:
        yield "category", category.key


def _keys(session: OpenProject, about: About, key: str) -> frozenset[str]:
    """A class's name; of a category its key and those of the ones merged into it."""
    if about == "class":
        return frozenset({key})
    merged = (own for own, target in session.known_categories.targets.items() if target == key)
    return frozenset({key, *merged})
