from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from keyboard import focused, presented, press, type_text
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from labeler.errors import LabelerError
from labeler.gui.pages.review.queue_dialog import QueueDialog
from labeler.gui.pages.review.queue_kinds import KINDS, Choices, kind_named, lacking
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.theme import apply_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.queue_kinds import QUEUES

K = Qt.Key
CHOICES = Choices(
    models=("vgg", "resnet"),
    splits=("dev+test", "dev", "test"),
    reviewers=("ann", "bea"),
    categories=("Great cat", "Blurry"),
    labels=("cat", "dog"),
    columns=("source",),
)
TAKES = "about 170 reviews, 25 minutes at your pace"

Opened = Callable[..., QueueDialog]


class Outlook:
    """Answers as it is told to, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[QueueChoice] = []
        self.answer: str | LabelerError = TAKES

    def __call__(self, choice: QueueChoice) -> str:
        self.asked.append(choice)
        if isinstance(self.answer, LabelerError):
            raise self.answer
        return self.answer


@pytest.fixture
def outlook() -> Outlook:
    return Outlook()


@pytest.fixture
def opened(qtbot: QtBot, outlook: Outlook) -> Opened:
    def open_dialog(choice: QueueChoice | None = None, choices: Choices = CHOICES) -> QueueDialog:
        dialog = QueueDialog(choices, choice or QueueChoice(), outlook)
        return presented(dialog, qtbot)

    return open_dialog


def _started(qtbot: QtBot, dialog: QueueDialog, *keys: Qt.Key) -> QueueChoice:
    with qtbot.waitSignal(dialog.started) as signal:
        press(*keys)
    assert isinstance(signal.args, list)
    choice = signal.args[0]
    assert isinstance(choice, QueueChoice)
    return choice


def _option(dialog: QWidget, name: str) -> QWidget:
    options: list[QWidget] = [*dialog.findChildren(Segmented), *dialog.findChildren(ChipMenu)]
    return next(option for option in options if option.accessibleName().startswith(f"{name}:"))


def _says(dialog: QWidget, words: str) -> bool:
    return any(words in label.text() and label.isVisible() for label in dialog.findChildren(TextLabel))


def _start_is_on(dialog: QWidget) -> bool:
    return next(each for each in dialog.findChildren(ActionButton) if each.accessibleName() == "Start").isEnabled()


def test_every_queue_of_the_method_is_offered() -> None:
    assert {kind.name for kind in KINDS} == set(QUEUES)


def test_enter_starts_what_was_chosen_last(qtbot: QtBot, opened: Opened) -> None:
    last = QueueChoice("right", model="resnet", split="test", size=200, predictions=True, categories=False)
    assert _started(qtbot, opened(last), K.Key_Return) == last


def test_an_arrow_and_enter_start_another_kind_with_all_else_as_it_was(qtbot: QtBot, opened: Opened) -> None:
    last = QueueChoice("errors", model="resnet", split="test", size=500)
    assert _started(qtbot, opened(last), K.Key_Down, K.Key_Enter) == replace(last, name="right")


@pytest.mark.parametrize(("digit", "kind"), list(enumerate(KINDS, 1)), ids=[kind.name for kind in KINDS])
def test_a_digit_goes_to_its_kind(opened: Opened, digit: int, kind: object) -> None:
    dialog = opened()
    type_text(str(digit))
    assert kind_named(dialog.choice().name) is kind


def test_a_letter_goes_to_a_kind_too(opened: Opened) -> None:
    dialog = opened()
    type_text("su")
    assert dialog.choice().name == "suspicious"


def test_escape_starts_nothing(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened()
    with qtbot.assertNotEmitted(dialog.started):
        press(K.Key_Escape)
    assert not dialog.isVisible()


def test_what_it_will_take_is_said_after_a_pause(qtbot: QtBot, opened: Opened, outlook: Outlook) -> None:
    dialog = opened()
    type_text("2123")  # in one go: only the last is asked for
    qtbot.waitUntil(lambda: _says(dialog, "About 170 reviews, 25 minutes at your pace"))
    assert [choice.name for choice in outlook.asked] == ["audit"]


def test_an_empty_queue_says_so_and_does_not_start(qtbot: QtBot, opened: Opened, outlook: Outlook) -> None:
    outlook.answer = ""
    dialog = opened(QueueChoice("conflicts"))
    with qtbot.assertNotEmitted(dialog.started):
        press(K.Key_Return)
    assert _says(dialog, "Reviewers disagree nowhere: good.")
    assert not _start_is_on(dialog)


def test_a_refusal_is_said_and_another_kind_can_start(qtbot: QtBot, opened: Opened, outlook: Outlook) -> None:
    dialog = opened()
    outlook.answer = LabelerError("vgg predicts nothing of test; choose another model")
    qtbot.waitUntil(lambda: _says(dialog, "Vgg predicts nothing of test; choose another model."))
    assert not _start_is_on(dialog)
    outlook.answer = TAKES
    assert _started(qtbot, dialog, K.Key_2, K.Key_Return).name == "right"


@pytest.mark.parametrize(
    ("name", "choices", "why"),
    [
        ("errors", Choices(splits=("dev",)), "There are no predictions yet"),
        ("audit", Choices(models=("one",)), "There is nothing to rank"),
        ("revisit", Choices(models=("one",)), "Nothing is decided yet"),
        ("conflicts", Choices(reviewers=("ann",)), "One reviewer can't disagree"),
        ("quality", Choices(), "Nothing is decided yet"),
    ],
)
def test_what_cannot_be_begun_says_why_and_asks_nothing(
    qtbot: QtBot, opened: Opened, outlook: Outlook, name: str, choices: Choices, why: str
) -> None:
    dialog = opened(QueueChoice(name), choices)
    assert _says(dialog, why)
    assert lacking(kind_named(name), choices)[1]
    with qtbot.assertNotEmitted(dialog.started):
        press(K.Key_Return)
    assert outlook.asked == []


def test_a_quality_check_begins_blind_and_conflicts_without_predictions(qtbot: QtBot, opened: Opened) -> None:
    choice = _started(qtbot, opened(QueueChoice(predictions=True)), K.Key_7, K.Key_Return)
    assert (choice.blind, choice.predictions, choice.reviewer, choice.model) == (True, False, "ann", None)
    choice = _started(qtbot, opened(choice), K.Key_6, K.Key_Return)
    assert (choice.blind, choice.predictions, choice.reviewer) == (False, False, None)


def test_a_kind_keeps_what_was_chosen_for_it_while_others_are_looked_at(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened()
    press(K.Key_7, K.Key_1)
    assert not dialog.choice().blind
    press(K.Key_7)
    assert dialog.choice().blind


def test_options_are_changed_by_tab_and_arrows(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(QueueChoice("conflicts"))
    press(K.Key_Tab)
    assert QApplication.focusWidget() is _option(dialog, "Split")
    press(K.Key_Right, K.Key_Tab, K.Key_Right)
    choice = _started(qtbot, dialog, K.Key_Return)
    assert (choice.split, choice.size) == ("dev", 200)


def test_a_split_chosen_for_one_kind_holds_for_the_next(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(QueueChoice("conflicts", size=50))
    press(K.Key_Tab, K.Key_Right)
    QTest.keyClick(focused(), K.Key_Backtab)
    choice = _started(qtbot, dialog, K.Key_2, K.Key_Return)
    assert (choice.name, choice.split, choice.size) == ("right", "dev", 50)


def test_only_the_options_of_a_kind_are_in_sight(opened: Opened) -> None:
    dialog = opened(QueueChoice("quality"))
    assert _option(dialog, "Decisions of").isVisible()
    assert not _option(dialog, "Model").isVisible()
    assert not _option(dialog, "Changed").isVisible()


def test_a_rule_is_a_category_or_a_class(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(QueueChoice("revisit", category="Blurry"))
    rules = _option(dialog, "Changed")
    assert isinstance(rules, ChipMenu)
    assert rules.accessibleName() == "Changed: category Blurry"
    next(action for action in rules.menu().actions() if action.text() == "class dog").trigger()
    choice = _started(qtbot, dialog, K.Key_Return)
    assert (choice.category, choice.label) == (None, "dog")


def test_a_size_of_another_day_is_still_offered(qtbot: QtBot, opened: Opened) -> None:
    assert _started(qtbot, opened(QueueChoice("errors", size=1234)), K.Key_Return).size == 1234


def test_a_filter_is_typed_and_started(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(QueueChoice("filter"))
    assert not _start_is_on(dialog)
    press(K.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    type_text("label=cat category!=Great cat")
    assert _started(qtbot, dialog, K.Key_Return).where == ("label=cat", "category!=Great cat")


def test_a_wrong_condition_is_said_below_the_line(qtbot: QtBot, opened: Opened, outlook: Outlook) -> None:
    outlook.answer = LabelerError("there is no column 'colour'; choose one of: label, source")
    dialog = opened(QueueChoice("filter"))
    press(K.Key_Tab)
    type_text("colour=red")
    with qtbot.assertNotEmitted(dialog.started):
        press(K.Key_Return)
    assert _says(dialog, "There is no column 'colour'; choose one of: label, source.")
    type_text("x")
    assert not _says(dialog, "There is no column")


def test_names_that_are_gone_are_not_offered(qtbot: QtBot, opened: Opened) -> None:
    gone = QueueChoice("revisit", split="train", label="bird", category="Old")
    choice = _started(qtbot, opened(gone), K.Key_Return)
    assert (choice.split, choice.label, choice.category) == ("dev+test", None, None)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_fits_a_small_screen(qapp: QApplication, opened: Opened, scale: float) -> None:
    apply_theme(qapp, "light", scale=scale)
    dialog = opened()
    dialog.resize(1232, 720)
    assert dialog.minimumSizeHint().width() <= 1232
    assert dialog.minimumSizeHint().height() <= 720


@pytest.mark.parametrize("held", [False, True])
def test_enter_on_cancel_starts_nothing(qtbot: QtBot, opened: Opened, held: bool) -> None:
    dialog = opened()
    cancel = next(each for each in dialog.findChildren(ActionButton) if each.accessibleName() == "Cancel")
    cancel.setFocus()
    event = QKeyEvent(QEvent.Type.KeyPress, K.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", held)
    with qtbot.assertNotEmitted(dialog.started):
        QApplication.sendEvent(cancel, event)
    assert dialog.isVisible() is held
