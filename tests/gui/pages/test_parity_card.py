"""Were dev and test reviewed alike, in a table and in words (METHOD 4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from labeler.core.distributions import CHI_SQUARE, Comparison, Difference
from labeler.core.parity import Distributions, Parity
from labeler.core.parity_words import INAPPLICABLE
from labeler.gui.parity_card import ParityCard, mixes, verdict
from labeler.gui.widgets.figure_table import FigureTable
from labeler.session.session import Session


@pytest.fixture
def parity(project: object) -> Parity:
    session = project.session  # type: ignore[attr-defined]
    assert isinstance(session, Session)
    for queue in ("errors", "right"):
        for split in ("dev", "test"):
            (item,) = session.queue(queue, split=[split], size=1).items
            session.record(item.example_id, "excluded", reviewer="bob")
    return session.parity()


def test_each_stratum_has_a_row(parity: Parity, qtbot: QtBot) -> None:
    card = ParityCard()
    qtbot.addWidget(card)
    card.resize(1200, 320)
    card.show_parity(parity)
    card.show()
    (table,) = card.findChildren(FigureTable)
    model = table.model()
    assert isinstance(model, QAbstractItemModel)
    shown = [[str(model.index(row, column).data()) for column in range(model.columnCount())] for row in range(4)]
    assert shown == [
        ["dev", "right for fifth", "1 of 16", "6 %", "0", "bob 1"],
        ["dev", "wrong for fifth", "1 of 4", "25 %", "0", "bob 1"],
        ["test", "right for fifth", "1 of 16", "6 %", "0", "bob 1"],
        ["test", "wrong for fifth", "1 of 4", "25 %", "0", "bob 1"],
    ]
    words = [label.accessibleName() for label in card.findChildren(QLabel) if label.isVisible()]
    assert "Dev and test were reviewed alike." in words
    assert any(
        text.startswith("Dev and test have one mix of labels, as far as can be told (chi-square") for text in words
    )


def test_what_stops_applying_comes_before_all_else(parity: Parity) -> None:
    stopped = replace(parity, blocking=("None of it was reviewed.",), warnings=("Less.",))
    assert verdict(stopped) == ("Applying stops here: None of it was reviewed.", "wrong")
    assert verdict(replace(stopped, applicable=False))[1] == "wrong"


def test_without_two_splits_and_a_model_it_says_what_is_lacking(parity: Parity) -> None:
    assert verdict(replace(parity, applicable=False)) == (INAPPLICABLE, "muted")


def test_mixes_that_differ_are_told_apart_from_how_much_was_reviewed(parity: Parity) -> None:
    found = Distributions(
        Comparison(0.0004, CHI_SQUARE, (Difference("cat", 0.5, 0.25, 0.001),)), Comparison(0.5, CHI_SQUARE)
    )
    told = "Dev and test differ in their mix of labels by more than chance (chi-square p < 0.001), above all cat"
    differing = replace(parity, distributions=found, warnings=(f"{told} (50.0 % of dev, 25.0 % of test).",))
    assert verdict(differing) == ("Dev and test were reviewed alike.", "right")
    words, tone = mixes(differing)
    assert words.startswith(told)
    assert words.endswith("Dev and test have one mix of sources, as far as can be told (chi-square p = 0.50).")
    assert tone == "unsure"


def test_without_anything_to_compare_nothing_is_said_of_mixes(parity: Parity) -> None:
    assert mixes(replace(parity, distributions=Distributions()))[0] == ""
