"""The editor of labels, opened over the sheet beside the cell it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QListView, QVBoxLayout, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.label_editor import LabelEditor, Offer
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.task_editors import editor_for

_SIZE, _WIDE_SIZE = (320, 380), (620, 420)
_FEWEST = 3


class LabelPopup(QWidget):
    """``chosen`` carries a label: ``close_popup`` takes it away, until then it stays. ``left``: nothing was chosen."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, task: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._wide = task == "transcript"
        self._editor: LabelEditor = editor_for(task)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.addWidget(self._editor)
        self._editor.chosen.connect(self.chosen)
        self._editor.cancelled.connect(self.leave)
        self.setAccessibleName("The right label")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)
        self.hide()

    def open_at(self, cell: QRect, offer: Offer) -> None:
        """``cell`` in the coordinates of the parent; below it, or above where there is more room."""
        width, height = (current_theme().px(length) for length in (_WIDE_SIZE if self._wide else _SIZE))
        self.setGeometry(self._place(cell, width, height))
        self.show()
        self.raise_()
        self._editor.edit(offer)
        self.setGeometry(self._place(cell, width, self._height_for_rows()))

    def handlers(self) -> dict[str, Callable[..., Any]]:
        return self._editor.handlers() if self.isVisible() else {}

    def leave(self) -> None:
        if self.isVisible():
            self.close_popup()
            self.left.emit()

    def close_popup(self) -> None:
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current_theme().palette
        with QPainter(self) as painter:
            paint_box(painter, QRectF(self.rect()), fill=palette.surface, border=palette.faint)

    def _height_for_rows(self) -> int:
        """For all rows of its list, or as many whole ones as the page has room for; without a list as it is."""
        rows = None if self._wide else self._editor.findChild(QListView)
        row = rows.sizeHintForRow(0) if rows is not None else 0
        if rows is None or row <= 0:
            return self.height()
        for layout in (self.layout(), self._editor.layout()):
            if layout is not None:
                layout.activate()
        besides = self.height() - rows.viewport().height()
        fitting = (self._room().height() - besides) // row
        return besides + max(min(rows.model().rowCount(), fitting), _FEWEST) * row

    def _room(self) -> QRect:
        page = self.parentWidget()
        assert page is not None
        return page.rect().adjusted(GRID, GRID, -GRID, -GRID)

    def _place(self, cell: QRect, width: int, height: int) -> QRect:
        room = self._room()
        width, height = min(width, room.width()), min(height, room.height())
        below, above = cell.bottom() + 2, cell.top() - 2 - height
        if below + height > room.bottom():
            top = above if above >= room.top() else max(room.bottom() - height, room.top())
        else:
            top = below
        left = max(min(cell.left(), room.right() - width), room.left())
        return QRect(QPoint(left, top), QPoint(left + width - 1, top + height - 1))

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The keyboard went elsewhere in this window."""
        if self.isVisible() and now is not None and now.window() is self.window() and not self._holds(now):
            self.close_popup()

    def _holds(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)
