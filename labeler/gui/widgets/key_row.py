"""An action with its keys, which can be changed where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.chords import key_name, pressed
from labeler.gui.theme import GRID, Theme, current_theme, mixed, paint_icon
from labeler.gui.widgets.keycap import keycap_size, paint_keycap
from labeler.gui.widgets.painting import paint_box, paint_focus

_ROW = 28
_GAP = 4
_PADDING = 6
_RADIUS = 6
_DOT = 6
_ADD = ""
"""The place before the keys, where one more can be given."""
_LISTENING = "press a key …"
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_MORE = (Qt.Key.Key_Plus, Qt.Key.Key_Insert)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_OWN_KEYS = (*_STEPS, *_ROWS, *_MORE, *_ENTER, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class KeyRow(QWidget):
    """Left and Right choose a key, Enter or a second click asks for another in its place, + for one more: ``chosen``.

    It goes on asking until ``stop``, Esc or the loss of the keyboard. ``removed`` and ``reset`` are Del and Backspace;
    ``moved`` is a step up or down. ``block``: the keys are nine that go together and are shown as a range.
    """

    INSET = 12
    """Where the words begin."""

    chosen = Signal(str, str)
    removed = Signal(str)
    reset = Signal()
    listening_changed = Signal(bool)
    focused = Signal()
    moved = Signal(int)

    def __init__(self, text: str, *, block: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._block = block
        self._keys: tuple[str, ...] = ()
        self._own = False
        self._place = 0
        self._listening = self._clicked = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(text)

    def set_keys(self, keys: Sequence[str], *, own: bool) -> None:
        """``own``: they are the person's, not those of the preset."""
        places = len(self._slots())
        self._keys, self._own = tuple(keys), own
        if len(self._slots()) != places:  # a new key stands last
            self._place = len(self._slots()) - 1
        words = f"Keys {', '.join(self.caps())}" if keys else "No key"
        self.setAccessibleDescription(f"{words}{', changed' if own else ''}. Enter changes, + adds, Del takes away")
        self.updateGeometry()
        self.update()

    def caps(self) -> list[str]:
        """The keys as they are shown."""
        if self._block and self._keys:
            return [f"{key_name(self._keys[0])} – {key_name(self._keys[-1])}"]
        return [key_name(key) for key in self._keys]

    def is_listening(self) -> bool:
        return self._listening

    def listen(self) -> None:
        """Take the next chord for a key."""
        self._set_listening(True)

    def stop(self) -> None:
        self._set_listening(False)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(280), self.heightForWidth(current_theme().px(280)))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._slots_width(current_theme())) + 2 * _PADDING, current_theme().px(_ROW))

    def heightForWidth(self, width: int) -> int:
        theme = current_theme()
        words = _wrapped(self._text, theme, round(self._words_width(width, theme)))
        if self._is_stacked(width, theme):
            return words.height() + theme.px(_ROW)
        return max(words.height() + GRID, theme.px(_ROW))

    def event(self, event: QEvent) -> bool:
        """Its own keys go before any shortcut's; while it listens they all are its own, Tab too."""
        if self._listening and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._choose(min(max(self._place + _STEPS[key], 0), len(self._slots()) - 1))
        elif key in _ROWS:
            self.moved.emit(_ROWS[key])
        elif key in _ENTER and not event.isAutoRepeat():
            self.listen()
        elif key in _MORE and self._slots()[0] == _ADD:
            self._choose(0)
            self.listen()
        elif key == Qt.Key.Key_Delete and self._slot() != _ADD:
            self.removed.emit(self._slot())
        elif key == Qt.Key.Key_Backspace:
            self.reset.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.stop()
        place = next((at for at, rect in enumerate(self._places()) if rect.contains(event.position())), None)
        if place is not None:
            again = place == self._place and self._clicked
            self._choose(place)
            if again or self._slot() == _ADD:
                self.listen()
        self._clicked = place is not None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._clicked = False
        self.stop()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            if self.hasFocus() or self.underMouse():
                share = 0.04 if self.underMouse() else 0.0
                paint_box(painter, QRectF(self.rect()), fill=mixed(theme.palette.surface, theme.palette.text, share))
            self._paint_words(painter, theme)
            for place, rect in enumerate(self._places()):
                self._paint_slot(painter, place, rect, theme)
            if self.hasFocus():
                paint_focus(painter, QRectF(self.rect()), theme, radius=_RADIUS)

    # Inside

    def _take(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        chord = pressed(event)
        if chord == "Esc":
            self.stop()
        elif chord:
            self.chosen.emit(chord, self._slot())

    def _set_listening(self, listening: bool) -> None:
        if listening != self._listening:
            self._listening = listening
            self.listening_changed.emit(listening)
            self.updateGeometry()
            self.update()

    def _choose(self, place: int) -> None:
        self._place = place
        self.update()

    def _slots(self) -> tuple[str, ...]:
        if self._block:
            return self._keys[:1] or (_ADD,)
        return (_ADD, *self._keys)

    def _slot(self) -> str:
        return self._slots()[self._place]

    def _names(self) -> list[str]:
        """What stands in each place, the first one's empty where one more key can be given."""
        names = ["", *self.caps()] if len(self._slots()) > len(self.caps()) else self.caps()
        if self._listening:
            names[self._place] = _LISTENING
        return names

    def _slots_width(self, theme: Theme) -> float:
        return sum(keycap_size(name, theme).width() + _GAP for name in self._names()) - _GAP

    def _words_width(self, width: int, theme: Theme) -> float:
        room = width - _PADDING - self.INSET
        return room if self._is_stacked(width, theme) else room - self._slots_width(theme) - GRID

    def _is_stacked(self, width: int, theme: Theme) -> bool:
        """The keys go below the words where those would have less than two fifths of the room."""
        return self._slots_width(theme) > 0.6 * width

    def _places(self) -> list[QRectF]:
        theme = current_theme()
        sizes = [keycap_size(name, theme) for name in self._names()]
        left = self.width() - _PADDING - self._slots_width(theme)
        row = theme.px(_ROW)
        middle = self.height() - row / 2 if self._is_stacked(self.width(), theme) else self.height() / 2
        places = []
        for size in sizes:
            places.append(QRectF(QPointF(round(left), round(middle - size.height() / 2)), size))
            left += size.width() + _GAP
        return places

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        stacked = self._is_stacked(self.width(), theme)
        height = self.height() - (theme.px(_ROW) if stacked else 0)
        if self._own:
            paint_box(painter, QRectF(3, (height - _DOT) / 2, _DOT, _DOT), fill=theme.palette.accent, radius=_DOT / 2)
        painter.setFont(theme.font())
        painter.setPen(theme.palette.text)
        painter.drawText(QRectF(self.INSET, 0, self._words_width(self.width(), theme), height), _WRAP, self._text)

    def _paint_slot(self, painter: QPainter, place: int, rect: QRectF, theme: Theme) -> None:
        name, current = self._names()[place], place == self._place and self.hasFocus()
        if name:
            paint_keycap(painter, rect, name, theme)
        elif self.hasFocus() or self.underMouse():
            side = theme.px(12)
            middle = rect.center()
            icon = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            paint_icon(painter, icon, "add", theme.palette.muted)
        if current:
            paint_box(painter, rect.adjusted(-1, -1, 1, 1), border=theme.palette.accent, width=2, radius=5)


def _wrapped(text: str, theme: Theme, width: int) -> QRect:
    return QFontMetrics(theme.font()).boundingRect(QRect(0, 0, max(width, 1), 10_000), int(_WRAP), text)
