"""Which examples to review, in which order (METHOD 7, DESIGN 5)."""

from __future__ import annotations

import csv
import hashlib

import pytest

from labeler.errors import LabelerError
from labeler.session.queue_listing import write_queue


def by_ticket(*example_ids, seed=0):
    return sorted(example_ids, key=lambda i: hashlib.sha256(f"{seed}:{i}".encode()).hexdigest())


def ids(queue):
    return [item.example_id for item in queue.items]


def test_errors_of_the_selected_model_come_dev_first_then_test_by_ticket(session):
    queue = session.queue("errors")
    assert (queue.queue, queue.model) == ("errors", "A")
    assert ids(queue) == ["d0", *by_ticket("t0", "t1")]
    assert [item.split for item in queue.items] == ["dev", "test", "test"]


def test_right_ones_are_all_others(session):
    assert ids(session.queue("right", model="C")) == [
        *by_ticket("d1", "d2", "d5"),
        *by_ticket("t0", "t1", "t3", "t4", "t5"),
    ]


@pytest.mark.parametrize("seed", [0, 1, 12345678901234567890, -7])
def test_the_seed_gives_the_order(make, seed):
    session = make(seed=seed)
    assert session.info().seed == seed
    assert ids(session.queue("errors", model="C", split=["dev"])) == by_ticket("d0", "d3", "d4", seed=seed)


def test_the_size_is_per_split_and_a_larger_queue_only_adds(session):
    whole = session.queue("right", size=None)
    for size in range(1, 6):
        small = session.queue("right", size=size)
        for split in ("dev", "test"):
            mine, all_ = ([item for item in queue.items if item.split == split] for queue in (small, whole))
            assert mine == all_[:size]


def test_a_queue_holds_100_a_split_by_default(make):
    rows = "".join(f"{split}{i},{split},cat\n" for split in ("dev", "test") for i in range(130))
    guesses = "".join(f"{split}{i},dog\n" for split in ("dev", "test") for i in range(130))
    session = make(examples=f"example_id,split,label\n{rows}", predictions={"m": f"example_id,predicted\n{guesses}"})
    items = session.queue("errors").items
    assert [item.split for item in items] == ["dev"] * 100 + ["test"] * 100


def test_decided_examples_stay_and_are_marked(session):
    before = ids(session.queue("errors"))
    session.record("t1", "incorrect", label="cat")
    session.record("t0", None, comment="later")
    session.record("d0", "unsure")
    queue = session.queue("errors")
    assert ids(queue) == before
    assert {item.example_id: item.decided for item in queue.items} == {"d0": True, "t0": False, "t1": True}


def test_correcting_a_label_moves_no_example_between_queues(session):
    before = [ids(session.queue(name)) for name in ("errors", "right")]
    session.record("d0", "incorrect", label="dog")
    session.record("d1", "incorrect", label="cat")
    assert [ids(session.queue(name)) for name in ("errors", "right")] == before


@pytest.mark.parametrize("split", [["dev", "dev+test"], ["dev+test"], ["dev", "test", "val"]])
def test_no_example_comes_twice(session, split):
    assert ids(session.queue("errors", split=split)) == ids(session.queue("errors"))


def test_acceptable_sets_are_not_errors(make):
    session = make(
        examples="example_id,split,label\na,dev,cat;dog\nb,dev,dog;cow\nc,dev,cow\n",
        predictions={"m": "example_id,predicted\na,dog\nb,cat\nc,cow\n"},
    )
    assert ids(session.queue("errors")) == ["b"]
    assert sorted(ids(session.queue("right"))) == ["a", "c"]


def test_examples_a_model_does_not_predict_are_in_none_of_its_queues(make):
    session = make(predictions={"m": "example_id,predicted\n" + "".join(f"d{i},cat\n" for i in range(6))})
    assert {item.split for name in ("errors", "right") for item in session.queue(name).items} == {"dev"}


DEV_ONLY = {"m": "example_id,predicted\n" + "".join(f"d{i},cat\n" for i in range(6))}


@pytest.mark.parametrize("split", [["test"], ["dev", "test"]])
def test_a_split_the_model_says_nothing_of_is_refused_when_asked_for(make, split):
    session = make(predictions=DEV_ONLY)
    with pytest.raises(LabelerError, match="m predicts nothing of test; choose another"):
        session.queue("errors", split=split)


def test_of_the_pooled_splits_a_queue_covers_what_the_model_predicts(make):
    session = make(predictions=DEV_ONLY)
    assert ids(session.queue("errors", split=["dev+test"])) == ids(session.queue("errors", split=["dev"]))


def test_train_is_asked_for_by_name(make):
    text = "example_id,split,label\na,train,cat\nb,dev,cat\n"
    session = make(examples=text, predictions={"m": "example_id,predicted\na,dog\nb,dog\n"})
    assert ids(session.queue("errors")) == ["b"]
    assert ids(session.queue("errors", split=["train"])) == ["a"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"name": "audits"}, "choose one of: errors, right"),
        ({"name": "errors", "size": 0}, "from 1 up"),
        ({"name": "errors", "size": -1}, "from 1 up"),
        ({"name": "errors", "model": "Z"}, "no model 'Z'"),
        ({"name": "errors", "split": ["train"]}, "no train examples"),
    ],
)
def test_what_is_no_queue_is_refused(session, arguments, said):
    with pytest.raises(LabelerError, match=said):
        session.queue(arguments.pop("name"), **arguments)


def test_a_written_queue_can_be_filled_in_as_decisions(session, tmp_path):
    path = tmp_path / "queue.csv"
    write_queue(session.queue("errors"), path)
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["example_id"], row["split"], row["decided"]) for row in rows] == [
        (item.example_id, item.split, "0") for item in session.queue("errors").items
    ]
    filled = "\n".join(
        ["example_id,split,file,decided,verdict", *(f"{','.join(row.values())},correct" for row in rows)]
    )
    path.write_text(filled + "\n")
    assert session.decide(path).recorded == 3


def test_items_name_their_file(make):
    session = make(
        examples="example_id,split,label,file\na,dev,cat, sub/a.png \nb,dev,cat,\n",
        predictions={"m": "example_id,predicted\na,dog\nb,dog\n"},
    )
    assert {item.example_id: item.file for item in session.queue("errors").items} == {"a": "sub/a.png", "b": None}
