"""Whatever is decided, undone and redone: the session in memory is the file, and undoing all restores every figure."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import labeler
from labeler.core.log import ADJUDICATION, Fold
from labeler.errors import LabelerError

REVIEWERS = ("ann", "bob")
SAID = st.sampled_from(
    [("correct", None), ("unsure", None), ("excluded", None), ("incorrect", 1), ("incorrect", 2), (None, None)]
)
NAMES = st.sampled_from(("Blurry", "dark", "Fog"))
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(("record", "record", "record_adjudication")),
            st.sampled_from(REVIEWERS),
            st.sampled_from(("d0", "d1", "t0", "t2")),
            SAID,
            st.sampled_from([None, [], ["Blurry"], ["blurry", "Dark"]]),
        ),
        st.tuples(
            st.sampled_from(("rename_category", "merge_category", "describe_category")),
            st.sampled_from(REVIEWERS),
            NAMES,
            NAMES,
        ),
        st.tuples(st.just("add_category"), st.sampled_from(REVIEWERS), NAMES),
        st.tuples(st.just("undo"), st.sampled_from(REVIEWERS)),
        st.tuples(st.just("redo"), st.sampled_from(REVIEWERS)),
    ),
    max_size=14,
)
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def project(make):
    session = make()
    session.close()
    return session.path


def play(session, steps):
    """A corrected label is the other one (1) or both (2)."""
    for verb, reviewer, *said in steps:
        if verb.startswith("record"):
            example_id, (verdict, choice), categories = said
            given = session.examples.task.given(
                session.examples.given, session.ordinal(example_id), session.examples.vocabulary
            )
            other = {"cat": "dog", "dog": "cat"}[given]
            label = {None: None, 1: other, 2: f"{other};{given}" if reviewer == "ann" else f"{given};{other}"}[choice]
            turn(session, verb, reviewer, example_id, verdict, label=label, categories=categories)
        else:
            turn(session, verb, reviewer, *said)
        session.review.labels  # noqa: B018 - looked at after every step, they are brought up to date step by step


def turn(session, verb, reviewer, *arguments, **options):
    """Whether it could be done: there was something to undo, a category of that name, and so on."""
    try:
        getattr(session, verb)(*arguments, reviewer=reviewer, **options)
    except LabelerError:
        return False
    return True


def seen(session):
    """Everything a session shows of its review."""
    review = session.review
    return {
        "decisions": {i: list(review.decisions(i).items()) for i in sorted(review.ordinals())},
        "adjudications": {i: review.adjudication(i) for i in sorted(review.ordinals())},
        "blind": [review.blind(i) for i in range(len(session.examples))],
        "sorted": sorting(session),
        "status": review.labels.status.tolist(),
        "codes": review.labels.truth.codes.tolist(),
        "sets": dict(review.labels.truth.acceptable),
        "categories": session.categories,
        "info": session.info(),
        "depths": [(session.can_undo(reviewer), session.can_redo(reviewer)) for reviewer in REVIEWERS],
    }


def considered_by_the_log(session):
    """What was considered on every example, from the log alone: each word against each making of a category."""
    events = list(session.log().events())
    fold = Fold.of(events)
    done = {action.uuid for action in fold.actions.values() if action.state == "done"}
    made = [(e.lamport, e.payload["key"]) for e in events if e.action in done and "name" in e.payload]
    said = {}
    for (example_id, voice), event in fold.standing.items():
        if "categories" in event.payload:
            known = {key for lamport, key in made if lamport < event.lamport}
            said.setdefault(example_id, {})[voice] = fold.categories.current(known | {*event.payload["categories"]})
    counting = {i: [by[ADJUDICATION]] if ADJUDICATION in by else by.values() for i, by in said.items()}
    return [set().union(*counting.get(example_id, ())) for example_id in session.examples.ids]


def sorting(session):
    """Ticked and considered by ordinal, and the count of every category, held against the ticks."""
    review, ordinals = session.review, range(len(session.examples))
    ticked = [review.ticked(i) for i in ordinals]
    counts = {category.key: review.category_count(category.key) for category in session.categories}
    assert counts == {key: sum(key in keys for keys in ticked) for key in counts}
    considered = [review.considered(i) for i in ordinals]
    assert considered == considered_by_the_log(session)
    return ticked, considered, counts


def figures(session):
    queues = [session.queue(name).to_dict() for name in ("errors", "conflicts", "revisit")]
    return session.rank(resamples=20).to_dict(), session.parity().to_dict(), sorting(session), queues


def copied(project):
    folder = Path(tempfile.mkdtemp())
    shutil.copy(project, folder)
    return folder, folder / project.name


@SLOW
@given(STEPS)
def test_what_a_session_shows_is_what_the_file_holds(project, steps):
    folder, path = copied(project)
    with labeler.open(path) as session:
        play(session, steps)
        shown = seen(session)
        assert session.verify().ok
    with labeler.open(path) as again:
        assert seen(again) == shown
    shutil.rmtree(folder)


@SLOW
@given(STEPS)
def test_undoing_everything_restores_every_figure_and_redoing_brings_them_back(project, steps):
    folder, path = copied(project)
    with labeler.open(path) as session:
        fresh = figures(session)
        play(session, steps)
        reviewed = figures(session)
        undone = dict.fromkeys(REVIEWERS, 0)
        for reviewer in REVIEWERS:
            while turn(session, "undo", reviewer):
                undone[reviewer] += 1
        assert figures(session) == fresh
        assert (session.info().decisions, session.categories) == (0, ())
        for reviewer, times in undone.items():
            for _ in range(times):
                assert turn(session, "redo", reviewer)
        assert figures(session) == reviewed
    shutil.rmtree(folder)
