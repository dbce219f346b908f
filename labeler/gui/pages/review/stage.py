"""The example itself, large, with what is known of its picture below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.gui.jobs import Jobs
from labeler.gui.pages.review.hints import ActionHint
from labeler.gui.pictures import Loaded, Pictures
from labeler.gui.project import Project
from labeler.gui.theme import GRID
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.image_canvas import ImageCanvas
from labeler.gui.widgets.text_label import TextLine

_ZOOM = 1.25


class Stage(QWidget):
    """``painted`` comes once what was shown last is on the screen; ``requested`` carries an action id."""

    painted = Signal()
    requested = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._pictures: Pictures | None = None
        self._ordinal: int | None = None
        self._canvas = ImageCanvas()
        self._caption = TextLine(size="small", tone="muted")
        self._hints = QWidget()
        self._lay_out()
        self._canvas.painted.connect(self.painted)
        self._canvas.view_changed.connect(self._show_caption)

    def set_project(self, project: Project | None) -> None:
        if self._pictures is not None:
            self._pictures.want([])
            self._pictures.deleteLater()
        self._project, self._pictures, self._ordinal = project, None, None
        if project is not None:
            self._pictures = Pictures(project.session.media.path, self._jobs, self)
            self._pictures.ready.connect(self._on_ready)

    @property
    def pictures(self) -> Pictures | None:
        return self._pictures

    def show_example(self, ordinal: int, soon: Sequence[int]) -> None:
        """Show one example at once if it is decoded, else when it is; ``soon`` ones are decoded ahead."""
        assert self._pictures is not None
        self._ordinal = ordinal
        self._pictures.area = self._canvas.fit_area()
        if self._pictures.get(ordinal) is None:
            self._canvas.set_image(None)  # never the one before: it would be taken for this one
        self._pictures.want(soon)
        loaded = self._pictures.get(ordinal)
        if loaded is not None:
            self._paint(loaded)
        self._show_caption()

    def fit(self) -> None:
        self._canvas.fit()

    def actual_size(self) -> None:
        self._canvas.actual_size()

    def zoom(self, *, closer: bool) -> None:
        self._canvas.zoom(_ZOOM if closer else 1 / _ZOOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_caption()

    def _paint(self, loaded: Loaded) -> None:
        assert self._project is not None
        assert self._pictures is not None
        example_id = self._project.session.examples.ids[self._ordinal or 0]
        reduced = loaded.reduced if self._pictures.area == self._canvas.fit_area() else None
        self._canvas.set_image(loaded.image, caption=example_id, message=loaded.message, reduced=reduced)

    def _show_caption(self) -> None:
        if self._ordinal is None or self._project is None or self._pictures is None:
            self._caption.set_text("")
            return
        parts = [self._project.session.examples.ids[self._ordinal]]
        loaded = self._pictures.get(self._ordinal)
        if loaded is not None and loaded.image is not None:
            parts += ["{}×{}".format(*loaded.size), self._canvas.scale_text(), loaded.note]
        self._caption.set_text(" · ".join(part for part in parts if part))
        self._hints.setVisible(loaded is None or loaded.image is not None)

    def _on_ready(self, ordinal: int) -> None:
        loaded = self._pictures.get(ordinal) if self._pictures is not None else None
        if ordinal == self._ordinal and loaded is not None:
            self._paint(loaded)
            self._show_caption()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._canvas, 1)
        bar = Surface(tone="canvas")
        across = QHBoxLayout(bar)
        across.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        across.addWidget(self._caption, 1)
        views = QHBoxLayout(self._hints)
        views.setContentsMargins(0, 0, 0, 0)
        for action_id, text in (("fit", "fit"), ("actual-size", "1:1")):
            views.addWidget(ActionHint(action_id, text, self.requested))
        across.addWidget(self._hints)
        column.addWidget(bar)
