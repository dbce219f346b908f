"""Parity of dev and test, what applying the corrections makes, and the versions there are (METHOD 4)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from labeler.core.parity_words import INAPPLICABLE
from labeler.gui.figure_job import REST_MS, FigureJob
from labeler.gui.jobs import Jobs
from labeler.gui.page import Handlers
from labeler.gui.pages.corrections.compare_dialog import CompareDialog
from labeler.gui.pages.corrections.revert_dialog import RevertDialog
from labeler.gui.pages.corrections.section import Section
from labeler.gui.pages.corrections.versions_card import VersionsCard
from labeler.gui.parity_card import ParityCard
from labeler.gui.project import Project
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.status_line import StatusLine
from labeler.session.results import Changes, ParityFigures, Versions
from labeler.session.session import Session
from labeler.session.unapplied import Unapplied, unapplied


class VersionsSection(Section):
    """What it does itself it asks dialogs for; applying is the window's."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._parity: ParityFigures | None = None
        self._unapplied: Unapplied | None = None
        self._stale = True
        self._job = FigureJob(jobs, self)
        self._apply = ActionButton("Apply to dev and test…", variant="primary", action="apply")
        self._status = StatusLine()
        self._parity_card = ParityCard()
        self._versions = VersionsCard()
        self._lay_out()
        self._connect()

    # Doors of a section

    def set_project(self, project: Project | None) -> None:
        self._job.stop()
        self._project, self._parity, self._stale = project, None, True
        self._versions.show_versions(())
        self._parity_card.hide()
        self._offer_apply()

    def refresh(self, changes: Changes | None = None) -> None:
        if changes is not None:
            self._stale = True
        if self._stale and self._project is not None and self.isVisible():
            self._stale = False
            self._job.ask(self._project.session, _figures, rest=REST_MS if self._parity is not None else 0)

    def handlers(self) -> Handlers:
        if self._project is None or self._versions.current() is None:
            return {}
        handlers = {"compare-versions": self._versions.compare}
        if self._versions.can_revert():
            handlers["revert"] = self._versions.revert
        return handlers

    def busy(self) -> bool:
        return self._job.busy()

    def entered(self) -> None:
        (self._apply if self._apply.isEnabled() else self._versions).setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown

    def _show(self, figures: tuple[ParityFigures, Versions, Unapplied]) -> None:
        assert self._project is not None
        self._parity, versions, self._unapplied = figures
        self._status.say("")
        self._parity_card.show_parity(self._parity)
        self._parity_card.show_versions(versions.versions)
        self._parity_card.show()
        self._versions.show_versions(versions.versions, writable=self._project.session.read_only is None)
        self._offer_apply()
        self.handlers_changed.emit()

    def _offer_apply(self) -> None:
        why_not = self._why_not()
        self._apply.setEnabled(not why_not)
        self._apply.setToolTip(plain_tip(why_not))

    def _why_not(self) -> str:
        """A sentence for who wonders why the button is off; empty where it is on."""
        if self._project is not None and self._project.session.read_only:
            return f"Read-only: {self._project.session.read_only}."
        if self._parity is None or self._unapplied is None:
            return "Parity is being computed."
        return self._unapplied.why_not if self._parity.applicable else INAPPLICABLE

    # Answers

    def _compare(self, before: int, after: int) -> None:
        assert self._project is not None
        self._open(CompareDialog(self._project, self._jobs, before, after, self))

    def _revert(self, number: int) -> None:
        assert self._project is not None
        dialog = RevertDialog(self._project, self._jobs, number, self)
        dialog.reverted.connect(lambda words: self._status.say_briefly(words, tone="right"))
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_failed(self, error: Exception) -> None:
        self._status.say(str(error), tone="wrong")

    # Making it

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        top.setSpacing(2 * GRID)
        top.addWidget(self._apply)
        top.addWidget(self._status, 1)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(3 * GRID, GRID, 3 * GRID, 3 * GRID)
        inside.setSpacing(2 * GRID)
        inside.addWidget(self._parity_card)
        inside.addWidget(self._versions)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(scrolled(body), 1)

    def _connect(self) -> None:
        self._apply.clicked.connect(lambda: self.requested.emit("apply"))
        self._versions.compare_requested.connect(self._compare)
        self._versions.revert_requested.connect(self._revert)
        self._job.started.connect(partial(self._status.say, "parity is being computed …"))
        self._job.done.connect(self._show)
        self._job.failed.connect(self._on_failed)


def _figures(session: Session, _progress: object) -> tuple[ParityFigures, Versions, Unapplied]:
    return session.parity(), session.versions(), unapplied(session)
