from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.category_list import CategoryList, CategoryRow
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.text_label import TextLabel

K = Qt.Key
ROWS = [CategoryRow("Dog", 8), CategoryRow("Great cat", 43), CategoryRow("Blurry", 1)]

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def page() -> QWidget:
    return QWidget()


@pytest.fixture
def categories(qtbot: QtBot, shown: Shown, page: QWidget) -> CategoryList:
    made = CategoryList()
    made.set_categories(ROWS)
    QVBoxLayout(page).addWidget(made)
    shown(page)
    qtbot.waitUntil(page.isActiveWindow)
    return made


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(_focused(), key)


def _retype(text: str) -> None:
    line = _focused()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)


def _button(categories: CategoryList, name: str) -> PaintedButton:
    return next(each for each in categories.findChildren(PaintedButton) if each.accessibleName() == name)


def _hint(categories: CategoryList) -> str:
    return next((label.text() for label in categories.findChildren(TextLabel) if label.isVisible()), "")


def test_a_digit_says_which_one_and_enter_renames_it(qtbot: QtBot, categories: CategoryList) -> None:
    categories.start_renaming()
    assert "Rename which?" in _hint(categories)
    _press(K.Key_2)
    assert _focused().accessibleName() == "New name of Great cat"
    _retype("  Big   cat ")
    with qtbot.waitSignal(categories.renamed) as signal, qtbot.waitSignal(categories.left):
        _press(K.Key_Return)
    assert signal.args == ["Great cat", "Big cat"]
    assert not categories.is_typing()
    assert _hint(categories) == ""


def test_arrows_and_enter_say_which_one_and_tick_nothing(qtbot: QtBot, categories: CategoryList) -> None:
    categories.start_renaming()
    with qtbot.assertNotEmitted(categories.toggled):
        _press(K.Key_Down, K.Key_Down, K.Key_Up, K.Key_Return)
    assert _focused().accessibleName() == "New name of Great cat"


def test_the_digits_are_no_shortcuts_of_the_page_meanwhile(qtbot: QtBot, categories: CategoryList) -> None:
    shortcut = QAction(categories.window())
    shortcut.setShortcut("2")
    categories.window().addAction(shortcut)
    categories.start_renaming()
    with qtbot.assertNotEmitted(shortcut.triggered):
        _press(K.Key_2)
    assert isinstance(_focused(), QLineEdit)


def test_a_name_that_is_there_asks_before_it_merges(qtbot: QtBot, categories: CategoryList) -> None:
    categories.start_renaming("Dog")
    _retype("great CAT")
    with qtbot.assertNotEmitted(categories.merged), qtbot.assertNotEmitted(categories.renamed):
        _press(K.Key_Return)
    assert "Enter merges Dog into it: its 8 examples will count as Great cat" in _hint(categories)
    with qtbot.waitSignal(categories.merged) as signal, qtbot.assertNotEmitted(categories.renamed):
        _press(K.Key_Return)
    assert signal.args == ["Dog", "Great cat"]
    assert not categories.is_typing()


def test_an_offer_to_merge_ends_with_the_next_letter(qtbot: QtBot, categories: CategoryList) -> None:
    categories.start_renaming("Blurry")
    _retype("dog")
    _press(K.Key_Return)
    QTest.keyClicks(_focused(), "s")
    assert "merges Blurry" not in _hint(categories)
    with qtbot.waitSignal(categories.renamed) as signal:
        _press(K.Key_Return)
    assert signal.args == ["Blurry", "dogs"]


def test_escape_leaves_everything_as_it_was(qtbot: QtBot, categories: CategoryList) -> None:
    with qtbot.assertNotEmitted(categories.renamed), qtbot.assertNotEmitted(categories.merged):
        categories.start_renaming()
        with qtbot.waitSignal(categories.left):
            _press(K.Key_Escape)
        categories.start_renaming("Dog")
        _retype("Wolf")
        with qtbot.waitSignal(categories.left):
            _press(K.Key_Escape)
    assert _button(categories, "Dog").isVisible()
    assert not categories.is_typing()


def test_going_elsewhere_keeps_a_new_name_but_never_merges(qtbot: QtBot, categories: CategoryList) -> None:
    categories.start_renaming("Dog")
    _retype("Wolf")
    with qtbot.waitSignal(categories.renamed) as signal:
        categories.keep_typed()
    assert signal.args == ["Dog", "Wolf"]
    categories.start_renaming("Dog")
    _retype("Blurry")
    _press(K.Key_Return)
    with qtbot.assertNotEmitted(categories.merged), qtbot.assertNotEmitted(categories.renamed):
        categories.keep_typed()


@pytest.mark.parametrize("text", ["", "   ", "Dog"])
def test_the_same_name_or_none_changes_nothing(qtbot: QtBot, categories: CategoryList, text: str) -> None:
    categories.start_renaming("Dog")
    _retype(text)
    if not text:
        _press(K.Key_Delete)
    with qtbot.assertNotEmitted(categories.renamed), qtbot.waitSignal(categories.left):
        _press(K.Key_Return)


def test_other_letters_of_the_same_name_are_a_new_name(qtbot: QtBot, categories: CategoryList) -> None:
    categories.start_renaming("Dog")
    _retype("DOG")
    with qtbot.waitSignal(categories.renamed) as signal:
        _press(K.Key_Return)
    assert signal.args == ["Dog", "DOG"]


def test_what_is_said_is_brought_into_view(qtbot: QtBot, shown: Shown) -> None:
    area, inside = QScrollArea(), QWidget()
    categories = CategoryList()
    categories.set_categories([CategoryRow(f"Category {number}", 0) for number in range(9)])
    QVBoxLayout(inside).addWidget(categories)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    shown(area)
    qtbot.waitUntil(area.isActiveWindow)
    area.resize(300, 200)
    categories.start_renaming("Category 3")
    _retype("category 4")
    _press(K.Key_Return)
    hint = next(label for label in categories.findChildren(TextLabel) if "merges" in label.text())
    qtbot.waitUntil(lambda: hint.visibleRegion().boundingRect().height() == hint.height())
    assert "it counts as Category 4 from then on" in hint.text()


def test_f2_and_a_right_click_rename(qtbot: QtBot, categories: CategoryList) -> None:
    _button(categories, "Blurry").setFocus(Qt.FocusReason.TabFocusReason)
    _press(K.Key_F2)
    assert _focused().accessibleName() == "New name of Blurry"
    _press(K.Key_Escape)
    button = _button(categories, "Dog")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), button.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(button, event)
    assert _focused().accessibleName() == "New name of Dog"


def test_a_single_category_needs_no_choice(categories: CategoryList) -> None:
    categories.set_categories([CategoryRow("Only", 0)])
    categories.start_renaming()
    assert _focused().accessibleName() == "New name of Only"


def test_without_categories_or_to_write_nothing_opens(categories: CategoryList) -> None:
    categories.setEnabled(False)
    categories.start_renaming()
    assert not categories.is_typing()
    categories.setEnabled(True)
    categories.set_categories([])
    categories.start_renaming()
    assert not categories.is_typing()


def test_a_list_that_changes_meanwhile_drops_the_line(qtbot: QtBot, categories: CategoryList) -> None:
    categories.start_renaming("Dog")
    _retype("Wolf")
    with qtbot.assertNotEmitted(categories.renamed):
        categories.set_categories([*ROWS, CategoryRow("New", 0)])
    assert not categories.is_typing()
    assert _button(categories, "Dog").isVisible()
    assert all(not line.isVisible() for line in categories.findChildren(QLineEdit))


def test_arrows_go_from_category_to_category(qtbot: QtBot, categories: CategoryList) -> None:
    _button(categories, "Dog").setFocus(Qt.FocusReason.TabFocusReason)
    _press(K.Key_Down)
    assert _focused().accessibleName() == "Great cat"
    with qtbot.waitSignal(categories.toggled) as signal:
        _press(K.Key_Space)
    assert signal.args == ["Great cat", True]
