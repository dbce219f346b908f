"""Ranking, selection, bounds and parity of a project whose every figure is known by hand (METHOD 1, 4, 5)."""

from __future__ import annotations

import pytest

from labeler.errors import LabelerError


def values(split):
    return {model.model: (model.before, model.after) for model in split.models}


def ranks(split):
    return {model.model: (model.rank_before, model.rank_after) for model in split.models}


def dev(session, **options):
    return session.rank(split=["dev"], resamples=0, **options).splits["dev"]


def swap_a_and_b(session):
    """B's two errors on dev were right: of six A errs on 3, B on 0, C on 5."""
    session.record("d1", "incorrect", label="cat")
    session.record("d2", "incorrect", label="dog")


def test_before_any_review_nothing_differs(session):
    ranking = session.rank(resamples=0)
    assert (ranking.metric, ranking.before, ranking.version, list(ranking.splits)) == (
        "error",
        0,
        "working",
        ["dev", "test", "dev+test"],
    )
    third = 1 / 3
    assert values(ranking.splits["dev"]) == {"A": (1 / 6, 1 / 6), "B": (third, third), "C": (0.5, 0.5)}
    assert ranks(ranking.splits["test"]) == {"A": (3, 3), "B": (1, 1), "C": (1, 1)}
    assert ranks(ranking.splits["dev+test"]) == {"A": (1, 1), "B": (1, 1), "C": (3, 3)}
    assert not any(split.selection_changes for split in ranking.splits.values())


def test_relabeling_changes_values_ranks_pairs_and_the_selection(session):
    swap_a_and_b(session)
    split = dev(session)
    assert values(split) == {"A": (1 / 6, 0.5), "B": (1 / 3, 0.0), "C": (0.5, 5 / 6)}
    assert ranks(split) == {"A": (1, 2), "B": (2, 1), "C": (3, 3)}
    assert (split.examples, split.compared, split.excluded, split.corrected) == (6, 6, 0, 2)
    assert (split.selected_before, split.selected_after, split.selection_changes) == ("A", "B", True)
    assert split.kendall_tau_b == pytest.approx(1 / 3)
    assert [(pair.a, pair.b, pair.flipped) for pair in split.pairs] == [
        ("A", "B", True),
        ("A", "C", False),
        ("B", "C", False),
    ]
    assert [pair.mcnemar_p_before for pair in split.pairs] == [1.0, 0.5, 1.0]
    assert [pair.mcnemar_p_after for pair in split.pairs] == [0.25, 0.5, 0.0625]
    assert split.pairs[0].difference_before == pytest.approx(-1 / 6)
    assert split.pairs[0].difference_after == pytest.approx(1 / 2)


def test_excluded_examples_leave_both_sides(session):
    session.record("d0", "excluded")
    split = dev(session)
    assert values(split) == {"A": (0, 0), "B": (0.4, 0.4), "C": (0.4, 0.4)}
    assert (split.compared, split.excluded) == (5, 1)
    assert {model.model: model.given_all for model in split.models} == {"A": 1 / 6, "B": 1 / 3, "C": 0.5}


@pytest.mark.parametrize("verdict", ["correct", "unsure"])
def test_verdicts_without_a_new_label_change_no_figure(session, verdict):
    before = dev(session).to_dict()
    session.record("d0", verdict)
    after = dev(session).to_dict()
    assert {key: after[key] for key in before if key not in ("verdict", "warnings")} == {
        key: before[key] for key in before if key not in ("verdict", "warnings")
    }


def test_a_conflict_keeps_the_given_label(session):
    session.record("d1", "incorrect", label="cat", reviewer="ann")
    session.record("d1", "correct", reviewer="bob")
    assert values(dev(session))["B"] == (1 / 3, 1 / 3)


def test_a_prediction_within_an_acceptable_set_is_right(session):
    session.record("d1", "incorrect", label="dog;cat")
    assert values(dev(session)) == {"A": (1 / 6, 1 / 6), "B": (1 / 3, 1 / 6), "C": (0.5, 0.5)}


def test_figures_of_applied_versions_stay(session):
    session.record("d1", "incorrect", label="cat")
    session.apply(override_parity="test")
    session.record("d2", "incorrect", label="dog")
    assert values(dev(session, version=1))["B"] == (1 / 3, 1 / 6)
    assert values(dev(session))["B"] == (1 / 3, 0)
    assert values(dev(session, before=1))["B"] == (1 / 6, 0)
    assert values(dev(session, version=0))["B"] == (1 / 3, 1 / 3)
    assert {model.model: model.given_all for model in dev(session, before=1).models}["B"] == 1 / 3


@pytest.mark.parametrize("version", [1, -1, 99, "now"])
def test_a_version_that_is_not_there_is_refused(session, version):
    for options in ({"version": version}, {"before": version}):
        with pytest.raises(LabelerError, match=r"there is no version .*; choose one of 0"):
            session.rank(resamples=0, **options)


@pytest.mark.parametrize(
    ("asked", "covered"),
    [
        (["val"], ["dev"]),
        (["test", "dev"], ["test", "dev"]),
        (["dev+test"], ["dev+test"]),
        (["dev", "validation"], ["dev"]),
    ],
)
def test_splits_can_be_chosen_in_any_spelling(session, asked, covered):
    assert list(session.rank(split=asked, resamples=0).splits) == covered


@pytest.mark.parametrize("asked", ["train", "holdout", "dev+train", "dev+", ""])
def test_a_split_that_is_not_there_is_refused(session, asked):
    with pytest.raises(LabelerError, match=r"is not a split|has no train examples"):
        session.rank(split=[asked], resamples=0)


def test_an_unknown_metric_is_refused(session):
    with pytest.raises(LabelerError, match="'wer' is not a metric"):
        session.rank(metric="wer")


def test_top_k_leaves_out_models_that_rank_no_labels(session):
    ranking = session.rank(metric="top-2", split=["dev"], resamples=0)
    assert [entry.model for entry in ranking.not_compared] == ["A", "B", "C"]
    assert ranking.splits["dev"].models == ()
    assert ranking.splits["dev"].selected_after is None


ATTRIBUTES = {"A": {"ms": 80.0}, "B": {"ms": 95.0}, "C": {"ms": 1500.0, "params": 3.0}}


@pytest.mark.parametrize(
    ("bounds", "feasible", "chosen"),
    [
        (["ms<=100"], {"A", "B"}, "A"),
        ([" ms >= 90 "], {"B", "C"}, "B"),
        (["ms<=95", "ms>=95"], {"B"}, "B"),
        (["params<=5"], {"C"}, "C"),
        (["accuracy<=0.7"], {"B", "C"}, "B"),
        (["error<=0.34", "ms>=90"], {"B"}, "B"),
        (["ms<=1e0"], set(), None),
    ],
)
def test_a_bound_is_on_an_attribute_or_a_metric(make, bounds, feasible, chosen):
    session = make(attributes=ATTRIBUTES)
    split = dev(session, bound=bounds)
    assert {model.model for model in split.models if model.feasible} == feasible
    assert split.selected_before == split.selected_after == chosen


def test_a_bound_on_a_metric_uses_the_labels_after(session):
    swap_a_and_b(session)
    assert {model.model for model in dev(session, bound=["error<=0.3"]).models if model.feasible} == {"B"}


@pytest.mark.parametrize("text", ["ms", "ms<100", "<=5", "ms<=", "ms<=fast", "ms<=1e", "ms==3", ""])
def test_what_is_no_bound_is_refused(make, text):
    with pytest.raises(LabelerError, match="is not a bound"):
        make(attributes=ATTRIBUTES).rank(bound=[text], resamples=0)


def test_a_bound_on_nothing_we_know_names_what_there_is(make):
    with pytest.raises(LabelerError, match=r"'speed'.*choose one of: error.*attributes are: ms, params"):
        make(attributes=ATTRIBUTES).rank(bound=["speed<=1"], resamples=0)


def guesses(**by_split):
    """A table of predictions: ``right``, ``half`` or ``wrong`` on the two examples of a split."""
    labels = {"right": ("cat", "cat"), "half": ("cat", "dog"), "wrong": ("dog", "dog")}
    rows = [f"{split}{i},{labels[how][i]}\n" for split, how in by_split.items() for i in range(2)]
    return "example_id,predicted\n" + "".join(rows)


@pytest.mark.parametrize(
    ("models", "selected"),
    [
        ({"Z": {"dev": "right", "test": "wrong"}, "A": {"dev": "half", "test": "right"}}, "Z"),
        ({"Z": {"dev": "half"}, "M": {"dev": "half"}}, "M"),
        ({"Z": {"train": "wrong", "test": "right"}, "A": {"train": "right", "test": "half"}}, "Z"),
        ({"Z": {"train": "right"}, "A": {"train": "half"}}, "Z"),
        ({"A": {"test": "right"}, "Z": {"dev": "wrong"}}, "Z"),
    ],
    ids=["dev before test", "ties by name", "test without dev", "the first split", "only models that cover it"],
)
def test_the_selected_model_is_the_best_on_dev_by_given_labels(make, models, selected):
    splits = dict.fromkeys(split for by_split in models.values() for split in by_split)
    rows = "".join(f"{split}{i},{split},cat\n" for split in splits for i in range(2))
    session = make(
        examples=f"example_id,split,label\n{rows}",
        predictions={model: guesses(**by_split) for model, by_split in models.items()},
    )
    assert session.model().model == selected
    for example_id in session.examples.ids:
        session.record(example_id, "incorrect", label="dog")
    assert session.model().model == selected


def test_a_model_is_found_by_name(session, make):
    assert session.model("B").model == "B"
    with pytest.raises(LabelerError, match="no model 'b'; the models are: A, B, C"):
        session.model("b")
    with pytest.raises(LabelerError, match="no predictions yet"):
        make(predictions={}, name="q").model()


def test_weights_count_in_the_weighted_error_alone(make):
    text = "example_id,split,label,weight\na,dev,cat,10\nb,dev,cat,1\nc,dev,cat,1\n"
    session = make(examples=text, predictions={"A": guesses_of("dog cat cat"), "B": guesses_of("cat dog dog")})
    assert values(dev(session)) == {"A": (1 / 3, 1 / 3), "B": (2 / 3, 2 / 3)}
    assert values(dev(session, metric="weighted-error")) == {"A": (10 / 12, 10 / 12), "B": (2 / 12, 2 / 12)}


def guesses_of(labels):
    return "example_id,predicted\n" + "".join(f"{i},{label}\n" for i, label in zip("abc", labels.split(), strict=True))


def test_the_bootstrap_is_the_same_at_every_call_and_after_opening_again(session, reopened):
    first = session.rank(split=["dev"], resamples=200).to_dict()
    assert session.rank(split=["dev"], resamples=200).to_dict() == first
    assert reopened(session).rank(split=["dev"], resamples=200).to_dict() == first


def test_parity_counts_strata_of_the_selected_model(session):
    session.record("d0", "incorrect", label="dog")
    session.record("d1", "unsure")
    session.record("t0", "correct")
    session.record("t0", "excluded", reviewer="bob")
    found = session.parity().to_dict()
    assert (found["model"], found["applicable"]) == ("A", True)
    assert found["splits"]["dev"] == {
        "right": {"reviewed": 1, "total": 5, "incorrect": 0, "share": 0.2, "reviewers": {"reviewer": 1}},
        "wrong": {"reviewed": 1, "total": 1, "incorrect": 1, "share": 1.0, "reviewers": {"reviewer": 1}},
    }
    assert found["splits"]["test"] == {
        "right": {"reviewed": 0, "total": 4, "incorrect": 0, "share": 0.0, "reviewers": {}},
        "wrong": {"reviewed": 1, "total": 2, "incorrect": 0, "share": 0.5, "reviewers": {"bob": 1, "reviewer": 1}},
    }
    assert len(found["blocking"]) == 1
    assert "4 correctly classified examples of test" in found["blocking"][0]


def test_parity_is_by_a_model_that_predicts_all_of_both_splits(make):
    rows = [f"{split}{i},{('cat', 'dog')[i % 2]}" for split in "dt" for i in range(6)]
    only_dev, wrong_on_d1_and_t1 = rows[:6], [row.replace("1,dog", "1,cat") for row in rows]
    texts = {"best": only_dev, "B": wrong_on_d1_and_t1}
    session = make(predictions={m: "\n".join(["example_id,predicted", *text]) + "\n" for m, text in texts.items()})
    session.record("t1", "correct")
    found = session.parity().to_dict()
    assert (session.model().model, found["model"], found["applicable"]) == ("best", "B", True)
    wrong = found["splits"]["test"]["wrong"]
    assert (wrong["reviewed"], wrong["total"], wrong["incorrect"], wrong["share"]) == (1, 1, 0, 1.0)


def test_splits_are_compared_whole_where_no_model_predicts_both(make):
    session = make(predictions={"m": "example_id,predicted\n" + "".join(f"d{i},cat\n" for i in range(6))})
    session.record("d1", "correct")
    found = session.parity()
    assert (found.model, found.applicable) == (None, False)
    assert found.blocking == ("None of the 6 examples of test were reviewed, but 1 of 6 of dev.",)
    assert {stratum.total for strata in found.splits.values() for stratum in strata.values()} == {0}


def test_no_bound_is_a_way_around_parity(session):
    session.record("d1", "correct")
    blocked = session.parity().blocking
    assert blocked
    session.criteria(bound=["error<=0"])
    assert session.parity().blocking == blocked
    with pytest.raises(LabelerError, match="not reviewed alike"):
        session.apply()


def test_parity_without_a_model_or_a_second_split_applies_to_nothing(make):
    assert not make(predictions={}).parity().applicable
    alone = make(
        examples="example_id,split,label\na,dev,cat\n", predictions={"m": "example_id,predicted\na,cat\n"}, name="q"
    )
    alone.record("a", "correct")
    assert not alone.parity().applicable
    assert alone.parity().blocking == ()


def test_one_split_or_bound_alone_may_be_given_as_text(session):
    assert list(session.rank(split="dev", bound="error<=0.5", resamples=0).splits) == ["dev"]
    assert list(session.estimate(split="test").splits) == ["test"]
