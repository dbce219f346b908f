"""What the list and the conflicts show, computed in a worker: orders and texts to find in are there before a key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeler.core.lists import split_list
from labeler.gui.saying import spoken
from labeler.session.corrections import Conflict, Correction, Corrections
from labeler.session.session import Session

Places = NDArray[np.intp]

ORDERS: Mapping[str, str] = {
    "newest": "newest first",
    "example": "example",
    "change": "given → corrected",
    "fewest": "fewest models agree",
    "reviewer": "reviewer",
}
LISTED = ("corrected", "excluded", "unsure")


@dataclass(frozen=True, eq=False)
class Figures:
    """``orders`` are places of ``corrections`` by the name of each order; ``texts`` what is found in, in lower case."""

    corrections: Corrections
    conflicts: tuple[Conflict, ...]
    orders: Mapping[str, Places]
    texts: tuple[str, ...]
    statuses: NDArray[np.str_]
    splits: NDArray[np.str_]

    @classmethod
    def of(cls, session: Session, _progress: Callable[[float], None]) -> Figures:
        """A FigureJob's Compute."""
        found, task = session.corrections(status="all"), session.examples.task.name
        return cls(
            corrections=found,
            conflicts=session.conflicts(),
            orders=_orders(found),
            texts=tuple(_text(item, task) for item in found.items),
            statuses=np.array([item.status for item in found.items], dtype=np.str_),
            splits=np.array([item.split for item in found.items], dtype=np.str_),
        )

    def places(
        self,
        *,
        order: str,
        status: str = "corrected",
        split: str = "",
        text: str = "",
        change: tuple[str, str] | None = None,
    ) -> list[int]:
        """Those wanted, in an order; ``status`` "" for all of LISTED, ``change`` a given and a corrected label."""
        wanted = self.statuses == status if status else np.isin(self.statuses, LISTED)
        if split:
            wanted &= self.splits == split
        places = self.orders[order]
        found: list[int] = places[wanted[places]].tolist()
        if change is not None:
            items = self.corrections.items
            found = [place for place in found if _became(items[place], *change)]
        words = text.casefold().split()
        return [place for place in found if all(word in self.texts[place] for word in words)] if words else found


def _became(item: Correction, given: str, corrected: str) -> bool:
    """As METHOD 1 counts a set of acceptable labels: by the first of them."""
    was, now = item.given, item.corrected or ""
    became = now == corrected or (";" in now and split_list(now)[:1] == [corrected])
    return became and (was == given or (";" in was and given in split_list(was)))


def _orders(found: Corrections) -> dict[str, Places]:
    items = found.items
    at = np.array([item.at for item in items], dtype=np.str_)
    kinds, counts = _ranks([(item.given, item.corrected or "") for item in items])
    reviewers, _ = _ranks([", ".join(item.reviewers) for item in items])
    agree = found.with_corrected.sum(axis=0) - found.with_given.sum(axis=0)
    return {
        "newest": np.argsort(at, kind="stable")[::-1].astype(np.intp),
        "example": np.arange(len(items)),
        "change": np.lexsort((kinds, -counts)),
        "fewest": np.argsort(agree, kind="stable"),
        "reviewer": np.argsort(reviewers, kind="stable"),
    }


def _ranks(keys: Sequence[Hashable]) -> tuple[Places, Places]:
    """The place of each key among the different ones, and how often it is there.

    An array of the keys themselves would give every row the room of the longest transcript.
    """
    counted = Counter(keys)
    place = {key: rank for rank, key in enumerate(sorted(counted))}  # type: ignore[type-var]
    ranks = np.fromiter((place[key] for key in keys), np.intp, len(keys))
    return ranks, np.fromiter((counted[key] for key in keys), np.intp, len(keys))


def _text(item: Correction, task: str) -> str:
    corrected = "" if item.corrected is None else spoken(item.corrected, task)
    parts = (
        item.example_id,
        item.split,
        item.status,
        spoken(item.given, task),
        corrected,
        *item.reviewers,
        item.comment,
        item.reason,
        *item.categories,
    )
    return "\n".join(filter(None, parts)).casefold()
