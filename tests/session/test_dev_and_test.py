"""What parity compares besides the strata: the mixes of labels and sources, and the reviewers (METHOD 4)."""

from __future__ import annotations

import pytest
from scipy import stats

SIZE = 40


def rows(split, *cells):
    """Forty examples; a cell is a text, or what makes one of the example's number."""
    return [
        ",".join([f"{split[0]}{number:02}", split, *(cell(number) if callable(cell) else cell for cell in cells)])
        for number in range(SIZE)
    ]


def table(header, *parts):
    return "\n".join([header, *(row for part in parts for row in part), ""])


def animal(number):
    return ("cat", "dog")[number % 2]


@pytest.fixture
def two_sources(make):
    """Cats and dogs alike on both; dev all from the web, test mostly from the app. A is right throughout."""
    dev = rows("dev", animal, "web")
    test = rows("test", animal, lambda number: "web" if number < 10 else "app")
    predicted = [",".join(row.split(",")[::2]) for row in (*dev, *test)]
    return make(
        examples=table("example_id,split,label,source", dev, test),
        predictions={"A": table("example_id,predicted", predicted)},
    )


def test_parity_says_that_the_sources_differ_and_the_labels_don_t(two_sources):
    found = two_sources.parity().to_dict()
    assert found["distributions"]["label"] == {"p": 1.0, "method": "chi-square", "differing": []}
    source = found["distributions"]["source"]
    assert (source["method"], source["p"] < 0.001) == ("chi-square", True)
    assert [each["name"] for each in source["differing"]] == ["web", "app"]
    assert found["warnings"][-1].startswith("Dev and test differ in their mix of sources by more than chance")


def test_parity_names_the_reviewers_of_each_stratum(two_sources, decisions):
    two_sources.decide(decisions("d30,correct,", "t01,correct,"), reviewer="Ann")
    two_sources.decide(decisions("d30,correct,", "d31,unsure,"), reviewer="Bob")
    strata = two_sources.parity().to_dict()["splits"]
    assert strata["dev"]["right"]["reviewers"] == {"Ann": 1, "Bob": 2}
    assert sum(sum(stratum["reviewers"].values()) for stratum in strata["test"].values()) == 1


def test_parity_without_a_second_split_has_nothing_to_compare(make):
    alone = make(examples="example_id,split,label,source\nd0,dev,cat,web\nd1,dev,dog,web\n", predictions={})
    assert alone.parity().to_dict()["distributions"] == {"label": None, "source": None}


def test_examples_without_a_source_are_left_out(make):
    dev = rows("dev", animal, lambda number: "web" if number < 20 else "")
    test = rows("test", animal, lambda number: " web " if number < 15 else "app" if number < 30 else "")
    session = make(examples=table("example_id,split,label,source", dev, test), predictions={})
    found = session.parity().distributions.source
    assert found.p == pytest.approx(stats.chi2_contingency([[20, 0], [15, 15]], correction=False).pvalue)


def test_several_labels_an_example_are_compared_one_by_one_where_they_are_known(make):
    dev = rows("dev", lambda number: "1" if number < 30 else "0", lambda number: str(number % 2))
    test = rows(
        "test", lambda number: "1" if number < 10 else "?" if number < 12 else "0", lambda number: str(number % 2)
    )
    session = make(examples=table("example_id,split,label:cat,label:dog", dev, test), predictions={}, task="multilabel")
    found = session.parity().distributions.label
    one = stats.chi2_contingency([[10, 30], [28, 10]], correction=False).pvalue
    assert found.p == pytest.approx(2 * one)
    assert [(each.name, each.dev, each.test) for each in found.differing] == [("cat", 0.75, 10 / 38)]


def test_transcripts_have_no_labels_to_compare(make):
    spoken = [rows(split, lambda number: f"number {number}") for split in ("dev", "test")]
    session = make(examples=table("example_id,split,transcript", *spoken), predictions={}, task="transcript")
    assert session.parity().to_dict()["distributions"] == {"label": None, "source": None}


def test_a_comparison_is_made_once_however_much_is_reviewed(two_sources):
    before = two_sources.parity().distributions
    two_sources.record("d00", "correct")
    assert two_sources.parity().distributions is before


def test_categories_alone_and_verdicts_taken_back_are_no_reviews(two_sources):
    two_sources.record("d00", None, categories=["dark"])
    two_sources.record("d01", "correct")
    two_sources.undo()
    strata = two_sources.parity().splits
    assert strata["dev"]["right"].reviewers == {}
