"""The conditions of the gallery: chips, the dialog that asks for one, saved views, the confusion panel, bulk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

import labeler
from labeler.gui.pages.gallery import bulk_dialog
from labeler.gui.pages.gallery.bulk_choice import wait
from labeler.gui.pages.gallery.bulk_dialog import BulkDialog
from labeler.gui.pages.gallery.condition_bar import ConditionBar
from labeler.gui.pages.gallery.confusion_panel import ConfusionPanel
from labeler.gui.project import Project
from labeler.gui.widgets.condition_chip import ConditionChip
from labeler.session.views import View

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bar(shown, project):
    bar = ConditionBar()
    bar.set_project(project)
    return shown(bar)


@pytest.fixture
def views(bar):
    """What the bar tells, in order."""
    told = []
    bar.changed.connect(told.append)
    return told


def chips(bar):
    return {
        chip.accessibleName().removeprefix("Condition: "): chip
        for chip in bar.findChildren(ConditionChip)
        if chip.isVisible()
    }


def dialog():
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible())


def press(*keys, held=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key, held)


def type_(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def ask(bar, qtbot):
    bar.add_condition()
    qtbot.waitUntil(lambda: dialog().isActiveWindow() and QApplication.focusWidget() is not None)


def test_a_view_is_shown_as_chips_in_words_and_tells_nobody(bar, views):
    view = View(("label=cat|dog", "wrong=yes", "text=7"))
    bar.set_view(view)
    assert list(chips(bar)) == ["label is cat or dog", "misclassified"]
    assert bar.view() == view
    assert not views


def test_a_chip_is_removed_by_delete_and_the_keyboard_goes_to_the_next(bar, views):
    bar.set_view(View(("label=cat", "wrong=yes")))
    chips(bar)["label is cat"].setFocus(Qt.FocusReason.TabFocusReason)
    press(KEYS.Key_Delete)
    assert views == [View(("wrong=yes",))]
    assert QApplication.focusWidget() is chips(bar)["misclassified"]
    press(KEYS.Key_Backspace)
    assert views[-1] == View()


def test_a_chip_is_removed_by_its_cross(bar, views):
    bar.set_view(View(("label=cat",)))
    chip = chips(bar)["label is cat"]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=_cross(chip))
    assert views == [View()]


def _cross(chip):
    at = chip.rect().center()
    at.setX(chip.width() - 16)
    return at


def test_a_condition_is_added_by_a_few_letters(bar, views, qtbot):
    ask(bar, qtbot)
    type_("given")
    press(KEYS.Key_Return)
    type_("do")
    press(KEYS.Key_Return)
    assert views == [View(("label=dog",))]
    assert list(chips(bar)) == ["label is dog"]


def test_several_values_and_is_not(bar, views, qtbot):
    ask(bar, qtbot)
    type_("given")
    press(KEYS.Key_Return)
    type_("cat")
    press(KEYS.Key_Return, held=CONTROL)
    type_("dog")
    press(KEYS.Key_Return)
    assert views == [View(("label=cat|dog",))]


def test_a_condition_can_be_typed_whole(bar, views, qtbot):
    ask(bar, qtbot)
    type_("probability<0.5")
    press(KEYS.Key_Return)
    assert views == [View(("probability<0.5",))]


def test_a_number_that_is_none_is_said_in_the_dialog(bar, views, qtbot):
    ask(bar, qtbot)
    type_("suspicion")
    press(KEYS.Key_Return)
    type_("much")
    press(KEYS.Key_Return)
    assert dialog().isVisible()
    assert not views
    press(KEYS.Key_Escape)


def test_backspace_goes_back_to_what_it_is_about(bar, views, qtbot):
    ask(bar, qtbot)
    type_("given")
    press(KEYS.Key_Return)
    press(KEYS.Key_Backspace)
    type_("right or wrong")
    press(KEYS.Key_Return)
    press(KEYS.Key_Return)
    assert views == [View(("wrong=yes",))]


def test_a_chip_is_changed_in_its_place(bar, views, qtbot):
    bar.set_view(View(("label=cat", "wrong=yes")))
    chips(bar)["label is cat"].setFocus(Qt.FocusReason.TabFocusReason)
    press(KEYS.Key_Return)
    qtbot.waitUntil(lambda: dialog().isActiveWindow())
    press(KEYS.Key_Backspace)
    type_("dog")
    press(KEYS.Key_Return)
    assert views == [View(("label=dog", "wrong=yes"))]


def test_text_is_found_while_it_is_typed(bar, views, qtbot):
    bar.set_view(View(("label=cat",)))
    bar.find_text()
    with qtbot.waitSignal(bar.changed):
        type_("a|7")
    assert views == [View(("label=cat", r"text=a\|7"))]
    assert list(chips(bar)) == ["label is cat"]
    with qtbot.waitSignal(bar.left):
        press(KEYS.Key_Escape)
    assert views[-1] == View(("label=cat",))


def test_all_examples_again(bar, views):
    bar.set_view(View(("label=cat",), sort="id"))
    bar.clear()
    assert views == [View(sort="id")]


def test_a_condition_that_says_nothing_any_more_can_be_seen_and_removed(bar, views):
    bar.set_view(View(("category=Gone",)))
    chip = chips(bar)["category=Gone"]
    assert "says nothing of the project" in chip.toolTip()
    QTest.keyClick(chip, KEYS.Key_Delete)
    assert views == [View()]


def test_a_view_is_saved_under_a_name_and_shown_again(bar, views, project, qtbot):
    view = View(("label=cat",), sort="id")
    bar.set_view(view)
    bar.save()
    qtbot.waitUntil(lambda: dialog().isActiveWindow())
    type_("Cats")
    press(KEYS.Key_Return)
    assert dict(project.session.views()) == {"Cats": view}
    bar.set_view(View())
    bar._saved.chosen.emit(project.session.views()["Cats"])
    assert views == [view]


def test_a_project_that_can_only_be_read_says_why_nothing_is_saved(bar, project, shown, qtbot):
    path = project.session.path
    with labeler.open(path, read_only=True) as session:
        bar.set_project(Project(session, "ann"))
        bar.save()
        qtbot.waitUntil(lambda: dialog().isActiveWindow())
        assert "can only be read" in dialog()._note.text()
        dialog().accept()
        assert dialog().isVisible()
        assert not session.views()
        dialog().reject()
        bar.set_project(None)


# Confusion


@pytest.fixture
def panel(shown, project):
    panel = shown(ConfusionPanel())
    panel.show_confusion(project.session.confusion())
    return panel


def test_a_cell_tells_the_conditions_of_its_examples(panel, project, qtbot):
    confusion = project.session.confusion()
    row, column = confusion.pairs()[0]
    panel._matrix.setFocus()
    panel._matrix.set_cursor_cell(row, column)
    with qtbot.waitSignal(panel.chosen) as chosen:
        press(KEYS.Key_Return)
    assert chosen.args == [(f"label={confusion.labels[row]}", f"predicted={confusion.labels[column]}")]
    shown = project.session.matching(View(chosen.args[0]))
    assert len(shown) == confusion.before[row, column]


def test_the_largest_confusions_can_be_listed_and_opened(panel, project, qtbot):
    confusion = project.session.confusion()
    panel._form.setFocus()
    press(KEYS.Key_Right)
    assert panel._model.rowCount() == len(confusion.pairs())
    panel._largest.setFocus()
    panel._largest.selectRow(0)
    with qtbot.waitSignal(panel.chosen) as chosen:
        press(KEYS.Key_Return)
    assert chosen.args == [confusion.conditions(*confusion.pairs()[0])]


def test_why_there_is_nothing_to_show(panel):
    panel.clear("a confusion matrix is of classes")
    assert panel._why.text() == "A confusion matrix is of classes"
    assert panel._stack.currentWidget() is panel._why


# Bulk


@pytest.fixture
def bulk(project, qtbot):
    made = []

    def open_(ids):
        dialog = BulkDialog(project, ids)
        made.append(dialog)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_


def some_ids(project, count=4):
    return [project.session.examples.ids[ordinal] for ordinal in range(count)]


def test_enter_decides_all_and_one_undo_takes_it_back(bulk, project, said):
    ids = some_ids(project)
    changes = []
    project.changed.connect(changes.append)
    dialog = bulk(ids)
    press(KEYS.Key_Right, KEYS.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert {said(id_) for id_ in ids} == {("correct", None)}
    assert [set(each.examples) for each in changes] == [set(ids)]
    project.undo()
    assert {said(id_) for id_ in ids} == {(None, None)}


def test_nothing_is_decided_while_nothing_is_said(bulk, project):
    dialog = bulk(some_ids(project))
    press(KEYS.Key_Return)
    assert dialog.isVisible()
    assert not dialog._decide.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(
    ("key", "verdict"), [(KEYS.Key_Space, "correct"), (KEYS.Key_U, "unsure"), (KEYS.Key_X, "excluded")]
)
def test_a_verdict_is_said_by_the_key_of_review(bulk, project, said, key, verdict):
    ids = some_ids(project)
    bulk(ids)
    press(key)
    press(KEYS.Key_Return)
    assert {said(id_) for id_ in ids} == {(verdict, None)}


def test_the_keys_of_verdicts_are_text_where_text_is_typed(bulk, project):
    dialog = bulk(some_ids(project))
    press(KEYS.Key_W)
    type_("dog")
    press(KEYS.Key_Return)
    assert (dialog.choice().verdict, dialog.choice().label) == ("incorrect", "dog")
    dialog._comment.setFocus()
    type_("x u")
    assert dialog.choice().verdict == "incorrect"
    assert dialog.choice().comment == "x u"
    dialog.reject()


def test_nothing_is_decided_before_all_is_looked_at(bulk, project, said, qtbot, monkeypatch):
    monkeypatch.setattr(bulk_dialog, "_AT_ONCE", 3)
    ids = some_ids(project, 7)
    dialog = bulk(ids)
    press(KEYS.Key_Space)
    assert dialog._says.text() == "Looking: 3 of 7"
    press(KEYS.Key_Return)
    assert {said(id_) for id_ in ids} == {(None, None)}
    qtbot.waitUntil(dialog._decide.isEnabled)
    press(KEYS.Key_Return)
    assert {said(id_) for id_ in ids} == {("correct", None)}


@pytest.mark.parametrize(
    ("recorded", "words"), [(20_000, ""), (25_000, "about 3 seconds"), (1_800_000, "about 3 minutes")]
)
def test_a_long_wait_is_told(recorded, words):
    assert words in wait(recorded)
    assert bool(wait(recorded)) == bool(words)


def test_the_right_label_is_chosen_by_a_few_letters(bulk, project, said):
    session = project.session
    ids = some_ids(project)
    given = {
        id_: session.examples.task.given(session.examples.given, session.ordinal(id_), session.examples.vocabulary)
        for id_ in ids
    }
    wanted = given[ids[0]]
    bulk(ids)
    press(KEYS.Key_Right, KEYS.Key_Right)
    type_(wanted)
    press(KEYS.Key_Return)
    press(KEYS.Key_Return)
    for id_ in ids:
        assert said(id_) == (("correct", None) if given[id_] == wanted else ("incorrect", wanted))


def test_what_will_be_replaced_is_said_before(bulk, project):
    ids = some_ids(project)
    project.session.record(ids[0], "unsure", reviewer=project.reviewer)
    project.session.record(ids[1], "unsure", reviewer="bo")
    project.session.record(ids[2], "excluded", reviewer="bo")
    dialog = bulk(ids)
    press(KEYS.Key_Right)
    words = dialog._says.text()
    assert "4 decisions will be recorded" in words
    assert f"1 earlier verdict of {project.reviewer} will be replaced" in words
    assert "On 1 example others decided differently" in words
    dialog.reject()
