"""The foot of the dialog: where the project goes, and the button that makes it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from labeler.gui.new_project.fields import PathField
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.progress_line import ProgressLine
from labeler.gui.widgets.text_label import TextLabel, TextLine


class Footer(Surface):
    """``path_edited`` and ``browse`` are about the project file, ``accepted`` and ``rejected`` the two buttons."""

    path_edited = Signal(str)
    browse = Signal()
    accepted = Signal()
    rejected = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(top=True, parent=parent)
        self._path = PathField("Project file")
        self._said = TextLine(size="small", tone="muted", align=Qt.AlignmentFlag.AlignRight)
        self._progress_text = TextLine()
        self._progress = ProgressLine("Making the project", width=0)
        self._create = ActionButton("Create project", key="Ctrl Enter", variant="primary")
        self._cancel = ActionButton("Cancel", key="Esc", variant="quiet")
        self._stack = QStackedWidget()
        self._lay_out()
        self._path.edited.connect(self.path_edited)
        self._path.browse.connect(self.browse)
        self._create.clicked.connect(self.accepted)
        self._cancel.clicked.connect(self.rejected)

    def show_path(self, path: Path | None) -> None:
        self._path.show_path(path, placeholder="Beside the examples")

    def path_text(self) -> str:
        return self._path.text()

    def say(self, text: str, *, wrong: bool = False) -> None:
        """The line above the path."""
        self._said.set_text(text)
        self._said.set_tone("wrong" if wrong else "muted")

    def set_ready(self, ready: bool) -> None:
        self._create.setEnabled(ready)

    def focus_path(self) -> None:
        self._path.setFocus()

    def show_progress(self, message: str, fraction: float) -> None:
        self._progress_text.set_text(f"{message} …")
        self._progress.set_fraction(fraction)
        self._stack.setCurrentIndex(1)

    def show_form(self) -> None:
        self._stack.setCurrentIndex(0)

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(2 * GRID)
        heading.addWidget(TextLabel("Project file", size="small", strong=True, tone="muted"))
        heading.addWidget(self._said, 1)
        form, progress = QWidget(), QWidget()
        _stack(form, heading, self._path)
        _stack(progress, self._progress_text, self._progress)
        self._stack.addWidget(form)
        self._stack.addWidget(progress)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID - 4, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(self._stack, 1)
        layout.addSpacing(GRID)
        buttons = QWidget()
        beside = QHBoxLayout(buttons)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GRID + 4)
        beside.addWidget(self._cancel)
        beside.addWidget(self._create)
        layout.addWidget(buttons, 0, Qt.AlignmentFlag.AlignBottom)


def _stack(page: QWidget, first: QHBoxLayout | QWidget, second: QWidget) -> None:
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    if isinstance(first, QWidget):
        layout.addWidget(first)
    else:
        layout.addLayout(first)
    layout.addWidget(second)
