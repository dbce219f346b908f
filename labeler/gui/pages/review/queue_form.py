"""The options of a queue: a row for each part its kind goes by, the others out of sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from labeler.core.splits import POOLED
from labeler.gui.pages.review.conditions import examples, joined, split_conditions
from labeler.gui.pages.review.queue_kinds import Choices, QueueKind
from labeler.gui.queue_choice import SIZES, QueueChoice
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.chip_menu import HEIGHT, ChipMenu
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.widgets.spans import Span, Spans, as_spans, plain_text
from labeler.gui.widgets.text_label import TextLabel

_LABEL = 116
_STACKED = 1.5  # the scale of the text from which a label stands above its option
_ANY = ""
_TITLES = {
    "where": "Conditions",
    "model": "Model",
    "rule": "Changed",
    "reviewer": "Decisions of",
    "split": "Split",
    "size": "How many",
    "predictions": "Predictions",
    "blind": "Given label",
    "categories": "Collect",
}
_PREDICTIONS = ((False, "after the verdict"), (True, "from the start"))
_GIVEN = ((False, "shown"), (True, "hidden (blind)"))
_COLLECT = ((True, "labels and what made it hard"), (False, "labels only"))


class QueueForm(QWidget):
    """``changed`` carries the choice as the person now wants it."""

    changed = Signal(object)

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._choice = QueueChoice()
        self._menus = {part: ChipMenu(_TITLES[part], named=False) for part in ("model", "rule", "reviewer")}
        self._segments = {
            part: Segmented(_TITLES[part]) for part in ("split", "size", "predictions", "blind", "categories")
        }
        self._where = ConditionsField(choices)
        self._rows: dict[str, _Row] = {}
        self._fill()
        self._lay_out()
        self._connect()

    def choice(self) -> QueueChoice:
        return self._choice

    def show_choice(self, kind: QueueKind, choice: QueueChoice) -> None:
        """The rows of that kind with what is chosen; tells nobody."""
        self._choice = choice
        for part, row in self._rows.items():
            row.setVisible(part in kind.parts and (part != "model" or bool(self._choices.models)))
        self._menus["model"].set_current(choice.model or "")
        self._menus["reviewer"].set_current(choice.reviewer or "")
        self._menus["rule"].set_current(_rule_of(choice))
        self._segments["size"].set_choices(_sizes(choice.size), current=choice.size)
        for part in ("split", "predictions", "blind", "categories"):
            self._segments[part].set_current(getattr(choice, part))
        self._where.show_conditions(choice.where)

    def say_wrong(self, message: str) -> None:
        """What is wrong with the conditions; empty: nothing."""
        self._where.say_wrong(message)

    def _fill(self) -> None:
        """What can be chosen, which is the same for every kind."""
        self._menus["model"].set_choices(_same(self._choices.models))
        self._menus["reviewer"].set_choices(_same(self._choices.reviewers))
        self._menus["rule"].set_choices(_rules(self._choices))
        self._segments["split"].set_choices(_splits(self._choices))
        self._segments["predictions"].set_choices(_PREDICTIONS)
        self._segments["blind"].set_choices(_GIVEN)
        self._segments["categories"].set_choices(_COLLECT)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + 4)
        fields: dict[str, QWidget] = {**self._menus, "where": self._where, **self._segments}
        for part, title in _TITLES.items():
            self._rows[part] = _Row(title, fields[part])
            column.addWidget(self._rows[part])
        column.addStretch(1)

    def _connect(self) -> None:
        for part in ("model", "reviewer"):
            self._menus[part].chosen.connect(lambda name, part=part: self._change(**{part: name}))
        self._menus["rule"].chosen.connect(self._on_rule)
        for part, segments in self._segments.items():
            segments.chosen.connect(lambda value, part=part: self._change(**{part: value}))
        self._where.changed.connect(lambda where: self._change(where=where))

    def _on_rule(self, rule: str) -> None:
        about, _, name = rule.partition(":")
        self._change(
            category=name if about == "category" else None,
            label=name if about == "class" else None,
        )

    def _change(self, **parts: Any) -> None:
        self._choice = replace(self._choice, **parts)
        self.changed.emit(self._choice)


class _Row(QWidget):
    """What an option is called, and beside it the option; below it where the text is large."""

    def __init__(self, title: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = TextLabel(title, tone="muted")
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(field, 1)
        if isinstance(field, ChipMenu):
            self._layout.setAlignment(field, Qt.AlignmentFlag.AlignLeft)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Beside the option, the label is on one line with its text."""
        theme = current_theme()
        stacked = theme.scale >= _STACKED
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
        self._layout.setSpacing(2 if stacked else GRID)
        self._label.setMinimumSize(theme.px(_LABEL), 0 if stacked else theme.px(HEIGHT))


class ConditionsField(QWidget):
    """One line for all conditions, what can be typed below it, and what is wrong with them."""

    changed = Signal(tuple)

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = choices.columns
        self._line = QLineEdit()
        self._line.setPlaceholderText("label=cat wrong=yes")
        self._line.setAccessibleName("Conditions")
        self._wrong = TextLabel(size="small", tone="wrong", wrap=True)
        self._wrong.hide()
        self._line.textEdited.connect(self._on_edited)
        self.setFocusProxy(self._line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._line)
        column.addWidget(self._wrong)
        for words in _help(choices):
            column.addWidget(TextLabel(*words, size="small", tone="muted", wrap=True))
        self._line.setAccessibleDescription(" ".join(plain_text(words) for words in _help(choices)))

    def show_conditions(self, where: tuple[str, ...]) -> None:
        """Leaves alone what is being typed."""
        if split_conditions(self._line.text(), self._columns) != where:
            self._line.setText(joined(where))

    def say_wrong(self, message: str) -> None:
        self._wrong.set_text(message)
        self._wrong.setVisible(bool(message))

    def _on_edited(self, text: str) -> None:
        self.say_wrong("")
        self.changed.emit(split_conditions(text, self._columns))


def _help(choices: Choices) -> list[Spans]:
    told = [
        _listed("Such as ", examples(choices)),
        as_spans(
            [
                "All of them must hold; ",
                Span("!=", tone="text"),
                " is for what must not be, ",
                Span("< >", tone="text"),
                " compare",
            ]
        ),
    ]
    return [*told, _listed("Columns ", choices.columns)] if choices.columns else told


def _listed(before: str, names: Sequence[str]) -> Spans:
    """Each in one piece, wherever the line is broken."""
    parts = [Span(before)]
    for name in names:
        parts += [Span(name.replace(" ", "\u00a0"), tone="text"), Span(" · ")]
    return tuple(parts[:-1])


def _same(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


def _splits(choices: Choices) -> list[tuple[str, str]]:
    return [(name, "dev and test" if name == POOLED else name.replace("+", " and ")) for name in choices.splits]


def _sizes(present: int) -> list[tuple[int, str]]:
    sizes = sorted({*SIZES, *([present] if present else [])})
    first, *rest = sizes
    return [(first, f"{first} a split"), *((size, f"{size:,}") for size in rest), (0, "all")]


def _rules(choices: Choices) -> list[tuple[str, str]]:
    return [
        (_ANY, "any rule or category"),
        *((f"category:{name}", f"category {name}") for name in choices.categories),
        *((f"class:{name}", f"class {name}") for name in choices.labels),
    ]


def _rule_of(choice: QueueChoice) -> str:
    if choice.category is not None:
        return f"category:{choice.category}"
    return _ANY if choice.label is None else f"class:{choice.label}"
