"""One more bound: on what, at most or at least, and how much."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from labeler.gui.theme import GRID
from labeler.gui.widgets.ask_dialog import AskDialog
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.widgets.text_label import TextLabel

_WIDTH = 460
_QUESTION = "A bound that the best model must meet"
_HINT = "Only models that meet every bound can be the best. A metric is a proportion: 0.05 is 5 %."
_NO_NUMBER = "Type a number, as 0.05 or 100."


class BoundDialog(AskDialog):
    """``chosen`` carries ``NAME<=VALUE`` or ``NAME>=VALUE``."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__("Add a bound", question=_QUESTION, verb="Add", width=_WIDTH, parent=parent)
        self._name = ChipMenu("On", max_width=300)
        self._name.set_choices(choices)
        self._side = Segmented("At most or at least")
        self._side.set_choices([("<=", "at most"), (">=", "at least")], current="<=")
        self._value = QLineEdit()
        self._value.setAccessibleName("Value")
        self._value.setPlaceholderText("Value")
        self._hint = TextLabel(_HINT, size="small", tone="muted", wrap=True)
        self._lay_out()
        self._value.textChanged.connect(self._on_changed)
        self._value.returnPressed.connect(self.accept)
        self._on_changed()
        self._value.setFocus()

    def bound(self) -> str | None:
        """None while there is no number yet."""
        try:
            value = float(self._value.text().strip().replace(",", "."))
        except ValueError:
            return None
        return f"{self._name.current()}{self._side.current()}{value:.12g}" if abs(value) < float("inf") else None

    def accept(self) -> None:
        bound = self.bound()
        if bound is not None:
            super().accept()
            self.chosen.emit(bound)

    def _on_changed(self) -> None:
        typed, sound = self._value.text().strip(), self.bound() is not None
        self.agree.setEnabled(sound)
        self._hint.set_text(_NO_NUMBER if typed and not sound else _HINT)

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(GRID)
        fields.addWidget(self._name)
        fields.addWidget(self._side)
        fields.addWidget(self._value, 1)
        self.body.addLayout(fields)
        self.body.addWidget(self._hint)
        self.lay_out()
