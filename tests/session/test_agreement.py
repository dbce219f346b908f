"""Agreement of the reviewers of a project (METHOD 10)."""

from __future__ import annotations

import json

import pytest
from sklearn.metrics import cohen_kappa_score

from labeler.errors import LabelerError

HEADER = "example_id,verdict,corrected_label,reviewer"


@pytest.fixture
def reviewed(session, decisions):
    """``reviewed("d0,correct,,ann", …)`` is the project with these decisions."""

    def reviewed(*rows):
        session.decide(decisions(*rows, header=HEADER))
        return session

    return reviewed


def test_nobody_has_decided(session):
    found = session.agreement()
    assert (found.reviewers, found.pairs, found.alpha.value, found.conflicts) == ((), (), None, 0)
    assert found.warnings == ("Agreement takes two reviewers on the same examples; nobody has decided so far.",)
    assert found.verdict.startswith("How far the reviewers agree can't be told")


def test_one_reviewer_agrees_with_nobody(reviewed):
    found = reviewed("d0,correct,,ann").agreement()
    assert (found.reviewers, found.pairs) == (("ann",), ())
    assert "only ann has decided so far" in found.warnings[0]


def test_the_effective_label_is_compared_not_the_verdict(reviewed):
    """d0 is a cat, d1 a dog: correct on one and incorrect on the other come to labels that are as equal as they are."""
    found = reviewed(
        "d0,correct,,ann",
        "d0,incorrect,dog,bob",
        "d1,correct,,ann",
        "d1,incorrect,cat,bob",
        "d2,correct,,ann",
        "d2,correct,,bob",
        "d3,incorrect,cat,ann",
        "d3,incorrect,cat,bob",
    ).agreement()
    (pair,) = found.pairs
    assert (pair.a, pair.b, pair.examples, pair.raw) == ("ann", "bob", 4, 0.5)
    ann, bob = ["cat", "dog", "cat", "cat"], ["dog", "cat", "cat", "cat"]
    assert pair.kappa == pytest.approx(cohen_kappa_score(ann, bob))
    assert pair.on_incorrect == pytest.approx(1 / 3)
    assert found.conflicts == 2


def test_excluded_is_a_category_of_its_own_and_unsure_is_missing(reviewed):
    (pair,) = (
        reviewed(
            "d0,excluded,,ann",
            "d0,excluded,,bob",
            "d1,excluded,,ann",
            "d1,correct,,bob",
            "d2,unsure,,ann",
            "d2,correct,,bob",
        )
        .agreement()
        .pairs
    )
    assert (pair.examples, pair.raw) == (2, 0.5)


def test_sets_of_acceptable_labels_agree_whatever_their_order(reviewed):
    (pair,) = reviewed("d0,incorrect,dog;cat,ann", "d0,incorrect,cat;dog,bob").agreement().pairs
    assert (pair.raw, pair.on_incorrect, pair.kappa) == (1.0, 1.0, None)


def test_the_latest_decision_of_a_reviewer_counts(reviewed, decisions):
    session = reviewed("d0,correct,,ann", "d0,incorrect,dog,bob")
    session.decide(decisions("d0,correct,,bob", header=HEADER))
    assert session.agreement().pairs[0].raw == 1.0


def test_three_reviewers_make_three_pairs_and_one_alpha(reviewed):
    rows = [f"d{i},correct,,{name}" for i in range(4) for name in ("ann", "bob")]
    found = reviewed(*rows, "d0,incorrect,dog,cy", "d1,correct,,cy").agreement()
    assert [(pair.a, pair.b, pair.examples) for pair in found.pairs] == [
        ("ann", "bob", 4),
        ("ann", "cy", 2),
        ("bob", "cy", 2),
    ]
    assert found.alpha.examples == 4
    assert 0 < found.alpha.value < 1


def test_few_common_examples_and_none_are_warned_of(reviewed):
    found = reviewed("d0,correct,,ann", "d0,correct,,bob", "d1,correct,,cy").agreement()
    assert "ann and bob have only 1 example in common: that tells little." in found.warnings
    assert "ann and cy have no example in common." in found.warnings


def test_decisions_taken_after_seeing_others_are_warned_of(session):
    session.record("d0", "correct", reviewer="ann")
    session.record("d0", "correct", reviewer="bob", seen=["others"])
    assert any(text.startswith("1 decision came after seeing") for text in session.agreement().warnings)


def test_the_document_has_the_keys_of_the_contract(reviewed):
    found = reviewed("d0,correct,,ann", "d0,correct,,bob", "d1,correct,,ann", "d1,incorrect,cat,bob").agreement()
    document = found.to_dict()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert {"reviewers", "pairs", "alpha", "alpha_interval", "conflicts", "warnings"} <= document.keys()
    keys = {"a", "b", "examples", "raw", "kappa", "interval", "on_incorrect"}
    assert [pair.keys() for pair in document["pairs"]] == [keys]
    assert document["conflicts"] == 1
    assert len(found.to_frame()) == 1


def test_corrected_transcripts_are_compared_word_for_word(make, decisions):
    session = make(examples="example_id,split,transcript\nd0,dev,one two\nd1,dev,three\n", predictions={})
    rows = ["d0,incorrect,one too,ann", "d0,incorrect,one to,bob", "d1,incorrect,four,ann", "d1,incorrect,four,bob"]
    session.decide(decisions(*rows, header=HEADER))
    (pair,) = session.agreement().pairs
    assert (pair.examples, pair.raw, pair.on_incorrect) == (2, 0.5, 1.0)


def test_what_agreement_takes_is_said(reviewed):
    same = reviewed("d0,correct,,ann", "d0,correct,,bob").agreement()
    assert same.verdict == (
        "How far the reviewers agree can't be told: "
        "it takes two reviewers on the same examples, and more than one label in use."
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["d0,unsure,,ann"], "the only decision so far is unsure, and unsure ones have nothing to check"),
        (["d0,unsure,,ann", "d1,unsure,,bob"], "all 2 decisions so far are unsure"),
    ],
)
def test_unsure_decisions_alone_have_nothing_to_check(reviewed, rows, said):
    session = reviewed(*rows)
    with pytest.raises(LabelerError, match=said):
        session.queue("quality")
