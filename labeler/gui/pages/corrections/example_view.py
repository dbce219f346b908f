"""The example that people disagree about, large: a picture to fit, or a recording to play."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from labeler.gui.jobs import Jobs
from labeler.gui.page import Handlers
from labeler.gui.pages.corrections.sound_view import SoundView
from labeler.gui.pictures import Pictures
from labeler.gui.project import Project
from labeler.gui.widgets.image_canvas import ImageCanvas
from labeler.media.kinds import is_audio


class ExampleView(QStackedWidget):
    """The player is made with the first recording: to ask the system for its sound takes a while."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._pictures: Pictures | None = None
        self._ordinal: int | None = None
        self._canvas = ImageCanvas()
        self._sound: SoundView | None = None
        self.addWidget(self._canvas)
        self._canvas.sharper_wanted.connect(self._on_sharper_wanted)

    def set_project(self, project: Project | None) -> None:
        if self._pictures is not None:
            self._pictures.close()
            self._pictures.deleteLater()
        if self._sound is not None:
            self._sound.leave()
            self.removeWidget(self._sound)
            self._sound.deleteLater()
        self._project, self._pictures, self._sound, self._ordinal = project, None, None, None
        self._canvas.set_image(None)
        if project is not None:
            self._pictures = Pictures(project.session.media.path, self._jobs, self)
            self._pictures.ready.connect(self._on_ready)

    def show_example(self, ordinal: int, *, following: int | None = None) -> None:
        """``following`` is decoded ahead."""
        if ordinal == self._ordinal:
            return
        self._ordinal = ordinal
        if self._is_sound(ordinal):
            self._show_sound(ordinal)
        else:
            self._show_picture(ordinal, following)

    def handlers(self) -> Handlers:
        shown = self.currentWidget()
        return {"play-conflict": shown.toggle} if isinstance(shown, SoundView) else {}

    def leave(self) -> None:
        """Out of sight: silence."""
        if self._sound is not None:
            self._sound.leave()

    def _show_sound(self, ordinal: int) -> None:
        assert self._project is not None
        if self._sound is None:
            self._sound = SoundView(self._project, self._jobs)
            self.addWidget(self._sound)
        self.setCurrentWidget(self._sound)
        self._sound.show_example(ordinal)

    def _show_picture(self, ordinal: int, following: int | None) -> None:
        assert self._pictures is not None
        self.leave()
        self.setCurrentWidget(self._canvas)
        self._canvas.set_image(None)  # never the one before: it would be taken for this one
        self._pictures.area = self._canvas.fit_area()
        ahead = [] if following is None or self._is_sound(following) else [following]
        self._pictures.want([ordinal, *ahead])
        self._on_ready(ordinal)

    def _on_ready(self, ordinal: int) -> None:
        loaded = self._pictures.get(ordinal) if self._pictures is not None else None
        if ordinal != self._ordinal or loaded is None:
            return
        size = QSize(*loaded.size)
        if self._canvas.image() is not None:  # the same one, sharper
            self._canvas.replace_image(loaded.image, size=size, reduced=loaded.reduced)
        else:
            self._canvas.set_image(loaded.image, size=size, message=loaded.message, reduced=loaded.reduced)

    def _on_sharper_wanted(self) -> None:
        if self._pictures is not None and self._ordinal is not None:
            self._pictures.sharpen(self._ordinal)

    def _is_sound(self, ordinal: int) -> bool:
        assert self._project is not None
        path = self._project.session.media.path(ordinal)
        return path is not None and is_audio(path)
