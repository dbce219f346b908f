"""Where the media lie now: a folder, and how many of the files are found in it before anything is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.spans import Span
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.relocation import Relocated

PAUSE_MS = 200
_WIDTH = 560

Look = Callable[[Path], Relocated]


class RelocateDialog(QDialog):
    """``chosen`` carries a folder in which media were found. Files are neither moved nor changed."""

    chosen = Signal(object)

    def __init__(self, root: Path, look: Look, parent: QWidget | None = None) -> None:
        """``root`` is where they were; ``look`` tells what would be found in a folder, or raises LabelerError."""
        super().__init__(parent)
        self.setWindowTitle("Locate the media folder")
        self._look = look
        self._line = QLineEdit(str(root))
        self._line.setAccessibleName("Media folder")
        self._browse = ActionButton("Browse…", icon="open-folder", variant="quiet")
        self._found = TextLabel(wrap=True)
        self._accept = ActionButton("Use this folder", key="Enter", variant="primary")
        self._cancel = ActionButton("Cancel", key="Esc", variant="quiet")
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._line.textChanged.connect(self._on_typed)
        self._line.returnPressed.connect(self.accept)
        self._browse.clicked.connect(self._on_browse)
        self._accept.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self._timer.timeout.connect(self._show_found)
        self._show_found()
        self._line.selectAll()

    def folder(self) -> Path:
        return Path(self._line.text().strip()).expanduser()

    def accept(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._show_found()
        if self._accept.isEnabled():
            folder = self.folder()
            super().accept()
            self.chosen.emit(folder)

    def done(self, result: int) -> None:
        self._timer.stop()
        super().done(result)

    def _on_typed(self) -> None:
        self._accept.setEnabled(False)
        self._timer.start()

    def _on_browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Locate the media folder", str(self.folder()))
        if folder:
            self._line.setText(folder)

    def _show_found(self) -> None:
        self._accept.setEnabled(False)
        if not self._line.text().strip():
            self._found.set_text(Span("Name the folder that the paths of the examples begin in.", tone="muted"))
            return
        try:
            found = self._look(self.folder())
        except LabelerError as error:
            self._found.set_text(Span(error.message[:1].upper() + error.message[1:], tone="wrong"))
            return
        total = found.found + found.missing
        told = f"{found.found:,} of {total:,} files are there"
        missing = f"; missing, for instance those of {', '.join(found.missing_examples)}" if found.missing else ""
        note = f". {found.note[:1].upper()}{found.note[1:]}" if found.note else ""
        self._found.set_text(Span(told, strong=True), Span(f"{missing}{note}", tone="muted"))
        self._accept.setEnabled(True)

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(GRID)
        across.addWidget(self._line, 1)
        across.addWidget(self._browse)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addWidget(TextLabel("Locate the media folder", strong=True))
        unmoved = "Files stay where they are; the project remembers the folder."
        column.addWidget(TextLabel(unmoved, tone="muted", wrap=True))
        column.addSpacing(GRID)
        column.addLayout(across)
        column.addWidget(self._found)
        column.addSpacing(GRID)
        column.addLayout(buttons)
        theme, screen = current_theme(), self.screen().availableSize()
        self.resize(min(theme.px(_WIDTH), screen.width() - 8 * GRID), self.sizeHint().height())
