from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from keyboard import focused, presented, press, type_text
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.pages.review.guideline_dialog import Guideline, GuidelineDialog
from labeler.gui.pages.review.reference_picker import ReferencePicker
from labeler.gui.theme import apply_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.text_label import TextLabel

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TEN = [
    *(Guideline("class", name) for name in ("airplane", "bird")),
    Guideline("class", "cat", "A domestic cat.", ("c1", "c2", "c3"), to_revisit=12),
    Guideline("class", "dog"),
    Guideline("category", "Great cat", "A lion, a tiger.", (), to_revisit=1),
    Guideline("category", "Blurry"),
]
CAT = ("class", "cat")

Opened = Callable[..., GuidelineDialog]


class Thumbnails:
    def __init__(self) -> None:
        self.there: dict[str, QImage] = {}
        self.asked: set[str] = set()

    def __call__(self, example_id: str, side: int) -> QImage | None:
        self.asked.add(example_id)
        return self.there.get(example_id)

    def arrive(self, example_id: str) -> None:
        self.there[example_id] = QImage(96, 96, QImage.Format.Format_RGB32)
        self.there[example_id].fill(QColor("#123456"))


@pytest.fixture
def thumbnails() -> Thumbnails:
    return Thumbnails()


@pytest.fixture
def opened(qtbot: QtBot, thumbnails: Thumbnails) -> Opened:
    def open_dialog(
        guidelines: Sequence[Guideline] = TEN, *, at: tuple[str, str] | None = CAT, writable: bool = True
    ) -> GuidelineDialog:
        dialog = GuidelineDialog(guidelines, thumbnail=thumbnails, at=at, writable=writable)
        return presented(dialog, qtbot)

    return open_dialog


def _definition(dialog: QWidget) -> QPlainTextEdit:
    found = dialog.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


def _button(dialog: QWidget, name: str) -> PaintedButton:
    buttons = dialog.findChildren(PaintedButton)
    return next(button for button in buttons if button.accessibleName() == name and button.isVisible())


def _says(dialog: QWidget, words: str) -> bool:
    return any(words in label.accessibleName() and label.isVisible() for label in dialog.findChildren(TextLabel))


def test_it_opens_at_the_class_of_the_example(opened: Opened) -> None:
    dialog = opened()
    assert dialog.current() == CAT
    assert _definition(dialog).toPlainText() == "A domestic cat."


def test_without_one_it_opens_at_the_first(opened: Opened) -> None:
    assert opened(at=None).current() == ("class", "airplane")


def test_typing_finds_and_arrows_go_on(opened: Opened) -> None:
    dialog = opened()
    type_text("gr")
    assert dialog.current() == ("category", "Great cat")
    assert _definition(dialog).toPlainText() == "A lion, a tiger."
    press(K.Key_Backspace, K.Key_Backspace, K.Key_Down)
    assert dialog.current() == ("class", "bird")


def test_enter_goes_to_the_definition_and_control_enter_saves_it(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(at=("class", "dog"))
    finder = focused()
    press(K.Key_Return)
    assert focused() is _definition(dialog)
    type_text("Any dog.")
    with qtbot.waitSignal(dialog.defined) as signal:
        press(K.Key_Return, modifier=CONTROL)
    assert signal.args == ["class", "dog", "Any dog."]
    assert focused() is finder
    with qtbot.assertNotEmitted(dialog.defined):
        press(K.Key_Escape)
    assert not dialog.isVisible()


def test_closing_keeps_what_was_typed(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(at=("class", "dog"))
    press(K.Key_Return)
    type_text("Any dog.")
    with qtbot.waitSignal(dialog.defined) as signal:
        press(K.Key_Escape)
    assert signal.args == ["class", "dog", "Any dog."]
    assert not dialog.isVisible()


def test_going_to_another_card_keeps_what_was_typed(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(at=("class", "dog"))
    finder = focused()
    press(K.Key_Return)
    type_text("Any dog.")
    with qtbot.waitSignal(dialog.defined):
        finder.setFocus(Qt.FocusReason.MouseFocusReason)
    with qtbot.assertNotEmitted(dialog.defined):
        press(K.Key_Up)
    assert _definition(dialog).toPlainText() == "A domestic cat."


def test_what_was_not_changed_is_not_told(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened()
    with qtbot.assertNotEmitted(dialog.defined):
        press(K.Key_Return)
        press(K.Key_Return, modifier=CONTROL)
        press(K.Key_Down, K.Key_Escape)


def test_a_definition_that_could_not_be_saved_stays_to_be_saved_again(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(at=("class", "dog"))
    dialog.defined.connect(lambda *_: dialog.set_guidelines(TEN))
    press(K.Key_Return)
    type_text("Any dog.")
    press(K.Key_Return, modifier=CONTROL)
    assert _definition(dialog).toPlainText() == "Any dog."
    press(K.Key_Return)
    with qtbot.waitSignal(dialog.defined):
        press(K.Key_Return, modifier=CONTROL)


def test_what_changed_elsewhere_leaves_what_is_being_typed(opened: Opened) -> None:
    dialog = opened(at=("class", "dog"))
    press(K.Key_Return)
    type_text("Any")
    dialog.set_guidelines([*TEN, Guideline("category", "New")])
    assert _definition(dialog).toPlainText() == "Any"
    assert dialog.current() == ("class", "dog")


def test_a_changed_rule_offers_the_decisions_it_touches(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened()
    assert _says(dialog, "12 decisions were taken before this changed.")
    with qtbot.waitSignal(dialog.revisit_requested) as signal:
        QTest.mouseClick(_button(dialog, "Revisit them"), Qt.MouseButton.LeftButton)
    assert signal.args == ["class", "cat"]
    assert not dialog.isVisible()


def test_one_decision_is_said_in_the_singular(opened: Opened) -> None:
    dialog = opened(at=("category", "Great cat"))
    assert _says(dialog, "1 decision was taken before this changed.")
    assert _button(dialog, "Revisit it")


def test_references_are_reached_shown_and_removed_by_keys(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened()
    press(K.Key_Return, K.Key_Tab, K.Key_Tab)
    assert focused().accessibleName() == "c1"
    press(K.Key_Right)
    with qtbot.waitSignal(dialog.reference_removed) as signal:
        press(K.Key_Delete)
    assert signal.args == ["class", "cat", "c2"]
    dialog.set_guidelines([Guideline("class", "cat", "A domestic cat.", ("c1", "c3"))])
    assert focused().accessibleName() == "c3"
    with qtbot.waitSignal(dialog.example_requested) as signal:
        press(K.Key_Return)
    assert signal.args == ["c3"]
    assert not dialog.isVisible()


def test_the_cross_of_a_reference_removes_it_and_the_picture_shows_it(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened()
    cell = _button(dialog, "c2")
    with qtbot.waitSignal(dialog.reference_removed), qtbot.assertNotEmitted(dialog.example_requested):
        QTest.mouseClick(cell, Qt.MouseButton.LeftButton, pos=QPoint(cell.width() - 12, 12))
    with qtbot.waitSignal(dialog.example_requested) as signal:
        QTest.mouseClick(cell, Qt.MouseButton.LeftButton, pos=QPoint(20, 60))
    assert signal.args == ["c2"]


def test_a_thumbnail_is_painted_when_it_comes(qtbot: QtBot, opened: Opened, thumbnails: Thumbnails) -> None:
    dialog = opened()
    qtbot.waitUntil(lambda: {"c1", "c2", "c3"} <= thumbnails.asked)
    cell = _button(dialog, "c2")
    thumbnails.arrive("c2")
    dialog.show_thumbnail("c2")
    qtbot.waitUntil(lambda: cell.grab().toImage().pixelColor(40, 40) == QColor("#123456"))


def test_a_read_only_project_shows_and_changes_nothing(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(writable=False)
    with qtbot.assertNotEmitted(dialog.defined), qtbot.assertNotEmitted(dialog.reference_removed):
        press(K.Key_Return)
        type_text("dog")
        press(K.Key_Down)
        _definition(dialog).setFocus()
        type_text("Other")
        press(K.Key_Tab)
        press(K.Key_Delete, K.Key_Escape)
    assert not any(
        button.isVisible() for button in dialog.findChildren(ActionButton) if "Revisit" in button.accessibleName()
    )


def test_nothing_said_yet_says_what_a_definition_is_good_for(opened: Opened) -> None:
    dialog = opened(at=("class", "dog"))
    assert "What counts as dog" in _definition(dialog).placeholderText()
    assert _says(dialog, "None yet.")


def test_a_project_without_classes_and_categories_says_so(opened: Opened) -> None:
    dialog = opened([], at=None)
    assert dialog.current() is None
    assert _says(dialog, "There is nothing to define yet")


def test_a_thousand_classes_are_found_in(opened: Opened) -> None:
    dialog = opened([Guideline("class", f"class {number}") for number in range(1000)], at=("class", "class 500"))
    assert dialog.current() == ("class", "class 500")
    type_text("997")
    assert dialog.current() == ("class", "class 997")
    type_text("x")
    assert dialog.current() is None
    assert _says(dialog, "Nothing matches 997x")


def test_a_long_definition_scrolls_within_its_card(qapp: QApplication, opened: Opened) -> None:
    examples = tuple(f"c{number}" for number in range(30))
    dialog = opened([Guideline("class", "cat", "A line of the rule. " * 400, examples)])
    apply_theme(qapp, "light", scale=2.0)
    dialog.resize(1232, 720)
    QApplication.processEvents()
    assert _definition(dialog).height() < 720
    assert dialog.minimumSizeHint().height() <= 720
    assert dialog.minimumSizeHint().width() <= 1232


def test_a_reference_goes_to_the_given_class_by_enter(qtbot: QtBot) -> None:
    picker = ReferencePicker("c1", classes=["bird", "cat"], categories=["Great cat"], at=CAT)
    qtbot.addWidget(picker)
    picker.show()
    picker.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    with qtbot.waitSignal(picker.picked) as signal:
        press(K.Key_Return)
    assert signal.args == ["class", "cat"]
    assert not picker.isVisible()


def test_a_few_letters_pick_another_one(qtbot: QtBot) -> None:
    picker = ReferencePicker("c1", classes=["bird", "cat"], categories=["Great cat"])
    qtbot.addWidget(picker)
    picker.show()
    picker.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    type_text("gre")
    with qtbot.waitSignal(picker.picked) as signal:
        press(K.Key_Return)
    assert signal.args == ["category", "Great cat"]
