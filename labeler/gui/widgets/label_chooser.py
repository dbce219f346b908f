"""Type-ahead choice of the right label, from two classes to thousands, without the mouse."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QStackedLayout, QVBoxLayout, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.label_list import ROW, LabelDelegate, LabelModel
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.text_label import TextLabel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_UNBROKEN = "\u00a0"
_CONTROL = Qt.KeyboardModifier.ControlModifier
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class LabelChooser(QWidget):
    """Nothing is preselected until something is typed, so that no label is easier to choose than another.

    ``chosen`` carries the acceptable labels in the order they were collected, one as a rule.
    """

    chosen = Signal(tuple)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None, *, several: bool = True) -> None:
        """``several``: Ctrl+Enter or ``;`` collects more than one acceptable label."""
        super().__init__(parent)
        self._several = several
        self._collected: list[str] = []
        self._model = LabelModel(self)
        self._entry = _Entry(self._handle)
        self._list = _list_view(self._model)
        self._nothing = TextLabel(tone="muted", wrap=True)
        self._hint = TextLabel(size="small", tone="faint", wrap=True)
        self._lay_out()
        self._entry.textChanged.connect(self._on_typed)
        self._list.clicked.connect(self._on_clicked)
        self.setFocusProxy(self._entry)

    def set_labels(self, labels: Sequence[str], *, given: Collection[str] = ()) -> None:
        """In the order shown, which is that of the number keys; ``given`` ones are listed but can't be chosen."""
        self._model.set_labels(labels, given=given)
        self.start()

    def start(self) -> None:
        """Empty, nothing selected or collected, the keyboard in the entry."""
        self._collected = []
        self._entry.clear()
        self._search("")
        self._show_collected()
        self._entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def collected(self) -> tuple[str, ...]:
        return tuple(self._collected)

    def _lay_out(self) -> None:
        self._entry.setPlaceholderText("Right label")
        self._entry.setAccessibleName("Right label")
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._nothing)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._nothing.setContentsMargins(GRID, GRID, GRID, GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._entry)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._hint)

    def _handle(self, event: QKeyEvent) -> bool:
        """True if the key was the chooser's and not a letter of the entry."""
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & _CONTROL)
        if key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in _ENTER:
            self._enter(collect=control)
        elif key in _MOVES:
            self._move(_MOVES[key])
        elif event.text() == ";" and self._several and self._current() is not None:
            self._enter(collect=True)
        else:
            return self._handle_digit(chr(key) if 0x30 <= key <= 0x39 else "", collect=control)
        return True

    def _handle_digit(self, digit: str, *, collect: bool) -> bool:
        label = self._model.label_of_key(digit) if digit and not self._entry.text() else None
        if label is None:
            return False
        self._take(label, collect=collect)
        return True

    def _enter(self, *, collect: bool) -> None:
        label = self._current()
        if label is not None:
            self._take(label, collect=collect)
        elif self._collected and not collect and not self._entry.text():
            self.chosen.emit(tuple(self._collected))

    def _take(self, label: str, *, collect: bool) -> None:
        if not (collect and self._several):
            self.chosen.emit(tuple(dict.fromkeys([*self._collected, label])))
            return
        if label in self._collected:
            self._collected.remove(label)
        else:
            self._collected.append(label)
        self._entry.clear()
        self._search("")
        self._show_collected()

    def _move(self, by: int) -> None:
        row = self._list.currentIndex().row()
        last = self._model.rowCount() - 1
        step = 1 if by > 0 else -1
        target = min(max(row + by, 0), last) if row >= 0 else self._model.first_choosable()
        while target is not None and 0 <= target <= last and self._model.candidate(target).given:
            target += step
        if target is not None and 0 <= target <= last:
            self._list.setCurrentIndex(self._model.index(target))

    def _current(self) -> str | None:
        index = self._list.currentIndex()
        return self._model.candidate(index.row()).label if index.isValid() else None

    def _search(self, query: str) -> None:
        self._model.search(query)
        first = self._model.first_choosable() if query.strip() else None
        self._list.setCurrentIndex(QModelIndex() if first is None else self._model.index(first))
        self._list.scrollToTop()
        self._nothing.set_text("No class matches ", strong(query.strip()))
        self._stack.setCurrentWidget(self._list if self._model.rowCount() else self._nothing)

    def _show_collected(self) -> None:
        self._model.show_collected(self._collected)
        self._hint.set_text(*self._hint_parts())

    def _hint_parts(self) -> tuple[Span | str, ...]:
        if self._collected:
            return strong(" or ".join(self._collected), "text"), " · Enter accepts any of them"
        hints = ["Enter chooses", *(["; adds another"] if self._several else []), "Esc leaves"]
        return (" · ".join(hint.replace(" ", _UNBROKEN) for hint in hints),)

    def _on_typed(self, text: str) -> None:
        self._search(text)

    def _on_clicked(self, index: QModelIndex) -> None:
        if not self._model.candidate(index.row()).given:
            self._take(self._model.candidate(index.row()).label, collect=False)


class _Entry(QLineEdit):
    """A line whose keys are offered to ``handle`` first."""

    def __init__(self, handle: Callable[[QKeyEvent], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle = handle

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._handle(event):
            super().keyPressEvent(event)


def _list_view(model: LabelModel) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(LabelDelegate(view))
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setMinimumHeight(current_theme().px(3 * ROW))
    view.setAccessibleName("Classes")
    return view
