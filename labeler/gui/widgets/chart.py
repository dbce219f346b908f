"""Charts: one painting for the screen, for a saved picture and for a slide."""

from __future__ import annotations

from math import ceil
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.theme import Theme, current_theme


class Drawable(Protocol):
    """What a picture can be made of."""

    def natural_size(self, theme: Theme) -> QSizeF:
        """The room in which nothing need be elided or squeezed."""
        ...

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        """Within ``room``, on a ground that is there already, in the colours and type of ``theme`` alone."""
        ...


class Chart(QWidget):
    """A painted figure that is a Drawable. After its data changed, a subclass calls ``show_anew``."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        raise NotImplementedError

    def natural_size(self, theme: Theme) -> QSizeF:
        raise NotImplementedError

    def described(self) -> str:
        """The figures in words, for whoever can't see them."""
        raise NotImplementedError

    def least_size(self, theme: Theme) -> QSizeF:
        """The least room in which it can still be read."""
        return self.natural_size(theme)

    def height_in(self, width: float, theme: Theme) -> float:  # noqa: ARG002 - for charts with text that wraps
        """The natural height in so much width."""
        return self.natural_size(theme).height()

    def show_anew(self) -> None:
        self.setAccessibleDescription(self.described())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return _whole(self.natural_size(current_theme()))

    def minimumSizeHint(self) -> QSize:
        return _whole(self.least_size(current_theme()))

    def heightForWidth(self, width: int) -> int:
        return ceil(self.height_in(width, current_theme()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.draw(painter, QRectF(self.rect()), current_theme())


def _whole(size: QSizeF) -> QSize:
    return QSize(ceil(size.width()), ceil(size.height()))
