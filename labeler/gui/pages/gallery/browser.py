"""The examples themselves, as a grid or as a table, with one cursor and one selection."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from labeler.gui.jobs import Jobs
from labeler.gui.pages.gallery.finding import Found
from labeler.gui.pages.gallery.reading import ExampleReader
from labeler.gui.pages.gallery.sight import Sight
from labeler.gui.pages.gallery.table import GalleryTable
from labeler.gui.project import Project
from labeler.gui.thumbnails import Thumbnails
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.example_cell import CellLook
from labeler.gui.widgets.example_grid import ExampleGrid
from labeler.gui.widgets.example_list import ExampleList
from labeler.session.results import Changes

Form = Literal["grid", "table"]

_MANY = 2000
"""Of more examples that changed at once, all that is known is looked up anew."""


class Browser(QStackedWidget):
    """``activated`` carries an ordinal, ``sort_requested`` the name of an order; ``all_requested``: no condition."""

    activated = Signal(int)
    sort_requested = Signal(str)
    all_requested = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._form: Form = "grid"
        self._sight = Sight()
        self.examples = ExampleList(self)
        self._grid = ExampleGrid(self.examples, self._sight)
        self._table = GalleryTable(self.examples)
        self._empty = EmptyState("gallery", "No example meets all conditions")
        for widget in (self._grid, self._table, self._empty):
            self.addWidget(widget)
        self._grid.activated.connect(self.activated)
        self._table.activated_ordinal.connect(self.activated)
        self._table.sort_requested.connect(self.sort_requested)
        self._empty.requested.connect(self.all_requested)

    @property
    def reader(self) -> ExampleReader | None:
        """What is known of single examples; None before anything was shown."""
        return self._sight.reader

    def set_project(self, project: Project | None) -> None:
        """Nothing of it is shown yet."""
        if self._sight.thumbnails is not None:
            self._sight.thumbnails.close()
            self._sight.thumbnails.deleteLater()
        self._sight.reader = self._sight.thumbnails = None
        self._table.show_reader(None)
        self.examples.reset(len(project.session.examples) if project is not None else 0)
        if project is not None:
            self._sight.thumbnails = Thumbnails(project, self._jobs, self)
            self._sight.thumbnails.ready.connect(lambda ordinal: self._grid.refresh([ordinal]))
            self._sight.thumbnails.forgotten.connect(self._grid.refresh)

    def show_found(self, project: Project, found: Found) -> None:
        """The examples of a view; where it is the same ones, in the same place."""
        self._read_by(project, found.model)
        self.examples.show(found.matching.ordinals, found.matching.mask, same=found.same)
        self._table.show_order(found.view)
        if not len(self.examples):
            self._say_empty(filtered=bool(found.view.where))
        self._show_form()

    def touch(self, project: Project, changes: Changes) -> None:
        """Look at what has changed of the examples shown."""
        reader = self._sight.reader
        if reader is None:
            return
        if changes.kinds - {"decisions"} or len(changes.examples) > _MANY:
            reader.forget_all()
            self._grid.refresh()
        else:
            ordinals = [project.session.ordinal(example_id) for example_id in changes.examples]
            reader.forget(ordinals)
            self._grid.refresh(ordinals)
        self._table.refresh()

    def form(self) -> Form:
        return self._form

    def set_form(self, form: Form) -> None:
        """The cursor stays on its example, and in view."""
        self._form = form
        self._show_form()
        if form == "grid" and self.examples.cursor >= 0:
            self._grid.scroll_to(self.examples.cursor)

    def resize_cells(self, step: int) -> None:
        self._grid.resized(step)

    def take_focus(self) -> None:
        """Give the keyboard to the examples, or to what stands in their place."""
        shown = self._widget()
        target = self._empty.findChild(ActionButton) if shown is self._empty else shown
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def rest(self) -> None:
        """Out of sight: no picture is wanted any more."""
        if self._sight.thumbnails is not None:
            self._sight.thumbnails.only(())

    def _read_by(self, project: Project, model: str | None) -> None:
        session, reader = project.session, self._sight.reader
        if reader is not None and reader.is_of(session, model):
            return
        self._sight.reader = ExampleReader(session, model)
        pictures = "file" in session.settings.get("roles", {})
        texts = not pictures or session.examples.task.name == "transcript"
        side = self._grid.look().side
        self._grid.set_look(CellLook(side, texts=texts, pictures=pictures, predictions=bool(session.predictions)))
        self._table.show_reader(self._sight.reader)
        self._grid.refresh()

    def _show_form(self) -> None:
        """The keyboard goes along."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.setCurrentWidget(self._widget())
        if had_focus:
            self.take_focus()

    def _widget(self) -> QWidget:
        """What is in view, or is to be."""
        if not len(self.examples):
            return self._empty
        return self._grid if self._form == "grid" else self._table

    def _say_empty(self, *, filtered: bool) -> None:
        if filtered:
            remedy = "Take a condition away, or look at everything again."
            self._empty.set_texts("No example meets all conditions", remedy, button="All examples")
        else:
            self._empty.set_texts("This project has no examples")
