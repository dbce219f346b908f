"""Going back to an earlier version of the labels: what exactly changes, and what doesn't, before it is done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from labeler.gui.changes_panel import ChangesPanel, CountsTable
from labeler.gui.jobs import Jobs
from labeler.gui.preview_dialog import PreviewDialog
from labeler.gui.project import Project
from labeler.gui.theme import GRID
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.revert import Reverted
from labeler.session.version_changes import VersionChanges, named

_SIZE = (980, 680)
_STANDS = (
    "Nothing is taken away: all decisions stand, and so does every version. "
    "The next apply would make the working labels a version again. "
    "Undo takes back decisions, not versions: from here another revert leads back."
)


class RevertDialog(PreviewDialog):
    """``reverted`` carries what was done, in words."""

    reverted = Signal(str)

    def __init__(self, project: Project, jobs: Jobs, number: int, parent: QWidget | None = None) -> None:
        super().__init__(project, jobs, title=f"Revert to {named(number)}", verb="Revert", size=_SIZE, parent=parent)
        self._number = number
        versions = project.session.versions().versions
        self._latest = latest = versions[-1].version if versions else 0
        self._sentence = TextLabel(wrap=True)
        self._counts = CountsTable()
        self._changes = ChangesPanel()
        for label in (self._sentence, TextLabel(_STANDS, tone="muted", wrap=True)):
            self.body.addWidget(label)
        self.body.addSpacing(GRID)
        self.body.addWidget(self._counts)
        self.body.addSpacing(GRID)
        self.body.addWidget(self._changes, 1)
        self.carried_out.connect(self.reverted)
        self.ask(lambda twin, _progress: twin.version_changes(latest, number))

    def show_preview(self, changes: VersionChanges) -> bool:
        if not len(changes):
            self.say_nothing("Nothing would change", f"These labels stand already, as {named(self._latest)}.")
            return False
        self.set_title(f"Revert to {named(self._number)}, as version {self._latest + 1}")
        self._sentence.set_text(changes.sentence)
        self._counts.show_changes(changes)
        self._changes.show_changes(changes)
        self.allow(True, "")
        self._changes.table().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def carry_out(self) -> str:
        return _words(self._project.revert(self._number))


def _words(done: Reverted) -> str:
    if not done.created:
        return f"These labels stand already, as version {done.version}."
    what = f"the labels of version {done.reverts_to}" if done.reverts_to else "the given labels"
    again = " Decisions stand: the next apply makes the working labels a version again." if done.pending else ""
    return f"Version {done.version} has {what} again.{again}"
