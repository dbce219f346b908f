"""Applying the corrections: what changes is shown first, and a reason is asked for where parity stops it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from keyboard import presented, press, type_text
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

import labeler
from labeler.core.decisions import Decision, Verdict
from labeler.gui.apply_dialog import ApplyDialog
from labeler.gui.jobs import InlineJobs
from labeler.gui.project import Project
from labeler.gui.theme import apply_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.figure_table import FigureTable

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier

Open = Callable[[Project], ApplyDialog]


@pytest.fixture
def opened(qtbot: QtBot) -> Open:
    """The dialog with the keyboard in it and everything worked out."""

    def opened(project: Project) -> ApplyDialog:
        dialog = presented(ApplyDialog(project, InlineJobs()), qtbot)
        qtbot.waitUntil(lambda: not dialog.busy())
        return dialog

    return opened


def decide(project: Project, example_id: str, verdict: Verdict, label: str | None = None) -> None:
    project.record(project.session.ordinal(example_id), Decision(verdict, "ann", "", label=label))


@pytest.fixture
def alike(project: Project) -> Project:
    """Right and wrong ones of both splits: e00 is a dog, e21 excluded, e01 confirmed, e20 unsure."""
    decide(project, "e00", Verdict.INCORRECT, "dog")
    decide(project, "e01", Verdict.CORRECT)
    decide(project, "e20", Verdict.UNSURE)
    decide(project, "e21", Verdict.EXCLUDED)
    decide(project, "e25", Verdict.INCORRECT, "owl")
    return project


@pytest.fixture
def one_sided(project: Project) -> Project:
    for item in project.session.queue("errors", split=["dev"], size=2).items:
        decide(project, item.example_id, Verdict.EXCLUDED)
    return project


def button(dialog: ApplyDialog, name: str) -> ActionButton:
    return next(one for one in dialog.findChildren(ActionButton) if one.accessibleName() == name)


def said(dialog: ApplyDialog) -> list[str]:
    return [label.accessibleName() for label in dialog.findChildren(QLabel) if label.isVisible()]


def rows(dialog: ApplyDialog, name: str) -> list[list[str]]:
    table = next(one for one in dialog.findChildren(FigureTable) if one.accessibleName() == name)
    model = table.model()
    assert isinstance(model, QAbstractItemModel)
    columns = range(model.columnCount())
    return [[str(model.index(row, column).data()) for column in columns] for row in range(model.rowCount())]


def choose(dialog: ApplyDialog, chip: str, name: str) -> None:
    found = next(one for one in dialog.findChildren(ChipMenu) if one.accessibleName().startswith(chip))
    next(action for action in found.menu().actions() if action.text() == name).trigger()


def test_exactly_what_changes_is_shown(alike: Project, opened: Open) -> None:
    dialog = opened(alike)
    preview = alike.session.apply_preview()
    assert preview.changes.sentence in said(dialog)
    assert preview.selection is not None
    assert preview.selection.sentence in said(dialog)
    assert "Left out: 1 unsure, which keeps the given label." in said(dialog)
    assert rows(dialog, "Changes by kind and split") == [
        ["newly corrected", "1", "1", "2"],
        ["newly excluded", "–", "1", "1"],
        ["status only", "1", "1", "2"],
    ]
    assert rows(dialog, "Changed examples") == [
        ["e00", "dev", "newly corrected", "cat", "dog", "ann"],
        ["e21", "test", "newly excluded", "cat", "excluded", "ann"],
        ["e25", "test", "newly corrected", "dog", "owl", "ann"],
    ]


def test_the_list_is_filtered_by_split_and_by_kind(alike: Project, opened: Open) -> None:
    dialog = opened(alike)
    choose(dialog, "Split", "test")
    assert [row[0] for row in rows(dialog, "Changed examples")] == ["e21", "e25"]
    choose(dialog, "Change", "newly excluded")
    assert [row[0] for row in rows(dialog, "Changed examples")] == ["e21"]
    choose(dialog, "Change", "labels and statuses")
    choose(dialog, "Split", "dev")
    assert [(row[0], row[4]) for row in rows(dialog, "Changed examples")] == [("e00", "dog"), ("e01", "dog confirmed")]


def test_ctrl_enter_applies_and_tells(alike: Project, opened: Open, qtbot: QtBot) -> None:
    dialog = opened(alike)
    with qtbot.waitSignal(dialog.applied) as told:
        press(Key.Key_Return, modifier=Control)
    assert told.args == ["Version 1: 2 corrected, 1 excluded."]
    assert not dialog.isVisible()
    (version,) = alike.session.versions().versions
    assert (version.by, version.corrected, version.excluded, version.override) == ("ann", 2, 1, None)


def test_the_window_hears_of_it_once(alike: Project, opened: Open, qtbot: QtBot) -> None:
    dialog = opened(alike)
    heard: list[frozenset[str]] = []
    alike.changed.connect(lambda changes: heard.append(changes.kinds))
    QTest.mouseClick(button(dialog, "Apply"), Qt.MouseButton.LeftButton)
    assert heard == [frozenset({"versions"})]


def test_esc_applies_nothing(alike: Project, opened: Open) -> None:
    dialog = opened(alike)
    press(Key.Key_Escape)
    assert not dialog.isVisible()
    assert alike.session.versions().versions == ()


def test_ctrl_enter_applies_also_where_another_button_has_the_keyboard(alike: Project, opened: Open) -> None:
    dialog = opened(alike)
    button(dialog, "Cancel").setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Return, modifier=Control)
    assert len(alike.session.versions().versions) == 1


def test_enter_alone_applies_nothing(alike: Project, opened: Open) -> None:
    dialog = opened(alike)
    press(Key.Key_Return)
    assert dialog.isVisible()
    assert alike.session.versions().versions == ()


def test_a_reason_is_asked_for_only_where_parity_stops_it(alike: Project, opened: Open) -> None:
    dialog = opened(alike)
    assert not any(line.isVisible() for line in dialog.findChildren(QLineEdit))


def test_apply_is_off_until_a_reason_is_typed_which_is_recorded(one_sided: Project, opened: Open, qtbot: QtBot) -> None:
    dialog = opened(one_sided)
    assert any(text.startswith("Applying stops here: None of the ") for text in said(dialog))
    assert "It is recorded in the version and shown in every report." in said(dialog)
    assert not button(dialog, "Apply").isEnabled()
    press(Key.Key_Space)
    press(Key.Key_Return, modifier=Control)
    assert one_sided.session.versions().versions == ()
    type_text("the rest comes later")
    assert button(dialog, "Apply").isEnabled()
    with qtbot.waitSignal(dialog.applied):
        press(Key.Key_Return, modifier=Control)
    assert [version.override for version in one_sided.session.versions().versions] == ["the rest comes later"]


def test_a_reason_taken_back_turns_apply_off_again(one_sided: Project, opened: Open) -> None:
    dialog = opened(one_sided)
    type_text("a")
    press(Key.Key_Backspace)
    assert not button(dialog, "Apply").isEnabled()
    assert "Dev and test were not reviewed alike: applying all the same needs a reason." in said(dialog)


def test_nothing_changed_is_said_without_an_apply(alike: Project, opened: Open) -> None:
    alike.apply()
    dialog = opened(alike)
    assert "Nothing has changed since version 1" in said(dialog)
    assert not button(dialog, "Apply").isVisible()
    press(Key.Key_Return, modifier=Control)
    assert len(alike.session.versions().versions) == 1
    press(Key.Key_Escape)
    assert not dialog.isVisible()


def test_nothing_decided_is_said_too(project: Project, opened: Open) -> None:
    dialog = opened(project)
    assert "Nothing has been decided yet" in said(dialog)
    assert button(dialog, "Close").isVisible()


def test_what_cannot_be_done_is_said_and_the_dialog_stays(alike: Project, opened: Open) -> None:
    with labeler.open(alike.session.path, read_only=True) as reading:
        dialog = opened(Project(reading, "ann"))
        press(Key.Key_Return, modifier=Control)
        assert dialog.isVisible()
        assert any("can only be read: it was opened for reading only." in text for text in said(dialog))
    assert alike.session.versions().versions == ()


def test_a_figure_that_breaks_is_told(alike: Project, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_session: object) -> None:
        raise OSError("the drive is gone")

    monkeypatch.setattr("labeler.session.session.Session.apply_preview", broken)
    dialog = opened(alike)
    assert "The drive is gone." in said(dialog)
    assert not button(dialog, "Apply").isEnabled()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_tables_stand_whole_at_any_size_of_text(
    alike: Project, opened: Open, qapp: QApplication, qtbot: QtBot, scale: float
) -> None:
    dialog = opened(alike)
    apply_theme(qapp, "dark", scale=scale)
    names = ("Changes by kind and split", "How alike dev and test were reviewed")
    tables = [one for one in dialog.findChildren(FigureTable) if one.accessibleName() in names]
    assert len(tables) == 2
    for table in tables:
        qtbot.waitUntil(lambda table=table: table.viewport().width() >= table.least_width())
        assert not table.verticalScrollBar().isVisible()
        assert not table.horizontalScrollBar().isVisible()
