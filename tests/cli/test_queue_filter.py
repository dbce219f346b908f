"""`labeler queue PROJECT filter --where` (METHOD 7)."""

from __future__ import annotations

import labeler
from labeler.cli.commands.review import QUEUES
from labeler.session.queue_kinds import KINDS


def ids(said):
    return sorted(item["example_id"] for item in said.document["items"])


def test_all_conditions_must_hold(run, project):
    everything = ids(run("queue", project, "filter", "--json"))
    assert len(everything) == 12
    dev = run("queue", project, "filter", "--where", "split=dev", "--where", "id!=dev-0", "--json")
    assert ids(dev) == [
        example_id for example_id in everything if example_id.startswith("dev") and example_id != "dev-0"
    ]
    assert len(ids(run("queue", project, "filter", "--where", "wrong=yes", "--model", "bold", "--json"))) == 4


def test_what_is_no_condition_is_refused_with_the_names_there_are(run, project):
    said = run("queue", project, "filter", "--where", "lable=cat", "--json")
    assert said.code == 1
    assert "did you mean label?" in said.document["error"]["message"]


def test_looked_at_but_undecided_can_be_queued(run, project):
    with labeler.open(project) as session:
        session.keep("ann", [("dev-0", 1.0, ()), ("dev-1", 1.0, ())], None)
        session.record("dev-0", "correct", reviewer="ann")
    said = run("queue", project, "filter", "--where", "shown=yes", "--where", "status=undecided", "--json")
    assert ids(said) == ["dev-1"]


def test_the_command_line_knows_every_queue():
    assert tuple(KINDS) == QUEUES
