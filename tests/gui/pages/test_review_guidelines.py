"""Guidelines from the page: shown, changed and added to by keys; what a change touches is offered anew."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.pages.review import ReviewPage
from labeler.gui.pages.review.guideline_dialog import GuidelineDialog
from labeler.gui.pages.review.reference_picker import ReferencePicker
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.category_button import CategoryButton
from labeler.gui.widgets.header_bar import HeaderBar

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


def opened(person: Any, kind: type[QWidget], qtbot: QtBot) -> Any:
    dialog = next(found for found in person.window.findChildren(kind) if found.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def back_in(person: Any, qtbot: QtBot) -> None:
    person.window.activateWindow()
    qtbot.waitUntil(person.window.isActiveWindow)


def given(person: Any, example_id: str) -> str:
    examples = person.window.project.session.examples
    return str(examples.task.given(examples.given, examples.ordinal(example_id), examples.vocabulary))


def define(person: Any, text: str, qtbot: QtBot) -> Any:
    """Of the class of the example in view: G, Enter, the words, Ctrl+Enter."""
    person.press(Key.Key_G)
    dialog = opened(person, GuidelineDialog, qtbot)
    person.press(Key.Key_Return)
    person.type(text)
    person.press(Key.Key_Return, modifier=Control)
    return dialog


def test_a_definition_is_written_by_keys_and_taken_back(person: Any, qtbot: QtBot) -> None:
    session, first = person.window.project.session, person.queue()[0]
    define(person, "The animal, not its picture", qtbot)
    person.press(Key.Key_Escape)
    back_in(person, qtbot)
    assert session.rule("class", given(person, first)).definition == "The animal, not its picture"
    person.press(Key.Key_Z, modifier=Control)
    assert session.rule("class", given(person, first)).definition == ""


def test_a_changed_rule_offers_the_decisions_it_touches(person: Any, qtbot: QtBot) -> None:
    first = person.queue()[0]
    person.press(Key.Key_Space)
    dialog = define(person, "Only whole animals", qtbot)
    revisit = next(b for b in dialog.findChildren(ActionButton) if "evisit" in b.accessibleName() and b.isVisible())
    QTest.mouseClick(revisit, Qt.MouseButton.LeftButton)
    back_in(person, qtbot)
    page = person.window.findChild(ReviewPage)
    header = page.findChild(HeaderBar)
    assert header.subtitle().startswith(f"Revisit: {given(person, first)}")
    session = person.window.project.session
    assert session.rule("class", given(person, first)).changed
    person.press(Key.Key_Space)
    assert person.said(first) == ("correct", None)
    assert len(session.history(first)) == 2
    assert [line.to_revisit for line in session.guidelines().guidelines] == [0]


def test_the_example_in_view_becomes_a_reference(person: Any, qtbot: QtBot) -> None:
    first = person.queue()[0]
    person.press(Key.Key_R)
    opened(person, ReferencePicker, qtbot)
    person.press(Key.Key_Return)
    back_in(person, qtbot)
    assert person.window.project.session.rule("class", given(person, first)).examples == (first,)
    person.press(Key.Key_X)
    assert person.said(first) == ("excluded", None)


def rename(person: Any, number: Qt.Key, name: str, qtbot: QtBot) -> None:
    """M, the number of the category, its new name."""
    person.press(Key.Key_M)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), CategoryButton))
    person.press(number)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    person.type(name)


def test_categories_are_renamed_and_merged_in_place(person: Any, qtbot: QtBot) -> None:
    first = person.queue()[0]
    for name in ("Blurry", "Out of focus"):
        person.press(Key.Key_Plus)
        person.type(name)
        person.press(Key.Key_Return)
    session = person.window.project.session
    rename(person, Key.Key_1, "Unsharp", qtbot)
    person.press(Key.Key_Return)
    assert [category.name for category in session.categories] == ["Unsharp", "Out of focus"]
    rename(person, Key.Key_2, "Unsharp", qtbot)
    person.press(Key.Key_Return)
    assert len(session.categories) == 2
    person.press(Key.Key_Return)
    assert [category.name for category in session.categories] == ["Unsharp"]
    assert person.decision(first).categories == ("blurry",)
    person.press(Key.Key_Z, modifier=Control)
    assert [category.name for category in session.categories] == ["Unsharp", "Out of focus"]
