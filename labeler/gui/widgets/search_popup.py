"""A list too long for a menu, found in by typing, below the button that opens it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.option_list import Option
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.search_list import SearchList, by_name

_SIZE = (300, 360)


class SearchPopup(QWidget):
    """``chosen`` carries the value of an entry, once the popup is closed; Esc or a click elsewhere chooses none."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._list = SearchList(name)
        self._list.chosen.connect(self._on_chosen)
        self.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self._list)

    def set_options(self, entries: Sequence[Option]) -> None:
        self._list.set_search(by_name(entries))

    def open_below(self, widget: QWidget, *, at: Hashable) -> None:
        """Returns at once. Above the widget where there is no room below it; ``at`` is the entry to begin at."""
        theme, screen = current_theme(), widget.screen().availableGeometry()
        width = min(max(theme.px(_SIZE[0]), widget.width()), screen.width())
        height = min(theme.px(_SIZE[1]), screen.height() // 2)
        self.resize(width, height)
        place = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        if place.y() + height > screen.bottom():
            place.setY(widget.mapToGlobal(QPoint(0, -4)).y() - height)
        place.setX(max(min(place.x(), screen.right() - width), screen.left()))
        self.move(place)
        self._list.clear(at=at)
        self.show()
        self._list.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current_theme().palette
        with QPainter(self) as painter:
            paint_box(painter, QRectF(self.rect()), fill=palette.surface, border=palette.border, radius=0)

    def _on_chosen(self, value: Hashable) -> None:
        self.close()
        self.chosen.emit(value)
