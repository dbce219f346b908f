"""Where the media lie now, asked in one dialog that tells what is found before anything changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui.jobs import InlineJobs
from labeler.gui.preferences import Preferences
from labeler.gui.relocate_dialog import RelocateDialog
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.image_canvas import ImageCanvas
from labeler.gui.window import Window

Key = Qt.Key


@pytest.fixture
def moved(tmp_path: Path) -> tuple[Path, Path]:
    """A project, and the folder to which its two pictures were moved."""
    from PIL import Image  # noqa: PLC0415

    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    for name in "ab":
        Image.new("RGB", (8, 8), (200, 30, 30)).save(before / f"{name}.png")
    (tmp_path / "examples.csv").write_text("example_id,split,file,label\na,dev,a.png,cat\nb,dev,b.png,dog\n")
    (tmp_path / "model.csv").write_text("example_id,predicted\na,dog\nb,cat\n")
    with labeler.new(
        tmp_path / "p", examples=tmp_path / "examples.csv", predictions={"m": tmp_path / "model.csv"}, media_root=before
    ) as session:
        project = session.path
    before.rename(after)
    return project, after


@pytest.fixture
def window(moved: tuple[Path, Path], shown: Callable[[Window], Window], qtbot: QtBot) -> Window:
    made = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer="ann")))
    made.open_project(moved[0])
    qtbot.waitUntil(made.isActiveWindow)
    return made


def opened(window: Window, qtbot: QtBot) -> RelocateDialog:
    next(action for action in window.actions() if action.objectName() == "relocate").trigger()
    dialog = window.findChild(RelocateDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def type_folder(folder: str) -> None:
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, folder)


def names(widget: QWidget) -> list[str]:
    return [part.accessibleName() for part in widget.findChildren(QWidget) if part.isVisible()]


def test_missing_media_are_told_with_the_button_that_finds_them(window: Window) -> None:
    canvas = window.findChild(ImageCanvas)
    assert canvas is not None
    assert "missing" in canvas.message()
    assert any("locate" in name for name in names(window))


def test_the_folder_is_typed_and_the_example_is_there_at_once(
    window: Window, moved: tuple[Path, Path], qtbot: QtBot
) -> None:
    dialog = opened(window, qtbot)
    type_folder(str(moved[1]))
    qtbot.waitUntil(lambda: any("2 of 2 files are there" in name for name in names(dialog)))
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    canvas = window.findChild(ImageCanvas)
    assert canvas is not None
    qtbot.waitUntil(lambda: canvas.image() is not None)
    window.close()
    with labeler.open(moved[0]) as session:
        assert session.media.root.resolve() == moved[1]


def test_a_folder_without_them_cannot_be_used_and_says_why(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "empty" / "inside").mkdir(parents=True)
    dialog = opened(window, qtbot)
    type_folder(str(tmp_path / "empty" / "inside"))
    qtbot.waitUntil(lambda: any("one of the media files is in" in name for name in names(dialog)))
    accept = next(b for b in dialog.findChildren(ActionButton) if b.accessibleName() == "Use this folder")
    assert not accept.isEnabled()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_example_whose_file_is_missing_can_be_decided(window: Window) -> None:
    assert window.project is not None
    window.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or window, Key.Key_X)
    session = window.project.session
    assert sum(session.review.decided(ordinal) for ordinal in range(2)) == 1
