"""The page of all keys, where they can be changed too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from labeler.gui.actions import ACTIONS, Action, action
from labeler.gui.keymap import IN_FORCE, PRESET_NAMES, Keymap, keymap, keys_in_words, keys_of
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Card, Surface
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.key_row import KeyRow
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.widgets.text_label import TextLabel

COLUMNS = 3
_COLUMN = 340
_SIZE = QSize(1120, 720)
_FOOT = 64
_HEADING = 3  # in rows, with the card around it
_HELP = "Arrows choose a key, Enter changes it, + adds one, Del takes it away, ⌫ brings the row back as it was."
_PRESS = "{name}: press the new key, alone or with Ctrl, Alt or Shift. Esc leaves all as it is."
_BLOCK = "{name}: press one of the digits 1 to 9, alone or with Ctrl or Alt; all nine go with it."
_TYPING = " Where text is typed, only its keys with Ctrl or Alt work."


class KeysDialog(QDialog):
    """Esc closes it, and so does the key that opened it. What is changed is in force at once.

    ``changed`` carries the keymap whenever the person changed it, to be kept.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rows = {each.id: self._row(each) for each in ACTIONS}
        self._columns = 0
        self._board = _Board([_card(group, self._rows) for group in _groups()])
        self._area = _board_area(self._board)
        self._preset = Segmented("Keys of")
        self._said = TextLabel(_HELP, size="small", tone="muted", wrap=True)
        self._reset_all = ActionButton("Reset all", variant="quiet")
        self._close = ActionButton("Close", key="Esc", variant="quiet")
        self._closing: list[QShortcut] = []
        self._lay_out()
        self._connect()
        self._show_keys()
        self._fit(parent)

    def said(self) -> str:
        """The sentence at the foot: what can be done, what was done, or why it can't be."""
        return self._said.accessibleName()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill_columns()
        self._row_of_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._columns:
            self._fill_columns()

    # What is done

    def _on_moved(self, action_id: str, step: int) -> None:
        names = list(self._rows)
        place = names.index(action_id) + step
        if 0 <= place < len(names):
            self._rows[names[place]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, action_id: str, chord: str, instead_of: str) -> None:
        why = IN_FORCE.keymap.refusal(action_id, chord, instead_of=instead_of)
        if why:
            self._say(why, refused=True)
            return
        self._rows[action_id].stop()
        self._use(IN_FORCE.keymap.with_key(action_id, chord, instead_of=instead_of))
        self._say_keys(action_id)

    def _on_removed(self, action_id: str, chord: str) -> None:
        self._use(IN_FORCE.keymap.without_key(action_id, chord))
        self._say_keys(action_id)

    def _on_reset(self, action_id: str) -> None:
        why = IN_FORCE.keymap.reset_refusal(action_id)
        if why:
            self._say(why, refused=True)
            return
        self._use(IN_FORCE.keymap.reset(action_id))
        self._say_keys(action_id)

    def _on_reset_all(self) -> None:
        self._use(Keymap(IN_FORCE.keymap.preset))
        self._say(f"All keys are those of {PRESET_NAMES[IN_FORCE.keymap.preset]} again.")

    def _on_preset(self, preset: str) -> None:
        before = IN_FORCE.keymap.own
        self._use(keymap(preset, before))
        lost = [_name(action(name)) for name in before if name not in IN_FORCE.keymap.own]
        gave_way = f" Your own keys gave way of {', '.join(lost)}." if lost else ""
        self._say(f"The keys of {PRESET_NAMES[preset]} are in force.{gave_way}")

    def _on_listening(self, action_id: str, listening: bool) -> None:
        shown = action(action_id)
        self._say((_BLOCK if shown.indexed else _PRESS).format(name=_name(shown)) if listening else _HELP)

    def _use(self, wanted: Keymap) -> None:
        IN_FORCE.use(wanted)
        self.changed.emit(wanted)

    def _say_keys(self, action_id: str) -> None:
        shown, words = action(action_id), keys_in_words(action_id)
        self._say(f"{_name(shown)}: {words or 'no key'}.{_TYPING if shown.typing and words else ''}")

    def _say(self, sentence: str, *, refused: bool = False) -> None:
        self._said.set_tone("wrong" if refused else "muted")
        self._said.set_text(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._said, sentence))

    # What is shown

    def _show_keys(self) -> None:
        held = IN_FORCE.keymap
        for action_id, row in self._rows.items():
            row.set_keys(held.keys(action_id), own=action_id in held.own)
        self._preset.set_current(held.preset)
        self._reset_all.setEnabled(bool(held.own))
        for shortcut in self._closing:
            shortcut.deleteLater()
        self._closing = [QShortcut(QKeySequence(key), self, self.reject) for key in keys_of("keys")]

    def _row_of_focus(self) -> KeyRow:
        """The row that Tab comes to."""
        rows = iter(self._rows.values())
        first = next(rows)
        return next((row for row in rows if row.focusPolicy() == Qt.FocusPolicy.StrongFocus), first)

    def _on_focused(self, action_id: str) -> None:
        """One row is a stop of Tab, the others are the arrows'."""
        self._row_of_focus().setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._rows[action_id].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.ensureWidgetVisible(self._rows[action_id], 0, 4 * GRID)

    # Making it

    def _row(self, shown: Action) -> KeyRow:
        row, name = KeyRow(shown.text, block=shown.indexed), shown.id
        row.setAccessibleName(f"{shown.group}: {shown.text}")  # several pages exclude an example
        row.chosen.connect(lambda chord, instead_of: self._on_chosen(name, chord, instead_of))
        row.removed.connect(lambda chord: self._on_removed(name, chord))
        row.reset.connect(lambda: self._on_reset(name))
        row.listening_changed.connect(lambda listening: self._on_listening(name, listening))
        row.moved.connect(lambda step: self._on_moved(name, step))
        row.focused.connect(lambda: self._on_focused(name))
        return row

    def _connect(self) -> None:
        self._preset.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # always side by side
        self._preset.set_choices(tuple(PRESET_NAMES.items()), current=IN_FORCE.keymap.preset)
        self._preset.chosen.connect(self._on_preset)
        self._reset_all.clicked.connect(self._on_reset_all)
        self._close.clicked.connect(self.reject)
        IN_FORCE.changed.connect(self._show_keys)

    def _lay_out(self) -> None:
        header = HeaderBar("Keys", "Each works wherever its page is in sight")
        header.add(self._preset)
        foot = Surface(top=True)
        across = QHBoxLayout(foot)
        across.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        across.setSpacing(2 * GRID)
        across.addWidget(self._said, 1)
        across.addWidget(self._reset_all)
        across.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addWidget(self._area, 1)
        layout.addWidget(foot)
        self._foot = foot

    def _fit(self, parent: QWidget | None) -> None:
        """As large as the text wants it, but within the window."""
        theme = current_theme()
        self._foot.setMinimumHeight(theme.px(_FOOT))
        room = parent.window().size() - QSize(6 * GRID, 6 * GRID) if parent else _SIZE
        self.resize(QSize(theme.px(_SIZE.width()), theme.px(_SIZE.height())).boundedTo(room))

    def _fill_columns(self) -> None:
        columns = min(max((self.width() - 4 * GRID) // current_theme().px(_COLUMN), 1), COLUMNS)
        if columns != self._columns:
            self._columns = columns
            self._board.share_out(columns)


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


def _groups() -> list[tuple[Action, ...]]:
    return [tuple(group) for _, group in groupby(ACTIONS, key=lambda each: each.group)]


class _Board(QWidget):
    """The cards of the groups in columns. Nothing is made or deleted when there are more of them or fewer."""

    def __init__(self, cards: Sequence[Card]) -> None:
        super().__init__()
        self._cards = cards
        self._columns = [QVBoxLayout() for _ in range(COLUMNS)]
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._across.setSpacing(2 * GRID)
        for column in self._columns:
            column.setSpacing(2 * GRID)
            self._across.addLayout(column)

    def share_out(self, columns: int) -> None:
        for place, column in enumerate(self._columns):
            while column.count():
                column.takeAt(0)
            self._across.setStretch(place, 1 if place < columns else 0)
        cards = iter(self._cards)
        for groups, column in zip(shared_out(_groups(), columns), self._columns, strict=False):
            for _ in groups:
                column.addWidget(next(cards))
            column.addStretch(1)


def _card(group: Sequence[Action], rows: dict[str, KeyRow]) -> Card:
    card = Card(margin=GRID)
    card.setAccessibleName(group[0].group)
    card.body.setSpacing(0)
    heading = TextLabel(group[0].group, size="small", strong=True, tone="muted")
    heading.setContentsMargins(KeyRow.INSET, GRID // 2, 0, GRID // 2)
    card.body.addWidget(heading)
    for each in group:
        card.body.addWidget(rows[each.id])
    return card


def _name(shown: Action) -> str:
    return f"“{shown.text.rstrip('…')}”"


def _board_area(board: QWidget) -> QScrollArea:
    area = scrolled(board)
    area.setAccessibleName("All keys")
    area.verticalScrollBar().setSingleStep(current_theme().px(3 * GRID))
    return area
