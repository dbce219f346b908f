"""Quiet rows that say how far something is: a name, a few words, and a thin bar below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from labeler.gui.theme import Theme, Tone, current_theme
from labeler.gui.widgets.painting import paint_bar, paint_box, paint_focus
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import Span, paint_spans, spans_width

ROW = 34
_INSET = 8
_TEXT = 22
_BAR = 4
_GAP = 12
_RADIUS = 6
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """``quiet`` follows the name in a lighter tone; without a ``fraction`` there is no bar."""

    name: str
    words: str
    fraction: float | None
    quiet: str = ""
    tooltip: str = ""
    tone: Tone = "accent"


class ProgressRows(QWidget):
    """``activated`` carries the row that was clicked, or chosen by Enter; without ``active`` rows are only read."""

    activated = Signal(int)

    def __init__(self, name: str, *, active: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ProgressRow, ...] = ()
        self._active = active
        self._cursor = 0
        self._hovered: int | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if active else Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(active)

    def set_rows(self, rows: Sequence[ProgressRow]) -> None:
        """The cursor stays at the row of the same name."""
        if tuple(rows) == self._rows:
            return
        at = self._rows[self._cursor].name if self._rows else ""
        self._rows = tuple(rows)
        self._cursor = next((place for place, row in enumerate(self._rows) if row.name == at), 0)
        self.setAccessibleDescription("; ".join(_said(row) for row in self._rows))
        self.updateGeometry()
        self.update()

    def rows(self) -> tuple[ProgressRow, ...]:
        return self._rows

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(320), len(self._rows) * theme.px(ROW))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(200), len(self._rows) * theme.px(ROW))

    # Keyboard and mouse

    def event(self, event: QEvent) -> bool:
        """Enter belongs to the row that has the keyboard, before any shortcut of the page."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _PRESSES:
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tooltip(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS or key in _ENDS:
            last = len(self._rows) - 1
            wanted = self._cursor + _STEPS[key] if key in _STEPS else 0 if key == Qt.Key.Key_Home else last
            self._cursor = max(min(wanted, last), 0)
            self.update()
        elif key in _PRESSES and self._rows and not event.isAutoRepeat():
            self.activated.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if self._active and row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._row_at(event.position()))

    def leaveEvent(self, _event: QEvent) -> None:
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _hover(self, row: int | None) -> None:
        if row != self._hovered:
            self._hovered = row
            self.setCursor(Qt.CursorShape.ArrowCursor if row is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def _row_at(self, place: QPointF) -> int | None:
        row = int(place.y() // current_theme().px(ROW))
        return row if 0 <= row < len(self._rows) else None

    def _show_tooltip(self, event: QHelpEvent) -> None:
        row = self._row_at(QPointF(event.pos()))
        QToolTip.showText(event.globalPos(), plain_tip(self._rows[row].tooltip if row is not None else ""), self)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            height = theme.px(ROW)
            for place, row in enumerate(self._rows):
                self._paint(painter, QRectF(0, place * height, self.width(), height), row, place, theme)

    def _paint(self, painter: QPainter, rect: QRectF, row: ProgressRow, place: int, theme: Theme) -> None:
        if place == self._hovered:
            paint_box(painter, rect, fill=theme.palette.row, radius=_RADIUS)
        room = rect.adjusted(_INSET, 0, -_INSET, 0)
        text = QRectF(room.left(), room.top() + 2, room.width(), theme.px(_TEXT))
        words, name = (Span(row.words),), (Span(row.name), Span(row.quiet, tone="muted"))
        beside = room.width() - spans_width(name, theme) - _GAP
        taken = min(spans_width(words, theme, "small"), max(beside, room.width() / 2))
        paint_spans(painter, text.adjusted(0, 0, -taken - _GAP, 0), name, theme)
        paint_spans(
            painter,
            text.adjusted(text.width() - taken - 1, 0, 0, 0),
            words,
            theme,
            size="small",
            tone="muted",
            align=_RIGHT,
        )
        if row.fraction is not None:
            self._paint_bar(painter, room, row, theme)
        if self.hasFocus() and place == self._cursor:
            paint_focus(painter, rect, theme, radius=_RADIUS)

    def _paint_bar(self, painter: QPainter, room: QRectF, row: ProgressRow, theme: Theme) -> None:
        bar = QRectF(room.left(), room.bottom() - _BAR - 4, room.width(), _BAR)
        palette = theme.palette
        paint_bar(painter, bar, row.fraction or 0.0, fill=theme.color(row.tone), track=palette.border, radius=2)


def _said(row: ProgressRow) -> str:
    return f"{row.name}{row.quiet}: {row.words}"
