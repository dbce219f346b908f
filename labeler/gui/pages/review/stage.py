"""The example itself, large: a picture or a recording, whichever its file is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from labeler.gui.jobs import Jobs
from labeler.gui.pages.review.image_stage import ImageStage
from labeler.gui.pages.review.sound_stage import SoundStage
from labeler.gui.pictures import Pictures
from labeler.gui.preferences import Listening
from labeler.gui.project import Project
from labeler.media.kinds import is_audio


class Stage(QStackedWidget):
    """``painted`` comes once what was shown last is on the screen; ``requested`` carries an action id.

    ``active`` comes every now and then while sound plays: somebody listens.
    """

    painted = Signal()
    requested = Signal(str)
    handlers_changed = Signal()
    listening_changed = Signal(Listening)
    active = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._image = ImageStage(jobs)
        self._sound = SoundStage(jobs)
        for stage in (self._image, self._sound):
            self.addWidget(stage)
            stage.painted.connect(self.painted)
            stage.requested.connect(self.requested)
            stage.handlers_changed.connect(self.handlers_changed)
        self._sound.listening_changed.connect(self.listening_changed)
        self._sound.active.connect(self.active)

    def set_project(self, project: Project | None) -> None:
        self._project = project
        for stage in (self._image, self._sound):
            stage.set_project(project)

    def set_listening(self, listening: Listening) -> None:
        self._sound.set_listening(listening)

    @property
    def pictures(self) -> Pictures | None:
        """Thumbnails of every kind come from here."""
        return self._image.pictures

    def describe(self, alias: str, facts: str) -> None:
        """What the example in view is called while its id is hidden, else empty; and what is told beside its name."""
        for stage in (self._image, self._sound):
            stage.describe(alias, facts)

    def show_example(self, ordinal: int, soon: Sequence[int]) -> None:
        """Show one example at once if it is decoded, else when it is; ``soon`` ones are decoded ahead."""
        shown, other = (self._sound, self._image) if self._is_sound(ordinal) else (self._image, self._sound)
        if shown is not self.currentWidget():
            other.leave()
            self.setCurrentWidget(shown)
        shown.show_example(ordinal, soon=[other for other in soon if self._is_sound(other) is (shown is self._sound)])

    def handlers(self) -> dict[str, Callable[..., Any]]:
        shown = self.currentWidget()
        return dict(shown.handlers()) if isinstance(shown, ImageStage | SoundStage) else {}

    def hold(self) -> None:
        """Something is asked in front of it, or the person pauses: what plays waits."""
        for stage in (self._image, self._sound):
            stage.hold()

    def go_on(self) -> None:
        """What waited plays on, from where it was."""
        for stage in (self._image, self._sound):
            stage.go_on()

    def leave(self) -> None:
        """Out of sight: what plays stops."""
        for stage in (self._image, self._sound):
            stage.leave()

    def _is_sound(self, ordinal: int) -> bool:
        assert self._project is not None
        path = self._project.session.media.path(ordinal)
        return path is not None and is_audio(path)
