"""The bounds that a model must meet to be selected: what they are, one more, one less."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from labeler.gui.pages.ranking.bound_dialog import BoundDialog
from labeler.gui.theme import current_theme, paint_icon
from labeler.gui.widgets.chip_menu import HEIGHT
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import Span, paint_spans, spans_width, strong

_PADDING = 13
_ARROW = 14
_MOST = 220
_SIGNS = {"<=": "≤", ">=": "≥"}


class BoundsChip(PaintedButton):
    """``changed`` carries the bounds, ``NAME<=VALUE`` each, and comes from the person only."""

    changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bounds: tuple[str, ...] = ()
        self._titles: dict[str, str] = {}
        self._menu = QMenu(self)
        self._dialog: BoundDialog | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)
        self.set_bounds(())

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """What a bound can be on, of (name, words)."""
        self._titles = dict(choices)
        self.set_bounds(self._bounds)

    def set_bounds(self, bounds: Sequence[str]) -> None:
        self._bounds = tuple(bounds)
        told = [self.in_words(bound) for bound in bounds]
        self.set_label(Span("Bounds  "), strong("none" if not told else told[0] if len(told) == 1 else f"{len(told)}"))
        self.setAccessibleName(f"Bounds: {', '.join(told) or 'none'}")
        self.setToolTip(plain_tip("\n".join(told) or "No bound: every model can be the best"))

    def bounds(self) -> tuple[str, ...]:
        return self._bounds

    def in_words(self, bound: str) -> str:
        """``WER ≤ 0.1``."""
        for sign, shown in _SIGNS.items():
            name, found, value = bound.partition(sign)
            if found:
                return f"{self._titles.get(name, name)} {shown} {value}"
        return bound

    def menu(self) -> QMenu:
        """Made anew by ``open_menu``."""
        return self._menu

    def open_menu(self) -> None:
        self._menu.clear()
        for bound in self._bounds:
            action = self._menu.addAction(f"Without {self.in_words(bound)}".replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, bound=bound: self._remove(bound))
        if self._bounds:
            self._menu.addSeparator()
        self._menu.addAction("Add a bound…").triggered.connect(self._ask)
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = min(spans_width(self.label, theme), theme.px(_MOST))
        return QSize(round(words + 2 * _PADDING + 6 + theme.px(_ARROW) + 1), theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            paint_box(
                painter, self.area(), fill=self.background(theme, theme.palette.surface), border=theme.palette.border
            )
            side, room = theme.px(_ARROW), self.area().adjusted(_PADDING, 0, -_PADDING, 0)
            arrow = QRectF(room.right() - side + 2, room.center().y() - side / 2, side, side)
            paint_icon(painter, arrow, "chevron-down", theme.palette.muted)
            paint_spans(painter, room.adjusted(0, 0, -side - 4, 0), self.label, theme)
            if self.focus_visible():
                paint_focus(painter, self.area(), theme)

    def _remove(self, bound: str) -> None:
        self._change(tuple(each for each in self._bounds if each != bound))

    def _ask(self) -> None:
        self._dialog = BoundDialog(list(self._titles.items()), self)
        self._dialog.chosen.connect(lambda bound: self._change((*self._bounds, bound)))
        self._dialog.finished.connect(self._dialog.deleteLater)
        self._dialog.open()

    def _change(self, bounds: tuple[str, ...]) -> None:
        self.set_bounds(tuple(dict.fromkeys(bounds)))
        self.changed.emit(self._bounds)
