"""The box a transcript is typed in: several lines to read, one line of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from labeler.gui.widgets.entry import ENTER, keeps

FEWEST, MOST = 3, 8

_BREAKS = ("Cc", "Zl", "Zp")
_FRAME = 16


class TranscriptBox(QPlainTextEdit):
    """As high as its text, between three lines and eight. ``handle`` is asked first about Enter and Esc.

    Keys with Ctrl or Alt that don't edit are left to the window: the recording is played while one types.
    """

    def __init__(self, handle: Callable[[QKeyEvent], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle = handle
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit_height)
        self._fit_height()

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
        if event.key() not in ENTER and not blank_for_the_window:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit_height()

    def _fit_height(self) -> None:
        lines = min(max(round(self.document().size().height()), FEWEST), MOST)
        margins = 2 * self.document().documentMargin() + _FRAME
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + margins))


def one_line(text: str) -> str:
    """Line breaks, tabs and other controls become blanks."""
    return "".join(" " if unicodedata.category(sign) in _BREAKS else sign for sign in text)
