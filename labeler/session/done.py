"""What one reviewer did on which examples, by what stands of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from labeler.session.open_project import OpenProject

Ids = frozenset[str]


@dataclass(frozen=True)
class Done:
    """Ids of the examples with a verdict of theirs, those they settled for all, and those with nothing but a note.

    An example that they settled and had decided themselves is in both; a note is a tick or a comment.
    """

    decided: Ids
    settled: Ids
    noted: Ids

    @classmethod
    def of(cls, session: OpenProject, reviewer: str) -> Self:
        review, ids = session.review, session.examples.ids
        decided: set[str] = set()
        settled: set[str] = set()
        noted: set[str] = set()
        for ordinal in review.ordinals():
            own, adjudication = review.decisions(ordinal).get(reviewer), review.adjudication(ordinal)
            if adjudication is not None and adjudication.reviewer == reviewer:
                settled.add(ids[ordinal])
            if own is not None and own.verdict is not None:
                decided.add(ids[ordinal])
            elif own is not None and (own.categories or own.comment):
                noted.add(ids[ordinal])
        return cls(frozenset(decided), frozenset(settled), frozenset(noted - settled))

    @property
    def ids(self) -> Ids:
        return self.decided | self.settled | self.noted
