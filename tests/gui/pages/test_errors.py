"""The error analysis, by keys and the mouse, through the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

import labeler
from labeler.core.decisions import Decision, Verdict
from labeler.core.phrases import percent
from labeler.gui.pages.errors import ErrorsPage
from labeler.gui.pages.errors.painted_text import fitted
from labeler.gui.pages.errors.sheet_foot import FootPainter
from labeler.gui.pages.errors.sheet_source import SheetSource, Tick
from labeler.gui.pages.errors.sheet_view import SheetView
from labeler.gui.pages.review import ReviewPage
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.theme import current_theme
from labeler.gui.widgets.category_list import CategoryList
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.window import Window

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


class Sheet:
    """What is on the page, and a person who works there."""

    def __init__(self, person: Any, qtbot: QtBot) -> None:
        self.person, self._qtbot = person, qtbot
        self.window: Window = person.window
        self.window.show_page("errors")
        self.page: Any = self.window.findChild(ErrorsPage)
        self.view: Any = self.page.findChild(SheetView)
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.window.busy())

    @property
    def source(self) -> SheetSource:
        source: SheetSource | None = self.view._source
        assert source is not None
        return source

    def ids(self) -> list[str]:
        return [self.source.facts(row).example_id for row in range(len(self.source))]

    def names(self) -> list[str]:
        return [category.name for category in self.source.categories]

    def tick(self, row: int, name: str) -> Tick:
        return self.source.tick(row, self.names().index(name))

    def make(self, *names: str) -> None:
        for name in names:
            self.person.press(Key.Key_Plus)
            self.person.type(name)
            self.person.press(Key.Key_Return)

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.person.press(*keys, modifier=modifier)

    def subtitle(self) -> str:
        header: HeaderBar = self.page.findChild(HeaderBar)
        return header.subtitle()

    def status(self) -> str:
        line: StatusLine = self.page.findChild(StatusLine)
        return line.text()

    def choose(self, chip: str, name: str) -> None:
        found = next(c for c in self.page.findChildren(ChipMenu) if c.accessibleName().startswith(chip))
        next(action for action in found.menu().actions() if action.text() == name).trigger()
        self.settle()

    def asked(self) -> list[QueueChoice]:
        asked: list[QueueChoice] = []
        self.page.review_requested.disconnect()
        self.page.review_requested.connect(asked.append)
        return asked

    def asked_at(self) -> list[tuple[QueueChoice, str]]:
        asked: list[tuple[QueueChoice, str]] = []
        self.page.example_requested.disconnect()
        self.page.example_requested.connect(lambda choice, example_id: asked.append((choice, example_id)))
        return asked


@pytest.fixture
def sheet(person: Any, qtbot: QtBot) -> Sheet:
    return Sheet(person, qtbot)


def test_rows_are_the_models_errors_and_totals_those_of_the_session(sheet: Sheet) -> None:
    assert sheet.window.project is not None
    session = sheet.window.project.session
    totals = session.errors()
    rows = session.sheet_rows()
    assert sheet.ids() == [session.examples.ids[ordinal] for ordinal in rows.ordinals.tolist()]
    assert sheet.subtitle() == f"{totals.sheet.model} on dev · 0 of {totals.sheet.misclassified} errors reviewed"
    assert sheet.source.totals == totals


def test_plus_makes_a_category_whose_digit_ticks_it(sheet: Sheet) -> None:
    sheet.make("Blurry", "Dark")
    assert sheet.names() == ["Blurry", "Dark"]
    first = sheet.ids()[0]
    sheet.press(Key.Key_2)
    assert sheet.tick(0, "Dark") is Tick.MINE
    assert sheet.person.decision(first).categories == ("dark",)
    sheet.press(Key.Key_2)
    assert sheet.tick(0, "Dark") is Tick.EMPTY


def test_arrows_move_the_cursor_and_space_ticks_its_box(sheet: Sheet) -> None:
    sheet.make("Blurry", "Dark")
    sheet.press(Key.Key_Home)
    sheet.press(Key.Key_Down, Key.Key_Right, Key.Key_Space)
    assert (sheet.tick(1, "Dark"), sheet.tick(0, "Dark")) == (Tick.MINE, Tick.UNASKED)
    assert "Dark: ticked" in sheet.view.accessibleDescription()


def test_a_tick_is_no_verdict_and_records_what_was_in_view(sheet: Sheet) -> None:
    sheet.make("Blurry")
    sheet.press(Key.Key_1)
    decision = sheet.person.decision(sheet.ids()[0])
    assert (decision.verdict, set(decision.seen)) == (None, {"label", "predictions"})
    assert not sheet.source.decided(0)


def test_a_verdict_here_was_given_in_view_of_the_predictions(sheet: Sheet) -> None:
    assert sheet.window.project is not None
    sheet.press(Key.Key_X)
    decision = sheet.person.decision(sheet.ids()[0])
    assert (decision.verdict, set(decision.seen)) == (Verdict.EXCLUDED, {"label", "predictions"})
    assert not sheet.window.project.session.review.blind(sheet.source.ordinal(0))


def test_space_in_the_label_column_says_that_the_label_is_right(sheet: Sheet) -> None:
    sheet.make("Blurry")
    sheet.press(Key.Key_End, Key.Key_Left, Key.Key_Space)
    assert sheet.person.said(sheet.ids()[0]) == ("correct", None)
    assert sheet.tick(0, "Blurry") is Tick.EMPTY


def test_w_asks_for_the_right_label_in_place(sheet: Sheet) -> None:
    given = sheet.source.facts(0).given
    other = next(label for label in ("cat", "dog", "owl") if label != given)
    sheet.press(Key.Key_W)
    sheet.person.type(other)
    sheet.press(Key.Key_Return)
    assert sheet.person.said(sheet.ids()[0]) == ("incorrect", other)
    assert sheet.view.hasFocus()
    assert sheet.source.label_in_words(0) == f"incorrect, it is {other}"


def test_esc_leaves_the_editor_and_records_nothing(sheet: Sheet) -> None:
    sheet.press(Key.Key_W)
    sheet.person.type("do")
    sheet.press(Key.Key_Escape)
    assert sheet.view.hasFocus()
    assert sheet.person.decision(sheet.ids()[0]) is None


def test_a_comment_is_typed_in_its_cell(sheet: Sheet) -> None:
    sheet.press(Key.Key_C)
    sheet.person.type("a pit bull")
    sheet.press(Key.Key_Return)
    assert sheet.source.comment(0) == "a pit bull"
    sheet.press(Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    sheet.press(Key.Key_Escape)
    assert sheet.person.decision(sheet.ids()[0]).comment == "a pit bull"


def test_digits_are_text_while_a_comment_is_typed(sheet: Sheet) -> None:
    sheet.make("Blurry")
    sheet.press(Key.Key_C)
    sheet.press(Key.Key_1)
    sheet.press(Key.Key_Return)
    assert (sheet.source.comment(0), sheet.tick(0, "Blurry")) == ("1", Tick.UNASKED)


def test_totals_follow_and_the_cursor_stays(sheet: Sheet) -> None:
    assert sheet.window.project is not None
    sheet.make("Blurry")
    sheet.press(Key.Key_Down, Key.Key_Down, Key.Key_Home)
    sheet.press(Key.Key_1, Key.Key_X)
    sheet.settle()
    assert (sheet.view.row, sheet.view.column) == (2, 0)
    assert sheet.source.totals == sheet.window.project.session.errors()
    assert sheet.subtitle().endswith("1 of 7 errors reviewed, hand-picked") is (len(sheet.ids()) == 7)


def test_a_decision_made_elsewhere_shows_at_once(sheet: Sheet) -> None:
    project = sheet.window.project
    assert project is not None
    sheet.press(Key.Key_Down)
    project.record(sheet.source.ordinal(0), Decision(Verdict.EXCLUDED, "ann", ""))
    assert sheet.source.label_in_words(0) == "excluded"
    sheet.settle()
    assert "1 of" in sheet.subtitle()
    assert sheet.view.row == 1
    assert sheet.source.part(0) == "random sample"


def test_undo_takes_a_tick_back(sheet: Sheet) -> None:
    sheet.make("Blurry")
    sheet.press(Key.Key_1)
    sheet.press(Key.Key_Z, modifier=Control)
    assert sheet.tick(0, "Blurry") is Tick.UNASKED
    sheet.press(Key.Key_Y, modifier=Control)
    assert sheet.tick(0, "Blurry") is Tick.MINE


def test_a_category_made_later_was_not_considered_before(sheet: Sheet) -> None:
    sheet.make("Blurry")
    sheet.press(Key.Key_X)
    sheet.make("Dark")
    assert (sheet.tick(0, "Blurry"), sheet.tick(0, "Dark")) == (Tick.EMPTY, Tick.UNASKED)


def test_r_revisits_what_a_late_category_was_not_considered_on(sheet: Sheet) -> None:
    asked = sheet.asked()
    sheet.press(Key.Key_X)
    sheet.make("Dark")
    sheet.settle()
    sheet.view.go(0, 0)
    sheet.press(Key.Key_R)
    assert [(choice.name, choice.category, choice.split) for choice in asked] == [("revisit", "Dark", "dev")]
    assert sheet.person.queue("revisit", category="Dark") == sheet.ids()[:1]


def test_the_revisit_asks_of_the_models_errors_only(sheet: Sheet) -> None:
    right = next(each for each in sheet.person.queue("right", model=sheet.source.rows.model))
    assert sheet.window.project is not None
    sheet.window.project.session.record(right, "correct", reviewer="ann")
    sheet.press(Key.Key_X)
    sheet.make("Dark")
    sheet.settle()
    assert set(sheet.person.queue("revisit", category="Dark")) == {sheet.ids()[0], right}
    errors = sheet.ids()
    sheet.view.go(0, 0)
    sheet.press(Key.Key_R)
    sheet.settle()
    desk = sheet.window.findChild(ReviewPage)._desk
    assert [desk.project.session.examples.ids[ordinal] for ordinal in desk.ordinals] == errors[:1]


def test_long_names_of_both_classes_stay_in_sight(sheet: Sheet) -> None:
    font = current_theme().font("small")
    parts = ["spotted oystercatcher 03 →", "western shearwater 08"]
    assert fitted(parts, 1000, font) == parts
    narrow = fitted(parts, 150, font)
    assert [part[:3] for part in narrow] == ["spo", "wes"]
    assert [part[-1] for part in narrow] == ["→", "8"]
    assert QFontMetricsF(font).horizontalAdvance(" ".join(narrow)) <= 150
    assert fitted(["cat →", "western shearwater 08"], 150, font)[0] == "cat →"


def test_what_else_was_said_of_the_labels_stands_where_it_is_never_cut(sheet: Sheet) -> None:
    sheet.press(Key.Key_X)
    sheet.settle()
    layout = sheet.view.layout_now()
    assert layout.full_width <= layout.width
    foot = FootPainter(QPainter(), layout, sheet.source)
    lines = [text for text, _ in foot.example_lines(layout.example)]
    assert lines == ["% of 1 error reviewed", "1 excluded"]


def test_what_a_key_can_not_do_with_a_category_is_said(sheet: Sheet) -> None:
    sheet.press(Key.Key_F2)
    assert "no category" in sheet.status()
    assert "+ makes one" in sheet.status()
    sheet.make("Dark")
    sheet.press(Key.Key_R)
    assert sheet.status() == "Nothing to revisit: Dark was considered on every error reviewed"
    sheet.press(Key.Key_M)
    assert "no category beside Dark" in sheet.status()
    sheet.press(Key.Key_Right, Key.Key_F2)
    assert "go to one with the arrow keys" in sheet.status()


def test_the_cursor_stays_on_its_category_when_a_move_is_undone(sheet: Sheet) -> None:
    sheet.make("Blurry", "Dark", "Far")
    sheet.press(Key.Key_Left, modifier=Control)
    assert (sheet.names(), sheet.view.column) == (["Blurry", "Far", "Dark"], 1)
    sheet.press(Key.Key_Z, modifier=Control)
    assert (sheet.names(), sheet.view.column) == (["Blurry", "Dark", "Far"], 2)


def test_the_subtitle_tells_that_excluded_ones_are_included(sheet: Sheet) -> None:
    assert "excluded" not in sheet.subtitle()
    sheet.press(Key.Key_X)
    sheet.settle()
    assert sheet.subtitle().endswith(" · excluded ones included here")


def test_control_and_arrows_move_a_category_and_the_digits_with_it(sheet: Sheet) -> None:
    sheet.make("Blurry", "Dark", "Far")
    assert sheet.view.column == 2
    sheet.press(Key.Key_Left, modifier=Control)
    sheet.press(Key.Key_Left, modifier=Control)
    sheet.press(Key.Key_Left, modifier=Control)
    assert sheet.names() == ["Far", "Blurry", "Dark"]
    assert sheet.view.column == 0
    sheet.press(Key.Key_1)
    assert sheet.tick(0, "Far") is Tick.MINE
    sheet.press(Key.Key_Right, modifier=Control)
    assert sheet.names() == ["Blurry", "Far", "Dark"]
    sheet.press(Key.Key_Z, modifier=Control)
    assert sheet.names() == ["Far", "Blurry", "Dark"]


def test_f2_renames_and_the_name_of_another_merges(sheet: Sheet) -> None:
    sheet.make("Blurry", "Dark")
    sheet.press(Key.Key_2)
    sheet.press(Key.Key_F2)
    sheet.person.type("Too dark")
    sheet.press(Key.Key_Return)
    assert sheet.names() == ["Blurry", "Too dark"]
    sheet.press(Key.Key_F2)
    sheet.person.type("blurry")
    sheet.press(Key.Key_Return, Key.Key_Return)
    assert sheet.names() == ["Blurry"]
    assert sheet.tick(0, "Blurry") is Tick.MINE


def test_m_merges_into_a_category_that_is_typed(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.make("Blurry", "Dark")
    sheet.press(Key.Key_2, Key.Key_M)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup: Any = QApplication.activePopupWidget()
    QTest.keyClicks(popup.focusWidget(), "blu")
    QTest.keyClick(popup.focusWidget(), Key.Key_Return)
    assert sheet.names() == ["Blurry"]
    assert sheet.tick(0, "Blurry") is Tick.MINE


def test_g_describes_a_category(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.make("Blurry")
    sheet.press(Key.Key_G)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog: Any = QApplication.activeModalWidget()
    QTest.keyClicks(dialog.focusWidget(), "no sharp edge")
    QTest.keyClick(dialog.focusWidget(), Key.Key_Return, Control)
    assert sheet.source.categories[0].description == "no sharp edge"


def test_enter_opens_the_example_in_the_errors_queue(sheet: Sheet) -> None:
    sheet.press(Key.Key_Down, Key.Key_Down)
    third = sheet.ids()[2]
    asked = sheet.asked_at()
    sheet.press(Key.Key_Return)
    model = sheet.source.rows.model
    assert [(choice.name, choice.model, choice.split, at) for choice, at in asked] == [("errors", model, "dev", third)]


def test_n_goes_to_the_next_that_is_not_reviewed(sheet: Sheet) -> None:
    sheet.press(Key.Key_Down, Key.Key_X)
    sheet.press(Key.Key_Up, Key.Key_N)
    assert sheet.view.row == 2


def test_a_click_ticks_and_a_click_on_plus_adds(sheet: Sheet) -> None:
    sheet.make("Blurry")
    place = sheet.view.cell_rect(1, 0).center()
    QTest.mouseClick(sheet.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert sheet.tick(1, "Blurry") is Tick.MINE
    plus = sheet.view.layout_now().add_cell().toRect().center()
    QTest.mouseClick(sheet.view.viewport(), Qt.MouseButton.LeftButton, pos=plus)
    sheet.person.type("Dark")
    sheet.press(Key.Key_Return)
    assert sheet.names() == ["Blurry", "Dark"]


def test_what_others_ticked_stays_theirs(sheet: Sheet) -> None:
    project = sheet.window.project
    assert project is not None
    first = sheet.ids()[0]
    project.change(lambda reviewer: project.session.add_category("Blurry", reviewer=reviewer))
    changes = project.session.record(first, None, categories=["Blurry"], reviewer="bob")
    project.changed.emit(changes)
    assert sheet.tick(0, "Blurry") is Tick.OTHERS
    sheet.press(Key.Key_1)
    assert sheet.tick(0, "Blurry") is Tick.MINE
    assert "others" in sheet.person.decision(first).seen
    sheet.press(Key.Key_1)
    assert sheet.tick(0, "Blurry") is Tick.OTHERS


def test_what_was_adjudicated_is_told_and_not_changed(sheet: Sheet) -> None:
    project = sheet.window.project
    assert project is not None
    first = sheet.ids()[0]
    project.changed.emit(project.session.record_adjudication(first, "correct", categories=[], reviewer="eve"))
    sheet.make("Blurry")
    told: list[str] = []
    sheet.window.report = lambda error: told.append(error.message)  # type: ignore[method-assign]
    sheet.press(Key.Key_1, Key.Key_X)
    assert len(told) == 2
    assert all("was settled by eve" in message for message in told)
    assert sheet.person.decision(first) is None


def test_another_model_split_and_basis_can_be_chosen(sheet: Sheet) -> None:
    assert sheet.window.project is not None
    session = sheet.window.project.session
    sheet.choose("Model", "third")
    sheet.choose("Split", "test")
    assert sheet.source.totals == session.errors(model="third", split="test")
    sheet.press(Key.Key_End, Key.Key_Down, Key.Key_X)
    place = sheet.view.row, sheet.view.column
    sheet.choose("Basis", "random sample")
    assert sheet.source.totals == session.errors(model="third", split="test", basis="sample")
    assert (sheet.view.row, sheet.view.column) == place


def test_the_sheet_goes_to_the_clipboard_with_its_totals(sheet: Sheet) -> None:
    sheet.make("Blurry")
    sheet.press(Key.Key_1, Key.Key_X)
    sheet.settle()
    sheet.press(Key.Key_C, modifier=Control)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0] == ["Example", "Part", "Given", "Predicted", "Blurry", "Incorrectly labeled", "Label", "Comment"]
    assert lines[1][0] == sheet.ids()[0]
    assert (lines[1][4], lines[1][6]) == ("1", "excluded")
    totals = {line[0]: line[4:6] for line in lines[2:]}
    share = sheet.source.totals.sheet.categories[0].share
    assert share.ceiling is not None
    assert totals["share"] == ["100 %", "0 %"]
    assert totals["error left without it"][0] == percent(share.ceiling, share.examples)


def test_nothing_reviewed_says_what_to_do(sheet: Sheet) -> None:
    asked = sheet.asked()
    start = next(b for b in sheet.page.findChildren(QAbstractButton) if b.accessibleName() == "Review the errors")
    assert start.isVisible()
    start.click()
    assert [(choice.name, choice.size) for choice in asked] == [("errors", 100)]
    sheet.press(Key.Key_X)
    sheet.settle()
    assert not start.isVisible()


def test_a_look_at_an_undecided_row_is_kept(sheet: Sheet, qtbot: QtBot) -> None:
    assert sheet.window.project is not None
    session = sheet.window.project.session
    sheet.press(Key.Key_Down)
    qtbot.waitUntil(lambda: session.visit(sheet.source.ordinal(1), "ann") is not None, timeout=4000)
    visit = session.visit(sheet.source.ordinal(1), "ann")
    assert visit is not None
    assert set(visit.seen) == {"label", "predictions"}


def test_the_order_shows_on_review_too(sheet: Sheet) -> None:
    sheet.make("Blurry", "Dark")
    sheet.press(Key.Key_Left, modifier=Control)
    assert sheet.names() == ["Dark", "Blurry"]
    sheet.window.show_page("review")
    listed = next(one for one in sheet.window.findChildren(CategoryList) if one.isVisible())
    listed.toggle_key(1)
    assert listed.toggled_names() == ("Dark",)


def test_a_double_click_on_an_example_opens_it_large(sheet: Sheet) -> None:
    asked = sheet.asked_at()
    place = QPoint(60, sheet.view.cell_rect(1, 0).center().y())
    QTest.mouseDClick(sheet.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [(choice.name, at) for choice, at in asked] == [("errors", sheet.ids()[1])]


def test_the_menu_of_the_label_says_a_verdict(sheet: Sheet) -> None:
    column = len(sheet.names())
    place = sheet.view.cell_rect(0, column).center()
    QTest.mouseClick(sheet.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    menu = next(one for one in sheet.page.findChildren(QMenu) if one.isVisible())
    next(action for action in menu.actions() if action.text().startswith("Exclude")).trigger()
    menu.close()
    assert sheet.person.said(sheet.ids()[0]) == ("excluded", None)


# Empty states and projects that can only be read


def empty(window: Window) -> EmptyState:
    page = window.findChild(ErrorsPage)
    assert page is not None
    return next(one for one in page.findChildren(EmptyState) if one.isVisible())


def test_without_models_it_says_to_add_predictions(
    tables: Path, open_window: Callable[[Path], Any], qtbot: QtBot
) -> None:
    with labeler.new(tables / "bare", examples=tables / "examples.csv") as session:
        path = session.path
    person = open_window(path)
    person.window.show_page("errors")
    assert "no errors to analyse" in empty(person.window).accessibleName()
    assert any(b.accessibleName() == "Add predictions…" for b in empty(person.window).findChildren(QAbstractButton))


def test_a_model_without_errors_and_a_split_it_does_not_predict_are_said(
    tables: Path, open_window: Callable[[Path], Any], qtbot: QtBot
) -> None:
    lines = (tables / "examples.csv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split(",") for line in lines]
    perfect = "example_id,predicted\n" + "".join(f"{r[0]},{r[3]}\n" for r in rows if r[1] == "dev")
    (tables / "perfect.csv").write_text(perfect, encoding="utf-8")
    with labeler.new(
        tables / "one", examples=tables / "examples.csv", predictions={"perfect": tables / "perfect.csv"}
    ) as session:
        path = session.path
    sheet = Sheet(open_window(path), qtbot)
    assert empty(sheet.window).accessibleName() == "perfect misclassifies none of these examples"
    sheet.choose("Split", "test")
    assert "perfect doesn't predict test" in empty(sheet.window).accessibleDescription()


def test_a_project_that_can_only_be_read_shows_all_and_says_why(
    path: Path, open_window: Callable[[Path], Any], qtbot: QtBot
) -> None:
    with labeler.open(path) as holder:
        holder.add_category("Blurry")
        sheet = Sheet(open_window(path), qtbot)
        assert sheet.names() == ["Blurry"]
        sheet.press(Key.Key_1, Key.Key_X, Key.Key_W, Key.Key_Plus, Key.Key_F2)
        QTest.mouseClick(sheet.view.viewport(), Qt.MouseButton.LeftButton, pos=sheet.view.cell_rect(0, 0).center())
        assert sheet.person.decision(sheet.ids()[0]) is None
        assert isinstance(QApplication.focusWidget(), SheetView)
        assert "copy-sheet" in sheet.page.handlers()
        assert not sheet.view.layout_now().adding
        told = [w.accessibleName() for w in sheet.page.findChildren(type(sheet.page._status))]
        assert any("Read-only" in text for text in told)


def test_thirty_categories_scroll_sideways_under_the_example(sheet: Sheet) -> None:
    project = sheet.window.project
    assert project is not None
    for number in range(30):
        project.session.add_category(f"Category {number}")
    project.change(lambda reviewer: project.session.add_category("Last", reviewer=reviewer))
    sheet.press(Key.Key_End)
    layout = sheet.view.layout_now()
    assert sheet.view.column == 32
    assert layout.cell(0, 32).right() <= sheet.view.viewport().width() + 1
    sheet.press(Key.Key_Home)
    assert sheet.view.layout_now().across == 0
    at = QPoint(8, int(layout.row_rect(0).center().y()))
    assert layout.column_at(at.x()) is None
