"""Labels in the three sizes, two weights and quiet tones of the window."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from labeler.gui.theme import TextSize, Theme, Tone, current_theme
from labeler.gui.widgets.spans import Span, Spans, as_spans, paint_spans, plain_text, spans_width


class TextLabel(QLabel):
    """Wrapping text. Names from files are shown literally, never as markup."""

    def __init__(
        self,
        *parts: Span | str,
        size: TextSize = "body",
        strong: bool = False,
        tone: Tone = "text",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._spans: Spans = ()
        self.setWordWrap(wrap)
        self.setProperty("textSize", size)
        self.setProperty("strong", "true" if strong else "false")
        self.setProperty("tone", tone)
        self.set_text(*parts)

    def set_text(self, *parts: Span | str) -> None:
        self._spans = as_spans(parts)
        self._render()

    def set_tone(self, tone: Tone) -> None:
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and any(span.tone for span in self._spans):
            self._render()

    def _render(self) -> None:
        plain = all(not span.strong and span.tone is None for span in self._spans)
        self.setTextFormat(Qt.TextFormat.PlainText if plain else Qt.TextFormat.RichText)
        self.setText(plain_text(self._spans) if plain else _markup(self._spans, current_theme()))
        self.setAccessibleName(plain_text(self._spans))


class TextLine(QWidget):
    """One line that is elided, not wrapped or cut, where it lacks room."""

    def __init__(
        self,
        *parts: Span | str,
        size: TextSize = "body",
        tone: Tone = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._spans: Spans = ()
        self._size: TextSize = size
        self._tone: Tone = tone
        self._align = align
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(*parts)

    def text(self) -> str:
        return plain_text(self._spans)

    def set_text(self, *parts: Span | str) -> None:
        self._spans = as_spans(parts)
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: Tone) -> None:
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(round(spans_width(self._spans, theme, self._size)) + 2, self._height(theme))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(min(self.sizeHint().width(), theme.px(40)), self._height(theme))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        spans, theme = self._spans, current_theme()
        paint_spans(painter, QRectF(self.rect()), spans, theme, size=self._size, tone=self._tone, align=self._align)
        elided = spans_width(spans, theme, self._size) > self.width() + 1
        self.setToolTip(self.text() if elided else "")

    def _height(self, theme: Theme) -> int:
        return round(theme.font(self._size).pixelSize() * 1.45)


def _markup(spans: Spans, theme: Theme) -> str:
    return "".join(_markup_of(span, theme) for span in spans)


def _markup_of(span: Span, theme: Theme) -> str:
    weight = "font-weight:600;" if span.strong else ""
    color = f"color:{theme.color(span.tone).name()};" if span.tone else ""
    text = escape(span.text).replace("\n", "<br>")
    return f'<span style="{weight}{color}">{text}</span>'
