"""``labeler audit`` and ``labeler queue PROJECT audit`` (DESIGN 5)."""

from __future__ import annotations

import pytest

AUDIT = {
    "split", "leader", "risk_limit", "auditable", "certified", "measured_risk", "reviewed", "remaining_at_most",
    "expected_reviews", "pairs", "metric", "number", "round", "risk_factor", "best_by_given", "blind_share",
    "not_compared", "audits", "warnings", "verdict", "minutes_at_most", "minutes_expected", "reviewers", "notes",
}  # fmt: skip
PAIR = {
    "rival", "disagreements", "reviewed", "draws", "margin", "measured_risk", "certified", "settled_exactly", "outcome",
    "expected_reviews", "interval", "difference_interval", "weak",
}  # fmt: skip


def test_an_audit_says_all_of_design_5_before_it_begins(run, project):
    said = run("audit", project, "--json")
    assert (said.code, said.err) == (0, "")
    document = said.document
    assert document.keys() == AUDIT
    assert (document["split"], document["leader"], document["risk_limit"]) == ("dev+test", "shy", 0.05)
    assert (document["number"], document["audits"]) == (None, [])
    (pair,) = document["pairs"]
    assert pair.keys() == PAIR
    assert (pair["rival"], pair["disagreements"], pair["margin"], pair["outcome"]) == ("bold", 2, 1, None)
    assert (document["measured_risk"], document["remaining_at_most"], document["expected_reviews"]) == (1, 2, 2)


def test_the_queue_begins_it_and_two_reviews_settle_it(run, project, tmp_path):
    table = tmp_path / "queue.csv"
    queue = run("queue", project, "audit", "--output", table, "--json").document
    assert queue["queue"] == "audit"
    assert {item["example_id"] for item in queue["items"]} == {"dev-0", "test-0"}
    assert table.read_text(encoding="utf-8").startswith("example_id,split,file,decided\n")
    record = run("audit", project, "--json").document["audits"][0]
    assert (record["number"], record["leader"], record["models"], record["seed"]) == (
        1,
        "shy",
        {"bold": 1, "shy": 1},
        "0",
    )
    decisions = tmp_path / "decided.csv"
    decisions.write_text("example_id,verdict\ndev-0,correct\ntest-0,correct\n", encoding="utf-8")
    assert run("decide", project, decisions).code == 0
    document = run("audit", project, "--json").document
    assert (document["certified"], document["measured_risk"], document["number"]) == (True, 0, 1)
    assert (document["pairs"][0]["outcome"], document["pairs"][0]["settled_exactly"]) == ("leader", True)
    assert run("queue", project, "audit", "--json").document["items"] == []


def test_people_read_a_sentence_and_a_line_a_rival(run, project):
    said = run("audit", project)
    assert "Audit: at most 2 more reviews settle shy over bold; about 2, if no further label changes." in said.out
    assert "not begun" in said.out
    assert "bold" in said.out
    run("queue", project, "audit")
    assert "(audit 1)" in run("audit", project).out


def test_the_command_that_begins_an_audit_begins_the_one_that_was_asked_about(run, project):
    said = run("audit", project, "--leader", "bold", "--split", "dev", "--metric", "accuracy")
    command = "labeler queue PROJECT audit --split dev --leader bold --metric accuracy"
    assert f"(not begun: '{command}' begins it)" in said.out
    assert "bold on dev by accuracy, risk limit 5 %" in said.out


def test_people_read_points_and_the_sign_of_a_minus(run, project):
    said = run("audit", project, "--leader", "bold")
    assert "By the given labels bold is behind shy" in said.out
    (line,) = [line.split() for line in said.out.splitlines() if line.startswith("  shy ")]
    assert line == ["shy", "2", "0", "0", "−1.000", "100", "%", "–", "−16.67", "to", "16.67", "open"]


def test_all_audits_are_listed(run, project, tmp_path):
    run("queue", project, "audit")
    run("queue", project, "audit", "--leader", "bold", "--metric", "accuracy", "--split", "dev")
    decisions = tmp_path / "decided.csv"
    decisions.write_text("example_id,verdict\ndev-0,correct\ntest-0,correct\n", encoding="utf-8")
    run("decide", project, decisions)
    said = run("audit", project).out
    assert "Audit 2 goes by accuracy.\nBy accuracy: labeler audit PROJECT --metric accuracy\n" in said
    heading, first, second = said[said.index("All audits begun:") :].splitlines()[1:]
    assert heading.split() == ["audit", "split", "metric", "leader", "begun", "by", "state"]
    assert first.split()[:4] == ["1", "dev+test", "error", "shy"]
    assert first.endswith("certified for certain")
    assert second.split()[:4] == ["2", "dev", "accuracy", "bold"]
    assert second.endswith("refuted")
    listed = run("audit", project, "--json").document["audits"]
    assert [(entry["certified"], entry["measured_risk"]) for entry in listed] == [(True, 0), (False, 1)]


def test_an_earlier_audit_is_found_again_by_its_leader(run, project):
    run("queue", project, "audit")
    run("queue", project, "audit", "--leader", "bold")
    assert run("audit", project, "--json").document["number"] == 2
    assert run("audit", project, "--leader", "shy", "--json").document["number"] == 1


def test_a_leader_outside_the_bounds_is_refused(run, project):
    run("criteria", project, "--bound", "error<=0.2")
    assert "not compared on dev+test: bold, it doesn't meet the bounds" in run("audit", project).out
    refused = run("audit", project, "--leader", "bold")
    assert (refused.code, "loosen them with 'labeler criteria'" in refused.err) == (1, True)


def test_a_leader_a_metric_and_a_limit_can_be_named(run, project):
    assert run("queue", project, "audit", "--leader", "bold", "--metric", "accuracy", "--risk", "0.1").code == 0
    document = run("audit", project, "--metric", "accuracy", "--json").document
    assert (document["leader"], document["metric"], document["risk_limit"]) == ("bold", "accuracy", 0.1)
    assert (document["best_by_given"], document["number"]) == ("shy", 1)
    assert run("audit", project, "--json").document["leader"] == "bold"  # errors are what accuracy leaves
    assert run("audit", project, "--leader", "shy", "--json").document["number"] is None


def test_the_offer_to_count_exactly_names_the_audit_asked_about(run, project):
    said = run("audit", project, "--leader", "bold", "--split", "dev").out
    assert "Counting exactly may take fewer reviews." in said
    assert "To count exactly: labeler queue PROJECT audit --split dev --leader bold --exact-count" in said


def test_a_metric_without_an_audit_says_so(run, project):
    document = run("audit", project, "--metric", "macro-f1", "--json").document
    assert (document["auditable"], document["measured_risk"], document["pairs"][0]["margin"]) == (False, None, None)
    refused = run("queue", project, "audit", "--metric", "macro-f1")
    assert refused.code == 1
    assert "no audit by macro-F1" in refused.err


@pytest.mark.parametrize("risk", ["0", "1", "5", "much"])
def test_a_risk_limit_is_a_share(run, project, risk):
    assert run("audit", project, "--risk", risk).code == 2


def test_an_unknown_leader_is_refused(run, project):
    refused = run("audit", project, "--leader", "nobody")
    assert (refused.code, "no model 'nobody'" in refused.err) == (1, True)
