"""What models are selected by (METHOD 1): the project's metric and bounds, everywhere a model is selected."""

from __future__ import annotations

import pytest

import labeler
from labeler.errors import LabelerError


@pytest.fixture
def timed(make):
    """A is best by error; only C and B are quick."""
    return make(attributes={"A": {"ms": 1500.0}, "B": {"ms": 95.0}, "C": {"ms": 80.0}})


def test_unless_said_otherwise_the_task_s_metric_selects_without_bounds(timed):
    assert timed.criteria().to_dict() == {"metric": "error", "bounds": [], "selected": "A"}


def test_worked_value_accuracy_90_92_95_percent_at_80_95_1500_ms_bound_100_ms_selects_b(timed):
    assert timed.criteria(bound=["ms<=100"]).selected == "B"


def test_bounds_hold_wherever_a_model_is_selected_and_after_opening_again(timed, reopened):
    timed.criteria(bound=["ms<=100"])
    session = reopened(timed)
    assert session.criteria().bounds == ("ms<=100",)
    assert session.model().model == "B"
    assert session.queue("errors").model == "B"
    assert session.parity().model == "B"
    assert session.rank(resamples=0).splits["dev"].selected_before == "B"


def test_a_bound_given_with_the_ranking_replaces_those_of_the_project(timed):
    timed.criteria(bound=["ms<=100"])
    assert timed.rank(bound=[], resamples=0).splits["dev"].selected_before == "A"
    assert timed.rank(bound=["ms<=90"], resamples=0).splits["dev"].selected_before == "C"


def test_the_metric_of_the_project_is_the_one_rankings_go_by(timed):
    assert timed.criteria(metric="accuracy").metric == "accuracy"
    assert timed.rank(resamples=0).metric == "accuracy"
    assert timed.rank(metric="error", resamples=0).metric == "error"


def test_no_model_is_selected_where_none_meets_the_bounds(timed):
    assert timed.criteria(bound=["ms<=1"]).selected is None
    assert timed.criteria(bound=[]).selected == "A"


@pytest.mark.parametrize(("options", "said"), [({"metric": "beauty"}, "beauty"), ({"bound": ["weight<=3"]}, "weight")])
def test_what_the_project_doesn_t_know_is_refused_and_nothing_changes(timed, options, said):
    with pytest.raises(LabelerError, match=said):
        timed.criteria(**options)
    assert timed.criteria().to_dict() == {"metric": "error", "bounds": [], "selected": "A"}


def test_a_project_opened_for_reading_keeps_its_criteria(timed):

    with labeler.open(timed.path, read_only=True) as reading:
        assert reading.criteria().metric == "error"
        with pytest.raises(LabelerError, match="only be read"):
            reading.criteria(metric="accuracy")
