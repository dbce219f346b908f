"""Saying something of the example in view: verdicts, labels, categories, comments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from labeler.core.decisions import Decision, Verdict
from labeler.errors import LabelerError
from labeler.gui.pages.review.desk import UNKNOWN_LABEL, Desk
from labeler.gui.pages.review.offering import Recent, offer, only_other
from labeler.gui.pages.review.panel import SidePanel


class Deciding(QObject):
    """``decided`` comes after a verdict is on disk, ``held`` after a note that waits for one.

    ``failed`` carries why something can't be recorded.
    """

    decided = Signal()
    held = Signal()
    failed = Signal(object)

    def __init__(self, panel: SidePanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._desk: Desk | None = None
        self._recent = Recent()
        panel.label_chosen.connect(self._on_label)
        panel.category_toggled.connect(self._on_category)
        panel.category_created.connect(partial(self._on_category, ticked=True))
        panel.category_renamed.connect(self._on_renamed)
        panel.category_merged.connect(self._on_merged)
        panel.commented.connect(lambda text: self._try(lambda desk: self._record(desk.noted(comment=text))))

    def set_desk(self, desk: Desk | None) -> None:
        if desk is None or self._desk is None or desk.project is not self._desk.project:
            self._recent = Recent()
        self._desk = desk

    def handlers(self) -> dict[str, Callable[..., Any]]:
        """What can be said at this moment; nothing where there is no example, or nothing can be written."""
        desk = self._desk
        if desk is None or desk.current is None or desk.project.session.read_only is not None:
            return {}
        handlers: dict[str, Callable[..., Any]] = {
            "wrong": self._wrong,
            "exclude": partial(self._say, Verdict.EXCLUDED),
            "comment": self._panel.start_comment,
        }
        if not desk.blind:
            handlers["right"] = partial(self._say, Verdict.CORRECT)
            handlers["wrong-unknown"] = partial(self._say, Verdict.EXCLUDED, reason=UNKNOWN_LABEL)
        if not desk.adjudicates:
            handlers["unsure"] = partial(self._say, Verdict.UNSURE)
        if desk.choice.categories:
            handlers["category"] = self._panel.toggle_category
            handlers["new-category"] = self._panel.start_category
            if desk.project.session.categories:
                handlers["edit-category"] = self._panel.start_renaming_category
        return handlers | self._panel.editing_handlers()

    def edit_label(self) -> None:
        """Ask for the label the example should have."""
        assert self._desk is not None
        self._panel.edit_label(offer(self._desk, self._recent))

    def _wrong(self) -> None:
        """Ask for the right label, unless there is but one it can be."""
        assert self._desk is not None
        other = only_other(self._desk)
        if other is None:
            self.edit_label()
        else:
            self._say(Verdict.INCORRECT, other)

    def _say(self, verdict: Verdict, label: str | None = None, *, reason: str | None = None) -> None:
        """Record a verdict. Raises LabelerError after telling it."""
        assert self._desk is not None
        self._record(self._desk.said(verdict, label, reason=reason))
        self.decided.emit()

    def _record(self, decision: Decision) -> None:
        assert self._desk is not None
        assert self._desk.current is not None
        if self._desk.hold(decision):
            self.held.emit()
            return
        try:
            self._desk.project.record(self._desk.current, decision, adjudicates=self._desk.adjudicates)
        except LabelerError as error:
            self.failed.emit(error)
            raise

    def _on_label(self, label: str) -> None:
        """Recorded, the keyboard goes back to the page; else what was given stays in the editor."""
        desk = self._desk
        if desk is None or desk.current is None:
            return
        offered = offer(desk, self._recent)
        try:
            self._say_label(desk, label=label)
        except LabelerError:
            self._panel.edit_label(replace(offered, standing=label))
            return
        if not self._panel.is_editing_label():
            self._panel.left.emit()

    def _say_label(self, desk: Desk, *, label: str) -> None:
        """A label that was given blind may be the one the example has."""
        assert desk.current is not None
        self._recent.chosen(label)
        examples = desk.project.session.examples
        given = examples.task.given(examples.given, desk.current, examples.vocabulary)
        if desk.blind and examples.task.key(label) == examples.task.key(given):
            self._say(Verdict.CORRECT)
        else:
            self._say(Verdict.INCORRECT, label)

    def _on_category(self, name: str, ticked: bool) -> None:
        self._panel.stop_editing()
        self._try(partial(self._tick, name=name, ticked=ticked))

    def _tick(self, desk: Desk, *, name: str, ticked: bool) -> None:
        key = desk.project.session.known_categories.key(name) or name
        standing = desk.standing
        keys = [other for other in (standing.categories if standing else None) or () if other != key]
        self._record(desk.noted(categories=tuple([*keys, key] if ticked else keys)))

    def _on_renamed(self, old: str, new: str) -> None:
        self._try(lambda desk: desk.project.change(desk.project.session.rename_category, old, new))

    def _on_merged(self, name: str, into: str) -> None:
        self._try(lambda desk: desk.project.change(desk.project.session.merge_category, name, into))

    def _try(self, act: Callable[[Desk], object]) -> None:
        """For what a widget asks: what can't be done is told and goes no further."""
        if self._desk is None or self._desk.current is None:
            return
        try:
            act(self._desk)
        except LabelerError as error:
            self.failed.emit(error)
