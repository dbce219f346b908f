"""What solving each category would leave of the error: bars of its share of the errors, the ceiling beside (METHOD 2).

The whole track of a bar is all errors, so that what the bar leaves free is the error left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from labeler.core.error_analysis import Sheet
from labeler.core.phrases import hundredfold, percent
from labeler.core.shares import Share
from labeler.gui.theme import SMALL_RADIUS, Theme, current_theme, mixed
from labeler.gui.widgets.chart import Chart
from labeler.gui.widgets.painting import paint_bar, paint_box, paint_focus
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import Span, Spans, paint_spans, paint_text, spans_width, strong
from labeler.gui.widgets.whisker import paint_whisker

INCORRECT = ""
"""Stands for the incorrect labels, which no category can be named."""

ROW = 44
_TEXT, _BAR = 20, 12
_WIDTH, _LEAST = 520, 120
_NAME = 88
_PADDING = 8
_GAP = 10
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Ceiling:
    """One bar."""

    category: str
    share: Share

    @property
    def name(self) -> str:
        return self.category or "Incorrectly labeled"

    @property
    def portion(self) -> str:
        """Of the errors; empty where none was considered."""
        return "" if self.share.share is None else percent(self.share.share, self.share.considered)

    @property
    def left(self) -> str:
        """The ceiling; a dash where none was considered."""
        return "–" if self.share.ceiling is None else percent(self.share.ceiling, self.share.examples)

    @property
    def left_between(self) -> str:
        limits = self.share.ceiling_interval
        if limits is None:
            return ""
        low, high = (hundredfold(limit, self.share.examples) for limit in limits)
        return "" if low == high else f"{low}–{high}"

    @property
    def portion_between(self) -> str:
        limits = self.share.interval
        if limits is None or limits[0] == limits[1]:
            return ""
        return "{}–{} %".format(*(hundredfold(limit, self.share.considered) for limit in limits))

    @property
    def sentence(self) -> str:
        if self.share.share is None:
            return f"{self.name}: not considered yet"
        between = f" ({self.portion_between})" if self.portion_between else ""
        left = f"{self.left} ({self.left_between})" if self.left_between else self.left
        return f"{self.name}: {self.share.of} errors, {self.portion}{between}; error left if solved: {left}"


def ceilings(sheet: Sheet) -> tuple[Ceiling, ...]:
    """The categories and the incorrect labels by gain, the largest first; not considered ones last."""
    labels = sheet.incorrectly_labeled
    rows = [Ceiling(column.category, column.share) for column in sheet.categories]
    rows.append(Ceiling(INCORRECT, labels))
    return tuple(sorted(rows, key=lambda row: -1.0 if row.share.share is None else row.share.share, reverse=True))


def table(rows: Sequence[Ceiling]) -> tuple[list[str], list[list[str]]]:
    """Header and rows for the clipboard."""
    header = ["Category", "Errors", "Considered", "Share", "95 % interval", "Error left if solved", "Interval"]
    cells = [
        [
            row.name,
            str(row.share.count),
            str(row.share.considered),
            row.portion,
            row.portion_between,
            row.left if row.portion else "",
            row.left_between and f"{row.left_between} %",
        ]
        for row in rows
    ]
    return header, cells


class CeilingsChart(Chart):
    """``chosen`` carries the category, or INCORRECT. ``row_shown`` tells where the row is that the keyboard reached."""

    chosen = Signal(str)
    row_shown = Signal(QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Error left if a category were solved", parent)
        self._rows: tuple[Ceiling, ...] = ()
        self._current = 0
        self._hovered: int | None = None
        self._by_mouse = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_rows(self, rows: Sequence[Ceiling]) -> None:
        """The cursor stays on its category."""
        if self._rows:
            now = self._rows[self._current].category
            self._current = next((place for place, row in enumerate(rows) if row.category == now), 0)
        self._rows = tuple(rows)
        self.show_anew()

    def rows(self) -> tuple[Ceiling, ...]:
        return self._rows

    # Chart

    def natural_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(_WIDTH), theme.px(ROW) * max(len(self._rows), 1))

    def least_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(_LEAST), theme.px(ROW) * max(len(self._rows), 1))

    def described(self) -> str:
        return ". ".join(row.sentence for row in self._rows)

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        for place, row in enumerate(self._rows):
            height = theme.px(ROW)
            _paint_row(painter, QRectF(room.left(), room.top() + place * height, room.width(), height), row, theme)

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            if self._hovered is not None:
                paint_box(painter, self._ground(self._hovered), fill=theme.palette.row, radius=SMALL_RADIUS)
            if self._rows and self.hasFocus() and not self._by_mouse:
                paint_focus(painter, self._ground(self._current), theme, radius=SMALL_RADIUS)
        super().paintEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keys that move and choose belong to the bars while they have the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._means(event):
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._means(event):
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            if not event.isAutoRepeat():
                self.chosen.emit(self._rows[self._current].category)
        else:
            self._go(self._target(event.key()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._go(place)
            self.chosen.emit(self._rows[place].category)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._place(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if self._rows:
            self._go(self._current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setAccessibleDescription(self.described())

    def _means(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        keys = (*_ENTER, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
        return bool(self._rows) and plain and event.key() in keys

    def _target(self, key: int) -> int:
        last = len(self._rows) - 1
        if key == Qt.Key.Key_Home:
            return 0
        if key == Qt.Key.Key_End:
            return last
        return min(max(self._current + (1 if key == Qt.Key.Key_Down else -1), 0), last)

    def _go(self, place: int) -> None:
        self._current, self._by_mouse = place, False
        self.setAccessibleDescription(self._rows[place].sentence)
        self.row_shown.emit(self._ground(place).toAlignedRect())
        self.update()

    def _hover(self, place: int | None) -> None:
        self._hovered = place
        self.setCursor(Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor)
        self.update()

    def _tell(self, event: QHelpEvent) -> None:
        place = self._place(QPointF(event.pos()))
        QToolTip.showText(event.globalPos(), plain_tip("" if place is None else self._rows[place].sentence), self)

    def _place(self, at: QPointF) -> int | None:
        place = int(at.y() // current_theme().px(ROW))
        return place if 0 <= place < len(self._rows) else None

    def _ground(self, place: int) -> QRectF:
        height = current_theme().px(ROW)
        return QRectF(0, place * height, self.width(), height)


def _paint_row(painter: QPainter, room: QRectF, row: Ceiling, theme: Theme) -> None:
    room = room.adjusted(_PADDING, 0, -_PADDING, 0)
    top = room.center().y() - (theme.px(_TEXT) + theme.px(_BAR)) / 2
    line = QRectF(room.left(), top, room.width(), theme.px(_TEXT))
    used = _paint_left(painter, line, row, theme)
    _paint_name(painter, line.adjusted(0, 0, -used, 0), row, theme)
    bar = QRectF(room.left(), line.bottom(), room.width(), theme.px(_BAR))
    _paint_share(painter, bar, row, theme)


def _paint_left(painter: QPainter, line: QRectF, row: Ceiling, theme: Theme) -> float:
    """The error left at the right end, with its interval where there is room for one; the width used."""
    left: Spans = (strong(row.left),)
    between: Spans = (Span(f"{row.left_between}  ", tone="faint"),) if row.left_between else ()
    if spans_width(between + left, theme, "small") + theme.px(_NAME) < line.width() * 0.7:
        left = between + left
    paint_spans(painter, line, left, theme, size="small", align=_RIGHT)
    return spans_width(left, theme, "small") + _GAP


def _paint_name(painter: QPainter, line: QRectF, row: Ceiling, theme: Theme) -> None:
    """The name, elided, then its share of the errors, which never is."""
    portion = row.portion or "not considered yet"
    told: Spans = (
        Span(f"  {portion}", tone="muted"),
        *([Span(f"  {row.share.of}", tone="faint")] if row.portion else []),
    )
    whole = spans_width((strong(row.name),), theme, "small") + 1
    name = min(whole, line.width() - spans_width(told, theme, "small"))
    if name < min(whole, theme.px(_NAME) / 2):
        told, name = (), line.width()
    place = QRectF(line.left(), line.top(), name, line.height())
    metrics = QFontMetricsF(theme.font("small", strong=True))
    shown = metrics.elidedText(row.name, Qt.TextElideMode.ElideMiddle, name)  # long names often differ at the end
    paint_text(painter, place, shown, theme, size="small", strong=True)
    paint_spans(painter, line.adjusted(name, 0, 0, 0), told, theme, size="small")


def _paint_share(painter: QPainter, bar: QRectF, row: Ceiling, theme: Theme) -> None:
    palette = theme.palette
    fill = palette.wrong if row.category == INCORRECT else palette.bar_strong
    track = mixed(palette.surface, palette.text, 0.05)
    paint_bar(painter, bar, row.share.share or 0.0, fill=fill, track=track, radius=3)
    if row.share.interval is not None and row.share.interval[0] < row.share.interval[1]:
        low, high = (bar.left() + limit * bar.width() for limit in row.share.interval)
        paint_whisker(painter, low, high, bar.center().y(), theme, cap=theme.px(_BAR) * 0.75)
