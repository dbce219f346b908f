"""The line at the top of a page: what it shows, of what, and its few choices."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.flow_row import FlowRow
from labeler.gui.widgets.spans import Span
from labeler.gui.widgets.text_label import TextLabel, TextLine

HEIGHT = 56
_SUBTITLE = 240
"""Room that is kept for it beside the choices."""
_SPACING = 2 * GRID


class HeaderBar(QWidget):
    """Title and quiet subtitle at the left; ``add`` fills the right side from left to right.

    Where there is no room for them all, the choices go on in lines of their own below; what ``stays`` does.
    """

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = TextLabel(title, strong=True)
        self._subtitle = TextLine(subtitle, tone="muted")
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._choices: list[QWidget] = []
        self._staying: list[QWidget] = []
        self._beside = True
        self._line, self._below = QWidget(), QWidget()
        self._right = QHBoxLayout()
        self._flow = FlowRow(self._below, gap=GRID)
        self._lay_out()

    def set_title(self, title: str, *subtitle: Span | str) -> None:
        self._title.set_text(title)
        self._subtitle.set_text(*subtitle)
        self._fit()

    def title(self) -> str:
        return self._title.accessibleName()

    def subtitle(self) -> str:
        return self._subtitle.text()

    def add(self, widget: QWidget, *, stays: bool = False) -> None:
        """``stays``: beside the title also where the choices go below."""
        (self._staying if stays else self._choices).append(widget)
        self._right.addWidget(widget)
        self._beside = True
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The choices never make the window wider than the widest of them."""
        theme = current_theme()
        staying = sum(widget.sizeHint().width() + _SPACING for widget in self._staying)
        line = self._title.sizeHint().width() + staying + theme.px(5 * GRID) + 6 * GRID
        widest = max((widget.sizeHint().width() for widget in self._choices), default=0) + 6 * GRID
        return QSize(max(line, widest), theme.px(HEIGHT))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        line = current_theme().px(HEIGHT)
        return line if self._beside else line + self._flow.heightForWidth(width)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange):
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current_theme().palette
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), palette.surface)
            painter.fillRect(0, self.height() - 1, self.width(), 1, palette.border)

    def _fit(self) -> None:
        theme = current_theme()
        self._line.setFixedHeight(theme.px(HEIGHT) - 1)
        shown = [widget for widget in (*self._choices, *self._staying) if not widget.isHidden()]
        subtitle = min(self._subtitle.sizeHint().width(), theme.px(_SUBTITLE))
        wanted = sum(widget.sizeHint().width() + _SPACING for widget in shown)
        beside = self._title.sizeHint().width() + subtitle + wanted + 8 * GRID <= self.width()
        if beside == self._beside:
            return
        self._beside = beside
        for place, widget in enumerate(self._choices):
            hidden = widget.isHidden()
            self._flow.removeWidget(widget)
            self._right.insertWidget(place, widget) if beside else self._flow.addWidget(widget)
            widget.setHidden(hidden)
        self._below.setVisible(not beside and bool(self._choices))
        self.updateGeometry()

    def _lay_out(self) -> None:
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._right.setSpacing(_SPACING)
        line = QHBoxLayout(self._line)
        line.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        line.setSpacing(_SPACING)
        line.addWidget(self._title)
        line.addWidget(self._subtitle, 1)
        line.addLayout(self._right)
        self._flow.setContentsMargins(3 * GRID, 0, 3 * GRID, GRID + 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 1)
        layout.setSpacing(0)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(self._line)
        layout.addWidget(self._below)
        self._below.hide()
