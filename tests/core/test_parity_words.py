from __future__ import annotations

from dataclasses import replace

import pytest

from labeler.core.distributions import CHI_SQUARE, Comparison, Difference
from labeler.core.parity import Distributions, Parity, Stratum, mixes_differ
from labeler.core.parity_words import INAPPLICABLE, parity_words

REVIEWED = {name: Stratum(reviewed=4, total=8) for name in ("right", "wrong")}
ALIKE = Parity("m", {"dev": REVIEWED, "test": REVIEWED}, True, (), ())
MIXED = Distributions(label=Comparison(0.0004, CHI_SQUARE, (Difference("cat", 0.5, 0.25, 0.001),)))


def test_what_stops_applying_comes_first_with_how_many_more_there_are() -> None:
    words = parity_words(replace(ALIKE, blocking=("None of it.", "None of that."), warnings=("Less.",)))
    assert words.to_dict() == {"state": "blocked", "sentence": "Applying stops here: None of it. (1 more)"}
    assert words.whole == "Applying stops here: None of it. None of that."


@pytest.mark.parametrize("applicable", [True, False])
def test_what_differs_is_told_though_nothing_can_be_applied(applicable: bool) -> None:
    words = parity_words(replace(ALIKE, warnings=("Twice.", "Thrice.", "Nobody."), applicable=applicable))
    assert (words.state, words.sentence) == ("warned", "Twice. (2 more)")


def test_mixes_that_differ_are_told_elsewhere() -> None:
    found = replace(ALIKE, distributions=MIXED, warnings=tuple(mixes_differ(MIXED)))
    assert parity_words(found).sentence == "Dev and test were reviewed alike."


def test_nothing_reviewed_is_not_alike() -> None:
    untouched = {name: Stratum(total=8) for name in ("right", "wrong")}
    assert parity_words(replace(ALIKE, splits={"dev": untouched, "test": untouched})).state == "nothing"
    assert parity_words(replace(ALIKE, applicable=False)).sentence == INAPPLICABLE
