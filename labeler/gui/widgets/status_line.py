"""A quiet line that says what was just done: "Saved", "Undone: c01718 is right"."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from labeler.gui.theme import Tone
from labeler.gui.widgets.spans import Span
from labeler.gui.widgets.text_label import TextLine

_MILLISECONDS = 4000


class StatusLine(TextLine):
    """Keeps its place when it has nothing to say, so that nothing moves."""

    def __init__(self, *parts: Span | str, parent: QWidget | None = None) -> None:
        super().__init__(*parts, size="small", tone="muted", parent=parent)
        self._resting = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    def rest(self, text: str) -> None:
        """What is shown while there is nothing to say."""
        if not self._timer.isActive() and self.text() == self._resting:
            self.set_text(text)
        self._resting = text

    def say(self, *parts: Span | str, tone: Tone = "muted") -> None:
        """Stays until something else is said."""
        self._timer.stop()
        self.set_tone(tone)
        self.set_text(*parts)

    def say_briefly(self, *parts: Span | str, tone: Tone = "muted", milliseconds: int = _MILLISECONDS) -> None:
        self.say(*parts, tone=tone)
        self._timer.start(milliseconds)

    def _on_timeout(self) -> None:
        self.set_tone("muted")
        self.set_text(self._resting)
