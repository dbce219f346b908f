"""The buttons that say what is to be said of a label, and which of it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.core.decisions import Decision, Verdict
from labeler.gui.pages.review.desk import UNKNOWN_LABEL
from labeler.gui.theme import GRID, Tone
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.text_label import TextLine

_TONES: dict[Verdict, Tone] = {
    Verdict.CORRECT: "right",
    Verdict.INCORRECT: "wrong",
    Verdict.EXCLUDED: "excluded",
    Verdict.UNSURE: "unsure",
}
_ACTIONS = {
    Verdict.CORRECT: "right",
    Verdict.INCORRECT: "wrong",
    Verdict.EXCLUDED: "exclude",
    Verdict.UNSURE: "unsure",
}
_WORDS = {Verdict.CORRECT: "Right", Verdict.EXCLUDED: "Exclude", Verdict.UNSURE: "Unsure"}


class VerdictPad(QWidget):
    """``requested`` carries the id of the action whose button was clicked."""

    requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blind = False
        self._buttons = {verdict: _button(verdict) for verdict in _ACTIONS}
        self._title = TextLine(size="small")
        self._unknown = ActionButton("wrong, can't tell", action="wrong-unknown", variant="hint")
        self._lay_out()
        for verdict, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, name=_ACTIONS[verdict]: self.requested.emit(name))
        self._unknown.clicked.connect(lambda _checked=False: self.requested.emit("wrong-unknown"))

    def show_decision(self, decision: Decision | None, corrected: str, *, blind: bool) -> None:
        """``corrected`` is a label as it is spoken; ``blind``: the given one is hidden, so it can't be called right."""
        self._blind = blind
        verdict = decision.verdict if decision else None
        for own, button in self._buttons.items():
            button.set_selected(_TONES[own] if own is verdict else None)
        wrong = self._buttons[Verdict.INCORRECT]
        if verdict is Verdict.INCORRECT:
            wrong.set_icon("wrong", "wrong")
            wrong.set_label("Wrong, it is ", strong(corrected))
        else:
            self._show_unsaid()
        unknown = decision is not None and verdict is Verdict.EXCLUDED and decision.reason == UNKNOWN_LABEL
        self._buttons[Verdict.EXCLUDED].set_label("Can't tell" if unknown else "Exclude")
        self._buttons[Verdict.EXCLUDED].setToolTip(plain_tip(decision.reason if decision and decision.reason else ""))

    def show_choosing(self) -> None:
        """The right label is being chosen at this moment."""
        for button in self._buttons.values():
            button.set_selected(None)
        self._buttons[Verdict.INCORRECT].set_selected("accent")
        self._show_unsaid()

    def set_typing(self, typing: bool) -> None:
        """While a label is typed only keys with Alt or Ctrl are for the verdicts."""
        for button in (*self._buttons.values(), self._unknown):
            button.set_typing(typing)

    def set_title(self, title: str, aside: str) -> None:
        self._title.set_text(strong(title, "muted"), Span(aside, tone="faint"))

    def set_available(self, *, writable: bool, adjudicates: bool) -> None:
        """``adjudicates``: what is said settles it for everybody, so that nobody can be unsure."""
        for button in (*self._buttons.values(), self._unknown):
            button.setEnabled(writable)
        for button in (self._buttons[Verdict.CORRECT], self._unknown):
            button.setEnabled(writable and not self._blind)
        self._buttons[Verdict.UNSURE].setEnabled(writable and not adjudicates)

    def _show_unsaid(self) -> None:
        self._buttons[Verdict.INCORRECT].set_label("It is …" if self._blind else "Wrong, it is …")
        self._buttons[Verdict.INCORRECT].set_icon(
            "review" if self._blind else "wrong", "accent" if self._blind else "wrong"
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        heading = QHBoxLayout()
        heading.addWidget(self._title, 1)
        heading.addWidget(self._unknown)
        column.addLayout(heading)
        column.addWidget(self._buttons[Verdict.CORRECT])
        column.addWidget(self._buttons[Verdict.INCORRECT])
        pair = QHBoxLayout()
        pair.setSpacing(GRID)
        pair.addWidget(self._buttons[Verdict.EXCLUDED])
        pair.addWidget(self._buttons[Verdict.UNSURE])
        column.addLayout(pair)


def _button(verdict: Verdict) -> ActionButton:
    tone = _TONES[verdict]
    return ActionButton(_WORDS.get(verdict, ""), icon=tone, tone=tone, action=_ACTIONS[verdict])
