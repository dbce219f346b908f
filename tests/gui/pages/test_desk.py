"""What a verdict records of what stood before and of what its reviewer had in view."""

from __future__ import annotations

import pytest

from labeler.core.decisions import Decision, Verdict
from labeler.gui.pages.review.desk import Desk, QueueChoice
from labeler.gui.project import Project


@pytest.fixture
def desk(project: Project) -> Desk:
    return Desk(project, QueueChoice(), project.session.queue_plan("errors", split=["dev+test"]))


def record(desk: Desk, decision: Decision, *, reviewer: str = "ann") -> None:
    assert desk.current is not None
    desk.project.session.record(
        desk.project.session.examples.ids[desk.current],
        decision.verdict,
        label=decision.label,
        categories=decision.categories,
        comment=decision.comment,
        reason=decision.reason,
        reviewer=reviewer,
        seen=decision.seen,
    )


def excluded(reason: str) -> Decision:
    return Decision(Verdict.EXCLUDED, "ann", "", reason=reason)


def test_a_note_keeps_the_reason_of_an_exclusion(desk: Desk) -> None:
    record(desk, excluded("licence"))
    noted = desk.noted(comment="see ticket", categories=("blurry",))
    assert (noted.verdict, noted.reason) == (Verdict.EXCLUDED, "licence")
    assert (noted.comment, noted.categories) == ("see ticket", ("blurry",))


def test_a_note_claims_nothing_of_what_was_in_view_before_an_imported_verdict(desk: Desk) -> None:
    record(desk, excluded("licence"))
    assert desk.noted(comment="see ticket").seen == ()


def test_a_reason_goes_with_its_verdict(desk: Desk) -> None:
    record(desk, excluded("licence"))
    assert desk.said(Verdict.EXCLUDED).reason == "licence"
    assert desk.said(Verdict.CORRECT).reason == ""


def test_first_verdict_has_seen_the_label_alone_whatever_others_said(desk: Desk) -> None:
    record(desk, Decision(Verdict.CORRECT, "bob", ""), reviewer="bob")
    assert desk.said(Verdict.CORRECT).seen == ("label",)


def test_a_note_without_verdict_reveals_nothing(desk: Desk) -> None:
    record(desk, desk.noted(comment="dark"))
    assert desk.said(Verdict.CORRECT).seen == ("label",)


def test_second_verdict_has_seen_the_predictions_and_what_others_said(desk: Desk) -> None:
    record(desk, desk.said(Verdict.CORRECT))
    assert desk.said(Verdict.UNSURE).seen == ("label", "predictions")
    record(desk, Decision(Verdict.CORRECT, "bob", ""), reviewer="bob")
    assert desk.said(Verdict.UNSURE).seen == ("label", "predictions", "others")


def test_a_verdict_taken_back_has_revealed_all_the_same(desk: Desk) -> None:
    record(desk, desk.said(Verdict.CORRECT))
    desk.project.undo()
    assert desk.mine is None
    assert desk.said(Verdict.EXCLUDED).seen == ("label", "predictions")


def test_progress_counts_the_same_whichever_way_is_shorter(project: Project) -> None:
    session = project.session
    wrong = session.queue_plan("errors", model="third", size=None)
    for ordinal in [*wrong.ordinals[:3].tolist(), *range(1, 40, 3)]:
        project.record(ordinal, Verdict.EXCLUDED)
    long = Desk(project, QueueChoice(), wrong)
    short = Desk(project, QueueChoice(), session.queue_plan("errors", model="third", size=1))
    said = {ordinal for ordinal in session.review.ordinals() if long.is_decided(ordinal)}
    assert len(short) < len(said)
    assert long.decided == len(said & set(long.ordinals))
    assert short.decided == len(said & set(short.ordinals))
