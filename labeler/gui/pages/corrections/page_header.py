"""The line at the top of the page: its name and its sections, in fewer words where they lack room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.header_bar import HEIGHT
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.widgets.text_label import TextLabel

_MARGIN = 11
_ALIGN = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

Named = tuple[str, str, str]
"""A section's id, its name, and its name in short."""


class PageHeader(Surface):
    """``chosen`` carries the id of the section that the person goes to."""

    chosen = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = TextLabel(title, strong=True)
        self._choice = Segmented("Section")
        self._sections: tuple[Named, ...] = ()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay_out()
        self._choice.chosen.connect(self.chosen)

    def current(self) -> str:
        return str(self._choice.current())

    def set_current(self, section: str) -> None:
        self._choice.set_current(section)

    def show_sections(self, sections: Sequence[Named]) -> None:
        """The current one stays, else the first is."""
        self._sections = tuple(sections)
        self._fit()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, current_theme().px(HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.fillRect(0, self.height() - 1, self.width(), 1, current_theme().palette.border)

    def _lay_out(self) -> None:
        policy = self._choice.sizePolicy()
        policy.setHeightForWidth(False)  # short names fit on one line
        self._choice.setSizePolicy(policy)
        self._row.setContentsMargins(3 * GRID, _MARGIN, 3 * GRID, _MARGIN)
        self._row.setSpacing(GRID)
        self._row.addWidget(self._title, 0, _ALIGN)
        self._row.addWidget(self._choice, 0, _ALIGN)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def _fit(self) -> None:
        room, title = self.width() - 6 * GRID, self._title.sizeHint().width() + GRID
        self._name(short=False)
        beside = self._choice.sizeHint().width() + title <= room
        if self._choice.sizeHint().width() > room:
            self._name(short=True)
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(sideways if beside else down)

    def _name(self, *, short: bool) -> None:
        names = [(section, brief if short else name) for section, name, brief in self._sections]
        first = names[0][0] if names else None
        self._choice.set_choices(names, current=self._choice.current() or first)
