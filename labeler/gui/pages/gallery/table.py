"""The examples as a table, over the same list as the grid: one cursor, one selection."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from labeler.gui.pages.gallery.reading import ExampleReader
from labeler.gui.pages.gallery.table_model import ExampleModel, example_columns
from labeler.gui.theme import current_theme
from labeler.gui.widgets.example_list import ExampleList
from labeler.gui.widgets.figure_table import Column, FigureTable
from labeler.session.views import View

_Shift, _Control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_Keypad = Qt.KeyboardModifier.KeypadModifier
_CURRENT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class GalleryTable(FigureTable):
    """``activated_ordinal`` by Enter or a double click; ``sort_requested`` carries the name of an order.

    The current row is the cursor; what is selected is highlighted, by the keys and clicks of the grid.
    """

    activated_ordinal = Signal(int)
    sort_requested = Signal(str)

    def __init__(self, examples: ExampleList, parent: QWidget | None = None) -> None:
        self._examples = examples
        self._fitted: tuple[float, tuple[Column, ...]] | None = None
        self._rows = ExampleModel(examples)
        super().__init__("Examples as a table", self._rows, parent)
        self._rows.setParent(self)
        self.setCornerWidget(QWidget())  # plain, where the style would draw a frame
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionClicked.connect(self._on_header_clicked)
        self.doubleClicked.connect(lambda _index: self._activate())
        examples.shown_changed.connect(self._on_shown)
        examples.cursor_changed.connect(self._on_cursor)
        examples.selection_changed.connect(self.viewport().update)

    def show_reader(self, reader: ExampleReader | None) -> None:
        """Whose predictions are shown; the columns follow."""
        columns = example_columns(reader.session, reader.model) if reader is not None else ()
        self._rows.show(reader, columns)
        self._fit_sections()
        self._on_cursor(self._examples.cursor)

    def show_order(self, view: View) -> None:
        """An arrow at the column that the view is sorted by."""
        header = self.horizontalHeader()
        section = next((at for at, each in enumerate(self._rows.columns) if view.sort and each.order == view.sort), -1)
        header.setSortIndicatorShown(section >= 0)
        down = Qt.SortOrder.DescendingOrder if view.descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(section, down)

    def refresh(self) -> None:
        self.viewport().update()

    def _fit_sections(self) -> None:
        """Where the columns or the text are others; the widths that a person gave stay otherwise."""
        super()._fit_sections()
        theme, header, columns = current_theme(), self.horizontalHeader(), self._rows.columns
        fitted = theme.scale, tuple(each.column for each in columns)
        if fitted != self._fitted:
            self._fitted = fitted
            for section, each in enumerate(columns):
                header.resizeSection(section, theme.px(each.column.width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~_Keypad
        target = self._target(key)
        if target is not None and held in (Qt.KeyboardModifier.NoModifier, _Shift):
            self._examples.move(target, extend=bool(held & _Shift))
        elif key == Qt.Key.Key_Space and not held & ~_Control:
            self._examples.toggle()
        elif key == Qt.Key.Key_Escape and self._examples.count:
            self._examples.clear()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self._activate()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = self.horizontalScrollBar().singleStep() * (-4 if key == Qt.Key.Key_Left else 4)
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + step)
        else:
            event.ignore()

    def _target(self, key: Qt.Key) -> int | None:
        cursor, last = self._examples.cursor, len(self._examples) - 1
        page = max(self.viewport().height() // max(self.rowHeight(0), 1) - 1, 1)
        targets = {
            Qt.Key.Key_Up: cursor - 1,
            Qt.Key.Key_Down: cursor + 1,
            Qt.Key.Key_PageUp: cursor - page,
            Qt.Key.Key_PageDown: cursor + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        return min(max(targets[key], 0), last) if key in targets and last >= 0 else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        self._examples.move(index.row(), extend=bool(event.modifiers() & _Shift))
        if event.modifiers() & _Control:
            self._examples.toggle()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging selects, as Shift does."""
        index = self.indexAt(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and index.isValid() and index.row() != self._examples.cursor:
            self._examples.move(index.row(), extend=True)
        elif not event.buttons():
            super().mouseMoveEvent(event)

    def _activate(self) -> None:
        current = self._examples.current()
        if current is not None:
            self.activated_ordinal.emit(current)

    def _on_shown(self, same: bool) -> None:
        at = self.verticalScrollBar().value()
        self._rows.renew()
        self.verticalScrollBar().setValue(at if same else 0)

    def _on_cursor(self, place: int) -> None:
        index = self._rows.index(place, 0) if place >= 0 else QModelIndex()
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _CURRENT)

    def _on_header_clicked(self, section: int) -> None:
        order = self._rows.columns[section].order
        if order:
            self.sort_requested.emit(order)
