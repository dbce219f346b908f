"""What a screen reader is told, and what the keyboard reaches, in every page of the window and in the page of keys."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui.actions import ACTIONS
from labeler.gui.jobs import InlineJobs
from labeler.gui.keys_page import KeysDialog
from labeler.gui.new_project.dialog import NewProjectDialog
from labeler.gui.preferences import Preferences
from labeler.gui.widgets.key_row import KeyRow
from labeler.gui.window import Window

PAGES = ("start", "overview", "review", "gallery", "errors", "corrections", "ranking", "diagnosis")
Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with (tmp_path / "examples.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("example_id", "split", "label"), ("a", "dev", "cat"), ("b", "test", "dog")])
    (tmp_path / "one.csv").write_text("example_id,predicted\na,dog\nb,dog\n")
    predictions = {"one": tmp_path / "one.csv"}
    with labeler.new(tmp_path / "p", examples=tmp_path / "examples.csv", predictions=predictions) as session:
        return session.path


@pytest.fixture
def window(shown: Shown, path: Path) -> Iterator[Window]:
    made = Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann"))
    shown(made)
    made.open_project(path)
    yield made
    made.close()


def of_ours(top: QWidget) -> list[QWidget]:
    """All widgets in sight, but for the parts of which Qt makes its own."""
    return [one for one in top.findChildren(QWidget) if one.isVisible() and not one.objectName().startswith("qt_")]


def spoken(widget: QWidget) -> str:
    """The name that a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def nameless(top: QWidget) -> list[str]:
    """Where the keyboard can stand and nothing is said of it, by class and the names around it."""
    silent = (one for one in of_ours(top) if one.focusPolicy() != Qt.FocusPolicy.NoFocus and not spoken(one))
    return sorted(f"{type(one).__name__} in {_around(one)}" for one in silent)


def _around(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return "" if parent is None else f"{type(parent).__name__} {_around(parent)}".strip()


@pytest.mark.parametrize("page", PAGES)
def test_all_that_can_have_the_keyboard_has_a_name(window: Window, page: str) -> None:
    window.show_page(page)
    assert nameless(window) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_button_has_a_name_and_is_reached_without_a_mouse(window: Window, page: str) -> None:
    window.show_page(page)
    buttons = [one for one in of_ours(window) if isinstance(one, QAbstractButton)]
    assert buttons
    assert [_around(one) for one in buttons if not spoken(one)] == []
    assert [spoken(one) for one in buttons if not one.focusPolicy() & Qt.FocusPolicy.TabFocus] == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_W, Qt.Key.Key_C, Qt.Key.Key_Plus, Qt.Key.Key_X])
def test_what_keys_open_on_the_review_page_has_names_too(qtbot: QtBot, window: Window, key: Qt.Key) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget() or window, key)
    assert nameless(window) == []


def test_dialogs_name_all_that_can_have_the_keyboard(shown: Shown) -> None:
    for dialog in (KeysDialog(), NewProjectDialog(InlineJobs())):
        shown(dialog)
        assert nameless(dialog) == []


def test_a_row_of_keys_says_its_action_its_keys_and_what_can_be_done(shown: Shown) -> None:
    dialog = KeysDialog()
    shown(dialog)
    for action, row in zip(ACTIONS, dialog.findChildren(KeyRow), strict=True):
        said = row.accessibleDescription()
        assert row.accessibleName() == f"{action.group}: {action.text}"
        assert said.startswith("No key" if not action.keys else "Keys ")
        assert "Enter changes" in said
