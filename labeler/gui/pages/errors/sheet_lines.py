"""Lines typed into the sheet in place: a comment, the name of a new category, another name of one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt, Signal

from labeler.gui.pages.errors.sheet_view import SheetView
from labeler.gui.theme import current_theme
from labeler.gui.widgets.rename_line import RenameLine
from labeler.gui.widgets.typed_line import EscapableLine

_NAME_WIDTH = 176
_LINE = 34


class SheetLines(QObject):
    """One line at most is open. Enter keeps what was typed, and so does going elsewhere; Esc drops it.

    ``said`` carries what the next Enter does, empty once the line is closed.
    """

    commented = Signal(int, str)
    created = Signal(str)
    renamed = Signal(str, str)
    merged = Signal(str, str)
    said = Signal(str)

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view
        self._line: EscapableLine | None = None
        view.scrolled.connect(self.close)

    def is_open(self) -> bool:
        return self._line is not None

    def comment(self, ordinal: int, text: str) -> None:
        """On the comment's cell of the cursor's row."""
        self._view.go(self._view.row, self._view.layout_now().columns - 1)
        line = self._plain("Comment", lambda typed: self.commented.emit(ordinal, typed), start=text)
        self._place(line, self._view.cell_rect(self._view.row, self._view.column))

    def create(self) -> None:
        """After the last category."""
        self._view.bring_end_into_sight()
        line = self._plain("Name of the new category", lambda typed: self.created.emit(typed) if typed else None)
        self.said.emit("Enter makes the category · Esc leaves")
        self._place(line, _upper(self._view.layout_now().add_cell().toRect()))

    def rename(self, column: int, name: str, *, count: int, others: list[str]) -> None:
        """On the header of a category."""
        self.close()
        self._view.bring_into_sight(column)
        line = RenameLine(name, count=count, others=others, parent=self._view.viewport())
        self._line = line
        line.said.connect(self.said)
        line.renamed.connect(self.renamed)
        line.merged.connect(self.merged)
        line.closed.connect(self._forget)
        line.setGeometry(self._room(_upper(self._view.header_rect(column))))
        line.start(height=current_theme().px(_LINE))

    def close(self) -> None:
        """Keeps what was typed."""
        if isinstance(self._line, RenameLine):
            self._line.keep()
        elif self._line is not None:
            self._line.unfocused.emit()

    def drop(self) -> None:
        """Whatever was typed."""
        self._forget(False)

    # Inside

    def _plain(self, name: str, keep: Callable[[str], object], *, start: str = "") -> EscapableLine:
        self.close()
        line = EscapableLine(self._view.viewport())
        line.setAccessibleName(name)
        line.setPlaceholderText(name)
        line.setText(start)
        line.selectAll()
        line.returnPressed.connect(lambda: self._keep(line, keep))
        line.unfocused.connect(lambda: self._keep(line, keep))
        line.escaped.connect(lambda: self._forget(True))
        return line

    def _place(self, line: EscapableLine, cell: QRect) -> None:
        self._line = line
        line.setGeometry(self._room(cell))
        line.show()
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _room(self, cell: QRect) -> QRect:
        """In the middle of the cell's height, wide enough for a name, within the viewport."""
        height, area = current_theme().px(_LINE), self._view.viewport().rect()
        width = min(max(cell.width() - 8, current_theme().px(_NAME_WIDTH)), area.width())
        left = max(min(cell.left() + 4, area.right() - width), 0)
        return QRect(left, cell.center().y() - height // 2, width, height)

    def _keep(self, line: EscapableLine, keep: Callable[[str], object]) -> None:
        if self._line is not line:
            return
        text = " ".join(line.text().split())
        self._forget(line.hasFocus())
        keep(text)

    def _forget(self, had_keys: bool) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        line.hide()
        line.deleteLater()
        self.said.emit("")
        if had_keys:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)


def _upper(header: QRect) -> QRect:
    """Over the name, so that the keys below stay in sight."""
    return header.adjusted(0, 0, 0, -header.height() // 3)
