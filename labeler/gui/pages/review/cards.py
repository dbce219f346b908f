"""What Review asks and shows in dialogs: queues, guidelines, where to jump. Each returns at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QWidget

from labeler.core.lists import split_list
from labeler.errors import LabelerError
from labeler.gui.pages.review import opening
from labeler.gui.pages.review.desk import Desk
from labeler.gui.pages.review.guideline_dialog import Guideline, GuidelineDialog
from labeler.gui.pages.review.jump_dialog import JumpDialog
from labeler.gui.pages.review.queue_dialog import QueueDialog
from labeler.gui.pages.review.reference_picker import ReferencePicker
from labeler.gui.pictures import Pictures
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice
from labeler.session.guidelines import GuidelineLine, GuidelineList

_CLASSES = ("binary", "multiclass", "multilabel")


class Cards(QObject):
    """``queue_chosen`` carries a QueueChoice, ``example_chosen`` an ordinal, ``failed`` why something can't be done.

    ``said`` tells what was done; ``closed`` that the keyboard is free.
    """

    queue_chosen = Signal(object)
    example_chosen = Signal(int)
    said = Signal(str)
    failed = Signal(object)
    closed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._pictures: Pictures | None = None
        self._dialog: QDialog | None = None
        self._shown: tuple[GuidelineDialog, Sequence[str]] | None = None

    def set_pictures(self, pictures: Pictures | None) -> None:
        """Where thumbnails come from."""
        self._pictures = pictures
        if pictures is not None:
            pictures.thumbnail_ready.connect(self._on_thumbnail_ready)

    def ask_queue(self, project: Project, choice: QueueChoice) -> None:
        dialog = QueueDialog(opening.choices(project), choice, partial(opening.outlook, project), self._page)
        dialog.started.connect(self.queue_chosen)
        self._open(dialog)

    def ask_jump(self, desk: Desk) -> None:
        dialog = JumpDialog(desk.project.session.examples.ids, desk.ordinals, current=desk.current, parent=self._page)
        dialog.chosen.connect(self.example_chosen)
        self._open(dialog)

    def ask_reference(self, desk: Desk) -> None:
        """To which class or category the example in view is added."""
        session = desk.project.session
        dialog = ReferencePicker(
            session.examples.ids[desk.current or 0],
            classes=_classes(desk.project),
            categories=[category.name for category in session.categories],
            at=_at(desk),
            parent=self._page,
        )
        dialog.picked.connect(partial(self._add_reference, desk, session.examples.ids[desk.current or 0]))
        self._open(dialog)

    def show_guidelines(self, desk: Desk) -> None:
        session = desk.project.session
        dialog = GuidelineDialog(
            _cards(desk.project, session.guidelines()),
            thumbnail=partial(self._thumbnail, desk.project),
            writable=session.read_only is None,
            at=_at(desk),
            parent=self._page,
        )
        change = partial(self._change, desk.project, dialog)
        dialog.defined.connect(partial(change, session.define))
        dialog.reference_removed.connect(partial(change, session.remove_reference))
        dialog.revisit_requested.connect(partial(self._revisit, desk.choice))
        dialog.example_requested.connect(lambda example_id: self.example_chosen.emit(session.ordinal(example_id)))
        self._shown = dialog, session.examples.ids
        self._open(dialog)

    def close(self) -> None:
        """The project goes: what is typed in an open dialog is kept."""
        if self._dialog is not None:
            self._dialog.reject()

    def _open(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _on_finished(self) -> None:
        self._dialog = self._shown = None
        self.closed.emit()

    def _on_thumbnail_ready(self, ordinal: int) -> None:
        if self._shown is not None:
            dialog, ids = self._shown
            dialog.show_thumbnail(ids[ordinal])

    def _add_reference(self, desk: Desk, example_id: str, about: str, name: str) -> None:
        if self._try(partial(desk.project.change, desk.project.session.add_reference, about, name, example_id)):
            self.said.emit(f"{example_id} is a reference example of {name} now")

    def _change(self, project: Project, dialog: GuidelineDialog, act: Callable[..., Any], *about: str) -> None:
        said = self._try(partial(project.change, act, *about)) or project.session.guidelines()
        dialog.set_guidelines(_cards(project, said))

    def _revisit(self, choice: QueueChoice, about: str, name: str) -> None:
        """The decisions that a change of this rule touches, on every split."""
        wanted = QueueChoice("revisit", split=choice.split, size=0, categories=choice.categories)
        self.queue_chosen.emit(replace(wanted, label=name) if about == "class" else replace(wanted, category=name))

    def _try(self, act: Callable[[], GuidelineList]) -> GuidelineList | None:
        try:
            return act()
        except LabelerError as error:
            self.failed.emit(error)
            return None

    def _thumbnail(self, project: Project, example_id: str, side: int) -> QImage | None:
        return self._pictures.thumbnail(project.session.ordinal(example_id), side) if self._pictures else None


def _cards(project: Project, said: GuidelineList) -> list[Guideline]:
    """One for each class and category, said anything of or not."""
    known: dict[tuple[str, str], GuidelineLine] = {(line.about, line.name): line for line in said.guidelines}
    subjects = [
        *(("class", name) for name in _classes(project)),
        *(("category", category.name) for category in project.session.categories),
    ]
    return [
        Guideline(about, name, line.definition, line.examples, line.to_revisit)
        if (line := known.get((about, name)))
        else Guideline(about, name)
        for about, name in subjects
    ]


def _classes(project: Project) -> tuple[str, ...]:
    examples = project.session.examples
    return examples.vocabulary.names if examples.task.name in _CLASSES else ()


def _at(desk: Desk) -> tuple[str, str] | None:
    """The class of the example in view, as far as is known by now; none where its label is hidden."""
    examples = desk.project.session.examples
    if desk.blind or desk.current is None:
        return None
    mine = desk.mine
    if mine is not None and mine.label is not None and examples.task.name in _CLASSES:
        names = split_list(mine.label)
    else:
        names = [examples.vocabulary.names[code] for code in examples.task.classes(examples.given, desk.current)]
    return ("class", names[0]) if names else None
