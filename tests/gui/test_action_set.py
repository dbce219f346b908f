from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QWidget

from labeler.gui.action_set import ActionSet
from labeler.gui.actions import ACTIONS
from labeler.gui.keymap import IN_FORCE, Keymap, keys_of
from labeler.gui.pages.review.hints import ActionHint
from labeler.gui.pages.start_actions import BigAction
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.nav_rail import NavRail

Key, Mod = Qt.Key, Qt.KeyboardModifier
Shown = Callable[[QWidget], QWidget]


class Bench(QMainWindow):
    """A window in which every action of one page and of the window can be done, and which notes what was."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[tuple[Any, ...]] = []
        self.actions_of_it = ActionSet(self, lambda *what: self.done.append(what))
        self.show_page("review")

    def show_page(self, page: str) -> None:
        self.actions_of_it.enable({action.id for action in ACTIONS if action.page in ("", page)})

    def menu_texts(self) -> dict[str, str]:
        """The keys that menus show, by action."""
        found = self.findChildren(QAction)
        return {one.objectName(): one.shortcut().toString() for one in found if one.objectName()}


@pytest.fixture
def bench(shown: Shown) -> Bench:
    made = Bench()
    shown(made)
    return made


def test_both_enter_keys_do_the_same(bench: Bench) -> None:
    QTest.keyClick(bench, Key.Key_Return)
    QTest.keyClick(bench, Key.Key_Enter, Mod.KeypadModifier)
    assert bench.done == [("next",), ("next",)]


def test_an_indexed_action_tells_which_key_it_was(bench: Bench) -> None:
    QTest.keyClick(bench, Key.Key_3)
    QTest.keyClick(bench, Key.Key_9, Mod.AltModifier)
    assert bench.done == [("category", 3), ("take-hypothesis", 9)]


def test_changed_keys_work_at_once_and_the_old_ones_no_more(bench: Bench) -> None:
    IN_FORCE.use(Keymap().with_keys("wrong", ("K", "F7")).with_keys("unsure", ()))
    for key in (Key.Key_W, Key.Key_U, Key.Key_K, Key.Key_F7):
        QTest.keyClick(bench, key)
    assert bench.done == [("wrong",), ("wrong",)]
    assert (bench.menu_texts()["wrong"], bench.menu_texts()["unsure"]) == ("K", "")


def test_the_block_of_an_indexed_action_moves_and_goes(bench: Bench) -> None:
    IN_FORCE.use(Keymap().with_key("category", "Ctrl+Alt+1"))
    QTest.keyClick(bench, Key.Key_4)
    QTest.keyClick(bench, Key.Key_4, Mod.ControlModifier | Mod.AltModifier)
    IN_FORCE.use(Keymap().with_keys("category", ()))
    QTest.keyClick(bench, Key.Key_4)
    assert bench.done == [("category", 4)]


@pytest.mark.parametrize("page", sorted({action.page for action in ACTIONS}))
@pytest.mark.parametrize("preset", ["standard", "left-hand"])
def test_no_key_of_a_preset_is_ambiguous(bench: Bench, preset: str, page: str) -> None:
    IN_FORCE.use(Keymap(preset))
    bench.show_page(page)
    here = [each.id for each in ACTIONS if each.page in ("", page)]
    wanted = [(key, action_id) for action_id in here for key in keys_of(action_id)]
    for key, _ in wanted:
        chord = QKeySequence(key)[0]  # type: ignore[index]
        QTest.keyClick(bench, chord.key(), chord.keyboardModifiers())
    assert [done[0] for done in bench.done] == [action_id for _, action_id in wanted]


def test_plain_keys_are_typed_where_text_is_typed(bench: Bench) -> None:
    line = QLineEdit()
    bench.setCentralWidget(line)
    line.setFocus()
    QTest.keyClick(line, Key.Key_P)
    QTest.keyClick(line, Key.Key_Space, Mod.ControlModifier)
    assert line.text() == "p"
    assert bench.done == [("play",)]


def test_buttons_show_the_keys_in_force(shown: Shown) -> None:
    page = QWidget()
    rail = NavRail()
    rail.setParent(page)
    big = BigAction("open", "open-folder", "Open", "An existing project")
    button, hint = ActionButton("Unsure", action="unsure"), ActionHint("back", "back", rail.chosen)
    for one in (big, button, hint):
        one.setParent(page)
    shown(page)
    assert button.toolTip() == "Unsure (U or Alt U)"
    narrow = button.sizeHint().width()
    IN_FORCE.use(Keymap("left-hand").with_keys("open", ("F3",)).with_keys("keys", ()).with_key("unsure", "Ctrl+Alt+U"))
    assert big.accessibleDescription() == "An existing project. Key F3"
    assert (button.accessibleDescription(), button.toolTip()) == ("Key S", "Unsure (S, Alt S or Ctrl Alt U)")
    assert hint.accessibleDescription() == "Key A"
    IN_FORCE.use(Keymap().with_keys("unsure", ("Ctrl+Alt+U",)).with_keys("back", ()))
    assert button.sizeHint().width() > narrow
    assert (hint.accessibleDescription(), hint.toolTip()) == ("", "")


def test_a_button_keeps_the_tip_it_was_given(shown: Shown) -> None:
    button = ActionButton("comment", action="comment")
    shown(button)
    button.setToolTip("What was written")
    IN_FORCE.use(Keymap().with_keys("comment", ("K",)))
    assert button.toolTip() == "What was written"
