from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.breaking import breakable
from labeler.gui.widgets.text_label import TextLabel

NAME = "convnext_large_in22k_ft_in1k_384_seed00_ema"


@pytest.mark.parametrize("text", ["", "The best model stays vgg13_bn.", "convnext_large"])
def test_words_that_fit_a_line_stay_as_they_are(text: str) -> None:
    assert breakable(text) == text


@pytest.mark.parametrize("text", [NAME, f"It is {NAME}, now", "x" * 100, "_" * 60])
def test_long_words_get_places_to_break_and_nothing_else(text: str) -> None:
    broken = breakable(text)
    assert broken.replace("\u200b", "") == text
    assert max(map(len, broken.replace("\u200b", " ").split())) <= 25


def test_label_that_wraps_can_be_narrower_than_a_long_name(qtbot: QtBot) -> None:
    wraps, whole = TextLabel(NAME, wrap=True), TextLabel(NAME)
    for label in (wraps, whole):
        qtbot.addWidget(label)
    assert wraps.minimumSizeHint().width() < whole.minimumSizeHint().width() / 2
    assert wraps.accessibleName() == NAME
