"""The row that plays a recording: play, the time, loop, speed, volume, channel, and how it looks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.preferences import SPEEDS, Listening
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.choice_button import ChoiceButton
from labeler.gui.widgets.flow_row import FlowRow
from labeler.gui.widgets.listening_menu import ListeningMenu
from labeler.gui.widgets.spans import Span, spans_width, strong
from labeler.gui.widgets.text_label import TextLine
from labeler.gui.widgets.time_span import time_text
from labeler.gui.widgets.volume_slider import VolumeSlider
from labeler.media.sounds import SoundInfo

_NAMES = {"play": "Play", "replay": "Again", "loop": "Loop"}


class Transport(QWidget):
    """``requested`` carries an action id; ``chosen`` the listening as the person wants it from now on.

    Where it lacks room, icons and keys stay and words go; then it takes another line.
    """

    requested = Signal(str)
    chosen = Signal(Listening)
    channel_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listening = Listening()
        self._state = (False, False)
        self._compact = False
        self._channels = 0
        self._play, self._again, self._loop = (self._button(action_id) for action_id in _NAMES)
        self._time = TimeDisplay()
        self._speed = ChoiceButton("Speed")
        self._volume = VolumeSlider()
        self._channel = ChoiceButton("Channel")
        self._view = ActionButton("View", icon="settings", variant="quiet")
        self._menu = ListeningMenu(self)
        self._lay_out()
        self._connect()
        self._show_words()

    # What it shows

    def set_listening(self, listening: Listening) -> None:
        self._listening = listening
        self._speed.set_current(listening.speed)
        self._volume.set_level(listening.volume)
        self._menu.set_listening(listening)

    def set_recording(self, info: SoundInfo) -> None:
        """All of its channels are heard."""
        self._menu.set_rate(info.rate)
        if info.channels == self._channels:
            self._channel.set_current(None)
            return
        self._channels = info.channels
        everything = "both" if info.channels == 2 else "all"
        self._channel.set_choices([(None, everything), *enumerate(info.channel_names)], current=None)
        self._channel.setVisible(info.channels > 1)
        self._fit()

    def set_channel(self, channel: int | None) -> None:
        self._channel.set_current(channel)

    def set_state(self, *, playing: bool, looping: bool, audible: bool) -> None:
        for button in (self._play, self._again):
            button.setEnabled(audible)
        if (playing, looping) != self._state:
            self._state = (playing, looping)
            self._show_words()

    def set_time(self, seconds: float, length: float) -> None:
        self._time.set_time(seconds, length)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Inside

    def _button(self, action_id: str) -> ActionButton:
        button = ActionButton(_NAMES[action_id], icon=action_id, action=action_id, variant="quiet")
        button.clicked.connect(lambda _checked=False: self.requested.emit(action_id))
        return button

    def _fit(self) -> None:
        """With words if there is room for them in one line."""
        if self._compact:
            self._compact = False
            self._show_words()
        layout = self.layout()
        if layout is not None and layout.sizeHint().width() > self.width():
            self._compact = True
            self._show_words()

    def _show_words(self) -> None:
        playing, looping = self._state
        self._label(self._play, "Pause" if playing else "Play")
        self._play.set_icon("pause" if playing else "play", "accent")
        self._label(self._again, "Again")
        self._label(self._loop, "Loop", on=looping)
        self._loop.set_icon("loop", "accent" if looping else "muted")
        self._speed.set_compact(self._compact)
        self._channel.set_compact(self._compact)
        self._label(self._view, "View")

    def _label(self, button: ActionButton, word: str, *, on: bool = False) -> None:
        label = () if self._compact else (strong(word, "accent") if on else Span(word),)
        if label != button.label:
            button.set_label(*label)
        button.setAccessibleName(f"{word}, on" if on else word)

    def _lay_out(self) -> None:
        self._speed.set_choices([(speed, f"{speed:g}×") for speed in SPEEDS], current=1.0)
        self._channel.setVisible(False)
        row = FlowRow(self, gap=GRID)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        playing = (self._play, self._time, self._again, self._loop)
        for widget in (*playing, self._speed, self._volume, self._channel, self._view):
            row.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _connect(self) -> None:
        self._speed.chosen.connect(lambda speed: self._choose("speed", speed))
        self._volume.chosen.connect(partial(self._choose, "volume"))
        self._channel.chosen.connect(self.channel_chosen)
        self._view.clicked.connect(lambda _checked=False: self._menu.open_at(self._view))
        self._menu.requested.connect(self.requested)
        self._menu.chosen.connect(self._choose)

    def _choose(self, field: str, value: Any) -> None:
        self.set_listening(replace(self._listening, **{field: value}))
        self.chosen.emit(self._listening)


class TimeDisplay(TextLine):
    """Where of how long, 0:01.24 / 0:05.10; as wide for every time of one recording."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._length = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_time(self, seconds: float, length: float) -> None:
        """``set_text`` would lay the row out anew for every step of the cursor."""
        self._spans = (Span(time_text(seconds), strong=True), Span(f" / {time_text(length)}", tone="muted"))
        self.setAccessibleName(self.text())
        if length != self._length:
            self._length = length
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        longest = time_text(self._length)
        width = spans_width((Span(longest, strong=True), Span(f" / {longest}")), current_theme())
        return QSize(round(width) + 2 * GRID, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
