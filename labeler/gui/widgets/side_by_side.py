"""Widgets side by side where there is room for that, and one below the other where there isn't."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from labeler.gui.theme import GRID

_ACROSS, _BACKWARDS = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.RightToLeft
_DOWN = QBoxLayout.Direction.TopToBottom


class SideBySide(QWidget):
    """``needs`` says how wide it must be for that, in pixels of the screen; asked again when the text's size changes.

    With ``mirrored`` the first one stands at the right, or above. ``fitted`` carries whether they are side by side, and
    comes whenever either has changed: the room, the size of the text, or ``needs`` by ``fit``.
    """

    fitted = Signal(bool)

    def __init__(
        self, needs: Callable[[], float], *, gap: int = 3 * GRID, mirrored: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._needs = needs
        self._across = _BACKWARDS if mirrored else _ACROSS
        self._row = QBoxLayout(self._across, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)

    def add(self, part: QWidget | QLayout, share: int = 0) -> None:
        """``share`` of what room is left over."""
        if isinstance(part, QWidget):
            self._row.addWidget(part, share)
        else:
            self._row.addLayout(part, share)

    def is_beside(self) -> bool:
        return self._row.direction() == self._across

    def fit(self) -> None:
        """What ``needs`` says has changed."""
        beside = self.width() >= self._needs()
        self._row.setDirection(self._across if beside else _DOWN)
        self.fitted.emit(beside)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to find that there is no room, however they lie now."""
        margins, items = self._row.contentsMargins(), map(self._row.itemAt, range(self._row.count()))
        widest = max((item.minimumSize().width() for item in items if item is not None), default=0)
        return QSize(widest + margins.left() + margins.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()
