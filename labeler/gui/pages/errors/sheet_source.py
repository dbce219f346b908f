"""What the sheet shows in its cells: the rows and categories of the moment, read as they come into sight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from labeler.core.categories import Category
from labeler.core.decisions import Status
from labeler.core.lists import split_list
from labeler.core.phrases import between, counted, percent
from labeler.gui.project import Project
from labeler.gui.saying import spoken
from labeler.gui.widgets.verdict_mark import Mark, mark_of
from labeler.session.sheet import ErrorSheet
from labeler.session.sheet_rows import Part, RowFacts, SheetRows, facts

KEYS = 9
_UNKNOWN = "?"
"""Before a label of several that isn't known to apply."""


class Tick(Enum):
    """``OTHERS``: ticked, but not by the reviewer at this window. ``UNASKED``: nobody considered it there."""

    MINE = "ticked"
    OTHERS = "ticked by others"
    EMPTY = "not ticked"
    UNASKED = "not considered"


@dataclass(frozen=True, slots=True)
class LabelLook:
    """What stands on the label: a mark, the corrected label's text, and whether the reviewer at this window said it."""

    mark: Mark | None
    text: str = ""
    mine: bool = True


class SheetSource:
    """The rows of one model on one split, with the totals under them. Read from the open project, never kept long."""

    def __init__(self, project: Project, rows: SheetRows, totals: ErrorSheet) -> None:
        self.project = project
        self.rows = rows
        self.totals = totals
        self.categories: tuple[Category, ...] = project.session.categories
        self._prediction = next(each for each in project.session.predictions if each.model == rows.model)
        self._known: dict[int, RowFacts] = {}
        self._places = {ordinal: row for row, ordinal in enumerate(rows.ordinals.tolist())}

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def writable(self) -> bool:
        return self.project.session.read_only is None

    @property
    def textual(self) -> bool:
        """Whether an example is shown by its reference and hypothesis instead of a picture."""
        return self._task == "transcript"

    @property
    def _task(self) -> str:
        return self.project.session.examples.task.name

    def _spoken(self, label: str) -> str:
        return spoken(label, self._task)

    @property
    def has_media(self) -> bool:
        return bool(self.project.session.settings.get("roles", {}).get("file"))

    def ordinal(self, row: int) -> int:
        return int(self.rows.ordinals[row])

    def row_of(self, ordinal: int) -> int | None:
        return self._places.get(ordinal)

    def part(self, row: int) -> Part:
        """Known by the totals, but for one decided since."""
        known = self.rows.part(row)
        return known if known or not self.decided(row) else "hand-picked"

    def decided(self, row: int) -> bool:
        return self.project.session.review.decided(self.ordinal(row))

    def facts(self, row: int) -> RowFacts:
        ordinal = self.ordinal(row)
        if ordinal not in self._known:
            self._known[ordinal] = facts(self.project.session, self._prediction, ordinal)
        return self._known[ordinal]

    def forget(self, example_ids: Iterable[str] | None = None) -> None:
        """What stands has changed on these, or, None, anywhere; the categories may have as well."""
        self.categories = self.project.session.categories
        if example_ids is None:
            self._known.clear()
            return
        for example_id in example_ids:
            self._known.pop(self.project.session.ordinal(example_id), None)

    def confusion(self, row: int) -> str:
        """What was taken for what; of several labels at once, which were missed and which added."""
        return " ".join(self.confusion_parts(row))

    def confusion_parts(self, row: int) -> list[str]:
        """What must all be in sight, if only in part."""
        said = self.facts(row)
        if self._task != "multilabel":
            return [f"{self._spoken(said.given)} →", self._spoken(said.predicted)]
        given, predicted = split_list(said.given), split_list(said.predicted)
        missed = [f"−{label}" for label in given if not label.startswith(_UNKNOWN) and label not in predicted]
        added = [f"+{label}" for label in predicted if label not in given and _UNKNOWN + label not in given]
        return [" ".join(part) for part in (missed, added) if part]

    def tick(self, row: int, column: int) -> Tick:
        key, said = self.categories[column].key, self.facts(row)
        if key in said.ticked:
            return Tick.MINE if self.project.reviewer in said.ticked[key] else Tick.OTHERS
        return Tick.EMPTY if key in said.considered else Tick.UNASKED

    def label(self, row: int) -> LabelLook:
        said = self.facts(row)
        if said.status is Status.GIVEN:
            return LabelLook(None)
        mine = self.project.mine(self.ordinal(row))
        own = mine is not None and mine.verdict is not None
        acceptable = said.status is Status.CORRECTED and not said.incorrectly_labeled
        mark: Mark | None = "right" if acceptable else mark_of(said.status.name.lower())
        return LabelLook(mark, "" if said.label is None else self._spoken(said.label), own)

    def comment(self, row: int) -> str:
        """Mine as it is; others' with their names."""
        me = self.project.reviewer
        return "; ".join(text if name == me else f"{name}: {text}" for name, text in self.facts(row).comments)

    def described(self, row: int, column: int) -> str:
        """A cell in words, for who can't see it."""
        said, count = self.facts(row), len(self.categories)
        place = f"{said.example_id}, {self.confusion(row)}, error {row + 1:,} of {len(self):,}"
        if not self.decided(row):
            place += ", not reviewed yet"
        if column < count:
            return f"{self.categories[column].name}: {self.tick(row, column).value}. {place}"
        if column == count:
            return f"Label: {self.label_in_words(row)}. {place}"
        return f"Comment: {self.comment(row) or 'none'}. {place}"

    def tip(self, row: int, column: int | None) -> str:
        """What a cell has no room for; of the example, where ``column`` is None."""
        said, count = self.facts(row), len(self.categories)
        if column is None:
            what = f"{self._spoken(said.given)} → {self._spoken(said.predicted)}"
            return f"{said.example_id}\n{what}\n{self.part(row) or 'not reviewed yet'}"
        if column < count:
            who = said.ticked.get(self.categories[column].key, ())
            return f"Ticked by {', '.join(who)}" if who else self.tick(row, column).value.capitalize()
        return self.label_in_words(row).capitalize() if column == count else self.comment(row)

    def total_in_words(self, column: int) -> str:
        """What stands under a category, whole."""
        name = self.categories[column].name
        share = next((each.share for each in self.totals.sheet.categories if each.category == name), None)
        if share is None or share.share is None:
            return f"{name} has not been considered on any of these errors yet"
        found = f"{name}: {share.count:,} of {counted(share.considered, 'error')} considered for it"
        if share.interval is None:
            return f"{found}; hand-picked ones among them, so there is no interval"
        low, high = (percent(limit, share.considered) for limit in share.interval)
        return f"{found}; of all {share.errors:,} it is {between(low, high)} with 95 % confidence"

    def label_in_words(self, row: int) -> str:
        said, look = self.facts(row), self.label(row)
        words = {
            Status.GIVEN: "not decided",
            Status.CONFIRMED: f"{self._spoken(said.given)} is right",
            Status.CORRECTED: f"incorrect, it is {look.text}" if said.incorrectly_labeled else f"{look.text}, either",
            Status.EXCLUDED: "excluded",
            Status.UNSURE: "unsure",
            Status.CONFLICT: "reviewers disagree",
        }[said.status]
        if said.adjudicated:
            return f"{words}, settled by {said.adjudicated}"
        return words if look.mine or said.status is Status.GIVEN else f"{words}, said by others"
