"""The line above the example: what is reviewed, how far it is, and the menu that changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from labeler.gui.actions import keycap
from labeler.gui.pages.review.desk import SIZES, QueueChoice
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.progress_line import ProgressLine
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.queues import STRATA


class ReviewHeader(QWidget):
    """``chosen`` carries the queue as the person now wants it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = QueueChoice()
        self._bar = HeaderBar()
        self._remaining = TextLabel()
        self._progress = ProgressLine("Decided of this queue")
        self._button = ActionButton("queue", key=keycap("queue"), variant="hint")
        self._menu = QMenu(self)
        self._groups: list[QActionGroup] = []
        for widget in (self._remaining, self._progress, self._button):
            self._bar.add(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)
        self._button.clicked.connect(self.open_menu)

    def set_choices(self, choice: QueueChoice, *, models: Sequence[str], splits: Sequence[str]) -> None:
        self._choice = choice
        self._menu.clear()
        self._groups.clear()
        sizes = [(size, f"{size} a split") for size in SIZES] + [(0, "all")]
        collected = [(True, "labels and what made it hard"), (False, "labels only")]
        self._offer("Which ones", "name", [(key, text) for key, text, _ in STRATA])
        self._offer("Of which model", "model", [(name, name) for name in models])
        self._offer("Split", "split", [(name, name.replace("+", " and ")) for name in splits])
        self._offer("How many", "size", sizes)
        self._offer("Collect", "categories", collected)

    def open_menu(self) -> None:
        """Returns at once; the menu lies below its button."""
        self._menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height() + 4)))

    def show_progress(self, name: str, title: str, *, decided: int, total: int) -> None:
        self._bar.set_title(name, title)
        left = total - decided
        words = f" decided, {left:,} to go" if left else " decided, all of this queue"
        self._remaining.set_text(*((strong(f"{decided:,}"), Span(words, tone="muted")) if total else ("",)))
        self._progress.setVisible(total > 0)
        self._progress.set_fraction(decided / total if total else 0.0)

    def _offer(self, title: str, part: str, choices: Sequence[tuple[Any, str]]) -> None:
        """A submenu for one part of the choice, named after what is chosen."""
        present = getattr(self._choice, part)
        shown = next((text for value, text in choices if value == present), "–")
        menu = self._menu.addMenu(f"{title}: {shown}")
        group = QActionGroup(menu)
        self._groups.append(group)
        for value, text in choices:
            action = menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value == present)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, value=value: self._on_chosen(part, value))

    def _on_chosen(self, part: str, value: object) -> None:
        self._choice = replace(self._choice, **{part: value})  # type: ignore[arg-type]
        self.chosen.emit(self._choice)
