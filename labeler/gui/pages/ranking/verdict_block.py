"""The verdict in words, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.core.comparison import Verdict
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.progress_line import ProgressLine
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.widgets.side_by_side import SideBySide
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.widgets.text_label import TextLabel

MODELS, PAIRS, NOISE = "models", "pairs", "noise"
_VIEWS = ((MODELS, "Models"), (PAIRS, "Pairs"), (NOISE, "Noise"))

_DRAWING = "drawing 10,000 resamples …"
_STOPPED = "no resamples: intervals and “best in” are missing"


class VerdictBlock(QWidget):
    """``view_chosen`` carries which figures are wanted below; ``stop_requested`` ends the drawing of resamples."""

    copy_requested = Signal()
    save_requested = Signal()
    stop_requested = Signal()
    draw_requested = Signal()
    view_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headline = TextLabel(size="title", strong=True, wrap=True)
        self._detail = TextLabel(tone="muted", wrap=True)
        self._warnings = TextLabel(size="small", tone="unsure", wrap=True)
        self._views = Segmented("Shown below")
        self._views.set_choices(_VIEWS, current=MODELS)
        self.status = StatusLine()
        self._progress = ProgressLine("Resamples drawn", width=96)
        self._stop = ActionButton("Stop", variant="hint")
        self._draw = ActionButton("Draw them", variant="hint")
        self._copy = ActionButton("Copy", icon="copy", variant="hint", action="copy-verdict")
        self._save = ActionButton("Save as a picture…", variant="hint", action="save-slide")
        self._lay_out()
        self._views.chosen.connect(self.view_chosen)
        self._copy.clicked.connect(self.copy_requested)
        self._save.clicked.connect(self.save_requested)
        self._stop.clicked.connect(self.stop_requested)
        self._draw.clicked.connect(self.draw_requested)
        self.show_progress(None)

    def show_verdict(self, verdict: Verdict, warnings: Sequence[str]) -> None:
        """``warnings`` are what weakens it; what its detail says already isn't said again."""
        self._headline.set_text(verdict.headline)
        self._detail.set_text(verdict.detail)
        self._detail.setVisible(bool(verdict.detail))
        more = " ".join(warning for warning in warnings if warning not in verdict.detail)
        self._warnings.set_text(more)
        self._warnings.setVisible(bool(more))

    def show_progress(self, share: float | None) -> None:
        """Of the resamples; None while none are drawn."""
        for widget in (self._progress, self._stop):
            widget.setVisible(share is not None)
        self._draw.hide()
        if share is not None:
            self._progress.set_fraction(share)
        if not self.status.text() or self.status.text() in (_DRAWING, _STOPPED):
            self.status.say("" if share is None else _DRAWING)

    def show_stopped(self) -> None:
        """They stay unknown."""
        self.status.say(_STOPPED)
        self._draw.show()

    def view(self) -> str:
        return str(self._views.current())

    def go_to(self, number: int) -> bool:
        """The view of that number, from 1; False where there is none."""
        if not 1 <= number <= len(_VIEWS):
            return False
        self._views.set_current(_VIEWS[number - 1][0])
        return True

    def _lay_out(self) -> None:
        actions = QWidget()
        row = QHBoxLayout(actions)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.status, 1)
        for widget in (self._progress, self._stop, self._draw, self._copy, self._save):
            row.addWidget(widget)
        across = SideBySide(lambda: self._views.sizeHint().width() + 2 * GRID + actions.minimumSizeHint().width())
        across.add(self._views)
        across.add(actions, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._headline)
        layout.addWidget(self._detail)
        layout.addWidget(self._warnings)
        layout.addSpacing(4)
        layout.addWidget(across)
