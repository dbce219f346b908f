"""The rows and fields of the left side."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from labeler.core.splits import SPLITS
from labeler.gui.new_project.inputs import ExamplesFile, PredictionsFile
from labeler.gui.theme import GRID, RADIUS, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.empty_state import IconLabel
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.text_label import TextLabel, TextLine

_ROW = 36
_SPLITS = (("", "choose"), *((name, name) for name in reversed(SPLITS)))


class Section(QWidget):
    """A heading with the buttons that add to it, and what was added below."""

    def __init__(self, title: str, *buttons: ActionButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout()
        self.body.setSpacing(4)
        heading = QHBoxLayout()
        heading.setSpacing(0)
        heading.addWidget(TextLabel(title, size="small", strong=True, tone="muted"))
        heading.addStretch(1)
        for button in buttons:
            heading.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading)
        layout.addLayout(self.body)


class FileRow(QWidget):
    """One file with its cross; ``removed`` carries its path."""

    removed = Signal(object)

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._remove = ActionButton(icon="close", variant="quiet")
        self._remove.setAccessibleName(f"Remove {path.name}")
        self._remove.clicked.connect(lambda: self.removed.emit(self.path))
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(GRID)
        self.line.addWidget(IconLabel("file", tone="muted"))
        self.line.addWidget(self._remove)
        self.setToolTip(plain_tip(str(path)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        self.line.insertWidget(self.line.count() - 1, widget, stretch)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current_theme().px(_ROW))


class ExamplesRow(FileRow):
    """``split_chosen`` where no column says it."""

    split_chosen = Signal(object, str)

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(path, parent)
        self._split = ChipMenu("Split")
        self._split.set_choices(_SPLITS)
        self._split.chosen.connect(lambda split: self.split_chosen.emit(self.path, split))
        self.add(TextLine(path.name), 1)
        self.add(self._split)
        self.setFocusProxy(self._split)

    def show_file(self, file: ExamplesFile, *, needs_split: bool) -> None:
        self._split.set_current(file.split or "")
        self._split.setVisible(needs_split)


class PredictionsRow(FileRow):
    """``renamed`` on every change of the model's name."""

    renamed = Signal(object, str)

    def __init__(self, file: PredictionsFile, parent: QWidget | None = None) -> None:
        super().__init__(file.path, parent)
        self._name = QLineEdit(file.model)
        self._name.setAccessibleName(f"Model of {file.path.name}")
        self._name.setPlaceholderText("Name of the model")
        self._name.textEdited.connect(lambda name: self.renamed.emit(self.path, name))
        models = [name for name in file.table.columns if name != "example_id"]
        self._models = TextLine(f"A column a model: {', '.join(models)}")
        self._file = TextLine(file.path.name, size="small", tone="muted")
        for widget, stretch in ((self._models, 1), (self._name, 3), (self._file, 2)):
            self.add(widget, stretch)
        self.show_file(file)

    def show_file(self, file: PredictionsFile) -> None:
        self._models.setVisible(file.wide)
        self._name.setVisible(not file.wide)
        self._file.setVisible(not file.wide)
        if self._name.text() != file.model:
            self._name.setText(file.model)


class PathField(QWidget):
    """A path to type or to choose; ``edited`` comes from the user only."""

    edited = Signal(str)
    browse = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit()
        self._line.setAccessibleName(name)
        self._line.textEdited.connect(self.edited)
        self._browse = ActionButton(icon="open-folder", variant="quiet")
        self._browse.setAccessibleName(f"Browse for the {name.lower()}")
        self._browse.setToolTip("Browse…")
        self._browse.clicked.connect(self.browse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._browse)
        self.setFocusProxy(self._line)

    def show_path(self, path: Path | None, *, placeholder: str = "") -> None:
        """Leaves alone what is being typed."""
        self._line.setPlaceholderText(placeholder)
        text = str(path) if path else ""
        if not (self._line.hasFocus() and self._line.isModified()) and self._line.text() != text:
            self._line.setText(text)
        self._line.setToolTip(plain_tip(text))

    def text(self) -> str:
        return self._line.text()


class DropArea(QWidget):
    """The place that asks for the first table; it shows where to drop, the dialog takes the drop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = ActionButton("Choose tables…", icon="open-folder", variant="card")
        words = TextLabel("Drop the table of examples here, and the predictions with it", wrap=True, tone="muted")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(words)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(current_theme().palette.faint, 1.0, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
