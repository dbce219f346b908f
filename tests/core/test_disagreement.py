"""How far models differ on an example, held against counting one by one."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.disagreement import disagreement
from labeler.core.predictions import Prediction
from labeler.core.tasks import Multiclass, Multilabel

CODES = st.integers(1, 6).flatmap(
    lambda models: st.lists(st.lists(st.integers(-1, 3), min_size=models, max_size=models), min_size=1, max_size=12)
)


def share(said):
    known = [each for each in said if each is not None]
    return None if len(known) < 2 else 1 - Counter(known).most_common(1)[0][1] / len(known)


@settings(max_examples=80, deadline=None)
@given(rows=CODES)
def test_it_is_the_share_that_does_not_say_what_most_say(rows):
    columns = np.array(rows, np.int32).T
    models = [Prediction(f"m{i}", 1, {"predicted": column}) for i, column in enumerate(columns)]
    found = disagreement(models, Multiclass(names=("a", "b", "c", "d")), len(rows))
    for got, said in zip(found.tolist(), rows, strict=True):
        wanted = share([None if code < 0 else code for code in said])
        assert np.isnan(got) if wanted is None else abs(got - wanted) < 1e-6


def test_several_labels_are_compared_all_together_however_many_there_are():
    for labels in (3, 62, 63, 100):
        first = np.zeros((3, labels), np.int8)
        second = first.copy()
        second[1, -1] = 1
        second[2] = -1
        models = [Prediction("m", 1, {"predicted": first}), Prediction("n", 1, {"predicted": second})]
        found = disagreement(models, Multilabel(names=tuple(map(str, range(labels)))), 3)
        assert found[:2].tolist() == [0, 0.5]
        assert np.isnan(found[2])


def test_without_models_nothing_is_known():
    assert np.isnan(disagreement([], Multiclass(names=("a",)), 2)).all()
