"""Whether applying can go on: parity in a sentence, open conflicts, and what the last version lacks."""

from __future__ import annotations

from PySide6.QtCore import Signal

from labeler.core.phrases import counted, listed
from labeler.gui.pages.overview.tables import moment
from labeler.gui.parity_card import PARITY_TONES
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.overview import Overview

_MARKS = {"blocked": "✕ ", "warned": "! ", "alike": "✓ "}


class StateCard(Card):
    conflicts_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Reviewed alike?", margin=2 * GRID)
        self._parity = TextLabel(wrap=True)
        self._conflicts = ActionButton(icon="conflict", tone="conflict")
        self._version = TextLabel(tone="muted", wrap=True)
        self.body.addWidget(self._parity)
        self.body.addWidget(self._conflicts)
        self.body.addWidget(self._version)
        self._conflicts.clicked.connect(self.conflicts_requested)
        self._conflicts.hide()

    def show_overview(self, overview: Overview) -> None:
        parity = overview.parity
        self._parity.set_text(f"{_MARKS.get(parity.state, '')}{parity.sentence}")
        self._parity.set_tone(PARITY_TONES[parity.state])
        self._conflicts.setVisible(overview.conflicts > 0)
        self._conflicts.set_label(f"{counted(overview.conflicts, 'conflict')} open")
        self._version.set_text(" ".join([_last(overview), _waiting(overview)]).strip())


def _last(overview: Overview) -> str:
    version = overview.version
    if version is None:
        return "No version has been applied yet."
    return f"Version {version.version} was applied {moment(version.at)} by {version.by}."


def _waiting(overview: Overview) -> str:
    changes = overview.unapplied
    told = [
        f"{counted(changes.corrected, 'label')} corrected" if changes.corrected else "",
        f"{counted(changes.excluded, 'example')} excluded" if changes.excluded else "",
        f"{counted(changes.restored, 'label')} as given again" if changes.restored else "",
    ]
    if not changes.count:
        return "It has every correction there is." if changes.version else ""
    return f"Not applied: {listed([each for each in told if each])}."
