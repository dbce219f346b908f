"""What is best done next follows from the figures alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labeler.core.next_steps import Ask, AuditFacts, Begun, Facts, Rule, Stratum, next_steps

AUDIT = AuditFacts("dev+test", "best", ("rival",), 30, 90, 41, certified=False, refuted=False)


def strata(*reviewed, total=500):
    """Of errors of dev and test, then of right ones."""
    places = [(split, queue) for queue in ("errors", "right") for split in ("dev", "test")]
    return tuple(Stratum(split, queue, n, total) for (split, queue), n in zip(places, reviewed, strict=True))


UNTOUCHED = Facts(media=10, models=2, model="best", strata=strata(0, 0, 0, 0), audit=AUDIT)
REVIEWED = replace(UNTOUCHED, strata=strata(100, 100, 100, 100))
SETTLED = replace(REVIEWED, audit=replace(AUDIT, certified=True))


def kinds(facts):
    return [step.kind for step in next_steps(facts)]


def first(facts):
    return next_steps(facts)[0]


def test_without_any_media_file_these_are_located_first():
    step = first(replace(UNTOUCHED, missing=10, media_root="/photos", models=0))
    assert (step.kind, step.action) == ("media", "relocate")
    assert step.why == "None of the 10 media files are below /photos. Nothing can be looked at."


def test_some_missing_media_can_wait_for_the_audit():
    facts = replace(REVIEWED, missing=1, media_root="/photos")
    assert kinds(facts)[:2] == ["audit", "media"]
    assert next_steps(facts)[1].why == "1 of 10 is not below /photos."


def test_a_project_without_media_misses_none():
    assert "media" not in kinds(replace(UNTOUCHED, media=0, missing=0))


def test_without_models_predictions_are_added():
    step = first(Facts(models=0))
    assert (step.kind, step.action) == ("models", "add-predictions")


def test_conflicts_come_before_any_review():
    step = first(replace(UNTOUCHED, conflicts=3))
    assert step.title == "Settle 3 conflicts"
    assert step.ask == Ask("conflicts", size=None)


def test_a_single_conflict_is_said_as_one():
    assert first(replace(UNTOUCHED, conflicts=1)).title == "Settle 1 conflict"


def test_where_nothing_is_reviewed_errors_and_right_ones_begin():
    errors, right, *_ = next_steps(UNTOUCHED)
    assert errors.title == "Review 200 of best's errors on dev and test and 200 right ones"
    assert errors.ask == Ask("errors", "best", "dev+test", 100)
    assert right.ask == Ask("right", "best", "dev+test", 100)


def test_fewer_errors_than_a_queue_has_are_all_of_them():
    few = tuple(replace(stratum, total=17) for stratum in UNTOUCHED.strata)
    assert (
        first(replace(UNTOUCHED, strata=few)).title
        == "Review all 34 of best's errors on dev and test and all 34 right ones"
    )


def test_a_model_without_errors_begins_with_right_ones():
    none = tuple(replace(s, total=0) if s.queue == "errors" else s for s in UNTOUCHED.strata)
    step = first(replace(UNTOUCHED, strata=none))
    assert step.title == "Review 200 of best's right predictions on dev and test"
    assert step.ask == Ask("right", "best", "dev+test", 100)


def test_one_split_alone_is_named_alone():
    alone = tuple(stratum for stratum in UNTOUCHED.strata if stratum.split == "dev")
    step = first(replace(UNTOUCHED, strata=alone, split="dev"))
    assert step.title == "Review 100 of best's errors on dev and 100 right ones"
    assert step.ask == Ask("errors", "best", "dev", 100)


def test_a_queue_that_somebody_is_in_the_middle_of_is_gone_on_with():
    begun = Begun("errors", "best", "dev+test", 100, done=37, total=200, reviewer="ann")
    step = first(replace(UNTOUCHED, strata=strata(37, 0, 0, 0), begun=(begun,)))
    assert step.title == "Review the 163 errors left of best's 200 on dev and test"
    assert step.why == "ann is in the middle of that queue: 37 of 200 are decided."
    assert step.ask == Ask("errors", "best", "dev+test", 100)


@pytest.mark.parametrize(
    "begun", [Begun("errors", "best", "dev", 9, 9, 9, "ann"), Begun("audit", None, "dev", 9, 3, 9, "ann")]
)
def test_a_queue_that_is_done_or_no_queue_of_errors_is_not(begun):
    assert "continue" not in kinds(replace(REVIEWED, begun=(begun,)))


def test_a_stratum_that_stops_applying_is_reviewed_to_the_share_of_its_twin():
    one_sided = (*strata(100, 100, 41, 0)[:3], Stratum("test", "right", 0, 1000))
    step = first(replace(REVIEWED, strata=one_sided))
    assert step.title == "Review 82 right predictions of test"
    assert step.ask == Ask("right", "best", "test", 82)
    assert "41 of best's 500 right predictions on dev were reviewed and none of the 1,000 on test" in step.why


def test_at_least_one_is_asked_for_and_never_more_than_there_are():
    lone = (Stratum("dev", "errors", 1, 9000), Stratum("test", "errors", 0, 3))
    assert first(replace(REVIEWED, strata=lone)).title == "Review 1 error of test"
    whole = (Stratum("dev", "errors", 3, 3), Stratum("test", "errors", 0, 5))
    assert first(replace(REVIEWED, strata=whole)).ask == Ask("errors", "best", "test", 5)


def test_errors_alone_call_for_right_ones():
    step = first(replace(REVIEWED, strata=strata(60, 40, 0, 0)))
    assert step.kind == "right"
    assert step.why.startswith("100 errors of best were reviewed and nothing that it gets right")


def test_an_open_audit_says_how_many_more_settle_it():
    step = first(REVIEWED)
    assert step.title == "Review 41 more in the audit queue to settle best over rival"
    assert step.ask == Ask("audit", "best", "dev+test", 100)
    assert "That is if no further label changes; 90 at most." in step.why


def test_an_audit_says_how_long_it_takes_where_the_pace_is_known():
    step = first(replace(REVIEWED, audit=replace(AUDIT, seconds=600.0)))
    assert step.why.endswith("At the reviewers' pace: about 10 min.")


def test_an_audit_of_a_small_lead_says_so_and_counts_all():
    step = first(replace(REVIEWED, audit=replace(AUDIT, expected=None)))
    assert step.title == "Review 90 more in the audit queue to settle best over rival"
    assert "too small to tell sooner" in step.why


def test_many_rivals_are_summed_up():
    step = first(replace(REVIEWED, audit=replace(AUDIT, open=("a", "b", "c"), reviewed=0)))
    assert step.title == "Review 41 in the audit queue to settle best over a and 2 others"


def test_a_refuted_leader_sends_to_the_ranking():
    assert first(replace(REVIEWED, audit=replace(AUDIT, refuted=True))).action == "show-ranking"


@pytest.mark.parametrize("audit", [None, replace(AUDIT, certified=True), replace(AUDIT, at_most=0)])
def test_where_no_audit_is_open_none_is_asked_for(audit):
    assert "audit" not in kinds(replace(REVIEWED, audit=audit))


def test_a_late_category_asks_for_what_preceded_it():
    step = first(replace(SETTLED, rules=(Rule("category", "Blurry", 23, late=True),)))
    assert step.title == "Look again at 23 examples for the category Blurry"
    assert "reviewed before it was made" in step.why
    assert step.ask == Ask("revisit", size=None, category="Blurry")


def test_a_changed_definition_asks_for_what_rests_on_it():
    step = first(replace(SETTLED, rules=(Rule("class", "cat", 1),)))
    assert step.title == "Look again at 1 example for the class cat"
    assert step.ask == Ask("revisit", size=None, label="cat")


def test_unsure_examples_come_before_applying():
    assert kinds(replace(SETTLED, unsure=2, corrected=1))[:2] == ["unsure", "apply"]


def test_what_no_version_has_is_applied():
    step = first(replace(SETTLED, corrected=3, excluded=1, restored=2, version=4))
    assert step.action == "apply"
    assert step.why == "3 labels corrected, 1 example excluded and 2 labels as given again since version 4."


def test_what_is_applied_is_exported():
    assert first(replace(SETTLED, version=2)).action == "export"


def test_where_no_label_was_incorrect_the_verdict_is_taken():
    step = first(SETTLED)
    assert step.action == "show-ranking"
    assert "nothing to apply" in step.why


def test_the_verdict_is_not_offered_while_anything_else_is_left():
    assert "ranking" not in kinds(REVIEWED)


def test_one_model_asks_for_another_last():
    assert kinds(replace(SETTLED, models=1, audit=None))[-1] == "models"


def test_until_the_audit_is_told_only_what_precedes_it_is():
    assert kinds(replace(REVIEWED, complete=False)) == []
    assert kinds(replace(UNTOUCHED, complete=False)) == ["errors", "right"]


def test_a_step_names_the_options_of_its_queue():
    assert Ask("errors", "m", "dev", 7).options == {"model": "m", "split": "dev", "size": "7"}
    assert Ask("revisit", size=None, category="x").options == {"category": "x", "split": "dev+test"}
