"""Making, renaming, describing, moving and merging error categories: actions that can be taken back (METHOD 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from labeler.core.categories import Category
from labeler.core.log import Kind
from labeler.errors import LabelerError
from labeler.formats.decisions import is_one_line
from labeler.session.installation import now
from labeler.session.names import unknown
from labeler.session.open_project import OpenProject
from labeler.session.results import NOTHING, Changes, frame
from labeler.store.event_log import Draft

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class CategoryLine:
    """One category and how many examples have it."""

    category: str
    description: str
    examples: int


@dataclass(frozen=True)
class CategoryList:
    """The categories in their order; ``changed`` is false where all were so already."""

    changed: bool
    categories: tuple[CategoryLine, ...]
    changes: Changes = field(default=NOTHING, compare=False)

    def to_dict(self) -> dict[str, Any]:
        return {"changed": self.changed, "categories": [asdict(line) for line in self.categories]}

    def to_frame(self) -> pd.DataFrame:
        return frame([asdict(line) for line in self.categories])


def listed(session: OpenProject, changes: Changes = NOTHING) -> CategoryList:
    count = session.review.category_count
    lines = tuple(CategoryLine(c.name, c.description, count(c.key)) for c in session.categories)
    return CategoryList(changes is not NOTHING, lines, changes)


def add(session: OpenProject, name: str, *, description: str, reviewer: str) -> CategoryList:
    """Make a category; raises LabelerError for a name that is or was another's."""
    name = _free(session, name, remedy="choose another name, or describe that one")
    text = meaning(description)
    entries = {"name": name} | ({"description": text} if text else {})
    return _recorded(session, name.casefold(), entries, reviewer)


def rename(session: OpenProject, old: str, new: str, *, reviewer: str) -> CategoryList:
    """Give a category another name; raises LabelerError for one that is or was another's."""
    category = present(session, old)
    new = _free(session, new, remedy=f"merge {category.name!r} into that one instead", own=category.key)
    return listed(session) if new == category.name else _recorded(session, category.key, {"name": new}, reviewer)


def describe(session: OpenProject, name: str, text: str, *, reviewer: str) -> CategoryList:
    """Say what belongs in a category; an empty text takes the description away."""
    category, text = present(session, name), meaning(text)
    if text == category.description:
        return listed(session)
    return _recorded(session, category.key, {"description": text}, reviewer)


def merge(session: OpenProject, name: str, into: str, *, reviewer: str) -> CategoryList:
    """Count a category's ticks, past and to come, as another's; raises LabelerError where both are one."""
    category, target = present(session, name), present(session, into)
    if category.key == target.key:
        raise LabelerError(f"{target.name!r} can't be merged into itself; name two categories")
    return _recorded(session, category.key, {"merged_into": target.key}, reviewer)


def move(session: OpenProject, name: str, *, before: str | None, reviewer: str) -> CategoryList:
    """Put a category before another one, or last where that is None; the number keys go by this order."""
    category = present(session, name)
    target = None if before is None else present(session, before)
    if target is not None and target.key == category.key:
        raise LabelerError(f"{category.name!r} can't be moved before itself; name two categories")
    others = [each.key for each in session.categories if each.key != category.key]
    place = len(others) if target is None else others.index(target.key)
    if session.categories.index(category) == place:
        return listed(session)
    return _recorded(session, category.key, {"before": target.key if target else ""}, reviewer)


def named(session: OpenProject, name: str) -> Category:
    """The category that has or had this name; raises LabelerError with the names near it."""
    key = session.known_categories.key(name.strip())
    if key is None:
        raise unknown(name, (category.name for category in session.categories), "category")
    return session.known_categories.standing_for(key)


def present(session: OpenProject, name: str) -> Category:
    """The category of that very name: what is changed isn't guessed from a name it had once."""
    category = named(session, name)
    if category.name.casefold() != name.strip().casefold():
        raise LabelerError(f"{name!r} is an earlier name of the category {category.name!r}; use its present one")
    return category


def meaning(text: str) -> str:
    """What a description or definition says, without white space around it; it may have several lines.

    Raises LabelerError for one with other control characters.
    """
    lines = text.strip().replace("\r\n", "\n")
    if not is_one_line(lines.replace("\n", " ").replace("\t", " ")):
        raise LabelerError(f"{text!r} can't be kept; leave out control characters other than tabs and line breaks")
    return lines


def refresh(session: OpenProject) -> tuple[str, ...]:
    """Take over categories that changed; ids of the examples whose own did."""
    session.forget_categories()
    return session.review.recategorize(session.known_categories)


def _free(session: OpenProject, name: str, *, remedy: str, own: str | None = None) -> str:
    """The name, stripped, if it can be given to the category ``own``, or to a new one."""
    name = name.strip()
    if not name or not is_one_line(name):
        raise LabelerError(f"{name!r} is no category's name; give some text without tabs, line breaks and the like")
    key = session.known_categories.key(name)
    if key is not None and key != own:
        holder = session.known_categories.standing_for(key).name
        taken = holder.casefold() == name.casefold()
        what = "there is already a category" if taken else f"{name!r} is an earlier name of the category"
        raise LabelerError(f"{what} {holder!r}; {remedy}")
    return name


def _recorded(session: OpenProject, key: str, entries: Mapping[str, str], reviewer: str) -> CategoryList:
    draft = Draft(Kind.CATEGORY, reviewer, now(), {"key": key, **entries})
    session.log().append([draft], owner=reviewer)
    return listed(session, Changes(refresh(session), frozenset({"categories"})))
