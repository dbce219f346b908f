"""The card of one class or category: its definition, edited in place, and its reference examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from labeler.gui.keymap import keycap
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.spans import strong
from labeler.gui.widgets.text_label import TextBlock, TextLabel
from labeler.gui.widgets.thumbnail_flow import Thumbnail, ThumbnailFlow

_LEAST, _MOST = 4, 14  # lines in sight of a definition
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_ABOUT = {"class": "Class", "category": "Error category"}
_GOOD_FOR = {
    "class": "What counts as {name}, and what doesn't? A line on the doubtful cases makes everybody decide alike.",
    "category": "When is {name} ticked, and when isn't it? A line makes everybody tick it alike.",
}


@dataclass(frozen=True, slots=True)
class Guideline:
    """What is said about a "class" or a "category"; ``examples`` are ids.

    ``to_revisit``: how many decisions its last change touches.
    """

    about: str
    name: str
    definition: str = ""
    examples: tuple[str, ...] = ()
    to_revisit: int = 0

    @property
    def key(self) -> tuple[str, str]:
        return self.about, self.name


class GuidelineCard(QWidget):
    """``defined`` carries the new definition, when it is saved or left with something else typed.

    ``left``: it was saved by its key, the keyboard is free.
    """

    defined = Signal(str, str, str)
    reference_removed = Signal(str, str, str)
    revisit_requested = Signal(str, str)
    example_requested = Signal(str)
    left = Signal()

    def __init__(self, thumbnail: Thumbnail, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Guideline | None = None
        self._told: str | None = None  # the definition that was told of last
        self._writable = writable
        self._about = TextLabel(size="small", strong=True, tone="muted")
        self._name = TextBlock(size="title", lines=3)
        self._definition = DefinitionEdit(writable=writable)
        self._revisit = _RevisitLine()
        self._references_title = TextLabel(size="small", strong=True, tone="muted")
        self._references = ThumbnailFlow(thumbnail)
        self._none = TextLabel(tone="muted", wrap=True)
        self._lay_out()
        self._connect()

    def show_guideline(self, guideline: Guideline) -> None:
        """Another one: what was typed for the one before is kept. The same: what is being typed stays."""
        same = self._shown is not None and self._shown.key == guideline.key
        if not same:
            self.keep()
            self._told = None
        typed = same and self._is_typed()
        self._shown = guideline
        self._about.set_text(_ABOUT[guideline.about])
        self._name.set_text(guideline.name)
        if not typed:
            self._definition.show_text(guideline.definition, placeholder=self._placeholder(guideline))
        self._definition.setAccessibleName(f"Definition of {guideline.name}")
        self._revisit.show_count(guideline.to_revisit, writable=self._writable)
        self._show_references(guideline.examples)

    def start_defining(self) -> None:
        """The keyboard goes into the definition, behind what stands there."""
        if self._writable:
            self._definition.setFocus(Qt.FocusReason.OtherFocusReason)
            self._definition.moveCursor(QTextCursor.MoveOperation.End)

    def keep(self) -> None:
        """Tells, once, of a definition that was typed and not saved yet."""
        text = self._definition.toPlainText().strip()
        if self._shown is not None and self._is_typed() and text != self._told:
            self._told = text
            self.defined.emit(*self._shown.key, text)

    def refresh_thumbnail(self, example_id: str) -> None:
        self._references.refresh(example_id)

    def _is_typed(self) -> bool:
        shown = self._shown.definition if self._shown else ""
        return self._writable and self._definition.toPlainText().strip() != shown.strip()

    def _placeholder(self, guideline: Guideline) -> str:
        if not self._writable:
            return "No definition yet."
        return _GOOD_FOR[guideline.about].format(name=guideline.name)

    def _show_references(self, examples: Sequence[str]) -> None:
        count = f" · {len(examples):,}" if examples else ""
        self._references_title.set_text(f"Reference examples{count}")
        self._references.set_names(examples, removable=self._writable)
        self._references.setVisible(bool(examples))
        self._none.setVisible(not examples)
        if self._writable:
            key = keycap("reference")
            how = (strong(key, "text"), " adds the example in view.") if key else ("The example in view can be added.",)
            self._none.set_text("None yet. During review, ", *how)
        else:
            self._none.set_text("None yet.")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._about)
        column.addWidget(self._name)
        column.addSpacing(GRID)
        column.addWidget(TextLabel("Definition", size="small", strong=True, tone="muted"))
        column.addWidget(self._definition)
        column.addWidget(self._revisit)
        column.addSpacing(GRID)
        column.addWidget(self._references_title)
        column.addWidget(self._references)
        column.addWidget(self._none)
        column.addStretch(1)

    def _connect(self) -> None:
        self._definition.unfocused.connect(self.keep)
        self._definition.saved.connect(self._on_saved)
        self._references.activated.connect(self.example_requested)
        self._references.removed.connect(self._on_removed)
        self._revisit.requested.connect(self._on_revisit)

    def _on_saved(self) -> None:
        self._told = None  # once more, where it couldn't be saved before
        self.keep()
        self.left.emit()

    def _on_removed(self, example_id: str) -> None:
        if self._shown is not None:
            self.reference_removed.emit(*self._shown.key, example_id)

    def _on_revisit(self) -> None:
        if self._shown is not None:
            self.revisit_requested.emit(*self._shown.key)


class DefinitionEdit(QPlainTextEdit):
    """As high as its text, within bounds; ``saved`` by Ctrl+Enter, ``unfocused`` when the keyboard goes elsewhere."""

    saved = Signal()
    unfocused = Signal()

    def __init__(self, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(not writable)
        self._least = _LEAST if writable else 1
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def show_text(self, text: str, *, placeholder: str) -> None:
        self.setPlaceholderText(placeholder)
        self.setPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & _CONTROL:
            self.saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.unfocused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        lines = min(max(round(self.document().size().height()), self._least), _MOST)
        margins = round(2 * self.document().documentMargin()) + 2 * GRID
        height = lines * self.fontMetrics().lineSpacing() + margins
        if height != self.height():
            self.setFixedHeight(height)


class _RevisitLine(QWidget):
    """How many decisions the last change touches, and the button that makes them a queue."""

    requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = TextLabel(wrap=True)
        self._button = ActionButton("Revisit them", icon="redo", variant="card")
        self._button.clicked.connect(self.requested)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * GRID)
        across.addWidget(self._words, 1)
        across.addWidget(self._button)

    def show_count(self, count: int, *, writable: bool) -> None:
        words = "decision was" if count == 1 else "decisions were"
        self._words.set_text(strong(f"{count:,}"), f" {words} taken before this changed.")
        self._button.set_label("Revisit it" if count == 1 else "Revisit them")
        self._button.setVisible(writable)
        self.setVisible(count > 0)
