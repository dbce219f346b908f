"""Rows of the ranking page's tables and chart, as plain texts."""

from __future__ import annotations

from labeler.core.comparison import ModelRanking, SplitRanking
from labeler.core.parity import Parity
from labeler.gui.widgets.bump_chart import BumpRow
from labeler.gui.widgets.figure_table import Cell, Column

PARITY_COLUMNS = (
    Column("Split", 72),
    Column("Examples", 160, stretch=True),
    Column("Reviewed", 140, numeric=True),
    Column("Share", 88, numeric=True, spare=True),
    Column("Incorrect labels", 128, numeric=True),
)


def model_columns(*, bootstrapped: bool) -> tuple[Column, ...]:
    """The bootstrap's columns keep their place while they are still being drawn."""
    waiting = "" if bootstrapped else "\nbeing computed"
    return (
        Column("Model", 140, stretch=True),
        Column("Before", 76, numeric=True, tooltip="By the given labels, without the excluded examples"),
        Column("After", 76, numeric=True, tooltip="By the working corrections"),
        Column("95 %", 100, numeric=True, tooltip=f"Interval of the value after, from paired resamples{waiting}"),
        Column("Change", 76, numeric=True, spare=True, tooltip="In percentage points"),
        Column("Rank before", 104, numeric=True),
        Column("after", 52, numeric=True),
        Column("interval", 72, numeric=True, tooltip="Ranks that Holm's tests leave open"),
        Column("Best in", 72, numeric=True, tooltip=f"Share of resamples in which it is best: stability{waiting}"),
    )


def model_rows(ranking: SplitRanking, *, bootstrapped: bool) -> list[list[Cell | str]]:
    digits = digits_of(ranking.compared)
    return [_model_row(model, digits, bootstrapped) for model in ranking.models]


def _model_row(model: ModelRanking, digits: int, bootstrapped: bool) -> list[Cell | str]:
    interval = share = "…"
    if bootstrapped:
        limits = model.interval_after
        interval = "–" if limits is None else f"{100 * limits[0]:.{digits}f}–{100 * limits[1]:.{digits}f}"
        share = "–" if model.share_best_after is None else f"{100 * model.share_best_after:.0f} %"
    ranks = model.rank_interval_after
    name = model.model if model.feasible else f"{model.model} (outside the bounds)"
    return [
        Cell(name, strong=True, tooltip=name),
        percent(model.before, digits),
        Cell(percent(model.after, digits), strong=True),
        Cell(interval, tone="faint"),
        Cell(_change(model, digits), tone="muted"),
        _rank(model.rank_before, model.before),
        Cell(_rank(model.rank_after, model.after), strong=True),
        Cell("–" if ranks is None else f"{ranks[0]}–{ranks[1]}", tone="muted"),
        Cell(share, tone="faint"),
    ]


def moved(ranking: SplitRanking) -> list[int]:
    """Rows of the models whose rank relabeling changes."""
    return [row for row, model in enumerate(ranking.models) if model.rank_before != model.rank_after]


def bump_rows(ranking: SplitRanking) -> list[BumpRow]:
    digits = digits_of(ranking.compared)
    return [
        BumpRow(
            model.model,
            model.rank_before if model.before is not None else None,
            model.rank_after if model.after is not None else None,
            percent(model.before, digits),
            percent(model.after, digits),
            model.rank_before != model.rank_after,
        )
        for model in ranking.models
    ]


def parity_rows(parity: Parity) -> list[list[Cell | str]]:
    rows: list[list[Cell | str]] = []
    for split, strata in parity.splits.items():
        for name, stratum in strata.items():
            share = "–" if stratum.share is None else f"{100 * stratum.share:.{1 if stratum.share < 0.1 else 0}f} %"
            reviewed = Cell(f"{stratum.reviewed:,}", quiet=f" of {stratum.total:,}")
            side = Cell(name, mark="right" if name == "right" else "wrong", quiet=f" for {parity.model or 'no model'}")
            rows.append([split, side, reviewed, share, f"{stratum.incorrect:,}"])
    return rows


def digits_of(size: int) -> int:
    """As many decimals of a percentage as the set allows."""
    return 2 if size >= 1000 else 1


def percent(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{100 * value:.{digits}f} %"


def _change(model: ModelRanking, digits: int) -> str:
    if model.before is None or model.after is None:
        return "–"
    text = f"{100 * (model.after - model.before):+.{digits}f}"
    return text.replace("-", "−") if float(text) else "0"


def _rank(rank: int, value: float | None) -> str:
    return "–" if value is None else str(rank)
