"""The labels that count once resolutions are taken over (DESIGN 4, Resolution)."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.core.dataset import Examples
from labeler.core.decisions import UNDECIDED, Resolution, Status
from labeler.core.labels import Vocabulary
from labeler.core.tasks import Multiclass
from labeler.core.text import TextColumn
from labeler.core.truth import ClassTruth
from labeler.core.working import Labels, patched, resolved


@pytest.fixture
def examples():
    return Examples(
        ids=TextColumn.of(list("uvwxyz")),
        splits=np.full(6, 2, np.int8),
        given=ClassTruth(np.array([0, 1, 0, 1, 0, 1], np.int32), {5: (1, 2)}),
        tickets=np.arange(6, dtype=np.uint64),
        vocabulary=Vocabulary(("cat", "dog", "cow")),
        task=Multiclass(),
    )


def test_nothing_resolved_is_what_was_given(examples):
    assert resolved(examples, {}).same_as(Labels.given(examples))


def test_only_corrected_labels_change(examples):
    labels = resolved(
        examples,
        {
            0: Resolution(Status.CORRECTED, "dog"),
            1: Resolution(Status.CONFIRMED),
            2: Resolution(Status.EXCLUDED),
            3: Resolution(Status.UNSURE),
            4: Resolution(Status.CONFLICT),
            5: Resolution(Status.CORRECTED, "cat;cow"),
        },
    )
    assert labels.truth.codes.tolist() == [1, 1, 0, 1, 0, 0]
    assert dict(labels.truth.acceptable) == {5: (0, 2)}
    assert labels.status.tolist() == [2, 1, 3, 4, 5, 2]
    assert labels.excluded.tolist() == [False, False, True, False, False, False]
    assert [labels.count(status) for status in Status] == [0, 1, 2, 1, 1, 1]


@pytest.mark.parametrize(
    "resolution", [Resolution(Status.CORRECTED, "cow"), Resolution(Status.EXCLUDED), Resolution(Status.CONFIRMED)]
)
def test_labels_differ_by_label_or_status(examples, resolution):
    assert not resolved(examples, {0: resolution}).same_as(Labels.given(examples))


def test_labels_differ_by_acceptable_set_alone(examples):
    one, other = (resolved(examples, {0: Resolution(Status.CORRECTED, label)}) for label in ("dog;cow", "dog"))
    assert one.truth.codes.tolist() == other.truth.codes.tolist()
    assert not one.same_as(other)


def test_patched_is_as_resolved_afresh(examples):
    before = {0: Resolution(Status.CORRECTED, "cat;cow"), 1: Resolution(Status.EXCLUDED), 2: Resolution(Status.UNSURE)}
    changed = {
        0: UNDECIDED,  # back to the given label, and to its one code
        1: Resolution(Status.CORRECTED, "cow"),
        4: Resolution(Status.CONFLICT),
        5: Resolution(Status.CORRECTED, "dog;cat"),
    }
    labels = resolved(examples, before)
    found = patched(examples, labels, changed)
    assert found.same_as(resolved(examples, before | changed))
    assert labels.same_as(resolved(examples, before))
    assert patched(examples, found, {5: UNDECIDED}).truth.acceptable == {5: (1, 2)}
