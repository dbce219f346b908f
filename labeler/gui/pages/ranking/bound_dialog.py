"""One more bound: on what, at most or at least, and how much."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.widgets.text_label import TextLabel

_WIDTH = 460
_HINT = "Only models that meet every bound can be the best. A metric is a proportion: 0.05 is 5 %."
_NO_NUMBER = "Type a number, as 0.05 or 100."


class BoundDialog(QDialog):
    """``chosen`` carries ``NAME<=VALUE`` or ``NAME>=VALUE``."""

    chosen = Signal(str)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Add a bound")
        self._name = ChipMenu("On", max_width=300)
        self._name.set_choices([(name, name) for name in names])
        self._side = Segmented("At most or at least")
        self._side.set_choices([("<=", "at most"), (">=", "at least")], current="<=")
        self._value = QLineEdit()
        self._value.setAccessibleName("Value")
        self._value.setPlaceholderText("Value")
        self._hint = TextLabel(_HINT, size="small", tone="muted", wrap=True)
        self._add = ActionButton("Add", key="Enter", variant="primary")
        self._cancel = ActionButton("Cancel", key="Esc", variant="quiet")
        self._lay_out()
        self._value.textChanged.connect(self._on_changed)
        self._value.returnPressed.connect(self.accept)
        self._add.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
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
        self._add.setEnabled(sound)
        self._hint.set_text(_NO_NUMBER if typed and not sound else _HINT)

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(GRID)
        fields.addWidget(self._name)
        fields.addWidget(self._side)
        fields.addWidget(self._value, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(TextLabel("A bound that the best model must meet", strong=True))
        layout.addLayout(fields)
        layout.addWidget(self._hint)
        layout.addSpacing(GRID)
        layout.addLayout(buttons)
        self.setMinimumWidth(current_theme().px(_WIDTH))
