from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui import dialogs
from labeler.gui.jobs import InlineJobs
from labeler.gui.pages.review import ReviewPage
from labeler.gui.pages.review.sound_canvas import SoundCanvas
from labeler.gui.preferences import Preferences
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.widgets.filmstrip import Filmstrip
from labeler.gui.widgets.image_canvas import ImageCanvas
from labeler.gui.widgets.prediction_list import PredictionList
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.widgets.text_label import TextLabel, TextLine
from labeler.gui.window import Window

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
ME = "ann"


class Reviewer:
    """Presses keys as a person does, on whatever has the keyboard, and looks into the project for what came of it."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    @property
    def queue(self) -> list[str]:
        return self.queue_of(None)

    def queue_of(self, model: str | None) -> list[str]:
        assert self.window.project is not None
        plan = self.window.project.session.queue_plan("errors", model=model, split=["dev+test"])
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
    return Reviewer(window)


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


def test_predictions_once_seen_stay_seen_after_undo(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    reviewer.press(Key.Key_Space)
    reviewer.press(Key.Key_Z, modifier=Control)
    reviewer.press(Key.Key_X)
    assert (found := reviewer.decision(first)) is not None
    assert found.seen == ("label", "predictions")


def test_comment_and_category_keep_the_reason_of_an_exclusion(reviewer: Reviewer) -> None:
    assert reviewer.window.project is not None
    first = reviewer.queue[0]
    reviewer.window.project.session.record(first, "excluded", reason="licence", reviewer=ME)
    reviewer.press(Key.Key_Left, Key.Key_C)
    reviewer.type("see ticket")
    reviewer.press(Key.Key_Return, Key.Key_Plus)
    reviewer.type("Blurry")
    reviewer.press(Key.Key_Return)
    assert (found := reviewer.decision(first)) is not None
    assert (found.reason, found.comment, found.categories) == ("licence", "see ticket", ("blurry",))


Leave = Callable[[Reviewer], None]


def _click_next(reviewer: Reviewer) -> None:
    QTest.mouseClick(named(reviewer, "Next"), Qt.MouseButton.LeftButton)


def _click_a_thumbnail(reviewer: Reviewer) -> None:
    film = reviewer.window.findChild(Filmstrip)
    assert isinstance(film, Filmstrip)
    QTest.mouseClick(film, Qt.MouseButton.LeftButton, pos=QPoint(160, film.height() // 2))


def _go_by_tab_and_key(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_Tab, Key.Key_Right)


def _look_at_the_ranking(reviewer: Reviewer) -> None:
    reviewer.window.show_page("ranking")


def _reopen(reviewer: Reviewer) -> None:
    assert reviewer.window.project is not None
    reviewer.window.open_project(reviewer.window.project.session.path)


WAYS_OUT = [_click_next, _click_a_thumbnail, _go_by_tab_and_key, _look_at_the_ranking, _reopen]


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_comment_typed_is_kept_however_it_is_left(reviewer: Reviewer, leave: Leave) -> None:
    first, *others = reviewer.queue
    reviewer.press(Key.Key_C)
    reviewer.type("a cat behind it")
    leave(reviewer)
    assert (found := reviewer.decision(first)) is not None
    assert found.comment == "a cat behind it"
    assert not any(reviewer.decision(other) for other in others)


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_category_typed_is_kept_however_it_is_left(reviewer: Reviewer, leave: Leave) -> None:
    first, *others = reviewer.queue
    reviewer.press(Key.Key_Plus)
    reviewer.type("Blurry")
    leave(reviewer)
    assert (found := reviewer.decision(first)) is not None
    assert found.categories == ("blurry",)
    assert not any(reviewer.decision(other) for other in others)


def test_comment_typed_is_kept_by_the_click_on_a_category(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    reviewer.press(Key.Key_Plus)
    reviewer.type("Blurry")
    reviewer.press(Key.Key_Return, Key.Key_1, Key.Key_C)
    reviewer.type("dark")
    QTest.mouseClick(named(reviewer, "Blurry"), Qt.MouseButton.LeftButton)
    assert (found := reviewer.decision(first)) is not None
    assert (found.comment, found.categories) == ("dark", ("blurry",))


@pytest.mark.parametrize("key", [Key.Key_C, Key.Key_Plus])
def test_escape_drops_what_was_typed_and_gives_the_keys_back(reviewer: Reviewer, key: Qt.Key) -> None:
    first = reviewer.queue[0]
    reviewer.press(key)
    reviewer.type("oh")
    reviewer.press(Key.Key_Escape)
    assert reviewer.decision(first) is None
    reviewer.press(Key.Key_Space)
    assert (found := reviewer.decision(first)) is not None
    assert (found.verdict, found.comment, found.categories) == ("correct", "", ())


def test_comment_left_as_it_was_records_nothing(reviewer: Reviewer) -> None:
    first = reviewer.queue[0]
    reviewer.press(Key.Key_C, Key.Key_Tab)
    assert reviewer.decision(first) is None


def test_while_a_label_is_chosen_enter_is_not_offered_as_next(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_W)
    assert not named(reviewer, "Next").isVisible()
    reviewer.press(Key.Key_Escape)
    assert named(reviewer, "Next").isVisible()


def test_what_others_said_has_its_own_line_after_the_verdict(reviewer: Reviewer) -> None:
    assert reviewer.window.project is not None
    session, first = reviewer.window.project.session, reviewer.queue[0]
    session.record(first, "unsure", reviewer="r1")
    session.record(first, "excluded", reviewer="r2")
    session.record(first, None, comment="dark", reviewer="r3")
    assert not said_lines(reviewer, "Also decided")
    reviewer.press(Key.Key_Space)
    assert said_lines(reviewer, "Also decided") == ["Also decided: r1 unsure, r2 excluded · conflict"]
    assert said_lines(reviewer, "Predictions") == ["Predictions"]


def test_categories_are_in_sight_in_a_small_window(reviewer: Reviewer, window: Window, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    predictions = window.findChild(PredictionList)
    assert isinstance(predictions, PredictionList)
    for name in ("Dog", "Blurry", "Rainy", "Great cat"):
        reviewer.press(Key.Key_Plus)
        reviewer.type(name)
        reviewer.press(Key.Key_Return)
    predictions.hide_rows(8)
    qtbot.waitUntil(lambda: predictions.height() == predictions.minimumSizeHint().height())
    last = named(reviewer, "Great cat")
    qtbot.waitUntil(lambda: last.isVisible() and last.visibleRegion().boundingRect() == last.rect())


def test_end_of_the_queue_is_said_in_full(reviewer: Reviewer) -> None:
    line = next(line for line in reviewer.window.findChildren(StatusLine) if line.isVisible())
    for _ in reviewer.queue:
        reviewer.press(Key.Key_Right)
    assert line.text().startswith("End of the queue")
    assert line.sizeHint().width() <= line.width()
    for _ in reviewer.queue:
        reviewer.press(Key.Key_N, Key.Key_Space)
    reviewer.press(Key.Key_N)
    assert line.text().startswith("All decided")
    assert line.sizeHint().width() <= line.width()


def test_a_recording_is_not_called_a_broken_image(tables: Path, reviewer: Reviewer, window: Window) -> None:
    sound = tables / "clip.wav"
    sound.write_bytes(b"RIFF")
    rows = (tables / "examples.csv").read_text(encoding="utf-8").splitlines()
    heard = "\n".join([rows[0], *(re.sub(r"images/\w+.png", "clip.wav", row) for row in rows[1:])])
    (tables / "sounds.csv").write_text(heard, encoding="utf-8")
    predictions = {"m": tables / "third.csv"}
    with labeler.new(tables / "sounds", examples=tables / "sounds.csv", predictions=predictions) as session:
        path = session.path
    window.open_project(path)
    canvas = window.findChild(SoundCanvas)
    assert canvas is not None
    assert canvas.isVisible()
    assert "clip.wav is no recording" in canvas.message().replace("\u200b", "")
    assert not any(widget.isVisible() for widget in window.findChildren(ImageCanvas))
    first = reviewer.queue_of("m")[0]
    reviewer.press(Key.Key_X)
    assert reviewer.said(first) == ("excluded", None)


def named(reviewer: Reviewer, name: str) -> QWidget:
    return next(widget for widget in reviewer.window.findChildren(QWidget) if widget.accessibleName() == name)


def said_lines(reviewer: Reviewer, start: str) -> list[str]:
    lines = [*reviewer.window.findChildren(TextLine), *reviewer.window.findChildren(TextLabel)]
    said = [line.accessibleName() for line in lines if line.isVisible()]
    return [text for text in said if text.startswith(start)]


def test_labels_only_queue_moves_on_at_the_verdict(reviewer: Reviewer, window: Window) -> None:
    first, second, third = reviewer.queue[:3]
    page = window.findChild(ReviewPage)
    assert page is not None
    page.open_queue(QueueChoice(categories=False))
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
    named(reviewer, "Exclude").setFocus(Qt.FocusReason.TabFocusReason)
    reviewer.press(Key.Key_Space)
    assert reviewer.said(first) == ("excluded", None)


def test_without_models_the_page_offers_to_add_them(
    tables: Path, shown: Callable[[Window], Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    with labeler.new(tables / "bare", examples=tables / "examples.csv") as session:
        bare = session.path
    window = shown(Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer=ME)))
    window.open_project(bare)
    page = window.findChild(ReviewPage)
    assert page is not None
    offer = next(
        button for button in page.findChildren(QAbstractButton) if button.accessibleName() == "Add predictions…"
    )
    assert offer.isVisible()
    monkeypatch.setattr(dialogs, "choose_tables", lambda *_: [tables / "third.csv"])
    offer.click()
    assert window.project is not None
    assert window.project.session.info().models == ["third"]
    assert not offer.isVisible()
    window.close()
