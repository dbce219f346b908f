"""Making, renaming, merging, describing and moving the columns of the sheet that are categories."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from labeler.core.categories import Category
from labeler.core.phrases import counted
from labeler.errors import LabelerError
from labeler.gui.keymap import keycap
from labeler.gui.pages.errors.describe_dialog import DescribeDialog
from labeler.gui.pages.errors.sheet_lines import SheetLines
from labeler.gui.pages.errors.sheet_source import SheetSource
from labeler.gui.pages.errors.sheet_view import SheetView
from labeler.gui.project import Project
from labeler.gui.widgets.option_list import Option
from labeler.gui.widgets.search_popup import SearchPopup

_MENU = (
    ("Rename…", "rename-category"),
    ("Merge into…", "merge-category"),
    ("What belongs in it…", "describe-category"),
    ("Move to the left", "category-left"),
    ("Move to the right", "category-right"),
    ("Revisit what was reviewed before", "revisit-category"),
)
_IDS = tuple(action_id for _, action_id in _MENU)


class CategoryColumns(QObject):
    """About the category of the cursor's column.

    ``failed`` carries why something can't be done, ``done`` what was, ``revisit_requested`` a category's name.
    """

    failed = Signal(object)
    done = Signal(str)
    revisit_requested = Signal(str)

    def __init__(self, view: SheetView, lines: SheetLines, page: QWidget) -> None:
        super().__init__(page)
        self._view, self._lines, self._page = view, lines, page
        self._source: SheetSource | None = None
        self._anchor = QWidget(view.viewport())
        self._anchor.hide()
        self._popup: SearchPopup | None = None
        view.add_requested.connect(lines.create)
        view.menu_requested.connect(self._open_menu)
        lines.created.connect(lambda name: self._try(partial(self._create, name)))
        lines.renamed.connect(lambda old, new: self._try(partial(self._rename, old, new)))
        lines.merged.connect(lambda name, into: self._try(partial(self._merge, name, into)))

    def set_source(self, source: SheetSource | None) -> None:
        self._source = source

    def handlers(self) -> dict[str, Callable[..., Any]]:
        """What can't be done with the category says why, but in a project that is read only, where all of it can't."""
        if self._source is None or not self._source.writable:
            return self._acts()
        return {action_id: partial(self._say_why, action_id) for action_id in _IDS} | self._acts()

    def _acts(self) -> dict[str, Callable[..., Any]]:
        source, current = self._source, self._current()
        if source is None:
            return {}
        acts: dict[str, Callable[..., Any]] = {"add-category": self._lines.create} if source.writable else {}
        if current is not None and source.writable:
            acts |= {
                "rename-category": self._start_renaming,
                "describe-category": self._describe,
                "category-left": partial(self._move, -1),
                "category-right": partial(self._move, 1),
            }
            if len(source.categories) > 1:
                acts["merge-category"] = self._ask_merge
        if current is not None and self._is_late(current):
            acts["revisit-category"] = lambda: self.revisit_requested.emit(current.name)
        return acts

    def _say_why(self, action_id: str) -> None:
        """Why there is nothing to do."""
        current = self._current()
        if current is None:
            some = bool(self._source and self._source.categories)
            remedy = "go to one with the arrow keys" if some else f"{keycap('add-category')} makes one"
            why = f"The cursor is on no category: {remedy}"
        elif action_id == "merge-category":
            why = f"There is no category beside {current.name} to merge it into"
        else:
            why = f"Nothing to revisit: {current.name} was considered on every error reviewed"
        self.done.emit(why)

    # The category of the cursor

    def _current(self) -> Category | None:
        categories = self._source.categories if self._source is not None else ()
        return categories[self._view.column] if self._view.column < len(categories) else None

    def _is_late(self, category: Category) -> bool:
        """Whether it wasn't considered on all that was reviewed."""
        assert self._source is not None
        sheet = self._source.totals.sheet
        considered = next((c.share.considered for c in sheet.categories if c.category == category.name), 0)
        return considered < sheet.incorrectly_labeled.considered

    def _project(self) -> Project:
        assert self._source is not None
        return self._source.project

    def _start_renaming(self) -> None:
        current = self._current()
        assert current is not None
        count = self._project().session.review.category_count(current.key)
        self._lines.rename(self._view.column, current.name, count=count, others=self._others(current))

    def _others(self, category: Category) -> list[str]:
        return [other.name for other in self._project().session.categories if other.key != category.key]

    def _ask_merge(self) -> None:
        current = self._current()
        assert current is not None
        if self._popup is not None:
            self._popup.deleteLater()
        self._popup = SearchPopup(f"Merge {current.name} into", self._page)
        self._popup.set_options([Option(name, name) for name in self._others(current)])
        self._popup.chosen.connect(partial(self._on_merge_chosen, current.name))
        self._view.bring_into_sight(self._view.column)
        self._anchor.setGeometry(self._view.header_rect(self._view.column))
        self._popup.open_below(self._anchor, at=None)

    def _on_merge_chosen(self, name: str, into: Hashable) -> None:
        self._try(partial(self._merge, name, str(into)))

    def _describe(self) -> None:
        current = self._current()
        assert current is not None
        dialog = DescribeDialog(current.name, current.description, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keep = self._project().session.describe_category
        dialog.described.connect(
            lambda text: self._try(partial(self._project().change, keep, current.name, text)),
        )
        dialog.open()

    # Changes

    def _create(self, name: str) -> None:
        """A name that is there already is no error: the cursor goes to it."""
        project = self._project()
        if project.session.known_categories.key(name) is None:
            project.change(project.session.add_category, name)
        key = project.session.known_categories.key(name)
        keys = [category.key for category in project.session.categories]
        self._view.go(self._view.row, keys.index(key) if key in keys else len(keys))

    def _rename(self, old: str, new: str) -> None:
        self._project().change(self._project().session.rename_category, old, new)

    def _merge(self, name: str, into: str) -> None:
        project = self._project()
        key = project.session.known_categories.key(name)
        count = project.session.review.category_count(key) if key is not None else 0
        project.change(project.session.merge_category, name, into)
        keys = [category.name for category in project.session.categories]
        self._view.go(self._view.row, keys.index(into))
        told = f": its {counted(count, 'example')} with it" if count else ""
        self.done.emit(f"{name} counts as {into} now{told} · {keycap('undo')} takes it back")

    def _move(self, by: int) -> None:
        """One column to the left or right; at the end nothing happens."""
        current, project, place = self._current(), self._project(), self._view.column + by
        names = [category.name for category in project.session.categories]
        if current is None or not 0 <= place < len(names):
            return
        after = [name for name in names if name != current.name]
        before = after[place] if place < len(after) else None
        project.change(partial(project.session.move_category, current.name, before))
        self._view.go(self._view.row, place)

    def _open_menu(self, column: int, place: QPoint) -> None:
        self._view.go(self._view.row, column)
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        acts = self._acts()
        for words, action_id in _MENU:
            action = menu.addAction(f"{words}\t{keycap(action_id)}")
            action.setEnabled(action_id in acts)
            if action_id in acts:
                action.triggered.connect(partial(self._try, acts[action_id]))
        menu.popup(place)

    def _try(self, act: Callable[[], object], *_checked: object) -> None:
        try:
            act()
        except LabelerError as error:
            self.failed.emit(error)
