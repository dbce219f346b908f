"""Below the image: what is known of it, small buttons for what can be done with it, and the row of its exposure."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.gui.pages.review.hints import ActionHint
from labeler.gui.theme import GRID
from labeler.gui.widgets.adjustments import Adjustments
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.exposure import Exposure
from labeler.gui.widgets.text_label import TextLine


class ImageBar(Surface):
    """``requested`` carries an action id, ``exposure_changed`` an Exposure that the person has set."""

    requested = Signal(str)
    exposure_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone="canvas", parent=parent)
        self._caption = TextLine(size="small", tone="muted")
        self._adjustments = Adjustments()
        self._play = self._hint("play", "play")
        self._moves = _row(self._hint("previous-frame", "frame back"), self._play, self._hint("next-frame", "frame on"))
        hints = (("fit", "fit"), ("actual-size", "1:1"), ("adjust", "adjust"))
        self._views = _row(*(self._hint(*hint) for hint in hints))
        self._relocate = _row(self._hint("relocate", "locate the media folder"))
        self._lay_out()
        self._adjustments.changed.connect(self.exposure_changed)
        self._adjustments.left.connect(self.close_adjustments)

    def say(self, parts: Iterable[str]) -> None:
        """What isn't empty, in one line."""
        self._caption.set_text(" · ".join(part for part in parts if part))

    def said(self) -> str:
        return self._caption.text()

    def offer(self, *, views: bool, moves: bool, playing: bool, relocate: bool) -> None:
        """The buttons that make sense at this moment."""
        self._play.set_label("pause" if playing else "play")
        self._views.setVisible(views)
        self._moves.setVisible(moves)
        self._relocate.setVisible(relocate)

    def show_exposure(self, exposure: Exposure) -> None:
        self._adjustments.set_exposure(exposure)

    def toggle_adjustments(self) -> None:
        """Opened, they take the keyboard."""
        if self._adjustments.isVisible():
            self.close_adjustments()
        else:
            self._adjustments.show()
            self._adjustments.take_focus()

    def close_adjustments(self) -> None:
        """The keyboard goes back to the page they are on."""
        page = self.parentWidget()
        while page is not None and not page.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            page = page.parentWidget()
        if page is not None and self._adjustments.has_focus():
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._adjustments.hide()

    def _hint(self, action_id: str, text: str) -> ActionHint:
        return ActionHint(action_id, text, self.requested)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        rows.setSpacing(GRID // 2)
        across = QHBoxLayout()
        across.addWidget(self._caption, 1)
        for widget in (self._relocate, self._moves, self._views):
            widget.hide()
            across.addWidget(widget)
        rows.addWidget(self._adjustments)
        rows.addLayout(across)
        self._adjustments.hide()


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(GRID // 2)
    for widget in widgets:
        across.addWidget(widget)
    return row
