"""``labeler estimate``: the contract of its document, and what people read."""

from __future__ import annotations


def test_the_document_has_the_keys_of_the_contract(run, project, decisions):
    assert run("decide", project, decisions).code == 0
    document = run("estimate", project, "--json").document
    assert (document["metric"], document["not_compared"], list(document)) == (
        "error",
        [],
        ["metric", "not_compared", "splits"],
    )
    assert list(document["splits"]) == ["dev", "test", "dev+test"]
    dev = document["splits"]["dev"]
    assert (dev["examples"], [model["model"] for model in dev["models"]]) == (6, ["shy", "bold"])
    for model in dev["models"]:
        assert list(model) == [
            *("model", "given", "estimate", "low", "high", "method", "examples", "sampled", "reviewed", "strata"),
        ]
        assert 0 <= model["low"] <= model["high"] <= 1
        assert (model["examples"], model["reviewed"]) == (6, 3)
        assert sum(stratum["examples"] for stratum in model["strata"]) == 6


def test_split_and_metric_choose_what_is_estimated(run, project):
    document = run("estimate", project, "--metric", "accuracy", "--split", "val", "--json").document
    assert (document["metric"], list(document["splits"])) == ("accuracy", ["dev"])


def test_a_metric_without_an_estimate_is_null_and_says_why(run, project):
    models = run("estimate", project, "--metric", "weighted-error", "--json").document["splits"]["dev"]["models"]
    assert [(model["estimate"], model["low"], model["high"]) for model in models] == [(None, None, None)] * 2
    assert models[0]["method"] == "no estimate: weighted error is not a share of examples; error, accuracy would be"


def test_people_read_estimate_limits_and_what_they_rest_on(run, project, decisions):
    run("decide", project, decisions)
    said = run("estimate", project, "--split", "dev")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "dev: error of 6 examples"
    assert lines[1].split() == ["model", "given", "estimate", "limits"]
    assert [line.split()[0] for line in lines[2:4]] == ["shy", "bold"]
    assert "bounds only: no random sample of" in said.out or "random sample: " in said.out


def test_an_unknown_split_is_the_users_to_fix(run, project):
    said = run("estimate", project, "--split", "holdout")
    assert (said.code, said.out) == (1, "")
    assert "'holdout' is not a split" in said.err


def test_people_read_the_title_of_a_metric_and_machines_its_name(run, project):
    said = run("estimate", project, "--metric", "macro-f1", "--split", "dev")
    assert said.out.startswith("dev: macro-F1 of 6 examples\n")
    document = run("estimate", project, "--metric", "macro-f1", "--split", "dev", "--json").document
    assert document["metric"] == "macro-f1"
