"""Whether dev and test were reviewed alike (METHOD 4)."""

from __future__ import annotations

import json
import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.decisions import Status
from labeler.core.parity import Stratum, parity
from labeler.core.splits import SPLITS

DEV, TEST, TRAIN = (SPLITS.index(name) for name in ("dev", "test", "train"))


def review(**strata):
    """Parity of strata given as ``dev_right=(reviewed, total)``; what was reviewed was found correct."""
    right, status, splits = [], [], []
    for name, (reviewed, total) in strata.items():
        split, kind = name.split("_")
        splits += [SPLITS.index(split)] * total
        right += [kind == "right"] * total
        status += [Status.CONFIRMED] * reviewed + [Status.GIVEN] * (total - reviewed)
    return parity(
        model="m", right=np.array(right, bool), status=np.array(status, np.int8), splits=np.array(splits, np.int8)
    )


def test_strata_count_reviewed_incorrect_and_share():
    status = np.array(
        [Status.CORRECTED, Status.UNSURE, Status.GIVEN, Status.EXCLUDED, Status.CONFLICT, Status.CORRECTED]
    )
    found = parity(
        model="m",
        right=np.array([True, True, True, False, False, True]),
        status=status.astype(np.int8),
        splits=np.array([DEV, DEV, DEV, DEV, TEST, TRAIN], np.int8),
    )
    assert found.splits["dev"] == {"right": Stratum(2, 3, 1), "wrong": Stratum(1, 1, 0)}
    assert found.splits["test"] == {"right": Stratum(0, 0, 0), "wrong": Stratum(1, 1, 0)}
    assert found.splits["dev"]["right"].share == 2 / 3
    assert found.splits["test"]["right"].share is None


def test_the_document_has_the_keys_of_the_contract():
    document = review(dev_right=(1, 2), dev_wrong=(1, 1), test_right=(1, 2), test_wrong=(0, 0)).to_dict()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert document == {
        "model": "m",
        "splits": {
            "dev": {
                "right": {"reviewed": 1, "total": 2, "incorrect": 0, "share": 0.5},
                "wrong": {"reviewed": 1, "total": 1, "incorrect": 0, "share": 1.0},
            },
            "test": {
                "right": {"reviewed": 1, "total": 2, "incorrect": 0, "share": 0.5},
                "wrong": {"reviewed": 0, "total": 0, "incorrect": 0, "share": None},
            },
        },
        "applicable": True,
        "blocking": [],
        "warnings": [],
    }


def test_a_stratum_reviewed_on_one_split_only_blocks():
    found = review(dev_right=(0, 2000), dev_wrong=(40, 200), test_right=(0, 900), test_wrong=(0, 1100))
    assert found.blocking == ("None of the 1,100 misclassified examples of test were reviewed, but 40 of 200 of dev.",)
    assert found.warnings == ()


def test_an_empty_stratum_blocks_nothing():
    assert review(dev_right=(5, 10), dev_wrong=(3, 3), test_right=(5, 10), test_wrong=(0, 0)).blocking == ()


def test_nothing_reviewed_anywhere_blocks_nothing():
    found = review(dev_right=(0, 10), dev_wrong=(0, 3), test_right=(0, 10), test_wrong=(0, 4))
    assert (found.applicable, found.blocking, found.warnings) == (True, (), ())


def test_shares_that_differ_twofold_are_fine_and_more_warns():
    assert review(dev_right=(20, 100), test_right=(10, 100)).warnings == ()
    (warning,) = review(dev_right=(21, 100), test_right=(10, 100)).warnings
    assert warning == (
        "Of correctly classified examples, dev had 21 of 100 (21 %) reviewed, test 10 of 100 (10 %): "
        "2.1 times the share."
    )


def test_shares_that_differ_more_than_fivefold_warn_loudly():
    assert review(dev_wrong=(10, 100), test_wrong=(50, 100)).warnings[0].endswith(": 5.0 times the share.")
    assert (
        review(dev_wrong=(10, 100), test_wrong=(51, 100)).warnings[0].endswith(": 5.1 times the share, far from alike.")
    )


def test_one_split_alone_or_no_model_is_not_applicable():
    alone = review(dev_right=(1, 10), dev_wrong=(0, 3))
    assert (alone.applicable, alone.blocking, alone.warnings) == (False, (), ())
    nobody = parity(model=None, right=None, status=np.array([1, 0], np.int8), splits=np.array([DEV, TEST], np.int8))
    assert not nobody.applicable
    assert nobody.splits["dev"] == {"right": Stratum(), "wrong": Stratum()}


strata = st.integers(0, 30).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@settings(deadline=None)
@given(strata, strata, strata, strata)
def test_dev_and_test_are_treated_alike(a, b, c, d):
    def mirrored(sentences):
        return {re.sub("dev|test", lambda found: {"dev": "test", "test": "dev"}[found[0]], text) for text in sentences}

    straight = review(dev_right=a, dev_wrong=b, test_right=c, test_wrong=d)
    turned = review(dev_right=c, dev_wrong=d, test_right=a, test_wrong=b)
    assert straight.applicable == turned.applicable
    assert mirrored(straight.blocking) == set(turned.blocking)
    assert mirrored(straight.warnings) == set(turned.warnings)
    assert straight.splits["dev"] == turned.splits["test"]
