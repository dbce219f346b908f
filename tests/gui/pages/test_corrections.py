"""The corrections: found and looked at again, conflicts settled by a key, and what the label errors are like."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QTableView, QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.core.decisions import Decision, Verdict
from labeler.gui.pages.corrections import CorrectionsPage
from labeler.gui.pages.corrections.compare_dialog import CompareDialog
from labeler.gui.pages.corrections.figures import Figures
from labeler.gui.pages.corrections.noise_card import NoiseCard
from labeler.gui.pages.corrections.noise_rows import SYSTEMATIC
from labeler.gui.pages.review import ReviewPage
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.theme import apply_theme
from labeler.gui.widgets.figure_table import FigureTable
from labeler.gui.widgets.matrix_view import MatrixView
from labeler.gui.widgets.prediction_list import PredictionList
from labeler.gui.widgets.segmented import Segmented
from labeler.session.session import Session
from labeler.session.views import View

Key = Qt.Key
Alt, Control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier

SETS = "example_id,split,label:cat,label:dog,label:owl\na,dev,1,0,?\nb,test,0,1,0\n"
SET_MODEL = "example_id,cat,dog,owl\na,1,1,0\nb,0,1,0\n"
SPOKEN = "example_id,split,transcript\na,dev,one two\nb,test,three\n"
SPOKEN_MODEL = "example_id,hypothesis\na,won two\nb,three\n"


def decide(session: Session) -> None:
    """E00 is corrected by ben, e03 excluded, e06 unsure; on e09, e12 and e15 ben and cleo disagree."""
    session.record("e00", "incorrect", label="dog", reviewer="ben", comment="floppy ears")
    session.record("e20", "incorrect", label="cat", reviewer="ben")
    session.record("e03", "excluded", reviewer="ben")
    session.record("e06", "unsure", reviewer="ben")
    for example_id in ("e09", "e12", "e15"):
        session.record(example_id, "incorrect", label="dog", reviewer="ben", comment="a dog", seen=("label",))
        session.record(example_id, "incorrect", label="owl", reviewer="cleo", seen=("label", "predictions"))


class Lead:
    """Presses keys on the page and reads what is on it."""

    def __init__(self, person: object, qtbot: QtBot) -> None:
        self.person, self.qtbot = person, qtbot
        self.window = person.window  # type: ignore[attr-defined]
        self.press = person.press  # type: ignore[attr-defined]
        self.type = person.type  # type: ignore[attr-defined]
        self.window.show_page("corrections")
        self.page = self.window.findChild(CorrectionsPage)
        self.settle_down()

    @property
    def session(self) -> Session:
        session: Session = self.window.project.session
        return session

    def settle_down(self) -> None:
        self.qtbot.waitUntil(lambda: not self.page.busy())

    def section(self, number: int) -> None:
        self.press((Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4)[number - 1], modifier=Alt)
        self.settle_down()

    def sections(self) -> str:
        return str(self.page.findChild(Segmented).accessibleDescription())

    def table(self) -> QTableView:
        return next(one for one in self.page.findChildren(QTableView) if one.accessibleName() == "Corrections")

    def listed(self) -> list[str]:
        model = self.table().model()
        assert isinstance(model, QAbstractItemModel)
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def ids(self) -> list[str]:
        return [next(word for word in text.split() if re.fullmatch(r"e\d\d", word)) for text in self.listed()]

    def current(self) -> str:
        return self.ids()[self.table().currentIndex().row()]

    def conflicts(self) -> list[str]:
        model = self.conflict_list().model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def conflict_list(self) -> QListView:
        return next(one for one in self.page.findChildren(QListView) if one.accessibleName() == "Conflicts")

    def conflict(self) -> str:
        return str(self.conflict_list().currentIndex().data()).split(",")[0]

    def button(self, name: str) -> QAbstractButton:
        return next(
            one for one in self.page.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisible()
        )

    def said(self) -> str:
        """Everything that is on the page in words."""
        labels = [one.accessibleName() for one in self.page.findChildren(QLabel) if one.isVisible()]
        cards = [one.accessibleName() for one in self.page.findChildren(QWidget) if one.isVisible()]
        return "\n".join([*labels, *cards])

    def adjudication(self, example_id: str) -> Decision | None:
        return self.session.review.adjudication(self.session.ordinal(example_id))


@pytest.fixture
def lead(path: Path, open_window: Callable[[Path], object], qtbot: QtBot) -> Lead:
    with labeler.open(path) as session:
        decide(session)
    return Lead(open_window(path), qtbot)


@pytest.fixture
def fresh(path: Path, open_window: Callable[[Path], object], qtbot: QtBot) -> Lead:
    return Lead(open_window(path), qtbot)


# The list


def test_corrected_labels_are_listed_with_who_said_so_and_which_models_agree(lead: Lead) -> None:
    assert sorted(lead.ids()) == ["e00", "e20"]
    text = next(text for text in lead.listed() if "e00" in text)
    assert "cat → dog" in text
    assert "ben" in text
    assert "“floppy ears”" in text
    assert "3 of 3 say the corrected label" in text
    assert "0 of 3 say the given label" in text


def test_names_of_models_are_in_the_tooltip(lead: Lead) -> None:
    row = lead.ids().index("e00")
    tip = lead.table().model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Models that say the corrected label: third, fourth, fifth" in tip


def test_sections_tell_how_many_there_are(lead: Lead) -> None:
    assert "Corrected 2" in lead.sections()
    assert "Conflicts 3" in lead.sections()


def test_what_is_excluded_or_unsure_is_shown_by_the_chip(lead: Lead) -> None:
    chips = {chip.accessibleName().split(":")[0]: chip for chip in lead.page.findChildren(QAbstractButton)}
    menu = chips["Show"].menu()  # type: ignore[attr-defined]
    for action, shown in zip(menu.actions(), (["e00", "e20"], ["e03"], ["e06"]), strict=False):
        action.trigger()
        assert sorted(lead.ids()) == shown
    menu.actions()[3].trigger()
    assert sorted(lead.ids()) == ["e00", "e03", "e06", "e20"]


def test_text_is_found_from_the_keyboard_alone(lead: Lead) -> None:
    lead.press(Key.Key_Slash)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    lead.type("floppy")
    lead.press(Key.Key_Return)
    assert lead.ids() == ["e00"]
    assert QApplication.focusWidget() is lead.table()
    lead.press(Key.Key_Slash)
    lead.press(Key.Key_Escape)
    assert len(lead.ids()) == 2


def test_nothing_found_is_said(lead: Lead) -> None:
    lead.press(Key.Key_Slash)
    lead.type("zebra")
    lead.press(Key.Key_Return)
    assert "None of these" in lead.said()


def test_enter_shows_the_example_large_in_review(lead: Lead) -> None:
    asked: list[object] = []
    lead.page.review_requested.connect(asked.append)
    wanted = lead.current()
    lead.press(Key.Key_Return)
    assert [(choice.name, choice.only) for choice in asked] == [("filter", (wanted,))]  # type: ignore[attr-defined]


def test_a_correction_opened_large_is_shown_with_all_that_is_known_of_it(lead: Lead) -> None:
    asked: list[QueueChoice] = []
    lead.page.review_requested.connect(asked.append)
    lead.press(Key.Key_O)
    lead.settle_down()
    assert (asked[0].predictions, asked[0].others) == (True, True)
    review = lead.window.findChild(ReviewPage)
    words = [one.accessibleName() for one in review.findChildren(QLabel) if one.isVisible()]
    assert any("Also decided: ben" in text for text in words)
    assert any(one.isVisible() for one in review.findChildren(PredictionList))


def test_what_is_listed_is_reviewed_again(lead: Lead) -> None:
    asked: list[object] = []
    lead.page.review_requested.connect(asked.append)
    lead.press(Key.Key_R)
    (choice,) = asked
    assert set(choice.only) == {"e00", "e20"}  # type: ignore[attr-defined]
    assert (choice.split, choice.size) == ("dev+test", 0)  # type: ignore[attr-defined]


def test_gallery_shows_what_is_listed(lead: Lead) -> None:
    asked: list[object] = []
    lead.page.gallery_requested.connect(asked.append)
    lead.press(Key.Key_G)
    assert asked[0].where == ("status=incorrect",)  # type: ignore[attr-defined]


def test_a_decision_made_elsewhere_is_listed_and_the_cursor_stays(lead: Lead) -> None:
    lead.press(Key.Key_End)
    before = lead.current()
    lead.window.project.record(lead.session.ordinal("e01"), Decision(Verdict.INCORRECT, "ann", "", label="cat"))
    lead.settle_down()
    assert sorted(lead.ids()) == ["e00", "e01", "e20"]
    assert lead.current() == before
    assert "Corrected 3" in lead.sections()


def test_decisions_made_out_of_sight_are_there_on_coming_back(lead: Lead) -> None:
    lead.window.show_page("review")
    lead.window.project.record(lead.session.ordinal("e01"), Decision(Verdict.INCORRECT, "ann", "", label="cat"))
    lead.window.show_page("corrections")
    lead.settle_down()
    assert "e01" in lead.ids()


def test_nothing_corrected_says_what_to_do(fresh: Lead) -> None:
    assert "No label has been corrected yet" in fresh.said()
    fresh.section(2)
    assert "No conflicts" in fresh.said()
    fresh.section(3)
    assert "Nothing has been reviewed yet" in fresh.said()


def test_where_nothing_is_corrected_a_button_begins(fresh: Lead) -> None:
    asked: list[QueueChoice] = []
    fresh.page.review_requested.connect(asked.append)
    for section in (1, 3):
        fresh.window.show_page("corrections")
        fresh.section(section)
        fresh.button("Review the errors").click()
    assert [(choice.name, choice.split) for choice in asked] == [("errors", "dev+test")] * 2


def test_orders_take_no_room_for_the_longest_transcript(tmp_path: Path) -> None:
    long, count = "ah " * 4000, 2000
    rows = "".join(f"e{i:04},dev,{long if i == 7 else 'one' if i % 4 else 'two'}\n" for i in range(count))
    (tmp_path / "x.csv").write_text(f"example_id,split,transcript\n{rows}", encoding="utf-8")
    with labeler.new(tmp_path / "x", examples=tmp_path / "x.csv") as session:
        for i in range(count):
            session.record(f"e{i:04}", "incorrect", label="three", reviewer="ben" if i % 2 else "ann")
        tracemalloc.start()
        orders = Figures.of(session, lambda _share: None).orders
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 40_000_000  # 96 MB as an array of texts
    assert orders["change"][0] == 1
    assert orders["change"][-1] == 7
    assert orders["reviewer"].tolist() == [*range(0, count, 2), *range(1, count, 2)]


def test_the_section_chosen_is_there_on_coming_back(lead: Lead) -> None:
    lead.section(2)
    lead.window.show_page("review")
    lead.window.show_page("corrections")
    assert lead.conflict_list().isVisible()


# Conflicts


def test_a_conflict_shows_what_each_reviewer_said(lead: Lead) -> None:
    lead.section(2)
    said = lead.said()
    assert "ben: wrong, it is dog. a dog" in said
    assert "cleo: wrong, it is owl" in said
    assert "predictions in view" in said
    assert "Given label" in said


@pytest.mark.parametrize(("key", "label"), [(Key.Key_1, "dog"), (Key.Key_2, "owl")])
def test_a_digit_settles_as_that_reviewer_says_and_goes_on(lead: Lead, key: Qt.Key, label: str) -> None:
    lead.section(2)
    first = lead.conflict()
    lead.press(key)
    adjudication = lead.adjudication(first)
    assert adjudication is not None
    assert (adjudication.verdict, adjudication.label, adjudication.reviewer) == ("incorrect", label, "ann")
    assert lead.conflict() != first
    assert "Conflicts 2" in lead.sections()
    assert next(text for text in lead.conflicts() if first in text).endswith(f"settled: {label}")


def test_space_settles_that_the_given_label_is_right(lead: Lead) -> None:
    lead.section(2)
    first = lead.conflict()
    lead.press(Key.Key_Space)
    adjudication = lead.adjudication(first)
    assert adjudication is not None
    assert adjudication.verdict == "correct"


def test_x_excludes_and_n_passes_by(lead: Lead) -> None:
    lead.section(2)
    first = lead.conflict()
    lead.press(Key.Key_N)
    second = lead.conflict()
    lead.press(Key.Key_X)
    adjudication = lead.adjudication(second)
    assert adjudication is not None
    assert adjudication.verdict == "excluded"
    assert lead.adjudication(first) is None


def test_another_label_is_typed_ahead(lead: Lead) -> None:
    lead.section(2)
    first = lead.conflict()
    lead.press(Key.Key_W)
    lead.type("ow")
    lead.press(Key.Key_Return)
    adjudication = lead.adjudication(first)
    assert adjudication is not None
    assert adjudication.label == "owl"
    assert QApplication.focusWidget() is lead.conflict_list()


def test_escape_leaves_the_label_and_settles_nothing(lead: Lead) -> None:
    lead.section(2)
    first = lead.conflict()
    lead.press(Key.Key_W)
    lead.press(Key.Key_Escape)
    assert lead.adjudication(first) is None
    lead.press(Key.Key_1)
    assert lead.adjudication(first) is not None


def test_undo_takes_it_back_and_shows_it_again(lead: Lead) -> None:
    lead.section(2)
    first = lead.conflict()
    lead.press(Key.Key_1)
    lead.press(Key.Key_Z, modifier=Control)
    assert lead.adjudication(first) is None
    assert lead.conflict() == first
    lead.settle_down()
    assert "Conflicts 3" in lead.sections()


def test_all_settled_is_said_and_what_was_settled_stays(lead: Lead) -> None:
    lead.section(2)
    lead.press(Key.Key_1, Key.Key_1, Key.Key_2)
    lead.settle_down()
    assert "Conflicts 0" in lead.sections()
    assert "All 3 settled" in lead.said()
    assert all("settled" in text for text in lead.conflicts())
    lead.section(1)
    assert len(lead.ids()) == 5


def test_a_key_too_many_after_the_last_conflict_changes_nothing(lead: Lead) -> None:
    lead.section(2)
    lead.press(Key.Key_1, Key.Key_1, Key.Key_1)
    last = lead.conflict()
    lead.press(Key.Key_2, Key.Key_Space, Key.Key_X, Key.Key_W)
    adjudication = lead.adjudication(last)
    assert adjudication is not None
    assert adjudication.label == "dog"
    assert lead.button("Exclude").toolTip() == "All are settled. Choose one to settle it otherwise."
    lead.settle_down()
    assert not lead.button("Exclude").isEnabled()
    lead.press(Key.Key_Return)
    lead.press(Key.Key_2)
    adjudication = lead.adjudication(last)
    assert adjudication is not None
    assert adjudication.label == "owl"


def test_what_was_taken_back_can_be_settled_at_once(lead: Lead) -> None:
    lead.section(2)
    lead.press(Key.Key_1, Key.Key_1, Key.Key_1)
    lead.press(Key.Key_Z, modifier=Control)
    open_again = lead.conflict()
    assert lead.adjudication(open_again) is None
    lead.press(Key.Key_2)
    assert lead.adjudication(open_again) is not None


def test_predictions_are_hidden_until_it_is_settled_and_then_recorded_as_unseen(lead: Lead) -> None:
    lead.section(2)
    first = lead.conflict()
    predictions = lead.page.findChild(PredictionList)
    assert not predictions.isVisible()
    lead.press(Key.Key_1)
    adjudication = lead.adjudication(first)
    assert adjudication is not None
    assert adjudication.seen == ("label", "others")
    lead.press(Key.Key_Backspace)
    assert lead.conflict() == first
    assert predictions.isVisible()


def test_predictions_that_are_asked_for_are_shown_and_recorded_as_seen(lead: Lead) -> None:
    lead.section(2)
    first = lead.conflict()
    lead.press(Key.Key_M)
    assert lead.page.findChild(PredictionList).isVisible()
    lead.press(Key.Key_1)
    adjudication = lead.adjudication(first)
    assert adjudication is not None
    assert adjudication.seen == ("label", "others", "predictions")
    assert not lead.page.findChild(PredictionList).isVisible()


def test_a_reviewer_who_is_unsure_decides_nothing(lead: Lead) -> None:
    lead.session.record("e09", "unsure", reviewer="dora")
    lead.window.project.record(lead.session.ordinal("e01"), Decision(Verdict.CORRECT, "ann", ""))
    lead.settle_down()
    lead.section(2)
    while lead.conflict() != "e09":
        lead.press(Key.Key_N)
    lead.press(Key.Key_3)
    assert lead.adjudication("e09") is None
    assert "dora is unsure: that decides nothing." in lead.said()


def test_what_reviewers_ticked_stays(lead: Lead) -> None:
    lead.session.record("e09", "incorrect", label="dog", reviewer="ben", categories=["Blurry"])
    lead.section(2)
    while lead.conflict() != "e09":
        lead.press(Key.Key_N)
    lead.press(Key.Key_1)
    assert lead.session.review.ticked(lead.session.ordinal("e09"))


def test_who_reads_only_sees_everything_and_settles_nothing(
    path: Path, open_window: Callable[[Path], object], qtbot: QtBot
) -> None:
    with labeler.open(path) as session:
        decide(session)
        lead = Lead(open_window(path), qtbot)
        lead.section(2)
        first = lead.conflict()
        lead.press(Key.Key_1, Key.Key_Space, Key.Key_X, Key.Key_W)
        assert lead.adjudication(first) is None
        assert "cleo: wrong, it is owl" in lead.said()
        assert not lead.button("Exclude").isEnabled()
        assert "open elsewhere" in lead.button("Exclude").toolTip()
        assert "Read-only: " in lead.said()


@pytest.fixture
def disputed(
    tmp_path: Path, open_window: Callable[[Path], object], qtbot: QtBot
) -> Callable[[str, str, str, str], Lead]:
    """``disputed(examples, model, one, other)``: ben and cleo give a different labels."""

    def disputed(examples: str, model: str, one: str, other: str) -> Lead:
        (tmp_path / "x.csv").write_text(examples, encoding="utf-8")
        (tmp_path / "m.csv").write_text(model, encoding="utf-8")
        with labeler.new(tmp_path / "x", examples=tmp_path / "x.csv", predictions={"M": tmp_path / "m.csv"}) as session:
            session.record("a", "incorrect", label=one, reviewer="ben")
            session.record("a", "incorrect", label=other, reviewer="cleo")
            path = session.path
        lead = Lead(open_window(path), qtbot)
        lead.section(2)
        return lead

    return disputed


def test_sets_of_labels_are_shown_as_what_they_change_and_merged_by_hand(
    disputed: Callable[[str, str, str, str], Lead],
) -> None:
    lead = disputed(SETS, SET_MODEL, "cat;dog", "owl")
    assert "ben: wrong, it is + dog   − owl" in lead.said()
    assert "cleo: wrong, it is + owl   − cat" in lead.said()
    lead.press(Key.Key_W)
    lead.press(Key.Key_2, Key.Key_Return)  # the given set with a dog
    adjudication = lead.adjudication("a")
    assert adjudication is not None
    assert adjudication.label == "cat;dog;?owl"


def test_transcripts_are_compared_word_by_word_and_taken_over(
    disputed: Callable[[str, str, str, str], Lead],
) -> None:
    lead = disputed(SPOKEN, SPOKEN_MODEL, "won two", "one too")
    assert "ben: wrong, it is won instead of one; two" in lead.said()
    lead.press(Key.Key_W)
    lead.press(Key.Key_2, modifier=Alt)  # what cleo wrote, while its keys are not those of the sections
    lead.type(" three")
    lead.press(Key.Key_Return)
    adjudication = lead.adjudication("a")
    assert adjudication is not None
    assert adjudication.label == "one too three"


@pytest.mark.parametrize(
    ("examples", "model", "label", "told"),
    [
        (SETS, SET_MODEL, "cat;dog", "corrected: + dog   − owl"),
        (SPOKEN, SPOKEN_MODEL, "won two", "corrected: transcript: won instead of one; two"),
    ],
)
def test_sets_and_transcripts_are_listed_as_what_changed(
    tmp_path: Path,
    open_window: Callable[[Path], object],
    qtbot: QtBot,
    examples: str,
    model: str,
    label: str,
    told: str,
) -> None:
    (tmp_path / "x.csv").write_text(examples, encoding="utf-8")
    (tmp_path / "m.csv").write_text(model, encoding="utf-8")
    with labeler.new(tmp_path / "x", examples=tmp_path / "x.csv", predictions={"M": tmp_path / "m.csv"}) as session:
        session.record("a", "incorrect", label=label, reviewer="ben")
        path = session.path
    lead = Lead(open_window(path), qtbot)
    assert lead.listed()[0].startswith(told)


# Random or systematic


def test_the_sentence_and_the_factors_are_those_of_the_session(lead: Lead) -> None:
    lead.section(3)
    noise = lead.session.noise(split="dev+test")
    assert noise.verdict in lead.said()
    table = next(
        one for one in lead.page.findChildren(FigureTable) if one.accessibleName() == "Where label errors concentrate"
    )
    model = table.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [one.factor for one in noise.factors]


def test_by_other_criteria_the_label_errors_are_tested_anew(lead: Lead) -> None:
    lead.section(3)
    card = lead.page.findChild(NoiseCard)
    assert card is not None
    assert not card.busy()
    lead.window.project.go_by(metric="error", bounds=["error>=0.22"])
    assert card.busy()
    lead.settle_down()


def test_a_cell_of_the_matrix_shows_its_examples_and_so_does_the_gallery(lead: Lead) -> None:
    lead.section(3)
    largest = max(lead.session.noise(split="dev+test").matrix, key=lambda cell: cell.count)
    lead.press(Key.Key_Return)  # the cursor stands there
    change = f"{largest.given} → {largest.corrected}"
    assert len(lead.ids()) == 1
    assert change in lead.listed()[0]
    asked: list[View] = []
    lead.page.gallery_requested.connect(asked.append)
    lead.press(Key.Key_G)
    shown = lead.session.matching(asked[0]).ordinals.tolist()
    assert [lead.session.examples.ids[ordinal] for ordinal in shown] == lead.ids()
    lead.window.show_page("corrections")
    QTest.keyClick(lead.button(change), Key.Key_Space)
    assert len(lead.ids()) == 2


def test_systematic_errors_say_to_fix_the_rule(path: Path, open_window: Callable[[Path], object], qtbot: QtBot) -> None:
    with labeler.open(path) as session:
        for number in range(40):
            cat = session.examples.ids[number] if number % 3 == 0 else None
            if cat:
                session.record(cat, "incorrect", label="owl", reviewer="ben")
            else:
                session.record(session.examples.ids[number], "correct", reviewer="ben")
    lead = Lead(open_window(path), qtbot)
    lead.section(3)
    assert "Systematic: " in lead.said()
    assert "Fix the rule, and the training set too." in lead.said()


def test_of_a_queue_the_caveat_comes_first_and_nothing_is_to_be_fixed(
    path: Path, open_window: Callable[[Path], object], qtbot: QtBot
) -> None:
    with labeler.open(path) as session:
        for number in range(10, 40):
            wrong = number % 3 == 0
            verdict, label = ("incorrect", "owl") if wrong else ("correct", None)
            session.record(session.examples.ids[number], verdict, label=label, reviewer="ben")
    lead = Lead(open_window(path), qtbot)
    lead.section(3)
    assert "This describes the queue, not the data. In the queue 10 of 10 label errors are cat → owl" in lead.said()
    assert "Fix the rule" not in lead.said()
    assert SYSTEMATIC not in lead.said()


def test_a_matrix_of_many_classes_is_walked_by_keys(
    tmp_path: Path, open_window: Callable[[Path], object], qtbot: QtBot
) -> None:
    rows = "".join(f"e{i},{'dev' if i % 2 else 'test'},class {i:03}\n" for i in range(1000))
    guesses = "".join(f"e{i},class {(i + 1) % 1000:03}\n" for i in range(1000))
    (tmp_path / "x.csv").write_text(f"example_id,split,label\n{rows}", encoding="utf-8")
    (tmp_path / "m.csv").write_text(f"example_id,predicted\n{guesses}", encoding="utf-8")
    with labeler.new(tmp_path / "x", examples=tmp_path / "x.csv", predictions={"M": tmp_path / "m.csv"}) as session:
        for i in range(0, 1000, 5):
            session.record(f"e{i}", "incorrect", label=f"class {(i + 7) % 1000:03}", reviewer="ben")
        path = session.path
    lead = Lead(open_window(path), qtbot)
    lead.section(3)
    matrix = lead.page.findChild(MatrixView)
    assert matrix.hasFocus()
    lead.press(Key.Key_End, modifier=Control)
    row, column = matrix.cursor_cell()
    assert (row, column) == (199, 199)
    assert lead.page.minimumSizeHint().width() <= lead.page.width()


def test_the_test_follows_a_decision_after_a_rest(lead: Lead) -> None:
    lead.section(3)
    before = lead.said()
    lead.window.project.record(lead.session.ordinal("e01"), Decision(Verdict.INCORRECT, "ann", "", label="cat"))
    lead.settle_down()
    assert lead.said() != before


# Versions


def test_apply_is_asked_of_the_window(lead: Lead) -> None:
    asked: list[str] = []
    lead.page.requested.connect(asked.append)
    lead.section(4)
    QTest.keyClick(lead.button("Apply to dev and test…"), Key.Key_Space)
    assert asked == ["apply"]


def test_versions_are_listed_and_two_are_compared_by_key(lead: Lead, qtbot: QtBot) -> None:
    lead.session.apply(override_parity="for the test", by="ann")
    lead.section(4)
    assert lead.button("Compare with the given labels").isVisible()
    lead.press(Key.Key_V)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()


def test_any_two_applied_versions_are_compared_by_keys(lead: Lead, qtbot: QtBot) -> None:
    lead.session.apply(override_parity="for the test", by="ann")
    lead.session.record("e21", "incorrect", label="owl", reviewer="ben")
    lead.session.apply(override_parity="for the test", by="ann")
    lead.section(4)
    lead.press(Key.Key_Tab)
    while not isinstance(QApplication.focusWidget(), FigureTable):
        lead.press(Key.Key_Tab)
    lead.press(Key.Key_V)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), CompareDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CompareDialog)
    qtbot.waitUntil(lambda: not dialog.busy() and dialog._changes.count() == 1)
    assert [row[0] for row in dialog._changes.shown()] == ["e21"]
    dialog.close()


# How it looks


@pytest.mark.parametrize(("scale", "size"), [(1.0, (1100, 700)), (2.0, (1440, 900))])
def test_every_section_fits_a_small_window_and_large_text(
    lead: Lead, qapp: QApplication, scale: float, size: tuple[int, int]
) -> None:
    apply_theme(qapp, "light", scale=scale)
    for section in (1, 2, 3, 4):
        lead.section(section)
        lead.window.resize(*size)
        lead.qtbot.waitUntil(lambda: lead.window.width() == size[0])
        assert lead.page.minimumSizeHint().width() <= lead.page.width()
        assert lead.page.findChild(Segmented).sizeHint().width() <= lead.page.width()
