"""One line of text of several weights and tones: "Wrong, it is **dog**", without markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextCharFormat

from labeler.gui.theme import TextSize, Theme, Tone
from labeler.gui.widgets.bidi_line import paint_line
from labeler.gui.widgets.writing import has_leftward_letters, reads_leftwards


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one weight and tone; tone None is that of the line."""

    text: str
    strong: bool = False
    tone: Tone | None = None


Spans = tuple[Span, ...]


def strong(text: str, tone: Tone | None = None) -> Span:
    return Span(text, strong=True, tone=tone)


def as_spans(parts: Iterable[Span | str]) -> Spans:
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


def plain_text(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def spans_width(spans: Spans, theme: Theme, size: TextSize = "body") -> float:
    return sum(_metrics(theme, size, span).horizontalAdvance(span.text) for span in spans)


def paint_spans(
    painter: QPainter,
    rect: QRectF,
    spans: Spans,
    theme: Theme,
    *,
    size: TextSize = "body",
    tone: Tone = "text",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    leftwards: bool | None = None,
) -> None:
    """On one baseline, centred in the height of ``rect``; what does not fit is elided where the text ends.

    ``leftwards``: which way a longer text is read that this is a line of; None: as this text itself.
    """
    if leftwards or has_leftward_letters(plain_text(spans)):
        way = reads_leftwards(plain_text(spans)) if leftwards is None else leftwards
        runs = [(span.text, _format(span, theme, size, tone)) for span in spans]
        baseline = _baseline(rect, theme, size)
        paint_line(painter, rect, runs, theme.font(size), baseline=baseline, leftwards=way, align=align)
        return
    x = _start(rect, spans_width(spans, theme, size), align)
    baseline = _baseline(rect, theme, size)
    for place, span in enumerate(spans):
        metrics = _metrics(theme, size, span)
        text = _elided(metrics, span, plain_text(spans[place + 1 :]), rect.right() - x)
        painter.setFont(theme.font(size, strong=span.strong))
        painter.setPen(theme.color(span.tone or tone))
        painter.drawText(QPointF(x, baseline), text)
        x += metrics.horizontalAdvance(text)
        if text != span.text:
            return


def _baseline(rect: QRectF, theme: Theme, size: TextSize) -> float:
    metrics = QFontMetricsF(theme.font(size))
    return rect.center().y() + (metrics.ascent() - metrics.descent()) / 2


def _format(span: Span, theme: Theme, size: TextSize, tone: Tone) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(theme.font(size, strong=span.strong))
    look.setForeground(theme.color(span.tone or tone))
    return look


def _elided(metrics: QFontMetricsF, span: Span, rest: str, room: float) -> str:
    """Ends in an ellipsis too where the span fits but nothing of ``rest`` would: what is left out must show."""
    width = metrics.horizontalAdvance(span.text)
    if rest and width <= room + 0.5 < width + min(metrics.horizontalAdvance(text) for text in (rest, "…")):
        return metrics.elidedText(span.text + rest, Qt.TextElideMode.ElideRight, room)
    return metrics.elidedText(span.text, Qt.TextElideMode.ElideRight, room + 0.5)


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    theme: Theme,
    *,
    size: TextSize = "body",
    strong: bool = False,
    tone: Tone = "text",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    paint_spans(painter, rect, (Span(text, strong=strong),), theme, size=size, tone=tone, align=align)


def _start(rect: QRectF, width: float, align: Qt.AlignmentFlag) -> float:
    spare = max(rect.width() - width, 0.0)
    if align & Qt.AlignmentFlag.AlignRight:
        return rect.left() + spare
    if align & Qt.AlignmentFlag.AlignHCenter:
        return rect.left() + spare / 2
    return rect.left()


def _metrics(theme: Theme, size: TextSize, span: Span) -> QFontMetricsF:
    return QFontMetricsF(theme.font(size, strong=span.strong))
