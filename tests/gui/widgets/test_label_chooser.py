from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.keymap import IN_FORCE, Keymap
from labeler.gui.widgets.label_chooser import LabelChooser
from labeler.gui.widgets.label_editor import Offer
from labeler.gui.widgets.task_editors import editor_for
from labeler.gui.widgets.text_label import TextLabel

CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
MANY = (*(f"class {number}" for number in range(1000)), "Great cat", "concatenation", "catalog", "cat")

Key = Qt.Key
Shown = Callable[[LabelChooser], LabelChooser]
Triggers = Callable[[QWidget, str], bool]


@pytest.fixture
def chooser(shown: Shown) -> LabelChooser:
    made = shown(LabelChooser())
    made.edit(Offer(CLASSES, "cat"))
    return made


def _type(chooser: LabelChooser, text: str) -> None:
    QTest.keyClicks(_entry(chooser), text)


def _press(chooser: LabelChooser, key: Qt.Key, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(_entry(chooser), key, modifier)


def _chosen(qtbot: QtBot, chooser: LabelChooser, text: str, *keys: Qt.Key) -> str:
    """The label that comes of typing and pressing."""
    with qtbot.waitSignal(chooser.chosen) as signal:
        _type(chooser, text)
        for key in keys:
            _press(chooser, key)
    assert signal.args is not None
    return str(signal.args[0])


def _entry(chooser: LabelChooser) -> QLineEdit:
    entry = chooser.focusProxy()
    assert isinstance(entry, QLineEdit)
    return entry


def _listed(chooser: LabelChooser) -> list[str]:
    """As a screen reader says them: the label and its note."""
    model = chooser.findChildren(QListView)[0].model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(row, 0).data(role) for row in range(model.rowCount())]


def _said(chooser: LabelChooser) -> str:
    return " ".join(label.accessibleName() for label in chooser.findChildren(TextLabel) if label.isVisible()).replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize("task", ["binary", "multiclass"])
def test_it_is_the_editor_of_classes(qtbot: QtBot, task: str) -> None:
    editor = editor_for(task)
    qtbot.addWidget(editor)
    assert isinstance(editor, LabelChooser)


def test_the_keyboard_is_taken(chooser: LabelChooser) -> None:
    assert _entry(chooser).hasFocus()
    assert chooser.is_typing()
    chooser.hide()
    assert not chooser.is_typing()


def test_enter_chooses_nothing_before_something_is_typed(qtbot: QtBot, chooser: LabelChooser) -> None:
    with qtbot.assertNotEmitted(chooser.chosen):
        _press(chooser, Key.Key_Return)


def test_a_few_letters_and_enter_choose(qtbot: QtBot, chooser: LabelChooser) -> None:
    assert _chosen(qtbot, chooser, "do", Key.Key_Return) == "dog"


def test_a_number_key_chooses_at_once(qtbot: QtBot, chooser: LabelChooser) -> None:
    assert _chosen(qtbot, chooser, "6") == "dog"


def test_arrow_keys_choose(qtbot: QtBot, chooser: LabelChooser) -> None:
    assert _chosen(qtbot, chooser, "", Key.Key_Down, Key.Key_Down, Key.Key_Return) == "automobile"
    chooser.edit(Offer(CLASSES, "cat"))
    assert _chosen(qtbot, chooser, "", Key.Key_PageDown, Key.Key_PageDown, Key.Key_Up, Key.Key_Return) == "horse"


def test_a_blank_first_is_no_letter(qtbot: QtBot, chooser: LabelChooser) -> None:
    assert _chosen(qtbot, chooser, " 6") == "dog"


def test_the_label_that_enter_is_about_is_said_to_who_cannot_see_it(chooser: LabelChooser) -> None:
    assert _entry(chooser).accessibleDescription() == ""
    _type(chooser, "do")
    assert _entry(chooser).accessibleDescription() == "dog"
    _press(chooser, Key.Key_Backspace)
    assert _entry(chooser).accessibleDescription() == "deer"
    _press(chooser, Key.Key_Down)
    assert _entry(chooser).accessibleDescription() == "dog"


def test_a_click_chooses(qtbot: QtBot, chooser: LabelChooser) -> None:
    view = chooser.findChildren(QListView)[0]
    place = view.visualRect(view.model().index(2, 0)).center()
    with qtbot.waitSignal(chooser.chosen) as signal:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert signal.args == ["bird"]


@pytest.mark.parametrize("typed", ["4", "cat"])
def test_the_given_label_alone_is_not_chosen_and_the_other_verdict_named(
    qtbot: QtBot, chooser: LabelChooser, typed: str
) -> None:
    with qtbot.assertNotEmitted(chooser.chosen):
        _type(chooser, typed)
        _press(chooser, Key.Key_Return)
    assert "That is the given label: if it is right, Esc and then Space says so" in _said(chooser)


def test_letters_mean_another_label_before_the_given_one(qtbot: QtBot, chooser: LabelChooser) -> None:
    chooser.edit(Offer(("cat", "car"), "cat"))
    assert _chosen(qtbot, chooser, "ca", Key.Key_Return) == "car"


def test_the_given_label_may_be_one_of_several_acceptable_ones(qtbot: QtBot, chooser: LabelChooser) -> None:
    assert _chosen(qtbot, chooser, "cat;dog", Key.Key_Return) == "cat;dog"


def test_blind_the_given_label_is_not_marked_and_can_be_chosen(qtbot: QtBot, chooser: LabelChooser) -> None:
    assert "cat, given" in _listed(chooser)
    chooser.edit(Offer(CLASSES, "cat", blind=True))
    assert _listed(chooser) == list(CLASSES)
    assert _chosen(qtbot, chooser, "4") == "cat"


def test_semicolon_and_control_enter_collect_acceptable_labels(qtbot: QtBot, chooser: LabelChooser) -> None:
    _type(chooser, "dog;deer")
    _press(chooser, Key.Key_Return, control=True)
    assert "dog or deer · Enter accepts any of them" in _said(chooser)
    assert _chosen(qtbot, chooser, "", Key.Key_Return) == "dog;deer"


def test_after_a_semicolon_number_keys_collect(qtbot: QtBot, chooser: LabelChooser) -> None:
    assert _chosen(qtbot, chooser, ";659", Key.Key_Return) == "dog;deer;ship"


def test_collecting_twice_takes_a_label_back(chooser: LabelChooser) -> None:
    _type(chooser, "dog;")
    assert "dog, chosen" in _listed(chooser)
    _type(chooser, "dog;")
    assert "dog" in _listed(chooser)


def test_a_label_with_a_semicolon_is_written_as_lists_are(qtbot: QtBot, chooser: LabelChooser) -> None:
    chooser.edit(Offer(("a;b", "c"), "c"))
    assert _chosen(qtbot, chooser, "1") == r"a\;b"


def test_a_second_look_starts_from_the_standing_set(qtbot: QtBot, chooser: LabelChooser) -> None:
    standing = Offer(CLASSES, "cat", standing="dog;deer")
    chooser.edit(standing)
    assert "It is dog or deer so far" in _said(chooser)
    assert _chosen(qtbot, chooser, "", Key.Key_Return) == "dog;deer"
    chooser.edit(standing)
    assert _chosen(qtbot, chooser, "bird;", Key.Key_Return) == "dog;deer;bird"


def test_a_label_chosen_at_a_second_look_replaces_what_stood(qtbot: QtBot, chooser: LabelChooser) -> None:
    chooser.edit(Offer(CLASSES, "cat", standing="dog"))
    assert _chosen(qtbot, chooser, "deer", Key.Key_Return) == "deer"


def test_nothing_is_kept_from_one_example_to_the_next(qtbot: QtBot, chooser: LabelChooser) -> None:
    _type(chooser, "dog;fr")
    chooser.edit(Offer(CLASSES, "truck"))
    assert not any("chosen" in said for said in _listed(chooser))
    assert _entry(chooser).text() == ""
    assert _chosen(qtbot, chooser, "4") == "cat"


def test_of_many_the_predicted_and_the_recent_come_first_while_nothing_is_typed(chooser: LabelChooser) -> None:
    chooser.edit(Offer(MANY, "class 5", recent=("cat", "class 9"), predicted=("class 7", "cat")))
    assert _listed(chooser)[:4] == ["class 7, predicted", "cat, predicted", "class 9, recent", "class 0"]
    _type(chooser, "class 1")
    assert _listed(chooser)[:2] == ["class 1", "class 10"]


def test_the_given_label_is_marked_where_it_stands_and_never_first(chooser: LabelChooser) -> None:
    chooser.edit(Offer(MANY, "class 1", recent=("class 1", "cat")))
    assert _listed(chooser)[:3] == ["cat, recent", "class 0", "class 1, given"]


def test_few_labels_keep_their_places_whatever_is_predicted(chooser: LabelChooser) -> None:
    chooser.edit(Offer(CLASSES, "cat", recent=("truck",), predicted=("dog",)))
    assert [label.partition(",")[0] for label in _listed(chooser)] == list(CLASSES)


def test_nothing_is_preselected_however_likely(qtbot: QtBot, chooser: LabelChooser) -> None:
    chooser.edit(Offer(MANY, "class 1", recent=("cat",), predicted=("cat",)))
    with qtbot.assertNotEmitted(chooser.chosen):
        _press(chooser, Key.Key_Return)


def test_a_name_typed_in_full_wins_over_longer_ones(qtbot: QtBot, chooser: LabelChooser) -> None:
    chooser.edit(Offer(MANY, "class 1"))
    assert _chosen(qtbot, chooser, "cat", Key.Key_Return) == "cat"


def test_digits_are_typed_where_there_are_many_classes(qtbot: QtBot, chooser: LabelChooser) -> None:
    chooser.edit(Offer(MANY, "class 1"))
    assert _chosen(qtbot, chooser, "997", Key.Key_Return) == "class 997"


def test_twenty_thousand_classes_are_pleasant(chooser: LabelChooser) -> None:
    labels = tuple(f"n{number:05} class of things" for number in range(20_000))
    offer = Offer(labels, labels[3])
    chooser.edit(offer)
    for act in (lambda: chooser.edit(offer), lambda: _type(chooser, "t"), lambda: _type(chooser, "hings")):
        start = time.process_time()
        act()
        assert time.process_time() - start < 0.25


def test_one_can_scroll_to_the_last_of_many(qtbot: QtBot, chooser: LabelChooser) -> None:
    chooser.edit(Offer(MANY, "class 1"))
    view = chooser.findChildren(QListView)[0]
    for _ in range(10):
        view.scrollToBottom()
        qtbot.wait(0)
    assert len(_listed(chooser)) == len(MANY)


def test_arrow_keys_reach_beyond_what_is_laid_out_at_first(qtbot: QtBot, chooser: LabelChooser) -> None:
    chooser.edit(Offer(tuple(f"class {number}" for number in range(300)), "class 1"))
    for _ in range(40):
        _press(chooser, Key.Key_PageDown)
    assert _chosen(qtbot, chooser, "", Key.Key_Return) == "class 299"


def test_escape_cancels(qtbot: QtBot, chooser: LabelChooser) -> None:
    with qtbot.waitSignal(chooser.cancelled):
        _press(chooser, Key.Key_Escape)


def test_no_match_is_said_in_words(qtbot: QtBot, chooser: LabelChooser) -> None:
    _type(chooser, "xyz")
    assert "No class matches xyz" in _said(chooser)
    with qtbot.assertNotEmitted(chooser.chosen):
        _press(chooser, Key.Key_Return)


@pytest.mark.parametrize("keys", ["Return", "W", "4", "Down", "Space", "Escape", "Ctrl+Return"])
def test_its_own_keys_trigger_nothing_in_the_window(chooser: LabelChooser, triggers: Triggers, keys: str) -> None:
    assert not triggers(chooser, keys)


@pytest.mark.parametrize(
    "keys", ["Ctrl+Space", "Ctrl+R", "Ctrl+L", "Alt+Left", "Alt+Down", "Alt+Up", "Ctrl+Down", "Ctrl+Up", "F1", "Pause"]
)
def test_keys_of_the_recording_reach_the_window(chooser: LabelChooser, triggers: Triggers, keys: str) -> None:
    assert triggers(chooser, keys)


def test_blind_the_hint_names_the_verdicts_that_can_be_said_meanwhile(chooser: LabelChooser) -> None:
    assert "excludes" not in _said(chooser)
    chooser.edit(Offer(CLASSES, "cat", blind=True))
    assert _said(chooser).endswith("Esc leaves · Alt X excludes · Alt U unsure")
    IN_FORCE.use(Keymap("left-hand"))
    assert _said(chooser).endswith("Esc leaves · Alt X excludes · Alt S unsure")


def test_a_chord_with_alt_types_nothing(chooser: LabelChooser) -> None:
    for key in (Key.Key_1, Key.Key_X):
        QTest.keyClick(_entry(chooser), key, Qt.KeyboardModifier.AltModifier)
    assert _entry(chooser).text() == ""
