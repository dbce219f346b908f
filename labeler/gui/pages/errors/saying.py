"""Saying something of an example in the sheet, where its label and what a model predicts are in view."""

from __future__ import annotations

from dataclasses import replace

from labeler.core.decisions import IN_VIEW, Decision, Verdict
from labeler.errors import LabelerError
from labeler.gui.project import Project


class Saying:
    """Only what the reviewer at this window says is ever replaced; everything raises LabelerError if it can't be."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def toggle(self, ordinal: int, key: str) -> None:
        """Tick a category or take one's own tick back; by that all categories there are have been considered."""
        self._require_unsettled(ordinal, categories=True)
        before = self._standing(ordinal)
        ticked = before.categories or ()
        now = tuple(other for other in ticked if other != key) if key in ticked else (*ticked, key)
        self._project.record(ordinal, replace(before, categories=now, considered=None))

    def judge(self, ordinal: int, verdict: Verdict, label: str | None = None) -> None:
        """Categories and comment are kept; by a verdict here those there are have been considered."""
        self._require_unsettled(ordinal)
        before = self._standing(ordinal)
        reason = before.reason if before.verdict is verdict else ""
        said = replace(before, verdict=verdict, label=label, reason=reason, seen=self._seen(ordinal))
        self._project.record(ordinal, replace(said, categories=before.categories or (), considered=None))

    def comment(self, ordinal: int, text: str) -> None:
        before = self._standing(ordinal)
        if text != before.comment:
            self._project.record(ordinal, replace(before, comment=text))

    def in_view(self, ordinal: int) -> tuple[str, ...]:
        """The row shows the label and the prediction, and what others said where they said anything."""
        said = self._project.session.review.said(ordinal)
        others = any(each.reviewer != self._project.reviewer for each in said)
        return IN_VIEW if others else tuple(part for part in IN_VIEW if part != "others")

    def _require_unsettled(self, ordinal: int, *, categories: bool = False) -> None:
        """What was adjudicated isn't changed by what one reviewer says; better told than recorded without effect."""
        session = self._project.session
        settled = session.review.adjudication(ordinal)
        if settled is not None and not (categories and settled.categories is None):
            raise LabelerError(
                f"{session.examples.ids[ordinal]} was settled by {settled.reviewer} in place of all reviewers; "
                "settle it anew on Corrections"
            )

    def _standing(self, ordinal: int) -> Decision:
        mine = self._project.mine(ordinal)
        return mine or Decision(None, self._project.reviewer, "", seen=self._seen(ordinal))

    def _seen(self, ordinal: int) -> tuple[str, ...]:
        shown = {*self.in_view(ordinal), *self._seen_before(ordinal)}
        return tuple(part for part in IN_VIEW if part in shown)

    def _seen_before(self, ordinal: int) -> set[str]:
        """At earlier looks and notes: what others said may have been taken back since."""
        session, me = self._project.session, self._project.reviewer
        visit = session.visit(ordinal, me)
        seen = {*visit.seen} if visit is not None else set()
        for event in session.history(session.examples.ids[ordinal]):
            if event.reviewer == me:
                seen.update(event.payload.get("seen", ()))
        return seen
