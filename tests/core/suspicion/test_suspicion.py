"""All figures of METHOD 8 together, against working them out one example and one class at a time."""

from __future__ import annotations

import math
from statistics import mean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.predictions import Prediction
from labeler.core.suspicion import suspicion
from labeler.core.truth import ClassTruth

NAMES = "abcde"
NEAR = 1e-6


def full(rng, size, classes, name):
    """Probabilities of every class; of some examples nothing."""
    matrix = rng.multinomial(16, np.ones(classes) / classes, size=size) / 16
    absent = rng.random(size) < 0.2
    predicted = np.where(absent, -1, matrix.argmax(axis=1)).astype(np.int32)
    return Prediction(name, 1, {"predicted": predicted, "probabilities": matrix.astype(np.float32)})


def plain(rng, size, classes, name):
    """No probabilities."""
    return Prediction(name, 1, {"predicted": rng.integers(-1, classes, size).astype(np.int32)})


def best(rng, size, classes, name):
    """The best one's probability, which is not stated of every example."""
    predicted = rng.integers(-1, classes, size).astype(np.int32)
    stated = np.where((predicted < 0) | (rng.random(size) < 0.2), np.nan, rng.integers(8, 17, size) / 16)
    return Prediction(name, 1, {"predicted": predicted, "probability": stated.astype(np.float32)})


KINDS = (full, plain, best)


def believed(prediction, row, classes):
    """The probabilities of all classes, None where none is stated."""
    columns, said = prediction.columns, int(prediction.codes[row])
    if said < 0 or not {"probability", "probabilities"} & set(columns):
        return None
    if "probabilities" in columns:
        return columns["probabilities"][row].astype(float).tolist()
    top = float(columns["probability"][row])
    if math.isnan(top):
        return None
    others = min((1 - top) / (classes - 1), top)
    return [top if code == said else others for code in range(classes)]


def share_below(value, values):
    return (sum(other < value for other in values) + values.count(value) / 2) / len(values)


def qualities(accepted, predictions, classes):
    """By model the place of an example's label among those of which it states as much; the mean of them."""
    places = [[] for _ in accepted]
    for prediction in predictions:
        stated, said = {}, {}
        for row, labels in enumerate(accepted):
            probabilities = believed(prediction, row, classes)
            if probabilities is not None:
                stated[row] = sum(probabilities[label] for label in labels)
            elif prediction.codes[row] >= 0:
                said[row] = float(prediction.codes[row] in labels)
        for group in (stated, said):
            for row, value in group.items():
                places[row].append(share_below(value, list(group.values())))
    return [mean(each) if each else math.nan for each in places]


def pooled(predictions, row, classes):
    stated = [each for each in (believed(one, row, classes) for one in predictions) if each is not None]
    return [mean(column) for column in zip(*stated, strict=True)] if stated else None


def flagged(codes, accepted, predictions, classes):
    """Northcutt et al. 2021 as cleanlab has it: the one class that reaches its threshold, or the likeliest of all
    where several do, is not the label; nor is the label the likeliest.
    """
    rows = [pooled(predictions, row, classes) for row in range(len(codes))]
    own = [
        [p[c] for p, c, labels in zip(rows, codes, accepted, strict=True) if p and c == code and len(labels) == 1]
        for code in range(classes)
    ]
    limits = [mean(each) if each else math.inf for each in own]
    found = []
    for p, code, labels in zip(rows, codes, accepted, strict=True):
        reached = [c for c in range(classes) if p and p[c] >= max(limits[c], 2 * NEAR) - NEAR]
        guess = max(reached if len(reached) == 1 else range(classes), key=lambda c: p[c]) if reached else code
        found.append(bool(reached) and guess not in labels and p[code] < max(p) - NEAR)
    return found


@st.composite
def projects(draw):
    """Labels, some of them sets; the seed and the kinds of up to four models."""
    classes = draw(st.integers(2, 5))
    codes = draw(st.lists(st.integers(0, classes - 1), min_size=1, max_size=25))
    sets = draw(st.dictionaries(st.integers(0, len(codes) - 1), st.integers(0, classes - 1), max_size=3))
    acceptable = {row: (codes[row], other) for row, other in sets.items() if other != codes[row]}
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=4))
    rng = np.random.default_rng(draw(st.integers(0, 9999)))
    predictions = [kind(rng, len(codes), classes, str(place)) for place, kind in enumerate(kinds)]
    return classes, ClassTruth(np.array(codes, np.int32), acceptable), predictions


@settings(max_examples=150, deadline=None)
@given(projects())
def test_every_figure_is_that_of_working_it_out_by_hand(project):
    classes, truth, predictions = project
    codes, accepted = truth.codes.tolist(), [truth.accepted(row) for row in range(len(truth))]
    found = suspicion(truth, predictions, NAMES[:classes])
    np.testing.assert_allclose(found.quality, qualities(accepted, predictions, classes), atol=1e-12)
    assert found.flagged.tolist() == flagged(codes, accepted, predictions, classes)
    for row, labels in enumerate(accepted):
        stated = [each for each in (believed(one, row, classes) for one in predictions) if each is not None]
        own = [sum(each[label] for label in labels) for each in stated]
        assert found.self_confidence[row] == pytest.approx(mean(own) if own else math.nan, nan_ok=True)
        said = [int(one.codes[row]) for one in predictions if one.codes[row] >= 0]
        assert found.models[row] == len(said)
        contrary = [code for code in said if code not in labels]
        most = max((contrary.count(code) for code in contrary), default=0)
        assert found.agreement[row] == pytest.approx(most / len(said) if said else math.nan, nan_ok=True)
        assert found.suggested[row] == min((c for c in contrary if contrary.count(c) == most), default=-1)


@settings(max_examples=40, deadline=None)
@given(projects(), st.randoms(use_true_random=False))
def test_the_order_is_by_quality_then_agreement_then_ticket(project, random):
    classes, truth, predictions = project
    tickets = list(range(len(truth)))
    random.shuffle(tickets)
    found = suspicion(truth, predictions, NAMES[:classes])
    judged = [row for row in range(len(truth)) if found.models[row]]
    expected = sorted(judged, key=lambda row: (found.quality[row], -found.agreement[row], tickets[row]))
    assert found.order(np.array(tickets)).tolist() == expected


@settings(max_examples=30, deadline=None)
@given(projects(), st.randoms(use_true_random=False))
def test_models_in_another_order_give_the_same_figures(project, random):
    classes, truth, predictions = project
    shuffled = random.sample(predictions, len(predictions))
    one, other = (suspicion(truth, models, NAMES[:classes]) for models in (predictions, shuffled))
    for name in ("quality", "self_confidence", "agreement"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), atol=1e-12)
    np.testing.assert_array_equal(one.suggested, other.suggested)


@pytest.mark.parametrize("kind", KINDS)
def test_one_model_three_times_says_what_it_says_once(kind):
    rng = np.random.default_rng(1)
    truth = ClassTruth(rng.integers(4, size=60).astype(np.int32))
    model = kind(rng, 60, 4, "m")
    once, thrice = suspicion(truth, [model], NAMES[:4]), suspicion(truth, [model] * 3, NAMES[:4])
    for name in ("quality", "self_confidence", "agreement"):
        np.testing.assert_allclose(getattr(thrice, name), getattr(once, name), atol=1e-12)
    np.testing.assert_array_equal(thrice.suggested, once.suggested)
    np.testing.assert_array_equal(thrice.flagged, once.flagged)
    np.testing.assert_array_equal(thrice.models, 3 * once.models)


def test_planted_errors_come_first():
    """Of 2,000 labels 40 are wrong, and five models that err on one in ten don't know it."""
    rng = np.random.default_rng(7)
    true = rng.integers(5, size=2000)
    codes = true.copy()
    codes[:40] = (true[:40] + rng.integers(1, 5, 40)) % 5
    logits = rng.normal(size=(5, 2000, 5)) + 3 * np.eye(5)[true]
    matrices = np.exp(logits) / np.exp(logits).sum(axis=2, keepdims=True)
    models = [
        Prediction(str(place), 1, {"predicted": matrix.argmax(axis=1).astype(np.int32), "probabilities": matrix})
        for place, matrix in enumerate(matrices.astype(np.float32))
    ]
    found = suspicion(ClassTruth(codes.astype(np.int32)), models, NAMES)
    first = found.order(rng.permutation(2000))[:40]
    assert (first < 40).sum() >= 38
    assert found.flagged[:40].mean() >= 0.5
    assert found.flagged[40:].mean() <= 0.01
    assert (found.suggested[:40] == true[:40]).mean() >= 0.95
