"""The confusion matrix at the side, computed only while it is in view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from labeler.gui.figure_job import REST_MS, FigureJob
from labeler.gui.jobs import Jobs
from labeler.gui.pages.gallery.confusion_panel import ConfusionPanel
from labeler.gui.project import Project
from labeler.session.confusion import Confusion, without_cell
from labeler.session.session import Session
from labeler.session.views import View


class ConfusionSide(QObject):
    """``view_chosen`` carries the view on the examples of a cell."""

    view_chosen = Signal(object)

    def __init__(self, jobs: Jobs, panel: ConfusionPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._job = FigureJob(jobs, self)
        self._project: Project | None = None
        self._view = View()
        self._opened: tuple[str, ...] = ()
        panel.chosen.connect(self._on_chosen)
        self._job.done.connect(panel.show_confusion)
        self._job.failed.connect(lambda error: panel.clear(str(error)))

    def set_project(self, project: Project | None) -> None:
        self._job.stop()
        self._project, self._view, self._opened = project, View(), ()
        self._panel.clear()

    def show_for(self, view: View, *, rested: bool = True) -> None:
        """Of the examples of a view but for the conditions that a cell sets, so that the cells beside it stay."""
        self._view = view
        if self._panel.isHidden() or self._project is None:
            self._job.stop()
            return
        whole = replace(view, where=self._without_cell(), sort="")
        model = view.model

        def compute(twin: Session, _tell: Callable[[float], None]) -> Confusion:
            return twin.confusion(model=model, view=whole)

        self._job.ask(self._project.session, compute, rest=0 if rested else REST_MS)

    def busy(self) -> bool:
        return self._job.busy()

    def _on_chosen(self, conditions: tuple[str, ...]) -> None:
        where = self._without_cell()
        self._opened = tuple(text for text in conditions if text not in where)
        self.view_chosen.emit(replace(self._view, where=(*where, *self._opened)))

    def _without_cell(self) -> tuple[str, ...]:
        """Nor what the cell opened last sets besides its labels, as that its examples are misclassified."""
        return without_cell([text for text in self._view.where if text not in self._opened])
