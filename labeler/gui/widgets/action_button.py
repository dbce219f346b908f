"""The button of an action: icon, words, and the key that does the same."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.actions import action as action_of
from labeler.gui.keymap import IN_FORCE, keycap, keycap_while_typing, keys_in_words
from labeler.gui.theme import RADIUS, TextSize, Theme, Tone, current_theme, mixed, paint_icon
from labeler.gui.widgets.keycap import keycap_size, paint_keycap
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.painting import FOCUS_WIDTH, paint_box, paint_focus
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import Span, Spans, as_spans, paint_spans, spans_width

Variant = Literal["card", "primary", "quiet", "hint"]

_HEIGHTS: dict[Variant, int] = {"card": 40, "primary": 36, "quiet": 32, "hint": 24}
_PADDINGS: dict[Variant, int] = {"card": 14, "primary": 13, "quiet": 8, "hint": 4}
_ICON_GAP = 9
_KEY_GAPS: dict[Variant, int] = {"card": 12, "primary": 12, "quiet": 8, "hint": 6}
_TIGHT_PADDING, _TIGHT_ICON_GAP, _TIGHT_KEY_GAP = 8, 6, 6


class ActionButton(PaintedButton):
    """``card`` and ``primary`` carry the keycap at the right; ``quiet`` and the small ``hint`` before the words.

    With ``action``, an action's id, it shows the key that is in force, ``key`` is for what no action stands for.
    """

    def __init__(
        self,
        *label: Span | str,
        icon: str = "",
        tone: Tone = "muted",
        key: str = "",
        action: str = "",
        variant: Variant = "card",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tone: Tone = tone
        self._key = self._action = self._tip = ""
        self._typing = self._waits = False
        self._variant: Variant = variant
        self._selected: Tone | None = None
        stretch = QSizePolicy.Policy.Fixed if self._is_inline() else QSizePolicy.Policy.Preferred
        self.setSizePolicy(stretch, QSizePolicy.Policy.Fixed)
        self.set_label(*label)
        self.set_key(key)
        if action:
            self._follow(action)

    def _follow(self, action_id: str) -> None:
        self._action = action_id
        self._show_key()
        IN_FORCE.changed.connect(self._show_key)

    def set_typing(self, typing: bool) -> None:
        """While text is typed: the key that does it even so, or, faded, the one that does it afterwards."""
        if typing != self._typing:
            self._typing = typing
            if self._action:
                self._show_key()

    def _show_key(self) -> None:
        works = keycap_while_typing(self._action) if self._typing else ""
        self._waits = self._typing and not works
        self.set_key(works or keycap(self._action))
        keys = keys_in_words(self._action)
        tip = f"{action_of(self._action).text.rstrip('…')} ({keys})" if keys else ""
        if self.toolTip() in ("", self._tip):  # else the button has something of its own to say
            self.setToolTip(plain_tip(tip))
        self._tip = plain_tip(tip)

    def set_key(self, key: str) -> None:
        self._key = key
        self.setAccessibleDescription(f"Key {key}{', not while typing' if self._waits else ''}" if key else "")
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str, tone: Tone = "muted") -> None:
        if (name, tone) == (self._icon, self._tone):
            return
        self._icon, self._tone = name, tone
        self.updateGeometry()
        self.update()

    def selected(self) -> Tone | None:
        return self._selected

    def set_selected(self, tone: Tone | None) -> None:
        """Outlined in the colour of ``tone``, a verdict as a rule; None takes the outline away."""
        if tone != self._selected:
            self._selected = tone
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._width(self.label) + 1), current_theme().px(_HEIGHTS[self._variant]))

    def minimumSizeHint(self) -> QSize:
        shortest = self.label if self._is_inline() else as_spans(["…"])
        return QSize(round(self._width(shortest) + 1), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            self._paint_background(painter, theme)
            self._paint_content(painter, theme)
            if self.focus_visible():
                self._paint_focus(painter, theme)

    def _is_inline(self) -> bool:
        return self._variant in ("quiet", "hint")

    def _text_size(self) -> TextSize:
        return "small" if self._variant == "hint" else "body"

    def _width(self, label: Spans) -> float:
        theme = current_theme()
        width = 2 * _PADDINGS[self._variant] + spans_width(self._weighted(label), theme, self._text_size())
        if self._icon:
            width += theme.px(16) + _ICON_GAP
        if self._key:
            width += keycap_size(self._key, theme).width() + _KEY_GAPS[self._variant]
        return width

    def _weighted(self, label: Spans) -> Spans:
        if self._variant != "primary":
            return label
        return tuple(Span(span.text, strong=True, tone=span.tone) for span in label)

    def _paint_background(self, painter: QPainter, theme: Theme) -> None:
        fill = self.background(theme, self._resting_color(theme))
        if self._variant == "card":
            border = theme.color(self._selected) if self._selected else theme.palette.border
            paint_box(painter, self.area(), fill=fill, border=border, width=2.0 if self._selected else 1.0)
        elif self._variant == "primary" or self.underMouse() or self.isDown():
            paint_box(painter, self.area(), fill=fill, radius=RADIUS if self._variant == "primary" else 6)

    def _resting_color(self, theme: Theme) -> QColor:
        if self._variant != "primary":
            return theme.palette.surface
        return theme.palette.accent if self.isEnabled() else mixed(theme.palette.surface, theme.palette.accent, 0.35)

    def _gaps(self) -> tuple[int, int, int]:
        """Beside the content, after the icon and before the key: less of a card that would else lack room for words."""
        if self._variant == "card" and self._width(self.label) > self.width():
            return _TIGHT_PADDING, _TIGHT_ICON_GAP, _TIGHT_KEY_GAP
        return _PADDINGS[self._variant], _ICON_GAP, _KEY_GAPS[self._variant]

    def _paint_content(self, painter: QPainter, theme: Theme) -> None:
        padding, icon_gap, key_gap = self._gaps()
        room = self.area().adjusted(padding, 0, -padding, 0)
        if self._icon:
            room = self._paint_icon(painter, room, theme).adjusted(icon_gap, 0, 0, 0)
        if self._key:
            room = self._paint_key(painter, room, theme, gap=key_gap)
        paint_spans(painter, room, self._weighted(self.label), theme, size=self._text_size(), tone=self._ink())

    def _paint_icon(self, painter: QPainter, room: QRectF, theme: Theme) -> QRectF:
        side = theme.px(16)
        place = QRectF(room.left() - 1, room.center().y() - side / 2, side, side)
        tone = self._tone if self.isEnabled() and self._variant != "primary" else self._ink()
        paint_icon(painter, place, self._icon, theme.color(tone))
        return room.adjusted(side - 1, 0, 0, 0)

    def _paint_key(self, painter: QPainter, room: QRectF, theme: Theme, *, gap: int) -> QRectF:
        size = keycap_size(self._key, theme)
        left = room.left() if self._is_inline() else room.right() - size.width()
        place = QRectF(QPointF(round(left), round(room.center().y() - size.height() / 2)), size)
        primary = self._variant == "primary"
        paint_keycap(painter, place, self._key, theme, on_accent=primary, faded=self._waits or not self.isEnabled())
        used = size.width() + gap
        return room.adjusted(used, 0, 0, 0) if self._is_inline() else room.adjusted(0, 0, -used, 0)

    def _ink(self) -> Tone:
        if self._variant == "primary":
            return "on_accent"
        if not self.isEnabled():
            return "faint"
        return "muted" if self._is_inline() else "text"

    def _paint_focus(self, painter: QPainter, theme: Theme) -> None:
        if self._variant == "primary" or self._selected:
            ring = theme.palette.on_accent if self._variant == "primary" else theme.palette.accent
            inner = self.area().adjusted(3, 3, -3, -3)
            paint_box(painter, inner, border=ring, width=FOCUS_WIDTH, radius=RADIUS - 3)
        else:
            paint_focus(painter, self.area(), theme, radius=RADIUS if self._variant == "card" else 6)
