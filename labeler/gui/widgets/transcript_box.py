"""The box a transcript is typed in: several lines to read, one line of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from labeler.gui.widgets.entry import ENTER, keeps, types_nothing
from labeler.gui.widgets.writing import reads_leftwards, text_option

FEWEST = 3

_BREAKS = ("Cc", "Zl", "Zp")
_FRAME = 16


class TranscriptBox(QPlainTextEdit):
    """As high as its text where there is room, three lines at least. ``handle`` is asked first about Enter and Esc.

    Keys with Ctrl or Alt that don't edit are left to the window: the recording is played while one types.
    """

    def __init__(self, handle: Callable[[QKeyEvent], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle = handle
        self._lines, self._leftwards = 0, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """As typed; a blank that doesn't break stays one."""
        return self.document().toRawText()

    def start(self, text: str) -> None:
        """With nothing to undo; a single word is selected, for it is more often replaced than mended."""
        self.setPlainText(one_line(text))
        self.moveCursor(QTextCursor.MoveOperation.End)
        if len(text.split()) == 1:
            self.selectAll()

    def replace(self, text: str) -> None:
        """Put another text in its place, which undo takes back in one step."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(one_line(text))
        self.moveCursor(QTextCursor.MoveOperation.End)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.textCursor().insertText(one_line(source.text()))
        self.ensureCursorVisible()

    def event(self, event: QEvent) -> bool:
        return keeps(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._handle(event):
            return
        blank_for_the_window = (
            event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if event.text() and types_nothing(event):
            event.ignore()
        elif event.key() not in ENTER and not blank_for_the_window:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._lines = 0
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height(max(self._lines, FEWEST)))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height(FEWEST))

    def _fit(self) -> None:
        """Height and reading direction follow from the text."""
        leftwards = reads_leftwards(self.text())
        if leftwards != self._leftwards:
            self._leftwards = leftwards
            self.document().setDefaultTextOption(text_option(leftwards=leftwards))
        lines = round(self.document().size().height())
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def _height(self, lines: int) -> int:
        margins = 2 * self.document().documentMargin() + _FRAME
        return round(lines * self.fontMetrics().lineSpacing() + margins)


def one_line(text: str) -> str:
    """Line breaks, tabs and other controls become blanks."""
    return "".join(" " if unicodedata.category(sign) in _BREAKS else sign for sign in text)
