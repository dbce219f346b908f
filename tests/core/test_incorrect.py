"""Which labels count as incorrect (METHOD 2)."""

from __future__ import annotations

import numpy as np

from labeler.core.decisions import Status
from labeler.core.incorrect import incorrectly_labeled
from labeler.core.truth import ClassTruth, MultilabelTruth


def test_only_a_corrected_label_is_incorrect():
    truth = ClassTruth(np.zeros(len(Status), np.int32))
    changed = ClassTruth(np.ones(len(Status), np.int32))
    found = incorrectly_labeled(truth, changed, np.array(list(Status)))
    assert [status for status, mask in zip(Status, found, strict=True) if mask] == [Status.CORRECTED]


def test_a_given_label_within_the_corrected_set_is_also_acceptable():
    given = ClassTruth(np.array([0, 0, 0], np.int32))
    corrected = ClassTruth(np.array([0, 1, 1], np.int32), {0: (1, 0), 1: (1, 2)})
    status = np.full(3, Status.CORRECTED)
    assert incorrectly_labeled(given, corrected, status).tolist() == [False, True, True]


def test_a_given_set_is_acceptable_only_as_a_whole():
    given = ClassTruth(np.array([0, 0], np.int32), {0: (0, 1), 1: (0, 1)})
    corrected = ClassTruth(np.array([0, 0], np.int32), {0: (0, 1, 2), 1: (0, 2)})
    assert incorrectly_labeled(given, corrected, np.full(2, Status.CORRECTED)).tolist() == [False, True]


def test_labels_that_are_no_classes_are_incorrect_where_corrected():
    truth = MultilabelTruth(np.zeros((2, 3), np.int8))
    status = np.array([Status.CORRECTED, Status.CONFIRMED])
    assert incorrectly_labeled(truth, truth, status).tolist() == [True, False]
