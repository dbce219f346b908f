"""Rows of the ranking page's table and chart, as plain texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from labeler.core.comparison import Limits, ModelRanking, SplitRanking
from labeler.core.phrases import hundredfold, listed
from labeler.gui.widgets.bump_chart import BumpRow
from labeler.gui.widgets.figure_table import Cell, Column
from labeler.session.estimates import ModelEstimate
from labeler.session.results import NotCompared

Estimates = Mapping[str, ModelEstimate] | None
"""By model; None while they are being computed."""

_WAITING = "…"
_AROUND, _LETTER = 18, 8.4
"""Pixels beside a cell's text, and of one of its letters."""
_STRONG = 12
_MOST_NAME = 176
"""That the others leave a longer name for certain."""
_AFTER = "By the labels after, and its 95 % interval from paired resamples"
_BEST = "Share of resamples in which it is best: stability, not confidence"
_RANKS = "Ranks that Holm's tests of all pairs leave open"
_ESTIMATE = (
    "What the figure after would be, were all examples reviewed: told from the examples reviewed in order so far. "
    "Its 95 % limits hold however often one looks"
)


def model_columns(rows: Sequence[Sequence[Cell]]) -> tuple[Column, ...]:
    """As wide as the figures of the rows are long. What has to be waited for keeps its place meanwhile."""

    def width(place: int, least: int) -> int:
        longest = max((len(f"{row[place].text} {row[place].quiet}".strip()) for row in rows), default=0)
        return max(least, _AROUND + round(_LETTER * longest))

    return (
        Column("Model", min(width(0, 112) + _STRONG, _MOST_NAME), stretch=True),
        Column("Before", width(1, 66), numeric=True, tooltip="By the labels before, without the excluded examples"),
        Column("After, 95 %", width(2, 140), numeric=True, tooltip=_AFTER),
        Column("Change", 68, numeric=True, spare=True, tooltip="In percentage points"),
        Column("Estimate, 95 %", width(4, 122), numeric=True, tooltip=_ESTIMATE),
        Column("Rank before", 102, numeric=True, spare=True),
        Column("after", 58, numeric=True, tooltip="Rank by the labels after"),
        Column("interval", 68, numeric=True, tooltip=_RANKS),
        Column("Best in", 64, numeric=True, spare=True, tooltip=_BEST),
    )


def model_rows(ranking: SplitRanking, estimates: Estimates, *, waits: bool) -> list[list[Cell]]:
    """``waits``: for the resamples."""
    return [_model_row(model, ranking.compared, estimates, waits=waits) for model in ranking.models]


def _model_row(model: ModelRanking, size: int, estimates: Estimates, *, waits: bool) -> list[Cell]:
    share = model.share_best_after
    return [
        _name(model),
        Cell(percent(model.before, size), tooltip=_given(model, size)),
        Cell(percent(model.after, size), strong=True, quiet=limits(model.interval_after, size, waits=waits)),
        Cell(_change(model, size), tone="muted"),
        _estimate(model.model, size, estimates),
        Cell(_rank(model.rank_before, model.before)),
        Cell(_rank(model.rank_after, model.after), strong=True),
        Cell(_ranks(model), tone="muted"),
        Cell(_WAITING if waits else "–" if share is None else f"{100 * share:.0f} %", tone="faint"),
    ]


def _name(model: ModelRanking) -> Cell:
    if model.feasible:
        return Cell(model.model, strong=True, tooltip=model.model, named=True)
    words = f"{model.model}: it doesn't meet the bounds, so it can't be the best"
    return Cell(model.model, tone="muted", mark="excluded", tooltip=words, named=True)


def _given(model: ModelRanking, size: int) -> str:
    value = percent(model.given_all, size)
    return f"By the given labels of all examples, the excluded ones too: {value}, rank {model.rank_given_all}"


def _estimate(name: str, size: int, estimates: Estimates) -> Cell:
    """A dash says why in its tooltip."""
    if estimates is None:
        return Cell(_WAITING, tone="faint")
    found = estimates.get(name)
    if found is None:
        return Cell("–", tone="faint", tooltip="There is an estimate of the labels of now only")
    told = found.found
    between = None if told.low is None or told.high is None else limits((told.low, told.high), size)
    words = f"{told.method[:1].upper()}{told.method[1:]}"
    if told.estimate is None:
        return Cell("–", tone="faint", tooltip=f"{words}. Surely {between} %" if between else words)
    return Cell(percent(told.estimate, size), tone="muted", quiet=between or "", tooltip=words)


def limits(between: Limits | None, size: int, *, waits: bool = False) -> str:
    """``4.98–5.91``, in percent."""
    if waits:
        return _WAITING
    return "" if between is None else f"{hundredfold(between[0], size)}–{hundredfold(between[1], size)}"


def moved(ranking: SplitRanking) -> list[int]:
    """Rows of the models whose rank relabeling changes."""
    return [row for row, model in enumerate(ranking.models) if model.rank_before != model.rank_after]


def bump_rows(ranking: SplitRanking) -> list[BumpRow]:
    size = ranking.compared
    return [
        BumpRow(
            model.model,
            model.rank_before if model.before is not None else None,
            model.rank_after if model.after is not None else None,
            percent(model.before, size),
            percent(model.after, size),
            model.rank_before != model.rank_after,
            None if model.after is None else model.rank_interval_after,
        )
        for model in ranking.models
    ]


def left_out(not_compared: Iterable[NotCompared]) -> str:
    """``Not compared: a and b (it doesn't predict dev).``; empty where all are."""
    reasons: dict[str, list[str]] = {}
    for entry in not_compared:
        reasons.setdefault(entry.reason, []).append(entry.model)
    parts = [f"{listed(list(dict.fromkeys(models)))} ({reason})" for reason, models in reasons.items()]
    return f"Not compared: {'; '.join(parts)}." if parts else ""


def outside(ranking: SplitRanking) -> str:
    """Who can't be the best for a bound; empty where all meet every one."""
    names = [model.model for model in ranking.models if not model.feasible]
    return f"Outside the bounds, so not to be selected: {listed(names)}." if names else ""


def why_no_estimate(estimates: Estimates) -> str:
    """One sentence where no model has an estimate; what it rests on is the same for all."""
    if not estimates or any(one.found.estimate is not None for one in estimates.values()):
        return ""
    method = next(iter(estimates.values())).found.method
    return f"No estimates: {method.removeprefix('bounds only: ').removeprefix('no estimate: ')}."


def percent(value: float | None, size: int) -> str:
    """With as many digits as so many examples allow."""
    return "–" if value is None else f"{hundredfold(value, size)} %"


def _change(model: ModelRanking, size: int) -> str:
    if model.before is None or model.after is None:
        return "–"
    return signed(model.after - model.before, size)


def signed(difference: float, size: int) -> str:
    """In percentage points, with a sign: ``+0.02``, ``−0.07``, ``0``."""
    text = hundredfold(difference, size)
    if not float(text):
        return "0"
    return f"+{text}" if difference > 0 else text.replace("-", "−")


def _rank(rank: int, value: float | None) -> str:
    return "–" if value is None else str(rank)


def _ranks(model: ModelRanking) -> str:
    between = model.rank_interval_after
    return "–" if between is None else f"{between[0]}–{between[1]}"
