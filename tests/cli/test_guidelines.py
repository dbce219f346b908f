"""`labeler guideline`, and the queue of what a changed rule touches (DESIGN 2.3)."""

from __future__ import annotations

import pytest


def lines(said):
    return {line["name"]: line for line in said.document["guidelines"]}


def test_classes_and_categories_are_defined_and_shown_by_examples(run, project):
    run("category", project, "add", "Dark")
    assert run("guideline", project, "define", "cat", "purrs", "--reviewer", "ann", "--json").document == {
        "changed": True,
        "guidelines": [
            {"about": "class", "name": "cat", "definition": "purrs", "examples": [], "changed": 2, "to_revisit": 0}
        ],
    }
    run("guideline", project, "define", "Dark", "few photons", "--category")
    run("guideline", project, "add-example", "cat", "dev-0")
    run("guideline", project, "add-example", "Dark", "dev-1", "--category")
    run("guideline", project, "add-example", "Dark", "dev-2", "--category")
    removed = lines(run("guideline", project, "remove-example", "Dark", "dev-1", "--category", "--json"))
    assert (removed["cat"]["examples"], removed["Dark"]["examples"]) == (["dev-0"], ["dev-2"])
    assert run("guideline", project, "list").out.splitlines() == [
        "class cat: purrs",
        "  1 example: dev-0",
        "category Dark: few photons",
        "  1 example: dev-2",
    ]


def test_the_list_changes_nothing(run, project):
    assert run("guideline", project, "list").out == "no guidelines\n"
    assert run("guideline", project, "--json", "list").document == {"changed": False, "guidelines": []}


def test_what_a_changed_rule_touches_can_be_listed(run, project, decisions):
    run("decide", project, decisions)
    defined = run("guideline", project, "define", "cat", "purrs")
    assert "4 decisions taken before this changed" in defined.out
    assert "labeler queue PROJECT revisit --class cat" in defined.out
    queue = run("queue", project, "revisit", "--class", "cat", "--json").document
    assert {item["example_id"] for item in queue["items"]} == {"dev-0", "dev-2", "test-0", "test-2"}
    assert run("queue", project, "revisit", "--class", "yak").code == 1


def test_undo_takes_a_definition_back(run, project):
    run("guideline", project, "define", "cat", "purrs", "--reviewer", "ann")
    assert run("undo", project, "--reviewer", "ann").code == 0
    assert run("guideline", project, "list").out == "no guidelines\n"


def test_an_emptied_definition_is_told(run, project):
    run("guideline", project, "define", "cat", "purrs")
    assert run("guideline", project, "define", "cat", "").out == "class cat: not defined\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("burn", "cat"), 2),
        (("define", "cat"), 2),
        (("define", "yak", "horns"), 1),
        (("define", "Fog", "grey", "--category"), 1),
        (("add-example", "cat", "dev-99"), 1),
        (("remove-example", "cat", "dev-0"), 1),
    ],
)
def test_what_cannot_be_is_refused(run, project, arguments, code):
    assert run("guideline", project, *arguments).code == code


def test_near_names_are_told(run, project):
    assert run("guideline", project, "define", "cats", "purr").err == "there is no class 'cats'; did you mean cat?\n"
