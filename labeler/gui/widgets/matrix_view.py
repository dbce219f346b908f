"""A matrix of figures, of any size: painted, scrolled under fixed headers, walked by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QToolTip, QWidget

from labeler.gui.theme import GRID, Theme, current_theme
from labeler.gui.widgets.matrix_cell import MatrixCell, paint_cell
from labeler.gui.widgets.matrix_layout import MatrixLayout
from labeler.gui.widgets.painting import paint_focus
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import paint_text

__all__ = ["CellOf", "MatrixCell", "MatrixView"]

_CELL = (30, 28)
_WIDEST_CELL = 72
_TALLEST_CELL = 44
_NAME = (48, 148)
_PAD = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_RIGHT = Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignHCenter


CellOf = Callable[[int, int], MatrixCell]


class MatrixView(QAbstractScrollArea):
    """``cell_chosen(row, column)`` comes with a click or Enter, ``cursor_moved`` with every step of the keyboard."""

    cell_chosen = Signal(int, int)
    cursor_moved = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._titles = ("", "")
        self._widest = ""
        self._cell: CellOf = lambda _row, _column: MatrixCell()
        self._cursor: tuple[int, int] | None = None
        self._hovered: tuple[int, int] | None = None
        self._pressed: tuple[int, int] | None = None
        self._layout = MatrixLayout(0, 0, _CELL, 0, 0)
        self.setAccessibleName(name)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def set_matrix(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        cell: CellOf,
        *,
        row_title: str = "",
        column_title: str = "",
        widest: str = "",
    ) -> None:
        """Show what ``cell(row, column)`` gives; it is asked for the cells in sight alone, at each paint.

        Cells have room for ``widest``, the longest text among them. The cursor and what is scrolled stay where the
        names are the same.
        """
        same = (self._rows, self._columns) == (tuple(rows), tuple(columns))
        self._rows, self._columns, self._cell = tuple(rows), tuple(columns), cell
        self._titles, self._widest = (row_title, column_title), widest
        if not same:
            self._cursor = self._hovered = self._pressed = None
            self.horizontalScrollBar().setValue(0)
            self.verticalScrollBar().setValue(0)
        self._arrange()
        self._describe()

    def cursor_cell(self) -> tuple[int, int] | None:
        """Row and column of the cell at which the keyboard is."""
        return self._cursor

    def set_cursor_cell(self, row: int, column: int) -> None:
        """Scrolls it into sight."""
        if not (self._rows and self._columns):
            return
        self._cursor = min(max(row, 0), len(self._rows) - 1), min(max(column, 0), len(self._columns) - 1)
        self._reveal(*self._cursor)
        self._describe()
        self.viewport().update()

    # Qt

    def sizeHint(self) -> QSize:
        """All of it, up to some 20 rows and columns."""
        layout, theme = self._layout, current_theme()
        width = layout.left + min(layout.columns, 20) * self._least(theme)[0] + 1
        height = layout.top + min(layout.rows, 20) * self._least(theme)[1] + 1
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        width, height = self._least(current_theme())
        return QSize(self._layout.left + 3 * width, self._layout.top + 3 * height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002 - headers don't scroll along
        self._place()
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), theme.palette.surface)
            self._paint_cells(painter, theme)
            self._paint_column_names(painter, theme)
            self._paint_row_names(painter, theme)
            self._paint_titles(painter, theme)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(QPointF(event.pos()))), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._layout.at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._layout.at(event.position())
            if self._pressed:
                self.set_cursor_cell(*self._pressed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        released, self._pressed = self._pressed, None
        if released is not None and released == self._layout.at(event.position()):
            self.cell_chosen.emit(*released)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ENTER and self._cursor is not None:
            self.cell_chosen.emit(*self._cursor)
        elif (wanted := self._step(key, event.modifiers())) is not None:
            self.set_cursor_cell(*wanted)
            assert self._cursor is not None
            self.cursor_moved.emit(*self._cursor)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._cursor is None and self._rows and self._columns:
            self._cursor = 0, 0
            self._describe()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # Moving

    def _step(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> tuple[int, int] | None:
        """Where a key leads from the cursor; None for one that leads nowhere."""
        if not (self._rows and self._columns):
            return None
        row, column = self._cursor or (0, 0)
        far = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        page = max(self._seen().height() // self._layout.cell[1] - 1, 1)
        jumps = {
            Qt.Key.Key_Home: (0 if far else row, 0),
            Qt.Key.Key_End: (len(self._rows) - 1 if far else row, len(self._columns) - 1),
            Qt.Key.Key_PageUp: (row - page, column),
            Qt.Key.Key_PageDown: (row + page, column),
        }
        if key in jumps:
            return jumps[key]
        if key not in _STEPS or modifiers & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        return row + _STEPS[key][0], column + _STEPS[key][1]

    def _reveal(self, row: int, column: int) -> None:
        (width, height), seen = self._layout.cell, self._seen()
        _bring(self.horizontalScrollBar(), column * width, width, seen.width())
        _bring(self.verticalScrollBar(), row * height, height, seen.height())

    def _hover(self, cell: tuple[int, int] | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            shape = Qt.CursorShape.ArrowCursor if cell is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def _describe(self) -> None:
        """The cell at the cursor, for those who don't see it."""
        said = self._said(*self._cursor) if self._cursor else f"{len(self._rows)} by {len(self._columns)} cells"
        self.setAccessibleDescription(said)

    def _said(self, row: int, column: int) -> str:
        cell = self._cell(row, column)
        return cell.said or f"{self._rows[row]}, {self._columns[column]}: {cell.text or 'none'}"

    def _tip(self, at: QPointF) -> str:
        cell = self._layout.at(at)
        if cell is not None:
            return self._said(*cell)
        row, column = self._layout.header_at(at)
        return self._rows[row] if row is not None else self._columns[column] if column is not None else ""

    # Places

    def _seen(self) -> QSize:
        """The room of the cells."""
        size = self.viewport().size()
        return QSize(max(size.width() - self._layout.left, 1), max(size.height() - self._layout.top, 1))

    def _whole_room(self) -> QSize:
        """That of headers and cells where no bar is needed."""
        return self.maximumViewportSize() - QSize(1, 1)

    def _seen_with_bars(self) -> QSize:
        """The room of the cells once the bars they need are there, whichever are at this moment."""
        layout, most = self._layout, self._whole_room()
        width, height = most.width() - layout.left, most.height() - layout.top
        wide, tall = layout.cell[0] * layout.columns, layout.cell[1] * layout.rows
        beside = self.verticalScrollBar().sizeHint().width()
        below = self.horizontalScrollBar().sizeHint().height()
        down = tall > height or (wide > width and tall > height - below)
        across = wide > width - beside * down
        return QSize(max(width - beside * down, 1), max(height - below * across, 1))

    def _least(self, theme: Theme) -> tuple[int, int]:
        """The smallest cell that holds the widest text."""
        text = QFontMetricsF(theme.font("small")).horizontalAdvance(self._widest)
        return max(theme.px(_CELL[0]), round(text) + 2 * _PAD), theme.px(_CELL[1])

    def _name_room(self, names: Sequence[str], theme: Theme) -> int:
        """For the longest of the names, so far as it is no longer than others should suffer."""
        metrics = QFontMetricsF(theme.font("small"))
        longest = sorted(names, key=len)[-8:]  # of names as long the width hardly differs
        widest = max((metrics.horizontalAdvance(name) for name in longest), default=0.0)
        least, most = map(theme.px, _NAME)
        return round(min(max(widest + 2 * GRID, least), most))

    def _arrange(self) -> None:
        theme, room = current_theme(), self._whole_room()
        left, name = self._name_room(self._rows, theme), self._name_room(self._columns, theme)
        least = self._least(theme)
        width = _spread(room.width() - left, len(self._columns), least[0], max(theme.px(_WIDEST_CELL), least[0]))
        upright = name > width
        top = (name if upright else theme.px(_CELL[1])) + theme.px(2 * GRID)
        height = _spread(room.height() - top, len(self._rows), least[1], theme.px(_TALLEST_CELL))
        if top + height * len(self._rows) > room.height():  # its bar stands beside the cells, not over the last
            across = room.width() - left - self.verticalScrollBar().sizeHint().width()
            width = _spread(across, len(self._columns), least[0], width)
        self._layout = MatrixLayout(len(self._rows), len(self._columns), (width, height), left, top)
        self._set_ranges()
        self._place()
        self.updateGeometry()
        self.viewport().update()

    def _set_ranges(self) -> None:
        (width, height), seen = self._layout.cell, self._seen_with_bars()
        for bar, whole, part, step in (
            (self.horizontalScrollBar(), width * len(self._columns), seen.width(), width),
            (self.verticalScrollBar(), height * len(self._rows), seen.height(), height),
        ):
            bar.setRange(0, max(whole - part, 0))
            bar.setPageStep(part)
            bar.setSingleStep(step)

    def _place(self) -> None:
        old = self._layout
        scrolled = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        self._layout = MatrixLayout(old.rows, old.columns, old.cell, old.left, old.top, scrolled)

    # Painting

    def _paint_cells(self, painter: QPainter, theme: Theme) -> None:
        layout, size = self._layout, self.viewport().size()
        painter.save()
        painter.setClipRect(QRectF(layout.left, layout.top, size.width(), size.height()))
        painter.setFont(theme.font("small"))
        for row in layout.rows_in_sight(size.height()):
            for column in layout.columns_in_sight(size.width()):
                paint_cell(painter, layout.place(row, column), self._cell(row, column), theme)
        self._paint_marks(painter, theme)
        painter.restore()

    def _paint_marks(self, painter: QPainter, theme: Theme) -> None:
        if self._hovered is not None:
            painter.setPen(theme.palette.muted)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._layout.place(*self._hovered).adjusted(0.5, 0.5, -1.5, -1.5))
        if self._cursor is not None and self.hasFocus():
            paint_focus(painter, self._layout.place(*self._cursor), theme, radius=3)

    def _looked_at(self) -> tuple[int, int] | None:
        """The cell whose names stand out."""
        return self._hovered or (self._cursor if self.hasFocus() else None)

    def _paint_row_names(self, painter: QPainter, theme: Theme) -> None:
        layout, looked_at = self._layout, self._looked_at()
        painter.save()
        painter.setClipRect(QRectF(0, layout.top, layout.left, self.viewport().height()))
        for row in layout.rows_in_sight(self.viewport().height()):
            place = layout.place(row, 0)
            room = QRectF(0, place.top(), layout.left - GRID, place.height())
            self._paint_name(painter, room, self._rows[row], theme, held=looked_at is not None and looked_at[0] == row)
        painter.restore()

    def _paint_column_names(self, painter: QPainter, theme: Theme) -> None:
        layout, looked_at = self._layout, self._looked_at()
        upright = self._name_room(self._columns, theme) > layout.cell[0]
        painter.save()
        painter.setClipRect(QRectF(layout.left, 0, self.viewport().width(), layout.top))
        for column in layout.columns_in_sight(self.viewport().width()):
            place, held = layout.place(0, column), looked_at is not None and looked_at[1] == column
            title = theme.px(2 * GRID)
            room = QRectF(place.left(), title, place.width(), layout.top - title - 4)
            if upright:
                self._paint_upright(painter, room, self._columns[column], theme, held=held)
            else:
                self._paint_name(painter, room, self._columns[column], theme, held=held, align=_CENTRE)
        painter.restore()

    def _paint_upright(self, painter: QPainter, room: QRectF, name: str, theme: Theme, *, held: bool) -> None:
        """Read from below, its beginning at the cells."""
        painter.save()
        painter.translate(room.left(), room.bottom())
        painter.rotate(-90)
        turned = QRectF(0, 0, room.height(), room.width())
        self._paint_name(painter, turned, name, theme, held=held, align=Qt.AlignmentFlag.AlignLeft)
        painter.restore()

    def _paint_name(
        self,
        painter: QPainter,
        room: QRectF,
        name: str,
        theme: Theme,
        *,
        held: bool,
        align: Qt.AlignmentFlag = _RIGHT,
    ) -> None:
        shown = QFontMetricsF(theme.font("small")).elidedText(name, Qt.TextElideMode.ElideMiddle, room.width())
        paint_text(painter, room, shown, theme, size="small", tone="text" if held else "muted", align=align)

    def _paint_titles(self, painter: QPainter, theme: Theme) -> None:
        layout, line = self._layout, theme.px(2 * GRID)
        rows, columns = self._titles
        if rows:
            room = QRectF(0, layout.top - line - 4, layout.left - GRID, line)
            paint_text(painter, room, f"{rows} ↓", theme, size="small", tone="faint", align=_RIGHT)
        if columns:
            room = QRectF(layout.left, 0, self.viewport().width() - layout.left, line)
            paint_text(painter, room, f"{columns} →", theme, size="small", tone="faint")


def _spread(room: int, count: int, least: int, most: int) -> int:
    """The side of a cell: what there is room for, within what is legible."""
    return min(max(room // max(count, 1), least), most)


def _bring(bar: QScrollBar, start: int, side: int, seen: int) -> None:
    """Scroll as little as it takes."""
    value = bar.value()
    bar.setValue(min(max(value, start + side - seen), start))
