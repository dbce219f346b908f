"""Moving a category: an action that stands in the file and can be taken back."""

from __future__ import annotations

import pytest

from labeler.errors import LabelerError


def names(session):
    return [line.category for line in session.category_list().categories]


@pytest.fixture
def three(session):
    for name in ("Blurry", "Dark", "Far"):
        session.add_category(name)
    return session


def test_the_order_stands_in_the_file(three, reopened):
    moved = three.move_category("far", "BLURRY")
    assert [line.category for line in moved.categories] == ["Far", "Blurry", "Dark"]
    assert (moved.changed, moved.changes.kinds) == (True, {"categories"})
    assert names(reopened(three)) == ["Far", "Blurry", "Dark"]


def test_undo_and_redo_take_a_move_back_and_bring_it_again(three):
    three.move_category("Blurry", reviewer="ann")
    assert names(three) == ["Dark", "Far", "Blurry"]
    three.undo(reviewer="ann")
    assert names(three) == ["Blurry", "Dark", "Far"]
    three.redo(reviewer="ann")
    assert names(three) == ["Dark", "Far", "Blurry"]


@pytest.mark.parametrize(("name", "before"), [("Blurry", "Dark"), ("Far", None)])
def test_where_it_is_already_nothing_is_recorded(three, name, before):
    size = three.log().size()
    assert not three.move_category(name, before).changed
    assert three.log().size() == size


@pytest.mark.parametrize(
    ("name", "before", "told"),
    [("Dark", "dark", "before itself"), ("Drak", None, "Dark"), ("Dark", "Blury", "Blurry")],
)
def test_what_cannot_be_moved_is_told(three, name, before, told):
    with pytest.raises(LabelerError, match=told):
        three.move_category(name, before)
    assert names(three) == ["Blurry", "Dark", "Far"]


def test_ticks_and_shares_follow_their_category(three):
    three.record("d0", "correct", categories=["Far"])
    three.move_category("Far", "Blurry")
    assert {line.category: line.examples for line in three.category_list().categories} == {
        "Far": 1,
        "Blurry": 0,
        "Dark": 0,
    }
    assert three.errors(model="A", split="dev").sheet.categories[0].category == "Far"


def test_the_project_verifies_after_moves(three):
    three.move_category("Far", "Blurry")
    three.undo()
    assert list(three.log().problems()) == []
