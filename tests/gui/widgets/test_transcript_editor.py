from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
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
    editor.edit(Offer((), GIVEN))
    assert editor.handlers() == {}
    assert not any(button.isVisible() for button in editor.findChildren(ActionButton))
    editor.take_hypothesis(1)
    assert _box(editor).text() == GIVEN


def test_a_hypothesis_is_taken_over_by_its_number(qtbot: QtBot, editor: TranscriptEditor) -> None:
    editor.handlers()["take-hypothesis"](2)
    _type(editor, " six")
    assert _accepted(qtbot, editor) == "eight five five six"


def test_a_number_without_a_model_takes_nothing(editor: TranscriptEditor) -> None:
    editor.handlers()["take-hypothesis"](9)
    assert _box(editor).text() == GIVEN


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
    editor.edit(Offer((), GIVEN, example="u001"))
    assert _box(editor).text() == GIVEN


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


def test_the_box_grows_with_its_text_to_eight_lines(editor: TranscriptEditor) -> None:
    heights = []
    for words in (1, 60, 400, 4000):
        editor.edit(Offer((), "word " * words))
        heights.append(_box(editor).height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


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


def test_a_shortcut_that_is_off_types_nothing(editor: TranscriptEditor) -> None:
    _press(editor, Key.Key_Space, CONTROL)
    assert _box(editor).text() == GIVEN
