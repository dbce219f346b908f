"""Examples side by side in a view that scrolls over a million as over a hundred: only what is in sight is asked for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.example_cell import (
    CellLook,
    CellState,
    ExampleCell,
    paint_cell,
    tick_rect,
)
from labeler.gui.widgets.example_list import ExampleList, Mask
from labeler.gui.widgets.grid_places import GridPlaces
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.plain_tip import plain_tip

SIDES = (64, 88, 120, 160, 216, 288, 384)
"""Sides of the pictures that a person can choose from, at scale 1."""

_USUAL = 120
_MARGIN = 2 * GRID
_MOST = 1 << 30
"""What a scroll bar counts to at most; of higher grids each of its steps is several pixels."""

_Shift, _Control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_Keypad = Qt.KeyboardModifier.KeypadModifier
_DRAG = 6
"""How far the mouse moves before it draws a frame."""


class CellSource(Protocol):
    """What a grid asks for at each paint; it must answer at once."""

    def cells(self, ordinals: Sequence[int]) -> Sequence[ExampleCell]: ...

    def thumbnail(self, ordinal: int, side: int) -> QImage | None:
        """Fitted into ``side`` device pixels; None while it isn't there, ``refresh`` tells when it is."""

    def only(self, ordinals: Container[int]) -> None:
        """Nothing else is in sight any more."""

    def tooltip(self, ordinal: int) -> str: ...


class ExampleGrid(QAbstractScrollArea):
    """Over an ExampleList, whose cursor and selection it moves. ``activated`` carries an ordinal: Enter, double click.

    A click moves the cursor; what selects is a click with Ctrl or Shift or on the ring in the corner, a frame drawn
    around cells, Space, and Shift with the keys that move. So nothing is selected or lost by a plain click.
    """

    activated = Signal(int)

    def __init__(self, examples: ExampleList, source: CellSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._examples, self._source = examples, source
        self._look = CellLook(_USUAL, texts=False, pictures=True, predictions=False)
        self._top = 0
        self._hovered = self._marked = -1
        self._band: QRect | None = None
        self._before: Mask = examples.selected
        self._pressed: tuple[int, int] | None = None
        self._tail = 0
        self._stay: tuple[int, int] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Examples")
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        examples.shown_changed.connect(self._on_shown)
        examples.cursor_changed.connect(self._on_cursor)
        examples.selection_changed.connect(self._on_selection)

    # What is shown

    def set_look(self, look: CellLook) -> None:
        """Other lines or another size; the first example in sight stays the first."""
        if look == self._look:
            return
        anchor = self.first_in_sight()
        self._look = look
        self._fit()
        self._scroll_to_row_of(anchor)

    def look(self) -> CellLook:
        return self._look

    def set_side(self, side: int) -> None:
        """One of SIDES."""
        self.set_look(replace(self._look, side=side))

    def resized(self, step: int) -> int:
        """Larger or smaller cells: the next of SIDES by which there are fewer or more in a row. In use now."""
        place, columns = SIDES.index(self._look.side), self._places().columns
        while 0 <= place + step < len(SIDES) and self._places().columns == columns:
            place += step
            self.set_side(SIDES[place])
        return self._look.side

    def refresh(self, ordinals: Iterable[int] | None = None) -> None:
        """What is shown of these has changed; None: of any."""
        if ordinals is None:
            self.viewport().update()
            self._describe()
            return
        touched = set(ordinals)
        sight = self.in_sight()
        for place, ordinal in zip(sight, self._examples.ordinals[sight.start : sight.stop].tolist(), strict=True):
            if ordinal in touched:
                self.viewport().update(self._rect(place))
        if self._examples.current() in touched:
            self._describe()

    def in_sight(self) -> range:
        """The places in view, wholly or in part."""
        return self._places().between(self._top, self._top + self.viewport().height() - 1)

    def first_in_sight(self) -> int:
        """The first place of which at least half is in view."""
        middle = self._top + self._places().row_height // 2
        return self._places().between(middle, middle).start

    def place_at(self, at: QPoint) -> int:
        """−1 beside the cells."""
        return self._places().at(at.x(), at.y() + self._top)

    def scroll_to(self, place: int) -> None:
        """Bring it into view with as little movement as that takes."""
        places, height, spare = self._places(), self.viewport().height(), _MARGIN // 2
        above, below = places.top_of(place) - spare, places.top_of(place) + places.cell_height + spare
        if above < self._top:
            self._scroll(above)
        elif below > self._top + height:
            self._scroll(below - height)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(event.rect(), theme.palette.window)
            places = self._places()
            span = places.between(self._top + event.rect().top(), self._top + event.rect().bottom())
            wanted = [place for place in span if places.rect(place, top=self._top).intersects(event.rect())]
            ordinals = self._examples.ordinals[wanted].tolist()
            look, focused, selected = self._look, self.hasFocus(), self._examples.selected
            side = round(look.picture(theme, places.cell_width) * self.devicePixelRatioF())
            for place, ordinal, cell in zip(wanted, ordinals, self._source.cells(ordinals), strict=True):
                image = self._source.thumbnail(ordinal, side) if look.pictures else None
                cursor = place == self._examples.cursor
                state = CellState(bool(selected[ordinal]), cursor, focused, place == self._hovered)
                rect = places.rect(place, top=self._top)
                paint_cell(painter, rect, cell, image, state=state, look=look, theme=theme)
            if self._band is not None:
                self._paint_band(painter, QRectF(self._band))

    def _paint_band(self, painter: QPainter, rect: QRectF) -> None:
        palette = current_theme().palette
        painter.setOpacity(0.25)
        painter.fillRect(rect, palette.accent)
        painter.setOpacity(1.0)
        paint_box(painter, rect, border=palette.accent, radius=2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        anchor = self._anchored()
        super().resizeEvent(event)
        self._fit()
        if event.oldSize().width() != event.size().width():
            self._scroll_to_row_of(anchor)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_band"):
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._update(self._examples.cursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._update(self._examples.cursor)

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~_Keypad
        target = self._target(key)
        if target is not None and held in (Qt.KeyboardModifier.NoModifier, _Shift):
            self._examples.move(target, extend=bool(held & _Shift))
            self.scroll_to(self._examples.cursor)
        elif key == Qt.Key.Key_Space and not held & ~_Control:
            self._examples.toggle()
        elif key == Qt.Key.Key_Escape and self._examples.count:
            self._examples.clear()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self._activate()
        else:
            super().keyPressEvent(event)

    def _target(self, key: Qt.Key) -> int | None:
        """The place that a key leads to; below the last row whole, down stays where it is."""
        cursor, columns, last = self._examples.cursor, self._places().columns, len(self._examples) - 1
        page = max(self.viewport().height() // self._places().row_height, 1) * columns
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns if cursor >= columns else 0,
            Qt.Key.Key_Down: columns if cursor // columns < last // columns else 0,
            Qt.Key.Key_PageUp: -min(page, cursor // columns * columns),
            Qt.Key.Key_PageDown: min(page, (last // columns - cursor // columns) * columns),
            Qt.Key.Key_Home: -cursor,
            Qt.Key.Key_End: last - cursor,
        }
        return min(max(cursor + steps[key], 0), last) if key in steps and last >= 0 else None

    def _activate(self) -> None:
        current = self._examples.current()
        if current is not None:
            self.activated.emit(current)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        at = event.position().toPoint()
        place = self.place_at(at)
        self._pressed = at.x(), at.y() + self._top
        if place < 0:
            return
        if event.modifiers() & _Shift:
            self._examples.move(place, extend=True)
            return
        self._examples.move(place)
        if event.modifiers() & _Control or self._on_ring(place, event):
            self._examples.toggle()
            self._pressed = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._draw_band(at)
        else:
            self._hover(self.place_at(at))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._pressed = None
        if self._band is not None:
            self._band = None
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place < 0 or event.button() != Qt.MouseButton.LeftButton or event.modifiers():
            return
        if self._on_ring(place, event):
            self._examples.toggle(place)  # two quick clicks on it are no more than that
        else:
            self._activate()

    def _on_ring(self, place: int, event: QMouseEvent) -> bool:
        return tick_rect(self._rect(place), current_theme()).contains(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _Control:
            self.resized(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(event.pos())
            words = self._source.tooltip(int(self._examples.ordinals[place])) if place >= 0 else ""
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _draw_band(self, at: QPoint) -> None:
        """Selects what it touches beside what was selected when it began; at the edges the view moves on."""
        assert self._pressed is not None
        left, top = self._pressed
        if self._band is None:
            if (at - QPoint(left, top - self._top)).manhattanLength() < _DRAG:
                return
            self._before = self._examples.selected.copy()
        height = self.viewport().height()
        if not 0 <= at.y() < height:
            self._scroll(self._top + (at.y() if at.y() < 0 else at.y() - height + 1))
        self._band = QRect(QPoint(left, top - self._top), at).normalized()
        self._examples.add(self._places().within(self._band, top=self._top), to=self._before)
        self.viewport().update()

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            before, self._hovered = self._hovered, place
            self._update(before)
            self._update(place)

    # Scrolling

    def _places(self) -> GridPlaces:
        look, theme, width = self._look, current_theme(), self.viewport().width()
        places = GridPlaces(len(self._examples), width, look.least_width(theme), 1, GRID, _MARGIN).stretched()
        return replace(places, cell_height=look.height(theme, places.cell_width))

    def _fit(self) -> None:
        """Bring the scroll bar up to date."""
        places, bar = self._places(), self.verticalScrollBar()
        self._tail = max(places.height - self.viewport().height(), 0)
        step = self._step()
        bar.setRange(0, -(-self._tail // step))
        bar.setPageStep(max(self.viewport().height() // step, 1))
        bar.setSingleStep(max(places.row_height // (2 * step), 1))
        self._scroll(self._top)
        self.viewport().update()

    def _step(self) -> int:
        return self._tail // _MOST + 1

    def _scroll(self, top: int) -> None:
        top = min(max(top, 0), self._tail)
        moved, self._top = self._top - top, top
        bar = self.verticalScrollBar()
        bar.blockSignals(True)
        bar.setValue(top // self._step())
        bar.blockSignals(False)
        self._show_moved(moved)

    def _on_scrolled(self, value: int) -> None:
        top = min(value * self._step(), self._tail)
        moved, self._top = self._top - top, top
        self._show_moved(moved)

    def _show_moved(self, by: int) -> None:
        """What stays in view is moved, not painted again."""
        if not by:
            return
        self._hover(-1)
        if abs(by) < self.viewport().height() and self._band is None:
            self.viewport().scroll(0, by)
        else:
            self.viewport().update()
        sight = self.in_sight()
        self._source.only(set(self._examples.ordinals[sight.start : sight.stop].tolist()))
        self._remember()

    def _remember(self) -> None:
        """Which example is at the top, and how far down: where the same is shown anew, it stays there."""
        first = self.first_in_sight()
        there = first < len(self._examples)
        self._stay = (int(self._examples.ordinals[first]), self._rect(first).top()) if there else None

    def _on_shown(self, same: bool) -> None:
        stay, self._hovered, self._band, self._pressed = self._stay, -1, None, None
        self._fit()
        place = self._examples.place_of(stay[0]) if same and stay is not None else None
        if place is not None and stay is not None:
            self._scroll(self._places().top_of(place) - stay[1])
        elif not same:
            self._scroll(0)
        self._remember()
        self._describe()

    def _on_cursor(self, place: int) -> None:
        self._update(self._marked)
        self._update(place)
        self._marked = place
        self._describe()

    def _on_selection(self) -> None:
        self.viewport().update()
        self._describe()

    def _describe(self) -> None:
        """What a screen reader says: the example with the cursor, its place, whether it is selected."""
        current = self._examples.current()
        if current is None:
            self.setAccessibleDescription("no examples")
            return
        selected = ", selected" if self._examples.selected[current] else ""
        place = f"{self._examples.cursor + 1:,} of {len(self._examples):,}"
        self.setAccessibleDescription(f"{self._source.tooltip(current)}{selected}. {place}".replace("\n", ", "))

    def _anchored(self) -> int:
        """What stays in view when the rows become others: the cursor if it is, else the first in view."""
        cursor = self._examples.cursor
        return cursor if cursor in self.in_sight() else self.first_in_sight()

    def _scroll_to_row_of(self, place: int) -> None:
        if 0 <= place < len(self._examples):
            self._scroll(self._places().top_of(place) - _MARGIN)

    def _rect(self, place: int) -> QRect:
        return self._places().rect(place, top=self._top)

    def _update(self, place: int) -> None:
        if place in self.in_sight():
            self.viewport().update(self._rect(place))
