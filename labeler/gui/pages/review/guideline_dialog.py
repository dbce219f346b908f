"""The guidelines: a card for each class and category, found by typing, shown by arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from labeler.gui.pages.review.guideline_card import Guideline, GuidelineCard
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.fitting import FittedDialog
from labeler.gui.widgets.option_list import Option
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.search_list import SearchList, by_name
from labeler.gui.widgets.text_label import TextLabel
from labeler.gui.widgets.thumbnail_flow import Thumbnail

__all__ = ["Guideline", "GuidelineDialog"]

_SIZE = (960, 680)
_LEFT = 288


class GuidelineDialog(FittedDialog):
    """Closing keeps a definition that was typed. To revisit, or to show an example, closes it first."""

    defined = Signal(str, str, str)
    reference_removed = Signal(str, str, str)
    revisit_requested = Signal(str, str)
    example_requested = Signal(str)

    def __init__(
        self,
        guidelines: Sequence[Guideline],
        *,
        thumbnail: Thumbnail,
        writable: bool = True,
        at: tuple[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``thumbnail`` of an example id and a side in device pixels; None while there is none: see ``show_thumbnail``.

        ``at`` is where it opens, such as ("class", "cat"); None: at the first.
        """
        super().__init__(_SIZE, parent)
        self.setWindowTitle("Guidelines")
        self._guidelines: dict[tuple[str, str], Guideline] = {}
        self._list = SearchList("Find a class or category", click_chooses=False)
        self._card = GuidelineCard(thumbnail, writable=writable)
        self._writable = writable
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.set_guidelines(guidelines, at=at)

    def set_guidelines(self, guidelines: Sequence[Guideline], *, at: tuple[str, str] | None = None) -> None:
        """As they are now; the one in view stays, and so does what is being typed."""
        at = at or self._list.current()
        self._guidelines = {guideline.key: guideline for guideline in guidelines}
        self._list.set_search(by_name([_entry(guideline) for guideline in guidelines]), at=at)
        self._show(self._list.current())

    def current(self) -> tuple[str, str] | None:
        """What the card in view is about, and its name."""
        key: tuple[str, str] | None = self._list.current()
        return key

    def show_thumbnail(self, example_id: str) -> None:
        """The thumbnail of that example is there now."""
        self._card.refresh_thumbnail(example_id)

    def done(self, result: int) -> None:
        self._card.keep()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, key: tuple[str, str] | None) -> None:
        """The card stays in sight, for what is typed there, while the search finds nothing."""
        if key is not None:
            self._card.show_guideline(self._guidelines[key])
        self._stack.setCurrentIndex(0 if self._guidelines else 1)

    def _on_revisit(self, about: str, name: str) -> None:
        self.accept()
        self.revisit_requested.emit(about, name)

    def _on_example(self, example_id: str) -> None:
        self.accept()
        self.example_requested.emit(example_id)

    def _lay_out(self) -> None:
        cards = QWidget()
        across = QHBoxLayout(cards)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        side = Surface()
        listed = QVBoxLayout(side)
        listed.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        listed.addWidget(self._list)
        self.set_side(side, _LEFT)
        across.addWidget(side)
        across.addWidget(scrolled(self._card), 1)
        self._stack.addWidget(cards)
        self._stack.addWidget(
            EmptyState(
                "guidelines",
                "There is nothing to define yet",
                "Guidelines belong to classes and error categories; make a category during review.",
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot())
        self.fit()

    def _foot(self) -> QWidget:
        close = ActionButton("Close", key="Esc", variant="quiet")
        close.clicked.connect(self.accept)
        words = "Enter goes to the definition, Ctrl Enter saves it" if self._writable else "This project is read-only"
        foot = Surface(top=True)
        across = QHBoxLayout(foot)
        across.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        across.addWidget(TextLabel(words, size="small", tone="muted", wrap=True), 1)
        across.addWidget(close)
        return foot

    def _connect(self) -> None:
        self._list.moved.connect(self._show)
        self._list.chosen.connect(lambda _key: self._card.start_defining())
        self._card.left.connect(lambda: self._list.setFocus(Qt.FocusReason.OtherFocusReason))
        self._card.defined.connect(self.defined)
        self._card.reference_removed.connect(self.reference_removed)
        self._card.revisit_requested.connect(self._on_revisit)
        self._card.example_requested.connect(self._on_example)


def _entry(guideline: Guideline) -> Option:
    """Marked where something is said; what waits to be revisited is said before what it is."""
    icon = "guidelines" if guideline.definition or guideline.examples else ""
    if guideline.to_revisit:
        return Option(guideline.key, guideline.name, f"{guideline.to_revisit:,} to revisit", icon, "accent")
    return Option(guideline.key, guideline.name, "category" if guideline.about == "category" else "", icon)
