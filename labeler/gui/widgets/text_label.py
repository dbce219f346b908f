"""Labels in the three sizes, two weights and quiet tones of the window."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import pairwise

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from labeler.gui.theme import TextSize, Theme, Tone, current_theme
from labeler.gui.widgets.breaking import breakable
from labeler.gui.widgets.paragraph import line_height, line_starts, paint_lines
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import Span, Spans, as_spans, paint_spans, plain_text, spans_width
from labeler.gui.widgets.writing import reads_leftwards


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
        spans = as_spans(parts)
        if spans != self._spans:
            self._spans = spans
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
        shown = self._spans
        if self.wordWrap():
            shown = tuple(replace(span, text=breakable(span.text)) for span in shown)
        self.setText(plain_text(shown) if plain else _markup(shown, current_theme()))
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
        spans = as_spans(parts)
        if spans == self._spans:
            return
        self._spans = spans
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: Tone) -> None:
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(round(spans_width(self._spans, theme, self._size)) + 2, line_height(self._size))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), current_theme().px(40)), line_height(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            spans, theme = self._spans, current_theme()
            paint_spans(painter, QRectF(self.rect()), spans, theme, size=self._size, tone=self._tone, align=self._align)
        elided = spans_width(spans, theme, self._size) > self.width() + 1
        self.setToolTip(plain_tip(self.text() if elided else ""))


class TextBlock(QWidget):
    """Strong text wrapped to a few lines, within a name too; what is beyond the last is elided."""

    def __init__(
        self, text: str = "", *, size: TextSize = "body", lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._size: TextSize = size
        self._lines = lines
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return len(self.shown_lines(width)) * line_height(self._size)

    def sizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # the height follows from it

    def shown_lines(self, width: int) -> list[str]:
        """What is painted in this width: one line at least."""
        font = current_theme().font(self._size, strong=True)
        starts = self._wrapped(self._text, width) or [0]
        shown = [self._text[start:stop] for start, stop in pairwise(starts)]
        rest = QFontMetricsF(font).elidedText(self._text[starts[-1] :], Qt.TextElideMode.ElideRight, width)
        return [line.strip() for line in (*shown, rest)]

    def _wrapped(self, text: str, width: int) -> list[int]:
        """Where each line begins, of those that there is room for."""
        return line_starts(text, width, size=self._size)[: self._lines]

    def paintEvent(self, _event: QPaintEvent) -> None:
        lines = self.shown_lines(self.width())
        with QPainter(self) as painter:
            paint_lines(painter, QRectF(self.rect()), lines, size=self._size, leftwards=reads_leftwards(self._text))
        self.setToolTip(plain_tip(self._text if lines[-1].endswith("…") else ""))


def _markup(spans: Spans, theme: Theme) -> str:
    return "".join(_markup_of(span, theme) for span in spans)


def _markup_of(span: Span, theme: Theme) -> str:
    weight = "font-weight:600;" if span.strong else ""
    color = f"color:{theme.color(span.tone).name()};" if span.tone else ""
    text = escape(span.text).replace("\n", "<br>")
    return f'<span style="{weight}{color}">{text}</span>'
