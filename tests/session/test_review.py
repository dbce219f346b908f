"""Whatever is decided, undone and redone: the session in memory is the file, and undoing all restores every figure."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import labeler
from labeler.errors import LabelerError

REVIEWERS = ("ann", "bob")
SAID = st.sampled_from(
    [("correct", None), ("unsure", None), ("excluded", None), ("incorrect", 1), ("incorrect", 2), (None, None)]
)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("record"),
            st.sampled_from(REVIEWERS),
            st.sampled_from(("d0", "d1", "t0", "t2")),
            SAID,
            st.sampled_from([None, [], ["Blurry"], ["blurry", "Dark"]]),
        ),
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
        if verb == "record":
            example_id, (verdict, choice), categories = said
            given = session.examples.task.given(
                session.examples.given, session.ordinal(example_id), session.examples.vocabulary
            )
            other = {"cat": "dog", "dog": "cat"}[given]
            label = {None: None, 1: other, 2: f"{other};{given}" if reviewer == "ann" else f"{given};{other}"}[choice]
            session.record(example_id, verdict, label=label, categories=categories, reviewer=reviewer)
        else:
            turn(session, verb, reviewer)


def turn(session, verb, reviewer):
    try:
        getattr(session, verb)(reviewer=reviewer)
    except LabelerError:
        return False
    return True


def seen(session):
    """Everything a session shows of its review."""
    review = session.review
    return {
        "decisions": {i: list(review.decisions(i).items()) for i in sorted(review.ordinals())},
        "status": review.labels.status.tolist(),
        "codes": review.labels.truth.codes.tolist(),
        "sets": dict(review.labels.truth.acceptable),
        "categories": session.categories,
        "counts": [review.category_count(category.key) for category in session.categories],
        "info": session.info(),
        "depths": [(session.can_undo(reviewer), session.can_redo(reviewer)) for reviewer in REVIEWERS],
    }


def figures(session):
    return session.rank(resamples=20).to_dict(), session.parity().to_dict(), session.queue("errors").to_dict()


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
