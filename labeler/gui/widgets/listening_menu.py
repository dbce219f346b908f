"""How a recording looks and whether it plays by itself, in one small menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from labeler.gui.preferences import Listening

_RANGES = (40.0, 60.0, 80.0, 100.0, 120.0)
_TOPS = (4000.0, 8000.0, 12000.0, 16000.0)
_MAPS = (
    ("sea", "Sea: blue to yellow"),
    ("ember", "Ember: dark to warm"),
    ("ink", "Ink: white to black"),
    ("grey", "Grey: black to white"),
)


class ListeningMenu(QMenu):
    """``chosen`` carries a field of Listening and its value, ``requested`` an action id."""

    chosen = Signal(str, object)
    requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listening = Listening()
        self._rate = 0

    def set_listening(self, listening: Listening) -> None:
        self._listening = listening

    def set_rate(self, rate: int) -> None:
        """Of the recording: it holds frequencies up to half of it."""
        self._rate = rate

    def open_at(self, button: QWidget) -> None:
        """Returns at once; the menu lies below the button."""
        self.clear()
        self._add_check("Spectrogram", "spectrogram", on=self._listening.spectrogram)
        self._add_check("Play each example when it comes", "autoplay", on=self._listening.autoplay)
        self.addSeparator()
        tops = [(top, f"{top / 1000:g} kHz") for top in _TOPS if top < self._rate / 2]
        self._add_choices("Frequencies up to", "high_hz", [(0.0, "all there are"), *tops])
        self._add_choices("Loudness range", "range_db", [(wide, f"{wide:g} dB") for wide in _RANGES])
        self._add_choices("Colours", "colour_map", _MAPS)
        self.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _add_check(self, text: str, action_id: str, *, on: bool) -> None:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _checked=False: self.requested.emit(action_id))

    def _add_choices(self, title: str, field: str, choices: Sequence[tuple[Any, str]]) -> None:
        menu = self.addMenu(title)
        group = QActionGroup(menu)
        for value, text in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(getattr(self._listening, field) == value)
            action.triggered.connect(lambda _checked=False, value=value: self.chosen.emit(field, value))
            group.addAction(action)
