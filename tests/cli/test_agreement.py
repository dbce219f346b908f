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
