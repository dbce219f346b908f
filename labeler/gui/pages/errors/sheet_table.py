"""The sheet as a table of texts: its reviewed rows, and its totals under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from labeler.core.phrases import between, percent
from labeler.core.shares import Share
from labeler.gui.pages.errors.sheet_source import SheetSource

Table = tuple[list[str], list[list[str]]]
_BEFORE = ("Example", "Part", "Given", "Predicted")
_AFTER = ("Incorrectly labeled", "Label", "Comment")


def table(source: SheetSource) -> Table:
    """Header and rows; a category is 1, 0 or, where it wasn't considered, empty. The totals count what they say."""
    names = [category.name for category in source.categories]
    sheet = source.totals.sheet
    by_name = {column.category: column.share for column in sheet.categories}
    shares = [by_name.get(name) for name in names] + [sheet.incorrectly_labeled]
    return [*_BEFORE, *names, *_AFTER], [*_rows(source), *_totals(shares)]


def _rows(source: SheetSource) -> Iterator[list[str]]:
    keys = [category.key for category in source.categories]
    for row in range(len(source)):
        if not source.decided(row):
            continue
        said = source.facts(row)
        ticks = [("1" if key in said.ticked else "0") if key in said.considered else "" for key in keys]
        yield [
            said.example_id,
            source.part(row),
            said.given,
            said.predicted,
            *ticks,
            "1" if said.incorrectly_labeled else "0",
            source.label_in_words(row),
            source.comment(row),
        ]


def _totals(shares: list[Share | None]) -> Iterator[list[str]]:
    told: list[tuple[str, Callable[[Share], str]]] = [
        ("errors", lambda share: str(share.count)),
        ("of considered", lambda share: str(share.considered)),
        ("share", lambda share: "" if share.share is None else percent(share.share, share.considered)),
        ("95 % interval", _interval),
        (
            "error left without it",
            lambda share: "" if share.ceiling is None else percent(share.ceiling, share.examples),
        ),
    ]
    for title, tell in told:
        blank = [""] * (len(_BEFORE) - 1)
        yield [title, *blank, *("" if share is None else tell(share) for share in shares), *[""] * (len(_AFTER) - 1)]


def _interval(share: Share) -> str:
    if share.interval is None:
        return ""
    return between(*(percent(limit, share.considered) for limit in share.interval))
