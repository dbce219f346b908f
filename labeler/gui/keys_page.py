"""The page of all keys, made from the table of actions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from labeler.gui.actions import ACTIONS, Action, key_name
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.keycap import Keycap
from labeler.gui.widgets.text_label import TextLabel

COLUMNS = 3
_SIZE = (1120, 640)
_HEADING = 3  # in rows, with the card around it


class KeysDialog(QDialog):
    """Esc closes it, and so does the key that opened it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(HeaderBar("Keys", "Each works wherever its page is in sight; Esc closes this"))
        layout.addWidget(_scrolled(_columns()))
        for key in ("?", "F1"):
            QShortcut(QKeySequence(key), self, self.reject)
        self.resize(*_SIZE)


def shared_out(groups: Sequence[Sequence[Action]], columns: int) -> list[list[Sequence[Action]]]:
    """The groups in their order in as many columns, the longest as short as it can be."""
    tallest = min(
        (limit for limit in range(1, _height(groups) + 1) if len(_filled(groups, limit)) <= columns),
        default=0,
    )
    return _filled(groups, tallest)


def _filled(groups: Sequence[Sequence[Action]], limit: int) -> list[list[Sequence[Action]]]:
    columns: list[list[Sequence[Action]]] = []
    for group in groups:
        if columns and _height([*columns[-1], group]) <= limit:
            columns[-1].append(group)
        else:
            columns.append([group])
    return columns if all(_height(column) <= limit for column in columns) else [[group] for group in groups]


def _height(groups: Sequence[Sequence[Action]]) -> int:
    return sum(len(group) + _HEADING for group in groups)


def _columns() -> QWidget:
    with_keys = [action for action in ACTIONS if action.keys]
    groups = [tuple(group) for _, group in groupby(with_keys, key=lambda action: action.group)]
    page = QWidget()
    across = QHBoxLayout(page)
    across.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
    across.setSpacing(2 * GRID)
    for column in shared_out(groups, COLUMNS):
        down = QVBoxLayout()
        down.setSpacing(2 * GRID)
        for group in column:
            down.addWidget(_card(group))
        down.addStretch(1)
        across.addLayout(down, 1)
    return page


def _card(group: Sequence[Action]) -> Card:
    card = Card(group[0].group, margin=2 * GRID)
    for action in group:
        card.body.addLayout(_row(action))
    return card


def _row(action: Action) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addWidget(TextLabel(action.text, wrap=True), 1)
    row.addSpacing(GRID)
    for key in _shown(action):
        row.addWidget(Keycap(key))
    return row


def _shown(action: Action) -> list[str]:
    """Every key once: an indexed action by its range, and Enter once though there are two on a keyboard."""
    if action.indexed:
        return [f"{key_name(action.keys[0])} – {key_name(action.keys[-1])}"]
    return list(dict.fromkeys(key_name(key) for key in action.keys))


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName("All keys")
    area.verticalScrollBar().setSingleStep(current_theme().px(3 * GRID))
    return area
