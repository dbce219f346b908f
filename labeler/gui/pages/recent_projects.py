"""The projects of the last times, with what can be said of them without opening them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from labeler.gui.saying import when
from labeler.gui.theme import GRID, Theme, Tone, current_theme, mixed, paint_icon
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import paint_text
from labeler.gui.widgets.text_label import TextLabel
from labeler.store.project_file import SUFFIX

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ROW = 52
_ICON = 20
_CHANGED = 150


@dataclass(frozen=True)
class Recent:
    """A project as the list shows it; ``changed`` is empty for one that is missing."""

    path: str
    name: str
    folder: str
    changed: str
    missing: bool = False
    open_now: bool = False


def recent(path: str, *, open_now: bool = False) -> Recent:
    """What there is to say of a project without opening it."""
    file = Path(path)
    name, folder = file.name.removesuffix(SUFFIX), str(file.parent)
    try:
        changed = max(each.stat().st_mtime for each in _written(file))
    except (OSError, ValueError):
        return Recent(path, name, folder, "", missing=True)
    then, now = datetime.fromtimestamp(changed, UTC), datetime.now(UTC)
    return Recent(path, name, folder, when(then.astimezone(), now=now.astimezone()), open_now=open_now)


def _written(file: Path) -> list[Path]:
    """The project and its write-ahead log, which is the newer one while it is open."""
    log = file.with_name(file.name + "-wal")
    return [file, log] if log.exists() else [file]


class RecentList(Card):
    """Up and Down go through it, Enter opens, Del forgets; Up on the first is left to the page."""

    chosen = Signal(str)
    forgotten = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=GRID)
        self._shown: list[Recent] = []
        self._rows: list[_RecentRow] = []
        self._empty = EmptyState(
            "clock", "No projects yet", "The ones you make or open are listed here, the latest first."
        )
        self._lines = QVBoxLayout()
        self._lay_out()

    def show_projects(self, projects: Sequence[Recent]) -> None:
        if self._rows and list(projects) == self._shown:
            return
        focused = next((place for place, row in enumerate(self._rows) if row.hasFocus()), None)
        self._shown = list(projects)
        for row in self._rows:
            row.setParent(None)
            row.deleteLater()
        self._rows = [self._row(project) for project in projects]
        self._empty.setVisible(not projects)
        if focused is not None and self._rows:
            self._rows[min(focused, len(self._rows) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def first(self) -> QWidget | None:
        """The first that can be opened; None if there is none."""
        return next((row for row in self._rows if not row.project.missing), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        place = next((place for place, row in enumerate(self._rows) if row.hasFocus()), None)
        if step is None or place is None or place + step < 0:
            super().keyPressEvent(event)
        elif place + step < len(self._rows):
            self._rows[place + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _row(self, project: Recent) -> _RecentRow:
        row = _RecentRow(project)
        if not project.missing:
            row.clicked.connect(lambda: self.chosen.emit(project.path))
        row.forgotten.connect(self.forgotten)
        self._lines.addWidget(row)
        row.show()  # at once, for what isn't shown can't have the keyboard
        return row

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        heading.addWidget(TextLabel("Recent projects", size="small", strong=True, tone="muted"))
        self.setAccessibleName("Recent projects")
        self._lines.setSpacing(2)
        self.body.addLayout(heading)
        self.body.addWidget(self._empty)
        self.body.addLayout(self._lines)


class _RecentRow(PaintedButton):
    """A project in two lines; ``forgotten`` carries its path."""

    forgotten = Signal(str)

    def __init__(self, project: Recent) -> None:
        super().__init__()
        self.project = project
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_label(project.name)
        self.setAccessibleDescription(f"In {project.folder}, {_state(project)}. Del takes it off this list")
        self.setToolTip(plain_tip(project.path))
        forget = ActionButton("Forget", variant="quiet")
        forget.setAccessibleName(f"Forget {project.name}")
        forget.setVisible(project.missing)
        forget.clicked.connect(self._on_forgotten)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, GRID, 0)
        layout.addStretch(1)
        layout.addWidget(forget)

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(320), current_theme().px(_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._on_forgotten()
        elif event.key() in _STEPS:
            event.ignore()  # the list knows which comes next
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            if self.underMouse() and not self.project.missing:
                paint_box(painter, self.area(), fill=self.background(theme, theme.palette.surface))
            self._paint_icon(painter, theme)
            self._paint_words(painter, theme)
            if self.focus_visible():
                paint_focus(painter, self.area(), theme)

    def _paint_icon(self, painter: QPainter, theme: Theme) -> None:
        side = theme.px(_ICON)
        place = QRectF(2 * GRID, (self.height() - side) / 2, side, side)
        quiet = mixed(theme.palette.surface, theme.palette.faint, 0.6)
        color = quiet if self.project.missing else theme.palette.muted
        paint_icon(painter, place, "warning" if self.project.missing else "file", color)

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        left = 2 * GRID + theme.px(_ICON) + 2 * GRID - 2
        right = self.width() - 2 * GRID
        state = QRectF(right - theme.px(_CHANGED), 0, theme.px(_CHANGED), self.height())
        if self.project.missing:
            state.translate(-theme.px(_CHANGED) / 2, 0)
        words = QRectF(left, 6, state.left() - left - GRID, self.height() - 12)
        upper, lower = words.adjusted(0, 0, 0, -words.height() / 2), words.adjusted(0, words.height() / 2, 0, 0)
        tone: Tone = "faint" if self.project.missing else "text"
        paint_text(painter, upper, self.project.name, theme, strong=True, tone=tone)
        metrics = QFontMetricsF(theme.font("small"))
        folder = metrics.elidedText(self.project.folder, Qt.TextElideMode.ElideMiddle, lower.width())
        paint_text(painter, lower, folder, theme, size="small", tone="muted")
        said: Tone = "unsure" if self.project.missing else "accent" if self.project.open_now else "muted"
        right_aligned = Qt.AlignmentFlag.AlignRight
        paint_text(painter, state, _state(self.project), theme, size="small", tone=said, align=right_aligned)

    def _on_forgotten(self) -> None:
        self.forgotten.emit(self.project.path)


def _state(project: Recent) -> str:
    if project.missing:
        return "missing"
    return "open now" if project.open_now else project.changed
