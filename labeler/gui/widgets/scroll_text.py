"""Strong text of which a few lines are in view and all can be read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from labeler.gui.theme import TextSize, current_theme
from labeler.gui.widgets.painting import paint_focus
from labeler.gui.widgets.paragraph import line_height, line_starts, paint_lines
from labeler.gui.widgets.writing import reads_leftwards

_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class ScrollText(QAbstractScrollArea):
    """As high as its text, ``lines`` at most; the rest scrolls by wheel, and by arrows and page keys once Tab is here.

    Tab passes by where all is in view.
    """

    def __init__(
        self, text: str = "", *, size: TextSize = "body", lines: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._size: TextSize = size
        self._most = lines
        self._wrapped: dict[tuple[int, int], list[int]] = {}  # where lines begin, by width and size of the letters
        self._others: tuple[str, ...] = ()
        self._reserved: dict[tuple[int, int], int] = {}  # lines by width and size of the letters
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Read from its beginning."""
        if text == self._text:
            return
        self._text, self._wrapped = text, {}
        self.setAccessibleName(text)
        self.verticalScrollBar().setValue(0)
        self._renew()

    def set_style(self, *, size: TextSize, lines: int) -> None:
        self._size, self._most = size, lines
        self._wrapped, self._reserved = {}, {}
        self._renew()

    def reserve(self, texts: Iterable[str]) -> None:
        """Room for any of these, as far as there is room at all, so that nothing below moves from one to the next."""
        self._others, self._reserved = tuple(texts), {}
        self.updateGeometry()

    def shown_lines(self) -> list[str]:
        """All of the text, as it is wrapped."""
        starts = self._starts(self.viewport().width())
        return [self._text[start:stop].strip() for start, stop in pairwise([*starts, len(self._text)])]

    def heightForWidth(self, width: int) -> int:
        wanted = min(max(len(self._starts(width)), self._reserved_lines(width)), self._most)
        return wanted * line_height(self._size)

    def sizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, line_height(self._size))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_range()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # the height follows from it

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._renew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        height = line_height(self._size)
        with QPainter(self.viewport()) as painter:
            top = self.verticalScrollBar().value()
            first, last = top // height, (top + self.viewport().height()) // height + 1
            room = QRectF(0, first * height - top, self.viewport().width(), height)
            lines = self.shown_lines()[first:last]
            paint_lines(painter, room, lines, size=self._size, leftwards=reads_leftwards(self._text))
            if self.hasFocus():
                paint_focus(painter, QRectF(self.viewport().rect()), current_theme(), radius=4)

    def event(self, event: QEvent) -> bool:
        """Its keys are its own, before any shortcut of the page."""
        ours = isinstance(event, QKeyEvent) and event.key() in _KEYS and not event.modifiers()
        if ours and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def _renew(self) -> None:
        self._set_range()
        self.updateGeometry()
        self.viewport().update()

    def _set_range(self) -> None:
        height, bar = line_height(self._size), self.verticalScrollBar()
        bar.setSingleStep(height)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(len(self.shown_lines()) * height - self.viewport().height(), 0))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if bar.maximum() else Qt.FocusPolicy.NoFocus)

    def _reserved_lines(self, width: int) -> int:
        key = width, current_theme().font(self._size).pixelSize()
        if key not in self._reserved:
            self._reserved[key] = self._most_lines(width)
        return self._reserved[key]

    def _most_lines(self, width: int) -> int:
        """Of what room is kept for; once all the room is taken no other text matters."""
        most = 0
        for text in self._others:
            most = max(most, len(line_starts(text, width, size=self._size)))
            if most >= self._most:
                break
        return most

    def _starts(self, width: int) -> list[int]:
        key = width, current_theme().font(self._size).pixelSize()
        if key not in self._wrapped:
            self._wrapped[key] = line_starts(self._text, width, size=self._size) or [0]
        return self._wrapped[key]
