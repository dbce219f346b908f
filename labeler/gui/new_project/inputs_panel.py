"""The left side: the files, the media folder and the task."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.gui.new_project.check import Summary
from labeler.gui.new_project.fields import DropArea, ExamplesRow, FileRow, PathField, PredictionsRow, Section
from labeler.gui.new_project.inputs import ExamplesFile, Inputs, PredictionsFile, Task
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.text_label import TextLabel

Row = TypeVar("Row", bound=FileRow)
_TASKS = (
    ("multiclass", "one of several"),
    ("binary", "one of two"),
    ("multilabel", "any number of several"),
    ("transcript", "what is said"),
)


class InputsPanel(QWidget):
    """``edited`` carries the inputs after an edit; ``asked`` what the tables to choose are meant as."""

    edited = Signal(object)
    asked = Signal(str)
    media_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inputs = Inputs()
        self._drop = DropArea()
        self._media = PathField("Media folder")
        self._found = TextLabel(size="small", tone="muted", wrap=True)
        self._task = ChipMenu("A label is")
        self._positive = ChipMenu("Positive")
        self._add = {name: _adder(name) for name in ("examples", "predictions", "labels")}
        self._no_models = TextLabel(
            "One table a model. They can be added later too.", size="small", tone="muted", wrap=True
        )
        self._no_list = TextLabel(
            "Optional: without it the labels are those of the examples.", size="small", tone="muted", wrap=True
        )
        self._sections = {
            "examples": Section("Examples", self._add["examples"]),
            "predictions": Section("Predictions", self._add["predictions"]),
            "media": Section("Media folder"),
            "task": Section("Task"),
            "labels": Section("List of labels", self._add["labels"]),
        }
        self._lay_out()
        self._connect()

    def show_inputs(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._show_files()
        self._drop.setVisible(not inputs.examples)
        self._no_models.setVisible(not inputs.predictions)
        self._no_list.setVisible(inputs.labels is None)
        self._add["labels"].setVisible(inputs.labels is None)
        self._sections["labels"].setVisible(inputs.task != "transcript" or inputs.labels is not None)
        self._media.show_path(inputs.media_folder, placeholder="The folder the files are named from")
        self._task.set_current(inputs.task)
        self._positive.setVisible(inputs.task == "binary")
        self._positive.set_current(inputs.positive)

    def show_summary(self, summary: Summary | None) -> None:
        """What a check found out about the inputs; None where it found no more than problems."""
        self._found.setVisible(summary is not None and summary.files > 0)
        if summary is None:
            return
        found = summary.files - summary.missing
        self._found.set_text(f"{found:,} of {summary.files:,} files found")
        self._found.set_tone("unsure" if summary.missing else "muted")
        labels = [(label.name, label.name) for label in summary.labels]
        self._positive.set_choices([("", "not chosen"), *labels], current=self._inputs.positive)

    def first_empty(self) -> QWidget | None:
        """Where the next input is expected; None if nothing more is needed."""
        if not self._inputs.examples:
            return self._drop.button
        undecided = {file.path for file in self._inputs.examples if not file.split and self._inputs.needs_split(file)}
        rows = self._sections["examples"].findChildren(ExamplesRow)
        waiting = next((row for row in rows if row.path in undecided), None)
        return waiting or (None if self._inputs.predictions else self._add["predictions"])

    def _lay_out(self) -> None:
        self._sections["examples"].body.addWidget(self._drop)
        self._sections["predictions"].body.addWidget(self._no_models)
        self._sections["labels"].body.addWidget(self._no_list)
        self._sections["media"].body.addWidget(self._media)
        self._sections["media"].body.addWidget(self._found)
        self._positive.set_choices([("", "not chosen")])
        self._task.set_choices(_TASKS)
        for chip in (self._task, self._positive):
            self._sections["task"].body.addWidget(chip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID - 4, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID + 4)
        for section in self._sections.values():
            layout.addWidget(section)
        layout.addStretch(1)

    def _connect(self) -> None:
        self._drop.button.clicked.connect(lambda: self.asked.emit("anything"))
        for name, button in self._add.items():
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
        self._media.browse.connect(self.media_asked)
        self._media.edited.connect(self._on_media_edited)
        self._task.chosen.connect(lambda task: self._edit(self._inputs.with_task(cast("Task", task))))
        self._positive.chosen.connect(lambda label: self._edit(replace(self._inputs, positive=label)))

    def _edit(self, inputs: Inputs) -> None:
        self.edited.emit(inputs)

    def _on_media_edited(self, text: str) -> None:
        self._edit(replace(self._inputs, media=Path(text) if text.strip() else None))

    def _show_files(self) -> None:
        for file, row in self._rows("examples", self._inputs.examples, self._examples_row):
            row.show_file(file, needs_split=self._inputs.needs_split(file))
        for prediction, line in self._rows("predictions", self._inputs.predictions, self._predictions_row):
            line.show_file(prediction)
        lists = [self._inputs.labels] if self._inputs.labels else []
        for _ in self._rows("labels", lists, self._labels_row):
            pass

    def _rows(self, section: str, files: Sequence[Any], made: Callable[[Any], Row]) -> Iterator[tuple[Any, Row]]:
        """The row of every file, those that stay untouched, so that nothing moves under the hand that types."""
        body = self._sections[section].body
        present = {row.path: row for row in self._sections[section].findChildren(FileRow)}
        wanted = [_path(file) for file in files]
        for path, row in present.items():
            if path not in wanted:
                row.setParent(None)
                row.deleteLater()
        for place, (file, path) in enumerate(zip(files, wanted, strict=True)):
            row = present.get(path) or made(file)
            if body.indexOf(row) != place:
                body.insertWidget(place, row)
                row.show()
            yield file, cast("Row", row)

    def _examples_row(self, file: ExamplesFile) -> ExamplesRow:
        row = ExamplesRow(file.path)
        row.split_chosen.connect(lambda path, split: self._edit(self._inputs.with_split(path, split)))
        return self._removable(row)

    def _predictions_row(self, file: PredictionsFile) -> PredictionsRow:
        row = PredictionsRow(file)
        row.renamed.connect(lambda path, name: self._edit(self._inputs.with_model(path, name)))
        return self._removable(row)

    def _labels_row(self, path: Path) -> FileRow:
        row = FileRow(path)
        row.add(TextLabel(path.name), 1)
        return self._removable(row)

    def _removable(self, row: Row) -> Row:
        row.removed.connect(lambda path: self._edit(self._inputs.without(path)))
        return row


def _adder(name: str) -> ActionButton:
    button = ActionButton("Add…", icon="add", variant="hint")
    button.setAccessibleName(f"Add {'a list of labels' if name == 'labels' else name}")
    return button


def _path(file: ExamplesFile | PredictionsFile | Path) -> Path:
    return file if isinstance(file, Path) else file.path
