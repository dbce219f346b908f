"""Which class is predicted for which, before relabeling and after (METHOD 1, details)."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, multilabel_confusion_matrix

from labeler.errors import LabelerError
from labeler.session.confusion import without_cell
from labeler.session.views import View

NAMES = ("cat", "dog", "cow")


@pytest.fixture
def random_project(make):
    def build(seed: int):
        rng = np.random.default_rng(seed)
        given, said = (rng.choice(NAMES, 60) for _ in range(2))
        rows = "".join(f"e{i},{'dev' if i % 2 else 'test'},{label}\n" for i, label in enumerate(given))
        table = "".join(f"e{i},{label}\n" for i, label in enumerate(said))
        session = make(
            examples=f"example_id,split,label\n{rows}",
            predictions={"m": f"example_id,predicted\n{table}"},
            name=f"p{seed}",
        )
        return session, given.tolist(), said.tolist()

    return build


@pytest.mark.parametrize("seed", range(3))
def test_counts_before_and_after_are_those_of_an_independent_matrix(random_project, seed):
    session, given, said = random_project(seed)
    working = list(given)
    session.record("e0", "incorrect", label="cow" if given[0] != "cow" else "dog")
    working[0] = "cow" if given[0] != "cow" else "dog"
    session.record("e1", "excluded")
    session.record("e2", "unsure")
    found = session.confusion()
    rows = [i for i in range(60) if i != 1]
    for counts, truth in ((found.before, given), (found.after, working)):
        oracle = confusion_matrix([truth[i] for i in rows], [said[i] for i in rows], labels=list(found.labels))
        assert counts.tolist() == oracle.tolist()
    assert (found.examples, found.excluded) == (59, 1)
    dev = session.confusion(split="dev")
    assert dev.examples == 29
    normalized = confusion_matrix(
        [given[i] for i in rows], [said[i] for i in rows], labels=list(found.labels), normalize="true"
    )
    assert np.allclose(found.rates(after=False), normalized)


def test_the_conditions_of_a_cell_show_its_examples(random_project):
    session, given, _ = random_project(7)
    session.record("e1", "excluded")
    session.record("e0", "incorrect", label="cow" if given[0] != "cow" else "dog")
    found = session.confusion(split="dev")
    for after in (False, True):
        for row in range(3):
            for column in range(3):
                where = ("split=dev", *found.conditions(row, column, after=after))
                assert len(session.matching(View(where))) == found.counts(after=after)[row, column]


def test_a_view_without_a_cell_keeps_its_other_conditions():
    where = ("split=dev", "label=cat", "Working = dog", "predicted!=cow", "unknown!=cat", "text=label=cat", "label2=x")
    assert without_cell(where) == ("split=dev", "text=label=cat", "label2=x")


def test_it_is_of_the_examples_of_a_view(random_project):
    session, *_ = random_project(1)
    found = session.confusion(view=View(("label=cat", "wrong=yes")))
    cat = found.labels.index("cat")
    assert found.before.sum() == found.before[cat].sum() == len(session.matching(View(("label=cat", "wrong=yes"))))
    assert found.before[cat, cat] == 0


def test_conditions_about_predictions_are_about_the_model_of_the_matrix(make):
    session = make(
        examples="example_id,split,label\na,dev,cat\nb,dev,cat\nc,dev,dog\n",
        predictions={
            "a": "example_id,predicted\na,cat\nb,cat\nc,dog\n",
            "b": "example_id,predicted\na,dog\nb,dog\nc,dog\n",
        },
    )
    assert session.model().model == "a"
    found = session.confusion(model="b", view=View(("wrong=yes",)))
    assert found.before.sum() == found.before[found.labels.index("cat"), found.labels.index("dog")] == 2
    assert session.confusion(model="b", view=View(("wrong=yes",), "a")).examples == 0


def test_a_prediction_in_the_set_of_acceptable_labels_is_the_true_one(make):
    session = make(
        examples="example_id,split,label\na,dev,cat;dog\nb,dev,cat;dog\nc,dev,dog\nd,train,cow\n",
        predictions={"m": "example_id,predicted\na,dog\nb,cow\nc,dog\n"},
    )
    found = session.confusion()
    cells = {
        (found.labels[row], found.labels[column]): int(found.before[row, column])
        for row, column in zip(*np.nonzero(found.before), strict=True)
    }
    assert cells == {("dog", "dog"): 2, ("cat", "cow"): 1}
    assert found.sets
    cat, cow = found.labels.index("cat"), found.labels.index("cow")
    assert "wrong=yes" in found.conditions(cat, cow)
    assert found.examples == 3


def test_the_most_frequent_confusions_come_first(random_project):
    session, *_ = random_project(2)
    found = session.confusion()
    counts = [int(found.before[pair]) for pair in found.pairs()]
    assert counts == sorted(counts, reverse=True)
    assert all(row != column for row, column in found.pairs())
    assert sum(counts) == found.before.sum() - np.trace(found.before)


def test_several_labels_have_each_its_four_outcomes_where_it_is_known(make):
    session = make(
        examples="example_id,split,label:fur,label:horns\na,dev,1,?\nb,dev,0,1\nc,dev,0,0\nd,dev,1,1\n",
        predictions={"m": "example_id,fur,horns\na,1,1\nb,1,0\nc,0,0\nd,0,1\n"},
        task="multilabel",
    )
    found = session.confusion()
    fur = multilabel_confusion_matrix([[1, 0], [0, 1], [0, 0], [1, 1]], [[1, 1], [1, 0], [0, 0], [0, 1]])[0]
    assert found.labels == ("fur", "horns")
    assert found.before[0].tolist() == [fur[1, 1], fur[0, 1], fur[1, 0], fur[0, 0]]
    assert found.before[1].tolist() == [1, 0, 1, 1]
    for row in range(2):
        for column in range(4):
            assert len(session.matching(View(found.conditions(row, column)))) == found.before[row, column]
    assert {(found.labels[row], found.columns[column]) for row, column in found.pairs()} == {
        ("fur", "absent, predicted"),
        ("fur", "present, missed"),
        ("horns", "present, missed"),
    }


def test_transcripts_have_none_and_it_says_so(make):
    session = make(
        examples="example_id,split,transcript\na,dev,hi\n", predictions={"m": "example_id,hypothesis\na,ho\n"}
    )
    with pytest.raises(LabelerError, match="the labels of this project are transcripts"):
        session.confusion()


def test_a_class_that_is_absent_has_no_rates(make):
    session = make(
        examples="example_id,split,label\na,dev,cat\nb,test,dog\n",
        predictions={"m": "example_id,predicted\na,dog\nb,dog\n"},
    )
    rates = session.confusion(split="dev").to_dict()["before_rates"]
    labels = session.examples.vocabulary.names
    assert rates[labels.index("dog")] == [None, None]
