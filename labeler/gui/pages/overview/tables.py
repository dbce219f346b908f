"""Rows of the Overview's tables, lists and chart, as plain texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from math import ceil

from PySide6.QtGui import QFontMetricsF

from labeler.core.class_mix import ClassMix
from labeler.core.phrases import hundredfold, percent
from labeler.gui.theme import Theme
from labeler.gui.widgets.class_chart import PairedBar
from labeler.gui.widgets.figure_table import Cell, Column
from labeler.gui.widgets.progress_rows import ProgressRow
from labeler.session.overview import ModelErrors, Overview, ReviewerProgress, SplitReview
from labeler.session.queue_progress import QueueProgress

MOST_MODELS = 8
MOST_CLASSES = 12
_NAME = 112
_LONG, _KEPT = 24, 6
_ROOM = 18
"""What a cell has beside its text."""

SPLIT_COLUMNS = (
    Column("Split", stretch=True),
    Column("Reviewed", numeric=True),
    Column("Corrected", numeric=True),
    Column("Excluded", numeric=True),
    Column("Unsure", numeric=True, spare=True),
    Column("Conflicts", numeric=True),
)

Row = list[Cell | str]


def split_rows(splits: Sequence[SplitReview]) -> list[Row]:
    return [
        [
            Cell(split.split, strong=True, quiet=f"{split.examples:,}", tooltip=f"{split.examples:,} examples"),
            _reviewed(split),
            _count(split.corrected),
            _count(split.excluded),
            _count(split.unsure),
            _count(split.conflicts, strong=True),
        ]
        for split in splits
    ]


def _reviewed(split: SplitReview) -> Cell:
    share = percent(split.share, split.examples) if split.reviewed else ""
    return Cell(f"{split.reviewed:,}", quiet=share, tone="text" if split.reviewed else "faint")


def _count(number: int, *, strong: bool = False) -> Cell:
    """A zero is quiet: what there is should be seen."""
    return Cell(f"{number:,}", tone="text" if number else "faint", strong=strong and number > 0)


def model_columns(overview: Overview) -> tuple[Column, ...]:
    return (
        Column("Model", _NAME, stretch=True),
        *(Column(split.replace("+", " + "), numeric=True) for split in overview.compared),
    )


def shown_models(overview: Overview) -> list[ModelErrors]:
    """The best, and the selected one wherever it is."""
    models = overview.models
    if len(models) <= MOST_MODELS:
        return list(models)
    top = list(models[:MOST_MODELS])
    selected = [model for model in models if model.model == overview.selected]
    return top if not selected or selected[0] in top else [*top[:-1], *selected]


def model_rows(overview: Overview) -> list[Row]:
    """The values of the last split stand out: they give the order."""
    last = [*overview.compared][-1]
    names = told_apart([model.model for model in overview.models])
    return [
        [
            Cell(names[model.model], strong=True, tooltip=model.model),
            *(_change(model, split, size, strong=split == last) for split, size in overview.compared.items()),
        ]
        for model in shown_models(overview)
    ]


def told_apart(names: Sequence[str]) -> dict[str, str]:
    """Long names without most of what all of them begin and end with, for that is what a narrow column would show."""
    if len(names) < 2 or max(map(len, names)) <= _LONG:
        return {name: name for name in names}
    head, tail = _alike(names), _alike([name[::-1] for name in names])
    return {name: _shortened(name, head, tail) for name in names}


def _alike(names: Sequence[str]) -> int:
    """With how many letters all of them begin."""
    least, most = min(names), max(names)
    return next((place for place, pair in enumerate(zip(least, most, strict=False)) if len({*pair}) > 1), len(least))


def _shortened(name: str, head: int, tail: int) -> str:
    tail = min(tail, len(name) - head)
    front = f"{name[:_KEPT]}…" if head > 2 * _KEPT else name[:head]
    back = f"…{name[-_KEPT:]}" if tail > 2 * _KEPT else name[len(name) - tail :]
    return f"{front}{name[head : len(name) - tail]}{back}"


def _change(model: ModelErrors, split: str, size: int, *, strong: bool) -> Cell:
    """``6.00 → 5.98 %``; once where both are the same."""
    if split not in model.before:
        return Cell("–", tone="faint", tooltip=f"{model.model} doesn't predict {split}")
    before, after = (
        "–" if value is None else hundredfold(value, size) for value in (model.before[split], model.after[split])
    )
    if before == after:
        return Cell(after, strong=strong, quiet="" if after == "–" else "%")
    return Cell(f"{before} → {after}", strong=strong, quiet="%")


def measured(columns: Sequence[Column], rows: Sequence[Row], theme: Theme) -> tuple[Column, ...]:
    """Columns as wide as what is in them; one with a width of its own keeps that."""
    head = QFontMetricsF(theme.font("small", strong=True))
    found = []
    for place, column in enumerate(columns):
        widest = max((_width(row[place], theme) for row in rows), default=0.0)
        own = ceil((max(widest, head.horizontalAdvance(column.title)) + _ROOM) / theme.scale)
        found.append(column if column.width == _NAME else replace(column, width=own))
    return tuple(found)


def _width(cell: Cell | str, theme: Theme) -> float:
    cell = cell if isinstance(cell, Cell) else Cell(cell)
    parts = ((cell.text, cell.strong), (f" {cell.quiet}" if cell.quiet else "", False))
    return sum(QFontMetricsF(theme.font(strong=strong)).horizontalAdvance(text) for text, strong in parts)


def queue_row(queue: QueueProgress) -> ProgressRow:
    by = "" if queue.left_by is None else f"  {queue.left_by}"
    told = queue.words if queue.total is not None else "…"
    size = "" if queue.size is None else f", {queue.size:,} a split"
    left = "" if queue.left_by is None else f"; {queue.left_by} left it {moment(queue.left_at)}"
    done = queue.total is not None and queue.fraction >= 1
    return ProgressRow(
        name=queue.title,
        words=told,
        fraction=queue.fraction if queue.total else None,
        quiet=by,
        tooltip=f"{queue.title} on {queue.split}{size}: {told}{left}",
        tone="right" if done else "accent",
    )


def reviewer_row(person: ReviewerProgress, reviewed: int) -> ProgressRow:
    """The bar is the share of all reviewed examples that this one decided."""
    parts = [f"{person.decided:,} decided"] if person.decided or not person.settled + person.noted else []
    counts = (("settled", person.settled), ("noted", person.noted), ("left undecided", person.undecided))
    parts += [f"{count:,} {what}" for what, count in counts if count]
    parts += [] if person.median_seconds is None else [f"{person.median_seconds:.1f} s each"]
    words = " · ".join(parts)
    return ProgressRow(
        name=person.reviewer,
        words=words,
        fraction=min(person.decided / reviewed, 1.0) if reviewed else 0.0,
        quiet=f"  {moment(person.last_at)}",
        tooltip=f"{person.reviewer}: {words}; last active {moment(person.last_at)}",
    )


def class_bars(classes: ClassMix) -> list[PairedBar]:
    """Those that differ first; numbers of words are few and stay whole."""
    return [
        PairedBar(
            row.name,
            (row.dev_share, row.test_share),
            (_share(row.dev_share, classes.sizes[0]), _share(row.test_share, classes.sizes[1])),
            row.differs,
        )
        for row in classes.rows[:MOST_CLASSES]
    ]


def _share(value: float | None, size: int) -> str:
    return "–" if value is None else percent(value, min(size, 1000))


def moment(at: str | None, *, now: datetime | None = None) -> str:
    """``today 14:20``, ``yesterday 9:05``, ``12 Mar`` or ``12 Mar 2025``, by the clock of this machine."""
    if at is None:
        return "never"
    then, now = datetime.fromisoformat(at).astimezone(), now or datetime.now().astimezone()
    days = (now.date() - then.date()).days
    if days in (0, 1):
        return f"{('today', 'yesterday')[days]} {then.hour}:{then.minute:02}"
    year = "" if then.year == now.year else f" {then.year}"
    return f"{then.day} {then:%b}{year}"
