"""`labeler category` (DESIGN 5)."""

from __future__ import annotations

import pytest


def names(said):
    return [line["category"] for line in said.document["categories"]]


def test_categories_are_made_renamed_described_and_merged(run, project):
    assert names(run("category", project, "add", "Blurry", "--description", "no sharp edge", "--json")) == ["Blurry"]
    assert names(run("category", project, "add", "Dark", "--json")) == ["Blurry", "Dark"]
    assert names(run("category", project, "rename", "dark", "Too dark", "--json")) == ["Blurry", "Too dark"]
    described = run("category", project, "describe", "Blurry", "soft", "--reviewer", "ann", "--json").document
    assert described["categories"][0] == {"category": "Blurry", "description": "soft", "examples": 0}
    merged = run("category", project, "merge", "Blurry", "Too dark", "--json")
    assert (merged.document["changed"], names(merged)) == (True, ["Too dark"])


def test_the_list_changes_nothing_and_counts_examples(run, project, tmp_path):
    table = tmp_path / "decisions.csv"
    table.write_text("example_id,verdict,categories\ndev-0,correct,Blurry\ndev-1,correct,Blurry;Dark\n")
    run("decide", project, table)
    listed = run("category", project, "list", "--json").document
    assert listed == {
        "changed": False,
        "categories": [
            {"category": "Blurry", "description": "", "examples": 2},
            {"category": "Dark", "description": "", "examples": 1},
        ],
    }
    assert run("category", project, "list").out.splitlines()[1].split() == ["Blurry", "2"]


def test_an_empty_list_says_so(run, project):
    assert run("category", project, "list").out == "no categories\n"


def test_json_may_stand_before_the_action(run, project):
    assert run("category", project, "--json", "list").document["categories"] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("burn", "Blurry"), 2),
        (("add",), 2),
        (("rename", "Blurry"), 2),
        (("add", "BLURRY"), 1),
        (("merge", "Blurry", "blurry"), 1),
        (("rename", "Fog", "Mist"), 1),
    ],
)
def test_what_cannot_be_is_refused(run, project, arguments, code):
    run("category", project, "add", "Blurry")
    assert run("category", project, *arguments).code == code


def test_what_is_left_open_for_a_category_can_be_listed(run, project, tmp_path):
    table = tmp_path / "decisions.csv"
    table.write_text("example_id,verdict,categories\ndev-0,correct,Blurry\n")
    run("decide", project, table)
    run("category", project, "add", "Dark")
    queue = run("queue", project, "revisit", "--category", "dark", "--json").document
    assert [item["example_id"] for item in queue["items"]] == ["dev-0"]


def test_a_category_is_moved_before_another_one_or_last(run, project):
    for name in ("Blurry", "Dark", "Far"):
        run("category", project, "add", name)
    moved = run("category", project, "move", "Far", "--before", "Blurry", "--json").document
    assert (moved["changed"], [line["category"] for line in moved["categories"]]) == (True, ["Far", "Blurry", "Dark"])
    assert names(run("category", project, "move", "far", "--last", "--json")) == ["Blurry", "Dark", "Far"]
    run("undo", project)
    assert names(run("category", project, "list", "--json")) == ["Far", "Blurry", "Dark"]


@pytest.mark.parametrize("place", [[], ["--last", "--before", "Dark"]])
def test_a_move_says_one_place(run, project, place):
    run("category", project, "add", "Blurry")
    assert run("category", project, "move", "Blurry", *place).code == 2
