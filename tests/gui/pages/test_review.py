from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui.jobs import InlineJobs
from labeler.gui.preferences import Preferences
from labeler.gui.window import Window

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
ME = "ann"


class Reviewer:
    """Presses keys as a person does, on whatever has the keyboard, and looks into the project for what came of it."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self._qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(QApplication.focusWidget() or self.window, text)

    @property
    def queue(self) -> list[str]:
        assert self.window.project is not None
        plan = self.window.project.session.queue_plan("errors", split=["dev+test"])
        return [self.window.project.session.examples.ids[ordinal] for ordinal in plan.ordinals.tolist()]

    def said(self, example_id: str) -> tuple[str | None, str | None]:
        decision = self.decision(example_id)
        return (decision.verdict, decision.label) if decision else (None, None)

    def decision(self, example_id: str) -> labeler.core.decisions.Decision | None:
        assert self.window.project is not None
        return self.window.project.session.decisions(example_id).get(ME)


@pytest.fixture
def window(path: Path, shown: Callable[[Window], Window]) -> Iterator[Window]:
    made = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer=ME)))
    made.open_project(path)
    yield made
    made.close()


@pytest.fixture
def reviewer(window: Window, qtbot: QtBot) -> Reviewer:
    qtbot.waitUntil(window.isActiveWindow)
    return Reviewer(window, qtbot)


def given(reviewer: Reviewer, example_id: str) -> str:
    assert reviewer.window.project is not None
    examples = reviewer.window.project.session.examples
    return examples.task.given(examples.given, examples.ordinal(example_id) or 0, examples.vocabulary)


def test_space_says_the_label_is_right_and_enter_moves_on(reviewer: Reviewer) -> None:
    first, second = reviewer.queue[:2]
    reviewer.press(Key.Key_Space)
    assert reviewer.said(first) == ("correct", None)
    reviewer.press(Key.Key_Return, Key.Key_Space)
    assert reviewer.said(second) == ("correct", None)


def test_wrong_label_is_chosen_by_typing_its_beginning(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    other = next(name for name in ("cat", "dog", "owl") if name != given(reviewer, first))
    reviewer.press(Key.Key_W)
    reviewer.type(other[:2])
    reviewer.press(Key.Key_Return)
    assert reviewer.said(first) == ("incorrect", other)


def test_number_key_chooses_among_few_classes(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    number, other = next((n, name) for n, name in enumerate(("cat", "dog", "owl"), 1) if name != given(reviewer, first))
    reviewer.press(Key.Key_W)
    reviewer.type(str(number))
    assert reviewer.said(first) == ("incorrect", other)


def test_escape_leaves_the_choice_without_a_decision(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    reviewer.press(Key.Key_W)
    reviewer.type("do")
    reviewer.press(Key.Key_Escape)
    assert reviewer.said(first) == (None, None)
    reviewer.press(Key.Key_Space)
    assert reviewer.said(first) == ("correct", None)


def test_keys_of_the_page_are_letters_while_a_label_is_typed(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    reviewer.press(Key.Key_W)
    reviewer.type("xu ")
    assert reviewer.said(first) == (None, None)


def test_exclude_and_unsure_have_a_key_each(reviewer: Reviewer) -> None:
    first, second = reviewer.queue[:2]
    reviewer.press(Key.Key_X, Key.Key_Return, Key.Key_U)
    assert reviewer.said(first) == ("excluded", None)
    assert reviewer.said(second) == ("unsure", None)


def test_back_returns_and_a_second_verdict_replaces_the_first(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    reviewer.press(Key.Key_Space, Key.Key_Return, Key.Key_Backspace, Key.Key_X)
    assert reviewer.said(first) == ("excluded", None)
    assert reviewer.window.project is not None
    assert len(reviewer.window.project.session.history(first)) == 2


def test_undo_and_redo_go_to_the_example_they_touch(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    reviewer.press(Key.Key_Space, Key.Key_Return)
    reviewer.press(Key.Key_Z, modifier=Control)
    assert reviewer.said(first) == (None, None)
    reviewer.press(Key.Key_X)
    assert reviewer.said(first) == ("excluded", None)
    reviewer.press(Key.Key_Z, modifier=Control)
    reviewer.press(Key.Key_Y, modifier=Control)
    assert reviewer.said(first) == ("excluded", None)


def test_category_is_made_in_place_and_toggled_by_number(reviewer: Reviewer) -> None:
    first, second = reviewer.queue[:2]
    reviewer.press(Key.Key_Space, Key.Key_Plus)
    reviewer.type("Blurry")
    reviewer.press(Key.Key_Return)
    decision = reviewer.decision(first)
    assert decision is not None
    assert decision.categories == ("blurry",)
    assert decision.verdict == "correct"
    reviewer.press(Key.Key_Return, Key.Key_X, Key.Key_1)
    assert (found := reviewer.decision(second)) is not None
    assert found.categories == ("blurry",)
    reviewer.press(Key.Key_1)
    assert (found := reviewer.decision(second)) is not None
    assert found.categories == ()


def test_category_before_the_verdict_is_kept_by_it(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    reviewer.press(Key.Key_Plus)
    reviewer.type("Rainy")
    reviewer.press(Key.Key_Return)
    assert reviewer.said(first) == (None, None)
    reviewer.press(Key.Key_Space)
    decision = reviewer.decision(first)
    assert decision is not None
    assert (decision.verdict, decision.categories) == ("correct", ("rainy",))


def test_comment_is_kept_beside_the_verdict(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    reviewer.press(Key.Key_C)
    reviewer.type("a cat in the background")
    reviewer.press(Key.Key_Return, Key.Key_U)
    decision = reviewer.decision(first)
    assert decision is not None
    assert (decision.verdict, decision.comment) == ("unsure", "a cat in the background")


def test_what_was_visible_is_recorded(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    reviewer.press(Key.Key_Space)
    assert (blind := reviewer.decision(first)) is not None
    assert blind.seen == ("label",)
    reviewer.press(Key.Key_X)
    assert (second := reviewer.decision(first)) is not None
    assert second.seen == ("label", "predictions")


def test_labels_only_queue_moves_on_at_the_verdict(reviewer: Reviewer, window: Window) -> None:
    first, second, third = reviewer.queue[:3]
    menu = window.findChildren(type(window.menuBar().actions()[0]))
    labels_only = next(action for action in menu if action.text() == "labels only")
    labels_only.trigger()
    reviewer.press(Key.Key_Space, Key.Key_X, Key.Key_U)
    assert [reviewer.said(example)[0] for example in (first, second, third)] == ["correct", "excluded", "unsure"]


def test_review_goes_on_where_it_was_after_reopening(reviewer: Reviewer, window: Window, path: Path) -> None:
    third = reviewer.queue[2]
    reviewer.press(Key.Key_Space, Key.Key_Return, Key.Key_X, Key.Key_Return)
    window.open_project(path)
    reviewer.press(Key.Key_U)
    assert reviewer.said(third) == ("unsure", None)


def test_undo_reaches_back_across_restarts(reviewer: Reviewer, window: Window, path: Path) -> None:
    first = reviewer.queue[0]
    reviewer.press(Key.Key_Space)
    window.open_project(path)
    reviewer.press(Key.Key_Z, modifier=Control)
    assert reviewer.said(first) == (None, None)


def test_example_with_a_broken_picture_can_still_be_decided(
    tables: Path, path: Path, reviewer: Reviewer, window: Window
) -> None:
    first = reviewer.queue[0]
    (tables / "images" / f"{first}.png").write_bytes(b"no picture")
    window.open_project(path)
    reviewer.press(Key.Key_X)
    assert reviewer.said(first) == ("excluded", None)


def test_read_only_project_shows_and_records_nothing(path: Path, shown: Callable[[Window], Window]) -> None:
    holder = labeler.open(path)
    second = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer=ME)))
    second.open_project(path)
    assert second.project is not None
    assert second.project.session.read_only
    assert not any(action.isEnabled() for action in second.actions() if action.objectName() in ("right", "undo"))
    second.close()
    holder.close()


def test_the_tabbed_to_button_owns_space(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    excluding = next(
        widget
        for widget in reviewer.window.findChildren(object)
        if getattr(widget, "accessibleName", str)() == "Exclude"
    )
    excluding.setFocus(Qt.FocusReason.TabFocusReason)  # type: ignore[attr-defined]
    reviewer.press(Key.Key_Space)
    assert reviewer.said(first) == ("excluded", None)
