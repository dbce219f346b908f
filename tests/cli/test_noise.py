"""``labeler noise``: the contract of its document, and what people read."""

from __future__ import annotations


def test_the_document_has_the_keys_of_the_contract(run, project, decisions):
    assert run("decide", project, decisions).code == 0
    document = run("noise", project, "--json").document
    assert list(document) == [
        *("split", "model", "examples", "excluded", "reviewed", "tested", "incorrect", "describes", "verdict"),
        *("matrix", "factors", "prevalence", "crossings", "proposers", "warnings"),
    ]
    assert (document["split"], document["model"], document["examples"]) == ("dev+test", "shy", 12)
    assert (document["reviewed"], document["excluded"], document["tested"], document["incorrect"]) == (6, 2, 4, 2)
    assert document["matrix"] == [{"given": "cat", "corrected": "dog", "count": 2, "rate": 1.0}]
    assert {tuple(factor) for factor in document["factors"]} == {
        ("factor", "level", "count", "incorrect", "examples", "reviewed", "expected", "p", "p_holm", "lift")
    }
    assert list(document["prevalence"]) == ["share", "correctly_labeled", "incorrectly_labeled", "shares", "models"]
    assert document["prevalence"]["share"] == 0.2
    assert {tuple(model) for model in document["prevalence"]["models"]} == {
        ("model", "correctly_labeled", "incorrectly_labeled", "errors")
    }
    assert [proposer["model"] for proposer in document["proposers"]] == ["bold", "shy"]


def test_only_the_models_named_are_compared(run, project, decisions):
    run("decide", project, decisions)
    document = run("noise", project, "--split", "dev", "--models", "shy, bold", "--json").document
    assert document["split"] == "dev"
    assert [model["model"] for model in document["prevalence"]["models"]] == ["shy", "bold"]
    assert document["crossings"] == []


def test_people_read_the_verdict_first(run, project, decisions):
    run("decide", project, decisions)
    said = run("noise", project)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("dev+test: ")
    assert "cat → dog" in said.out
    assert "6 of 12 examples reviewed, 4 tested, 2 incorrectly labeled" in said.out


def test_nothing_reviewed_is_said(run, project):
    assert "dev+test: No label has been found right or wrong yet." in run("noise", project).out


def test_an_unknown_model_is_the_users_to_fix(run, project):
    said = run("noise", project, "--models", "shy,brave")
    assert (said.code, said.out) == (1, "")
    assert "there is no model 'brave'" in said.err


def test_people_read_the_present_share_before_the_crossings(run, project, decisions):
    run("decide", project, decisions)
    out = run("noise", project).out
    assert "  Now 20.0 % of the set is known to be incorrectly labeled: 2 of 10 examples not excluded.\n" in out


def test_no_share_is_told_where_no_label_is_incorrect(run, project):
    assert "known to be" not in run("noise", project).out
