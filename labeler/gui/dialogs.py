"""What the window asks in dialogs; nothing here does anything but ask."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from labeler.gui.jobs import Jobs
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.installation import home
from labeler.store.project_file import SUFFIX

_DEMO = "labeler-demo"
_REASON_WIDTH = 480
_TABLES = "Tables (*.csv *.tsv *.csv.gz *.tsv.gz);;All files (*)"


def choose_project(parent: QWidget) -> Path | None:
    """An existing project file; None if the person thought better of it."""
    name, _ = QFileDialog.getOpenFileName(parent, "Open project", "", f"Projects (*{SUFFIX});;All files (*)")
    return Path(name) if name else None


def choose_table(parent: QWidget, title: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, title, "", _TABLES)
    return Path(name) if name else None


def choose_tables(parent: QWidget, title: str) -> list[Path]:
    names, _ = QFileDialog.getOpenFileNames(parent, title, "", _TABLES)
    return [Path(name) for name in names]


def choose_new_folder(parent: QWidget, title: str, name: str) -> Path | None:
    """A folder ``name`` that isn't there yet, in one that the person chooses."""
    home_of_it = QFileDialog.getExistingDirectory(parent, title)
    if not home_of_it:
        return None
    folder, number = Path(home_of_it) / name, 2
    while folder.exists():
        folder, number = Path(home_of_it) / f"{name}-{number}", number + 1
    return folder


def new_project(parent: QWidget, jobs: Jobs, files: list[Path], *, created: Callable[[Path], None]) -> None:
    """Returns at once; ``created`` is called with the project that was made, if one was."""
    from labeler.gui.new_project.dialog import NewProjectDialog  # noqa: PLC0415 - readers of tables: the window first

    dialog = NewProjectDialog(jobs, parent=parent)
    dialog.created.connect(created)
    dialog.finished.connect(dialog.deleteLater)
    if files:
        dialog.add_files(files)
    dialog.open()
    dialog.focus_next()


def demo_folder() -> Path:
    """Where the demo goes: among the documents, or in LABELER_HOME where that is set."""
    if os.environ.get("LABELER_HOME"):
        return home() / _DEMO
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / _DEMO


def ask_reason(parent: QWidget, title: str, text: str) -> str | None:
    """A reason in words, never an empty one; None if none was given."""
    dialog = ReasonDialog(title, text, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    reason = dialog.reason()
    dialog.deleteLater()
    return reason if accepted and reason else None


class ReasonDialog(QDialog):
    """Enter accepts as soon as there is something to accept."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._line = QLineEdit()
        self._line.setAccessibleName("Reason")
        self._line.setPlaceholderText("Reason, kept with the version")
        self._accept = ActionButton("Go on", key="Enter", variant="primary")
        self._cancel = ActionButton("Cancel", key="Esc", variant="quiet")
        self._lay_out(title, text)
        self._line.textChanged.connect(self._on_changed)
        self._line.returnPressed.connect(self.accept)
        self._accept.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self._on_changed()

    def reason(self) -> str:
        return self._line.text().strip()

    def accept(self) -> None:
        if self.reason():
            super().accept()

    def _on_changed(self) -> None:
        self._accept.setEnabled(bool(self.reason()))

    def _lay_out(self, title: str, text: str) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(TextLabel(title, strong=True))
        layout.addWidget(TextLabel(text, tone="muted", wrap=True))
        layout.addSpacing(GRID)
        layout.addWidget(self._line)
        layout.addSpacing(GRID)
        layout.addLayout(buttons)
        self.setMinimumWidth(_REASON_WIDTH)
