"""What the ranking page says of an audit and of pairs, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import labeler
from labeler.core.prevalence import Crossing
from labeler.gui.pages.ranking import audit_texts, pair_texts
from labeler.gui.pages.ranking.bounds_chip import BoundsChip
from labeler.gui.pages.ranking.noise_view import telling
from labeler.gui.pages.ranking.tables import left_out, signed
from labeler.session.audit_results import AuditFigures
from labeler.session.results import NotCompared
from labeler.session.session import Session


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    with labeler.open(path) as opened:
        yield opened


@pytest.fixture
def figures(session: Session) -> AuditFigures:
    return session.audit(split=["dev+test"])


def test_line_goes_from_a_risk_of_one_to_the_limit(figures: AuditFigures) -> None:
    pair = replace(figures.pairs[0], measured_risk=0.21)
    (line,) = audit_texts.lines(replace(figures, pairs=(pair,)), [])
    assert line.fraction == pytest.approx(0.79 / 0.95)
    assert line.figures[0] == "risk 21 %"
    assert line.mark is None


def test_settled_lines_have_colour_and_shape(figures: AuditFigures) -> None:
    first, second = figures.pairs
    pairs = (replace(first, outcome="leader", certified=True), replace(second, outcome="rival", settled_exactly=True))
    lines = audit_texts.lines(replace(figures, pairs=pairs), [])
    assert [(line.mark, line.fraction) for line in lines] == [("right", 1.0), ("wrong", 1.0)]
    assert lines[1].figures[0] == "certain"


def test_lines_stand_in_the_order_of_the_table(figures: AuditFigures) -> None:
    order = [pair.rival for pair in reversed(figures.pairs)]
    assert [line.name for line in audit_texts.lines(figures, order)] == order


@pytest.mark.parametrize(
    ("about", "most", "said"),
    [(390, 919, "About 390 more reviews, at most 919, settle the rest."), (None, 1, "At most 1 more review settles")],
)
def test_what_the_rest_takes(figures: AuditFigures, about: int | None, most: int, said: str) -> None:
    asked = replace(figures, expected_reviews=about, remaining_at_most=most, reviewed=12, blind_share=0.5)
    assert audit_texts.words(asked).startswith(said)
    assert audit_texts.words(asked).endswith("6 of 12 decisions were taken blind.")


def test_every_pair_is_told_both_ways_round(session: Session) -> None:
    ranking = session.rank(split=["dev+test"], resamples=0).splits["dev+test"]
    pairs = pair_texts.pairs_of(ranking, higher_is_better=False)
    assert len(pairs) == 6
    for (one, other), pair in pairs.items():
        assert (pair.difference or 0) == -(pairs[other, one].difference or 0)
    best = ranking.models[0].model
    assert all(pair.better for (one, _), pair in pairs.items() if one == best)


def test_differences_have_a_sign() -> None:
    assert [signed(value, 10_000) for value in (0.0002, -0.0007, 0.0, 0.000001)] == ["+0.02", "−0.07", "0", "0"]


def test_models_left_out_are_grouped_by_reason() -> None:
    entries = [NotCompared(model, split, "it is short") for model in "ab" for split in ("dev", "test")]
    assert left_out(entries) == "Not compared: a and b (it is short)."
    assert left_out(()) == ""


def test_noise_shows_the_best_its_rival_and_who_crosses_the_best_first() -> None:
    crossings = [Crossing("e", "d", 0, None, (0, 0)), Crossing("c", "a", 0, None, (0, 0))]  # type: ignore[arg-type]
    assert telling(("a", "b", "c", "d", "e"), crossings[1:]) == ("a", "b", "c")
    assert telling(("a", "b", "c", "d", "e"), crossings) == ("a", "b", "c")
    assert telling((), ()) == ()


def test_what_is_only_in_conflict_is_settled_elsewhere(session: Session) -> None:
    figures = replace(session.audit(split=["dev+test"]), remaining_at_most=2)
    assert audit_texts.blocked(figures, 0) == "The 2 examples left are in conflict: settle them on Corrections."
    assert not audit_texts.can_go_on(figures, 0)
    assert audit_texts.blocked(figures, 2) == ""
    assert audit_texts.can_go_on(figures, 2)


def test_bounds_are_called_by_their_titles(qtbot: QtBot) -> None:
    chip = BoundsChip()
    qtbot.addWidget(chip)
    chip.set_choices([("wer", "WER")])
    chip.set_bounds(("wer<=0.1", "size>=3"))
    assert chip.accessibleName() == "Bounds: WER ≤ 0.1, size ≥ 3"
