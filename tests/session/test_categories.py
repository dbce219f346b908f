"""Making, renaming, merging and describing error categories (METHOD 2, DESIGN 3 Storage)."""

from __future__ import annotations

import pytest

from labeler.errors import LabelerError


def names(session):
    return [category.name for category in session.categories]


def counts(session):
    return {line.category: line.examples for line in session.category_list().categories}


def ticked(session, example_id):
    return set(session.review.ticked(session.ordinal(example_id)))


def considered(session, example_id):
    return set(session.review.considered(session.ordinal(example_id)))


@pytest.fixture
def blurry(session):
    """Blurry ticked on d0, Dark on d1, both on d2."""
    session.record("d0", "correct", categories=["Blurry"])
    session.record("d1", "correct", categories=["Dark"])
    session.record("d2", "correct", categories=["Blurry", "Dark"])
    return session


def test_a_category_can_be_made_before_it_is_ticked(session, reopened):
    made = session.add_category(" Blurry ", description="no sharp edge")
    assert made.to_dict() == {
        "changed": True,
        "categories": [{"category": "Blurry", "description": "no sharp edge", "examples": 0}],
    }
    assert made.changes.kinds == {"categories"}
    session.record("d0", "correct", categories=["BLURRY"])
    assert counts(reopened(session)) == {"Blurry": 1}


@pytest.mark.parametrize(
    ("verb", "arguments", "said"),
    [
        ("add_category", ["BLURRY"], "already a category 'Blurry'; choose another"),
        ("add_category", [" "], "no category's name"),
        ("add_category", ["a\tb"], "no category's name"),
        ("rename_category", ["Blurry", "dark"], "already a category 'Dark'; merge 'Blurry'"),
        ("rename_category", ["Blurry", ""], "no category's name"),
        ("rename_category", ["Fog", "Mist"], "no category 'Fog'; choose one of: Blurry, Dark"),
        ("merge_category", ["Fog", "Dark"], "no category 'Fog'"),
        ("merge_category", ["Dark", "Fog"], "no category 'Fog'"),
        ("merge_category", ["Dark", "dark"], "'Dark' can't be merged into itself"),
        ("describe_category", ["Fog", "grey"], "no category 'Fog'"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_recorded(blurry, verb, arguments, said):
    size = blurry.log().size()
    with pytest.raises(LabelerError, match=said):
        getattr(blurry, verb)(*arguments)
    assert blurry.log().size() == size


def test_renaming_keeps_what_was_ticked_and_its_earlier_name_is_understood(blurry, reopened):
    blurry.rename_category("blurry", "Out of focus")
    session = reopened(blurry)
    assert counts(session) == {"Out of focus": 2, "Dark": 2}
    session.record("d0", "correct", categories=["Out of focus"])
    size = session.log().size()
    session.record("d0", "correct", categories=["Blurry"])
    assert session.log().size() == size
    with pytest.raises(LabelerError, match="'Blurry' is an earlier name of the category 'Out of focus'"):
        session.add_category("Blurry")


def test_a_renamed_category_can_take_its_first_name_back(blurry):
    blurry.rename_category("Blurry", "Soft")
    blurry.rename_category("Soft", "BLURRY")
    assert names(blurry) == ["BLURRY", "Dark"]


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [("rename_category", ["blurry", "Blurry"]), ("describe_category", ["Blurry", " "])],
)
def test_what_is_so_already_records_nothing(blurry, verb, arguments):
    size = blurry.log().size()
    assert not getattr(blurry, verb)(*arguments).changed
    assert blurry.log().size() == size


def test_merged_ticks_count_as_the_other_s_everywhere(blurry, reopened):
    merged = blurry.merge_category("Blurry", "Dark")
    assert set(merged.changes.examples) == {"d0", "d2"}
    for see in (lambda: blurry, lambda: reopened(blurry)):
        session = see()
        assert counts(session) == {"Dark": 3}
        assert [ticked(session, i) for i in ("d0", "d1", "d2")] == [{"dark"}] * 3
        assert session.decisions("d2")["reviewer"].categories == ("dark",)


def test_chains_of_merges_are_followed_and_circles_cannot_be(blurry):
    blurry.add_category("Fog")
    blurry.merge_category("Blurry", "Dark")
    blurry.merge_category("Dark", "Fog")
    assert counts(blurry) == {"Fog": 3}
    with pytest.raises(LabelerError, match="'Blurry' is an earlier name of the category 'Fog'"):
        blurry.merge_category("Fog", "Blurry")


def test_a_merged_category_that_is_ticked_again_counts_as_the_other(blurry):
    blurry.merge_category("Blurry", "Dark")
    blurry.record("d3", "correct", categories=["blurry", "Dark"])
    assert names(blurry) == ["Dark"]
    assert blurry.decisions("d3")["reviewer"].categories == ("dark",)


def test_undo_takes_each_of_them_back(blurry):
    before = blurry.category_list().to_dict()["categories"]
    blurry.add_category("Fog", description="grey")
    blurry.describe_category("Dark", "few photons")
    blurry.rename_category("Dark", "Too dark")
    blurry.merge_category("Blurry", "Too dark")
    after = blurry.category_list().to_dict()["categories"]
    assert after == [
        {"category": "Too dark", "description": "few photons", "examples": 3},
        {"category": "Fog", "description": "grey", "examples": 0},
    ]
    turned = blurry.undo()
    assert set(turned.changes.examples) == {"d0", "d2"}
    for _ in range(3):
        blurry.undo()
    assert blurry.category_list().to_dict()["categories"] == before
    for _ in range(4):
        blurry.redo()
    assert blurry.category_list().to_dict()["categories"] == after


def test_what_is_read_only_makes_no_category(blurry):
    blurry.close()
    with pytest.raises(LabelerError, match="can only be read"):
        blurry.add_category("Fog")


# Considered


def test_a_category_made_later_was_not_considered_before(blurry):
    assert considered(blurry, "d0") == {"blurry"}
    assert considered(blurry, "d2") == {"blurry", "dark"}


def test_categories_made_in_one_table_were_considered_by_all_its_decisions(session, decisions):
    session.decide(decisions("d0,correct,Blurry", "d1,correct,", header="example_id,verdict,categories"))
    session.decide(decisions("d2,correct,Dark", "d3,correct,", header="example_id,verdict,categories"))
    assert [considered(session, i) for i in ("d0", "d1")] == [{"blurry"}] * 2
    assert [considered(session, i) for i in ("d2", "d3")] == [{"blurry", "dark"}] * 2


def test_a_decision_without_categories_considered_none(blurry):
    blurry.record("d3", "correct")
    assert considered(blurry, "d3") == set()
    blurry.record("d3", "correct", categories=["Dark"], reviewer="bob")
    assert considered(blurry, "d3") == {"blurry", "dark"}


def test_a_merged_category_was_considered_where_either_was(blurry):
    blurry.merge_category("Blurry", "Dark")
    assert considered(blurry, "d0") == {"dark"}
    blurry.undo()
    assert considered(blurry, "d0") == {"blurry"}


def test_saying_the_same_again_considers_what_was_made_since(blurry):
    assert blurry.record("d0", "correct", categories=["Blurry"]).examples == ("d0",)
    assert considered(blurry, "d0") == {"blurry", "dark"}
    assert blurry.record("d0", "correct", categories=["Blurry"]).examples == ()


def test_a_table_without_categories_considers_none_anew(blurry, decisions, reopened):
    blurry.decide(decisions("d0,excluded", header="example_id,verdict"))
    assert blurry.decisions("d0")["reviewer"].categories == ("blurry",)
    assert considered(blurry, "d0") == {"blurry"}
    assert considered(reopened(blurry), "d0") == {"blurry"}


def test_a_row_equal_to_what_stands_records_nothing_whatever_was_made_since(blurry, decisions):
    table = decisions("d0,correct,Blurry", header="example_id,verdict,categories")
    assert blurry.decide(table).recorded == 0
    assert considered(blurry, "d0") == {"blurry"}
