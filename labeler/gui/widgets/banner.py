"""A line above a page that must be seen and needs no answer, such as "read-only"."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from labeler.gui.theme import GRID, Tone, current_theme, mixed
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.empty_state import IconLabel
from labeler.gui.widgets.spans import Span
from labeler.gui.widgets.text_label import TextLabel

Kind = Literal["info", "warning", "read-only"]

_LOOKS: dict[Kind, tuple[str, Tone]] = {
    "info": ("info", "accent"),
    "warning": ("warning", "unsure"),
    "read-only": ("lock", "muted"),
}


class Banner(QWidget):
    """``action_requested`` is its button, ``dismissed`` its cross; it hides itself only then."""

    action_requested = Signal()
    dismissed = Signal()

    def __init__(
        self,
        kind: Kind,
        *text: Span | str,
        action: str = "",
        dismissable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: Kind = kind
        self._icon = IconLabel(_LOOKS[kind][0])
        self._text = TextLabel(wrap=True)
        self._action = ActionButton(variant="quiet")
        self._close = ActionButton(icon="close", variant="quiet")
        self._action.clicked.connect(self.action_requested)
        self._close.clicked.connect(self._on_closed)
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_text(kind, *text, action=action, dismissable=dismissable)

    def set_text(self, kind: Kind, *text: Span | str, action: str = "", dismissable: bool = False) -> None:
        self._kind = kind
        self._icon.set_icon(*_LOOKS[kind])
        self._text.set_text(*text)
        self._action.set_label(Span(action, strong=True, tone="text"))
        self._action.setVisible(bool(action))
        self._close.setVisible(dismissable)
        self._close.setAccessibleName("Dismiss")
        self.setAccessibleName(self._text.accessibleName())
        self.update()

    def text(self) -> str:
        return self._text.accessibleName()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current_theme().palette
        with QPainter(self) as painter:
            share = 0.12 if current_theme().name == "dark" else 0.08
            painter.fillRect(self.rect(), mixed(palette.surface, palette.color(_LOOKS[self._kind][1]), share))
            painter.fillRect(0, self.height() - 1, self.width(), 1, palette.border)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 4, 2 * GRID, 5)
        layout.setSpacing(GRID + 2)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        self.setMinimumHeight(5 * GRID)

    def _on_closed(self) -> None:
        self.hide()
        self.dismissed.emit()
