"""The verb agreement as it is typed."""

from __future__ import annotations


def test_agreement_is_printed_and_undefined_kappa_is_a_dash(run, tables, tmp_path):
    run("new", tmp_path / "p", *tables.new)
    table = tmp_path / "decisions.csv"
    rows = ["dev-0,correct,,ann", "dev-0,correct,,bob", "dev-2,correct,,ann", "dev-2,correct,,bob"]
    table.write_text("\n".join(["example_id,verdict,corrected_label,reviewer", *rows]) + "\n")
    run("decide", tmp_path / "p.labeler", table)
    document = run("agreement", tmp_path / "p.labeler", "--json").document
    assert document["pairs"][0]["raw"] == 1.0
    assert (document["pairs"][0]["kappa"], document["alpha"]) == (None, None)
    printed = run("agreement", tmp_path / "p.labeler").out
    assert "  ann, bob   2         100.0 %  –      –\n" in printed
    assert "alpha –, 0 conflicts" in printed


def test_a_difference_is_not_called_an_error(run, tables, tmp_path):
    run("new", tmp_path / "p", *tables.new)
    table = tmp_path / "decisions.csv"
    rows = ["dev-0,correct,,ann", "dev-0,excluded,,bob"]
    table.write_text("\n".join(["example_id,verdict,corrected_label,reviewer", *rows]) + "\n")
    run("decide", tmp_path / "p.labeler", table)
    printed = run("agreement", tmp_path / "p.labeler").out
    assert "error rate" not in printed.split("differs from others")[0]
    assert "ann       1          1                  1          100.0 % (20.7 to 100.0 %)" in printed
    assert "A difference may be the other's mistake; where all were adjudicated, this is an error rate." in printed
