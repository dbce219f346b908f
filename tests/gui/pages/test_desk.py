"""What a verdict records of what stood before and of what its reviewer had in view."""

from __future__ import annotations

import pytest

from labeler.core.decisions import Decision, Verdict
from labeler.gui.pages.review.desk import UNKNOWN_LABEL, Desk
from labeler.gui.pages.review.opening import opened
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice


@pytest.fixture
def desk(project: Project) -> Desk:
    return opened(project, QueueChoice())


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


def test_who_looks_at_an_example_with_all_that_is_known_has_seen_it(project: Project) -> None:
    desk = opened(project, QueueChoice("filter", only=("e03",), split="dev", predictions=True, others=True))
    record(desk, Decision(Verdict.CORRECT, "bob", ""), reviewer="bob")
    assert desk.others_in_view
    assert desk.said(Verdict.CORRECT).seen == ("label", "predictions", "others")


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


def test_a_reason_of_not_knowing_the_label_does_not_stay_with_another_exclusion(desk: Desk) -> None:
    record(desk, desk.said(Verdict.EXCLUDED, reason=UNKNOWN_LABEL))
    assert desk.said(Verdict.EXCLUDED).reason == ""


def test_blind_verdict_has_seen_nothing_and_the_second_one_all(project: Project) -> None:
    desk = opened(project, QueueChoice(blind=True))
    assert desk.blind
    assert desk.said(Verdict.EXCLUDED).seen == ()
    record(desk, desk.said(Verdict.EXCLUDED))
    assert not desk.blind
    assert desk.said(Verdict.CORRECT).seen == ("label", "predictions")


def test_predictions_shown_from_the_start_are_recorded_as_seen(project: Project) -> None:
    desk = opened(project, QueueChoice(predictions=True))
    assert desk.said(Verdict.CORRECT).seen == ("label", "predictions")


def test_conflicts_are_settled_for_everybody_having_seen_the_others(project: Project) -> None:
    first = opened(project, QueueChoice()).ordinals[0]
    name = project.session.examples.ids[first]
    project.session.record(name, "correct", reviewer="r1")
    project.session.record(name, "excluded", reviewer="r2")
    desk = opened(project, QueueChoice("conflicts"))
    assert desk.adjudicates
    assert desk.mine is None
    assert desk.said(Verdict.CORRECT).seen == ("label", "others")


def test_a_verdict_where_no_categories_are_collected_considers_none_anew(project: Project) -> None:
    desk = opened(project, QueueChoice())
    record(desk, desk.noted(categories=("blurry",)))
    project.session.add_category("Dark")
    assert desk.mine is not None
    considered = desk.mine.considered
    labels_only = opened(project, QueueChoice(categories=False))
    said = labels_only.said(Verdict.CORRECT)
    assert (said.categories, said.considered) == (("blurry",), considered)


def test_an_adjudication_has_seen_what_an_earlier_verdict_of_its_own_revealed(project: Project) -> None:
    first = opened(project, QueueChoice()).ordinals[0]
    name = project.session.examples.ids[first]
    project.session.record(name, "correct", reviewer="ann")
    project.session.record(name, "excluded", reviewer="bob")
    blind = opened(project, QueueChoice("conflicts", blind=True))
    assert blind.in_view() == ("others",)
    assert blind.said(Verdict.CORRECT).seen == ("label", "predictions", "others")


def test_what_an_earlier_visit_showed_has_been_seen(project: Project) -> None:
    desk = opened(project, QueueChoice(blind=True))
    assert desk.current is not None
    name = project.session.examples.ids[desk.current]
    project.session.keep("ann", [(name, 1.0, ("label", "predictions"))], None)
    assert desk.in_view() == ()
    assert desk.said(Verdict.EXCLUDED).seen == ("label", "predictions")


def test_a_note_tells_what_was_in_view_though_another_queue_hides_it_later(project: Project) -> None:
    shown = opened(project, QueueChoice(predictions=True))
    record(shown, shown.noted(categories=("blurry",)))
    hidden = opened(project, QueueChoice())
    assert hidden.said(Verdict.CORRECT).seen == ("label", "predictions")


def test_a_note_on_a_conflict_waits_for_the_verdict(project: Project) -> None:
    first = opened(project, QueueChoice()).ordinals[0]
    name = project.session.examples.ids[first]
    project.session.record(name, "correct", reviewer="r1")
    project.session.record(name, "excluded", reviewer="r2")
    desk = opened(project, QueueChoice("conflicts"))
    assert desk.hold(desk.noted(comment="r2 is right"))
    assert desk.standing is not None
    assert desk.standing.comment == "r2 is right"
    assert desk.said(Verdict.EXCLUDED).comment == "r2 is right"


def test_blind_no_name_tells_what_a_path_might(project: Project) -> None:
    desk = opened(project, QueueChoice(blind=True))
    assert desk.alias == f"example 1 of {len(desk)}"
    record(desk, desk.said(Verdict.EXCLUDED))
    assert desk.alias == ""
    assert desk.name(0) in project.session.examples.ids
