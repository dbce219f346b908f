"""All examples in a grid or a table: filtered, sorted, chosen, decided in bulk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.gui.figure_job import REST_MS
from labeler.gui.jobs import Jobs
from labeler.gui.keymap import keys_of
from labeler.gui.page import Handlers, Page
from labeler.gui.pages.gallery.browser import Browser
from labeler.gui.pages.gallery.bulk_dialog import BulkDialog
from labeler.gui.pages.gallery.condition_bar import ConditionBar
from labeler.gui.pages.gallery.confusion_panel import ConfusionPanel
from labeler.gui.pages.gallery.confusion_side import ConfusionSide
from labeler.gui.pages.gallery.details import details_of
from labeler.gui.pages.gallery.finding import Finder, Found, everything
from labeler.gui.pages.gallery.reviewing import queue_of_examples, queue_of_view, taken
from labeler.gui.pages.gallery.selection import Counts, SelectionBar
from labeler.gui.project import Project
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.example_list import ExampleList, Mask
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.segmented import Segmented
from labeler.session.results import Changes
from labeler.session.views import View

_GLANCE_MS = 30
"""What all models say of the example under the cursor is looked up once the cursor rests."""

_NO_MODEL = "A confusion matrix is of a model's predictions: add some."


class GalleryPage(Page):
    """What is shown stays until what was asked for next is found; decisions touch the cells they are about."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = View()
        self._shown: View | None = None
        self._touched = 0
        self._awaiting: Callable[[], object] | None = None
        self._finder = Finder(jobs, self)
        self._header = HeaderBar("Gallery")
        self._form = Segmented("Shown as")
        self._confusion = ActionButton("Confusion", action="confusion", variant="card")
        self._conditions = ConditionBar()
        self._browser = Browser(jobs)
        self._panel = ConfusionPanel()
        self._side = ConfusionSide(jobs, self._panel)
        self._selection = SelectionBar()
        self._details_soon = QTimer(self, singleShot=True, interval=_GLANCE_MS)
        self._lay_out()
        self._connect()

    def show_view(self, view: View) -> None:
        """Show the examples it describes, in its order."""
        self._view = view
        self._conditions.set_view(view)
        self._outdate()

    def entered(self) -> None:
        self._refresh_if_seen()
        self._browser.take_focus()

    def left(self) -> None:
        self._browser.rest()

    def busy(self) -> bool:
        return self._finder.busy() or self._side.busy()

    def handlers(self) -> Handlers:
        if self._project is None:
            return {}
        handlers: dict[str, Callable[..., object]] = {
            "condition": self._conditions.add_condition,
            "find-text": self._conditions.find_text,
            "all-examples": self._show_all,
            "save-view": self._conditions.save,
            "saved-views": self._conditions.choose_saved,
            "sort": self._conditions.choose_sort,
            "grid-or-table": self._switch_form,
        }
        if self._confusion.isEnabled():
            handlers["confusion"] = self._go_to_confusion
        if self._browser.form() == "grid":
            handlers["larger-thumbnails"] = lambda: self._browser.resize_cells(1)
            handlers["smaller-thumbnails"] = lambda: self._browser.resize_cells(-1)
        if len(self._examples):
            handlers["select-all"] = partial(self._once_found, self._examples.add_all)
            handlers["review-these"] = partial(self._once_found, self._review_these)
            if not self._why_not_decide():
                handlers["decide-these"] = partial(self._once_found, self._decide_these)
        return handlers

    # What is shown

    def _stop(self) -> None:
        self._finder.stop()
        self._details_soon.stop()
        self._awaiting = None

    def _show_project(self, *, another: bool) -> None:
        if not another:
            return
        self._finder.forget_selected()
        self._view, self._shown = View(), None
        for part in (self._browser, self._side, self._conditions):
            part.set_project(self._project)
        self._offer_confusion()
        self._conditions.set_view(self._view)

    def _refresh(self, project: Project, *, rest: int) -> None:
        """All of a project just opened at once, for that takes no finding; whose predictions are shown follows."""
        session, rested = project.session, not rest
        if self._view == View() and self._browser.reader is None:
            self._show_found(Found(self._view, everything(session), None, same=False))
        self._finder.find(session, self._view, same=self._view == self._shown, rested=rested)
        self._side.show_for(self._view, rested=rested)

    def _show_found(self, found: Found) -> None:
        assert self._project is not None
        self._shown = found.view
        self._browser.show_found(self._project, found)
        self._show_counts()
        self._details_soon.start()
        self.handlers_changed.emit()
        if self._awaiting is not None and self._shown == self._view:
            act, self._awaiting = self._awaiting, None
            act()

    def _once_found(self, act: Callable[[], object]) -> None:
        """Whoever acts right after typing what to find means what is found, not what is still in view."""
        if self._finder.busy() and self._shown != self._view:
            self._awaiting = act
        else:
            act()

    def _on_failed(self, error: Exception) -> None:
        self._awaiting = None
        self.failed.emit(error if isinstance(error, LabelerError) else LabelerError(f"it couldn't be found: {error}"))

    def _show_counts(self) -> None:
        assert self._project is not None
        session, shown, selected = self._project.session, len(self._examples), self._examples.count
        total, queue = len(session.examples), taken(session, self._to_review())
        of = f"{total:,} examples" if shown == total else f"{shown:,} of {total:,}"
        parts = [of, f"{selected:,} selected" if selected else "", self._whose()]
        self._header.set_title("Gallery", " · ".join(filter(None, parts)))
        hidden = self._examples.out_of_sight
        self._selection.show_counts(Counts(shown, selected, hidden, queue.count, queue.of, queue.left_out))
        why_not = self._why_not_decide()
        self._selection.set_possible(review=bool(shown), decide=not why_not, why_not=why_not)

    def _whose(self) -> str:
        """Whose predictions stand below the pictures, where the view leaves it to the project."""
        reader = self._browser.reader
        named = self._view.model is None and reader is not None and reader.model is not None
        return f"predictions of {reader.model}" if named and reader is not None else ""

    def _show_details(self) -> None:
        current, reader = self._examples.current(), self._browser.reader
        self._selection.show_details(*(details_of(reader, current) if reader and current is not None else ()))

    # Events

    def _on_changed(self, changes: Changes) -> None:
        """The cells touched at once; which examples belong here once the decisions rest."""
        assert self._project is not None
        self._touched = len(changes.examples)
        self._browser.touch(self._project, changes)
        self._details_soon.start()
        others = bool(changes.kinds - {"decisions", "categories", "media"})
        if "models" in changes.kinds:
            self._offer_confusion()
        if others:
            self._finder.forget_selected()
        if others or self._view.where or self._view.sort or not self._panel.isHidden():
            self._outdate(rest=REST_MS)

    def _on_view_chosen(self, view: View) -> None:
        self.show_view(view)
        self._browser.take_focus()

    def _on_sort_requested(self, order: str) -> None:
        """By that column, or by it the other way round."""
        again = self._view.sort == order
        self.show_view(replace(self._view, sort=order, descending=again and not self._view.descending))

    def _on_selection_changed(self) -> None:
        if self._project is not None:
            self._show_counts()
            self.handlers_changed.emit()

    # Actions

    def _show_all(self) -> None:
        self._on_view_chosen(replace(self._view, where=()))

    def _switch_form(self) -> None:
        self._set_form("table" if self._browser.form() == "grid" else "grid")

    def _set_form(self, form: object) -> None:
        self._browser.set_form("table" if form == "table" else "grid")
        self._form.set_current(self._browser.form())
        self.handlers_changed.emit()

    def _offer_confusion(self) -> None:
        """Transcripts have no classes, so nothing is offered; a matrix without a model is one day to come."""
        session = self._project.session if self._project is not None else None
        predicted = session is not None and bool(session.predictions)
        self._confusion.setVisible(session is None or session.examples.task.name != "transcript")
        self._confusion.setEnabled(predicted and not self._confusion.isHidden())
        self._confusion.setToolTip(plain_tip("" if predicted else _NO_MODEL))
        if not self._confusion.isEnabled():
            self._show_confusion(shown=False)

    def _go_to_confusion(self) -> None:
        """By its key: there, or from there back to the examples."""
        if self._panel.isVisible() and self._panel.has_keyboard():
            self._close_confusion()
        else:
            self._show_confusion(shown=True)
            self._panel.take_focus()

    def _toggle_confusion(self) -> None:
        if self._panel.isHidden():
            self._go_to_confusion()
        else:
            self._close_confusion()

    def _close_confusion(self) -> None:
        self._show_confusion(shown=False)
        self._browser.take_focus()

    def _show_confusion(self, *, shown: bool) -> None:
        changed = shown == self._panel.isHidden()
        self._panel.setVisible(shown)
        self._confusion.set_selected("accent" if shown else None)
        if changed:
            self._side.show_for(self._view)

    def _to_review(self) -> Mask:
        """What is selected, else all that is shown."""
        return self._examples.selected if self._examples.count else self._examples.shown

    def _review_these(self) -> None:
        """What is selected, else all that is shown."""
        assert self._project is not None
        session = self._project.session
        if self._examples.count:
            self.review_requested.emit(queue_of_examples(session, self._examples.selected))
        else:
            self.review_requested.emit(queue_of_view(session, self._view, self._examples.shown))

    def _review_one(self, ordinal: int) -> None:
        assert self._project is not None
        mask = self._examples.selected.copy()
        mask[:] = False
        mask[ordinal] = True
        self.review_requested.emit(queue_of_examples(self._project.session, mask))

    def _why_not_decide(self) -> str:
        """A sentence for who wonders why the button is off; empty where it is on."""
        if self._project is None or not (self._examples.count or len(self._examples)):
            return "There is nothing to decide."
        read_only = self._project.session.read_only
        return f"Read-only: {read_only}." if read_only else ""

    def _decide_these(self) -> None:
        """What is selected, else the example under the cursor: one action, which one undo takes back."""
        assert self._project is not None
        ids = self._project.session.examples.ids
        dialog = BulkDialog(self._project, [ids[ordinal] for ordinal in self._examples.chosen()], self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._say_decided)
        dialog.finished.connect(self._browser.take_focus)
        self._touched = 0
        dialog.open()

    def _say_decided(self) -> None:
        if self._touched:
            words = f"{self._touched:,} decided. {next(iter(keys_of('undo')), 'Undo')} takes it back."
            self._selection.status.say_briefly(words, tone="right")
        else:
            self._selection.status.say_briefly("Nothing changed: all of it stood already.")

    # Making it

    @property
    def _examples(self) -> ExampleList:
        return self._browser.examples

    def _lay_out(self) -> None:
        self._form.set_choices([("grid", "Grid"), ("table", "Table")], current="grid")
        self._form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # in one row, as the header is
        self._panel.hide()
        for widget in (self._form, self._confusion):
            self._header.add(widget)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._browser, 1)
        across.addWidget(self._panel)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._conditions)
        page.addLayout(across, 1)
        page.addWidget(self._selection)

    def _connect(self) -> None:
        self._details_soon.timeout.connect(self._show_details)
        self._finder.found.connect(self._show_found)
        self._finder.failed.connect(self._on_failed)
        self._conditions.changed.connect(self.show_view)  # the keyboard stays, where text may be typed
        self._conditions.left.connect(self._browser.take_focus)
        self._side.view_chosen.connect(self._on_view_chosen)
        self._panel.closed.connect(self._close_confusion)
        self._panel.left.connect(self._browser.take_focus)
        self._form.chosen.connect(self._set_form)
        self._confusion.clicked.connect(self._toggle_confusion)
        self._browser.activated.connect(self._review_one)
        self._browser.sort_requested.connect(self._on_sort_requested)
        self._browser.all_requested.connect(self._show_all)
        self._examples.cursor_changed.connect(lambda _place: self._details_soon.start())
        self._examples.selection_changed.connect(self._on_selection_changed)
        self._selection.requested.connect(self.requested)
        self._selection.cleared.connect(self._examples.clear)
