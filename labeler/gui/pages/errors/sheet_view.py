"""The sheet itself: a virtual table with a cursor, moved by arrow keys and the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from labeler.gui.pages.errors.sheet_layout import SheetLayout, Wishes
from labeler.gui.pages.errors.sheet_painting import SheetPainter, Thumbnail
from labeler.gui.pages.errors.sheet_source import SheetSource
from labeler.gui.pages.errors.sheet_wishes import wishes
from labeler.gui.theme import current_theme
from labeler.gui.widgets.plain_tip import plain_tip

_ARROWS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
_END = 10**9
_CONTROL = Qt.KeyboardModifier.ControlModifier


class SheetView(QAbstractScrollArea):
    """``clicked`` names a cell, ``example_chosen`` a row whose example was double-clicked.

    ``menu_requested`` carries a category's column and where on the screen, ``add_requested`` the click on "+".
    ``moved``: the cursor is elsewhere. ``scrolled``: what lies over a cell must follow or go.
    """

    clicked = Signal(int, int)
    example_chosen = Signal(int)
    menu_requested = Signal(int, QPoint)
    add_requested = Signal()
    moved = Signal()
    scrolled = Signal()

    def __init__(self, thumbnail: Thumbnail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnail = thumbnail
        self._source: SheetSource | None = None
        self._sample = 0
        self._row = self._column = 0
        self._category: str | None = None
        self._wishes: tuple[object, Wishes] = (None, Wishes())
        self._hovered: int | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Errors")
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setCornerWidget(QWidget())  # else a square of Qt's own where the two bars meet
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)

    # What is shown

    def show_source(self, source: SheetSource | None) -> None:
        """Cursor and scroll stay: on the same example where it is still there."""
        ordinal = self.current_ordinal()
        self._source = source
        self._sample = source.rows.random_sample if source is not None else 0
        row = source.row_of(ordinal) if source is not None and ordinal is not None else None
        self._row = row if row is not None else min(self._row, max(self.row_count() - 1, 0))
        self._stay()
        self._fit_bars()
        self._describe()
        self.viewport().update()

    def refresh(self) -> None:
        """What stands in the cells has changed, or the categories have: the cursor stays on its own."""
        self._stay()
        self._fit_bars()
        self._describe()
        self.viewport().update()

    def refresh_thumbnail(self, ordinal: int) -> None:
        row = self._source.row_of(ordinal) if self._source is not None else None
        layout = self.layout_now()
        if row is not None and row in layout.visible_rows():
            self.viewport().update(layout.row_rect(row).toAlignedRect())

    def row_count(self) -> int:
        return len(self._source) if self._source is not None else 0

    @property
    def row(self) -> int:
        return self._row

    @property
    def column(self) -> int:
        return self._column

    def current_ordinal(self) -> int | None:
        """Of the example the cursor is on; None in an empty sheet."""
        has_row = self._source is not None and self._row < self.row_count()
        return self._source.ordinal(self._row) if has_row and self._source is not None else None

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell, as near as there is one, and bring it into sight."""
        layout = self.layout_now()
        self._row = min(max(row, 0), max(self.row_count() - 1, 0))
        self._column = min(max(column, 0), layout.columns - 1)
        self._category = self._category_at(self._column)
        across, down = layout.to_show(self._row, self._column)
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)
        self._describe()
        self.viewport().update()
        self.moved.emit()

    def ordinals_in_sight(self) -> set[int]:
        source = self._source
        return {source.ordinal(row) for row in self.layout_now().visible_rows()} if source is not None else set()

    def cell_rect(self, row: int, column: int) -> QRect:
        """In the viewport."""
        return self.layout_now().cell(row, column).toRect()

    def header_rect(self, column: int) -> QRect:
        return self.layout_now().header_cell(column).toRect()

    def bring_into_sight(self, column: int) -> None:
        """A column, whatever row is in sight."""
        across, _ = self.layout_now().to_show(self._row, column)
        self.horizontalScrollBar().setValue(across)

    def bring_end_into_sight(self) -> None:
        """Where a new category comes."""
        layout = self.layout_now()
        end = layout.left(layout.categories) - (layout.width - layout.example)
        self.horizontalScrollBar().setValue(max(self.horizontalScrollBar().value(), end))

    def layout_now(self) -> SheetLayout:
        source, size = self._source, self.viewport().size()
        return SheetLayout(
            current_theme(),
            size.width(),
            size.height(),
            categories=len(source.categories) if source else 0,
            rows=self.row_count(),
            sample=self._sample,
            textual=bool(source and source.textual),
            adding=bool(source and source.writable),
            across=self.horizontalScrollBar().value(),
            down=self.verticalScrollBar().value(),
            wishes=self._wishes_now(),
        )

    def _stay(self) -> None:
        """On the category it was on, wherever that has gone."""
        keys = [category.key for category in self._source.categories] if self._source is not None else []
        if self._category in keys:
            self._column = keys.index(self._category)
        self._column = min(self._column, self.layout_now().columns - 1)
        self._category = self._category_at(self._column)

    def _category_at(self, column: int) -> str | None:
        """Its key; None for the label and the comment."""
        categories = self._source.categories if self._source is not None else ()
        return categories[column].key if column < len(categories) else None

    def _wishes_now(self) -> Wishes:
        """Measured once for a source and its categories."""
        if self._source is None:
            return Wishes()
        measured_of = (self._source, self._source.categories, current_theme().scale)
        if self._wishes[0] != measured_of:
            self._wishes = measured_of, wishes(self._source, current_theme())
        return self._wishes[1]

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(720), current_theme().px(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(420), current_theme().px(300))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._source is None:
            return
        layout, cursor, focused = self.layout_now(), (self._row, self._column), self.hasFocus()
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            SheetPainter(painter, layout, self._source, self._thumbnail, cursor, focused, self._hovered).paint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        target = self._target(event)
        if target is None:
            super().keyPressEvent(event)
        else:
            self.go(*target)

    def _target(self, event: QKeyEvent) -> tuple[int, int] | None:
        key, control = Qt.Key(event.key()), bool(event.modifiers() & _CONTROL)
        page = max(int(self.layout_now().body.height()) // self.layout_now().row_height - 1, 1)
        if key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            down, right = _ARROWS[key]
            return self._row + down, self._column + right
        targets = {
            Qt.Key.Key_PageDown: (self._row + page, self._column),
            Qt.Key.Key_PageUp: (self._row - page, self._column),
            Qt.Key.Key_Home: (0 if control else self._row, self._column if control else 0),
            Qt.Key.Key_End: (_END if control else self._row, self._column if control else _END),
        }
        return targets.get(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._source is None or event.button() != Qt.MouseButton.LeftButton:
            return
        layout, at = self.layout_now(), event.position()
        row, column = layout.row_at(at), layout.column_at(at.x())
        if row is not None:
            self.go(row, self._column if column is None else column)
            if column is not None:
                self.clicked.emit(row, column)
        elif layout.adding and at.x() >= layout.example and layout.add_cell().contains(at):
            self.add_requested.emit()
        elif column is not None and at.y() < layout.header:
            self.go(self._row, column)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        layout = self.layout_now()
        row = layout.row_at(event.position())
        if row is not None and event.position().x() < layout.example:
            self.example_chosen.emit(row)
        else:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.layout_now().row_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Of the category under the mouse, by the key of that of the cursor."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        column = self.layout_now().column_at(event.pos().x()) if by_mouse else self._column
        if column is not None and column < self.layout_now().categories:
            place = event.globalPos() if by_mouse else self._below_header(column)
            self.menu_requested.emit(column, place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bars()
        self.scrolled.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_bars()
            self.updateGeometry()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(QPointF(event.pos()))), self)
            return True
        return super().viewportEvent(event)

    # Inside

    def _tip(self, at: QPointF) -> str:
        """What a cell is too small to say."""
        layout, source = self.layout_now(), self._source
        row, column = layout.row_at(at), layout.column_at(at.x())
        if source is None:
            return ""
        if row is not None:
            return source.tip(row, column)
        if column is None or column >= layout.categories:
            return ""
        if at.y() >= layout.header:
            return source.total_in_words(column)
        category = source.categories[column]
        return f"{category.name}\n{category.description}".strip()

    def _below_header(self, column: int) -> QPoint:
        return self.viewport().mapToGlobal(self.header_rect(column).bottomLeft())

    def _hover(self, row: int | None) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _on_scrolled(self) -> None:
        self.viewport().update()
        self.scrolled.emit()

    def _fit_bars(self) -> None:
        layout = self.layout_now()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(max(layout.width - layout.example, 1))
        across.setSingleStep(layout.category)
        across.setRange(0, max(layout.full_width - layout.width, 0))
        down.setPageStep(max(int(layout.body.height()), 1))
        down.setSingleStep(layout.row_height)
        down.setRange(0, max(layout.full_height - int(layout.body.height()), 0))

    def _describe(self) -> None:
        said = self._source.described(self._row, self._column) if self._source and self.row_count() else "empty"
        self.setAccessibleDescription(said)
