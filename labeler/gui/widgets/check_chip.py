"""A choice of several with its name, "Models **3 of 8** ▾": its menu has check marks and stays open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from labeler.gui.widgets.chip_menu import ChipMenu

_CHECKS = (Qt.Key.Key_Space, Qt.Key.Key_Select)


class _CheckMenu(QMenu):
    """Stays open while what can be checked is clicked or checked by Space."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._check():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _CHECKS or not self._check():
            super().keyPressEvent(event)

    def _check(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True


class CheckChip(ChipMenu):
    """``several`` carries all that are checked, ``default_asked`` comes with the last line; both by the person only."""

    several = Signal(tuple)
    default_asked = Signal()

    def __init__(self, name: str, *, default: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._names: tuple[str, ...] = ()
        self._checked: frozenset[str] = frozenset()
        self._default = default
        self._checks = _CheckMenu(self)

    def show_checked(self, names: Sequence[str], checked: Sequence[str]) -> None:
        """All there are, in their order, and those that hold."""
        self._names, self._checked = tuple(names), frozenset(checked)
        self.set_choices([("", f"{len(self._checked)} of {len(names)}")])

    def menu(self) -> QMenu:
        """Made anew when it is opened."""
        return self._checks

    def open_menu(self) -> None:
        self._checks.clear()
        for name in self._names:
            action = self._checks.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name in self._checked)
            action.toggled.connect(lambda on, name=name: self._check(name, on=on))
        self._checks.addSeparator()
        self._checks.addAction(self._default).triggered.connect(self.default_asked)
        self._checks.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _check(self, name: str, *, on: bool) -> None:
        checked = self._checked | {name} if on else self._checked - {name}
        self.several.emit(tuple(each for each in self._names if each in checked))
