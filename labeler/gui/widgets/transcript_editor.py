"""What is said, typed and compared word by word with the given text and with what models heard."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.core.word_diff import word_diff
from labeler.gui.keymap import IN_FORCE, keycap
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.entry import ENTER
from labeler.gui.widgets.label_editor import LabelEditor, Offer, already_right, hints
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.text_label import TextLabel, TextLine
from labeler.gui.widgets.transcript_box import TranscriptBox
from labeler.gui.widgets.word_diff_view import WordDiffView, difference

_AT_ONCE = 6_000  # characters compared: beyond, the comparison waits for a pause in typing
_PAUSE_MS = 120


class TranscriptEditor(LabelEditor):
    """Enter accepts, Esc leaves and keeps what was typed for when this example is edited again.

    The text to correct is the standing one, else the given one, else, where that is hidden, nothing.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = Offer((), "")
        self._draft: tuple[str, str] | None = None
        self._box = TranscriptBox(self._handle)
        self._hint = TextLabel(size="small", tone="muted", wrap=True)
        self._given = _Compared()
        self._heard: list[_Compared] = []
        self._rows = QVBoxLayout()
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._later.timeout.connect(self._compare)
        self._lay_out()
        self._box.textChanged.connect(self._on_typed)
        self.setFocusProxy(self._box)

    def edit(self, offer: Offer) -> None:
        self._offer = offer
        self._show_hypotheses()
        self._box.start(self._start_text())
        self._bring_back()
        self._compare()
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def handlers(self) -> dict[str, Callable[..., Any]]:
        return {"take-hypothesis": self.take_hypothesis} if self._offer.hypotheses else {}

    def take_hypothesis(self, number: int) -> None:
        """Put the text of a model, counted from 1, into the box; nothing where there is no such model."""
        if 1 <= number <= len(self._offer.hypotheses):
            self._box.replace(self._offer.hypotheses[number - 1][1])
            self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._box.setAccessibleName("What is said")
        self._box.setPlaceholderText("What is said")
        inside = QWidget()
        inside.setLayout(self._rows)
        self._rows.setContentsMargins(0, 0, GRID // 2, 0)
        self._rows.setSpacing(GRID)
        self._rows.addWidget(self._given)
        self._rows.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._box)
        layout.addWidget(self._hint)
        layout.addWidget(scrolled(inside), 1)

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
        self._draft = None
        self.chosen.emit(text)

    def _leave(self) -> None:
        text = self._box.text()
        typed = bool(self._offer.example) and text != self._start_text()
        self._draft = (self._offer.example, text) if typed else None
        self.cancelled.emit()

    def _bring_back(self) -> None:
        """What was typed before Esc; undo takes it out."""
        example, text = self._draft or ("", "")
        self._draft = None
        if example and example == self._offer.example:
            self._box.replace(text)

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
        self._show_hint(text)
        changed = not self._offer.blind and text.strip() != self._offer.given.strip()
        self._given.setVisible(changed)
        if changed:
            self._given.compare(self._offer.given, text, options)
        for compared, (_, heard) in zip(self._heard, self._offer.hypotheses, strict=True):
            compared.compare(text, heard, options)

    def _show_hint(self, text: str) -> None:
        if text.strip():
            self._hint.set_text(hints("Enter accepts", "Esc leaves"))
        else:
            self._hint.set_text(strong("Nothing said", "text"), " · ", hints("Enter accepts that", "Esc leaves"))

    def _show_hypotheses(self) -> None:
        models = [model for model, _ in self._offer.hypotheses]
        if [compared.model for compared in self._heard] == models:
            return
        for compared in self._heard:
            self._rows.removeWidget(compared)
            compared.hide()
            compared.deleteLater()
        self._heard = [_Compared(model, number) for number, model in enumerate(models, 1)]
        for compared in self._heard:
            compared.taken.connect(self.take_hypothesis)
            self._rows.insertWidget(self._rows.count() - 1, compared)
            compared.show()


class _Compared(QWidget):
    """One text beside another: the given one, or with ``model`` what that heard, which its button takes over."""

    taken = Signal(int)

    def __init__(self, model: str = "", number: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._number = number
        self._count = TextLine(size="small", tone="muted", align=Qt.AlignmentFlag.AlignRight)
        self._diff = WordDiffView()
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._title(), 1)
        head.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._diff)

    def compare(self, reference: str, hypothesis: str, normalization: Collection[str]) -> None:
        pieces = word_diff(reference, hypothesis, normalization=normalization)
        self._diff.set_pieces(pieces)
        self._count.set_text(difference(pieces))

    def _title(self) -> QWidget:
        if not self._number:
            return TextLine(strong("Given", "muted"), size="small")
        self._take = ActionButton(Span(self.model), variant="hint")
        self._take.clicked.connect(lambda: self.taken.emit(self._number))
        self._take.setToolTip(f"Take over what {self.model} heard")
        IN_FORCE.changed.connect(self._show_key)
        self._show_key()
        return self._take

    def _show_key(self) -> None:
        self._take.set_key(keycap("take-hypothesis", self._number - 1))
