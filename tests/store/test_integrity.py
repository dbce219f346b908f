"""What verify finds missing in the columns of projects of several labels and of transcripts."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

import labeler

SETS = "example_id,split,label:cat,label:dog\na,dev,1,0\nb,dev,?,1\n"
SPOKEN = "example_id,split,transcript,transcript_2\na,dev,one,won\nb,dev,two,\n"


@pytest.fixture
def damaged(tmp_path):
    """``damaged(statement, examples, predictions)``: what verify says of a project after a statement of SQL."""

    def damaged(statement, examples, predictions):
        (tmp_path / "x.csv").write_text(examples)
        (tmp_path / "m.csv").write_text(predictions)
        with labeler.new(tmp_path / "p", examples=tmp_path / "x.csv", predictions={"m": tmp_path / "m.csv"}) as session:
            session.record("a", "incorrect", label="dog" if "cat" in examples else "")
            session.apply(override_parity="a test")
            assert session.verify().ok
            session.connection.execute(statement)
        with labeler.open(tmp_path / "p") as session:
            return session.verify().problems

    return damaged


@pytest.mark.parametrize("column", ["given/values", "version/1/values", "prediction/1/predicted"])
def test_sets_of_labels_must_be_there(damaged, column):
    statement = f"DELETE FROM chunks WHERE column = '{column}'"
    (problem,) = damaged(statement, SETS, "example_id,cat,dog\na,1,0\nb,0,1\n")
    assert column in problem


@pytest.mark.parametrize(
    "column",
    [
        "given/texts/offsets",
        "given/texts/heap",
        "given/others/texts/heap",
        "version/1/texts/offsets",
        "prediction/1/predicted",
        "prediction/1/texts/offsets",
        "prediction/1/texts/heap",
    ],
)
def test_transcripts_must_be_there(damaged, column):
    statement = f"DELETE FROM chunks WHERE column = '{column}'"
    problems = damaged(statement, SPOKEN, "example_id,hypothesis\na,one\nb,to\n")
    assert any(column.rpartition("/")[0] in problem for problem in problems)


def test_all_texts_of_a_model_may_be_gone_and_it_is_told(damaged):
    statement = "DELETE FROM chunks WHERE column LIKE 'prediction/1/texts/%'"
    problems = damaged(statement, SPOKEN, "example_id,hypothesis\na,one\nb,to\n")
    assert any("prediction/1/texts" in problem for problem in problems)


@pytest.fixture
def audited(tmp_path):
    """``audited(statement)``: what verify says of a project with two audits after a statement of SQL."""

    def audited(statement):
        (tmp_path / "x.csv").write_text("example_id,split,label\na,dev,cat\nb,dev,dog\nc,dev,dog\n")
        models = {"m": "cat", "n": "dog"}
        for model, label in models.items():
            (tmp_path / f"{model}.csv").write_text(f"example_id,predicted\na,{label}\nb,{label}\nc,{label}\n")
        files = {model: tmp_path / f"{model}.csv" for model in models}
        with labeler.new(tmp_path / "p", examples=tmp_path / "x.csv", predictions=files) as session:
            session.audit_queue()
            session.record("a", "correct")
            session.audit_queue(leader="m")
            assert session.verify().ok
            session.connection.execute(statement)
        with labeler.open(tmp_path / "p") as session:
            return session.verify().problems

    return audited


def test_what_was_decided_when_an_audit_began_must_be_there(audited):
    (problem,) = audited("DELETE FROM chunks WHERE column = 'audit/2/decided'")
    assert "'audit/2/decided' is missing" in problem


def test_what_was_decided_when_an_audit_began_must_be_examples(audited):
    data = np.array([3], np.int64).tobytes()
    digest = hashlib.sha256(data).hexdigest()
    (problem,) = audited(
        f"UPDATE chunks SET data = X'{data.hex()}', sha256 = X'{digest}' WHERE column LIKE 'audit/2/%'"
    )
    assert "'audit/2/decided' is damaged: it names examples" in problem
