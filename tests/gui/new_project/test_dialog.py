from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from labeler.errors import LabelerError
from labeler.gui.jobs import InlineJobs, ThreadJobs
from labeler.gui.new_project.asking import Asking
from labeler.gui.new_project.check import Summary
from labeler.gui.new_project.dialog import NewProjectDialog
from labeler.gui.new_project.tab_order import tab_stops
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.session.session import Session

Shown = Callable[[QWidget], QWidget]


class Answers(Asking):
    """What a person would choose in the file dialogs."""

    def __init__(self) -> None:
        self.tables_chosen: list[Path] = []
        self.folder_chosen: Path | None = None
        self.project_chosen: Path | None = None

    def tables(self, parent: QWidget, title: str, folder: Path | None) -> list[Path]:
        return self.tables_chosen

    def folder(self, parent: QWidget, title: str, folder: Path | None) -> Path | None:
        return self.folder_chosen

    def project(self, parent: QWidget, title: str, proposed: Path | None) -> Path | None:
        return self.project_chosen


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def dialog(qtbot: QtBot, shown: Shown, answers: Answers) -> NewProjectDialog:
    made = NewProjectDialog(InlineJobs(), asking=answers)
    shown(made)
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_next()
    return made


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    (tmp_path / "examples.csv").write_text("id,class,set,path\na,dog,dev,a.png\nb,cat,dev,b.png\nc,cat,test,c.png\n")
    (tmp_path / "vgg.csv").write_text("example_id,predicted\na,dog\nb,cat\nc,dog\n")
    (tmp_path / "bad.csv").write_text("example_id,label\na,dog\na,cat\nb,\nd,cat\n")
    return tmp_path


def _button(dialog: QWidget, name: str) -> QAbstractButton:
    return next(button for button in dialog.findChildren(QAbstractButton) if button.accessibleName().startswith(name))


def _line(dialog: QWidget, name: str) -> QLineEdit:
    return next(line for line in dialog.findChildren(QLineEdit) if line.accessibleName() == name)


def _table(dialog: QWidget, name: str) -> QTableView:
    return next(table for table in dialog.findChildren(QTableView) if table.accessibleName() == name)


def _texts(table: QTableView) -> list[str]:
    model = table.model()
    return [
        str(model.index(row, column).data()) for row in range(model.rowCount()) for column in range(model.columnCount())
    ]


def _said(dialog: QWidget) -> str:
    return "\n".join(label.accessibleName() for label in dialog.findChildren(QLabel) if label.isVisible())


def _checked(qtbot: QtBot, dialog: NewProjectDialog, act: Callable[[], object]) -> Summary | LabelerError:
    with qtbot.waitSignal(dialog.checked, timeout=10_000) as signal:
        act()
    outcome = signal.args[0]
    assert isinstance(outcome, Summary | LabelerError)
    return outcome


def test_an_empty_dialog_asks_for_the_examples_first(dialog: NewProjectDialog) -> None:
    assert "Add a table of examples" in _said(dialog)
    assert _button(dialog, "Choose tables").hasFocus()
    assert not _button(dialog, "Create project").isEnabled()


def test_everything_has_a_name_to_be_read_out(dialog: NewProjectDialog, tables: Path) -> None:
    dialog.add_files([tables / "examples.csv", tables / "vgg.csv"])
    for stop in tab_stops(dialog):
        spoken = QAccessible.queryAccessibleInterface(stop)
        assert spoken.text(QAccessible.Text.Name) or not stop.isVisible(), stop


def test_a_project_is_made_by_keyboard(qtbot: QtBot, dialog: NewProjectDialog, answers: Answers, tables: Path) -> None:
    answers.tables_chosen = [tables / "vgg.csv", tables / "examples.csv"]
    outcome = _checked(qtbot, dialog, lambda: QTest.keyClick(_button(dialog, "Choose tables"), Qt.Key.Key_Return))
    assert isinstance(outcome, Summary)
    assert outcome.models == ("vgg",)
    line = _line(dialog, "Project file")
    assert line.hasFocus()
    line.selectAll()
    QTest.keyClicks(line, str(tables / "mine"))
    with qtbot.waitSignal(dialog.created) as created:
        QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert created.args == [tables / "mine.labeler"]
    assert not dialog.isVisible()
    session = Session(tables / "mine.labeler")
    assert session.examples.split_sizes == {"dev": 2, "test": 1}
    session.close()


def test_dropped_files_are_understood(qtbot: QtBot, dialog: NewProjectDialog, tables: Path) -> None:
    urls = QMimeData()
    urls.setUrls([QUrl.fromLocalFile(str(tables / name)) for name in ("vgg.csv", "examples.csv")])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(10, 10), Qt.DropAction.CopyAction, urls, left, none)
    QApplication.sendEvent(dialog, entered)
    assert entered.isAccepted()
    dropped = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, urls, left, none)
    outcome = _checked(qtbot, dialog, lambda: QApplication.sendEvent(dialog, dropped))
    assert isinstance(outcome, Summary)
    assert _line(dialog, "Model of vgg.csv").text() == "vgg"


def test_what_will_be_made_is_shown_before_it_is(qtbot: QtBot, dialog: NewProjectDialog, tables: Path) -> None:
    _checked(qtbot, dialog, lambda: dialog.add_files([tables / "examples.csv", tables / "vgg.csv"]))
    assert _texts(_table(dialog, "Labels and how many examples have them")) == ["dog", "1", "0", "cat", "1", "1"]
    assert "0 of 3 files found" in _said(dialog)
    assert "a.png" in _texts(_table(dialog, "First rows of the examples"))
    assert _button(dialog, "Create project").isEnabled()


def test_the_chips_show_the_guessed_columns_and_change_them(
    qtbot: QtBot, dialog: NewProjectDialog, tables: Path
) -> None:
    _checked(qtbot, dialog, lambda: dialog.add_files([tables / "examples.csv"]))
    chip = next(chip for chip in dialog.findChildren(ChipMenu) if chip.accessibleName() == "Label: class")
    assert {each.accessibleName() for each in dialog.findChildren(ChipMenu)} >= {"Id: id", "Split: set", "File: path"}
    other = next(action for action in chip.menu().actions() if action.text() == "id")
    outcome = _checked(qtbot, dialog, other.trigger)
    assert isinstance(outcome, Summary)
    assert [label.name for label in outcome.labels] == ["a", "b", "c"]


def test_a_file_without_splits_asks_for_its_own(qtbot: QtBot, dialog: NewProjectDialog, tmp_path: Path) -> None:
    path = tmp_path / "pets.csv"
    path.write_text("example_id,label\na,dog\nb,cat\n")
    dialog.add_files([path])
    assert "Choose the split of pets.csv" in _said(dialog)
    chip = next(chip for chip in dialog.findChildren(ChipMenu) if chip.accessibleName() == "Split: choose")
    assert chip.hasFocus()
    outcome = _checked(
        qtbot, dialog, lambda: next(each for each in chip.menu().actions() if each.text() == "test").trigger()
    )
    assert isinstance(outcome, Summary)
    assert outcome.splits == (("test", 2),)


def test_problems_are_listed_row_by_row_and_bad_rows_can_be_left_out(
    qtbot: QtBot, dialog: NewProjectDialog, tables: Path
) -> None:
    def choose_split() -> None:
        dialog.add_files([tables / "bad.csv"])
        dialog.set_inputs(dialog.inputs().with_split(tables / "bad.csv", "dev"))

    outcome = _checked(qtbot, dialog, choose_split)
    assert isinstance(outcome, LabelerError)
    shown = _texts(_table(dialog, "Problems"))
    assert shown[0] == "bad.csv row 3, example_id"
    assert "The id 'a' stands already in row 2" in shown[1]
    assert "The label is empty" in shown[3]
    assert not _button(dialog, "Create project").isEnabled()
    box = dialog.findChild(QCheckBox)
    assert isinstance(box, QCheckBox)
    left_out = _checked(qtbot, dialog, lambda: QTest.keyClick(box, Qt.Key.Key_Space))
    assert isinstance(left_out, Summary)
    assert left_out.size == 2
    assert _button(dialog, "Create project").isEnabled()
    assert box.isVisible()
    assert box.isChecked()


def test_problems_can_be_copied_all_of_them(qtbot: QtBot, dialog: NewProjectDialog, tmp_path: Path) -> None:
    path = tmp_path / "dev.csv"
    path.write_text("example_id,label\n" + "".join(f"e{number},\n" for number in range(300)))
    _checked(qtbot, dialog, lambda: dialog.add_files([path]))
    assert "The first 200 are listed" in _said(dialog)
    QTest.keyClick(_button(dialog, "Copy the problems"), Qt.Key.Key_Space)
    assert len(QApplication.clipboard().text().splitlines()) == 300


def test_a_refusal_without_rows_is_said_in_words_of_the_window(
    qtbot: QtBot, dialog: NewProjectDialog, tmp_path: Path
) -> None:
    path = tmp_path / "dev.csv"
    path.write_text("example_id,label\na,dog\nb,cat\nc,bird\n")
    _checked(qtbot, dialog, lambda: dialog.add_files([path]))
    task = next(chip for chip in dialog.findChildren(ChipMenu) if chip.accessibleName().startswith("A label is"))
    outcome = _checked(
        qtbot, dialog, lambda: next(each for each in task.menu().actions() if each.data() == "binary").trigger()
    )
    assert isinstance(outcome, LabelerError)
    assert "A binary project has two labels" in _said(dialog)
    assert "--" not in _said(dialog)


def test_the_model_is_renamed_while_the_keyboard_stays(qtbot: QtBot, dialog: NewProjectDialog, tables: Path) -> None:
    _checked(qtbot, dialog, lambda: dialog.add_files([tables / "examples.csv", tables / "vgg.csv"]))
    line = _line(dialog, "Model of vgg.csv")
    line.setFocus()
    outcome = _checked(qtbot, dialog, lambda: QTest.keyClicks(line, "-b"))
    assert isinstance(outcome, Summary)
    assert outcome.models == ("vgg-b",)
    assert line.hasFocus()


def test_a_removed_file_is_gone_from_the_plan(qtbot: QtBot, dialog: NewProjectDialog, tables: Path) -> None:
    _checked(qtbot, dialog, lambda: dialog.add_files([tables / "examples.csv", tables / "vgg.csv"]))
    remove = _button(dialog, "Remove vgg.csv")
    outcome = _checked(qtbot, dialog, lambda: QTest.keyClick(remove, Qt.Key.Key_Return))
    assert isinstance(outcome, Summary)
    assert not outcome.models


def test_a_project_file_that_is_taken_is_said_and_nothing_made(
    qtbot: QtBot, dialog: NewProjectDialog, answers: Answers, tables: Path
) -> None:
    _checked(qtbot, dialog, lambda: dialog.add_files([tables / "examples.csv", tables / "vgg.csv"]))
    answers.project_chosen = tables / "taken.labeler"
    answers.project_chosen.write_text("precious")
    QTest.keyClick(_button(dialog, "Browse for the project file"), Qt.Key.Key_Return)
    assert not _button(dialog, "Create project").isEnabled()
    with qtbot.assertNotEmitted(dialog.created):
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert answers.project_chosen.read_text() == "precious"
    assert dialog.isVisible()


@pytest.mark.parametrize("name", ["/", "a" * 300, "nowhere/mine"])
def test_a_place_where_no_file_can_be_is_said_while_it_is_typed(
    qtbot: QtBot, dialog: NewProjectDialog, tables: Path, name: str
) -> None:
    _checked(qtbot, dialog, lambda: dialog.add_files([tables / "examples.csv", tables / "vgg.csv"]))
    line = _line(dialog, "Project file")
    line.selectAll()
    QTest.keyClicks(line, name)
    assert not _button(dialog, "Create project").isEnabled()
    assert line.text() == name


def test_what_cannot_be_read_is_said_above(dialog: NewProjectDialog, tmp_path: Path) -> None:
    dialog.add_files([tmp_path / "gone.csv"])
    assert "gone.csv was left out: there is no such file" in _said(dialog)


def test_the_media_folder_is_counted_anew_when_it_changes(
    qtbot: QtBot, dialog: NewProjectDialog, answers: Answers, tables: Path
) -> None:
    _checked(qtbot, dialog, lambda: dialog.add_files([tables / "examples.csv", tables / "vgg.csv"]))
    images = tables / "images"
    images.mkdir()
    (images / "a.png").touch()
    answers.folder_chosen = images
    browse = _button(dialog, "Browse for the media folder")
    _checked(qtbot, dialog, lambda: QTest.keyClick(browse, Qt.Key.Key_Return))
    assert "1 of 3 files found" in _said(dialog)


def test_tab_goes_as_the_dialog_reads(qtbot: QtBot, dialog: NewProjectDialog, tables: Path) -> None:
    _checked(qtbot, dialog, lambda: dialog.add_files([tables / "examples.csv", tables / "vgg.csv"]))
    _line(dialog, "Model of vgg.csv").setFocus()
    names = []
    for _ in range(3):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        names.append(dialog.focusWidget().accessibleName())
    assert names == ["Remove vgg.csv", "Media folder", "Browse for the media folder"]


def test_escape_closes_and_makes_nothing(qtbot: QtBot, dialog: NewProjectDialog, tables: Path) -> None:
    _checked(qtbot, dialog, lambda: dialog.add_files([tables / "examples.csv"]))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not list(tables.glob("*.labeler"))


def test_cancelling_the_writing_leaves_the_dialog_and_no_file(qtbot: QtBot, shown: Shown, tables: Path) -> None:
    jobs = ThreadJobs()
    dialog = NewProjectDialog(jobs)
    shown(dialog)
    _checked(qtbot, dialog, lambda: dialog.add_files([tables / "examples.csv", tables / "vgg.csv"]))
    with qtbot.assertNotEmitted(dialog.created):
        QTest.keyClick(_button(dialog, "Create project"), Qt.Key.Key_Return)
        dialog.reject()
        jobs.wait()
    assert dialog.isVisible()
    assert not list(tables.glob("*.labeler"))
    assert _button(dialog, "Create project").isEnabled()


def test_real_data_need_nothing_but_the_files(qtbot: QtBot, dialog: NewProjectDialog, data: Path) -> None:
    pack = data / "cifar10"
    files = [pack / "examples.csv", pack / "labels.csv", *sorted((pack / "predictions").glob("*.csv"))]
    outcome = _checked(qtbot, dialog, lambda: dialog.add_files(files))
    assert isinstance(outcome, Summary)
    assert outcome.splits == (("dev", 5000), ("test", 5000))
    assert (len(outcome.labels), len(outcome.models), outcome.missing) == (10, 8, 0)
    assert "10,000 of 10,000 files found" in _said(dialog)
