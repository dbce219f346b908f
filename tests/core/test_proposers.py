"""Whether a compared model picked what was reviewed, or proposed what was corrected (METHOD 5)."""

from __future__ import annotations

import json

import numpy as np
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests

from labeler.core.proposers import Corrections, proposer_warnings, proposers


def corrections(wrong, corrected, *, decided, incorrect, **options):
    wrong = np.array(wrong, bool)
    models = [chr(ord("A") + m) for m in range(len(wrong))]
    return Corrections(
        models, wrong, np.array(corrected, bool), np.array(decided, bool), np.array(incorrect, bool), **options
    )


def repeated_by(model, share, *, examples=60):
    """All examples are corrected and all of three models had them wrong; one model's predictions are right mostly."""
    wrong = np.ones((3, examples), bool)
    after = np.ones((3, examples), bool)
    after[:, : examples // 5] = False
    after[model, : int(share * examples)] = False
    return corrections(wrong, after, decided=np.ones(examples), incorrect=np.ones(examples))


def test_shares_and_chances_are_those_of_fisher_and_holm():
    found = proposers(repeated_by(1, 0.75))
    assert [one.repeated for one in found] == [12, 45, 12]
    p = [
        fisher_exact([[own, 60 - own], [others, 120 - others]]).pvalue for own, others in ((12, 57), (45, 24), (12, 57))
    ]
    np.testing.assert_allclose([one.p for one in found], multipletests(p, method="holm")[1], rtol=1e-9)
    assert [one.share for one in found] == [0.2, 0.75, 0.2]
    assert json.loads(json.dumps([one.to_dict() for one in found]))[1]["others_share"] == 0.2


def test_a_model_that_corrected_labels_repeat_is_named():
    (warning,) = proposer_warnings(repeated_by(1, 0.75))
    assert warning == (
        "Corrected labels repeat B on 45 of 60 examples it had wrong by the given label, other models on 20 %: "
        "if it proposed them, it is favoured."
    )


def test_models_that_corrected_labels_repeat_alike_are_not():
    assert proposer_warnings(repeated_by(1, 0.2)) == ()


def test_reviewing_one_models_errors_only_says_whom_it_favours():
    wrong = np.zeros((2, 100), bool)
    wrong[0, :10], wrong[1, 5:12] = True, True
    found = corrections(wrong, wrong, decided=np.arange(100) < 10, incorrect=np.zeros(100))
    (warning,) = proposer_warnings(found)
    assert warning == (
        "All 10 reviewed examples are misclassified by A by the given labels: "
        "A is favoured, for none of its right predictions was looked at."
    )


def test_reviewing_right_ones_too_or_what_all_models_misclassify_favours_nobody():
    wrong = np.zeros((2, 100), bool)
    wrong[0, :10], wrong[1, 5:12] = True, True
    for decided in (np.arange(100) < 30, (np.arange(100) >= 5) & (np.arange(100) < 10), np.zeros(100)):
        assert proposer_warnings(corrections(wrong, wrong, decided=decided, incorrect=np.zeros(100))) == ()


def test_verdicts_given_with_predictions_visible_are_counted():
    wrong = np.zeros((2, 4), bool)
    shown = corrections(wrong, wrong, decided=np.ones(4), incorrect=np.zeros(4), verdicts=4, shown=3)
    (warning,) = proposer_warnings(shown)
    assert warning.startswith("3 of 4 verdicts were given with predictions visible")


def test_one_model_is_compared_with_nobody():
    wrong = np.ones((1, 5), bool)
    found = corrections(wrong, ~wrong, decided=np.ones(5), incorrect=np.ones(5), verdicts=5, shown=5)
    assert proposer_warnings(found) == ()
    assert (proposers(found)[0].share, proposers(found)[0].others_share, proposers(found)[0].p) == (1.0, None, None)
