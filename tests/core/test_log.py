"""The fold over the event log: what stands, what can be taken back, and that merging is a union (DESIGN 3)."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.categories import Categories
from labeler.core.guidelines import Guidelines
from labeler.core.log import ADJUDICATION, ActionState, Event, Fold, Kind

INSTALLS = ("laptop", "desk", "tablet")
REVIEWERS = ("ann", "bob")
IDS = ("a", "b", "c")


def next_undo(actions, *, install, reviewer):
    """The action that undo takes back next."""
    own = (a for a in actions if (a.install, a.reviewer, a.state) == (install, reviewer, ActionState.DONE))
    return max(own, key=lambda action: (action.lamport, action.uuid), default=None)


def next_redo(actions, *, install, reviewer):
    """The action that redo brings back next: the last one taken back."""
    own = (a for a in actions if (a.install, a.reviewer, a.state) == (install, reviewer, ActionState.UNDONE))
    return max(own, key=lambda action: (action.undone, action.uuid), default=None)


class Replica:
    """One installation's copy of the log, which writes as the store does."""

    def __init__(self, install, numbers):
        self.install, self.numbers, self.events = install, numbers, {}

    @property
    def fold(self):
        return Fold.of(self.events.values())

    def write(self, reviewer, *drafts):
        """One action; a BULK or CATEGORY draft takes a lamport of its own."""
        action, lamport = f"action {next(self.numbers)}", 1 + max((e.lamport for e in self.events.values()), default=0)
        for kind, example_id, payload in drafts:
            # Random uuids order what has one lamport, so they are scrambled here too.
            uuid = f"{hash((next(self.numbers), 17)) % 10**8:08}"
            author = payload.pop("by", reviewer)
            self.take([Event(uuid, action, self.install, lamport, author, "now", kind, example_id, payload)])
            lamport += not kind.speaks
        return action

    def decide(self, reviewer, *example_ids):
        return self.write(reviewer, *((Kind.DECISION, i, {"verdict": next(self.numbers)}) for i in example_ids))

    def adjudicate(self, reviewer, *example_ids):
        return self.write(reviewer, *((Kind.ADJUDICATION, i, {"verdict": next(self.numbers)}) for i in example_ids))

    def categorize(self, reviewer, key, **entries):
        return self.write(reviewer, (Kind.CATEGORY, None, {"key": key, **entries}))

    def guide(self, reviewer, name, entry, value):
        return self.write(reviewer, (Kind.GUIDELINE, None, {"about": "class", "name": name, entry: value}))

    def bulk(self, reviewer, authors):
        rows = ((Kind.DECISION, example_id, {"by": author}) for example_id, author in authors)
        return self.write(reviewer, (Kind.BULK, None, {}), *rows)

    def turn(self, reviewer, kind):
        pick = next_undo if kind is Kind.UNDO else next_redo
        action = pick(self.fold.actions.values(), install=self.install, reviewer=reviewer)
        if action is not None:
            self.write(reviewer, (kind, None, {"target": action.uuid}))
        return action and action.uuid

    def take(self, events):
        self.events |= {event.uuid: event for event in events}


@pytest.fixture
def laptop():
    return Replica("laptop", count())


def standing(replica):
    return set(replica.fold.standing)


STEP_NAMES = (
    *("decide", "decide", "adjudicate", "bulk", "name", "describe", "unite", "define", "show", "hide"),
    *("undo", "undo", "redo", "merge"),
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(STEP_NAMES),
        st.sampled_from(INSTALLS),
        st.sampled_from(REVIEWERS),
        st.lists(st.sampled_from(IDS), min_size=1, unique=True),
    ),
    max_size=25,
)


def played(steps):
    """Installations that write apart and now and then take over each other's log."""
    numbers = count()
    replicas = {install: Replica(install, numbers) for install in INSTALLS}
    for step, install, reviewer, ids in steps:
        here = replicas[install]
        if step == "decide":
            here.decide(reviewer, *ids)
        elif step == "bulk":
            here.bulk(reviewer, [(example_id, author) for example_id in ids for author in REVIEWERS])
        elif step == "adjudicate":
            here.adjudicate(reviewer, *ids)
        elif step == "name":
            here.categorize(reviewer, ids[0], name=ids[-1].upper())
        elif step == "describe":
            here.categorize(reviewer, ids[0], description=f"as {reviewer} sees it")
        elif step == "unite":
            here.categorize(reviewer, ids[0], merged_into=ids[-1])
        elif step == "define":
            here.guide(reviewer, ids[0], "definition", f"as {reviewer} sees it")
        elif step in ("show", "hide"):
            here.guide(reviewer, ids[0], "add" if step == "show" else "remove", ids[-1])
        elif step == "merge":
            here.take(replicas[INSTALLS[INSTALLS.index(install) - 1]].events.values())
        else:
            here.turn(reviewer, Kind(step))
    return replicas


def merged(*replicas):
    both = Replica("reader", count())
    for replica in replicas:
        both.take(replica.events.values())
    return both


@settings(deadline=None, max_examples=60)
@given(STEPS, st.randoms(use_true_random=False))
def test_fold_is_independent_of_the_order_events_are_given_in(steps, random):
    events = list(merged(*played(steps).values()).events.values())
    shuffled = events.copy()
    random.shuffle(shuffled)
    assert Fold.of(shuffled) == Fold.of(events)


@settings(deadline=None, max_examples=60)
@given(STEPS)
def test_merging_is_commutative_associative_and_idempotent(steps):
    laptop, desk, tablet = played(steps).values()
    there, back = merged(merged(laptop, desk), tablet), merged(tablet, merged(desk, laptop, laptop))
    assert there.fold == back.fold
    assert merged(there, laptop, back).fold == there.fold


@settings(deadline=None, max_examples=60)
@given(STEPS)
def test_what_others_did_leaves_undo_and_redo_alone(steps):
    replicas = played(steps)
    both = merged(*replicas.values()).fold
    for install, alone in replicas.items():
        for reviewer in REVIEWERS:
            for pick in (next_undo, next_redo):
                ours = pick(alone.fold.actions.values(), install=install, reviewer=reviewer)
                assert pick(both.actions.values(), install=install, reviewer=reviewer) == ours


@settings(deadline=None, max_examples=60)
@given(STEPS)
def test_undoing_every_action_leaves_nothing_and_redoing_brings_it_all_back(steps):
    for replica in played([(step, "laptop", *rest) for step, _, *rest in steps if step != "merge"]).values():
        before = replica.fold
        for reviewer in REVIEWERS:
            undone = []
            while target := replica.turn(reviewer, Kind.UNDO):
                undone.append(target)
            assert len(undone) == len(set(undone))
        assert not replica.fold.standing
        assert replica.fold.categories == Categories()
        assert replica.fold.guidelines == Guidelines()
        assert ActionState.DONE not in {action.state for action in replica.fold.actions.values()}
        for reviewer in REVIEWERS:
            while _later_than(before, replica, reviewer):
                replica.turn(reviewer, Kind.REDO)
        assert replica.fold.standing == before.standing
        assert replica.fold.categories == before.categories
        assert replica.fold.guidelines == before.guidelines


def _later_than(before, replica, reviewer):
    """Whether redo would bring back what stood before the undoing began."""
    target = next_redo(replica.fold.actions.values(), install=replica.install, reviewer=reviewer)
    return target is not None and before.actions[target.uuid].state is ActionState.DONE


def test_the_latest_decision_of_a_reviewer_stands(laptop):
    laptop.decide("ann", "a")
    latest = laptop.decide("ann", "a")
    assert laptop.fold.standing["a", "ann"].action == latest


def test_undo_brings_back_the_decision_before(laptop):
    first = laptop.decide("ann", "a")
    laptop.decide("ann", "a")
    laptop.turn("ann", Kind.UNDO)
    assert laptop.fold.standing["a", "ann"].action == first


def test_order_is_lamport_then_uuid_and_never_the_clock(laptop):
    late = Event("2", "x", "laptop", 5, "ann", "1999-01-01T00:00:00Z", Kind.DECISION, "a", {})
    early = Event("1", "y", "laptop", 5, "ann", "2999-01-01T00:00:00Z", Kind.DECISION, "a", {})
    earlier = Event("9", "z", "laptop", 4, "ann", "2999-01-01T00:00:00Z", Kind.DECISION, "a", {})
    assert Fold.of([late, early, earlier]).standing["a", "ann"] is late


def test_a_bulk_action_belongs_to_the_one_who_ran_it(laptop):
    action = laptop.bulk("ann", [("a", "bob"), ("b", "cid"), ("c", "ann")])
    assert laptop.turn("bob", Kind.UNDO) is None
    assert laptop.turn("ann", Kind.UNDO) == action
    assert not standing(laptop)


def test_a_new_action_clears_redo_of_its_own_reviewer_only(laptop):
    laptop.decide("ann", "a")
    theirs = laptop.decide("bob", "b")
    laptop.turn("ann", Kind.UNDO)
    laptop.turn("bob", Kind.UNDO)
    laptop.decide("ann", "c")
    assert laptop.turn("ann", Kind.REDO) is None
    assert laptop.turn("bob", Kind.REDO) == theirs
    assert standing(laptop) == {("b", "bob"), ("c", "ann")}


def test_a_new_action_leaves_redo_of_the_same_reviewer_elsewhere(laptop):
    desk = Replica("desk", laptop.numbers)
    waiting = desk.decide("ann", "a")
    desk.turn("ann", Kind.UNDO)
    laptop.take(desk.events.values())
    laptop.decide("ann", "b")
    desk.take(laptop.events.values())
    assert desk.turn("ann", Kind.REDO) == waiting


def test_undo_never_reaches_what_another_installation_did(laptop):
    laptop.decide("ann", "a")
    desk = Replica("desk", laptop.numbers)
    desk.take(laptop.events.values())
    assert desk.turn("ann", Kind.UNDO) is None
    assert standing(desk) == {("a", "ann")}


def test_undo_and_redo_go_back_and_forth_in_order(laptop):
    actions = [laptop.decide("ann", example_id) for example_id in IDS]
    assert [laptop.turn("ann", Kind.UNDO) for _ in range(4)] == [*reversed(actions), None]
    assert [laptop.turn("ann", Kind.REDO) for _ in range(4)] == [*actions, None]
    assert standing(laptop) == {(example_id, "ann") for example_id in IDS}


def test_an_undo_of_an_action_not_in_the_log_changes_nothing(laptop):
    laptop.decide("ann", "a")
    laptop.write("ann", (Kind.UNDO, None, {"target": "elsewhere"}))
    assert standing(laptop) == {("a", "ann")}


def test_a_category_made_twice_is_one_until_both_are_taken_back(laptop):
    for reviewer in REVIEWERS:
        laptop.categorize(reviewer, "blurry", name="blurry")
    laptop.turn("ann", Kind.UNDO)
    assert [category.key for category in laptop.fold.categories.made] == ["blurry"]
    laptop.turn("bob", Kind.UNDO)
    assert not laptop.fold.categories.made


def test_the_latest_adjudication_stands_for_all_whoever_took_it(laptop):
    laptop.decide("ann", "a")
    first = laptop.adjudicate("ann", "a")
    latest = laptop.adjudicate("bob", "a")
    assert standing(laptop) == {("a", "ann"), ("a", ADJUDICATION)}
    assert laptop.fold.standing["a", ADJUDICATION].action == latest
    laptop.turn("bob", Kind.UNDO)
    assert laptop.fold.standing["a", ADJUDICATION].action == first
    laptop.turn("ann", Kind.UNDO)
    assert standing(laptop) == {("a", "ann")}


def test_the_empty_log_has_nothing_to_say():
    assert Fold.of([]) == Fold({}, Categories(), {})
