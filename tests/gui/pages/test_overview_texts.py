"""What the Overview writes for figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from labeler.gui.pages.overview.choices import queue_in
from labeler.gui.pages.overview.tables import (
    MOST_MODELS,
    model_rows,
    moment,
    queue_row,
    reviewer_row,
    shown_models,
    split_rows,
    told_apart,
)
from labeler.gui.project import Project
from labeler.gui.widgets.figure_table import Cell
from labeler.session.overview import ModelErrors, ReviewerProgress, SplitReview
from labeler.session.queue_progress import QueueProgress

NOW = datetime(2026, 3, 14, 15, 0).astimezone()


@pytest.mark.parametrize(
    ("then", "told"),
    [
        (NOW - timedelta(hours=1), "today 14:00"),
        (NOW - timedelta(hours=20), "yesterday 19:00"),
        (NOW - timedelta(days=40), "2 Feb"),
        (NOW - timedelta(days=400), "7 Feb 2025"),
    ],
)
def test_a_moment_is_told_as_exactly_as_it_matters(then: datetime, told: str) -> None:
    assert moment(then.astimezone(UTC).isoformat(), now=NOW) == told


def test_who_was_never_active_was_never(qapp: object) -> None:
    assert moment(None) == "never"


def test_short_names_stay_whole() -> None:
    assert told_apart(["vgg13_bn", "vgg13"]) == {"vgg13_bn": "vgg13_bn", "vgg13": "vgg13"}


def test_long_names_keep_what_tells_them_apart() -> None:
    names = [f"a_long_name_of_an_architecture_{number}_with_a_long_ending" for number in ("01", "17", "23")]
    shown = told_apart(names)
    assert len(set(shown.values())) == 3
    assert all(number in shown[name] for name, number in zip(names, ("01", "17", "23"), strict=True))
    assert all(len(text) < 20 for text in shown.values())


def test_a_long_name_that_another_begins_with_is_still_another() -> None:
    names = ["a_rather_long_name_of_a_model", "a_rather_long_name_of_a_model_2"]
    assert len(set(told_apart(names).values())) == 2


def test_one_long_name_alone_stays_whole() -> None:
    assert told_apart(["a_rather_long_name_of_a_model"])["a_rather_long_name_of_a_model"].endswith("model")


def test_of_many_models_the_best_are_shown_and_the_selected_one(project: Project) -> None:
    names = [f"m{number:02}" for number in range(34)]
    models = tuple(ModelErrors(name, {"dev": 0.1}, {"dev": 0.1}) for name in names)
    overview = replace(project.session.overview(), models=models, selected="m30")
    shown = [model.model for model in shown_models(overview)]
    assert shown == [*names[: MOST_MODELS - 1], "m30"]


def test_a_change_is_an_arrow_and_what_stays_is_said_once(project: Project) -> None:
    models = (
        ModelErrors("a", {"dev": 0.1}, {"dev": 0.05}),
        ModelErrors("b", {"dev": 0.1}, {"dev": 0.1}),
        ModelErrors("c", {}, {}),
        ModelErrors("d", {"dev": None}, {"dev": 0.1}),
    )
    overview = replace(project.session.overview(), models=models, compared={"dev": 1000})
    told = [cell.text for _, cell in model_rows(overview) if isinstance(cell, Cell)]
    assert told == ["10.0 → 5.0", "10.0", "–", "– → 10.0"]


def test_a_split_that_nobody_reviewed_is_quiet() -> None:
    (row,) = split_rows([SplitReview("dev", 5000, 0, 0, 0, 0, 0)])
    assert [cell.tone for cell in row[1:] if isinstance(cell, Cell)] == ["faint"] * 5


def test_a_queue_tells_how_far_it_is_and_who_left_it() -> None:
    queue = QueueProgress("errors", "dev", 50, "m", done=5, total=50, words="5 of 50 decided", left_by="ann")
    row = queue_row(queue)
    assert (row.name, row.words, row.fraction, row.quiet.strip()) == ("Errors of m", "5 of 50 decided", 0.1, "ann")
    assert "on dev, 50 a split" in row.tooltip


@pytest.mark.parametrize(("total", "fraction", "words"), [(None, None, "…"), (0, None, "none there")])
def test_a_queue_that_is_not_told_or_empty_has_no_bar(total: int | None, fraction: None, words: str) -> None:
    row = queue_row(QueueProgress("suspicious", "dev", total=total, words="none there"))
    assert (row.fraction, row.words) == (fraction, words)


def test_a_queue_is_opened_as_it_was_left() -> None:
    choice = queue_in(QueueProgress("filter", "dev", None, where=("given=cat",), blind=True, categories=False))
    assert (choice.name, choice.size, choice.where, choice.blind, choice.categories) == (
        *("filter", 0, ("given=cat",)),
        *(True, False),
    )


def test_a_reviewer_s_bar_is_their_share_of_what_is_reviewed() -> None:
    row = reviewer_row(ReviewerProgress("ann", 30, 0, 0, 2, 4.25, None), 120)
    assert row.fraction == 0.25
    assert row.words == "30 decided · 2 left undecided · 4.2 s each"


def test_nobody_has_a_share_of_nothing() -> None:
    assert reviewer_row(ReviewerProgress("ann", 0, 0, 0, 1, None, None), 0).fraction == 0.0


def test_who_settled_conflicts_has_done_something() -> None:
    assert reviewer_row(ReviewerProgress("ann", 0, 5, 2, 0, None, None), 20).words == "5 settled · 2 noted"


def test_a_queue_picked_by_hand_opens_as_it_was() -> None:
    assert queue_in(QueueProgress("filter", "dev", None, only=("a", "b"))).only == ("a", "b")
