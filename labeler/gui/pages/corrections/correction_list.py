"""What was corrected: found, sorted, and looked at again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.core.phrases import counted
from labeler.core.splits import POOLED
from labeler.gui.jobs import Jobs
from labeler.gui.page import Handlers
from labeler.gui.pages.corrections.correction_rows import CorrectionModel
from labeler.gui.pages.corrections.correction_table import CorrectionTable
from labeler.gui.pages.corrections.figures import LISTED, ORDERS, Figures
from labeler.gui.pages.corrections.section import Section
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.saying import spoken
from labeler.gui.theme import GRID, current_theme
from labeler.gui.thumbnails import Thumbnails
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.entry import ENTER, Entry
from labeler.gui.widgets.flow_row import FlowRow
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.figures import splits_to_cover
from labeler.session.results import Changes
from labeler.session.views import View

_TYPED_MS = 120
_LINE_WIDTH = 220
_STATUS_OF_VIEW = {"corrected": "incorrect"}
_NOTHING = "No label has been corrected yet"
_REMEDY = "Corrections appear here as they are made: review the errors of your best model to begin."
_BEGIN = "Review the errors"
_NONE_OF_THESE = "None of these"
_OTHER_FILTER = "Nothing in the list is like this. Choose another kind or split, or find something else."


class CorrectionList(Section):
    """Given the figures by the page; keeps its cursor and place when they change."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._thumbnails: Thumbnails | None = None
        self._figures: Figures | None = None
        self._change: tuple[str, str] | None = None
        self._model = CorrectionModel(self)
        self._table = CorrectionTable(self._model, self._thumbnail)
        self._kind, self._split, self._order = ChipMenu("Show"), ChipMenu("Split"), ChipMenu("Sort")
        self._line = Entry(self._on_key)
        self._pair = ActionButton(icon="close", variant="quiet")
        self._again = ActionButton("Review these again", action="review-again", variant="quiet")
        self._gallery = ActionButton("Show in Gallery", action="corrections-in-gallery", variant="quiet")
        self._count = TextLabel(tone="muted")
        self._empty = EmptyState("corrections", _NOTHING, _REMEDY)
        self._typed = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._lay_out()
        self._connect()

    # Doors of a section

    def set_project(self, project: Project | None) -> None:
        if self._thumbnails is not None:
            self._thumbnails.close()
            self._thumbnails.deleteLater()
        if project is not self._project:
            self._line.clear()
        self._typed.stop()
        self._project, self._thumbnails, self._figures, self._change = project, None, None, None
        self._model.show_places(None, ())
        self._pair.hide()
        if project is None:
            return
        self._thumbnails = Thumbnails(project, self._jobs, self)
        self._thumbnails.ready.connect(self._on_ready)
        self._thumbnails.forgotten.connect(self._table.viewport().update)
        task = project.session.examples.task
        self._model.task, self._model.normalization = task.name, tuple(getattr(task, "normalization", ()))
        splits = project.session.examples.split_sizes
        self._split.set_choices([("", "all"), *((name, name) for name in splits)])

    def refresh(self, changes: Changes | None = None) -> None:
        """The page computes the figures."""

    def show_figures(self, figures: Figures) -> None:
        self._figures = figures
        counts = figures.corrections.counts
        listed = sum(counts[name] for name in LISTED)
        kinds = [(name, f"{name} {counts[name]:,}") for name in LISTED]
        self._kind.set_choices([*kinds, ("", f"all of them {listed:,}")], current=self._kind.current() or None or "")
        self._show()

    def show_change(self, given: str, corrected: str) -> None:
        """Only the labels that became this one from that one."""
        self._change = given, corrected
        self._kind.set_current("corrected")
        self._line.clear()
        self._pair.set_label(f"{self._spoken(given)} → {self._spoken(corrected)}")
        self._pair.setAccessibleDescription("Shows the other corrections again")
        self._pair.show()
        self._show()

    def handlers(self) -> Handlers:
        if self._project is None or self._figures is None:
            return {}
        handlers: dict[str, Callable[..., Any]] = {"find-correction": self._find}
        if self._model.rowCount():
            handlers |= {
                "review-again": self._review_again,
                "corrections-in-gallery": self._show_in_gallery,
                "open-correction": self._open_current,
            }
        return handlers

    def busy(self) -> bool:
        return self._typed.isActive()

    def entered(self) -> None:
        if self._table.isVisible():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown

    def _show(self) -> None:
        if self._figures is None:
            return
        places = self._figures.places(
            order=self._order.current(),
            status=self._kind.current(),
            split=self._split.current(),
            text=self._line.text(),
            change=self._change,
        )
        was, row, focused = self._table.place(), self._table.currentIndex().row(), self._table.hasFocus()
        self._model.show_places(self._figures, places)
        self._table.go_back(was, at=max(row, 0))
        self._show_or_explain(bool(places))
        if focused and self._table.isVisible():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()
        self.handlers_changed.emit()

    def _show_or_explain(self, some: bool) -> None:
        assert self._figures is not None
        counts = self._figures.corrections.counts
        anything = any(counts[name] for name in LISTED)
        self._bar.setVisible(anything)
        self._table.setVisible(some)
        self._empty.setVisible(not some)
        if anything:
            self._empty.set_texts(_NONE_OF_THESE, _OTHER_FILTER)
        else:
            assert self._project is not None
            self._empty.set_texts(_NOTHING, _REMEDY, button=_BEGIN if self._project.session.predictions else "")

    def _tell(self) -> None:
        chosen = self._table.selected_rows()
        count = self._model.rowCount()
        of = f"{len(chosen):,} of " if len(chosen) > 1 else ""
        self._count.set_text(f"{of}{counted(count, 'example')}")
        which = f"{len(chosen):,}" if len(chosen) > 1 else f"{count:,}" if count > 1 else "it"
        self._again.set_label(f"Review these {which} again" if count > 1 else "Review it again")
        for button in (self._again, self._gallery):
            button.setEnabled(bool(count))

    def _spoken(self, label: str) -> str:
        return spoken(label, self._model.task)

    def _thumbnail(self, ordinal: int, side: int) -> QImage | None:
        return self._thumbnails.get(ordinal, side) if self._thumbnails is not None else None

    def _on_ready(self, _ordinal: int) -> None:
        self._table.viewport().update()

    # What is done

    def _chosen_rows(self) -> Sequence[int]:
        """What is selected, where that is more than the cursor; else all that is listed."""
        chosen = self._table.selected_rows()
        return chosen if len(chosen) > 1 else range(self._model.rowCount())

    def _review_again(self) -> None:
        self._review(self._chosen_rows())

    def _open_current(self) -> None:
        self._open(max(self._table.currentIndex().row(), 0))

    def _open(self, row: int) -> None:
        """To be looked at, not to be judged anew: with everything in view."""
        self._review([row], shown=True)

    def _review(self, rows: Sequence[int], *, shown: bool = False) -> None:
        items = [self._model.item(row) for row in rows]
        splits = {item.split for item in items}
        split = splits.pop() if len(splits) == 1 else POOLED
        ids = tuple(item.example_id for item in items)
        choice = QueueChoice(name="filter", only=ids, split=split, size=0, predictions=shown, others=shown)
        self.review_requested.emit(choice)

    def _review_errors(self) -> None:
        """Where corrections begin."""
        assert self._project is not None
        split = splits_to_cover(self._project.session, [])[-1]
        self.review_requested.emit(QueueChoice("errors", split=split))

    def _show_in_gallery(self) -> None:
        kind, where = self._kind.current(), []
        if kind:
            where.append(f"status={_STATUS_OF_VIEW.get(kind, kind)}")
        else:
            where += ["status!=undecided", "status!=right", "status!=conflict"]
        if self._split.current():
            where.append(f"split={self._split.current()}")
        if self._change is not None and self._model.task in ("binary", "multiclass"):
            where += [f"label={self._change[0]}", f"corrected={self._change[1]}"]
        self.gallery_requested.emit(View(where=tuple(where)))

    def _find(self) -> None:
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    # Answers

    def _on_key(self, event: QKeyEvent) -> bool:
        """Of the line: Enter and Down go to what was found, Esc finds everything again."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._line.clear()
        elif key not in (*ENTER, Qt.Key.Key_Down):
            return False
        self._typed.stop()
        self._show()
        self.entered()
        return True

    def _on_typed(self, _text: str) -> None:
        self._typed.start()

    def _on_unpaired(self) -> None:
        self._change = None
        self._pair.hide()
        self._show()
        self.entered()

    # Making it

    def _lay_out(self) -> None:
        self._kind.set_choices([(name, name) for name in LISTED])
        self._order.set_choices(list(ORDERS.items()))
        self._line.setPlaceholderText("Find")
        self._line.setToolTip("In ids, labels, names, comments and categories")
        self._line.setAccessibleName("Find among the corrections")
        self._fit_line()
        self._pair.hide()
        self._bar = QWidget()
        row = FlowRow(self._bar, gap=GRID)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        found, done = (self._kind, self._split, self._order, self._line, self._pair), (self._again, self._gallery)
        for widget in (*found, self._count, *done):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._table, 1)
        column.addWidget(self._empty, 1)
        self._bar.hide()
        self._table.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_line()

    def _fit_line(self) -> None:
        """Qt doesn't hand a new font of the application down to a line that has a style sheet."""
        theme = current_theme()
        self._line.setMinimumWidth(theme.px(_LINE_WIDTH))
        if self._line.font() != theme.font():
            self._line.setFont(theme.font())

    def _connect(self) -> None:
        for chip in (self._kind, self._split, self._order):
            chip.chosen.connect(self._show)
        self._line.textChanged.connect(self._on_typed)
        self._typed.timeout.connect(self._show)
        self._pair.clicked.connect(self._on_unpaired)
        self._again.clicked.connect(self._review_again)
        self._gallery.clicked.connect(self._show_in_gallery)
        self._table.opened.connect(self._open)
        self._empty.requested.connect(self._review_errors)
        self._table.picked.connect(self._tell)
