from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui import dialogs, preferences
from labeler.gui.actions import ACTIONS, action
from labeler.gui.chords import key_name
from labeler.gui.dialogs import ReasonDialog
from labeler.gui.jobs import InlineJobs
from labeler.gui.keymap import IN_FORCE, Keymap, keys_of
from labeler.gui.keys_page import KeysDialog, shared_out
from labeler.gui.new_project.dialog import NewProjectDialog
from labeler.gui.preferences import Preferences
from labeler.gui.theme import apply_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.key_row import KeyRow
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.window import Window

Shown = Callable[[QWidget], QWidget]
Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def dialog(qtbot: QtBot, shown: Shown) -> KeysDialog:
    made = KeysDialog()
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # the test looks at it afterwards
    shown(made)
    qtbot.waitUntil(made.isActiveWindow)
    return made


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    """A real key for whoever has the keyboard."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def row(dialog: KeysDialog, action_id: str) -> KeyRow:
    wanted = f"{action(action_id).group}: {action(action_id).text}"
    return next(one for one in dialog.findChildren(KeyRow) if one.accessibleName() == wanted)


def go_to(dialog: KeysDialog, action_id: str) -> KeyRow:
    """By arrows, from the first."""
    wanted = row(dialog, action_id)
    while not wanted.hasFocus():
        press(Key.Key_Down)
    return wanted


def test_every_key_of_every_action_is_on_the_page(dialog: KeysDialog) -> None:
    for each in ACTIONS:
        keys = [f"{key_name(each.keys[0])} – {key_name(each.keys[-1])}"] if each.indexed else map(key_name, each.keys)
        assert row(dialog, each.id).caps() == list(keys)


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_F1])
def test_the_page_of_keys_closes_by_key(qtbot: QtBot, dialog: KeysDialog, key: Qt.Key) -> None:
    with qtbot.waitSignal(dialog.finished):
        press(key)


def test_it_closes_by_the_keys_in_force(qtbot: QtBot, dialog: KeysDialog) -> None:
    IN_FORCE.use(Keymap().with_keys("keys", ("F6",)))
    with qtbot.waitSignal(dialog.finished):
        press(Key.Key_F6)


def test_keys_that_rows_need_do_not_close_it(dialog: KeysDialog) -> None:
    IN_FORCE.use(Keymap().with_keys("keys", ("Del",)).with_keys("comment", ("C", "K")))
    go_to(dialog, "comment")
    press(Key.Key_Delete)
    assert dialog.isVisible()
    assert keys_of("comment") in (("C",), ("K",))


def test_the_first_row_has_the_keyboard(dialog: KeysDialog) -> None:
    assert row(dialog, ACTIONS[0].id).hasFocus()


def test_arrows_go_through_all_actions_and_stop_at_the_last(dialog: KeysDialog) -> None:
    for each in ACTIONS[1:]:
        press(Key.Key_Down)
        assert row(dialog, each.id).hasFocus()
    press(Key.Key_Down)
    assert row(dialog, ACTIONS[-1].id).hasFocus()
    press(Key.Key_Up)
    assert row(dialog, ACTIONS[-2].id).hasFocus()


def test_tab_leaves_the_rows_and_comes_back_to_the_same(dialog: KeysDialog) -> None:
    here = go_to(dialog, "wrong")
    press(Key.Key_Tab)
    assert not isinstance(QApplication.focusWidget(), KeyRow)
    press(Key.Key_Backtab, Mod.ShiftModifier)
    assert here.hasFocus()


def test_a_key_is_changed_by_keys_alone_and_told(qtbot: QtBot, dialog: KeysDialog) -> None:
    here = go_to(dialog, "wrong")
    press(Key.Key_Return)
    assert "press the new key" in dialog.said()
    with qtbot.waitSignal(dialog.changed) as told:
        press(Key.Key_K, Mod.ControlModifier)
    assert told.args == [IN_FORCE.keymap]
    assert keys_of("wrong") == ("Ctrl+K",)
    assert (here.caps(), here.is_listening()) == (["Ctrl K"], False)
    assert dialog.said() == "“The label is wrong: choose the right one”: Ctrl K."


def test_a_second_key_is_added_and_one_taken_away(dialog: KeysDialog) -> None:
    go_to(dialog, "right")
    press(Key.Key_Plus)
    press(Key.Key_K)
    assert keys_of("right") == ("Space", "K")
    press(Key.Key_Left)
    press(Key.Key_Delete)
    assert keys_of("right") == ("K",)
    press(Key.Key_Delete)
    assert keys_of("right") == ()
    assert dialog.said().endswith("no key.")
    press(Key.Key_Delete)
    assert keys_of("right") == ()


def test_escape_leaves_the_key_as_it_is_and_the_page_open(dialog: KeysDialog) -> None:
    here = go_to(dialog, "wrong")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert not here.is_listening()
    assert here.hasFocus()
    assert dialog.isVisible()
    assert keys_of("wrong") == ("W",)


def test_a_modifier_alone_is_waited_on(dialog: KeysDialog) -> None:
    here = go_to(dialog, "wrong")
    press(Key.Key_Return)
    press(Key.Key_Shift, Mod.ShiftModifier)
    assert here.is_listening()


@pytest.mark.parametrize(
    ("key", "modifiers", "said"),
    [
        (Key.Key_X, Mod.NoModifier, "X already is “Exclude the example”. Change that one first."),
        (Key.Key_Enter, Mod.KeypadModifier, "Enter already is “Next example”. Change that one first."),
        (Key.Key_Question, Mod.ShiftModifier, "? already is “All keys”. Change that one first."),
        (Key.Key_Tab, Mod.NoModifier, "Tab always moves on to the next control; no action can have it."),
        (Key.Key_C, Mod.ControlModifier, "Ctrl C is needed where text is typed; no other action can have it."),
    ],
)
def test_a_clash_is_refused_and_another_key_can_be_pressed(
    dialog: KeysDialog, key: Qt.Key, modifiers: Qt.KeyboardModifier, said: str
) -> None:
    here = go_to(dialog, "wrong")
    press(Key.Key_Return)
    press(key, modifiers)
    assert dialog.said() == said
    assert here.is_listening()
    assert IN_FORCE.keymap == Keymap()
    press(Key.Key_K)
    assert keys_of("wrong") == ("K",)


def test_digits_of_an_indexed_action_change_together(dialog: KeysDialog) -> None:
    here = go_to(dialog, "category")
    press(Key.Key_Return)
    assert "all nine go with it" in dialog.said()
    press(Key.Key_K)
    assert "press one of them" in dialog.said()
    press(Key.Key_3, Mod.ControlModifier | Mod.AltModifier)
    assert here.caps() == ["Ctrl Alt 1 – Ctrl Alt 9"]
    press(Key.Key_Delete)
    assert keys_of("category") == ()


def test_what_works_while_typing_says_by_which_keys(dialog: KeysDialog) -> None:
    go_to(dialog, "replay")
    press(Key.Key_Plus)
    press(Key.Key_Y)
    assert dialog.said().endswith("Where text is typed, only its keys with Ctrl or Alt work.")


def test_one_row_is_reset_and_all_are(qtbot: QtBot, dialog: KeysDialog) -> None:
    IN_FORCE.use(Keymap().with_keys("wrong", ("K",)).with_keys("unsure", ("W",)))
    go_to(dialog, "wrong")
    press(Key.Key_Backspace)
    assert "Unsure" in dialog.said()
    go_to(dialog, "unsure")
    press(Key.Key_Backspace)
    assert keys_of("unsure") == ("U", "Alt+U")
    reset = next(one for one in dialog.findChildren(ActionButton) if one.accessibleName() == "Reset all")
    reset.setFocus()
    with qtbot.waitSignal(dialog.changed):
        press(Key.Key_Space)
    assert IN_FORCE.keymap == Keymap()
    assert not reset.isEnabled()


def test_a_preset_is_chosen_by_key_and_says_which_own_keys_gave_way(dialog: KeysDialog) -> None:
    IN_FORCE.use(Keymap().with_keys("quit", ("F10",)).with_keys("jump", ("E",)))
    dialog.findChildren(Segmented)[0].setFocus()
    press(Key.Key_Right)
    assert keys_of("unsure") == ("S", "Alt+S")
    assert (keys_of("quit"), keys_of("jump")) == (("F10",), ("J",))
    assert dialog.said() == "The keys of Left hand are in force. Your own keys gave way of “Jump to an example”."


def test_a_click_chooses_a_key_and_a_second_one_changes_it(dialog: KeysDialog) -> None:
    here = row(dialog, "open")
    place = here.rect().center()
    place.setX(here.width() - 20)
    QTest.mouseClick(here, Qt.MouseButton.LeftButton, pos=place)
    assert not here.is_listening()
    QTest.mouseClick(here, Qt.MouseButton.LeftButton, pos=place)
    assert here.is_listening()
    row(dialog, "new").setFocus()
    assert not here.is_listening()


@pytest.mark.parametrize(("scale", "width", "columns"), [(1.0, 1120, 3), (1.0, 800, 2), (2.0, 1232, 1), (2.0, 640, 1)])
def test_columns_are_as_many_as_the_text_leaves_room_for(
    qapp: QApplication, dialog: KeysDialog, scale: float, width: int, columns: int
) -> None:
    apply_theme(qapp, "light", scale=scale)
    dialog.resize(width, 700)
    QApplication.processEvents()
    rows = dialog.findChildren(KeyRow)
    assert len({one.mapTo(dialog, one.rect().topLeft()).x() for one in rows}) == columns
    for one in rows:
        assert one.height() >= one.heightForWidth(one.width())
        assert one.minimumSizeHint().width() <= one.width()
        assert one.mapTo(dialog, one.rect().topRight()).x() <= dialog.width()


def test_it_stays_within_its_window_with_text_at_double_size(qapp: QApplication, shown: Shown) -> None:
    apply_theme(qapp, "light", scale=2.0)
    window = QWidget()
    shown(window)
    window.resize(1280, 800)
    made = KeysDialog(window)
    assert made.width() <= 1280
    assert made.height() <= 800
    made.deleteLater()


def test_the_choice_of_a_preset_stands_in_the_middle_of_the_header(dialog: KeysDialog) -> None:
    (header,) = dialog.findChildren(HeaderBar)
    (preset,) = dialog.findChildren(Segmented)
    assert abs(preset.geometry().center().y() - header.rect().center().y()) <= 2


def test_the_window_starts_with_the_keys_that_were_kept(shown: Shown) -> None:
    own = {"comment": ("K",), "jump": ("NoSuchKey",), "no-such-action": ("F9",)}
    window = Window(jobs=InlineJobs(), saved=Preferences(theme="light", key_preset="left-hand", keys=own))
    shown(window)
    assert (keys_of("unsure"), keys_of("comment"), keys_of("jump")) == (("S", "Alt+S"), ("K",), ("J",))
    window.close()


@pytest.mark.usefixtures("installation")
def test_keys_changed_on_the_page_are_kept_for_the_next_start(qtbot: QtBot, shown: Shown) -> None:
    window = Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann"))
    shown(window)
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Key.Key_F1)
    (page,) = window.findChildren(KeysDialog)
    qtbot.waitUntil(page.isActiveWindow)
    go_to(page, "quit")
    press(Key.Key_Return)
    press(Key.Key_F10)
    saved = preferences.load()
    assert (saved.key_preset, saved.keys) == ("standard", {"quit": ("F10",)})
    window.close()


def test_groups_keep_their_order_in_columns_of_even_height() -> None:
    groups = [ACTIONS[:2], ACTIONS[2:4], ACTIONS[4:12], ACTIONS[12:14]]
    columns = shared_out(groups, 3)
    assert columns == [groups[:2], groups[2:3], groups[3:]]


def test_there_are_never_more_columns_than_asked_for() -> None:
    groups = [ACTIONS[place : place + 3] for place in range(0, 21, 3)]
    assert len(shared_out(groups, 2)) == 2


def test_a_reason_is_needed_to_go_on(qtbot: QtBot, shown: Shown) -> None:
    dialog = ReasonDialog("Apply all the same?", "Test was reviewed less than dev.")
    shown(dialog)
    line = dialog.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "   ")
    with qtbot.assertNotEmitted(dialog.accepted):
        QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClicks(line, "test is tiny ")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.reason() == "test is tiny"


def test_the_demo_goes_into_the_home_of_the_installation_if_one_is_named(installation: Path) -> None:
    assert dialogs.demo_folder() == installation / "labeler-demo"


def test_the_demo_goes_among_the_documents_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LABELER_HOME")
    assert dialogs.demo_folder().name == "labeler-demo"
    assert dialogs.demo_folder().is_absolute()


def test_the_new_project_opens_with_the_dropped_files(qtbot: QtBot, shown: Shown, tmp_path: Path) -> None:
    table = tmp_path / "dev.csv"
    table.write_text("example_id,label\na,cat\nb,dog\n")
    window = QWidget()
    shown(window)
    made: list[Path] = []
    dialogs.new_project(window, InlineJobs(), [table], created=made.append)
    dialog = window.findChild(NewProjectDialog)
    assert isinstance(dialog, NewProjectDialog)
    assert dialog.windowModality() is Qt.WindowModality.WindowModal
    with qtbot.waitSignal(dialog.checked):
        pass
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert made == [tmp_path / f"{tmp_path.name}.labeler"]
