"""Random or systematic errors, crossings and proposers of small projects (METHOD 5 and 9)."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from labeler.errors import LabelerError

SIZE = 60
CLASSES = ("cat", "dog", "fox")


def examples(columns="", cells=lambda i: ""):
    """Sixty a split, cat, dog and fox in turn, with more columns if named."""
    header = "example_id,split,label" + (f",{columns}" if columns else "")
    lines = [
        f"{split}{i:02},{split},{CLASSES[i % 3]}" + (f",{cells(i)}" if columns else "")
        for split in ("dev", "test")
        for i in range(SIZE)
    ]
    return "\n".join([header, *lines]) + "\n"


def predictions(wrong):
    """A model that says the next class on examples for whose number ``wrong`` holds."""
    lines = [f"{split}{i:02},{CLASSES[(i + wrong(i)) % 3]}" for split in ("dev", "test") for i in range(SIZE)]
    return "\n".join(["example_id,predicted", *lines]) + "\n"


MODELS = {"one": predictions(lambda i: i % 10 == 0), "two": predictions(lambda i: i % 7 == 3)}


@pytest.fixture
def project(make):
    def project(columns="", cells=lambda i: "", **options):
        return make(examples=examples(columns, cells), predictions=MODELS, **options)

    return project


@pytest.fixture
def decided(decisions):
    """``decided(session, incorrect)`` reviews dev and test whole: where it says a class, that is the right label."""

    def decided(session, incorrect, *, among=lambda i: True):
        rows = [
            f"{split}{i:02},incorrect,{incorrect(i)}" if incorrect(i) else f"{split}{i:02},correct,"
            for split in ("dev", "test")
            for i in range(SIZE)
            if among(i)
        ]
        session.decide(decisions(*rows))
        return session.noise()

    return decided


def factor(noise, name):
    return next(one for one in noise.factors if one.factor == name)


def test_errors_of_one_source_are_systematic(project, decided):
    session = project("source", lambda i: "phone" if i < 20 else "web")
    noise = decided(session, lambda i: CLASSES[(i + 1 + i // 3 % 2) % 3] if i < 12 else "")
    assert (noise.describes, noise.incorrect, noise.tested) == ("data", 24, 120)
    source = factor(noise, "source")
    assert (source.level, source.count, source.examples, source.lift) == ("phone", 24, 40, 3.0)
    assert noise.verdict.startswith(
        "Systematic: 24 of 24 label errors have the source phone (3.0 times what chance gives"
    )
    assert noise.verdict.endswith("Fix the rule, and the training set too.")


def test_errors_of_one_class_pair_are_systematic(project, decided):
    noise = decided(project(), lambda i: "cat" if i % 3 == 1 and i < 40 else "")
    pair = factor(noise, "class pair")
    assert (pair.level, pair.count, pair.incorrect) == ("dog → cat", 26, 26)
    assert [cell.to_dict() for cell in noise.matrix] == [
        {"given": "dog", "corrected": "cat", "count": 26, "rate": pytest.approx(26 / 40)}
    ]
    assert noise.verdict.startswith("Systematic: 26 of 26 label errors are dog → cat")


def test_errors_here_and_there_are_consistent_with_random(project, decided):
    session = project("source", lambda i: "phone" if i % 2 else "web")
    noise = decided(session, lambda i: CLASSES[(i + 1 + i // 15 % 2) % 3] if i % 15 in (0, 4) else "")
    assert noise.verdict == (
        "Consistent with random: no concentration of the 16 label errors by class pair, source or split."
    )


def test_ticked_categories_are_a_factor(project, decisions):
    session = project()
    rows = [f"dev{i:02},incorrect,{CLASSES[(i + 1) % 3]},blurry" for i in range(8)]
    rows += [f"dev{i:02},correct,,{'blurry' if i == 8 else 'odd' if i == 9 else ''}" for i in range(8, SIZE)]
    session.decide(decisions(*rows, header="example_id,verdict,corrected_label,categories"))
    found = factor(session.noise(split="dev"), "error category")
    assert (found.level, found.count, found.examples, found.reviewed) == ("blurry", 8, 9, 60)
    assert found.systematic


def test_columns_of_one_value_or_of_more_than_fifty_are_no_test(project, decided):
    session = project("batch,serial,empty", lambda i: f"b,{i},")
    noise = decided(session, lambda i: CLASSES[(i + 1) % 3] if i % 5 == 0 else "")
    tested = {one.factor for one in noise.factors if one.p is not None}
    assert "serial" not in {one.factor for one in noise.factors}
    assert tested == {"class pair", "split"}


def test_hand_picked_reviews_describe_the_queue(project, decided):
    noise = decided(project(), lambda i: CLASSES[(i + 1) % 3] if i < 20 else "", among=lambda i: i < 30)
    assert (noise.describes, noise.tested, noise.reviewed) == ("queue", 60, 60)
    assert noise.verdict.startswith("This describes the queue, not the data. ")
    assert not {"Systematic", "Fix"} & set(noise.verdict.replace(":", "").split())


def test_a_review_in_ticket_order_of_right_and_wrong_ones_describes_the_data(project, decisions):
    session = project()
    drawn = [item.example_id for name in ("errors", "right") for item in session.queue(name, size=15).items]
    session.decide(decisions(*(f"{example},correct," for example in drawn)))
    noise = session.noise()
    assert (noise.describes, noise.tested, noise.model) == ("data", len(drawn), "one")
    assert noise.verdict == f"No incorrect label was found among {len(drawn)} reviewed examples."


def test_reviews_beyond_the_sample_and_unsettled_ones_are_left_out_and_said(project, decisions):
    session = project()
    drawn = [item.example_id for name in ("errors", "right") for item in session.queue(name, size=15).items]
    order = session.examples.by_ticket
    last = [session.examples.ids[int(i)] for i in order if session.examples.ids[int(i)] not in drawn][-1]
    session.decide(decisions(*(f"{example},correct," for example in [*drawn[1:], last]), f"{drawn[0]},unsure,"))
    noise = session.noise()
    assert (noise.describes, noise.reviewed, noise.tested) == ("data", len(drawn) + 1, len(drawn) - 1)
    assert noise.warnings == (
        "1 reviewed example beyond the random sample left out of the tests.",
        "1 example unsure or in conflict left out of the tests.",
    )


def test_also_acceptable_labels_are_not_incorrect(project, decisions):
    session = project()
    session.decide(decisions("dev00,incorrect,cat;dog", "dev01,incorrect,cat;fox", "dev02,correct,"))
    noise = session.noise()
    assert (noise.tested, noise.incorrect) == (3, 1)
    assert [(cell.given, cell.corrected) for cell in noise.matrix] == [("dog", "cat")]


def test_excluded_examples_leave_the_lines_and_the_tests(project, decisions):
    session = project()
    session.decide(decisions("dev00,excluded,", "dev01,incorrect,cat", "dev02,correct,"))
    noise = session.noise(split="dev")
    assert (noise.examples, noise.excluded, noise.tested) == (60, 1, 2)
    assert (noise.prevalence.correctly_labeled, noise.prevalence.incorrectly_labeled) == (58, 1)


def test_models_cross_where_the_corrections_favour_the_worse_one(project, decided):
    """One label a split should be what two predicts; still two makes 8 errors a split where one makes 7."""
    noise = decided(project(), lambda i: CLASSES[(i + 1) % 3] if i == 59 else "")
    (crossing,) = noise.crossings
    assert (crossing.model, crossing.passed) == ("two", "one")
    assert crossing.share == Fraction(2, 59) / (1 + Fraction(2, 59))
    wrong = {line.model: (line.correctly_labeled, line.incorrectly_labeled) for line in noise.prevalence.mixtures}
    assert wrong["two"][1] == 0
    assert wrong["one"][1] == 1


def test_only_the_models_named_are_compared(project):
    session = project()
    assert [line.model for line in session.noise(models=["two"]).prevalence.mixtures] == ["two"]
    with pytest.raises(LabelerError, match="there is no model 'three'"):
        session.noise(models=["three"])
    with pytest.raises(LabelerError, match="not a split"):
        session.noise(split="holdout")


def test_a_model_named_that_does_not_predict_the_split_is_refused(make):
    half = "example_id,predicted\n" + "".join(f"dev{i:02},cat\n" for i in range(SIZE))
    session = make(examples=examples(), predictions={**MODELS, "half": half})
    assert [line.model for line in session.noise().prevalence.mixtures] == ["one", "two"]
    assert len(session.noise(split="dev").prevalence.mixtures) == 3
    with pytest.raises(LabelerError, match=r"half doesn't predict all of dev\+test"):
        session.noise(models=["half"])


def test_reviewing_one_models_errors_with_predictions_visible_is_said(project):
    session = project()
    for i in (0, 20, 30, 40):
        session.record(f"dev{i:02}", "correct", seen=("label", "predictions"))
    picked, shown = session.noise().warnings
    assert picked.startswith("All 4 reviewed examples are misclassified by one by the given labels")
    assert shown.startswith("4 of 4 verdicts were given with predictions visible")
    assert [(one.model, one.reviewed_wrong) for one in session.noise().proposers] == [("one", 4), ("two", 0)]


def test_of_two_classes_the_class_pair_is_tested_by_the_given_label(session):
    for number in range(6):
        example = f"d{number}"
        session.record(example, "correct" if number % 2 else "incorrect", label=None if number % 2 else "dog")
    pair = factor(session.noise(split="dev"), "class pair")
    assert (pair.level, pair.count, pair.lift) == ("cat → dog", 3, 2.0)


def test_nothing_reviewed_or_no_model_has_empty_figures(make):
    noise = make(predictions={}).noise()
    assert (noise.model, noise.describes, noise.matrix, noise.proposers) == (None, None, (), ())
    assert noise.verdict == "No label has been found right or wrong yet."
    assert noise.to_dict()["crossings"] == []


def test_document_and_frame_hold_the_same_figures_whenever_asked_for(project, decided):
    session = project()
    noise = decided(session, lambda i: CLASSES[(i + 1) % 3] if i % 7 == 3 else "")
    document = noise.to_dict()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert list(noise.to_frame()["factor"]) == [one["factor"] for one in document["factors"]]
    assert session.noise().to_dict() == document


def test_one_label_error_is_not_tested(project, decided):
    session = project("source", lambda i: "phone" if i else "web")
    session.record("dev59", "incorrect", label="cat")
    noise = decided(session, lambda i: "", among=lambda i: i < 30)
    assert noise.factors
    assert all(one.p is None for one in noise.factors)
    assert noise.verdict.endswith("1 label error among 61 reviewed: with fewer than two nothing can be tested.")


def test_examples_of_a_group_are_resampled_whole_for_crossings(project, decided):
    """The incorrect labels, all of one group: no resample holds some without the others."""
    incorrect = (0, 3, 59)

    def crossing(name, group):
        session = project("group", lambda i: group if i in incorrect else "", name=name)
        (found,) = decided(session, lambda i: CLASSES[(i + 1) % 3] if i in incorrect else "").crossings
        return found

    alone, together = crossing("alone", ""), crossing("together", "one")
    assert together.share == alone.share
    assert together.interval == (float(together.share), float(together.share))
    assert alone.interval[0] < alone.share
