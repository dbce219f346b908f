"""What corrected figures say of themselves where they can be misread (METHOD 3, 11)."""

from __future__ import annotations


def test_a_corrected_error_of_which_only_errors_were_reviewed_says_so(session):
    session.record("d0", "incorrect", label="dog")
    said = session.diagnose(model="A").warnings
    assert "The corrected error on dev is a lower bound: only errors were reviewed." in said
    session.record("d1", "correct")
    assert not any("lower bound" in warning for warning in session.diagnose(model="A").warnings)


def test_main_gaps_that_come_and_go_are_told(session):
    session.record("t0", "incorrect", label="dog")
    session.record("t1", "incorrect", label="cat")
    change = session.diagnose(model="A").change
    assert (
        change
        == "Relabeling changes the main gaps: overfitting to dev by the given labels, none by the corrected ones."
    )


def test_a_split_that_is_excluded_whole_has_no_error_and_says_why(session):
    for number in range(6):
        session.record(f"d{number}", "excluded")
    assert "A's error on dev is undefined: every example there is excluded." in session.diagnose(model="A").warnings


def test_a_metric_that_is_no_share_tells_that_only_errors_were_reviewed(session):
    session.record("d0", "incorrect", label="dog")
    (said,) = [
        w for w in session.rank(metric="macro-f1", split=["dev"], resamples=0).splits["dev"].warnings if "Of A" in w
    ]
    assert said == "Of A only errors were reviewed (1 of 1 errors): its macro-F1 by the corrected labels flatters it."
