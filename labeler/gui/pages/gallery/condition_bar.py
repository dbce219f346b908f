"""The conditions of a view as chips, each with its cross, and what adds one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from labeler.gui.project import Project
from labeler.session.views import View


class ConditionBar(QWidget):
    """``changed`` carries the View that a person made of the one shown; ``set_view`` doesn't send it."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = View()

    def set_project(self, project: Project | None) -> None: ...

    def set_view(self, view: View) -> None:
        self._view = view

    def view(self) -> View:
        return self._view

    def add_condition(self) -> None:
        """Ask for one more condition."""

    def find_text(self) -> None:
        """Give the keyboard to the line that finds text."""

    def clear(self) -> None:
        """All examples: no condition."""

    def choose_sort(self) -> None:
        """Open the menu of orders."""

    def choose_saved(self) -> None:
        """Open the menu of saved views."""

    def save(self) -> None:
        """Ask for a name and save the view under it."""
