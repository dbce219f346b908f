"""What belongs in classes and categories, with examples of it (DESIGN 2.3)."""

from __future__ import annotations

import pytest

import labeler
from labeler.errors import LabelerError
from labeler.session.guidelines import Rule


def said(session):
    return {(line.about, line.name): (line.definition, line.examples) for line in session.guidelines().guidelines}


@pytest.fixture
def dark(session):
    session.add_category("Blurry", description="no sharp edge")
    session.add_category("Dark")
    return session


def test_a_fresh_project_has_no_guidelines(session):
    assert session.guidelines().to_dict() == {"changed": False, "guidelines": []}
    assert session.rule("class", "cat") == Rule("class", "cat", "", (), 0)


def test_classes_then_categories_are_listed_of_which_anything_is_said(dark, reopened):
    dark.define("category", "Dark", " few photons\r\nat night ")
    dark.define("class", "dog", "barks")
    result = dark.add_reference("class", "dog", "d1")
    assert result.changes.kinds == {"guidelines"}
    assert result.to_dict()["guidelines"][0] == {
        "about": "class",
        "name": "dog",
        "definition": "barks",
        "examples": ["d1"],
        "changed": 4,
        "to_revisit": 0,
    }
    wanted = {
        ("class", "dog"): ("barks", ("d1",)),
        ("category", "Blurry"): ("no sharp edge", ()),
        ("category", "Dark"): ("few photons\nat night", ()),
    }
    assert list(said(dark).items()) == list(wanted.items())
    assert said(reopened(dark)) == wanted


def test_a_category_s_definition_is_its_description(dark):
    result = dark.define("category", "Dark", "few photons")
    assert result.changed
    assert result.changes.kinds == {"categories", "guidelines"}
    assert dark.category_list().categories[1].description == "few photons"
    dark.describe_category("Dark", "no photons")
    assert dark.rule("category", "Dark").definition == "no photons"


def test_an_emptied_definition_is_still_listed_for_its_change(session):
    session.define("class", "cat", "purrs")
    session.define("class", "cat", "  ")
    assert said(session) == {("class", "cat"): ("", ())}


@pytest.mark.parametrize(
    "again",
    [
        lambda s: s.define("class", "cat", "purrs "),
        lambda s: s.define("class", "dog", ""),
        lambda s: s.define("category", "Blurry", "no sharp edge"),
        lambda s: s.add_reference("class", "cat", "d0"),
    ],
)
def test_what_is_so_already_records_nothing(dark, again):
    dark.define("class", "cat", "purrs")
    dark.add_reference("class", "cat", "d0")
    size = dark.log().size()
    result = again(dark)
    assert (result.changed, result.changes.kinds) == (False, frozenset())
    assert dark.log().size() == size


@pytest.mark.parametrize(
    ("verb", "arguments", "message"),
    [
        ("define", ("class", "Cta", "purrs"), "there is no class 'Cta'; did you mean cat\\?"),
        ("define", ("class", "zebra", "stripes"), "choose one of: cat, dog"),
        ("define", ("category", "Fog", "grey"), "no category 'Fog'; choose one of: Blurry, Dark"),
        ("define", ("label", "cat", "purrs"), "'label' has no guidelines; choose one of: class, category"),
        ("define", ("class", "cat", "pur\0rs"), "leave out control characters"),
        ("define", ("class", "cat", "pur\udc80rs"), "leave out control characters"),
        ("define", ("category", "Dark", "a\0b"), "leave out control characters"),
        ("add_reference", ("class", "cat", "d9"), "'d9' is not an example"),
        ("add_reference", ("class", "yak", "d0"), "no class 'yak'"),
        ("remove_reference", ("class", "cat", "d0"), "'d0' is no reference example of the class 'cat'"),
        ("rule", ("class", "yak"), "no class 'yak'"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_recorded(dark, verb, arguments, message):
    size = dark.log().size()
    with pytest.raises(LabelerError, match=message):
        getattr(dark, verb)(*arguments)
    assert dark.log().size() == size


def test_a_class_is_meant_whatever_its_case_as_in_filters(dark):
    dark.define("class", "CAT", "purrs")
    assert dark.rule("class", "Cat").name == "cat"
    assert dark.rule("class", "cat").definition == "purrs"
    assert dark.queue("revisit", label="Cat").items == ()


def test_classes_that_differ_in_case_alone_are_told_apart(make):
    session = make(examples="example_id,split,label\na,dev,cat\nb,dev,Cat\nc,dev,dog\n", predictions={})
    session.define("class", "Cat", "a name")
    assert (session.rule("class", "Cat").definition, session.rule("class", "cat").definition) == ("a name", "")
    with pytest.raises(LabelerError, match=r"did you mean (cat or Cat|Cat or cat)"):
        session.rule("class", "CAT")


def test_transcripts_have_no_classes_to_define(make):
    session = make(examples="example_id,split,transcript\na,dev,one\n", predictions={}, task="transcript")
    with pytest.raises(LabelerError, match="labels of this project are texts"):
        session.define("class", "one", "a number")
    session.add_category("Noisy")
    assert session.define("category", "Noisy", "more noise than speech").changed


def test_each_change_is_an_action_that_undo_takes_back(dark):
    before = said(dark)
    changes = (
        lambda: dark.define("class", "cat", "purrs"),
        lambda: dark.add_reference("class", "cat", "d0"),
        lambda: dark.add_reference("category", "Dark", "d0"),
        lambda: dark.define("category", "Dark", "few photons"),
        lambda: dark.remove_reference("class", "cat", "d0"),
    )
    states = [before]
    for change in changes:
        change()
        states.append(said(dark))
    for state in states[-2::-1]:
        assert "guidelines" in dark.undo().changes.kinds
        assert said(dark) == state
    for state in states[1:]:
        dark.redo()
        assert said(dark) == state


def test_a_removed_example_is_shown_no_longer(session):
    for example_id in ("d2", "d0", "d4"):
        session.add_reference("class", "cat", example_id)
    session.remove_reference("class", "cat", "d0")
    assert session.rule("class", "cat").examples == ("d2", "d4")


def test_a_renamed_category_keeps_its_rule(dark):
    dark.define("category", "Dark", "few photons")
    dark.add_reference("category", "Dark", "d0")
    rule = dark.rule("category", "Dark")
    dark.rename_category("Dark", "Night")
    renamed = dark.rule("category", "Dark")
    assert (renamed.name, renamed.definition, renamed.examples) == ("Night", rule.definition, rule.examples)
    assert renamed.changed == rule.changed
    with pytest.raises(LabelerError, match="earlier name of the category 'Night'"):
        dark.add_reference("category", "Dark", "d1")


def test_a_merged_category_brings_its_examples_and_its_definition_where_there_is_none(dark):
    dark.add_reference("category", "Blurry", "d1")
    dark.add_reference("category", "Dark", "d0")
    dark.add_reference("category", "Dark", "d1")
    dark.merge_category("Blurry", "Dark")
    merged = dark.rule("category", "Dark")
    assert (merged.definition, merged.examples) == ("no sharp edge", ("d1", "d0"))
    dark.remove_reference("category", "Dark", "d1")
    assert dark.rule("category", "Dark").examples == ("d0",)
    dark.undo()
    dark.undo()
    assert dark.rule("category", "Dark").definition == ""
    assert dark.rule("category", "Blurry").examples == ("d1",)


def test_what_is_read_only_defines_nothing(session):
    session.close()
    with labeler.open(session.path, read_only=True) as reading:
        for change in (
            lambda: reading.define("class", "cat", "purrs"),
            lambda: reading.add_reference("class", "cat", "d0"),
            lambda: reading.remove_reference("class", "cat", "d0"),
        ):
            with pytest.raises(LabelerError, match="can only be read"):
                change()
        assert reading.guidelines().guidelines == ()


def test_guidelines_are_a_table_too(session):
    session.define("class", "cat", "purrs")
    (row,) = session.guidelines().to_frame().to_dict("records")
    assert (row["about"], row["name"], row["definition"], row["to_revisit"]) == ("class", "cat", "purrs", 0)
