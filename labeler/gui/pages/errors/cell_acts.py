"""What keys and clicks do to the cells of the sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from labeler.core.decisions import Verdict
from labeler.errors import LabelerError
from labeler.gui.keymap import keycap
from labeler.gui.pages.errors.label_popup import LabelPopup
from labeler.gui.pages.errors.offering import Offering
from labeler.gui.pages.errors.saying import Saying
from labeler.gui.pages.errors.sheet_lines import SheetLines
from labeler.gui.pages.errors.sheet_source import KEYS, SheetSource
from labeler.gui.pages.errors.sheet_view import SheetView


class CellActs(QObject):
    """About the row of the cursor. ``failed`` carries why something can't be recorded."""

    failed = Signal(object)
    opened = Signal()

    def __init__(self, view: SheetView, lines: SheetLines, page: QWidget) -> None:
        super().__init__(page)
        self._view, self._lines, self._page = view, lines, page
        self._source: SheetSource | None = None
        self._saying: Saying | None = None
        self._offering: Offering | None = None
        self._popup: LabelPopup | None = None
        self._asked = -1
        view.clicked.connect(self._on_clicked)
        lines.commented.connect(self._on_commented)

    def set_source(self, source: SheetSource | None) -> None:
        """An open editor stays where the project does."""
        if source is None or self._source is None or source.project is not self._source.project:
            self._drop_popup()
            self._saying = Saying(source.project) if source is not None else None
            self._offering = Offering(source.project) if source is not None else None
        self._source = source

    def handlers(self) -> dict[str, Callable[..., Any]]:
        source = self._source
        if source is None or not len(source) or not source.writable:
            return {}
        handlers: dict[str, Callable[..., Any]] = {
            "tick-cell": self._act_on_cell,
            "label-wrong": self._ask_label,
            "label-excluded": partial(self._judge, Verdict.EXCLUDED),
            "label-unsure": partial(self._judge, Verdict.UNSURE),
            "sheet-comment": self.comment,
        }
        if source.categories:
            handlers["tick"] = self._tick_key
        return handlers | (self._popup.handlers() if self._popup is not None else {})

    def is_typing(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def comment(self) -> None:
        """Type the reviewer's own."""
        source, ordinal = self._source, self._view.current_ordinal()
        if source is None or ordinal is None:
            return
        mine = source.project.mine(ordinal)
        self._lines.comment(ordinal, mine.comment if mine is not None else "")

    # Cells

    def _act_on_cell(self) -> None:
        """Space: ticks, says that the label is right, or comments, by the column."""
        source = self._source
        assert source is not None
        if self._view.column < len(source.categories):
            self._tick(self._view.column)
        elif self._view.column == len(source.categories):
            self._judge(Verdict.CORRECT)
        else:
            self.comment()

    def _tick_key(self, number: int) -> None:
        """The key 1 to 9; nothing where there is no such category."""
        assert self._source is not None
        if number <= min(len(self._source.categories), KEYS):
            self._tick(number - 1)

    def _tick(self, column: int) -> None:
        ordinal = self._view.current_ordinal()
        assert self._source is not None
        assert self._saying is not None
        if ordinal is not None:
            self._saying.toggle(ordinal, self._source.categories[column].key)

    def _judge(self, verdict: Verdict, label: str | None = None) -> None:
        ordinal = self._view.current_ordinal()
        assert self._saying is not None
        if ordinal is not None:
            self._saying.judge(ordinal, verdict, label)

    def _on_clicked(self, row: int, column: int) -> None:
        source = self._source
        if source is None or not source.writable:
            return
        if column == len(source.categories):
            self._open_menu(row, column)
        else:
            self._try(self._act_on_cell)

    def _on_commented(self, ordinal: int, text: str) -> None:
        saying = self._saying
        if saying is not None:
            self._try(lambda: saying.comment(ordinal, text))

    def _open_menu(self, row: int, column: int) -> None:
        """What can be said of the label, with the keys that say it."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, action_id in (
            ("The label is right", "tick-cell"),
            ("The label is wrong…", "label-wrong"),
            ("Exclude the example", "label-excluded"),
            ("Unsure", "label-unsure"),
        ):
            act = self.handlers()[action_id]
            menu.addAction(f"{words}\t{keycap(action_id)}").triggered.connect(partial(self._try, act))
        menu.popup(self._view.viewport().mapToGlobal(self._view.cell_rect(row, column).bottomLeft()))

    # Labels

    def _ask_label(self) -> None:
        """Of two classes the other one is meant; else the editor asks, in place."""
        ordinal = self._view.current_ordinal()
        assert self._source is not None
        assert self._offering is not None
        if ordinal is None:
            return
        self._lines.close()
        self._view.go(self._view.row, len(self._source.categories))
        other = self._offering.only_other(ordinal)
        if other is not None:
            self._judge(Verdict.INCORRECT, other)
        else:
            self._asked = ordinal
            self._popup_now().open_at(self._cell_in_page(), self._offering.offer(ordinal))
            self.opened.emit()

    def _popup_now(self) -> LabelPopup:
        assert self._source is not None
        if self._popup is None:
            self._popup = LabelPopup(self._source.project.session.examples.task.name, self._page)
            self._popup.chosen.connect(self._on_label)
            self._popup.left.connect(self._view.setFocus)
        return self._popup

    def _cell_in_page(self) -> QRect:
        cell = self._view.cell_rect(self._view.row, self._view.column)
        corner = self._view.viewport().mapTo(self._page, QPoint(cell.left(), cell.top()))
        return QRect(corner, cell.size())

    def _on_label(self, label: str) -> None:
        """What can't be recorded stays in the editor."""
        assert self._popup is not None
        assert self._saying is not None
        assert self._offering is not None
        try:
            self._saying.judge(self._asked, Verdict.INCORRECT, label)
        except LabelerError as error:
            self.failed.emit(error)
            return
        self._offering.chosen(label)
        self._popup.close_popup()
        self._view.setFocus()

    def _drop_popup(self) -> None:
        popup, self._popup = self._popup, None
        if popup is not None:
            popup.hide()
            popup.deleteLater()

    def _try(self, act: Callable[[], object], *_checked: object) -> None:
        try:
            act()
        except LabelerError as error:
            self.failed.emit(error)
