"""A queue of examples picked by hand: drawn from them, named, and gone on with after a pause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labeler.gui.pages.review.header import title
from labeler.gui.pages.review.opening import MOST_KEPT, choices, first_choice, kept, opened, restored
from labeler.gui.pages.review.queue_kinds import asked, begun, kind_named
from labeler.gui.queue_choice import QueueChoice


@pytest.fixture
def choice(project):
    ids = [project.session.examples.ids[ordinal] for ordinal in (0, 2, 4)]
    return QueueChoice("filter", split=next(iter(project.session.examples.split_sizes)), size=0, only=tuple(ids))


def test_it_holds_the_examples_picked_and_no_others(project, choice):
    sizes = project.session.examples.split_sizes
    whole = replace(choice, split="dev+test" if {"dev", "test"} <= sizes.keys() else choice.split)
    desk = opened(project, whole)
    assert {project.session.examples.ids[ordinal] for ordinal in desk.plan.ordinals.tolist()} <= set(choice.only)
    assert len(desk.plan.ordinals) > 0
    assert "3 picked" in title(whole)


def test_it_is_kept_as_a_place_to_go_on_from(project, choice):
    sizes = project.session.examples.split_sizes
    whole = replace(choice, split="dev+test" if {"dev", "test"} <= sizes.keys() else choice.split)
    project.session.keep(project.reviewer, [], (kept(whole), choice.only[0]))
    assert first_choice(project) == (whole, choice.only[0])


def test_what_was_in_view_of_an_example_looked_at_is_not_of_the_next_queue(project):
    looked_at = QueueChoice("filter", only=("e03",), split="dev", size=0, predictions=True, others=True)
    offers = choices(project)
    assert asked(begun(kind_named("filter"), looked_at, offers)).others
    errors = asked(begun(kind_named("errors"), looked_at, offers))
    assert (errors.predictions, errors.others) == (False, False)


def test_places_kept_before_there_were_picked_examples_are_known_still(choice):
    plain = replace(choice, only=())
    saved = kept(plain)
    assert "only" not in saved
    assert restored(saved) == plain


def test_too_many_to_keep_are_kept_nowhere(choice):
    assert kept(replace(choice, only=("x",) * MOST_KEPT)) is not None
    assert kept(replace(choice, only=("x",) * (MOST_KEPT + 1))) is None


def test_conditions_typed_since_take_their_place(choice):
    assert asked(choice).only == choice.only
    assert asked(replace(choice, where=("label=cat",))).only == ()
    assert asked(replace(choice, name="errors")).only == ()
