"""What a diagnosis says in words: the verdict, and the remedies known for each gap (METHOD 11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from labeler.core.newcombe import Rate
from labeler.core.phrases import percent

if TYPE_CHECKING:
    from labeler.core.diagnosis import Diagnosis, Gap

REMEDIES: Mapping[str, tuple[str, ...]] = {
    "avoidable_bias": ("a bigger model", "longer or better optimization", "another architecture"),
    "variance": ("more training data", "regularization", "another architecture"),
    "data_mismatch": (
        "analyse the errors on dev and how dev differs from the training data",
        "collect training data similar to dev",
        "synthesize training data similar to dev",
    ),
    "overfitting_to_dev": ("a bigger dev set",),
}
NAMES: Mapping[str, str] = {
    "avoidable_bias": "avoidable bias",
    "variance": "variance",
    "data_mismatch": "data mismatch",
    "overfitting_to_dev": "overfitting to dev",
}
_MEANING: Mapping[str, str] = {
    "avoidable_bias": "The model doesn't do well even on the examples it was trained on, where people do better.",
    "variance": "The model does worse on new examples than on those it was trained on, though both are of one kind.",
    "data_mismatch": "The model does worse on the examples that matter than on new ones like those it was trained on.",
    "overfitting_to_dev": "The model was tuned to dev: on examples nobody has chosen by, it does worse.",
}
_EASIER: Mapping[str, str] = {
    "avoidable_bias": "By this human-level error no avoidable bias is left; people don't show how far one can get.",
    "variance": "New examples should not be easier than those trained on: check that both were drawn alike.",
    "data_mismatch": "What the model was trained on is harder than what it is meant for.",
    "overfitting_to_dev": "Check that dev and test come from one distribution.",
}


def verdict(diagnosis: Diagnosis) -> str:
    """Whole sentences, the largest positive gap first."""
    return " ".join((*findings(diagnosis), *cautions(diagnosis)))


def gap_in_words(gap: Gap) -> str:
    """``8.5 points, 95 % interval 6.1 to 11.3``; nothing of an interval between rates known exactly."""
    found = gap.difference
    assert found is not None
    if found.size is None:
        return points(found.value)
    low, high = (_hundredfold(limit, found.size) for limit in (found.low, found.high))
    return f"{points(found.value, found.size)}, 95 % interval {low} to {high}"


def points(value: float, examples: int | None = None) -> str:
    """A difference of two rates, in percentage points."""
    number = _hundredfold(value, examples)
    return f"{number} point" if number in ("1", "−1") else f"{number} points"


def rate_in_words(rate: Rate) -> str:
    return f"{_hundredfold(rate.value, rate.size)} %"


def interval_in_words(rate: Rate) -> str:
    """``6.1 to 11.3``: the limits of a rate that was measured, in percent."""
    low, high = (_hundredfold(limit, rate.size) for limit in (rate.low, rate.high))
    return f"{low} to {high}"


def findings(diagnosis: Diagnosis) -> Iterator[str]:
    """What the gaps are, what they mean, and what helps."""
    if all(gap.difference is None for gap in diagnosis.gaps):
        yield "No gap is known yet: it takes two errors next to each other, such as train and dev."
    elif diagnosis.stands_out:
        yield from _largest(diagnosis)
    else:
        yield from _nothing(diagnosis)
    for gap in diagnosis.easier:
        yield from _easier(gap)


def _largest(diagnosis: Diagnosis) -> Iterator[str]:
    """The positive gaps worth naming, what they mean, and what helps."""
    named = diagnosis.main or diagnosis.largest_first[:1]
    for place, gap in enumerate(named):
        lead = "Then comes" if place else "The largest gap is"
        unsure = "" if gap in diagnosis.stands_out else "; this may be chance"
        yield f"{lead} {NAMES[gap.name]}: {gap_in_words(gap)} ({_sides(gap, diagnosis)}){unsure}."
        yield _MEANING[gap.name] if diagnosis.main else "It is below half a point: there is little to gain here."
        if diagnosis.main:
            yield f"What helps: {'; '.join(REMEDIES[gap.name])}."
    beside = [gap for gap in diagnosis.stands_out if gap not in named]
    if beside:
        yield f"There is also, smaller: {_several(beside)}."


def _nothing(diagnosis: Diagnosis) -> Iterator[str]:
    if not diagnosis.largest_first:
        yield "No gap stands out: none is above 0."
        return
    gap = diagnosis.largest_first[0]
    yield "No gap stands out: chance could explain each of them."
    yield f"The largest is {NAMES[gap.name]}, {gap_in_words(gap)}; more examples would tell more."


def _easier(gap: Gap) -> Iterator[str]:
    found = gap.difference
    assert found is not None
    by = points(-found.value, found.size)
    if gap.name == "avoidable_bias":
        yield f"On train the model's error is {by} below the human-level error."
    else:
        yield f"{gap.above.capitalize()} is easier than {gap.below}, by {by}."
    yield _EASIER[gap.name] if found.negative else "That may be chance."


def cautions(diagnosis: Diagnosis) -> Iterator[str]:
    """What a reader of the gaps must know besides."""
    by_name = {gap.name: gap for gap in diagnosis.gaps}
    overfitting, variance = by_name["overfitting_to_dev"], by_name["variance"]
    if (found := overfitting.difference) and diagnosis.selected_on_dev:
        by = points(found.value, found.size)
        yield f"Test − dev, {by}, includes the optimism of having selected the model on dev."
    if variance.above == "dev" and variance.difference:
        yield (
            "The variance is dev − train, taking both as one distribution; with a train-dev set, data mismatch could "
            "be told apart from it."
        )
    if not diagnosis.one_distribution and "train-dev" not in diagnosis.errors:
        yield "Dev is of another distribution: without a train-dev set, variance and data mismatch can't be told apart."
    human, bound = diagnosis.errors.get("human"), diagnosis.bayes_bound
    if human and bound is not None and bound < human.value:
        more = points(round(human.value - bound, 12))
        yield (
            f"Human level is taken as {rate_in_words(human)}, and somebody reaches {_hundredfold(bound)} %: the Bayes "
            f"error is at most that, so what could be avoided is at least {more} more."
        )


def _sides(gap: Gap, diagnosis: Diagnosis) -> str:
    above, below = (rate_in_words(diagnosis.errors[level]) for level in (gap.above, gap.below))
    low = f"the human level of {below}" if gap.below == "human" else f"{below} on {gap.below}"
    return f"{above} on {gap.above} against {low}"


def _several(gaps: list[Gap]) -> str:
    return "; ".join(f"{NAMES[gap.name]}, {gap_in_words(gap)}" for gap in gaps)


def _hundredfold(value: float, examples: int | None = None) -> str:
    """With as many digits as the examples allow, as typed where it is exact, and a real minus sign."""
    text = percent(abs(value), examples).removesuffix(" %") if examples else f"{abs(100 * value):.2f}"
    text = text if examples else text.rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 and text.strip("0.") else text
