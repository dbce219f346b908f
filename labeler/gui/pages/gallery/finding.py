"""Finding the examples of a view, in a worker: what is shown stays until the next is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from labeler.errors import LabelerError
from labeler.gui.figure_job import REST_MS, FigureJob
from labeler.gui.jobs import Jobs
from labeler.session.session import Session
from labeler.session.views import Matching, View

Tell = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Found:
    """``model`` is whose predictions are shown beside the labels; None where there are none.

    ``same``: the examples of the view that was shown, brought up to date.
    """

    view: View
    matching: Matching
    model: str | None
    same: bool


class Finder(QObject):
    """``found`` carries a Found, ``failed`` the exception; of what was asked for the last alone is answered."""

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job = FigureJob(jobs, self)
        self._selected: str | None = None
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self.failed)

    def find(self, session: Session, view: View, *, same: bool = False, rested: bool = True) -> None:
        """Without ``rested`` it waits until the decisions, which come one after the other, do."""
        known = view.model or self._selected

        def compute(twin: Session, _tell: Tell) -> Found:
            model = known or _selected(twin)
            return Found(view, twin.matching(replace(view, model=model)), model, same)

        self._job.ask(session, compute, rest=0 if rested else REST_MS)

    def forget_selected(self) -> None:
        """Another model may be the selected one: models came, or other figures are gone by."""
        self._selected = None

    def stop(self) -> None:
        self._job.stop()

    def busy(self) -> bool:
        return self._job.busy()

    def _on_done(self, found: Found) -> None:
        if found.view.model is None:
            self._selected = found.model  # it takes a while to tell, of a million examples
        self.found.emit(found)


def everything(session: Session) -> Matching:
    """All examples in the order of the table, which takes no finding."""
    total = len(session.examples)
    return Matching(np.arange(total), np.ones(total, np.bool_), total)


def _selected(session: Session) -> str | None:
    """Where no model covers enough to be selected, the first."""
    if not session.predictions:
        return None
    try:
        return session.model().model
    except LabelerError:
        return session.predictions[0].model
