"""What applying the corrections changes, before it is done, and why it is done where parity stops it (METHOD 4)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from labeler.core.phrases import counted, listed
from labeler.gui.changes_panel import ChangesPanel, CountsTable
from labeler.gui.jobs import Jobs
from labeler.gui.parity_card import ParityTable, mixes, verdict
from labeler.gui.preview_dialog import PreviewDialog
from labeler.gui.project import Project
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.side_by_side import SideBySide
from labeler.gui.widgets.spans import strong
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.apply_preview import ApplyPreview
from labeler.session.results import Applied
from labeler.session.version_changes import named

_TITLE = "Apply to dev and test"
_SIZE = (1080, 820)
_LIST = 280
_REASON = "It is recorded in the version and shown in every report."
_LACKS = "Dev and test were not reviewed alike: applying all the same needs a reason."
_STANDS = "All splits become one version; decisions and given labels stay as they are."


class ApplyDialog(PreviewDialog):
    """``applied`` carries what was done, in words."""

    applied = Signal(str)

    def __init__(self, project: Project, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(project, jobs, title=_TITLE, verb="Apply", size=_SIZE, parent=parent)
        self._summary = TextLabel(wrap=True)
        self._selection = TextLabel(wrap=True)
        self._left_out = TextLabel(tone="muted", wrap=True)
        self._counts = CountsTable()
        self._parity = ParityTable()
        self._tables = SideBySide(self._needed)
        self._alike = TextLabel(wrap=True)
        self._mixes = TextLabel(wrap=True)
        self._reason = QLineEdit()
        self._why = TextLabel(_REASON, size="small", tone="muted", wrap=True)
        self._changes = ChangesPanel()
        self._fill()
        self._reason.textChanged.connect(self._on_typed)
        self.carried_out.connect(self.applied)
        self.ask(lambda twin, _progress: twin.apply_preview())

    def show_preview(self, preview: ApplyPreview) -> bool:
        if not preview.creates:
            self._show_nothing(preview)
            return False
        self.set_title(f"{_TITLE}: version {preview.version}")
        self._show_words(preview)
        self._show_parity(preview)
        self._counts.show_changes(preview.changes)
        self._changes.show_changes(preview.changes)
        self._tables.fit()
        stopped = bool(preview.parity.blocking)
        self.allow(not stopped, _LACKS if stopped else _STANDS)
        (self._reason if stopped else self._changes.table()).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def carry_out(self) -> str:
        return _done(self._project.apply(override_parity=self._reason.text().strip() or None))

    def _show_nothing(self, preview: ApplyPreview) -> None:
        since = f"Nothing has changed since {named(preview.version)}"
        remedy = _left_out(preview) or "What you decide on Review is applied from here."
        self.say_nothing(since if preview.version else "Nothing has been decided yet", remedy)

    def _show_words(self, preview: ApplyPreview) -> None:
        self._summary.set_text(preview.changes.sentence)
        found, left_out = preview.selection, _left_out(preview)
        if found is not None:
            self._selection.set_text(strong(found.sentence) if found.changes else found.sentence)
        self._selection.setVisible(found is not None)
        self._left_out.set_text(left_out)
        self._left_out.setVisible(bool(left_out))

    def _show_parity(self, preview: ApplyPreview) -> None:
        parity = preview.parity
        self._parity.show_parity(parity)
        self._parity.setVisible(parity.applicable)
        for label, (words, tone) in ((self._alike, verdict(parity)), (self._mixes, mixes(parity))):
            label.set_text(words)
            label.set_tone(tone)
            label.setVisible(bool(words))
        for widget in (self._reason, self._why):
            widget.setVisible(bool(parity.blocking))

    def _on_typed(self) -> None:
        lacks = not self._reason.text().strip()
        self.allow(not lacks, _LACKS if lacks else _STANDS)

    def _needed(self) -> int:
        return self._counts.least_width() + self._parity.least_width() + 5 * GRID

    def _fit_list(self) -> None:
        self._changes.setMinimumHeight(current_theme().px(_LIST))

    def _fill(self) -> None:
        self._reason.setAccessibleName("Why it is applied all the same")
        self._reason.setPlaceholderText("Why it is applied all the same")
        words = (self._summary, self._selection, self._left_out, self._alike, self._reason, self._why, self._mixes)
        for widget in words:
            self.body.addWidget(widget)
        counts = QVBoxLayout()
        counts.addWidget(self._counts)
        counts.addStretch(1)
        self._tables.add(counts, 4)
        self._tables.add(self._parity, 5)
        self._tables.fitted.connect(self._fit_list)
        self.body.addSpacing(GRID)
        self.body.addWidget(self._tables)
        self.body.addSpacing(GRID)
        self.body.addWidget(self._changes, 1)


def _left_out(preview: ApplyPreview) -> str:
    """Who keeps the given label though somebody looked."""
    conflicts = sum(totals.conflict for totals in preview.totals.values())
    unsure = sum(totals.unsure for totals in preview.totals.values())
    parts = [f"{counted(conflicts, 'example')} in conflict"] if conflicts else []
    parts += [f"{unsure:,} unsure"] if unsure else []
    keep = "keeps" if conflicts + unsure == 1 else "keep"
    return f"Left out: {listed(parts)}, which {keep} the given label." if parts else ""


def _done(applied: Applied) -> str:
    if not applied.created:
        return f"Nothing has changed since version {applied.version}."
    return f"Version {applied.version}: {applied.corrected:,} corrected, {applied.excluded:,} excluded."
