"""The line in which a category is given another name, or, by the name of another one, is merged into it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from labeler.gui.widgets.typed_line import EscapableLine

_HINT = "Enter renames it · the name of another category merges them · Esc leaves"
_SHEET = "QLineEdit, QLineEdit:focus { min-height: 0; padding: 0 6px; border-radius: 6px; }"


class RenameLine(EscapableLine):
    """Enter renames. A name that is there already is told what it would come to, and a second Enter merges.

    Going elsewhere renames too, but never merges. ``closed`` comes first, with whether the line had the keyboard, then
    ``renamed`` or ``merged``. ``said`` carries what the next Enter does, and whether that is a merge.
    """

    renamed = Signal(str, str)
    merged = Signal(str, str)
    closed = Signal(bool)
    said = Signal(str, bool)

    def __init__(self, name: str, *, count: int, others: Sequence[str], parent: QWidget | None = None) -> None:
        """``count`` examples have the category; ``others`` are those to merge it into."""
        super().__init__(parent)
        self.name = name
        self._count = count
        self._others = {other.casefold(): other for other in others}
        self._offered = ""
        self._open = True
        self.setAccessibleName(f"New name of {name}")
        self.setStyleSheet(_SHEET)
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_entered)
        self.escaped.connect(self.drop)
        self.unfocused.connect(self.keep)

    def start(self, *, height: int) -> None:
        """The name, selected, with the keyboard, in a line as high as the row it stands for."""
        self.ensurePolished()
        self.setFixedHeight(height)
        self.setText(self.name)
        self.selectAll()
        self.show()  # now, and not when its layout gets round to it: the next key is for the line
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.said.emit(_HINT, False)

    def keep(self) -> None:
        """Rename, if another name was typed that no category has."""
        if self._open:
            new = self._typed()
            self.drop()
            if new and new != self.name and new.casefold() not in self._others:
                self.renamed.emit(self.name, new)

    def drop(self) -> None:
        """Close, whatever was typed."""
        if self._open:
            self._open = False  # first: the line loses the keyboard on the way
            self.closed.emit(self.hasFocus())

    def _on_entered(self) -> None:
        other = self._others.get(self._typed().casefold(), "")
        if not other:
            self.keep()
        elif other == self._offered:
            self.drop()
            self.merged.emit(self.name, other)
        else:
            self._offered = other
            self.said.emit(self._offer(other), True)

    def _on_edited(self, _text: str) -> None:
        if self._offered:
            self._offered = ""
            self.said.emit(_HINT, False)

    def _offer(self, other: str) -> str:
        return f"{other} is there already. Enter merges {self.name} into it: {self._consequence(other)}. Esc leaves"

    def _consequence(self, other: str) -> str:
        if not self._count:
            return f"it counts as {other} from then on"
        examples = "example" if self._count == 1 else f"{self._count:,} examples"
        return f"its {examples} will count as {other}"

    def _typed(self) -> str:
        return " ".join(self.text().split())
