"""What one model's errors are made of, and whether relabeling is worth it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.core.error_words import ENOUGH
from labeler.gui.clipboard import copy_table
from labeler.gui.figure_job import REST_MS, FigureJob
from labeler.gui.jobs import Jobs
from labeler.gui.keymap import keycap
from labeler.gui.page import Handlers, Page
from labeler.gui.pages.errors.category_columns import CategoryColumns
from labeler.gui.pages.errors.cell_acts import CellActs
from labeler.gui.pages.errors.errors_header import ErrorsHeader
from labeler.gui.pages.errors.figures import SheetFigures, Wanted
from labeler.gui.pages.errors.looking import Looking
from labeler.gui.pages.errors.sheet_body import SheetBody
from labeler.gui.pages.errors.sheet_lines import SheetLines
from labeler.gui.pages.errors.sheet_source import SheetSource
from labeler.gui.pages.errors.sheet_start import SheetStart
from labeler.gui.pages.errors.sheet_table import table
from labeler.gui.pages.errors.sheet_view import SheetView
from labeler.gui.pages.errors.side import ErrorsSide
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.thumbnails import Thumbnails
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.status_line import StatusLine
from labeler.session.results import Changes

_NO_MODELS = "There are no errors to analyse yet"
_ADD_MODELS = "Add a table of predictions: its errors are then reviewed here, one row each."


class ErrorsPage(Page):
    """The sheet stays in sight, with its cursor and place, while new totals are computed."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job = FigureJob(jobs, self)
        self._source: SheetSource | None = None
        self._thumbnails: Thumbnails | None = None
        self._wanted = Wanted()
        self._entering = False
        self._header = ErrorsHeader()
        self._view = SheetView(self._thumbnail)
        self._lines = SheetLines(self._view)
        self._cells = CellActs(self._view, self._lines, self)
        self._columns = CategoryColumns(self._view, self._lines, self)
        self._looking = Looking(self)
        self._start = SheetStart()
        self._status = StatusLine()
        self._side = ErrorsSide()
        self._body = SheetBody(start=self._start, sheet=self._view, status=self._status, side=self._side)
        self._empty = EmptyState("errors", _NO_MODELS)
        self._lay_out()
        self._connect()

    def handlers(self) -> Handlers:
        if self._source is None:
            return {}
        handlers = {
            "copy-sheet": self._copy_sheet,
            "open-in-review": self._open_in_review,
            "next-unreviewed": self._go_to_next,
            "save-chart": self._side.save_chart,
        }
        return handlers | self._cells.handlers() | self._columns.handlers()

    def busy(self) -> bool:
        return self._job.busy()

    def left(self) -> None:
        self._lines.close()
        self._looking.turn_to(None)

    def entered(self) -> None:
        self._refresh_if_seen()
        self._view.setFocus()
        self._entering = not self._body.isVisible()
        self._looking.turn_to(self._view.current_ordinal())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_seen()

    # The project

    def _stop(self) -> None:
        self._job.stop()

    def _show_project(self, *, another: bool) -> None:
        if another:
            self._take_project()
        else:
            self._lines.drop()  # it may be another reviewer from now on, who didn't type it
        self._show_source(None)
        if self._project is not None:
            self._header.offer(self._project.session)

    def _take_project(self) -> None:
        self._lines.close()  # what was typed is kept where it was typed
        if self._thumbnails is not None:
            self._thumbnails.close()
            self._thumbnails.deleteLater()
            self._thumbnails = None
        self._wanted = Wanted()
        self._looking.set_project(self._project)
        if self._project is not None:
            self._thumbnails = Thumbnails(self._project, self._jobs, self)
            self._thumbnails.ready.connect(self._view.refresh_thumbnail)
            self._thumbnails.forgotten.connect(self._view.viewport().update)

    # Figures

    def _refresh(self, project: Project, *, rest: int) -> None:
        if not project.session.predictions:
            self._show_empty(_NO_MODELS, _ADD_MODELS, button="" if self._read_only() else "Add predictions…")
            return
        self._job.ask(project.session, self._wanted.compute, rest=rest)

    def _on_computed(self, figures: SheetFigures) -> None:
        assert self._project is not None
        sheet = figures.totals.sheet
        self._header.show_sheet(figures.totals)
        if not sheet.misclassified:
            self._show_empty(f"{sheet.model} misclassifies none of these examples", "Choose another model or split.")
            return
        rows = replace(figures.rows, session=self._project.session)
        self._show_source(SheetSource(self._project, rows, figures.totals))
        self._side.show_sheet(figures.totals)
        self._start.show_for(sheet)
        self._empty.hide()
        self._body.show()
        self._rest_status()
        self._looking.turn_to(self._view.current_ordinal() if self.isVisible() else None)
        if self._entering:
            self._entering = False
            self._view.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._header.clear()
        why = str(error)
        if not why.startswith(self._wanted.model or " "):
            why = why[:1].upper() + why[1:]
        self._show_empty("There is no sheet to show", f"{why}.")

    def _show_source(self, source: SheetSource | None) -> None:
        self._source = source
        self._view.show_source(source)
        self._cells.set_source(source)
        self._columns.set_source(source)
        self.handlers_changed.emit()

    def _show_empty(self, why: str, remedy: str, *, button: str = "") -> None:
        self._show_source(None)
        self._side.clear()
        self._body.hide()
        self._empty.set_texts(why, remedy, button=button)
        self._empty.show()

    def _read_only(self) -> str:
        return self._project.session.read_only or "" if self._project is not None else ""

    def _rest_status(self) -> None:
        if self._read_only():
            self._status.rest(f"Read-only: {self._read_only()}. Nothing can be changed here.")
            return
        keys = (("tick-cell", "ticks"), ("label-wrong", "the right label"), ("sheet-comment", "comment"))
        hints = [f"{keycap(action_id)} {does}" for action_id, does in (*keys, ("add-category", "new category"))]
        self._status.rest(" · ".join([*hints, f"{keycap('open-in-review')} opens it large"]))

    # Events

    def _on_changed(self, changes: Changes) -> None:
        if self._source is not None:
            self._source.forget(None if changes.kinds - {"decisions"} else changes.examples)
            self._view.refresh()
            self.handlers_changed.emit()
        self._outdate(rest=REST_MS)

    def _on_chosen(self) -> None:
        self._wanted = self._header.wanted()
        self._outdate()

    def _on_moved(self) -> None:
        self._looking.turn_to(self._view.current_ordinal())
        self.handlers_changed.emit()

    def _on_scrolled(self) -> None:
        if self._thumbnails is not None:
            self._thumbnails.only(self._view.ordinals_in_sight())

    def _on_side_chosen(self, category: str) -> None:
        """A bar of the chart was clicked: its column."""
        if self._source is None:
            return
        names = [each.name for each in self._source.categories]
        self._view.go(self._view.row, names.index(category) if category in names else len(names))
        self._view.setFocus()

    # Acts

    def _open_in_review(self) -> None:
        """In the comment's column Enter comments instead."""
        if self._source is None or self._view.current_ordinal() is None:
            return
        if self._view.column == len(self._source.categories) + 1 and self._source.writable:
            self._cells.comment()
        else:
            self._open_large(self._view.row)

    def _open_large(self, row: int) -> None:
        if self._source is not None:
            self.example_requested.emit(self._queue(), self._source.facts(row).example_id)

    def _queue(self, *, size: int = 0) -> QueueChoice:
        assert self._source is not None
        rows = self._source.rows
        return QueueChoice("errors", model=rows.model, split=rows.split, size=size)

    def _start_reviewing(self) -> None:
        if self._source is not None:
            self.review_requested.emit(self._queue(size=ENOUGH))

    def _revisit(self, category: str) -> None:
        assert self._source is not None
        rows = self._source.rows
        self.review_requested.emit(
            QueueChoice("revisit", model=rows.model, split=rows.split, size=0, category=category)
        )

    def _go_to_next(self) -> None:
        """The next error that isn't reviewed, by ticket, from the top again if need be."""
        source = self._source
        if source is None:
            return
        after = chain(range(self._view.row + 1, len(source)), range(self._view.row))
        row = next((row for row in after if not source.decided(row)), None)
        if row is not None:
            self._view.go(row, self._view.column)

    def _copy_sheet(self) -> None:
        assert self._source is not None
        header, rows = table(self._source)
        copy_table(header, rows)
        self._status.say_briefly("The sheet is on the clipboard, as a table with its totals.")

    def _thumbnail(self, ordinal: int, side: int) -> QImage | None:
        return self._thumbnails.get(ordinal, side) if self._thumbnails is not None else None

    # Making it

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._body, 1)
        page.addWidget(self._empty, 1)
        self._body.hide()

    def _connect(self) -> None:
        self._header.chosen.connect(self._on_chosen)
        self._header.copy_requested.connect(lambda: self.requested.emit("copy-sheet"))
        self._job.done.connect(self._on_computed)
        self._job.failed.connect(self._on_failed)
        self._view.moved.connect(self._on_moved)
        self._view.scrolled.connect(self._on_scrolled)
        self._view.example_chosen.connect(self._open_large)
        self._looking.failed.connect(self.failed)
        self._cells.failed.connect(self.failed)
        self._cells.opened.connect(self.handlers_changed)
        self._columns.failed.connect(self.failed)
        self._columns.done.connect(self._status.say_briefly)
        self._columns.revisit_requested.connect(self._revisit)
        self._lines.said.connect(self._status.say)
        self._start.requested.connect(self._start_reviewing)
        self._side.category_chosen.connect(self._on_side_chosen)
        self._side.copied.connect(lambda: self._status.say_briefly("The figures of the chart are on the clipboard."))
        self._side.save_requested.connect(lambda: self.requested.emit("save-chart"))
        self._empty.requested.connect(lambda: self.requested.emit("add-predictions"))
