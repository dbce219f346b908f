"""The conditions of a view as chips, each with its cross, and what adds one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from labeler.errors import LabelerError
from labeler.gui.pages.gallery.condition_dialog import ConditionDialog
from labeler.gui.pages.gallery.find_line import FindLine
from labeler.gui.pages.gallery.saved_views import SavedViewsMenu, SaveViewDialog
from labeler.gui.project import Project
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.condition_chip import ConditionChip
from labeler.gui.widgets.flow_row import FlowRow
from labeler.session import filters, orders
from labeler.session.filters import Condition
from labeler.session.results import Changes
from labeler.session.views import View

_REST_MS = 150
"""How long typing must rest before its text is looked for."""

_SELECTED = ""


class ConditionBar(QWidget):
    """``changed`` carries the View that a person made of the one shown; ``set_view`` doesn't send it.

    ``left`` comes when the keyboard should go back to the examples.
    """

    changed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._view = View()
        self._chips: list[ConditionChip] = []
        self._find = FindLine()
        self._add = ActionButton("Condition", icon="add", action="condition")
        self._model = ChipMenu("Model")
        self._sort = ChipMenu("Sort")
        self._way = ActionButton("")
        self._saved = SavedViewsMenu()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._lay_out()
        self._connect()
        self._show_choices()

    def set_project(self, project: Project | None) -> None:
        if self._project is not None:
            self._project.changed.disconnect(self._on_changed)
        self._rest.stop()
        self._project, self._view = project, View()
        if project is not None:
            project.changed.connect(self._on_changed)
        self._saved.set_project(project)
        self._show_choices()
        self._show_view()

    def set_view(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self._show_view()

    def view(self) -> View:
        return self._view

    # What the page asks for

    def add_condition(self) -> None:
        """Ask for one more condition; returns at once."""
        self._ask(None)

    def find_text(self) -> None:
        """Give the keyboard to the line that finds text."""
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()

    def clear(self) -> None:
        """All examples: no condition."""
        self._change(where=())

    def choose_sort(self) -> None:
        """Open the menu of orders."""
        self._sort.open_menu()

    def choose_saved(self) -> None:
        """Open the menu of saved views."""
        self._saved.open_menu()

    def save(self) -> None:
        """Ask for a name and save the view under it; returns at once."""
        if self._project is not None:
            _open(SaveViewDialog(self._project, self._view, self))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_view()

    # Conditions

    def _ask(self, text: str | None) -> None:
        if self._project is None:
            return
        present = None if text is None else self._read(text)
        dialog = ConditionDialog(self._project.session, self._view.model, present, self)
        dialog.chosen.connect(lambda chosen: self._put(text, chosen))
        _open(dialog)

    def _put(self, old: str | None, new: str) -> None:
        present = self._view.where
        where = [new if text == old else text for text in present] if old in present else [*present, new]
        self._change(where=tuple(dict.fromkeys(where)))

    def _remove(self, text: str) -> None:
        place = self._view.where.index(text)
        had_keys = self._chips and any(chip.hasFocus() for chip in self._chips)
        self._change(where=tuple(each for each in self._view.where if each != text))
        if had_keys and self._chips:
            self._chips[min(place, len(self._chips) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        elif had_keys:
            self.left.emit()

    def _look_for(self) -> None:
        """The text of the line in place of that looked for before."""
        self._rest.stop()
        rest = tuple(text for text in self._view.where if self._looked_for(text) is None)
        needle = self._find.text().strip()
        where = (*rest, filters.written("text", "=", [needle])) if needle else rest
        if set(where) != set(self._view.where):
            self._change(where=where)

    def _looked_for(self, text: str) -> str | None:
        """What a condition of the line looks for; None for any other condition."""
        told = self._read(text)
        plain = told is not None and told.name == "text" and told.sign == "=" and not told.column
        return told.values[0] if told is not None and plain and len(told.values) == 1 else None

    def _read(self, text: str) -> Condition | None:
        """None for one that says nothing of the project, as when its category was merged."""
        if self._project is None:
            return None
        try:
            return filters.read(self._project.session, text)
        except LabelerError:
            return None

    def _change(self, **parts: object) -> None:
        view = replace(self._view, **parts)  # type: ignore[arg-type]
        if view != self._view:
            self._view = view
            self._show_view()
            self.changed.emit(view)

    # Showing

    def _on_changed(self, changes: Changes) -> None:
        if "models" in changes.kinds:
            self._show_choices()
        if "categories" in changes.kinds:
            self._show_view()

    def _show_choices(self) -> None:
        session = self._project.session if self._project else None
        models = [prediction.model for prediction in session.predictions] if session else []
        self._model.set_choices([(_SELECTED, "the selected one"), *((name, name) for name in models)])
        self._model.setVisible(len(models) > 1)
        names = session.orders() if session else ()
        self._sort.set_choices([(name, orders.title(name)) for name in ("", *names)], current=self._view.sort)
        for widget in (self._find, self._add, self._sort):
            widget.setEnabled(session is not None)

    def _show_view(self) -> None:
        view = self._view
        self._model.set_current(view.model or _SELECTED)
        self._sort.set_current(view.sort)
        self._way.setVisible(bool(view.sort) or view.descending)
        self._way.set_label("descending" if view.descending else "ascending")
        self._way.set_icon("chevron-down" if view.descending else "chevron-up")
        sought = [text for text in map(self._looked_for, view.where) if text is not None]
        if not (self._find.hasFocus() and self._rest.isActive()):
            self._find.show_text(sought[0] if sought else "")
        self._show_chips([text for text in view.where if self._looked_for(text) is None])

    def _show_chips(self, texts: list[str]) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(text) for text in texts]
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        self._set_tab_order()
        self.updateGeometry()

    def _chip(self, text: str) -> ConditionChip:
        told = self._read(text)
        wrong = "" if told else "This says nothing of the project any more"
        chip = ConditionChip(told.words() if told else text, self, wrong=wrong)
        chip.clicked.connect(lambda: self._ask(text))
        chip.removed.connect(lambda: self._remove(text))
        return chip

    def _set_tab_order(self) -> None:
        widgets = [*self._controls(), *self._chips]
        for one, other in pairwise(widgets):
            QWidget.setTabOrder(one, other)

    # Making it

    def _controls(self) -> tuple[QWidget, ...]:
        return self._find, self._model, self._sort, self._way, self._saved, self._add

    def _lay_out(self) -> None:
        self._flow = FlowRow(self, gap=GRID)
        self._flow.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        for widget in self._controls():
            self._flow.addWidget(widget)

    def _connect(self) -> None:
        self._find.textEdited.connect(lambda _text: self._rest.start())
        self._find.entered.connect(self._on_entered)
        self._find.escaped.connect(self._on_entered)
        self._rest.timeout.connect(self._look_for)
        self._add.clicked.connect(self.add_condition)
        self._model.chosen.connect(lambda name: self._change(model=name or None))
        self._sort.chosen.connect(lambda name: self._change(sort=name))
        self._way.clicked.connect(lambda: self._change(descending=not self._view.descending))
        self._saved.chosen.connect(self._on_saved)
        self._saved.save_requested.connect(self.save)

    def _on_entered(self) -> None:
        self._look_for()
        self.left.emit()

    def _on_saved(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self._show_view()
            self.changed.emit(view)


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
