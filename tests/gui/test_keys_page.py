from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui import dialogs
from labeler.gui.actions import ACTIONS, key_name
from labeler.gui.dialogs import ReasonDialog
from labeler.gui.jobs import InlineJobs
from labeler.gui.keys_page import KeysDialog, shared_out
from labeler.gui.new_project.dialog import NewProjectDialog
from labeler.gui.widgets.keycap import Keycap

Shown = Callable[[QWidget], QWidget]


def test_every_key_of_every_action_is_on_the_page(shown: Shown) -> None:
    dialog = KeysDialog()
    shown(dialog)
    words = {label.accessibleName() for label in dialog.findChildren(QLabel)}
    caps = " ".join(cap.text() for cap in dialog.findChildren(Keycap))
    for action in ACTIONS:
        assert not action.keys or action.text in words
        shown_keys = action.keys[:: len(action.keys) - 1] if action.indexed else action.keys
        assert all(key_name(key) in caps for key in shown_keys)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1])
def test_the_page_of_keys_closes_by_key(qtbot: QtBot, shown: Shown, key: Qt.Key) -> None:
    dialog = KeysDialog()
    shown(dialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, key)


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
