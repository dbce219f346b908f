"""The event log in the file, and the fold kept beside it (DESIGN 3, Storage)."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from labeler.core.log import ADJUDICATION, ActionState, Fold, Kind
from labeler.errors import LabelerError
from labeler.store.event_log import Draft, EventLog
from labeler.store.project_file import connect

AT = "2026-01-01T00:00:00Z"
REVIEWERS = st.sampled_from(("ann", "bob"))
IDS = st.sampled_from(("a", "b", "c"))
CATEGORIES = st.sampled_from(("Blurry", "Dark"))


def decision(example_id, reviewer="ann", verdict="correct"):
    return Draft(Kind.DECISION, reviewer, AT, {"verdict": verdict}, example_id)


def adjudication(example_id, reviewer="ann", verdict="correct"):
    return Draft(Kind.ADJUDICATION, reviewer, AT, {"verdict": verdict}, example_id)


def category(name, reviewer="ann"):
    return Draft(Kind.CATEGORY, reviewer, AT, {"key": name.casefold(), "name": name})


def guideline(name, reviewer="ann", **said):
    return Draft(Kind.GUIDELINE, reviewer, AT, {"about": "class", "name": name, **said})


def bulk(*decisions, owner):
    return [Draft(Kind.BULK, owner, AT, {"file": "x.csv"}), *decisions]


def standing(log):
    return {(event.example_id, event.voice): event.payload["verdict"] for event in log.standing()}


@pytest.fixture
def log(connection):
    return EventLog(connection, "laptop")


class LogMachine(RuleBasedStateMachine):
    """Two reviewers at two installations write to one file, which is closed and opened again in between."""

    template: Path

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "p.labeler"
        shutil.copy(self.template, self.path)
        self.connection = connect(self.path, read_only=False)
        self.install = "laptop"

    @property
    def log(self):
        return EventLog(self.connection, self.install)

    @initialize()
    def begin(self):
        assert self.log.size() == 0

    @rule(reviewer=REVIEWERS, example_id=IDS, verdict=st.sampled_from(("correct", "unsure")))
    def decide(self, reviewer, example_id, verdict):
        self.log.append([decision(example_id, reviewer, verdict)], owner=reviewer)
        assert standing(self.log)[example_id, reviewer] == verdict

    @rule(owner=REVIEWERS, rows=st.lists(st.tuples(IDS, REVIEWERS), min_size=1, unique=True))
    def decide_in_bulk(self, owner, rows):
        self.log.append(bulk(*(decision(*row, "excluded") for row in rows), owner=owner), owner=owner)

    @rule(reviewer=REVIEWERS, names=st.lists(CATEGORIES, min_size=1, unique=True), to=IDS)
    def make_categories(self, reviewer, names, to):
        drafts = [*(category(name, reviewer) for name in names), decision(to, reviewer)]
        self.log.append(drafts, owner=reviewer)

    @rule(reviewer=REVIEWERS, example_id=IDS, verdict=st.sampled_from(("correct", "excluded")))
    def adjudicate(self, reviewer, example_id, verdict):
        self.log.append([adjudication(example_id, reviewer, verdict)], owner=reviewer)
        assert standing(self.log)[example_id, ADJUDICATION] == verdict

    @rule(owner=REVIEWERS, ids=st.lists(IDS, min_size=1, unique=True))
    def adjudicate_in_bulk(self, owner, ids):
        self.log.append(bulk(*(adjudication(i, "cid") for i in ids), decision(ids[0]), owner=owner), owner=owner)

    @rule(
        reviewer=REVIEWERS,
        name=CATEGORIES,
        entry=st.sampled_from(("name", "description", "merged_into")),
        to=CATEGORIES,
    )
    def change_a_category(self, reviewer, name, entry, to):
        payload = {"key": name.casefold(), entry: to.casefold()}
        self.log.append([Draft(Kind.CATEGORY, reviewer, AT, payload)], owner=reviewer)

    @rule(reviewer=REVIEWERS, name=CATEGORIES, entry=st.sampled_from(("definition", "add", "remove")), value=IDS)
    def change_a_guideline(self, reviewer, name, entry, value):
        self.log.append([guideline(name, reviewer, **{entry: value})], owner=reviewer)

    @rule(reviewer=REVIEWERS)
    def undo(self, reviewer):
        before = self.done(reviewer)
        assert self.log.has(reviewer, ActionState.DONE) == (before > 0)
        touched = self.log.undo(reviewer, at=AT)
        assert (touched is None) == (before == 0)
        assert self.done(reviewer) == max(0, before - 1)

    @rule(reviewer=REVIEWERS)
    def undo_then_redo(self, reviewer):
        before = standing(self.log)
        if self.log.undo(reviewer, at=AT) is not None:
            assert self.log.redo(reviewer, at=AT) is not None
        assert standing(self.log) == before

    @rule(reviewer=REVIEWERS)
    def redo(self, reviewer):
        undone = self.log.has(reviewer, ActionState.UNDONE)
        assert (self.log.redo(reviewer, at=AT) is None) == (not undone)

    def done(self, reviewer):
        query = "SELECT count(*) FROM actions WHERE install = ? AND reviewer = ? AND state = 'done'"
        return self.connection.execute(query, (self.install, reviewer)).fetchone()[0]

    @rule()
    def reopen(self):
        self.connection.close()
        self.connection = connect(self.path, read_only=False)

    @rule()
    def work_elsewhere(self):
        self.install = "desk" if self.install == "laptop" else "laptop"

    @invariant()
    def what_is_kept_beside_the_log_is_what_it_gives(self):
        assert list(self.log.problems()) == []
        fold = Fold.of(self.log.events())
        assert self.log.categories() == fold.categories
        assert self.log.guidelines() == fold.guidelines
        assert self.log.standing_count() == sum(voice != ADJUDICATION for _, voice in fold.standing)

    def teardown(self):
        self.connection.close()
        shutil.rmtree(self.folder)


def test_the_kept_fold_always_equals_the_log_replayed(project):
    LogMachine.template = project
    run_state_machine_as_test(LogMachine, settings=settings(max_examples=40, stateful_step_count=25, deadline=None))


def test_events_come_back_as_they_were_written(log, connection):
    draft = Draft(Kind.DECISION, "Zoë 猫", AT, {"verdict": "correct", "comment": "“a”\n;\\"}, "a")
    (written,) = log.append([draft], owner="Zoë 猫")
    (read,) = EventLog(connection, "elsewhere").events()
    assert read == written
    assert (read.install, read.lamport, read.payload, read.payload_version) == ("laptop", 1, draft.payload, 1)


def test_an_action_is_one_transaction(log, connection):
    refusal = "CREATE TEMP TRIGGER t BEFORE INSERT ON {} BEGIN SELECT RAISE(ABORT, 'no more'); END"
    connection.execute(refusal.format("present"))
    with pytest.raises(sqlite3.IntegrityError):
        log.append([decision("a"), decision("b")], owner="ann")
    assert log.size() == 0
    assert standing(log) == {}
    assert not log.has("ann", ActionState.DONE)


def test_categories_of_one_action_keep_the_order_they_were_made_in(log):
    names = [f"{letter}-category" for letter in "qwertyuiop"]
    log.append([*(category(name) for name in names), decision("a")], owner="ann")
    assert [made.name for made in log.categories().standing] == names


def test_undo_names_the_pairs_it_touched(log):
    log.append(bulk(decision("a", "bob"), decision("b", "ann"), owner="ann"), owner="ann")
    assert sorted(log.undo("ann", at=AT)) == [("a", "bob"), ("b", "ann")]
    assert log.undo("ann", at=AT) is None
    assert log.undo("bob", at=AT) is None
    assert sorted(log.redo("ann", at=AT)) == [("a", "bob"), ("b", "ann")]


def test_an_adjudication_is_taken_back_like_a_decision(log):
    log.append([decision("a")], owner="ann")
    log.append([adjudication("a", verdict="excluded")], owner="ann")
    assert log.standing_count() == 1
    assert log.undo("ann", at=AT) == [("a", ADJUDICATION)]
    assert standing(log) == {("a", "ann"): "correct"}
    log.redo("ann", at=AT)
    assert standing(log) == {("a", "ann"): "correct", ("a", ADJUDICATION): "excluded"}


def test_undo_reaches_only_this_installation(log, connection):
    log.append([decision("a")], owner="ann")
    assert EventLog(connection, "desk").undo("ann", at=AT) is None
    assert standing(log) == {("a", "ann"): "correct"}


def test_undo_is_data_and_takes_nothing_out_of_the_log(log):
    log.append([decision("a")], owner="ann")
    log.undo("ann", at=AT)
    assert [event.kind for event in log.events()] == [Kind.DECISION, Kind.UNDO]
    assert [event.kind for event in log.history("a")] == [Kind.DECISION]


def test_history_keeps_every_decision_on_an_example(log):
    for verdict in ("correct", "unsure", "excluded"):
        log.append([decision("a", verdict=verdict)], owner="ann")
    log.append([decision("b")], owner="ann")
    assert [event.payload["verdict"] for event in log.history("a")] == ["correct", "unsure", "excluded"]


def test_the_last_owner_is_whose_action_undo_and_redo_would_reach(log):
    assert log.last_owner(ActionState.DONE) is None
    log.append([decision("a", "ann")], owner="ann")
    log.append([decision("a", "bob")], owner="bob")
    assert log.last_owner(ActionState.DONE) == "bob"
    log.undo("bob", at=AT)
    log.undo("ann", at=AT)
    assert log.last_owner(ActionState.DONE) is None
    assert log.last_owner(ActionState.UNDONE) == "ann"


def test_the_log_as_it_was_earlier_can_be_read(log):
    log.append([decision("a")], owner="ann")
    earlier = log.size()
    log.append([decision("b")], owner="ann")
    log.undo("ann", at=AT)
    assert set(Fold.of(log.events(first=earlier)).standing) == {("a", "ann")}
    assert list(log.events(first=0)) == []
    assert len(list(log.events())) == log.size() == 3


def test_standing_decisions_of_some_pairs_leave_out_what_is_not_there(log):
    log.append([decision("a")], owner="ann")
    log.append([decision("b")], owner="ann")
    assert [event.example_id for event in log.standing([("b", "ann"), ("b", "bob"), ("z", "ann")])] == ["b"]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM present WHERE example_id = 'a'", "the present decision of ann on a"),
        ("UPDATE present SET event = 1 WHERE example_id = 'b'", "the present decision of ann on b"),
        ("UPDATE actions SET state = 'undone'", "what can be undone"),
        ("DELETE FROM actions", "what can be undone"),
        ("DELETE FROM present WHERE example_id = 'd'", "the present adjudication on d"),
        ("UPDATE events SET payload = '{\"verdict\": \"unsure\"}' WHERE example_id = 'd'", "an adjudication decides"),
        ("UPDATE events SET payload = '{}' WHERE example_id = 'd'", "the log can't be read"),
        ('UPDATE events SET payload = \'{"key": "k", "name": 3}\' WHERE kind = \'category\'', "the log can't be read"),
        ("UPDATE events SET payload = '{\"name\": \"k\"}' WHERE kind = 'category'", "it has no key"),
        ("UPDATE actions SET state = 'odd'", "what can be undone"),
        ("UPDATE events SET payload = '{' WHERE example_id = 'b'", "the log can't be read"),
        ("UPDATE events SET kind = 'odd' WHERE example_id = 'b'", "the log can't be read"),
        ("UPDATE events SET payload = '{}' WHERE kind = 'undo'", "the log can't be read"),
        ("UPDATE events SET payload = '{\"target\": \"x\"}' WHERE kind = 'undo'", "what can be undone"),
    ],
)
def test_a_fold_that_is_not_the_log_s_is_found(log, connection, damage, said):
    log.append([decision("a")], owner="ann")
    log.append([decision("b")], owner="ann")
    log.append([category("Blurry"), adjudication("d")], owner="ann")
    log.append([decision("c")], owner="ann")
    log.undo("ann", at=AT)
    assert list(log.problems()) == []
    connection.execute(damage)
    assert any(said in problem for problem in log.problems())


def test_a_decision_is_on_disk_when_append_returns(log, project):
    log.append([decision("a")], owner="ann")
    with closing(sqlite3.connect(project)) as other:
        assert other.execute("SELECT example_id FROM events").fetchall() == [("a",)]
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_commits_are_durable(connection):
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_guideline_is_taken_back_and_brought_back(log):
    log.append([guideline("cat", definition="purrs")], owner="ann")
    log.append([guideline("cat", add="a"), guideline("cat", add="b")], owner="ann")
    assert log.undo("ann", at=AT) == []
    assert log.guidelines().references == ()
    assert log.undo("ann", at=AT) == []
    assert log.guidelines().definitions == {}
    log.redo("ann", at=AT)
    log.redo("ann", at=AT)
    assert log.guidelines().definitions["cat"].text == "purrs"
    assert log.guidelines().examples("class", {"cat"}) == ("a", "b")


def test_a_guideline_that_cannot_be_read_is_told(log):
    log.append([guideline("cat", yak="purrs")], owner="ann")
    (problem,) = log.problems()
    assert "the log can't be read" in problem
    with pytest.raises(LabelerError, match="can't be read"):
        log.guidelines()
