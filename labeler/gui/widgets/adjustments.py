"""Brightness, contrast and gamma in one small row, for what the keys alone can't say."""

from __future__ import annotations

from math import log

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.centred_slider import REACH, CentredSlider
from labeler.gui.widgets.exposure import GAMMAS, NEUTRAL, Exposure, percent


class Adjustments(QWidget):
    """``changed`` carries an Exposure and comes from the person only; ``left`` when Esc gives the keyboard back."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exposure = NEUTRAL
        widest = percent(-1)
        self._brightness = CentredSlider("Brightness", words=_percent, widest=widest)
        self._contrast = CentredSlider("Contrast", words=_percent, widest=widest)
        self._gamma = CentredSlider("Gamma", words=lambda value: f"{_gamma(value):.2f}", widest="0.00")
        self._reset = ActionButton("reset", action="reset-adjustments", variant="hint")
        self._lay_out()
        for slider in self._sliders:
            slider.valueChanged.connect(self._on_value_changed)
        self._reset.clicked.connect(lambda _checked=False: self._tell(NEUTRAL))
        self.setAccessibleName("Brightness, contrast and gamma")

    def set_exposure(self, exposure: Exposure) -> None:
        """Without a signal."""
        self._exposure = exposure
        levels = (exposure.brightness * REACH, exposure.contrast * REACH, _level(exposure.gamma))
        for slider, level in zip(self._sliders, levels, strict=True):
            slider.set_quietly(round(level))
        self._reset.setEnabled(exposure != NEUTRAL)

    def take_focus(self) -> None:
        self._brightness.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def has_focus(self) -> bool:
        return any(child.hasFocus() for child in (*self._sliders, self._reset))

    def event(self, event: QEvent) -> bool:
        """Esc leaves from any of the sliders, before a shortcut of the page."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
            event.accept()
            return True
        return super().event(event)

    @property
    def _sliders(self) -> tuple[CentredSlider, ...]:
        return self._brightness, self._contrast, self._gamma

    def _on_value_changed(self) -> None:
        brightness, contrast = self._brightness.value() / REACH, self._contrast.value() / REACH
        level = self._gamma.value()
        gamma = self._exposure.gamma if level == round(_level(self._exposure.gamma)) else _gamma(level)
        self._tell(Exposure(brightness, contrast, gamma))

    def _tell(self, exposure: Exposure) -> None:
        self.set_exposure(exposure)
        self.changed.emit(exposure)

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(GRID, 0, 0, 0)
        across.setSpacing(GRID)
        for slider in self._sliders:
            across.addWidget(slider, 1)
        across.addWidget(self._reset)


def _percent(level: int) -> str:
    return percent(level / REACH)


def _gamma(level: int) -> float:
    return round(float(GAMMAS[1] ** (level / REACH)), 2)


def _level(gamma: float) -> float:
    return REACH * log(gamma) / log(GAMMAS[1])
