"""The pages, at the left edge of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from labeler.gui.keymap import IN_FORCE, keycap
from labeler.gui.theme import GRID, Tone, current_theme, paint_icon
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.spans import paint_text, plain_text

WIDTH = 96
_ITEM, _LEAST_ITEM = 58, 24
_ICON, _LEAST_ICON = 20, 12
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class NavItem:
    id: str
    icon: str
    text: str
    enabled: bool = True


class NavRail(QWidget):
    """``chosen`` comes from the user only; arrow keys move among the pages and open them."""

    chosen = Signal(str)
    keys_requested = Signal()

    def __init__(self, items: Sequence[NavItem] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, _NavButton] = {}
        self._keys = _KeysButton()
        self._keys.clicked.connect(self.keys_requested)
        self._items = QVBoxLayout()
        self._items.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 2 * GRID, GRID + 1, 2 * GRID)
        layout.addLayout(self._items, 1)
        self._items.addStretch(1)
        layout.addWidget(self._keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Pages")
        self.set_items(items)

    def set_items(self, items: Sequence[NavItem]) -> None:
        current = self.current()
        for button in self._buttons.values():
            self._items.removeWidget(button)
            button.deleteLater()
        self._buttons = {item.id: self._button(item) for item in items}
        self.set_current(current)

    def set_enabled(self, item_id: str, enabled: bool) -> None:
        self._buttons[item_id].setEnabled(enabled)

    def current(self) -> str:
        """The id of the open page; empty if there is none."""
        return next((item_id for item_id, button in self._buttons.items() if button.isChecked()), "")

    def set_current(self, item_id: str) -> None:
        for own, button in self._buttons.items():
            button.setChecked(own == item_id)

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(WIDTH), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(WIDTH), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current_theme().palette
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), palette.window)
            painter.fillRect(self.width() - 1, 0, 1, self.height(), palette.border)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step:
            self._move(step)
        else:
            super().keyPressEvent(event)

    def _button(self, item: NavItem) -> _NavButton:
        button = _NavButton(item)
        button.clicked.connect(self._on_clicked)
        self._items.insertWidget(self._items.count() - 1, button, 100)
        return button

    def _move(self, step: int) -> None:
        open_ids = [item_id for item_id, button in self._buttons.items() if button.isEnabled()]
        focused = next((item_id for item_id in open_ids if self._buttons[item_id].hasFocus()), None)
        if focused is not None:
            target = self._buttons[open_ids[(open_ids.index(focused) + step) % len(open_ids)]]
            target.setFocus(Qt.FocusReason.TabFocusReason)
            target.click()

    def _on_clicked(self) -> None:
        button = self.sender()
        item_id = next((item_id for item_id, own in self._buttons.items() if own is button), None)
        if item_id is not None:
            self.set_current(item_id)
            self.chosen.emit(item_id)


class _NavButton(PaintedButton):
    def __init__(self, item: NavItem) -> None:
        super().__init__()
        self._icon = item.icon
        self.setCheckable(True)
        self.setEnabled(item.enabled)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.set_label(item.text)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(72), theme.px(_ITEM))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(72), theme.px(_LEAST_ITEM))

    def nextCheckState(self) -> None:
        """A click opens and never closes a page."""
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            palette, area = theme.palette, self.area()
            fill = self.background(theme, palette.accent_soft if self.isChecked() else palette.window)
            if fill != palette.window:
                paint_box(painter, area, fill=fill)
            tone = self._tone()
            icon, text = self._icon_side(), theme.px(18)
            top = (area.height() - icon - text) / 2
            if icon:
                place = QRectF((area.width() - icon) / 2, top - 1, icon, icon)
                paint_icon(painter, place, self._icon, palette.color(tone))
            self._paint_name(painter, QRectF(0, top + icon + (1 if icon else 0), area.width(), text), tone)
            if self.focus_visible():
                paint_focus(painter, area, theme)

    def _icon_side(self) -> float:
        """What large text in a low window leaves of it; nothing rather than a speck."""
        theme = current_theme()
        side = min(theme.px(_ICON), self.area().height() - theme.px(18) - 2)
        return float(side) if side >= theme.px(_LEAST_ICON) else 0.0

    def _paint_name(self, painter: QPainter, place: QRectF, tone: Tone) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        name, strong = plain_text(self.label), self.isChecked()
        paint_text(painter, place, name, current_theme(), size="small", strong=strong, tone=tone, align=middle)

    def _tone(self) -> Tone:
        if not self.isEnabled():
            return "border" if current_theme().name == "dark" else "faint"
        return "accent" if self.isChecked() else "muted"


class _KeysButton(PaintedButton):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show_key()
        IN_FORCE.changed.connect(self._show_key)

    def _show_key(self) -> None:
        key = keycap("keys")
        self.set_label(f"{key} Keys" if key else "Keys")
        self.setAccessibleName("Keys")
        self.setAccessibleDescription(f"Key {key}" if key else "")

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(72), theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            fill = self.background(theme, theme.palette.window)
            if fill != theme.palette.window:
                paint_box(painter, self.area(), fill=fill)
            middle = Qt.AlignmentFlag.AlignHCenter
            paint_text(painter, self.area(), plain_text(self.label), theme, size="small", tone="muted", align=middle)
            if self.focus_visible():
                paint_focus(painter, self.area(), theme)
