"""What is said, typed and compared word by word with the given text and with what models heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.compared_text import ComparedText
from labeler.gui.widgets.entry import ENTER
from labeler.gui.widgets.label_editor import LabelEditor, Offer, already_right, hints, verdicts_besides
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.spans import strong
from labeler.gui.widgets.text_label import TextLabel
from labeler.gui.widgets.transcript_box import TranscriptBox, one_line

_AT_ONCE = 6_000  # characters compared: beyond, the comparison waits for a pause in typing
_PAUSE_MS = 120
_BOX_SHARE = 0.4
_FEWEST_ROWS = 72


class TranscriptEditor(LabelEditor):
    """Enter accepts, Esc leaves. What was typed and not accepted is there again when its example is, whatever was done
    meanwhile, for as long as the editor lives.

    The text to correct is the standing one, else the given one, else, where that is hidden, nothing.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = Offer((), "")
        self._drafts: dict[str, str] = {}
        self._settled = ""
        self._box = TranscriptBox(self._handle)
        self._hint = TextLabel(size="small", tone="muted", wrap=True)
        self._given = ComparedText()
        self._heard: list[ComparedText] = []
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._below = scrolled(inside)
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._later.timeout.connect(self._compare)
        self._lay_out()
        self._box.textChanged.connect(self._on_typed)
        self._box.textChanged.connect(self.typed)
        self.setFocusProxy(self._box)

    def edit(self, offer: Offer) -> None:
        self._keep()
        goes_on = offer == self._offer and offer.example in self._drafts  # where it was left, with all undo takes back
        self._offer = offer
        if not goes_on:
            self._start()
        self._compare()
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def handlers(self) -> dict[str, Callable[..., Any]]:
        return {"take-hypothesis": self.take_hypothesis}

    def take_hypothesis(self, number: int) -> None:
        """Put the text of a model, counted from 1, into the box; where there is none in view, say so."""
        if 1 <= number <= len(self._offer.hypotheses):
            self._box.replace(self._offer.hypotheses[number - 1][1])
            self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._offer.predictions_hidden:
            self._hint.set_text("What models heard is shown after the verdict")
        else:
            self._hint.set_text(f"There is no transcript {number} to take over")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._share_out()

    def _lay_out(self) -> None:
        self._box.setAccessibleName("What is said")
        self._box.setPlaceholderText("What is said")
        self._below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._rows.setContentsMargins(0, 0, GRID // 2, 0)
        self._rows.setSpacing(GRID)
        self._rows.addWidget(self._given)
        self._rows.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._box)
        layout.addWidget(self._hint)
        layout.addWidget(self._below, 1)

    def _share_out(self) -> None:
        """The comparisons scroll in what the box leaves, so that these and what is typed stay together in view."""
        self._box.setMaximumHeight(max(round(_BOX_SHARE * self.height()), self._box.minimumSizeHint().height()))
        self._below.setMinimumHeight(current_theme().px(_FEWEST_ROWS))

    # Keys

    def _handle(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._accept()
        else:
            return False
        return True

    def _accept(self) -> None:
        text = self._box.text().strip()
        if text == self._offer.given.strip() and not self._offer.blind:
            self._hint.set_text(already_right("the given text"))
            return
        self._settled = text
        self._keep()
        self.chosen.emit(text)

    def _leave(self) -> None:
        self._keep()
        self.cancelled.emit()

    # What was typed and not accepted

    def _start(self) -> None:
        """With the text to correct, and over it, to be taken back by undo, what was typed before."""
        self._show_hypotheses()
        self._settled = one_line(self._start_text())
        self._box.start(self._settled)
        draft = self._drafts.get(self._offer.example)
        if draft is not None:
            self._box.replace(draft)

    def _keep(self) -> None:
        if self._offer.example and self._is_unsettled():
            self._drafts[self._offer.example] = self._box.text()
        else:
            self._drafts.pop(self._offer.example, None)

    def _is_unsettled(self) -> bool:
        """Whether anything would be lost with what is in the box."""
        return self._box.text().strip() != self._settled.strip()

    def _start_text(self) -> str:
        if self._offer.standing is not None:
            return self._offer.standing
        return "" if self._offer.blind else self._offer.given

    # Showing

    def _on_typed(self) -> None:
        if len(self._box.text()) * (1 + len(self._heard)) <= _AT_ONCE:
            self._compare()
        else:
            self._later.start()

    def _compare(self) -> None:
        self._later.stop()
        text, options = self._box.text(), self._offer.normalization
        self.show_hint()
        changed = not self._offer.blind and text.strip() != self._offer.given.strip()
        self._given.setVisible(changed)
        if changed:
            self._given.compare(self._offer.given, text, options)
        for compared, (_, heard) in zip(self._heard, self._offer.hypotheses, strict=True):
            compared.compare(text, heard, options)

    def show_hint(self) -> None:
        leaving = ("Esc leaves", *verdicts_besides(self._offer))
        if self._box.text().strip():
            self._hint.set_text(hints("Enter accepts", *leaving))
        else:
            self._hint.set_text(strong("Nothing said", "text"), " · ", hints("Enter accepts that", *leaving))

    def _show_hypotheses(self) -> None:
        models = [model for model, _ in self._offer.hypotheses]
        if [compared.model for compared in self._heard] == models:
            return
        for compared in self._heard:
            self._rows.removeWidget(compared)
            compared.hide()
            compared.deleteLater()
        self._heard = [ComparedText(model, number) for number, model in enumerate(models, 1)]
        for compared in self._heard:
            compared.taken.connect(self.take_hypothesis)
            self._rows.insertWidget(self._rows.count() - 1, compared)
            compared.show()
