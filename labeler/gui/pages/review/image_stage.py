"""An image example, large, with what is known of its picture below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.gui.animation import Animation
from labeler.gui.jobs import Jobs
from labeler.gui.loading import Loaded
from labeler.gui.pages.review.image_bar import ImageBar
from labeler.gui.pictures import Pictures
from labeler.gui.project import Project
from labeler.gui.widgets.exposure import NEUTRAL, Exposure
from labeler.gui.widgets.image_canvas import ImageCanvas
from labeler.gui.widgets.viewport import ViewMode

_ZOOM = 1.25
_SETTLED_MS = 60


HIDDEN = "The file of this example can't be shown; its name is hidden until the verdict"


class ImageStage(QWidget):
    """``painted`` comes once what was shown last is on the screen, a message too; ``requested`` has an action id."""

    painted = Signal()
    requested = Signal(str)
    handlers_changed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._pictures: Pictures | None = None
        self._animation: Animation | None = None
        self._ordinal: int | None = None
        self._held = False
        self._alias = self._facts = ""
        self._shown: Loaded | None = None
        self._soon: tuple[int, ...] = ()
        self._canvas = ImageCanvas()
        self._bar = ImageBar()
        self._settled = self._timer(_SETTLED_MS)
        self._after_paint = self._timer(0)
        self._lay_out()
        self._connect()

    # The doors of a stage

    def set_project(self, project: Project | None) -> None:
        self.leave()
        self._close_animation()
        if self._pictures is not None:
            self._pictures.close()
            self._pictures.deleteLater()
        self._project, self._pictures, self._ordinal, self._shown = project, None, None, None
        if project is not None:
            self._pictures = Pictures(project.session.media.path, self._jobs, self)
            self._pictures.ready.connect(self._on_ready)

    @property
    def pictures(self) -> Pictures | None:
        return self._pictures

    def show_example(self, ordinal: int, soon: Sequence[int]) -> None:
        """Show one example at once if it is decoded, else when it is; ``soon`` ones are decoded ahead."""
        assert self._pictures is not None
        if ordinal != self._ordinal:
            self._close_animation()
        self._ordinal, self._soon, self._shown = ordinal, tuple(soon), None
        self._pictures.area = self._canvas.fit_area()
        loaded = self._pictures.get(ordinal)
        if loaded is not None:
            self._show(loaded)
            self._on_frame_shown()  # where the same example is shown again
        else:
            self._canvas.set_image(None)  # never the one before: it would be taken for this one
        self._pictures.want(soon, ahead=False)
        self._show_caption()

    def describe(self, alias: str, facts: str) -> None:
        """``alias`` is what the example is called while its id, and the path of its file, are hidden, else empty.

        ``facts`` are told beside it.
        """
        renamed = alias != self._alias
        self._alias, self._facts = alias, facts
        if renamed and self._shown is not None:
            self._show(self._shown)
            self._on_frame_shown()
        self._show_caption()

    def handlers(self) -> dict[str, Callable[..., Any]]:
        """Of the actions that make sense for what is shown now."""
        if self._ordinal is None or self._is_message():
            return {}
        moving = self._frames() > 1
        return self._view_handlers() | self._exposure_handlers() | (self._frame_handlers() if moving else {})

    def hold(self) -> None:
        """Something stands in front of it: an animation waits."""
        if self._animation is not None and self._animation.playing:
            self._held = True
            self._animation.pause()

    def go_on(self) -> None:
        """What waited plays on."""
        if self._held and self._animation is not None:
            self._animation.play()
        self._held = False

    def leave(self) -> None:
        """Another stage or page comes into sight."""
        self._held = False
        self._settled.stop()
        self._after_paint.stop()
        if self._animation is not None:
            self._animation.pause()

    # Actions

    def _view_handlers(self) -> dict[str, Callable[..., Any]]:
        return {
            "fit": self._canvas.fit,
            "actual-size": self._canvas.actual_size,
            "zoom-in": partial(self._canvas.zoom, _ZOOM),
            "zoom-out": partial(self._canvas.zoom, 1 / _ZOOM),
        }

    def _exposure_handlers(self) -> dict[str, Callable[..., Any]]:
        handlers: dict[str, Callable[..., Any]] = {
            "adjust": self._bar.toggle_adjustments,
            "brighter": partial(self._step_exposure, brightness=1),
            "darker": partial(self._step_exposure, brightness=-1),
            "more-contrast": partial(self._step_exposure, contrast=1),
            "less-contrast": partial(self._step_exposure, contrast=-1),
        }
        if self._canvas.exposure() != NEUTRAL:
            handlers["reset-adjustments"] = partial(self._set_exposure, NEUTRAL)
        return handlers

    def _frame_handlers(self) -> dict[str, Callable[..., Any]]:
        return {
            "play": lambda: self._moving().toggle(),
            "next-frame": lambda: self._moving().step(1),
            "previous-frame": lambda: self._moving().step(-1),
        }

    def _step_exposure(self, *, brightness: int = 0, contrast: int = 0) -> None:
        self._set_exposure(self._canvas.exposure().stepped(brightness=brightness, contrast=contrast))

    def _set_exposure(self, exposure: Exposure) -> None:
        was_neutral = self._canvas.exposure() == NEUTRAL
        self._canvas.set_exposure(exposure)
        self._bar.show_exposure(exposure)
        if was_neutral is not (exposure == NEUTRAL):
            self.handlers_changed.emit()

    # Frames

    def _frames(self) -> int:
        return self._shown.frames if self._shown is not None else 1

    def _moving(self) -> Animation:
        """Made when the first frame but one is wanted."""
        if self._animation is None:
            assert self._project is not None
            assert self._ordinal is not None
            path = self._project.session.media.path(self._ordinal)
            assert path is not None
            self._animation = Animation(path, self._frames(), self._jobs, self)
            self._animation.frame_shown.connect(self._on_frame_shown)
            self._animation.state_changed.connect(self._show_caption)
        self._animation.area = self._canvas.fit_area()
        return self._animation

    def _close_animation(self) -> None:
        if self._animation is not None:
            self._animation.close()
            self._animation.deleteLater()
        self._animation = None

    def _on_frame_shown(self) -> None:
        loaded = self._animation.loaded if self._animation is not None else None
        if loaded is not None:
            self._canvas.replace_image(loaded.image, size=QSize(*loaded.size), reduced=loaded.reduced)
            self._show_caption()

    # Showing

    def _show(self, loaded: Loaded) -> None:
        assert self._project is not None
        assert self._ordinal is not None
        self._shown = loaded
        self._canvas.set_image(
            loaded.image,
            size=QSize(*loaded.size),
            caption=self._called(),
            message=HIDDEN if self._alias and loaded.message else loaded.message,
            reduced=loaded.reduced,
        )

    def _on_ready(self, ordinal: int) -> None:
        loaded = self._pictures.get(ordinal) if self._pictures is not None else None
        if ordinal != self._ordinal or loaded is None:
            return
        if self._shown is None:
            self._show(loaded)
            self.handlers_changed.emit()
        else:
            self._shown = loaded
            if self._animation is None:
                self._canvas.replace_image(loaded.image, size=QSize(*loaded.size), reduced=loaded.reduced)
        self._show_caption()

    def _on_sharper_wanted(self) -> None:
        if self._pictures is None or self._ordinal is None or self._animation is not None:
            return
        if self._canvas.mode() is ViewMode.FIT:
            self._settled.start()  # the canvas has become larger than what it was decoded for
        else:
            self._pictures.sharpen(self._ordinal)
            self._show_caption()

    def _read_ahead(self) -> None:
        """Once the example in view is painted, or the canvas has another size for all to fit."""
        if self._pictures is not None and self._ordinal is not None:
            self._pictures.area = self._canvas.fit_area()
            self._pictures.want(self._soon)

    def _is_message(self) -> bool:
        return self._shown is not None and self._shown.image is None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settled.start()
        self._show_caption()

    # The caption

    def _show_caption(self) -> None:
        self._bar.say(self._said())
        self._bar.offer(
            views=not self._is_message(),
            moves=self._frames() > 1,
            playing=self._animation is not None and self._animation.playing,
            relocate=self._shown is not None and self._shown.missing,
        )

    def _said(self) -> list[str]:
        if self._ordinal is None or self._project is None:
            return []
        shown = self._shown
        if shown is None or shown.image is None:
            return [self._called(), self._facts]
        frame = (self._animation.loaded if self._animation is not None else None) or shown
        size = f"{frame.size[0]:,}×{frame.size[1]:,}"
        exposure = self._canvas.exposure().words()
        return [
            self._called(),
            self._facts,
            size,
            self._canvas.scale_text(),
            *self._frame_said(),
            exposure,
            *self._under_way(),
            frame.note,
        ]

    def _called(self) -> str:
        if self._alias or self._project is None or self._ordinal is None:
            return self._alias
        return self._project.session.examples.ids[self._ordinal]

    def _frame_said(self) -> list[str]:
        if self._frames() <= 1:
            return []
        index = self._animation.index if self._animation is not None else 0
        failure = self._animation.failure if self._animation is not None else ""
        return [f"frame {index + 1:,} of {self._frames():,}", failure]

    def _under_way(self) -> list[str]:
        assert self._pictures is not None
        assert self._ordinal is not None
        return ["sharpening…"] if self._pictures.is_sharpening(self._ordinal) else []

    # Making it

    def _connect(self) -> None:
        self._canvas.painted.connect(self.painted)
        self._canvas.view_changed.connect(self._show_caption)
        self._canvas.sharper_wanted.connect(self._on_sharper_wanted)
        self._bar.exposure_changed.connect(self._set_exposure)
        self._bar.requested.connect(self.requested)
        self._settled.timeout.connect(self._read_ahead)
        self._canvas.painted.connect(self._after_paint.start)
        self._after_paint.timeout.connect(self._read_ahead)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._canvas, 1)
        column.addWidget(self._bar)
