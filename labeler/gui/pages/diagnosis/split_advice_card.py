"""A small calculator: what dev and test should be made of when examples come from several sources (METHOD 11)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from labeler.core.split_advice import SplitAdvice, split_advice
from labeler.errors import LabelerError
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.text_label import TextLabel

_LINE = re.compile(r"\s*(.+?)[\s:=]+([0-9][0-9,. ]*)\s*")
_EXAMPLE = "web 200,000\napp 10,000"
_LINES = 4
_SIZE = 2_500


class SplitAdviceCard(Card):
    """Says at once what follows from what is typed."""

    def __init__(self) -> None:
        super().__init__("Split advice · which examples go into dev and test?")
        self._sources = QPlainTextEdit()
        self._matters = ChipMenu("What matters")
        self._dev, self._test = QLineEdit(f"{_SIZE:,}"), QLineEdit(f"{_SIZE:,}")
        self._verdict = TextLabel(wrap=True)
        self._warning = TextLabel(size="small", tone="unsure", wrap=True)
        self._lay_out()
        self._sources.textChanged.connect(self._on_sources)
        for line in (self._dev, self._test):
            line.textChanged.connect(self._advise)
        self._matters.chosen.connect(lambda _id: self._advise())
        self._on_sources()

    def show_sources(self, counts: Mapping[str, int]) -> None:
        """Begin with those of a project, where nothing is typed yet."""
        if counts and not self._sources.toPlainText().strip():
            self._sources.setPlainText("\n".join(f"{name} {count:,}" for name, count in counts.items()))

    def _on_sources(self) -> None:
        try:
            names = list(sources_in(self._sources.toPlainText()))
        except LabelerError:
            names = []
        self._matters.set_choices(
            [(name, name) for name in names], current=self._matters.current() or names[-1] if names else ""
        )
        self._matters.setEnabled(bool(names))
        self._advise()

    def _advise(self) -> None:
        try:
            sources = sources_in(self._sources.toPlainText())
            if not sources:
                self._say("Write one source a line, its name and how many examples it has.", tone="muted")
                return
            dev, test = count_in(self._dev.text()), count_in(self._test.text())
            self._show(split_advice(sources, matters=self._matters.current(), dev=dev, test=test))
        except LabelerError as error:
            self._say(f"{error.message[:1].upper()}{error.message[1:]}.", tone="wrong")

    def _show(self, advice: SplitAdvice) -> None:
        self._say(advice.verdict, tone="text")
        self._warning.set_text(" ".join(advice.warnings))
        self._warning.setVisible(bool(advice.warnings))

    def _say(self, words: str, *, tone: str) -> None:
        self._verdict.set_text(words)
        self._verdict.set_tone(tone)  # type: ignore[arg-type]
        self._warning.hide()

    def _lay_out(self) -> None:
        self._sources.setPlaceholderText(_EXAMPLE)
        self._sources.setAccessibleName("Sources, one a line: name and number of examples")
        self._sources.setTabChangesFocus(True)
        self._sources.setFixedHeight(current_theme().px(_LINES * 22))
        self.body.addWidget(self._sources)
        sizes = QHBoxLayout()
        sizes.setSpacing(GRID)
        sizes.addWidget(self._matters)
        for name, line in (("Dev", self._dev), ("Test", self._test)):
            line.setAccessibleName(f"Examples of {name.lower()}")
            sizes.addWidget(_named(name, line))
        sizes.addStretch(1)
        self.body.addLayout(sizes)
        self.body.addWidget(self._verdict)
        self.body.addWidget(self._warning)
        self.body.addStretch(1)


def _named(name: str, line: QLineEdit) -> QWidget:
    pair = QWidget()
    layout = QHBoxLayout(pair)
    layout.setContentsMargins(GRID, 0, 0, 0)
    layout.addWidget(TextLabel(name, tone="muted"))
    line.setFixedWidth(current_theme().px(90))
    layout.addWidget(line)
    return pair


def sources_in(text: str) -> dict[str, int]:
    """``web 200,000`` a line; raises LabelerError for a line without a number and a name that comes twice."""
    found: dict[str, int] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = _LINE.fullmatch(line)
        if parts is None:
            raise LabelerError(f"{line!r} has no number of examples; write it like web 200,000")
        if parts[1] in found:
            raise LabelerError(f"{parts[1]!r} is named twice; put its examples together")
        found[parts[1]] = count_in(parts[2])
    return found


def count_in(text: str) -> int:
    """A whole number, thousands apart or not."""
    digits = re.sub(r"[,. ]", "", text)
    if not digits.isdecimal():
        raise LabelerError(f"{text!r} is no number of examples")
    return int(digits)
