"""To which guideline the example in view is added: a few letters of a class or category, Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from labeler.gui.pages.review.pick_dialog import PickDialog
from labeler.gui.widgets.option_list import Option
from labeler.gui.widgets.search_list import SearchList, by_name
from labeler.gui.widgets.spans import strong

_HINT = "Enter adds it as a reference example · Esc leaves"


class ReferencePicker(PickDialog):
    """``picked`` carries what it is about, "class" or "category", and its name."""

    picked = Signal(str, str)

    def __init__(
        self,
        example_id: str,
        *,
        classes: Sequence[str],
        categories: Sequence[str],
        at: tuple[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``at`` is where it begins, as a rule the class of the given label; None where that is hidden."""
        names = SearchList("Class or category", nothing="No class or category matches ")
        question = ("Add ", strong(example_id), " to the guideline of")
        super().__init__("Add to a guideline", *question, entries=names, hint=_HINT, parent=parent)
        found = [
            *(Option(("class", name), name) for name in classes),
            *(Option(("category", name), name, "category") for name in categories),
        ]
        names.set_search(by_name(found), at=at)
        names.chosen.connect(self._on_chosen)

    def _on_chosen(self, value: tuple[str, str]) -> None:
        self.accept()
        self.picked.emit(*value)
