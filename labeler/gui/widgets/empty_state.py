"""What a page says when it has nothing to show: why, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from labeler.gui.theme import GRID, Tone, current_theme, paint_icon
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.text_label import TextLabel

_WIDTH = 440
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class EmptyState(QWidget):
    """``requested`` is the click on its one button."""

    requested = Signal()

    def __init__(
        self,
        icon: str,
        sentence: str,
        remedy: str = "",
        *,
        button: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = IconLabel(icon, side=40)
        self._sentence = _centred(TextLabel(strong=True, wrap=True))
        self._remedy = _centred(TextLabel(tone="muted", wrap=True))
        self._button = ActionButton(variant="primary")
        self._button.clicked.connect(self.requested)
        self._column = QWidget()
        self._lay_out()
        self.set_texts(sentence, remedy, button=button, key=key)

    def set_texts(self, sentence: str, remedy: str = "", *, button: str = "", key: str = "") -> None:
        self._sentence.set_text(sentence)
        self._remedy.set_text(remedy)
        self._remedy.setVisible(bool(remedy))
        self._button.set_label(button)
        self._button.set_key(key)
        self._button.setVisible(bool(button))
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(remedy)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_width()

    def _fit_width(self) -> None:
        self._column.setMaximumWidth(current_theme().px(_WIDTH))

    def _lay_out(self) -> None:
        """In a column of its own, for a label that is centred by the layout is as high as if it had its width."""
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addStretch(2)
        column.addWidget(self._icon, 0, _CENTRE)
        column.addSpacing(GRID)
        for label in (self._sentence, self._remedy):
            column.addWidget(label)
        column.addSpacing(GRID)
        column.addWidget(self._button, 0, _CENTRE)
        column.addStretch(3)
        across = QHBoxLayout(self)
        across.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        across.addStretch(1)
        across.addWidget(self._column, 100)
        across.addStretch(1)
        self._fit_width()


class IconLabel(QWidget):
    """An icon by itself, in the colours of the theme."""

    def __init__(self, icon: str, *, side: int = 16, tone: Tone = "faint", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._side, self._tone = icon, side, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, tone: Tone) -> None:
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        side = current_theme().px(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        color = current_theme().color(self._tone)
        with QPainter(self) as painter:
            paint_icon(painter, QRectF(self.rect()), self._icon, color)


def _centred(label: TextLabel) -> TextLabel:
    label.setAlignment(_CENTRE)
    return label
