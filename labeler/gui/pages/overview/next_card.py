"""What is best done next, with one button; the other steps in small print below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from labeler.core.next_steps import Step
from labeler.gui.pages.overview.choices import WRITES, button_of
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.flow_row import FlowRow
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import strong
from labeler.gui.widgets.text_label import TextLabel

_OTHERS = 4
_MARGIN = 2 * GRID
_SETTLED = "Nothing is left to do"
_FINDING = "Finding what is best done next …"


class NextCard(Card):
    """``chosen`` carries the Step that the person wants done."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Next", margin=_MARGIN)
        self._steps: tuple[Step, ...] = ()
        self._read_only = ""
        self._words = TextLabel(strong=True, wrap=True)
        self._why = TextLabel(tone="muted", wrap=True)
        self._do = ActionButton(variant="primary", action="do-next")
        self._also = TextLabel("Or", size="small", tone="muted")
        self._others = [ActionButton(variant="hint") for _ in range(_OTHERS)]
        self._row = FlowRow(gap=GRID)
        self._lay_out()
        self._connect()

    def show_steps(self, steps: Sequence[Step], *, complete: bool, read_only: str | None) -> None:
        """``complete``: all of them are known; ``read_only`` says why nothing can be recorded, None where it can."""
        self._steps, self._read_only = tuple(steps), read_only or ""
        first = self.first()
        self._words.set_text(first.title if first else _SETTLED if complete else _FINDING)
        self._why.set_text(self._why_of(first) if first else "")
        self._why.setVisible(first is not None)
        self._do.hide()
        if first is not None:
            self._do.set_label(strong(button_of(first)))
            self._do.setVisible(self.is_possible(first))
        self._show_others(self._steps[1 : 1 + _OTHERS])

    def first(self) -> Step | None:
        """What the one button does."""
        return self._steps[0] if self._steps else None

    def is_possible(self, step: Step) -> bool:
        """What only records something can't be done where nothing can be recorded."""
        return not (self._read_only and (step.ask is not None or step.action in WRITES))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * _MARGIN
        for button in self._others:
            button.setMaximumWidth(max(room, 1))

    def _why_of(self, step: Step) -> str:
        return step.why if self.is_possible(step) else f"{step.why} Read-only: {self._read_only}."

    def _show_others(self, steps: Sequence[Step]) -> None:
        self._also.setVisible(bool(steps))
        for place, button in enumerate(self._others):
            step = steps[place] if place < len(steps) else None
            button.setVisible(step is not None)
            if step is not None:
                button.set_label(step.title)
                button.setToolTip(plain_tip(step.why))
                button.setEnabled(self.is_possible(step))

    def _choose(self, place: int) -> None:
        if place < len(self._steps):
            self.chosen.emit(self._steps[place])

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._words)
        words.addWidget(self._why)
        across = QHBoxLayout()
        across.setSpacing(3 * GRID)
        across.addLayout(words, 1)
        across.addWidget(self._do)
        self.body.addLayout(across)
        self._row.addWidget(self._also)
        for button in self._others:
            self._row.addWidget(button)
        self.body.addLayout(self._row)

    def _connect(self) -> None:
        self._do.clicked.connect(partial(self._choose, 0))
        for place, button in enumerate(self._others):
            button.clicked.connect(partial(self._choose, place + 1))
