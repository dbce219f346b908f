"""The verdict as one slide of 1600 × 900: what changes, what that is worth, who moves, and the values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from labeler.core.comparison import ModelRanking, SplitRanking
from labeler.core.phrases import counted, hundredfold, percent
from labeler.core.splits import phrase
from labeler.gui.picture_export import MARGIN
from labeler.gui.theme import Theme, Tone
from labeler.gui.widgets.bump_chart import BumpRow, paint_bump_chart
from labeler.gui.widgets.spans import paint_text
from labeler.gui.widgets.wrapped_text import line_pitch, paint_wrapped, wrapped

_WIDTH, _HEIGHT = 1600, 900
_SCALE = 1.6
"""Type to be read from the last row."""

_INSET = 32
_GAP = 24
_CHART = 0.52
_ROW, _MOST_ROW = 30, 56
_HEADLINE_LINES, _DETAIL_LINES, _WARNING_LINES = 3, 4, 2
_COLUMNS = (("Before", 108), ("After", 108), ("95 %", 150), ("Rank", 96))
_RIGHT = Qt.AlignmentFlag.AlignRight


class VerdictSlide:
    """A Drawable. ``rounds`` is like "given labels → working corrections"; ``split`` and ``metric`` are their names."""

    def __init__(self, ranking: SplitRanking, *, split: str, metric: str, rounds: str) -> None:
        self._ranking = ranking
        self._line = f"{phrase(split)} · {metric} · {rounds}"

    def natural_size(self, theme: Theme) -> QSizeF:  # noqa: ARG002 - a slide is a slide
        """With the margin of a picture the slide has its size."""
        return QSizeF(_WIDTH - 2 * MARGIN, _HEIGHT - 2 * MARGIN)

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        large = Theme(theme.name, theme.palette, _SCALE)
        inside = room.adjusted(_INSET, _INSET / 2, -_INSET, -_INSET / 2)
        top = inside.top() + self._paint_words(painter, inside, large)
        below = _warned(painter, inside, self._ranking.warnings, large)
        figures = QRectF(inside.left(), top + _GAP, inside.width(), inside.bottom() - below - top - _GAP)
        if self._ranking.models:
            self._paint_figures(painter, figures, large)

    def _paint_words(self, painter: QPainter, room: QRectF, theme: Theme) -> float:
        """What is compared, the headline, and the sentences; the height used."""
        small = QRectF(room.left(), room.top(), room.width(), line_pitch(theme, "small"))
        paint_text(painter, small, self._line, theme, size="small", tone="muted")
        place = room.adjusted(0, small.height() + _GAP / 2, 0, 0)
        place.setHeight(_HEADLINE_LINES * line_pitch(theme, "title"))
        used = paint_wrapped(painter, place, self._ranking.verdict.headline, theme, size="title", strong=True)
        place.translate(0, used + _GAP / 2)
        place.setHeight(_DETAIL_LINES * line_pitch(theme, "body"))
        if self._ranking.verdict.detail:
            used = paint_wrapped(painter, place, self._ranking.verdict.detail, theme, tone="muted")
            place.translate(0, used)
        return place.top() - room.top()

    def _paint_figures(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        """Chart and table of the same models, as many as there is room for, in rows of one height."""
        header = line_pitch(theme, "small") + _GAP / 3
        fitting = max(int((room.height() - 2 * header) // _ROW), 1)
        models = shown_models(self._ranking, fitting)
        pitch = min((room.height() - 2 * header) / len(models), _MOST_ROW)
        rows = QRectF(room.left(), room.top() + header, room.width(), pitch * len(models))
        chart = QRectF(rows.left(), rows.top(), rows.width() * _CHART, rows.height())
        title = QRectF(chart.left(), room.top(), chart.width(), header)
        paint_text(painter, title, "Rank before → after", theme, size="small", strong=True, tone="muted")
        paint_bump_chart(painter, chart, _bumps(models, self._ranking.compared), theme.palette, scale=theme.scale)
        table = QRectF(chart.right() + 2 * _GAP, room.top(), room.right() - chart.right() - 2 * _GAP, room.height())
        _paint_table(painter, table, models, self._ranking.compared, theme, header=header, pitch=pitch)
        more = len(self._ranking.models) - len(models)
        if more:
            place = QRectF(rows.left(), rows.bottom() + _GAP / 3, rows.width(), header)
            paint_text(painter, place, f"and {counted(more, 'more model')}", theme, size="small", tone="muted")


def shown_models(ranking: SplitRanking, most: int) -> list[ModelRanking]:
    """By rank after: those selected, those that move, then the best; ``most`` of them."""
    selected = (ranking.selected_before, ranking.selected_after)

    def importance(row: ModelRanking) -> tuple[bool, bool, int, str]:
        return row.model not in selected, row.rank_before == row.rank_after, row.rank_after, row.model

    kept = sorted(ranking.models, key=importance)[:most]
    return sorted(kept, key=lambda row: (row.after is None, row.rank_after, row.model))


def _bumps(models: Sequence[ModelRanking], size: int) -> list[BumpRow]:
    return [
        BumpRow(
            row.model,
            None if row.before is None else row.rank_before,
            None if row.after is None else row.rank_after,
            _value(row.before, size),
            _value(row.after, size),
            row.rank_before != row.rank_after,
            None if row.after is None else row.rank_interval_after,
        )
        for row in models
    ]


def _paint_table(
    painter: QPainter,
    room: QRectF,
    models: Sequence[ModelRanking],
    size: int,
    theme: Theme,
    *,
    header: float,
    pitch: float,
) -> None:
    names = room.width() - sum(width for _, width in _COLUMNS)
    heads = QRectF(room.left(), room.top(), room.width(), header)
    _paint_cells(painter, heads, "Model", [(title, "muted") for title, _ in _COLUMNS], theme, names=names)
    for place, row in enumerate(models):
        line = QRectF(room.left(), room.top() + header + place * pitch, room.width(), pitch)
        painter.setPen(QPen(theme.palette.border, 1))
        painter.drawLine(QLineF(line.topLeft(), line.topRight()))
        moved = row.rank_before != row.rank_after
        _paint_cells(painter, line, row.model, _cells(row, size), theme, names=names, strong=moved)


def _paint_cells(
    painter: QPainter,
    line: QRectF,
    name: str,
    cells: Sequence[tuple[str, Tone]],
    theme: Theme,
    *,
    names: float,
    strong: bool = False,
) -> None:
    metrics = QFontMetricsF(theme.font("small", strong=strong))
    shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, names)  # long names often differ at the end
    tone: Tone = "muted" if name == "Model" else "text"
    place = QRectF(line.left(), line.top(), names, line.height())
    paint_text(painter, place, shown, theme, size="small", strong=strong, tone=tone)
    left = place.right()
    for (text, tone), (_, width) in zip(cells, _COLUMNS, strict=True):
        cell = QRectF(left, line.top(), width, line.height())
        paint_text(painter, cell, text, theme, size="small", strong=strong and tone == "text", tone=tone, align=_RIGHT)
        left += width


def _cells(row: ModelRanking, size: int) -> list[tuple[str, Tone]]:
    limits = row.interval_after
    between = "–" if limits is None else "–".join(hundredfold(limit, size) for limit in limits)
    before, after = (
        "–" if value is None else str(rank)
        for value, rank in ((row.before, row.rank_before), (row.after, row.rank_after))
    )
    rank = before if before == after else f"{before} → {after}"
    return [(_value(row.before, size), "muted"), (_value(row.after, size), "text"), (between, "faint"), (rank, "text")]


def _value(value: float | None, size: int) -> str:
    return "–" if value is None else percent(value, size)


def _warned(painter: QPainter, room: QRectF, warnings: Sequence[str], theme: Theme) -> float:
    """At the foot; the height used."""
    if not warnings:
        return 0.0
    text = " ".join(warnings)
    lines = min(len(wrapped(text, room.width(), theme, size="small")), _WARNING_LINES)
    height = lines * line_pitch(theme, "small")
    place = QRectF(room.left(), room.bottom() - height, room.width(), height)
    paint_wrapped(painter, place, text, theme, size="small", tone="unsure")
    return height + _GAP / 2
