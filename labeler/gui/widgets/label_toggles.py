"""Which labels of a set are there, are not, or can't be told, each by one key."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from labeler.core.labels import Vocabulary
from labeler.core.tasks.multilabel import Multilabel
from labeler.core.truth import UNKNOWN, MultilabelTruth
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.entry import ENTER, MOVES, Entry, is_control_enter, is_plain, keeps
from labeler.gui.widgets.label_editor import LabelEditor, Offer, already_right, hints, verdicts_besides
from labeler.gui.widgets.painting import paint_focus
from labeler.gui.widgets.row_list import show_rows
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.text_label import TextLabel
from labeler.gui.widgets.toggle_list import ABSENT, PRESENT, Toggle, ToggleDelegate, ToggleModel, Values

FEW = 10

_SIGNS = {PRESENT: "+ ", ABSENT: "− ", UNKNOWN: "? "}


class LabelToggles(LabelEditor):
    """A label a row, from the standing set or the given one; Enter accepts the whole set.

    Digits toggle the first ten, arrows and Space any, ``?`` or ``-`` says that it can't be told. Of more than ten a
    few letters find one and Enter toggles it. Where the given set is hidden all start absent, not unknown: the text
    accepted says of every label what it is, a person names what is there, and ``?`` is something one says.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = Offer((), "")
        self._given: Values | None = None
        self._model = ToggleModel(self)
        self._entry = Entry(self._handle)
        self._rows = _Rows(self._model, self)
        self._summary = TextLabel(wrap=True)
        self._hint = TextLabel(size="small", tone="muted", wrap=True)
        self._lay_out()
        self._entry.textChanged.connect(self._search)
        self._rows.clicked.connect(lambda index: self._toggle(index.row()))
        self._rows.customContextMenuRequested.connect(self._on_right_click)

    def edit(self, offer: Offer) -> None:
        self._offer = offer
        self._given = None if offer.blind else _values(offer.given, offer.labels)
        start = _values(offer.standing, offer.labels) if offer.standing is not None else self._given
        self._model.start(offer.labels, start or (ABSENT,) * len(offer.labels), given=self._given)
        many = len(offer.labels) > FEW
        self._entry.setVisible(many)
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus if many else Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._entry if many else self._rows)
        self._go_to(None)
        self._show_changes()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._entry.setPlaceholderText("Find a label")
        self._entry.setAccessibleName("Find a label")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._entry)
        layout.addWidget(self._rows, 1)
        layout.addWidget(self._summary)
        layout.addWidget(self._hint)

    # Keys

    def handle_key(self, event: QKeyEvent) -> None:
        """A key of the list, which has the keyboard where there are few labels."""
        if not self._handle(event) and event.text().strip() and is_plain(event):
            self._go_to(self._model.row_starting(event.text(), after=self._rows.currentIndex().row()))

    def _handle(self, event: QKeyEvent) -> bool:
        """True if the key was for the set and not a letter of a label's name."""
        key = Qt.Key(event.key())
        if is_control_enter(event):
            self._accept()
        elif not is_plain(event):
            return False
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in MOVES:
            self._move(MOVES[key])
        elif self._entry.text():
            return self._handle_found(key, event.text())
        else:
            return self._handle_set(key, event.text())
        return True

    def _handle_found(self, key: Qt.Key, text: str) -> bool:
        """While a name is typed: what is done to the label found."""
        row = self._rows.currentIndex().row()
        if key in ENTER or text == ";":
            self._toggle(row)
        elif text == "?":
            self._set_unknown(row)
        else:
            return False
        return True

    def _handle_set(self, key: Qt.Key, text: str) -> bool:
        row = self._model.row_of_key(text)
        if key in ENTER:
            self._accept()
        elif key == Qt.Key.Key_Space:
            self._toggle(self._rows.currentIndex().row())
        elif text in ("?", "-"):
            self._set_unknown(self._rows.currentIndex().row())
        elif row is not None:
            self._toggle(row)
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        last, current = self._model.rowCount() - 1, self._rows.currentIndex()
        if last >= 0:
            self._go_to(min(max(current.row() + by, 0), last) if current.isValid() else 0)

    def _toggle(self, row: int) -> None:
        if row >= 0:
            self._model.toggle(row)
            self._show_toggled(row)

    def _set_unknown(self, row: int) -> None:
        if row >= 0:
            self._model.set_value(row, UNKNOWN)
            self._show_toggled(row)

    def _on_right_click(self, place: QPoint) -> None:
        self._set_unknown(self._rows.indexAt(place).row())

    def _accept(self) -> None:
        if self._model.values == self._given:
            self._hint.set_text(already_right("the given set"))
        else:
            self.chosen.emit(_written(self._model.values, self._offer.labels))

    # Showing

    def _search(self, query: str) -> None:
        self._model.search(query)
        self._go_to(0 if query.strip() and self._model.rowCount() else None)
        self._rows.scrollToTop()
        self._show_changes()

    def _show_toggled(self, row: int) -> None:
        """The row stays the one that keys are about, among all labels again."""
        label = self._model.at(row).label
        self._entry.clear()
        self._go_to(self._model.row_of(label))
        self._show_changes()

    def _go_to(self, row: int | None) -> None:
        index = QModelIndex() if row is None else self._model.index(row)
        self._rows.setCurrentIndex(index)
        self._entry.setAccessibleDescription(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
        self._rows.viewport().update()

    def _show_changes(self) -> None:
        self._summary.set_text(*self._summary_parts())
        self.show_hint()

    def show_hint(self) -> None:
        leaving = ("Esc leaves", *verdicts_besides(self._offer))
        find = () if self._rows.focusPolicy() else ("letters find one",)
        first = ("no label matches",) if not self._model.rowCount() else ("? unknown", *find)
        self._hint.set_text(hints("Digits or Space toggle", *first, "Enter accepts the set", *leaving))

    def _summary_parts(self) -> tuple[Span | str, ...]:
        changes = self._model.changes()
        if self._given is None:
            return (strong(", ".join(map(_named, changes)) or "None of the labels"),)
        if not changes:
            return (Span("As given", tone="muted"),)
        return (strong(", ".join(f"{_SIGNS[one.value]}{one.label}" for one in changes)),)


class _Rows(QListView):
    """Rings itself while it has the keyboard and no row shows it."""

    def __init__(self, model: ToggleModel, toggles: LabelToggles) -> None:
        super().__init__(toggles)
        self._toggles = toggles
        self.setModel(model)
        self.setItemDelegate(ToggleDelegate(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        show_rows(self, name="Labels of the set")

    def event(self, event: QEvent) -> bool:
        return keeps(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._toggles.handle_key(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            with QPainter(self.viewport()) as painter:
                paint_focus(painter, QRectF(self.viewport().rect()), current_theme())


def _named(one: Toggle) -> str:
    return f"{one.label}?" if one.value == UNKNOWN else one.label


def _values(text: str, labels: tuple[str, ...]) -> Values:
    nothing = MultilabelTruth(np.zeros((1, len(labels)), np.int8))
    said = Multilabel(labels).corrected(nothing, {0: text}, Vocabulary(labels))
    assert isinstance(said, MultilabelTruth)
    return tuple(said.values[0].tolist())


def _written(values: Values, labels: tuple[str, ...]) -> str:
    return Multilabel(labels).given(MultilabelTruth(np.array([values], np.int8)), 0, Vocabulary(labels))
