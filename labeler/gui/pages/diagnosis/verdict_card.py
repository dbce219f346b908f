"""What the gaps say, what helps, and what a reader must mind."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from labeler.core.diagnosis import Diagnosis
from labeler.core.diagnosis_words import NAMES, cautions, findings
from labeler.core.phrases import listed
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.diagnosis import Diagnosed


class VerdictCard(Card):
    """``text`` is all of it, to be copied; ``copy_requested`` is the click on the button that does."""

    copy_requested = Signal()

    def __init__(self) -> None:
        super().__init__("What to work on")
        self._headline = TextLabel(strong=True, wrap=True)
        self._findings = TextLabel(wrap=True)
        self._change = TextLabel(tone="accent", wrap=True)
        self._cautions = TextLabel(size="small", tone="muted", wrap=True)
        self._copy = ActionButton("Copy", icon="copy", variant="hint", action="copy-diagnosis")
        self._copy.clicked.connect(self.copy_requested)
        self._text = ""
        words = QVBoxLayout()
        words.setSpacing(GRID)
        for label in (self._headline, self._change, self._findings, self._cautions):
            words.addWidget(label)
        words.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        self.body.addLayout(words)

    def show_diagnosed(self, diagnosed: Diagnosed) -> None:
        after = diagnosed.after
        self._headline.set_text(_headline(after))
        words = " ".join(findings(after)).removeprefix(f"{_headline(after)}: ")
        self._findings.set_text(words[:1].upper() + words[1:])
        self._change.set_text(diagnosed.change or "")
        self._change.setVisible(diagnosed.change is not None)
        cautious = (*cautions(after), *diagnosed.warnings)
        self._cautions.set_text("\n".join(cautious))
        self._cautions.setVisible(bool(cautious))
        self._text = "\n".join(filter(None, (_headline(after), diagnosed.change, *findings(after), *cautious)))

    def text(self) -> str:
        return self._text


def _headline(diagnosis: Diagnosis) -> str:
    """The main problem in a few words."""
    if all(gap.difference is None for gap in diagnosis.gaps):
        return "No gap is known yet"
    names = [NAMES[gap.name] for gap in diagnosis.main if gap in diagnosis.stands_out]
    return f"Main problem: {listed(names)}" if names else "No gap stands out"
