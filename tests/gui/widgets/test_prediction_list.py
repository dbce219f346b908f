from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from labeler.core.word_diff import word_diff
from labeler.gui.widgets.prediction_list import PredictionList, PredictionRow

Shown = Callable[[QWidget], QWidget]
Painted = Callable[[QWidget], QImage]
SET = ("animal", "four_legs", "on_water", "horns?")


def _heard(model: str, reference: str, hypothesis: str) -> PredictionRow:
    return PredictionRow(model, hypothesis, None, agrees=False, pieces=word_diff(reference, hypothesis))


@pytest.fixture
def predictions(qtbot: QtBot) -> PredictionList:
    made = PredictionList()
    qtbot.addWidget(made)
    made.resize(304, 192)
    return made


def test_what_a_model_heard_is_described_as_a_diff(predictions: PredictionList) -> None:
    predictions.set_rows([_heard("ctc", "one two", "one too"), _heard("tdnn", "one two", "one two")])
    assert predictions.accessibleDescription() == (
        "ctc, 1 word differs: one; too instead of two; tdnn, same words: one two"
    )


def test_hypotheses_take_the_room_that_was_kept_for_them(predictions: PredictionList) -> None:
    predictions.fit_columns(["m"], [], bars=False, wraps=True)
    predictions.hide_rows(2)
    hidden = predictions.sizeHint()
    predictions.set_rows([_heard(name, "a", "b " * 300) for name in ("m", "n")])
    assert predictions.sizeHint() == hidden
    assert hidden.height() == 2 * 3 * 24


def test_long_hypotheses_scroll(predictions: PredictionList) -> None:
    predictions.fit_columns(["m"], [], bars=False, wraps=True)
    predictions.show()
    predictions.set_rows([_heard("m", "a", "a")])
    assert predictions.verticalScrollBar().maximum() == 0
    predictions.set_rows([_heard(name, "a " * 300, "b " * 300) for name in ("m", "n")])
    assert predictions.verticalScrollBar().maximum() > 0


def test_a_hypothesis_is_painted_below_its_model(shown: Shown, painted: Painted) -> None:
    predictions = PredictionList()
    shown(predictions)
    predictions.fit_columns(["m"], [], bars=False, wraps=True)
    predictions.set_rows([_heard("m", "one two", "one too")])
    image = painted(predictions)
    below = {image.pixel(x, y) for x in range(image.width()) for y in range(24, 44)}
    assert len(below) > 1


def test_a_set_without_room_ends_after_a_whole_name(shown: Shown, painted: Painted) -> None:
    predictions = PredictionList()
    shown(predictions)
    predictions.resize(400, 192)
    predictions.fit_columns(["m"], [", ".join(SET)], bars=True)
    first = []
    for label, items in ((", ".join(SET), SET), ("animal +3", ())):
        predictions.set_rows([PredictionRow("m", label, 0.5, agrees=False, items=items)])
        first.append(painted(predictions))
    assert first[0] == first[1]


def test_resting_on_a_row_tells_all_of_it(predictions: PredictionList) -> None:
    predictions.show()
    predictions.set_rows(
        [PredictionRow("m", ", ".join(SET), 0.5, agrees=False, items=SET), PredictionRow("n", "cat", 0.5, agrees=True)]
    )
    whole = "m: animal, four_legs, on_water, horns?, 0.50, differs from the label that stands"
    for y, told in ((30, "n: cat, 0.50, agrees with the label that stands"), (10, whole)):
        place = QPoint(20, y)
        QApplication.sendEvent(
            predictions.viewport(),
            QHelpEvent(QEvent.Type.ToolTip, place, predictions.viewport().mapToGlobal(place)),
        )
        assert QToolTip.text() == told
    QToolTip.hideText()


def test_whether_it_agrees_is_said_and_has_a_shape(shown: Shown, painted: Painted) -> None:
    predictions = PredictionList()
    shown(predictions)
    predictions.fit_columns(["m"], ["cat"], bars=False)
    looks = []
    for agrees in (True, False, None):
        predictions.set_rows([PredictionRow("m", "cat", None, agrees=agrees)])
        looks.append((painted(predictions), predictions.accessibleDescription()))
    images, said = zip(*looks, strict=True)
    assert all(images[one] != images[other] for one, other in ((0, 1), (0, 2), (1, 2)))
    assert said == (
        "m: cat, –, agrees with the label that stands",
        "m: cat, –, differs from the label that stands",
        "m: cat, –",
    )


def test_all_labels_begin_at_one_place_with_a_sign_or_without(shown: Shown, painted: Painted) -> None:
    predictions = PredictionList()
    shown(predictions)
    predictions.fit_columns(["m"], ["cat"], bars=False)
    ends = []
    for agrees in (True, None):
        predictions.set_rows([PredictionRow("m", "cat", None, agrees=agrees)])
        image = painted(predictions)
        ground = image.pixel(image.width() - 1, 12)
        ends.append(max(x for x in range(460) for y in range(24) if image.pixel(x, y) != ground))
    assert ends[0] == ends[1]
