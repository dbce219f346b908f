"""The verbs diagnose and split-advice as they are typed."""

from __future__ import annotations

import pytest


def test_typed_numbers_are_percent_and_the_document_is_proportions(run):
    said = run("diagnose", "--human", 0, "--train", 1, "--train-dev", 1.5, "--dev", 10, "--json")
    assert said.code == 0
    for side in ("before", "after"):
        document = said.document[side]
        assert document["errors"] == {"human": 0, "train": 0.01, "train-dev": 0.015, "dev": 0.1, "test": None}
        assert document["gaps"]["data_mismatch"] == pytest.approx(0.085)
        assert document["gaps"]["overfitting_to_dev"] is None
        assert document["main"] == ["data_mismatch"]
        assert list(document["remedies"]) == ["data_mismatch"]


def test_people_read_a_table_and_whole_sentences(run):
    said = run("diagnose", "--human", 4, "--train", 7, "--train-dev", 10, "--dev", 6, "--test", 6)
    assert "  data mismatch       −4 points\n" in said.out
    assert "Dev is easier than train-dev, by 4 points." in said.out


def test_an_error_measured_on_so_many_examples_has_an_interval(run):
    document = run("diagnose", "--train", "1@1000", "--dev", "10@500", "--json").document["after"]
    assert document["examples"]["dev"] == 500
    low, high = document["intervals"]["variance"]
    assert low < 0.09 < high


def test_human_levels_can_be_given_several_times(run):
    document = run("diagnose", "--human", 3, "--human", 0.5, "--train", 8, "--json").document["after"]
    assert (document["errors"]["human"], document["bayes_bound"]) == (0.03, 0.005)


def test_the_table_of_distributions_takes_further_cells(run):
    options = ("--human", 4, "--train", 7, "--train-dev", 10, "--dev", 6, "--target-human", 6, "--target-trained", 6)
    table = run("diagnose", *options, "--json").document["after"]["table"]
    assert table["target"] == {"human": 0.06, "trained_on": 0.06, "not_trained_on": 0.06}
    assert len(table["gaps"]) == 7


def test_two_distributions_leave_variance_unknown_without_train_dev(run):
    said = run("diagnose", "--train", 1, "--dev", 10, "--two-distributions", "--json")
    assert said.document["after"]["gaps"]["variance"] is None


@pytest.mark.parametrize("value", ["x", "-1", "101", "nan", "5@", "5@0", "5@x"])
def test_what_is_no_percentage_is_wrong_usage(run, value):
    said = run("diagnose", f"--dev={value}")
    assert said.code == 2
    assert "10@500" in said.err


def test_neither_project_nor_numbers_is_wrong_usage(run):
    said = run("diagnose", "--json")
    assert said.code == 2
    assert "takes a project, or errors" in said.document["error"]["message"]


def test_a_project_is_diagnosed_before_and_after(run, tables, tmp_path):
    run("new", tmp_path / "p", *tables.new)
    said = run("diagnose", tmp_path / "p.labeler", "--human", 1, "--json")
    assert said.document["model"] == "shy"
    assert said.document["before"]["errors"]["dev"] == pytest.approx(1 / 6)
    printed = run("diagnose", tmp_path / "p.labeler", "--model", "bold")
    assert printed.out.startswith("bold, error; before: given labels, after: corrected labels\n")
    assert "warning: bold's error on train and train-dev isn't known" in printed.out


def test_worked_value_of_split_advice_is_printed(run):
    options = ("--source", "web=200000", "--source", "app=10000", "--matters", "app", "--dev", 2500, "--test", 2500)
    document = run("split-advice", *options, "--json").document
    assert {name: round(count) for name, count in document["shuffled_whole"]["dev"].items()} == {
        "web": 2381,
        "app": 119,
    }
    assert document["advised"]["train"] == {"web": 200_000, "app": 5_000}
    printed = run("split-advice", *options).out
    assert "2,381" in printed
    assert "119" in printed


def test_split_advice_refuses_too_few_examples_and_a_source_named_twice(run):
    few = run("split-advice", "--source", "app=10", "--matters", "app", "--dev", 8, "--test", 8)
    assert (few.code, "collect 6 more" in few.err) == (1, True)
    twice = run("split-advice", "--source", "a=1", "--source", "a=2", "--matters", "a", "--dev", 1, "--test", 1)
    assert twice.code == 2
    assert run("split-advice", "--source", "a=x", "--matters", "a", "--dev", 1, "--test", 1).code == 2


def test_typed_errors_can_be_kept_in_the_project_and_forgotten(run, tables, tmp_path):
    run("new", tmp_path / "p", *tables.new)
    assert run("diagnose", tmp_path / "p.labeler", "--human", "1@500", "--human", 0.5, "--keep").code == 0
    said = run("diagnose", tmp_path / "p.labeler", "--train", 4, "--json").document
    assert said["typed"] == ["human", "train"]
    assert said["before"]["errors"]["human"] == pytest.approx(0.01)
    assert run("diagnose", tmp_path / "p.labeler", "--forget", "--json").document["typed"] == []
    assert run("diagnose", "--human", 1, "--train", 2, "--keep").code == 2
