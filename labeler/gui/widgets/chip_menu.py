"""A choice with its name, "Metric **error** ▾", that opens a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from labeler.gui.theme import Theme, current_theme, paint_icon
from labeler.gui.widgets.option_list import Option
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.search_popup import SearchPopup
from labeler.gui.widgets.spans import Span, paint_spans, spans_width, strong

HEIGHT = 34
_PADDING = 13
_ARROW = 14
_GAP = 6
_MOST = 16
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_OPENING = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_F4)


class ChipMenu(PaintedButton):
    """``chosen`` carries the id of the choice and comes from the user only. A long list is found in by typing."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, max_width: int = 260, named: bool = True) -> None:
        """``named``: the name is written on the chip; without, a label beside it says it."""
        super().__init__(parent)
        self._name = name
        self._named = named
        self._max_width = max_width
        self._texts: dict[str, str] = {}
        self._current = ""
        self._menu = QMenu(self)
        self._popup: SearchPopup | None = None
        self._group = QActionGroup(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)
        self._show_current()

    def set_choices(self, choices: Sequence[tuple[str, str]], *, current: str = "") -> None:
        """Of (id, text); without ``current`` the first, if the present one is not among them."""
        self._texts = dict(choices)
        self._menu.clear()
        for action in self._group.actions():
            self._group.removeAction(action)
        for choice_id, text in choices if len(choices) <= _MOST else ():
            self._add(choice_id, text)
        wanted = current or self._current
        self.set_current(wanted if wanted in self._texts else next(iter(self._texts), ""))

    def current(self) -> str:
        return self._current

    def set_current(self, choice_id: str) -> None:
        self._current = choice_id
        for action in self._group.actions():
            action.setChecked(action.data() == choice_id)
        self._show_current()

    def open_menu(self) -> None:
        """Returns at once; the menu, or the list to find in, lies below the chip."""
        if len(self._texts) > _MOST:
            self._open_search()
            return
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def menu(self) -> QMenu:
        return self._menu

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = min(spans_width(self.label, theme), theme.px(self._max_width))
        return QSize(round(words + 2 * _PADDING + _GAP + theme.px(_ARROW) + 1), theme.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _OPENING:
            self.open_menu()
        elif event.key() in _ENTER and event.modifiers() & _CONTROL:
            event.ignore()  # is for the dialog around it
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            fill = self.background(theme, theme.palette.surface)
            paint_box(painter, self.area(), fill=fill, border=theme.palette.border)
            self._paint_words(painter, theme)
            if self.focus_visible():
                paint_focus(painter, self.area(), theme)

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        side = theme.px(_ARROW)
        room = self.area().adjusted(_PADDING, 0, -_PADDING, 0)
        arrow = QRectF(room.right() - side + 2, room.center().y() - side / 2, side, side)
        paint_icon(painter, arrow, "chevron-down", theme.palette.muted)
        words = room.adjusted(0, 0, -side - _GAP + 2, 0)
        paint_spans(painter, words, self.label, theme, tone="text" if self.isEnabled() else "faint")

    def _add(self, choice_id: str, text: str) -> None:
        action = QAction(text.replace("&", "&&"), self._menu)
        action.setCheckable(True)
        action.setData(choice_id)
        action.triggered.connect(self._on_triggered)
        self._group.addAction(action)
        self._menu.addAction(action)

    def _open_search(self) -> None:
        if self._popup is None:
            self._popup = SearchPopup(self._name, self)
            self._popup.chosen.connect(self._choose)
        self._popup.set_options([Option(choice_id, text) for choice_id, text in self._texts.items()])
        self._popup.open_below(self, at=self._current)

    def _choose(self, choice_id: str) -> None:
        self.set_current(choice_id)
        self.chosen.emit(choice_id)

    def _show_current(self) -> None:
        text = self._texts.get(self._current, "")
        self.set_label(*([Span(f"{self._name}  ")] if self._named else []), strong(text))
        self.setAccessibleName(f"{self._name}: {text}")
        self.setToolTip(plain_tip(text))

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._choose(str(action.data()))
