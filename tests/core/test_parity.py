"""Whether dev and test were reviewed alike (METHOD 4)."""

from __future__ import annotations

import json
import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.decisions import Status
from labeler.core.distributions import Comparison, Difference
from labeler.core.parity import Distributions, Stratum, parity
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
                "right": {"reviewed": 1, "total": 2, "incorrect": 0, "share": 0.5, "reviewers": {}},
                "wrong": {"reviewed": 1, "total": 1, "incorrect": 0, "share": 1.0, "reviewers": {}},
            },
            "test": {
                "right": {"reviewed": 1, "total": 2, "incorrect": 0, "share": 0.5, "reviewers": {}},
                "wrong": {"reviewed": 0, "total": 0, "incorrect": 0, "share": None, "reviewers": {}},
            },
        },
        "applicable": True,
        "blocking": [],
        "warnings": [],
        "distributions": {"label": None, "source": None},
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


SIX = {
    "right": np.array([True, True, False] * 2),
    "status": np.array([Status.CONFIRMED] * 6, np.int8),
    "splits": np.array([DEV] * 3 + [TEST] * 3, np.int8),
}


def test_strata_tell_who_reviewed_how_many():
    found = parity(model="m", **SIX, reviewers={"Bo": np.array([0, 1, 5]), "Al": np.array([1, 4])})
    assert found.splits["dev"]["right"].reviewers == {"Al": 1, "Bo": 2}
    assert found.splits["dev"]["wrong"].reviewers == {}
    assert found.splits["test"]["wrong"].reviewers == {"Bo": 1}


def test_splits_reviewed_by_different_people_warn():
    found = parity(model="m", **SIX, reviewers={"Al": np.array([0, 1, 2]), "Bo": np.array([2, 3]), "Cy": np.array([5])})
    assert found.warnings == (
        "Of correctly classified examples, dev was reviewed by Al, test by Bo: nobody reviewed both.",
        "Of misclassified examples, dev was reviewed by Al and Bo, test by Cy: nobody reviewed both.",
    )


def test_a_label_still_acceptable_is_not_counted_as_incorrect():
    corrected = SIX | {"status": np.full(6, Status.CORRECTED, np.int8)}
    found = parity(model="m", **corrected, incorrect=np.array([True, False, False, True, True, True]))
    assert (found.splits["dev"]["right"].incorrect, found.splits["test"]["right"].incorrect) == (1, 2)


def test_distributions_that_differ_warn_with_the_classes():
    label = Comparison(0.0123, "chi-square", tuple(Difference(name, 0.5, 0.25, 0.01) for name in "abcd"))
    found = parity(model="m", **SIX, distributions=Distributions(label, Comparison(0.0004, "monte carlo")))
    assert found.warnings == (
        (
            "Dev and test differ in their mix of labels by more than chance (chi-square p = 0.012), above all "
            "a (50.0 % of dev, 25.0 % of test), b (50.0 % of dev, 25.0 % of test), c (50.0 % of dev, 25.0 % of test) "
            "and 1 more."
        ),
        "Dev and test differ in their mix of sources by more than chance (chi-square p < 0.001, simulated).",
    )
    assert found.to_dict()["distributions"]["source"] == {"p": 0.0004, "method": "monte carlo", "differing": []}


def test_distributions_that_chance_explains_do_not_warn():
    alike = Distributions(Comparison(0.051, "chi-square"), None)
    assert parity(model="m", **SIX, distributions=alike).warnings == ()


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
