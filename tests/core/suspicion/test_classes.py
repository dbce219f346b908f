"""Which labels look incorrect, from what models believe and say (METHOD 8)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from labeler.core.predictions import Prediction
from labeler.core.suspicion import classes as of_classes
from labeler.core.suspicion import suspicion
from labeler.core.suspicion.base import against, shares_below
from labeler.core.suspicion.beliefs import Beliefs
from labeler.core.truth import ClassTruth

CAT, DOG, COW, PIG = range(4)


def model(predicted, name="m", **columns):
    found = {"predicted": np.array(predicted, np.int32)}
    found |= {key: np.array(value, np.int32 if key == "ranked" else np.float32) for key, value in columns.items()}
    return Prediction(name, 1, found)


def sharp(rows, name="m"):
    """A model with a probability for every class."""
    matrix = np.array(rows, np.float32)
    return model(matrix.argmax(axis=1), name, probabilities=matrix, probability=matrix.max(axis=1))


def truth(*codes, **acceptable):
    return ClassTruth(np.array(codes, np.int32), {int(key[1:]): value for key, value in acceptable.items()})


def judged(labels, predictions, classes):
    return suspicion(labels, predictions, ["cat", "dog", "cow", "pig"][:classes])


def self_confidence(prediction, labels, classes=4):
    return judged(labels, [prediction], classes).self_confidence.tolist()


def order(labels, predictions, classes=4, tickets=None):
    found = judged(labels, predictions, classes)
    return found.order(np.arange(len(labels)) if tickets is None else np.array(tickets)).tolist()


def test_all_probabilities_known_the_label_has_its_own():
    assert self_confidence(sharp([[0.5, 0.25, 0.125, 0.125]] * 3), truth(CAT, DOG, PIG)) == [0.5, 0.25, 0.125]


def test_only_the_predicted_one_known_the_others_share_what_it_leaves():
    prediction = model([CAT, CAT], probability=[0.7, 0.7])
    assert self_confidence(prediction, truth(CAT, DOG)) == pytest.approx([0.7, 0.1])


def test_no_class_can_be_likelier_than_the_least_known():
    assert self_confidence(model([CAT], probability=[0.25]), truth(DOG)) == [0.25]
    hesitant = model([CAT], probability=[0.125])
    assert self_confidence(hesitant, truth(DOG)) == [0.125]


def test_of_the_best_few_a_label_below_them_has_an_equal_share_of_the_rest():
    prediction = model([CAT] * 3, ranked=[[CAT, DOG]] * 3, ranked_probability=[[0.6, 0.3]] * 3)
    assert self_confidence(prediction, truth(CAT, DOG, COW)) == pytest.approx([0.6, 0.3, 0.05])


def test_rounded_probabilities_that_exceed_one_leave_nothing():
    prediction = model([CAT], ranked=[[CAT, DOG]], ranked_probability=[[0.8, 0.3]])
    assert self_confidence(prediction, truth(COW)) == [0]


def test_an_acceptable_set_has_the_sum_of_its_members():
    labels = truth(CAT, CAT, x0=(CAT, DOG), x1=(CAT, PIG))
    assert self_confidence(sharp([[0.5, 0.25, 0.125, 0.125]] * 2), labels) == [0.75, 0.625]
    ranked = model([CAT] * 2, ranked=[[CAT, DOG]] * 2, ranked_probability=[[0.5, 0.25]] * 2)
    assert self_confidence(ranked, labels) == [0.75, 0.625]


def test_a_class_that_came_after_the_model_is_believed_not_at_all():
    assert self_confidence(sharp([[0.5, 0.5]]), truth(PIG)) == [0]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_best_few_of_all_probabilities_are_the_same_wherever_they_are_known(data):
    classes, size = data.draw(st.integers(2, 6)), data.draw(st.integers(1, 8))
    depth = data.draw(st.integers(1, classes))
    rng = np.random.default_rng(data.draw(st.integers(0, 999)))
    matrix = rng.dirichlet(np.ones(classes), size).astype(np.float32)
    ranked = np.argsort(-matrix, axis=1, kind="stable")[:, :depth]
    known = np.take_along_axis(matrix, ranked, axis=1)
    beliefs = Beliefs.of(model(ranked[:, 0], ranked=ranked, ranked_probability=known), classes)
    found = beliefs.matrix(slice(None))
    np.testing.assert_allclose(np.take_along_axis(found, ranked, axis=1), known)
    assert (found >= 0).all()
    # Nothing unknown outranks what is known, and together they never come to more than everything.
    assert (found.max(axis=1) <= known[:, 0] + 1e-7).all()
    assert (found.sum(axis=1) <= 1 + 1e-5).all()
    codes = rng.integers(classes, size=size).astype(np.int32)
    np.testing.assert_array_equal(beliefs.of_labels(ClassTruth(codes)), found[np.arange(size), codes])


def test_self_confidence_is_the_mean_over_the_models_that_state_one():
    labels = truth(CAT, CAT)
    stating = model([CAT, CAT], probability=[0.75, np.nan])
    found = judged(labels, [sharp([[0.25, 0.75]] * 2), stating, model([DOG, DOG])], 2)
    assert found.self_confidence.tolist() == [0.5, 0.25]
    assert found.models.tolist() == [3, 3]


def test_without_any_probability_self_confidence_is_undefined_and_contradictions_give_the_order():
    labels = truth(CAT, CAT, CAT, CAT)
    predictions = [model([CAT, DOG, DOG, DOG]), model([CAT, CAT, DOG, COW]), model([CAT, CAT, COW, PIG])]
    found = judged(labels, predictions, 4)
    assert np.isnan(found.self_confidence).all()
    assert not found.flagged.any()
    assert found.agreement.tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1 / 3])
    # Three models contradict the last two; where two of them agree, the label is the more suspicious.
    assert order(labels, predictions) == [2, 3, 1, 0]


def test_the_order_does_not_depend_on_how_sharp_a_models_probabilities_are():
    rng = np.random.default_rng(5)
    matrices = rng.dirichlet(np.ones(3), (2, 50))
    labels = ClassTruth(rng.integers(3, size=50).astype(np.int32))
    plain = [model(np.zeros(50), probabilities=matrix) for matrix in matrices]
    flatter = [plain[0], model(np.zeros(50), probabilities=matrices[1] ** 3 / 4)]
    assert order(labels, plain) == order(labels, flatter)


def test_equal_examples_go_by_ticket():
    assert order(truth(CAT, CAT, CAT), [sharp([[0.5, 0.5]] * 3)], tickets=[2, 0, 1]) == [1, 2, 0]


def test_examples_that_no_model_predicts_are_not_in_the_order():
    labels = truth(CAT, CAT, CAT)
    found = judged(labels, [model([CAT, -1, DOG])], 2)
    assert np.isnan(found.agreement).tolist() == [False, True, False]
    assert found.order(np.arange(3)).tolist() == [2, 0]


def test_models_that_predict_only_part_are_averaged_where_they_do():
    labels = truth(CAT, CAT)
    partial = model([-1, CAT], probability=[np.nan, 0.9])
    found = judged(labels, [sharp([[0.2, 0.8], [0.4, 0.6]]), partial], 2)
    assert found.self_confidence.tolist() == pytest.approx([0.2, 0.65])
    assert found.agreement.tolist() == [1, 0.5]
    assert found.suggested.tolist() == [DOG, DOG]


def test_models_that_contradict_the_label_differently_do_not_agree():
    labels = truth(CAT)
    found = judged(labels, [model([DOG]), model([COW]), model([COW]), model([CAT])], 3)
    assert (found.agreement.tolist(), found.suggestion(0)) == ([0.5], "cow")


def test_where_no_model_contradicts_nothing_is_suggested():
    assert judged(truth(CAT), [model([CAT])], 2).suggestion(0) is None


def test_a_prediction_within_the_acceptable_set_contradicts_nothing():
    found = judged(truth(CAT, x0=(CAT, DOG)), [model([DOG]), model([COW])], 3)
    assert (found.agreement.tolist(), found.suggested.tolist()) == ([0.5], [COW])


def test_a_confident_class_within_the_acceptable_set_is_no_issue():
    rows = [[0.9, 0.1]] * 3 + [[0.1, 0.9]] * 3
    assert judged(truth(0, 0, 0, 1, 1, 0), [sharp(rows)], 2).flagged.tolist() == [False] * 5 + [True]
    set_given = truth(0, 0, 0, 1, 1, 0, x5=(0, 1))
    assert not judged(set_given, [sharp(rows)], 2).flagged.any()


def test_flags_come_from_the_mean_probabilities_of_all_models():
    one, other = [[0.9, 0.1]] * 3 + [[0.1, 0.9]] * 3, [[0.9, 0.1]] * 3 + [[0.1, 0.9]] * 2 + [[1, 0]]
    labels = truth(0, 0, 0, 1, 1, 0)
    assert judged(labels, [sharp(one)], 2).flagged[5]
    assert not judged(labels, [sharp(one), sharp(other)], 2).flagged[5]


def test_figures_do_not_depend_on_the_block_size(monkeypatch):
    rng = np.random.default_rng(2)
    labels = ClassTruth(rng.integers(3, size=100).astype(np.int32))
    predictions = [sharp(rng.dirichlet(np.ones(3), 100)) for _ in range(3)]
    whole = judged(labels, predictions, 3).flagged
    monkeypatch.setattr(of_classes, "_BLOCK_CELLS", 3 * 7)
    np.testing.assert_array_equal(judged(labels, predictions, 3).flagged, whole)
    assert whole.any()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-3, 3), max_size=30))
def test_shares_below_are_mid_ranks(scores):
    values = np.array(scores, float)
    expected = (stats.rankdata(values) - 0.5) / max(len(values), 1)
    np.testing.assert_allclose(shares_below(values), expected)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 5), st.integers(0, 6), st.integers(0, 999))
def test_agreement_is_the_largest_contrary_group_by_brute_force(models, size, seed):
    rng = np.random.default_rng(seed)
    codes = rng.integers(-1, 4, (models, size)).astype(np.int32)
    labels = rng.integers(4, size=size)
    names = rng.permutation(["a", "b", "c", "d"]).tolist()
    share, chosen = against(codes, codes == labels, names)
    for row in range(size):
        said = [code for code in codes[:, row].tolist() if code >= 0]
        counts = {code: said.count(code) for code in sorted(said, key=names.__getitem__) if code != labels[row]}
        best = max(counts, key=counts.__getitem__, default=-1)
        assert chosen[row] == best
        assert share[row] == pytest.approx(counts.get(best, 0) / len(said) if said else np.nan, nan_ok=True)


@pytest.mark.parametrize("predictions", [[], [model([])]])
def test_no_models_and_no_examples_are_ordinary(predictions):
    found = judged(truth(), predictions, 2)
    assert found.order(np.arange(0)).tolist() == []
    assert len(found.quality) == 0


def test_no_models_leave_everything_undefined():
    found = judged(truth(CAT), [], 2)
    assert np.isnan([found.quality[0], found.self_confidence[0], found.agreement[0]]).all()
    assert found.order(np.arange(1)).tolist() == []
