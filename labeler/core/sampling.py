"""Tickets: one reproducible random order of all examples for every queue (METHOD 7)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.text import TextColumn

Ordinals = NDArray[np.integer[Any]]


def ticket(seed: int, example_id: str) -> int:
    """SHA-256 of the UTF-8 text ``seed:example_id`` as a big-endian integer."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{example_id}".encode()).digest(), "big")


def short_ticket(seed: int, example_id: str) -> int:
    """The leading 64 bits of the ticket."""
    return ticket(seed, example_id) >> 192


def short_tickets(seed: int, example_ids: Iterable[str]) -> NDArray[np.uint64]:
    """Leading 64 bits of every ticket: enough to order by, but for ties (see ``ticket_order``)."""
    prefix = hashlib.sha256(f"{seed}:".encode())
    heads = bytearray()
    encoded = example_ids.encoded() if isinstance(example_ids, TextColumn) else map(str.encode, example_ids)
    for example_id in encoded:
        digest = prefix.copy()
        digest.update(example_id)
        heads += digest.digest()[:8]
    return np.frombuffer(bytes(heads), ">u8").astype(np.uint64)


def ticket_order(tickets: NDArray[np.uint64], ids: Sequence[str], seed: int) -> NDArray[np.intp]:
    """Ordinals by ascending ticket, equal tickets by example id.

    Sixty-four bits decide all but a vanishing share of pairs; those few are put right by the whole ticket.
    """
    order = np.argsort(tickets, kind="stable")
    tied = np.flatnonzero(tickets[order][1:] == tickets[order][:-1])
    for start in tied[np.diff(tied, prepend=-2) > 1].tolist():
        end = start + 1
        while end < len(order) and tickets[order[end]] == tickets[order[start]]:
            end += 1
        run = sorted(order[start:end].tolist(), key=lambda i: (ticket(seed, ids[i]), ids[i]))
        order[start:end] = run
    return order


def sample(by_ticket: Ordinals, wanted: NDArray[np.bool_], size: int | None) -> Ordinals:
    """The first ``size`` ordinals of a stratum by ticket; all of it for None."""
    stratum: Ordinals = by_ticket[wanted[by_ticket]]
    return stratum[:size]
