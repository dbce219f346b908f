"""The versions of the labels: compared, and gone back to, by keyboard."""

from __future__ import annotations

import pytest
from keyboard import presented, press
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from labeler.core.decisions import Decision, Verdict
from labeler.gui.jobs import InlineJobs
from labeler.gui.pages.corrections.compare_dialog import CompareDialog
from labeler.gui.pages.corrections.revert_dialog import RevertDialog
from labeler.gui.pages.corrections.versions_card import WORKING_LABELS, VersionsCard
from labeler.gui.project import Project
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.figure_table import FigureTable
from labeler.session.results import Version

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier

APPLIED = (
    Version(1, "2024-11-03T13:02:00Z", "ann", 2, 1, "the rest comes later"),
    Version(2, "2024-11-04T13:02:00Z", "bob", 1200, 3, None),
    Version(3, "2024-11-05T13:02:00Z", "lead", 2, 1, "the rest comes later", 1),
    Version(4, "2024-11-06T13:02:00Z", "lead", 0, 0, None, 0),
)


def table(widget: VersionsCard | CompareDialog | RevertDialog, name: str) -> FigureTable:
    return next(one for one in widget.findChildren(FigureTable) if one.accessibleName() == name)


def rows(view: FigureTable) -> list[list[str]]:
    model = view.model()
    assert isinstance(model, QAbstractItemModel)
    columns = range(model.columnCount())
    return [[str(model.index(row, column).data()) for column in columns] for row in range(model.rowCount())]


def button(widget: VersionsCard | RevertDialog | CompareDialog, name: str) -> ActionButton:
    return next(one for one in widget.findChildren(ActionButton) if one.accessibleName().startswith(name))


def said(widget: VersionsCard | CompareDialog | RevertDialog) -> list[str]:
    return [label.accessibleName() for label in widget.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def card(qtbot: QtBot) -> VersionsCard:
    card = VersionsCard()
    qtbot.addWidget(card)
    card.show_versions(APPLIED)
    card.resize(900, 360)
    card.show()
    card.activateWindow()
    table(card, "Versions, newest first").setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return card


def test_versions_are_listed_newest_first_with_the_given_labels_last(card: VersionsCard) -> None:
    shown = rows(table(card, "Versions, newest first"))
    assert [(row[0], *row[2:]) for row in shown] == [
        ("4", "lead", "0", "0", "reverts to the given labels"),
        ("3", "lead", "2", "1", "reverts to 1; in spite of parity: the rest comes later"),
        ("2", "bob", "1,200", "3", ""),
        ("1", "ann", "2", "1", "in spite of parity: the rest comes later"),
        ("0", "", "–", "–", "the given labels, as imported"),
    ]
    assert shown[3][1] == "3 Nov 2024"


def test_before_anything_was_applied_it_says_what_applying_does(card: VersionsCard) -> None:
    card.show_versions(())
    assert any(text.startswith("No version has been applied yet.") for text in said(card))
    assert not table(card, "Versions, newest first").isVisible()
    assert card.current() is None
    assert not card.can_revert()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_V])
@pytest.mark.parametrize(("down", "asked"), [(0, [3, 4]), (1, [2, 3]), (3, [0, 1]), (4, [0, WORKING_LABELS])])
def test_a_key_compares_with_the_one_before_and_the_given_labels_with_the_working_ones(
    card: VersionsCard, qtbot: QtBot, key: Key, down: int, asked: list[int]
) -> None:
    press(*[Key.Key_Down] * down)
    with qtbot.waitSignal(card.compare_requested) as told:
        press(key)
    assert told.args == asked


def test_the_latest_cannot_be_gone_back_to(card: VersionsCard, qtbot: QtBot) -> None:
    assert not button(card, "Revert").isEnabled()
    with qtbot.assertNotEmitted(card.revert_requested):
        card.revert()
    press(Key.Key_Down)
    with qtbot.waitSignal(card.revert_requested) as told:
        button(card, "Revert").click()
    assert told.args == [3]


def test_where_nothing_can_be_written_there_is_no_way_back(card: VersionsCard) -> None:
    card.show_versions(APPLIED, writable=False)
    press(Key.Key_Down)
    assert not card.can_revert()
    assert button(card, "Revert").toolTip() == "This project can only be read."
    assert button(card, "Compare").isEnabled()


def test_the_selected_version_stays_when_another_one_comes(card: VersionsCard) -> None:
    press(Key.Key_Down)
    assert card.current() == 3
    card.show_versions((*APPLIED, Version(5, "2024-11-07T13:02:00Z", "ann", 1, 1, None)))
    assert card.current() == 3


# The two dialogs


@pytest.fixture
def twice(project: Project) -> Project:
    """Version 1 excludes e00 and e21; version 2 has e00 a dog and e21 confirmed; now e01 is an owl too."""

    def decide(example_id: str, verdict: Verdict, label: str | None = None) -> None:
        project.record(project.session.ordinal(example_id), Decision(verdict, "ann", "", label=label))

    decide("e00", Verdict.EXCLUDED)
    decide("e21", Verdict.EXCLUDED)
    project.apply(override_parity="a test")
    decide("e00", Verdict.INCORRECT, "dog")
    decide("e21", Verdict.CORRECT)
    project.apply(override_parity="a test")
    decide("e01", Verdict.INCORRECT, "owl")
    return project


def compared(project: Project, qtbot: QtBot, before: int | str, after: int | str) -> CompareDialog:
    dialog = presented(CompareDialog(project, InlineJobs(), before, after), qtbot)
    qtbot.waitUntil(lambda: not dialog.busy())
    return dialog


def choose(dialog: CompareDialog, chip: str, name: str) -> None:
    found = next(one for one in dialog.findChildren(ChipMenu) if one.accessibleName().startswith(chip))
    next(action for action in found.menu().actions() if action.text() == name).trigger()


def test_what_changed_between_two_versions_is_listed(twice: Project, qtbot: QtBot) -> None:
    dialog = compared(twice, qtbot, 1, 2)
    assert "From version 1 to version 2: 2 no longer excluded." in said(dialog)
    assert rows(table(dialog, "Changed examples")) == [
        ["e00", "dev", "no longer excluded", "excluded", "dog", "ann"],
        ["e21", "test", "no longer excluded", "excluded", "cat confirmed", "ann"],
    ]


def test_any_two_can_be_chosen(twice: Project, qtbot: QtBot) -> None:
    dialog = compared(twice, qtbot, 1, 2)
    choose(dialog, "To", "working labels")
    choose(dialog, "From", "version 2")
    qtbot.waitUntil(lambda: not dialog.busy())
    assert [row[0] for row in rows(table(dialog, "Changed examples"))] == ["e01"]
    choose(dialog, "From", "given labels")
    qtbot.waitUntil(lambda: not dialog.busy())
    assert [row[0] for row in rows(table(dialog, "Changed examples"))] == ["e00", "e01"]


def test_a_number_below_zero_stands_for_the_working_labels(twice: Project, qtbot: QtBot) -> None:
    dialog = compared(twice, qtbot, 2, WORKING_LABELS)
    assert "From version 2 to the working labels: 1 newly corrected." in said(dialog)


def test_two_that_agree_say_so(twice: Project, qtbot: QtBot) -> None:
    twice.revert(1)
    dialog = compared(twice, qtbot, 1, 3)
    assert "Version 1 and version 3 agree in every label and every status." in said(dialog)
    assert not button(dialog, "Copy").isEnabled()
    choose(dialog, "To", "version 1")
    qtbot.waitUntil(lambda: not dialog.busy())
    assert "Both are the same; choose another one to compare with." in said(dialog)


def test_what_is_listed_is_copied_as_a_table(twice: Project, qtbot: QtBot) -> None:
    dialog = compared(twice, qtbot, 1, 2)
    press(Key.Key_C, modifier=Control)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Example", "Split", "Change", "From", "To", "Decided by"]
    assert lines[1].split("\t") == ["e00", "dev", "no longer excluded", "excluded", "dog", "ann"]
    assert len(lines) == 3
    assert "2 rows are on the clipboard." in said(dialog)


def reverting(project: Project, qtbot: QtBot, number: int) -> RevertDialog:
    dialog = presented(RevertDialog(project, InlineJobs(), number), qtbot)
    qtbot.waitUntil(lambda: not dialog.busy())
    return dialog


def test_a_revert_is_confirmed_with_what_changes_and_what_stands(twice: Project, qtbot: QtBot) -> None:
    dialog = reverting(twice, qtbot, 1)
    assert "Revert to version 1, as version 3" in said(dialog)
    assert "From version 2 to version 1: 2 newly excluded." in said(dialog)
    assert any("all decisions stand" in text for text in said(dialog))
    assert any("Undo takes back decisions, not versions" in text for text in said(dialog))
    with qtbot.waitSignal(dialog.reverted) as told:
        press(Key.Key_Return, modifier=Control)
    stands = "Decisions stand: the next apply makes the working labels a version again."
    assert told.args == [f"Version 3 has the labels of version 1 again. {stands}"]
    assert [version.reverts_to for version in twice.session.versions().versions] == [None, None, 1]


def test_a_revert_thought_better_of_changes_nothing(twice: Project, qtbot: QtBot) -> None:
    dialog = reverting(twice, qtbot, 0)
    press(Key.Key_Escape)
    assert not dialog.isVisible()
    assert len(twice.session.versions().versions) == 2


def test_a_revert_to_what_stands_already_offers_nothing(twice: Project, qtbot: QtBot) -> None:
    dialog = reverting(twice, qtbot, 2)
    assert "These labels stand already, as version 2." in said(dialog)
    assert not button(dialog, "Revert").isVisible()
    press(Key.Key_Return, modifier=Control)
    assert len(twice.session.versions().versions) == 2
