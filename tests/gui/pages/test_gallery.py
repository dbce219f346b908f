from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog
from pytestqt.qtbot import QtBot

import labeler
from labeler.core.decisions import Decision, Verdict
from labeler.gui.pages.gallery import GalleryPage
from labeler.gui.pages.gallery.bulk_dialog import BulkDialog
from labeler.gui.pages.gallery.confusion_panel import ConfusionPanel
from labeler.gui.pages.gallery.table import GalleryTable
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.theme import apply_theme
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.example_grid import ExampleGrid
from labeler.gui.widgets.example_list import ExampleList
from labeler.gui.widgets.filmstrip import Filmstrip
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.widgets.text_label import TextLine
from labeler.gui.window import Window
from labeler.session.session import Session
from labeler.session.views import View

Key = Qt.Key
Shift, Control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Visitor:
    """Looks at the gallery of a window, and presses keys in it as a person does."""

    def __init__(self, person: object, qtbot: QtBot) -> None:
        self.person, self.qtbot = person, qtbot
        self.window: Window = person.window  # type: ignore[attr-defined]
        self.press: Callable[..., None] = person.press  # type: ignore[attr-defined]
        self.window.show_page("gallery")
        page = self.window.findChild(GalleryPage)
        assert page is not None
        self.page = page
        self.wait()

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.busy())

    @property
    def session(self) -> Session:
        assert self.window.project is not None
        return self.window.project.session

    @property
    def examples(self) -> ExampleList:
        found = self.page.findChild(ExampleList)
        assert found is not None
        return found

    @property
    def grid(self) -> ExampleGrid:
        found = self.page.findChild(ExampleGrid)
        assert found is not None
        return found

    @property
    def table(self) -> GalleryTable:
        found = self.page.findChild(GalleryTable)
        assert found is not None
        return found

    def subtitle(self) -> str:
        """Without whose predictions are shown."""
        return self.page.findChildren(HeaderBar)[0].subtitle().partition(" · predictions of ")[0]

    def shown(self) -> list[str]:
        return [self.session.examples.ids[ordinal] for ordinal in self.examples.ordinals.tolist()]

    def selected(self) -> list[str]:
        return [self.session.examples.ids[row] for row in np.flatnonzero(self.examples.selected).tolist()]

    def look_at(self, *where: str, **view: object) -> None:
        self.window.show_in_gallery(replace(View(where=where), **view))  # type: ignore[arg-type]
        self.wait()

    def button(self, name: str) -> QAbstractButton:
        buttons = self.page.findChildren(QAbstractButton)
        return next(one for one in buttons if one.accessibleName().startswith(name) and one.isVisible())

    def asked_to_review(self, key: Qt.Key = Key.Key_R) -> QueueChoice:
        asked: list[QueueChoice] = []
        self.page.review_requested.connect(asked.append)
        self.press(key)
        self.page.review_requested.disconnect(asked.append)
        return asked[0]

    def record(self, example_id: str, verdict: Verdict, label: str | None = None) -> None:
        assert self.window.project is not None
        decision = Decision(verdict, "ann", "", label=label)
        self.window.project.record(self.session.ordinal(example_id), decision)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LABELER_HOME", str(tmp_path / "home"))


@pytest.fixture
def gallery(person: object, qtbot: QtBot) -> Visitor:
    return Visitor(person, qtbot)


def test_it_begins_with_all_examples_in_the_order_of_the_table(gallery: Visitor) -> None:
    assert gallery.shown() == list(gallery.session.examples.ids)
    assert gallery.subtitle() == "40 examples"
    assert gallery.grid.hasFocus()


def test_a_view_shows_what_meets_its_conditions_in_its_order(gallery: Visitor) -> None:
    gallery.look_at("split=test", "label=cat", sort="id", descending=True)
    labels = gallery.session.examples.extras["label"]
    cats = [name for row, name in enumerate(gallery.session.examples.ids) if row >= 20 and labels[row] == "cat"]
    assert gallery.shown() == cats[::-1]
    assert gallery.subtitle() == f"{len(cats)} of 40"


def test_cells_tell_the_label_the_prediction_and_whether_it_is_right(gallery: Visitor) -> None:
    gallery.look_at(model="third")
    words = gallery.grid._source.tooltip(0)
    assert words == "e00 · cat\nthird: dog, misclassified"
    assert gallery.grid._source.tooltip(1) == "e01 · dog\nthird: dog, right"


def test_the_header_says_whose_predictions_are_shown(gallery: Visitor) -> None:
    bar = gallery.page.findChildren(HeaderBar)[0]
    assert bar.subtitle() == f"40 examples · predictions of {gallery.session.model().model}"
    gallery.look_at(model="third")  # the bar of conditions names it
    assert bar.subtitle() == "40 examples"


def test_a_correction_is_shown_at_once_with_what_it_makes_of_the_prediction(gallery: Visitor) -> None:
    gallery.look_at(model="third")
    gallery.record("e00", Verdict.INCORRECT, "dog")
    words = gallery.grid._source.tooltip(0)
    assert "cat → dog" in words
    assert "misclassified by the given label, right by the corrected one" in words
    assert "incorrectly labeled" in words


def test_what_no_longer_belongs_leaves_after_a_rest_and_nothing_else_moves(gallery: Visitor) -> None:
    gallery.look_at("status=undecided")
    gallery.press(Key.Key_Right, Key.Key_Right, Key.Key_Right)
    current = gallery.examples.current()
    gallery.record("e01", Verdict.CORRECT)
    assert "e01" in gallery.shown()
    gallery.wait()
    assert "e01" not in gallery.shown()
    assert gallery.subtitle() == "39 of 40"
    assert gallery.examples.current() == current
    assert gallery.window.project is not None
    gallery.window.project.undo()
    gallery.wait()
    assert gallery.subtitle() == "40 examples"
    assert gallery.examples.current() == current


def test_selecting_by_keys_is_counted(gallery: Visitor) -> None:
    gallery.press(Key.Key_Space)
    gallery.press(Key.Key_Right)
    gallery.press(Key.Key_Right, modifier=Shift)
    assert gallery.selected() == ["e00", "e01", "e02"]
    assert gallery.subtitle() == "40 examples · 3 selected"
    gallery.press(Key.Key_Escape)
    assert gallery.selected() == []


def test_the_selection_outlives_filters_and_orders_and_says_what_is_out_of_sight(gallery: Visitor) -> None:
    gallery.press(Key.Key_Space)
    gallery.look_at("split=test", sort="id", descending=True)
    gallery.press(Key.Key_A, modifier=Control)
    assert gallery.subtitle() == "20 of 40 · 21 selected"
    told = [line.text() for line in gallery.page.findChildren(TextLine)]
    assert "21 selected · 1 of them out of sight" in told
    gallery.look_at()
    assert gallery.examples.count == 21


def test_reviewing_takes_the_whole_view_where_none_is_selected(gallery: Visitor) -> None:
    gallery.look_at("label=cat", model="third")
    choice = gallery.asked_to_review()
    assert choice == QueueChoice("filter", where=("label=cat",), model="third", split="dev+test", size=0)


def test_reviewing_takes_the_selected_alone(gallery: Visitor) -> None:
    gallery.look_at("split=test")
    gallery.press(Key.Key_Space)
    choice = gallery.asked_to_review()
    assert (choice.name, choice.only, choice.split, choice.size) == ("filter", ("e20",), "test", 0)
    assert gallery.window.project is not None


def test_enter_reviews_the_example_under_the_cursor(gallery: Visitor) -> None:
    gallery.press(Key.Key_Right)
    assert gallery.asked_to_review(Key.Key_Return).only == ("e01",)


def test_the_queue_of_a_selection_is_opened(gallery: Visitor) -> None:
    gallery.press(Key.Key_Space, Key.Key_Right, Key.Key_Space, Key.Key_R)
    queue = next(strip for strip in gallery.window.findChildren(Filmstrip) if strip.isVisible())
    assert queue.count() == 2


def test_deciding_many_is_one_action_and_says_how_to_take_it_back(gallery: Visitor, qtbot: QtBot) -> None:
    gallery.press(Key.Key_Space)
    gallery.press(*[Key.Key_Right] * 4, modifier=Shift)
    gallery.press(Key.Key_D)
    dialog = gallery.window.findChild(BulkDialog)
    assert isinstance(dialog, QDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    gallery.press(Key.Key_Space, Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    decided = [name for name in gallery.session.examples.ids if gallery.session.decisions(name)]
    assert decided == ["e00", "e01", "e02", "e03", "e04"]
    told = [line.text() for line in gallery.page.findChildren(StatusLine)]
    assert "5 decided. Ctrl+Z takes it back." in told
    seen = {gallery.session.decisions(name)["ann"].seen for name in decided}
    assert {"label", "predictions"} <= set(*seen)
    gallery.window.activateWindow()  # as a window manager does
    qtbot.waitUntil(gallery.grid.hasFocus)
    gallery.press(Key.Key_Z, modifier=Control)
    assert not any(gallery.session.decisions(name) for name in decided)


def test_the_table_shows_the_same_with_the_same_cursor_and_selection(gallery: Visitor) -> None:
    gallery.look_at("split=test", model="third")
    gallery.press(Key.Key_Right, Key.Key_Right, Key.Key_Space, Key.Key_T)
    assert gallery.table.isVisible()
    assert gallery.table.hasFocus()
    assert gallery.table.currentIndex().row() == 2
    model = gallery.table.model()
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    row = {title: model.index(2, column).data() for column, title in enumerate(titles)}
    assert (row["Example"], row["Split"], row["Given label"], row["third"]) == ("e22", "test", "dog", "dog")
    assert row["Probability"] == "0.720"
    gallery.press(Key.Key_Down, modifier=Shift)
    assert gallery.selected() == ["e22", "e23"]
    gallery.press(Key.Key_Space)
    gallery.press(Key.Key_T)
    assert gallery.grid.hasFocus()
    assert (gallery.selected(), gallery.examples.cursor) == (["e22"], 3)


def test_keys_of_the_table_move_the_cursor(gallery: Visitor) -> None:
    gallery.press(Key.Key_T, Key.Key_End)
    assert gallery.examples.current() == 39
    gallery.press(Key.Key_Home, Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert gallery.examples.current() == 1
    assert gallery.asked_to_review(Key.Key_Return).only == ("e01",)


def test_a_click_on_a_header_sorts_and_another_turns_it_round(gallery: Visitor) -> None:
    gallery.press(Key.Key_T)
    header = gallery.table.horizontalHeader()
    gallery.table.setColumnWidth(0, 321)
    header.sectionClicked.emit(0)
    gallery.wait()
    assert gallery.table.columnWidth(0) == 321
    assert gallery.shown() == sorted(gallery.shown())
    assert header.isSortIndicatorShown()
    header.sectionClicked.emit(0)
    gallery.wait()
    assert gallery.shown() == sorted(gallery.shown(), reverse=True)


def test_a_view_that_nothing_meets_offers_all_examples(gallery: Visitor) -> None:
    gallery.look_at("label=cat", "label=dog")
    empty = gallery.page.findChild(EmptyState)
    assert empty is not None
    assert empty.accessibleName() == "No example meets all conditions"
    assert "review-these" not in gallery.page.handlers()
    gallery.qtbot.waitUntil(gallery.button("All examples").hasFocus)
    gallery.press(Key.Key_Space)
    gallery.wait()
    assert gallery.subtitle() == "40 examples"
    assert gallery.grid.hasFocus()


def test_a_project_without_models_works_all_the_same(
    tables: Path, open_window: Callable[[Path], object], qtbot: QtBot
) -> None:
    with labeler.new(tables / "plain", examples=tables / "examples.csv") as session:
        path = session.path
    gallery = Visitor(open_window(path), qtbot)
    assert gallery.grid._source.tooltip(0) == "e00 · cat"
    assert not gallery.grid.look().predictions
    gallery.press(Key.Key_T)
    assert gallery.table.model().columnCount() > 4


def test_a_project_without_media_shows_its_labels(
    tmp_path: Path, open_window: Callable[[Path], object], qtbot: QtBot
) -> None:
    (tmp_path / "examples.csv").write_text("example_id,split,label\na,dev,cat\nb,dev,dog\n", encoding="utf-8")
    with labeler.new(tmp_path / "none", examples=tmp_path / "examples.csv") as session:
        path = session.path
    gallery = Visitor(open_window(path), qtbot)
    assert not gallery.grid.look().pictures
    assert not gallery.grid.viewport().grab().isNull()
    assert gallery.shown() == ["a", "b"]


def test_the_example_under_the_cursor_is_told_with_all_models_and_comments(gallery: Visitor) -> None:
    said = Decision(Verdict.UNSURE, "ann", "", comment="too dark")
    assert gallery.window.project is not None
    gallery.window.project.record(4, said)
    gallery.press(*[Key.Key_Right] * 4)
    wanted = "e04  dog · too dark · dog: third, fifth · owl: fourth"
    gallery.qtbot.waitUntil(lambda: wanted in [line.text() for line in gallery.page.findChildren(TextLine)])


def test_a_queue_covers_the_splits_that_are_chosen(
    tmp_path: Path, open_window: Callable[[Path], object], qtbot: QtBot
) -> None:
    rows = "".join(f"{split}{number},{split},cat\n" for split in ("train", "dev", "test") for number in range(2))
    (tmp_path / "examples.csv").write_text(f"example_id,split,label\n{rows}", encoding="utf-8")
    with labeler.new(tmp_path / "three", examples=tmp_path / "examples.csv") as session:
        path = session.path
    gallery = Visitor(open_window(path), qtbot)
    assert gallery.asked_to_review().split == "dev+test"
    for split in ("train", "dev", "test"):
        gallery.window.show_page("gallery")
        gallery.look_at(f"split={split}")
        assert gallery.asked_to_review().split == split


def test_thumbnails_grow_and_shrink_by_key(gallery: Visitor) -> None:
    before = gallery.grid.look().side
    gallery.press(Key.Key_Plus, modifier=Control)
    larger = gallery.grid.look().side
    gallery.press(Key.Key_Minus, modifier=Control)
    assert (before < larger, gallery.grid.look().side) == (True, before)


def test_the_matrix_opens_the_examples_of_a_cell_and_stays_as_it_is(gallery: Visitor) -> None:
    gallery.look_at("split=dev", model="third")
    gallery.press(Key.Key_M)
    gallery.wait()
    panel = gallery.page.findChild(ConfusionPanel)
    assert panel is not None
    assert panel.isVisible()
    panel.chosen.emit(("label=cat", "predicted=dog"))
    gallery.wait()
    assert gallery.page._view.where == ("split=dev", "label=cat", "predicted=dog")
    assert gallery.shown() == ["e00", "e03", "e06", "e09", "e12", "e15", "e18"]
    panel.chosen.emit(("label=owl",))
    gallery.wait()
    assert gallery.page._view.where == ("split=dev", "label=owl")
    panel.chosen.emit(("working=cat", "predicted=cat", "status!=excluded"))
    panel.chosen.emit(("working=dog", "predicted=cat", "status!=excluded"))
    assert gallery.page._view.where == ("split=dev", "working=dog", "predicted=cat", "status!=excluded")
    panel.chosen.emit(("label!=cat", "predicted=cat", "unknown!=cat"))
    panel.chosen.emit(("label!=dog", "predicted!=dog", "unknown!=dog"))
    assert gallery.page._view.where == ("split=dev", "label!=dog", "predicted!=dog", "unknown!=dog")
    gallery.press(Key.Key_M, Key.Key_M)
    assert not panel.isVisible()


@pytest.mark.parametrize(
    "cells",
    [
        (("working=cat", "predicted=dog"), ("working=owl", "predicted=cat")),
        (("label=cat", "predicted=dog", "wrong=yes"), ("label=dog", "predicted=dog")),
        (("label!=cat", "predicted=cat", "unknown!=cat"), ("label!=owl", "predicted=owl", "unknown!=owl")),
    ],
)
def test_a_second_cell_takes_the_place_of_the_first(
    gallery: Visitor, cells: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    gallery.look_at("split=dev")
    gallery.press(Key.Key_M)
    panel = gallery.page.findChild(ConfusionPanel)
    assert panel is not None
    for cell in cells:
        panel.chosen.emit(cell)
        assert gallery.page._view.where == ("split=dev", *cell)


def test_the_matrix_has_the_keyboard_and_gives_it_back(gallery: Visitor) -> None:
    panel = gallery.page.findChild(ConfusionPanel)
    assert panel is not None
    gallery.press(Key.Key_M)
    gallery.qtbot.waitUntil(panel._matrix.hasFocus)
    gallery.press(Key.Key_Escape)
    assert (panel.isVisible(), gallery.grid.hasFocus()) == (True, True)
    gallery.press(Key.Key_M)
    assert panel._matrix.hasFocus()
    gallery.press(Key.Key_M)
    assert (panel.isVisible(), gallery.grid.hasFocus()) == (False, True)


def test_transcripts_offer_no_matrix(tmp_path: Path, open_window: Callable[[Path], object], qtbot: QtBot) -> None:
    (tmp_path / "x.csv").write_text("example_id,split,transcript\na,dev,one\nb,test,two\n", encoding="utf-8")
    (tmp_path / "m.csv").write_text("example_id,hypothesis\na,one\nb,two\n", encoding="utf-8")
    with labeler.new(tmp_path / "x", examples=tmp_path / "x.csv", predictions={"M": tmp_path / "m.csv"}) as session:
        path = session.path
    gallery = Visitor(open_window(path), qtbot)
    assert "confusion" not in gallery.page.handlers()
    assert not gallery.page._confusion.isVisible()


def test_without_models_the_matrix_is_off_and_says_why(
    tables: Path, open_window: Callable[[Path], object], qtbot: QtBot
) -> None:
    with labeler.new(tables / "bare", examples=tables / "examples.csv") as session:
        path = session.path
    gallery = Visitor(open_window(path), qtbot)
    button = gallery.button("Confusion")
    assert (button.isEnabled(), button.toolTip()) == (
        False,
        "A confusion matrix is of a model's predictions: add some.",
    )


def test_text_is_found_while_it_is_typed_and_enter_goes_to_what_is_found(gallery: Visitor) -> None:
    gallery.press(Key.Key_Slash)
    gallery.person.type("e07")  # type: ignore[attr-defined]
    gallery.qtbot.waitUntil(lambda: gallery.shown() == ["e07"])
    gallery.press(Key.Key_Escape)
    gallery.wait()
    assert (len(gallery.shown()), gallery.grid.hasFocus()) == (40, True)


def test_who_selects_all_right_after_typing_selects_what_is_found(gallery: Visitor) -> None:
    gallery.press(Key.Key_Slash)
    gallery.person.type("e07")  # type: ignore[attr-defined]
    gallery.press(Key.Key_Return)
    gallery.press(Key.Key_A, modifier=Control)
    gallery.wait()
    assert gallery.selected() == ["e07"]
    assert gallery.grid.hasFocus()


def test_what_a_queue_leaves_out_is_said_before(
    tmp_path: Path, open_window: Callable[[Path], object], qtbot: QtBot
) -> None:
    rows = "".join(f"{split}{number},{split},cat\n" for split in ("train", "dev") for number in range(3))
    (tmp_path / "examples.csv").write_text(f"example_id,split,label\n{rows}", encoding="utf-8")
    with labeler.new(tmp_path / "two", examples=tmp_path / "examples.csv") as session:
        path = session.path
    gallery = Visitor(open_window(path), qtbot)
    gallery.press(Key.Key_A, modifier=Control)
    gallery.wait()
    assert gallery.button("Review these 3 of dev").isVisible()
    words = [line.text() for line in gallery.page.findChildren(TextLine)]
    assert "6 selected · a queue leaves out 3 of train" in words


def test_a_narrow_window_has_shorter_words(gallery: Visitor, qapp: QApplication) -> None:
    gallery.press(Key.Key_A, modifier=Control)
    assert gallery.button("Review these 40").isVisible()
    apply_theme(qapp, "light", scale=2.0)
    gallery.window.resize(1100, 700)
    gallery.qtbot.waitUntil(lambda: gallery.button("Review").width() >= gallery.button("Review").sizeHint().width())
    for name in ("Review", "Decide", "Clear"):
        button = gallery.button(name)
        assert button.width() >= button.sizeHint().width()


def test_without_the_right_to_write_nothing_is_decided(path: Path, gallery: Visitor) -> None:
    gallery.session.read_only = "for a test"
    gallery.press(Key.Key_Space)
    assert "decide-these" not in gallery.page.handlers()
    assert gallery.button("Decide").toolTip() == "Read-only: for a test."
    del gallery.session.read_only
    gallery.session.read_only = None


def test_out_of_sight_nothing_is_computed(gallery: Visitor) -> None:
    gallery.look_at("status=undecided")
    gallery.window.show_page("start")
    gallery.record("e01", Verdict.CORRECT)
    assert not gallery.page.busy()
    gallery.window.show_page("gallery")
    gallery.wait()
    assert "e01" not in gallery.shown()


def test_a_condition_that_says_nothing_is_told(gallery: Visitor) -> None:
    before = gallery.shown()
    told: list[Exception] = []
    gallery.page.failed.connect(told.append)
    gallery.look_at("colour=red")
    assert "colour" in str(told[0])
    assert gallery.shown() == before


def test_everything_fits_where_the_text_is_large(gallery: Visitor, qapp: QApplication) -> None:
    apply_theme(qapp, "dark", scale=2.0)
    gallery.qtbot.waitUntil(lambda: gallery.button("Review").height() > 60)
    right = gallery.page.width()
    for button in gallery.page.findChildren(QAbstractButton):
        if button.isVisible():
            edge = button.mapTo(gallery.page, button.rect().topRight()).x()
            assert edge < right, button.accessibleName()
