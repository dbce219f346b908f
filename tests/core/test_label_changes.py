"""What became of the labels between two versions (METHOD 4)."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from labeler.core.decisions import Status
from labeler.core.label_changes import ChangeKind, label_changes, relabeled
from labeler.core.text import TextColumn
from labeler.core.truth import ClassTruth, MultilabelTruth, TranscriptTruth
from labeler.core.working import Labels

G, CONFIRMED, CORRECTED, EXCLUDED, UNSURE, CONFLICT = Status


def labels(statuses, codes, acceptable=None):
    return Labels(np.array(statuses, np.int8), ClassTruth(np.array(codes, np.int32), acceptable or {}))


def told(before, after):
    found = label_changes(before, after)
    return dict(zip(found.rows.tolist(), map(ChangeKind, found.kinds.tolist()), strict=True))


def test_each_example_that_differs_has_one_kind():
    before = labels(
        [G, CORRECTED, CORRECTED, G, EXCLUDED, G, EXCLUDED, CORRECTED, CORRECTED], [0, 1, 1, 0, 0, 0, 0, 1, 1]
    )
    after = labels(
        [CORRECTED, CORRECTED, G, EXCLUDED, G, CONFIRMED, CORRECTED, EXCLUDED, CORRECTED], [1, 2, 0, 0, 0, 0, 1, 0, 1]
    )
    assert told(before, after) == {
        0: ChangeKind.NEWLY_CORRECTED,
        1: ChangeKind.CHANGED_OTHERWISE,
        2: ChangeKind.TAKEN_BACK,
        3: ChangeKind.NEWLY_EXCLUDED,
        4: ChangeKind.NO_LONGER_EXCLUDED,
        5: ChangeKind.STATUS_ONLY,
        6: ChangeKind.NO_LONGER_EXCLUDED,
        7: ChangeKind.NEWLY_EXCLUDED,
    }


def test_every_pair_of_statuses_is_told_and_the_way_back_is_its_mirror():
    mirror = {
        ChangeKind.NEWLY_CORRECTED: ChangeKind.TAKEN_BACK,
        ChangeKind.TAKEN_BACK: ChangeKind.NEWLY_CORRECTED,
        ChangeKind.NEWLY_EXCLUDED: ChangeKind.NO_LONGER_EXCLUDED,
        ChangeKind.NO_LONGER_EXCLUDED: ChangeKind.NEWLY_EXCLUDED,
        ChangeKind.STATUS_ONLY: ChangeKind.STATUS_ONLY,
        ChangeKind.CHANGED_OTHERWISE: ChangeKind.CHANGED_OTHERWISE,
    }
    pairs = list(product(Status, Status))
    was, now = (labels([pair[i] for pair in pairs], [int(pair[i] == CORRECTED) for pair in pairs]) for i in (0, 1))
    there, back = told(was, now), told(now, was)
    assert list(there) == [row for row, (a, b) in enumerate(pairs) if a != b]
    assert {row: mirror[kind] for row, kind in there.items()} == back


def test_relabeled_are_those_whose_label_differs_whatever_their_status():
    before = labels([G, CORRECTED, CORRECTED, G, EXCLUDED, CORRECTED], [0, 1, 1, 0, 0, 1])
    after = labels([CORRECTED, CORRECTED, G, EXCLUDED, G, CORRECTED], [1, 2, 0, 0, 0, 1])
    assert relabeled(before, after).tolist() == [True, True, True, False, False, False]


def test_the_same_labels_do_not_differ():
    ours = labels([CORRECTED, G], [1, 0], {0: (1, 0)})
    assert told(ours, labels([CORRECTED, G], [1, 0], {0: (1, 0)})) == {}


@pytest.mark.parametrize(("sets", "differs"), [({0: (1, 0)}, True), ({}, True), ({0: (1, 2)}, False)])
def test_a_set_of_acceptable_labels_is_compared_whole(sets, differs):
    found = told(labels([CORRECTED], [1], {0: (1, 2)}), labels([CORRECTED], [1], sets))
    assert found == ({0: ChangeKind.CHANGED_OTHERWISE} if differs else {})


def test_a_label_that_came_later_is_unknown_before():
    before = Labels(np.array([CORRECTED, CORRECTED], np.int8), MultilabelTruth(np.array([[1, 0], [1, 0]], np.int8)))
    after = Labels(before.status, MultilabelTruth(np.array([[1, 0, -1], [1, 0, 1]], np.int8)))
    assert told(before, after) == {1: ChangeKind.CHANGED_OTHERWISE}


def test_transcripts_differ_in_any_reference():
    status = np.array([CORRECTED, CORRECTED, CORRECTED], np.int8)
    before = Labels(status, TranscriptTruth(TextColumn.of(["a", "b", "c"]), {1: ("bee",)}))
    after = Labels(status, TranscriptTruth(TextColumn.of(["a", "b", "d"]), {}))
    assert list(told(before, after)) == [1, 2]


def test_keys_and_words_are_those_of_the_contract():
    assert [kind.key for kind in ChangeKind] == [
        *("newly_corrected", "changed_otherwise", "taken_back", "newly_excluded", "no_longer_excluded", "status_only")
    ]
    assert len({kind.words for kind in ChangeKind}) == len(ChangeKind)
