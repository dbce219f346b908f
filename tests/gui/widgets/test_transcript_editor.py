from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.actions import ACTIONS
from labeler.gui.keymap import IN_FORCE, Keymap
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.label_editor import Offer
from labeler.gui.widgets.task_editors import editor_for
from labeler.gui.widgets.text_label import TextLabel, TextLine
from labeler.gui.widgets.transcript_box import TranscriptBox, one_line
from labeler.gui.widgets.transcript_editor import TranscriptEditor
from labeler.gui.widgets.word_diff_view import WordDiffView

GIVEN = "eight two five"
HEARD = (("conformer", "eight two nine"), ("tdnn", "eight five five"))
WHILE_TYPING = sorted({key for action in ACTIONS if action.typing for key in action.keys if "+" in key})
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

Key = Qt.Key
Shown = Callable[[TranscriptEditor], TranscriptEditor]
Triggers = Callable[[QWidget, str], bool]


@pytest.fixture
def editor(shown: Shown) -> TranscriptEditor:
    made = shown(TranscriptEditor())
    made.edit(Offer((), GIVEN, hypotheses=HEARD, example="u001"))
    return made


@pytest.fixture
def own_keys() -> Iterator[None]:
    yield
    IN_FORCE.use(Keymap())


def _box(editor: TranscriptEditor) -> TranscriptBox:
    box = editor.focusProxy()
    assert isinstance(box, TranscriptBox)
    return box


def _type(editor: TranscriptEditor, text: str) -> None:
    QTest.keyClicks(_box(editor), text)


def _press(
    editor: TranscriptEditor, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(_box(editor), key, modifier)


def _accepted(qtbot: QtBot, editor: TranscriptEditor) -> str:
    with qtbot.waitSignal(editor.chosen) as signal:
        _press(editor, Key.Key_Return)
    assert signal.args is not None
    return str(signal.args[0])


def _compose(editor: TranscriptEditor, text: str) -> None:
    """As an input method does, for scripts that have no keys."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(_box(editor), event)


def _diffs(editor: TranscriptEditor) -> list[str]:
    return [view.accessibleName() for view in editor.findChildren(WordDiffView) if view.isVisible()]


def _said(editor: TranscriptEditor) -> str:
    labels = (*editor.findChildren(TextLabel), *editor.findChildren(TextLine))
    return " | ".join(label.accessibleName() for label in labels if label.isVisible()).replace("\u00a0", " ")


def test_it_is_the_editor_of_transcripts(qtbot: QtBot) -> None:
    made = editor_for("transcript")
    qtbot.addWidget(made)
    assert isinstance(made, TranscriptEditor)


def test_one_goes_on_typing_where_the_given_text_ends(qtbot: QtBot, editor: TranscriptEditor) -> None:
    assert _box(editor).hasFocus()
    _type(editor, " six ")
    assert _accepted(qtbot, editor) == "eight two five six"


def test_a_single_word_is_replaced_by_typing(qtbot: QtBot, editor: TranscriptEditor) -> None:
    editor.edit(Offer((), "eight"))
    _type(editor, "ate")
    assert _accepted(qtbot, editor) == "ate"


def test_a_second_look_starts_from_the_standing_text(qtbot: QtBot, editor: TranscriptEditor) -> None:
    editor.edit(Offer((), GIVEN, standing="eight two"))
    _type(editor, " nine")
    assert _accepted(qtbot, editor) == "eight two nine"


def test_blind_the_box_is_empty_and_the_given_text_nowhere(qtbot: QtBot, editor: TranscriptEditor) -> None:
    editor.edit(Offer((), GIVEN, blind=True))
    _type(editor, "eight two five")
    assert _diffs(editor) == []
    assert "Given" not in _said(editor)
    assert _accepted(qtbot, editor) == GIVEN


def test_the_given_text_is_not_accepted_and_the_other_verdict_named(qtbot: QtBot, editor: TranscriptEditor) -> None:
    with qtbot.assertNotEmitted(editor.chosen):
        _type(editor, "  ")
        _press(editor, Key.Key_Return)
    assert "That is the given text: if it is right, Esc and then Space says so" in _said(editor)


def test_no_text_says_so_before_it_is_accepted(qtbot: QtBot, editor: TranscriptEditor) -> None:
    _press(editor, Key.Key_A, CONTROL)
    _press(editor, Key.Key_Delete)
    assert "Nothing said · Enter accepts that" in _said(editor)
    assert _accepted(qtbot, editor) == ""


def test_shift_and_enter_make_no_line_break(qtbot: QtBot, editor: TranscriptEditor) -> None:
    with qtbot.assertNotEmitted(editor.chosen):
        _type(editor, " a")
        _press(editor, Key.Key_Return, SHIFT)
        _type(editor, "b")
    assert _accepted(qtbot, editor) == f"{GIVEN} ab"


def test_pasted_line_breaks_become_blanks(qtbot: QtBot, editor: TranscriptEditor) -> None:
    data = QMimeData()
    data.setText(" six\nseven\teight\u2028nine")
    QGuiApplication.clipboard().setMimeData(data)
    _press(editor, Key.Key_V, CONTROL)
    assert _accepted(qtbot, editor) == f"{GIVEN} six seven eight nine"


def test_a_line_break_between_words_never_joins_them() -> None:
    assert one_line("a\r\nb\x85c") == "a  b c"


def test_blanks_that_do_not_break_are_kept(qtbot: QtBot, editor: TranscriptEditor) -> None:
    editor.edit(Offer((), "10\u00a0000 euros"))
    with qtbot.assertNotEmitted(editor.chosen):
        _press(editor, Key.Key_Return)
    _type(editor, "!")
    assert _accepted(qtbot, editor) == "10\u00a0000 euros!"


def test_what_is_typed_is_compared_with_the_given_text_and_each_hypothesis(editor: TranscriptEditor) -> None:
    assert _diffs(editor) == ["eight two; nine instead of five", "eight; five instead of two; five"]
    _type(editor, " six")
    assert _diffs(editor) == [
        "eight two five; six added",
        "eight two; nine instead of five; six missing",
        "eight; five instead of two; five; six missing",
    ]
    assert "2 words differ" in _said(editor)


def test_the_comparison_counts_what_the_metric_counts(editor: TranscriptEditor) -> None:
    heard = (("m", "Eight, two five!"),)
    editor.edit(Offer((), GIVEN, hypotheses=heard))
    assert "2 words differ" in _said(editor)
    editor.edit(Offer((), GIVEN, hypotheses=heard, normalization=("case", "punctuation")))
    assert "same words" in _said(editor)


def test_hidden_hypotheses_are_nowhere_and_cannot_be_taken(editor: TranscriptEditor) -> None:
    editor.edit(Offer((), GIVEN, predictions_hidden=True))
    assert not any(button.isVisible() for button in editor.findChildren(ActionButton))
    editor.handlers()["take-hypothesis"](1)
    assert _box(editor).text() == GIVEN
    assert _said(editor) == "What models heard is shown after the verdict"


def test_a_hypothesis_is_taken_over_by_its_number(qtbot: QtBot, editor: TranscriptEditor) -> None:
    editor.handlers()["take-hypothesis"](2)
    _type(editor, " six")
    assert _accepted(qtbot, editor) == "eight five five six"


def test_a_number_without_a_model_takes_nothing(editor: TranscriptEditor) -> None:
    editor.handlers()["take-hypothesis"](9)
    assert _box(editor).text() == GIVEN
    assert "There is no transcript 9 to take over" in _said(editor)


def test_a_hypothesis_is_taken_over_by_a_click_and_shows_its_key(qtbot: QtBot, editor: TranscriptEditor) -> None:
    button = next(each for each in editor.findChildren(ActionButton) if each.accessibleName() == "tdnn")
    assert button.accessibleDescription() == "Key Alt 2"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert _box(editor).text() == "eight five five"
    assert _box(editor).hasFocus()


def test_the_keys_shown_follow_those_in_force(editor: TranscriptEditor, own_keys: None) -> None:
    editor.edit(Offer((), GIVEN, hypotheses=(("other", "one"), *HEARD)))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    IN_FORCE.use(Keymap(own={"take-hypothesis": tuple(f"Ctrl+{digit}" for digit in range(1, 10))}))
    keys = {each.accessibleName(): each.accessibleDescription() for each in editor.findChildren(ActionButton)}
    assert keys == {"other": "Key Ctrl 1", "conformer": "Key Ctrl 2", "tdnn": "Key Ctrl 3"}


def test_undo_in_the_box_is_its_own(editor: TranscriptEditor, triggers: Triggers) -> None:
    editor.take_hypothesis(1)
    assert not triggers(editor, "Ctrl+Z")
    assert _box(editor).text() == GIVEN
    assert not triggers(editor, "Ctrl+Shift+Z")
    assert _box(editor).text() == "eight two nine"


def test_there_is_nothing_to_undo_beyond_the_text_to_correct(editor: TranscriptEditor) -> None:
    _type(editor, " six")
    editor.edit(Offer((), "one two"))
    _press(editor, Key.Key_Z, CONTROL)
    assert _box(editor).text() == "one two"


def test_escape_leaves_and_what_was_typed_is_back_when_the_example_is(qtbot: QtBot, editor: TranscriptEditor) -> None:
    offer = Offer((), GIVEN, hypotheses=HEARD, example="u001")
    _type(editor, " six")
    with qtbot.waitSignal(editor.cancelled):
        _press(editor, Key.Key_Escape)
    editor.edit(offer)
    assert _box(editor).text() == f"{GIVEN} six"
    _press(editor, Key.Key_Z, CONTROL)
    assert _box(editor).text() == GIVEN


def test_what_was_typed_is_not_brought_to_another_example(editor: TranscriptEditor) -> None:
    _type(editor, " six")
    _press(editor, Key.Key_Escape)
    editor.edit(Offer((), GIVEN, example="u002"))
    assert _box(editor).text() == GIVEN


def test_each_example_keeps_what_was_typed_for_it(qtbot: QtBot, editor: TranscriptEditor) -> None:
    offers = [Offer((), GIVEN, example=name) for name in ("u001", "u002", "u003")]
    for offer, typed in zip(offers, (" six", " seven", ""), strict=True):
        editor.edit(offer)
        _type(editor, typed)  # and moves on without Enter or Esc
    texts = []
    for offer in offers:
        editor.edit(offer)
        texts.append(_box(editor).text())
    assert texts == [f"{GIVEN} six", f"{GIVEN} seven", GIVEN]
    editor.edit(offers[1])
    assert _accepted(qtbot, editor) == f"{GIVEN} seven"
    editor.edit(offers[0])
    editor.edit(offers[1])
    assert _box(editor).text() == GIVEN


def test_the_same_example_goes_on_where_it_was_left(editor: TranscriptEditor) -> None:
    offer = Offer((), GIVEN, hypotheses=HEARD, example="u001")
    editor.edit(offer)
    _type(editor, " six")
    _press(editor, Key.Key_Home)
    editor.edit(offer)  # as when something else changed meanwhile
    _type(editor, "x")
    assert _box(editor).text() == f"x{GIVEN} six"


def test_what_is_typed_back_to_the_start_is_not_kept(editor: TranscriptEditor) -> None:
    _type(editor, "x")
    editor.edit(Offer((), GIVEN, example="u002"))
    editor.edit(Offer((), GIVEN, example="u001"))
    _press(editor, Key.Key_Backspace)
    editor.edit(Offer((), GIVEN, example="u002"))
    editor.edit(Offer((), GIVEN, standing="one", example="u001"))
    assert _box(editor).text() == "one"


def test_what_was_accepted_is_not_brought_back(qtbot: QtBot, editor: TranscriptEditor) -> None:
    _type(editor, " six")
    assert _accepted(qtbot, editor) == f"{GIVEN} six"
    editor.edit(Offer((), GIVEN, example="u001"))
    assert _box(editor).text() == GIVEN


@pytest.mark.parametrize("text", ["שלום עולם", "今天天气很好", "e\u0301te\u0301", "مرحبا 🙂"])
def test_any_script_is_typed_and_compared(qtbot: QtBot, editor: TranscriptEditor, text: str) -> None:
    editor.edit(Offer((), "", hypotheses=(("m", f"{text} ok"),)))
    _compose(editor, text)
    assert _diffs(editor)[-1] == f"{text}; ok added"
    assert _accepted(qtbot, editor) == text


@pytest.mark.parametrize("height", [200, 320, 700])
def test_the_box_grows_with_its_text_and_leaves_room_for_what_it_is_compared_with(
    editor: TranscriptEditor, height: int
) -> None:
    editor.resize(304, height)
    heights = []
    for words in (1, 400, 4000):
        editor.edit(Offer((), "word " * words, hypotheses=HEARD))
        QApplication.processEvents()
        heights.append(_box(editor).height())
    least = _box(editor).minimumSizeHint().height()
    assert heights == [least, *2 * [max(least, round(0.4 * height))]]
    assert editor.minimumSizeHint().height() <= 200


def test_of_a_long_text_every_word_a_model_heard_otherwise_is_in_view(editor: TranscriptEditor) -> None:
    editor.resize(304, 320)
    words = [f"w{place}" for place in range(400)]
    heard = " ".join("here" if place % 20 == 7 else word for place, word in enumerate(words))
    editor.edit(Offer((), " ".join(words), hypotheses=(("m", heard),)))
    QApplication.processEvents()
    (view,) = (each for each in editor.findChildren(WordDiffView) if each.isVisible())
    assert view.accessibleName().count("here instead of") == 20
    area = next(each for each in editor.findChildren(QScrollArea) if each.isAncestorOf(view))
    assert area.height() > 0.35 * editor.height()
    assert area.verticalScrollBar().maximum() > 0


def test_a_very_long_text_is_compared_after_a_pause(qtbot: QtBot, editor: TranscriptEditor) -> None:
    text = "word " * 2_000
    editor.edit(Offer((), text, hypotheses=(("m", text),)))
    _type(editor, "x")
    qtbot.waitUntil(lambda: "1 word differs" in _said(editor))


def test_tab_goes_on_to_the_hypotheses(editor: TranscriptEditor) -> None:
    _press(editor, Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert isinstance(focused, ActionButton)
    assert focused.accessibleName() == "conformer"


@pytest.mark.parametrize("keys", ["Return", "Escape", "Space", "W", "1", "Left", "Down", "Ctrl+V", "Ctrl+Return"])
def test_its_own_keys_trigger_nothing_in_the_window(editor: TranscriptEditor, triggers: Triggers, keys: str) -> None:
    assert not triggers(editor, keys)


@pytest.mark.parametrize("keys", [*WHILE_TYPING, "F1", "Pause"])
def test_keys_of_the_recording_reach_the_window(editor: TranscriptEditor, triggers: Triggers, keys: str) -> None:
    assert triggers(editor, keys)
    assert _box(editor).text() == GIVEN


@pytest.mark.parametrize("key", [Key.Key_1, Key.Key_X, Key.Key_Odiaeresis])
@pytest.mark.parametrize("held", [ALT, ALT | SHIFT])
def test_a_chord_with_alt_types_nothing(editor: TranscriptEditor, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    QApplication.sendEvent(_box(editor), QKeyEvent(QEvent.Type.KeyPress, key, held, chr(key.value)))
    assert _box(editor).text() == GIVEN


@pytest.mark.parametrize("held", [ALT | CONTROL, Qt.KeyboardModifier.GroupSwitchModifier])
def test_alt_gr_types(editor: TranscriptEditor, held: Qt.KeyboardModifier) -> None:
    QApplication.sendEvent(_box(editor), QKeyEvent(QEvent.Type.KeyPress, Key.Key_E, held, "€"))
    assert _box(editor).text() == f"{GIVEN}€"


def test_blind_the_hint_names_the_verdicts_that_can_be_said_meanwhile(editor: TranscriptEditor) -> None:
    assert "Alt" not in _said(editor).split("|")[0]
    editor.edit(Offer((), GIVEN, blind=True))
    assert "Esc leaves · Alt X excludes · Alt U unsure" in _said(editor)
    IN_FORCE.use(Keymap("left-hand").with_keys("exclude", ("X",)))
    assert "Esc leaves · Alt S unsure" in _said(editor)


@pytest.mark.parametrize(("text", "at_the_right"), [("שלום two!", True), ("one שלום", False), ("123 مرحبا.", True)])
def test_the_box_is_read_from_the_side_its_text_begins(editor: TranscriptEditor, text: str, at_the_right: bool) -> None:
    editor.edit(Offer((), text))
    box = _box(editor)
    box.moveCursor(QTextCursor.MoveOperation.Start)
    assert (box.cursorRect().left() > box.width() / 2) is at_the_right


def test_a_shortcut_that_is_off_types_nothing(editor: TranscriptEditor) -> None:
    _press(editor, Key.Key_Space, CONTROL)
    assert _box(editor).text() == GIVEN
