"""The row of one category: its key, its name and how many examples have it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from labeler.gui.theme import Theme, current_theme
from labeler.gui.widgets.keycap import keycap_size, paint_keycap
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import paint_text

ROW = 32
PADDING = 8
_RADIUS = 6
_RIGHT = Qt.AlignmentFlag.AlignRight


class Keys(Protocol):
    """What the list around the rows does with their keys."""

    def owns(self, event: QKeyEvent) -> bool: ...
    def press(self, button: CategoryButton, event: QKeyEvent) -> bool: ...
    def focus_gone(self) -> None: ...
    def start_renaming(self, name: str = "") -> None: ...


class CategoryButton(PaintedButton):
    def __init__(self, name: str, categories: Keys) -> None:
        super().__init__()
        self.name = name
        self.count = 0
        self._key = ""
        self._categories = categories
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_row(self, *, count: int, definition: str) -> None:
        if count != self.count:
            self.count = count
            self.update()
        self.set_label(self.name)
        self.setToolTip(plain_tip(definition))
        self._describe()

    def set_key(self, key: str) -> None:
        self._key = key
        self._describe()
        self.update()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._categories.owns(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._categories.press(self, event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._categories.focus_gone()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        self._categories.start_renaming(self.name)

    def _describe(self) -> None:
        key = f"Key {self._key}. " if self._key else ""
        self.setAccessibleDescription(f"{key}{self.count:,} examples. F2 renames it")

    def sizeHint(self) -> QSize:
        return QSize(160, current_theme().px(ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            palette = theme.palette
            fill = self.background(theme, palette.accent_soft if self.isChecked() else palette.surface)
            if fill != palette.surface:
                paint_box(painter, self.area(), fill=fill, radius=_RADIUS)
            self._paint_words(painter, theme)
            if self.focus_visible():
                paint_focus(painter, self.area(), theme, radius=_RADIUS)

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        cap = keycap_size(self._key or "9", theme)
        room = self.area().adjusted(PADDING, 0, -PADDING, 0)
        if self._key:
            place = QRectF(QPointF(room.left(), round(room.center().y() - cap.height() / 2)), cap)
            paint_keycap(painter, place, self._key, theme, faded=not self.isEnabled())
        count = f"{self.count:,}"
        paint_text(painter, room, count, theme, size="small", tone="muted", align=_RIGHT)
        words = room.adjusted(cap.width() + PADDING, 0, -theme.px(12 + 7 * len(count)), 0)
        paint_text(painter, words, self.name, theme, tone="text" if self.isEnabled() else "faint")
