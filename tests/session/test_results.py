"""Results of the verbs: plain JSON, and tables (DESIGN 5)."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def results(make, decisions, tmp_path):
    session = make(attributes={"A": {"ms": 1.0}})
    found = {
        "info": session.info(),
        "queue": session.queue("errors"),
        "decide": session.decide(
            decisions("d0,incorrect,dog", "d1,excluded,", "d2,unsure,", "t0,correct,", "t3,unsure,")
        ),
        "undo": session.undo(),
        "redo": session.redo(),
        "rank": session.rank(resamples=50),
        "parity": session.parity(),
        "apply": session.apply(),
        "versions": session.versions(),
        "verify": session.verify(),
        "export": session.export(tmp_path / "out"),
    }
    yield found
    session.close()


KEYS = {
    "info": {"project", "task", "examples", "models", "labels", "decisions", "label_version", "seed", "warnings"},
    "queue": {"queue", "items"},
    "decide": {"recorded", "unchanged", "conflicts"},
    "rank": {"metric", "from", "version", "not_compared", "splits"},
    "parity": {"model", "splits", "applicable", "blocking", "warnings", "distributions"},
    "apply": {"created", "version", "corrected", "excluded", "conflicts", "parity"},
    "verify": {"ok", "problems"},
}


def test_every_result_is_json_without_nan(results):
    for name, result in results.items():
        document = result.to_dict()
        assert json.loads(json.dumps(document, allow_nan=False)) == document, name


def test_documents_have_the_keys_of_the_contract(results):
    assert {name: set(results[name].to_dict()) for name in KEYS} == KEYS
    assert set(results["queue"].to_dict()["items"][0]) == {"example_id", "split", "file", "decided"}
    assert set(results["versions"].to_dict()[0]) == {
        *("version", "at", "by", "corrected", "excluded", "override", "reverts_to"),
    }


def test_a_ranking_has_every_key_of_the_contract(results):
    split = results["rank"].to_dict()["splits"]["dev"]
    assert set(split) == {
        *("examples", "compared", "excluded", "corrected", "models", "pairs", "kendall_tau_b"),
        *("selected_before", "selected_after", "selection_changes", "warnings", "verdict"),
    }
    assert set(split["models"][0]) == {
        *("model", "before", "after", "rank_before", "rank_after", "feasible", "given_all", "rank_given_all"),
        *("rank_interval_before", "rank_interval_after", "interval_after", "share_best_before", "share_best_after"),
    }
    assert set(split["pairs"][0]) == {
        *("a", "b", "difference_before", "difference_after", "flipped", "mcnemar_p_before", "mcnemar_p_after"),
        *("holm_p_before", "holm_p_after", "sign_flip_p_before", "sign_flip_p_after"),
    }
    assert [(pair["a"], pair["b"]) for pair in split["pairs"]] == [("A", "B"), ("A", "C"), ("B", "C")]


def test_keys_are_there_where_nothing_is_defined(make):
    session = make(
        examples="example_id,split,label\na,dev,cat\n", predictions={"m": "example_id,predicted\na,dog\n"}, name="q"
    )
    session.record("a", "excluded")
    split = session.rank(resamples=20).to_dict()["splits"]["dev"]
    (model,) = split["models"]
    assert (model["before"], model["after"], model["interval_after"]) == (None, None, None)
    assert model["given_all"] == 1
    assert (split["compared"], split["pairs"], split["kendall_tau_b"]) == (0, [], None)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("info", (2, 2)),
        ("queue", (3, 4)),
        ("decide", (1, 3)),
        ("undo", (5, 1)),
        ("rank", (9, 14)),
        ("apply", (1, 5)),
        ("versions", (1, 7)),
        ("verify", (0, 0)),
        ("export", (5, 1)),
    ],
)
def test_a_frame_has_a_row_a_model_and_split_or_item(results, name, shape):
    assert results[name].to_frame().shape == shape


def test_a_ranking_s_frame_is_its_models(results):
    frame = results["rank"].to_frame()
    assert frame[["split", "model"]].to_numpy().tolist() == [
        *(["dev", model] for model in "ABC"),
        *(["test", model] for model in "BCA"),
        *(["dev+test", model] for model in "BAC"),
    ]
    assert frame["before"].tolist()[:3] == [0.2, 0.2, 0.6]
