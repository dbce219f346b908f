"""What each kind of `labeler queue` goes by, and what its list says is done."""

from __future__ import annotations

import pytest

import labeler
from labeler.errors import LabelerError, UsageError
from labeler.session.queue_kinds import KINDS, OPTIONS

GIVEN = {
    "model": ("--model", "bold"),
    "reviewer": ("--reviewer", "bob"),
    "category": ("--category", "Blurry"),
    "label": ("--class", "cat"),
    "where": ("--where", "label=cat"),
    "only": ("--ids", "ids.csv"),
    "leader": ("--leader", "shy"),
    "risk": ("--risk", "0.1"),
    "metric": ("--metric", "accuracy"),
    "exact_count": ("--exact-count",),
}


def test_every_option_of_a_queue_is_known(run):
    assert set(GIVEN) == set(OPTIONS)
    assert {option for kind in KINDS.values() for option in kind.goes_by} == set(OPTIONS)


FOREIGN = [(name, option) for name, kind in KINDS.items() for option in OPTIONS if option not in kind.goes_by]


@pytest.mark.parametrize(("kind", "option"), FOREIGN)
def test_an_option_that_a_kind_does_not_go_by_is_wrong_usage(run, project, kind, option):
    said = run("queue", project, kind, *GIVEN[option], "--json")
    assert said.code == 2
    assert f"the queue {kind} doesn't go by {OPTIONS[option]}, only by " in said.document["error"]["message"]


@pytest.mark.parametrize("kind", ["errors", "right", "suspicious", "conflicts", "filter", "audit", "revisit"])
def test_options_a_kind_goes_by_are_taken(run, project, kind):
    assert run("queue", project, kind, "--model", "bold", "--split", "dev", "--size", "2").code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("errors", "--class", "cat"), "a class, only by a model; leave it out, or choose the queue revisit"),
        (("right", "--where", "label=cat"), "conditions, only by a model; leave them out, or choose the queue filter"),
        (
            ("right", "--where", "x=1", "--reviewer", "bob", "--category", "foo"),
            "a reviewer, a category or conditions, only by a model; leave them out",
        ),
    ],
)
def test_the_refusal_says_what_to_do_instead(run, project, arguments, message):
    said = run("queue", project, *arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"the queue {arguments[0]} doesn't go by {message}\n"


def test_a_script_is_refused_alike(project):
    with labeler.open(project) as session:
        for ask in (session.queue, session.queue_plan, session.queue_outlook):
            with pytest.raises(UsageError, match="the queue errors doesn't go by conditions"):
                ask("errors", where=["label=cat"])
        with pytest.raises(LabelerError, match="the queue filter doesn't go by a category"):
            session.queue("filter", category="zzz")
        with pytest.raises(LabelerError, match="the queue audit doesn't go by a class"):
            session.queue_outlook("audit", label="cat")


def test_what_waits_to_be_looked_at_again_is_not_said_to_be_done(run, project):
    with labeler.open(project) as session:
        session.record("dev-0", "correct")
        session.record("dev-2", "correct")
        session.define("class", "cat", "purrs")
    said = run("queue", project, "revisit").out.splitlines()
    assert said[0] == "revisit: 2 examples, 0 looked at again"
    assert said[1].split() == ["example_id", "split", "looked", "at", "again", "file"]
    assert not any(line.split()[2:] for line in said[2:])
    items = run("queue", project, "revisit", "--json").document["items"]
    assert [sorted(item) for item in items] == 2 * [["decided", "example_id", "file", "split"]]
    assert all(item["decided"] for item in items)


def test_what_another_checked_is_not_said_to_be_checked_by_you(run, project):
    with labeler.open(project) as session:
        session.record("dev-0", "correct", reviewer="ann")
        session.record("dev-2", "correct", reviewer="ann")
        session.record("dev-0", "correct")
    said = run("queue", project, "quality", "--reviewer", "ann").out.splitlines()
    assert said[0] == "quality: 2 examples, 1 checked"
    assert sorted(line.split()[2:] for line in said[2:]) == [[], ["yes"]]


def test_other_queues_say_what_anybody_decided(run, project):
    with labeler.open(project) as session:
        session.record("dev-0", "correct", reviewer="ann")
    assert run("queue", project, "errors", "--model", "bold").out.startswith("errors of bold: 4 examples, 1 decided\n")
