"""Thumbnails with their names, as many in a row as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.theme import GRID, Theme, current_theme, paint_icon
from labeler.gui.widgets.filmstrip import paint_thumbnail
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import paint_text

SIDE = 96
_CAPTION = 20
_CROSS = 20
_RADIUS = 6
_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

Thumbnail = Callable[[str, int], QImage | None]


class ThumbnailFlow(QWidget):
    """``activated`` by a click or Enter, ``removed`` by the cross or Delete, each with the name of the thumbnail.

    Tab reaches the flow, arrow keys go on within it.
    """

    activated = Signal(str)
    removed = Signal(str)

    def __init__(self, thumbnail: Thumbnail, parent: QWidget | None = None) -> None:
        """``thumbnail`` is asked for a name and a side in device pixels at each paint; None: not there (yet)."""
        super().__init__(parent)
        self._thumbnail = thumbnail
        self._removable = False
        self._cells: list[_Cell] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Reference examples")

    def set_names(self, names: Sequence[str], *, removable: bool) -> None:
        self._removable = removable
        if [cell.name for cell in self._cells] == list(names):
            return
        focused = next((place for place, cell in enumerate(self._cells) if cell.hasFocus()), None)
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = [_Cell(name, self._thumbnail, self) for name in names]
        for cell in self._cells:
            cell.show()
        self._order_tabs()
        self._place()
        self.updateGeometry()
        if self._cells:
            self._stop_at(self._cells[min(focused or 0, len(self._cells) - 1)], focus=focused is not None)

    @property
    def removable(self) -> bool:
        return self._removable

    def refresh(self, name: str) -> None:
        """The thumbnail of that name came."""
        for cell in self._cells:
            if cell.name == name:
                cell.update()

    def step(self, cell: PaintedButton, key: Qt.Key) -> bool:
        """Give the keyboard to the neighbour that an arrow key means; False for any other key."""
        by = _STEPS.get(key, 0) or _ROWS.get(key, 0) * self._columns(self.width())
        place = next((place for place, own in enumerate(self._cells) if own is cell), 0) + by
        if by and 0 <= place < len(self._cells):
            self._stop_at(self._cells[place], focus=True)
        return bool(by)

    # Qt

    def heightForWidth(self, width: int) -> int:
        columns = self._columns(width)
        rows = -(-len(self._cells) // columns)
        return max(rows * (_cell_size().height() + GRID) - GRID, 0)

    def sizeHint(self) -> QSize:
        return QSize(4 * (_cell_size().width() + GRID), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(_cell_size().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()
            self.updateGeometry()

    def _order_tabs(self) -> None:
        """The thumbnails come where the flow is; only what Tab can reach has a place in that order."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        places: list[QWidget] = [self, *self._cells]
        for before, after in pairwise(places):
            QWidget.setTabOrder(before, after)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _stop_at(self, cell: PaintedButton, *, focus: bool) -> None:
        """Tab comes to one thumbnail and goes on behind them all."""
        if focus:
            cell.setFocus(Qt.FocusReason.OtherFocusReason)
        for own in self._cells:
            own.setFocusPolicy(Qt.FocusPolicy.TabFocus if own is cell else Qt.FocusPolicy.NoFocus)

    def _columns(self, width: int) -> int:
        return max((width + GRID) // (_cell_size().width() + GRID), 1)

    def _place(self) -> None:
        columns, size = self._columns(self.width()), _cell_size()
        for place, cell in enumerate(self._cells):
            row, column = divmod(place, columns)
            cell.setGeometry(column * (size.width() + GRID), row * (size.height() + GRID), size.width(), size.height())


class _Cell(PaintedButton):
    def __init__(self, name: str, thumbnail: Thumbnail, flow: ThumbnailFlow) -> None:
        super().__init__(flow)
        self.name = name
        self._flow = flow
        self._thumbnail = thumbnail
        self.set_label(name)
        self.setToolTip(plain_tip(name))
        self.setMouseTracking(True)
        self.setAccessibleDescription("Enter shows it" + (", Delete removes it" if flow.removable else ""))
        self.clicked.connect(lambda: flow.activated.emit(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _REMOVING and self._flow.removable:
            self._flow.removed.emit(self.name)
        elif not self._flow.step(self, Qt.Key(event.key())):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._flow.removable and self._cross().contains(event.position()):
            self._flow.removed.emit(self.name)
            return
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = self._picture(theme)
            image = self._thumbnail(self.name, round(place.width() * self.devicePixelRatioF()))
            if image is None or image.isNull():
                paint_box(painter, place, fill=theme.palette.canvas, radius=_RADIUS)
                third = place.width() / 3
                paint_icon(painter, place.adjusted(third, third, -third, -third), "image", theme.palette.faint)
            else:
                paint_thumbnail(painter, place, image)
            caption = QRectF(place.left(), place.bottom(), place.width(), theme.px(_CAPTION))
            paint_text(painter, caption, self.name, theme, size="small", tone="muted")
            if self.underMouse() or self.focus_visible():
                paint_focus(painter, place, theme, radius=_RADIUS)
                self._paint_cross(painter, theme)

    def _picture(self, theme: Theme) -> QRectF:
        return QRectF(QPointF(0, 0), QSize(theme.px(SIDE), theme.px(SIDE)).toSizeF())

    def _cross(self) -> QRectF:
        theme = current_theme()
        side = theme.px(_CROSS)
        return QRectF(theme.px(SIDE) - side - 4, 4, side, side)

    def _paint_cross(self, painter: QPainter, theme: Theme) -> None:
        if self._flow.removable:
            paint_box(painter, self._cross(), fill=theme.palette.surface, border=theme.palette.border, radius=4)
            inset = self._cross().width() / 4
            paint_icon(painter, self._cross().adjusted(inset, inset, -inset, -inset), "close", theme.palette.text)


def _cell_size() -> QSize:
    theme = current_theme()
    return QRect(0, 0, theme.px(SIDE), theme.px(SIDE + _CAPTION)).size()
