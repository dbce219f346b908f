"""Tickets, and the samples they order (METHOD 7)."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.core import sampling

IDS = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=30)


# From `printf '%s' SEED:ID | sha256sum`.
@pytest.mark.parametrize(
    ("seed", "example_id", "digest"),
    [
        (0, "e1", "e3124b369a276c46f1c59b9ac49428b106ffcc903935a37a0ba15c89f08c3382"),
        (7, "e1", "431521a530945616217a8082b7c2feead90da28f674c626d6557184e3a491c23"),
        (0, "猫", "e9942f605570f26706294f8f9abb88c67eb6268b2a7a012876dbb4beed015b82"),
        (0, "", "ba768b331fd86cec803be04e56ab2b3d4c0e98ef4ee4fcd4e72ad7cce61a1d1f"),
    ],
)
def test_a_ticket_is_the_sha_256_of_seed_and_id(seed, example_id, digest):
    assert sampling.ticket(seed, example_id) == int(digest, 16)
    assert sampling.short_ticket(seed, example_id) == int(digest[:16], 16)
    assert sampling.short_tickets(seed, [example_id]).tolist() == [int(digest[:16], 16)]


def test_examples_come_in_ascending_ticket():
    ids = ["a", "b", "c", "d", "e"]  # tickets 9df3…, e021…, be08…, 7d98…, e078…
    order = sampling.ticket_order(sampling.short_tickets(0, ids), ids, 0)
    assert [ids[i] for i in order] == ["d", "a", "c", "b", "e"]


@given(IDS, st.integers(-3, 2**40))
def test_order_is_that_of_the_whole_tickets(ids, seed):
    order = sampling.ticket_order(sampling.short_tickets(seed, ids), ids, seed)
    whole = [int.from_bytes(hashlib.sha256(f"{seed}:{i}".encode()).digest(), "big") for i in ids]
    assert order.tolist() == sorted(range(len(ids)), key=lambda i: (whole[i], ids[i]))


def test_short_tickets_that_tie_are_told_apart_by_the_whole_ticket():
    ids = ["a", "b", "c", "d", "e"]
    order = sampling.ticket_order(np.array([5, 1, 5, 5, 0], np.uint64), ids, 0)
    assert [ids[i] for i in order] == ["e", "b", "d", "a", "c"]


def test_several_runs_of_ties_are_each_put_right():
    ids = ["b", "a", "e", "c", "d"]
    order = sampling.ticket_order(np.array([1, 1, 2, 2, 2], np.uint64), ids, 0)
    assert [ids[i] for i in order] == ["a", "b", "d", "c", "e"]


def test_one_id_twice_keeps_one_order():
    assert sampling.ticket_order(sampling.short_tickets(0, ["a", "a"]), ["a", "a"], 0).tolist() == [0, 1]


@given(IDS, st.data())
def test_a_larger_sample_only_adds(ids, data):
    order = sampling.ticket_order(sampling.short_tickets(0, ids), ids, 0)
    wanted = np.array(data.draw(st.lists(st.booleans(), min_size=len(ids), max_size=len(ids))), bool)
    small, large = sorted(data.draw(st.tuples(st.integers(0, 40), st.integers(0, 40))))
    samples = [sampling.sample(order, wanted, size).tolist() for size in (small, large, None)]
    assert samples[1][:small] == samples[0]
    assert samples[2][:large] == samples[1]
    assert sorted(samples[2]) == np.flatnonzero(wanted).tolist()


@given(IDS, IDS)
def test_examples_of_another_batch_never_change_the_order_among_the_first(first, second):
    second = [example_id for example_id in second if example_id not in first]
    alone = sampling.ticket_order(sampling.short_tickets(0, first), first, 0)
    both = sampling.ticket_order(sampling.short_tickets(0, [*first, *second]), [*first, *second], 0)
    assert [i for i in both.tolist() if i < len(first)] == alone.tolist()


def test_no_ids_have_no_tickets():
    assert sampling.short_tickets(0, []).tolist() == []
    assert sampling.ticket_order(sampling.short_tickets(0, []), [], 0).tolist() == []
