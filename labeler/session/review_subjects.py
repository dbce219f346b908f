"""What a filter can ask of the review: what was decided, by whom, in which categories, and who saw what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from labeler.core.decisions import Status
from labeler.session.categories import named
from labeler.session.filter_subject import Choice, Subject, any_text, of_ids, those, yes_or_no
from labeler.session.names import one_of
from labeler.session.open_project import OpenProject
from labeler.session.queues import Mask

STATUSES: Mapping[str, tuple[Status, ...]] = {
    "undecided": (Status.GIVEN,),
    "decided": tuple(status for status in Status if status is not Status.GIVEN),
    "right": (Status.CONFIRMED,),
    "incorrect": (Status.CORRECTED,),
    "excluded": (Status.EXCLUDED,),
    "unsure": (Status.UNSURE,),
    "conflict": (Status.CONFLICT,),
}


def _a_status(session: OpenProject, value: str) -> str:  # noqa: ARG001
    return one_of(value, STATUSES, "status")


def _with_status(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    return np.isin(session.review.labels.status, STATUSES[value])


def _statuses(session: OpenProject, model: str | None) -> Sequence[Choice]:  # noqa: ARG001
    counts = np.bincount(session.review.labels.status, minlength=len(Status)).tolist()
    return [(name, sum(counts[status] for status in statuses)) for name, statuses in STATUSES.items()]


def _a_category(session: OpenProject, value: str) -> str:
    return named(session, value).name


def _in_category(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    key, review = named(session, value).key, session.review
    return those(session, lambda ordinal: key in review.ticked(ordinal))


def _categories(session: OpenProject, model: str | None) -> Sequence[Choice]:  # noqa: ARG001
    return [(category.name, session.review.category_count(category.key)) for category in session.categories]


def _decided(session: OpenProject) -> Counter[str]:
    """How many verdicts each reviewer gave."""
    review = session.review
    return Counter(
        name
        for ordinal in review.ordinals()
        for name, decision in review.decisions(ordinal).items()
        if decision.verdict is not None
    )


def _a_reviewer(session: OpenProject, value: str) -> str:
    review = session.review
    names = {name for ordinal in review.ordinals() for name in review.decisions(ordinal)}
    return one_of(value, sorted(names), "reviewer")


def _decided_by(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    def decided(ordinal: int) -> bool:
        decision = session.review.decisions(ordinal).get(value)
        return decision is not None and decision.verdict is not None

    return those(session, decided)


def _reviewers(session: OpenProject, model: str | None) -> Sequence[Choice]:  # noqa: ARG001
    return sorted(_decided(session).items())


def _shown(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    """To anybody, at any installation, whether or not a verdict came of it."""
    shown = {example_id for name in session.visits.reviewers() for example_id in session.visits.of(name)}
    mask = of_ids(session, shown)
    return mask if value == "yes" else ~mask


def _a_viewer(session: OpenProject, value: str) -> str:
    return one_of(value, sorted(session.visits.reviewers()), "reviewer")


def _shown_to(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    return of_ids(session, session.visits.of(value))


def _viewers(session: OpenProject, model: str | None) -> Sequence[Choice]:  # noqa: ARG001
    return [(name, len(session.visits.of(name))) for name in sorted(session.visits.reviewers())]


def _commented(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    """In what anybody noted, whatever the case; the empty text asks for examples without a comment."""
    needle = value.casefold()

    def noted(ordinal: int) -> bool:
        notes = (note for said in session.review.said(ordinal) for note in (said.comment, said.reason) if note)
        return any(needle in note.casefold() for note in notes)

    mask = those(session, noted)
    return mask if value else ~mask


REVIEW_SUBJECTS: Mapping[str, Subject] = {
    "status": Subject("Status", _a_status, _with_status, "status is {}", "status is not {}", _statuses),
    "category": Subject("Category", _a_category, _in_category, "in {}", "not in {}", _categories),
    "reviewer": Subject("Decided by", _a_reviewer, _decided_by, "decided by {}", "not decided by {}", _reviewers),
    "comment": Subject("Comment", any_text, _commented, "comment has {}", "comment doesn't have {}"),
    "shown": Subject(
        "Shown or not",
        yes_or_no("shown"),
        _shown,
        "was shown",
        "was never shown",
        lambda _session, _model: (("yes", None), ("no", None)),
    ),
    "shown-by": Subject("Shown to", _a_viewer, _shown_to, "shown to {}", "not shown to {}", _viewers),
}
