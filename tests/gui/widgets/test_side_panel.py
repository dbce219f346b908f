from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.theme import current_theme, load_palette
from labeler.gui.widgets.action_button import ActionButton, Variant
from labeler.gui.widgets.category_list import CategoryList, CategoryRow
from labeler.gui.widgets.prediction_list import PredictionList, PredictionRow
from labeler.gui.widgets.spans import strong
from labeler.gui.widgets.text_label import TextBlock
from labeler.gui.widgets.verdict_mark import MARKS, mark_of, verdict_icon

Shown = Callable[[QWidget], QWidget]
Painted = Callable[[QWidget], QImage]


@pytest.fixture
def categories(qtbot: QtBot) -> CategoryList:
    made = CategoryList()
    qtbot.addWidget(made)
    made.set_categories([CategoryRow("Dog", 8), CategoryRow("Blurry", 61)])
    made.show()
    return made


def _name_line(categories: CategoryList) -> QLineEdit:
    line = categories.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def test_a_button_says_its_words_and_its_key() -> None:
    button = ActionButton("Wrong, it is ", strong("dog"), key="W")
    assert button.accessibleName() == "Wrong, it is dog"
    assert button.accessibleDescription() == "Key W"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_button_answers_the_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    button = ActionButton("Right")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


@pytest.mark.parametrize("variant", ["card", "primary", "quiet", "hint"])
def test_focus_by_tab_is_seen(qtbot: QtBot, shown: Shown, variant: Variant, painted: Painted) -> None:
    button = ActionButton("Right", key="W", variant=variant)
    shown(button)
    before = painted(button)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    assert painted(button) != before


def test_the_outline_of_a_selected_button_has_the_colour_of_its_verdict(shown: Shown, painted: Painted) -> None:
    button = ActionButton("Wrong")
    shown(button)
    button.set_selected("wrong")
    assert painted(button).pixelColor(button.width() // 2, 0) == load_palette("light").wrong
    button.set_selected(None)
    assert painted(button).pixelColor(button.width() // 2, 0) == load_palette("light").border


def test_verdicts_differ_in_shape_and_not_only_in_colour() -> None:
    shapes = []
    for mark in MARKS:
        image = verdict_icon(mark).pixmap(32, 32).toImage()
        cells = range(image.width())
        shapes.append(tuple(image.pixelColor(x, y).alpha() > 128 for x in cells for y in cells))
    assert len(set(shapes)) == len(MARKS)


def test_names_in_files_have_their_mark() -> None:
    assert [mark_of(name) for name in ("correct", "incorrect", "unsure")] == ["right", "wrong", "unsure"]
    assert mark_of("given") is None


def test_hidden_predictions_take_the_space_of_shown_ones(qtbot: QtBot) -> None:
    predictions = PredictionList()
    qtbot.addWidget(predictions)
    predictions.hide_rows(3)
    hidden = predictions.sizeHint()
    assert predictions.accessibleDescription() == "shown after the verdict"
    predictions.set_rows([PredictionRow(f"m{i}", "dog", 0.9, agrees=False) for i in range(3)])
    assert predictions.sizeHint() == hidden
    assert predictions.accessibleDescription().startswith("m0: dog, 0.90")


def test_what_disagrees_with_the_given_label_has_the_strong_bar(shown: Shown, painted: Painted) -> None:
    predictions = PredictionList()
    shown(predictions)
    palette = current_theme().palette
    for agrees, color in ((False, palette.bar_strong), (True, palette.bar)):
        predictions.set_rows(
            [PredictionRow("m", "dog", 1.0, agrees=agrees), PredictionRow("n", "x", None, agrees=True)]
        )
        assert painted(predictions).pixelColor(predictions.width() * 6 // 10, 12) == color


def test_many_models_scroll_within_the_same_height(qtbot: QtBot) -> None:
    predictions = PredictionList(max_rows=8)
    qtbot.addWidget(predictions)
    predictions.set_rows([PredictionRow(f"m{i}", "dog", 0.5, agrees=True) for i in range(34)])
    predictions.resize(predictions.sizeHint())
    predictions.show()
    assert predictions.height() == 8 * 24
    assert predictions.verticalScrollBar().maximum() == 26 * 24


def test_a_number_toggles_its_category(qtbot: QtBot, categories: CategoryList) -> None:
    with qtbot.waitSignal(categories.toggled) as signal:
        categories.toggle_key(2)
    assert signal.args == ["Blurry", True]
    assert categories.toggled_names() == ("Blurry",)
    with qtbot.assertNotEmitted(categories.toggled):
        categories.toggle_key(3)


def test_showing_what_is_toggled_asks_for_nothing(qtbot: QtBot, categories: CategoryList) -> None:
    with qtbot.assertNotEmitted(categories.toggled):
        categories.set_toggled({"Dog"})
    categories.set_categories([CategoryRow("Dog", 9), CategoryRow("Blurry", 61), CategoryRow("New", 0)])
    assert categories.toggled_names() == ("Dog",)


def test_a_new_category_is_made_in_place(qtbot: QtBot, categories: CategoryList) -> None:
    categories.start_creating()
    QTest.keyClicks(_name_line(categories), " Great cat ")
    with qtbot.waitSignal(categories.created) as signal:
        QTest.keyClick(_name_line(categories), Qt.Key.Key_Return)
    assert signal.args == ["Great cat"]
    assert not _name_line(categories).isVisible()


def test_the_name_of_a_category_there_is_toggles_that_one(qtbot: QtBot, categories: CategoryList) -> None:
    categories.start_creating()
    QTest.keyClicks(_name_line(categories), "blurry")
    with qtbot.waitSignal(categories.toggled), qtbot.assertNotEmitted(categories.created):
        QTest.keyClick(_name_line(categories), Qt.Key.Key_Return)
    assert categories.toggled_names() == ("Blurry",)


def test_escape_leaves_the_line_and_makes_nothing(qtbot: QtBot, categories: CategoryList) -> None:
    categories.start_creating()
    QTest.keyClicks(_name_line(categories), "x")
    with qtbot.assertNotEmitted(categories.created):
        QTest.keyClick(_name_line(categories), Qt.Key.Key_Escape)
    assert not _name_line(categories).isVisible()


def test_many_models_give_way_to_what_stands_below(qtbot: QtBot) -> None:
    predictions = PredictionList()
    qtbot.addWidget(predictions)
    predictions.hide_rows(8)
    assert predictions.minimumSizeHint().height() == 4 * 24
    predictions.hide_rows(2)
    assert predictions.minimumSizeHint().height() == 2 * 24


def test_without_probabilities_the_label_has_the_room_of_the_bar(shown: Shown, painted: Painted) -> None:
    predictions = PredictionList()
    shown(predictions)
    predictions.set_rows([PredictionRow("m", "i" * 400, None, agrees=False)])
    for bars, inked in ((True, False), (False, True)):
        predictions.fit_columns(["m"], ["i" * 400], bars=bars)
        image = painted(predictions)
        across = range(predictions.width() * 6 // 10, predictions.width() * 8 // 10)
        colors = {image.pixel(x, y) for x in across for y in range(24)}
        assert (len(colors) > 1) is inked


def test_a_long_label_is_wrapped_and_then_elided(shown: Shown) -> None:
    block = TextBlock("n02123045_tabby_cat_" * 2, size="title", lines=3)
    shown(block)
    assert "".join(block.shown_lines(280)) == "n02123045_tabby_cat_" * 2
    assert block.heightForWidth(280) == len(block.shown_lines(280)) * TextBlock("x", size="title").heightForWidth(280)
    block.set_text("n02123045_tabby_cat_" * 20)
    assert len(block.shown_lines(280)) == 3
    assert block.shown_lines(280)[-1].endswith("…")
    assert TextBlock("").shown_lines(280) == [""]
