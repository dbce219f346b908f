"""The three ways to begin, as cards, and the line that tells how far the demo is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from labeler.gui.keymap import IN_FORCE, keycap
from labeler.gui.theme import GRID, Theme, Tone, current_theme, paint_icon
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.keycap import keycap_size, paint_keycap
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.progress_line import ProgressLine
from labeler.gui.widgets.spans import paint_text
from labeler.gui.widgets.text_label import TextLabel, TextLine

_HEIGHT = 144
_HEAD = 78
"""How much of it icon and name take."""

_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class BigAction(PaintedButton):
    """An action as a card: icon and key above, name and one sentence below."""

    def __init__(self, action_id: str, icon: str, name: str, sentence: str) -> None:
        super().__init__()
        self.action_id = action_id
        self._icon, self._key = icon, ""
        self._sentence = TextLabel(sentence, tone="muted", wrap=True)
        self._sentence.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_label(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._room = QVBoxLayout(self)
        self._room.addWidget(self._sentence, 1, Qt.AlignmentFlag.AlignTop)
        self._fit()
        self._show_key()
        IN_FORCE.changed.connect(self._show_key)

    def _show_key(self) -> None:
        self._key, sentence = keycap(self.action_id), self._sentence.accessibleName()
        self.setAccessibleDescription(f"{sentence}. Key {self._key}" if self._key else sentence)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """The sentence below icon and name, however large the text."""
        self._room.setContentsMargins(2 * GRID, current_theme().px(_HEAD), 2 * GRID, 2 * GRID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()  # the page knows what lies there
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(200), self.heightForWidth(current_theme().px(200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(120), current_theme().px(_HEIGHT))

    def heightForWidth(self, width: int) -> int:
        return max(super().heightForWidth(width), current_theme().px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            fill = self.background(theme, theme.palette.surface)
            paint_box(painter, self.area(), fill=fill, border=theme.palette.border)
            self._paint_icon(painter, theme)
            tone: Tone = "text" if self.isEnabled() else "faint"
            line = QRectF(2 * GRID, theme.px(54), self.width() - 4 * GRID, theme.px(22))
            paint_text(painter, line, self.accessibleName(), theme, strong=True, tone=tone)
            if self._key:
                size = keycap_size(self._key, theme)
                place = QRectF(self.width() - 2 * GRID - size.width(), 2 * GRID, size.width(), size.height())
                paint_keycap(painter, place, self._key, theme)
            if self.focus_visible():
                paint_focus(painter, self.area(), theme)

    def _paint_icon(self, painter: QPainter, theme: Theme) -> None:
        side = theme.px(32)
        place = QRectF(2 * GRID, 2 * GRID, side, side)
        paint_box(painter, place, fill=theme.palette.accent_soft)
        inset = theme.px(7)
        paint_icon(painter, place.adjusted(inset, inset, -inset, -inset), self._icon, theme.palette.accent)


class DemoProgress(Card):
    """Says what is being drawn; ``cancelled`` is its button."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__(margin=2 * GRID)
        self._text = TextLine()
        self._line = ProgressLine("Making the demo", width=0)
        cancel = ActionButton("Cancel", variant="quiet")
        cancel.clicked.connect(self.cancelled)
        words = QVBoxLayout()
        words.setSpacing(GRID)
        words.addWidget(self._text)
        words.addWidget(self._line)
        across = QHBoxLayout()
        across.setSpacing(2 * GRID)
        across.addLayout(words, 1)
        across.addWidget(cancel)
        self.body.addLayout(across)

    def show_progress(self, message: str, fraction: float) -> None:
        self._text.set_text(f"{message} …")
        self._line.set_fraction(fraction)
