"""The error categories of an example: toggled by number keys or clicks, made in place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from labeler.gui.theme import Theme, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.keycap import keycap_size, paint_keycap
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.spans import paint_text, plain_text
from labeler.gui.widgets.typed_line import TypedLine

ROW = 32
_PADDING = 8
_RADIUS = 6
_KEYS = 9
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class CategoryRow:
    name: str
    count: int
    definition: str = ""


class CategoryList(QWidget):
    """``toggled`` says what the user asks for; what is shown changes at once and again by ``set_toggled``.

    ``left``: no name is typed any more, the keyboard is free.
    """

    toggled = Signal(str, bool)
    created = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, max_rows: int = 9) -> None:
        super().__init__(parent)
        self._max_rows = max_rows
        self._buttons: dict[str, _CategoryButton] = {}
        self._rows = QVBoxLayout()
        self._scroll = _scroll_area(self._rows)
        button = ActionButton("new category", key="+", variant="quiet")
        self._create = TypedLine(button, placeholder="Name of the category", name="Name of the new category")
        self._create.entered.connect(self._on_entered)
        self._create.left.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll)
        layout.addWidget(self._create)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Error categories")
        self._fit_height()

    def set_categories(self, rows: Sequence[CategoryRow]) -> None:
        """In the order of the keys 1 to 9; what is toggled stays toggled."""
        if [row.name for row in rows] != list(self._buttons):
            self._rebuild(rows)
        for row in rows:
            self._buttons[row.name].show_row(row)

    def set_toggled(self, names: Collection[str]) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name in names)

    def toggled_names(self) -> tuple[str, ...]:
        return tuple(name for name, button in self._buttons.items() if button.isChecked())

    def toggle_key(self, number: int) -> None:
        """What the key 1 to 9 does; nothing where there is no such category."""
        names = list(self._buttons)[:_KEYS]
        if 1 <= number <= len(names) and self.isEnabled():
            self._buttons[names[number - 1]].click()

    def start_creating(self) -> None:
        """Opens the line in which the name of a new category is typed."""
        self._create.open()

    @property
    def create_row(self) -> QWidget:
        """What a page scrolls to while a name is typed."""
        return self._create

    def keep_typed(self) -> None:
        """Makes the category whose name stands in the line, if one does."""
        self._create.keep()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_height()

    def _rebuild(self, rows: Sequence[CategoryRow]) -> None:
        kept = set(self.toggled_names())
        for button in self._buttons.values():
            self._rows.removeWidget(button)
            button.deleteLater()
        self._buttons = {row.name: _CategoryButton(key) for key, row in zip(_key_names(rows), rows, strict=True)}
        for name, button in self._buttons.items():
            button.setChecked(name in kept)
            button.clicked.connect(self._on_clicked)
            self._rows.addWidget(button)
        self._fit_height()

    def _fit_height(self) -> None:
        rows = min(len(self._buttons), self._max_rows)
        self._scroll.setFixedHeight(rows * current_theme().px(ROW))
        self.updateGeometry()

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _CategoryButton):
            self._scroll.ensureWidgetVisible(button, 0, 0)
            self.toggled.emit(plain_text(button.label), button.isChecked())

    def _on_entered(self, name: str) -> None:
        existing = next((own for own in self._buttons if own.casefold() == name.casefold()), None)
        if existing is None:
            self.created.emit(name)
        elif not self._buttons[existing].isChecked():
            self._buttons[existing].click()


class _CategoryButton(PaintedButton):
    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._count = 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_row(self, row: CategoryRow) -> None:
        self._count = row.count
        self.set_label(row.name)
        self.setToolTip(row.definition)
        key = f"Key {self._key}. " if self._key else ""
        self.setAccessibleDescription(f"{key}{row.count:,} examples")

    def sizeHint(self) -> QSize:
        return QSize(160, current_theme().px(ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        palette = theme.palette
        fill = self.background(theme, palette.accent_soft if self.isChecked() else palette.surface)
        if fill != palette.surface:
            paint_box(painter, self.area(), fill=fill, radius=_RADIUS)
        self._paint_words(painter, theme)
        if self.focus_visible():
            paint_focus(painter, self.area(), theme, radius=_RADIUS)

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        cap = keycap_size(self._key or "9", theme)
        room = self.area().adjusted(_PADDING, 0, -_PADDING, 0)
        if self._key:
            place = QRectF(QPointF(room.left(), round(room.center().y() - cap.height() / 2)), cap)
            paint_keycap(painter, place, self._key, theme, faded=not self.isEnabled())
        count = f"{self._count:,}"
        paint_text(painter, room, count, theme, size="small", tone="muted", align=_RIGHT)
        words = room.adjusted(cap.width() + _PADDING, 0, -theme.px(12 + 7 * len(count)), 0)
        paint_text(painter, words, plain_text(self.label), theme, tone="text" if self.isEnabled() else "faint")


def _key_names(rows: Sequence[CategoryRow]) -> list[str]:
    return [str(place + 1) if place < _KEYS else "" for place in range(len(rows))]


def _scroll_area(rows: QVBoxLayout) -> QScrollArea:
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    inside = QWidget()
    inside.setLayout(rows)
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
