"""What an error-analysis sheet says in words: whether to relabel, where the potential is, what to mind (METHOD 2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from labeler.core import splits
from labeler.core.phrases import between, counted, listed, percent
from labeler.core.relabeling import Answer

if TYPE_CHECKING:
    from labeler.core.error_analysis import CategoryShare, Sheet
    from labeler.core.flows import Flows

# METHOD 2: about this many errors make a sheet.
ENOUGH = 100


def warnings(sheet: Sheet) -> Iterator[str]:
    """What a reader of the sheet must know besides."""
    if not sheet.examples:
        yield f"There are no examples on {splits.phrase(sheet.split)}."
        return
    if not sheet.misclassified:
        yield f"{sheet.model} misclassifies no example of {splits.phrase(sheet.split)}: there are no shares to show."
        return
    if sheet.hand_picked:
        yield _hand_picked(sheet)
    if sheet.incorrectly_labeled.unsure:
        yield _unsure(sheet)
    if late := [column.category for column in sheet.categories if _is_late(sheet, column)]:
        yield (
            f"{listed(late)} {'was' if len(late) == 1 else 'were'} not considered on every error reviewed: "
            f"{'its share is' if len(late) == 1 else 'their shares are'} of the n shown beside."
        )
    yield from flow_warnings(sheet.flows)


def flow_warnings(flows: Flows) -> Iterator[str]:
    """What the corrected error is worth; a right prediction that is unsure or in conflict settles nothing."""
    if flows.caveat:
        none = "No right prediction reviewed is settled" if flows.reviewed_right else "No right prediction was reviewed"
        yield f"The corrected error is {flows.caveat}. {none}, so lucky hits on incorrect labels stay."


def advice(sheet: Sheet) -> Iterator[str]:
    """What to do next, the first sentence answering whether relabeling is worth it."""
    if not sheet.misclassified:
        return
    yield from worth_relabeling(sheet)
    yield from highest_potential(sheet)
    yield from review_next(sheet)


def worth_relabeling(sheet: Sheet) -> Iterator[str]:
    """The answer with its numbers and the rule, then what the rule can't see."""
    if sheet.worth.answer is Answer.UNCLEAR:
        yield f"Whether relabeling is worth it can't be told yet: {_due(sheet)}. {_open(sheet)}"
    elif sheet.worth.answer is Answer.YES:
        yield " ".join([f"Relabeling is worth it: {_due(sheet)}.", *_reached(sheet)])
    else:
        yield f"Relabeling is not the first thing to do: {_due(sheet)}. That is {_missed(sheet)}."
    if sheet.worth.by_gap:
        yield "This is a screen: only label errors on examples where models disagree can move the order."


# Worth relabeling


def _due(sheet: Sheet) -> str:
    """Of a sample, what it says of all errors; of hand-picked errors, what they come to by themselves."""
    labels = sheet.incorrectly_labeled
    if labels.due is None or sheet.error is None:
        return "no error of the random sample has been reviewed" if sheet.reviewed else "no error has been reviewed"
    behind = f"incorrect labels are behind {labels.count:,} of {counted(labels.considered, 'error')} reviewed"
    if labels.random:
        points = _points(labels.due, sheet)
    elif labels.count:
        points = f"at least {_points(labels.count / sheet.examples, sheet)}"
    else:
        return behind
    return f"{behind}, {points} of the {percent(sheet.error, sheet.examples)} error"


def _reached(sheet: Sheet) -> Iterator[str]:
    gap, place = sheet.worth.gap, splits.phrase(sheet.split)
    if sheet.worth.by_gap and gap is not None:
        tied = f"The two best models, {gap.best} and {gap.runner_up}, are tied, and one label can turn that"
        reached = tied if not gap.errors else f"That is no less than {_gap(sheet)}"
        yield f"{reached}, so {place} can't be trusted to choose between them."
    if sheet.worth.by_share:
        yield "It is a fifth of the errors or more."


def _missed(sheet: Sheet) -> str:
    of_errors = "less than a fifth of the errors"
    gap = sheet.worth.gap
    return f"less than {_gap(sheet)}, and {of_errors}" if gap and gap.errors else of_errors


def _open(sheet: Sheet) -> str:
    """What is possible, and what would decide."""
    low, high = sheet.worth.limits
    enough = "a fifth of the errors"
    if sheet.worth.needed < sheet.worth.fifth:
        enough = _gap(sheet)
    return (
        f"Of all {counted(sheet.misclassified, 'error')} it may be {low:,} to {high:,}{_sure(sheet)}, "
        f"and {sheet.worth.needed:,} would be enough: {enough}."
    )


def _sure(sheet: Sheet) -> str:
    """How certain the limits are: with every error reviewed only unsettled ones are open, and chance has no part."""
    if sheet.random_sample == sheet.misclassified:
        return ", depending on those unsure or in conflict"
    return " with 95 % confidence" if sheet.random_sample else " for all that is known"


def _gap(sheet: Sheet) -> str:
    gap = sheet.worth.gap
    assert gap is not None
    best = f"the two best models, {gap.best} and {gap.runner_up}"
    if not gap.errors:
        return f"any, as {best}, are tied"
    points = _points(gap.errors / sheet.examples, sheet)
    return f"the {counted(gap.errors, 'error')} ({points}) between {best}"


def _points(rate: float, sheet: Sheet) -> str:
    number = percent(rate, sheet.examples).removesuffix(" %")
    return f"{number} point" if number == "1" else f"{number} points"


# Potential


def highest_potential(sheet: Sheet) -> Iterator[str]:
    """The category that would help most if it were solved whole, and whether that is settled."""
    found = [column for column in sheet.categories if column.share.count]
    if not found:
        return
    first = found[0]
    assert first.share.share is not None
    assert first.share.ceiling is not None
    equal = [column.category for column in found if column.share.share == first.share.share]
    have, each, it = ("has", "", "it") if len(equal) == 1 else ("have", " each", "each")
    yield (
        f"{listed(equal)} {have} the highest potential: "
        f"{percent(first.share.share, first.share.considered)} of the errors{each}. "
        f"Solved whole, {it} would leave an error of {percent(first.share.ceiling, sheet.examples)}."
    )
    rivals = [column.category for column in found[len(equal) :] if _overlap(first, column)]
    if rivals:
        yield f"By their intervals, {listed(rivals[:3])} may have as much."


def _overlap(first: CategoryShare, other: CategoryShare) -> bool:
    one, two = first.share.limits, other.share.limits
    return one is not None and two is not None and two[1] >= one[0]


# What to review


def review_next(sheet: Sheet) -> Iterator[str]:
    """The queues that would tell more."""
    wanted = min(ENOUGH, sheet.misclassified)
    if sheet.random_sample < wanted:
        done = f"; {sheet.random_sample:,} of them are done" if sheet.random_sample else ""
        yield (
            f"Review {sheet.model}'s errors on {splits.phrase(sheet.split)} in the order of the queue 'errors': "
            f"the first {wanted:,} make a random sample{done}."
        )
    if any(_is_late(sheet, column) for column in sheet.categories):
        yield "The queue 'revisit' brings back what was reviewed before a category was there."
    if sheet.flows.caveat:
        yield "Review right predictions too, with the queue 'right'."


def _is_late(sheet: Sheet, column: CategoryShare) -> bool:
    return column.share.considered < sheet.incorrectly_labeled.considered


def _hand_picked(sheet: Sheet) -> str:
    picked, reviewed = sheet.hand_picked, sheet.incorrectly_labeled.considered
    if picked == reviewed:
        if reviewed == 1:
            return "The only error reviewed was hand-picked, so the shares describe it alone and carry no interval."
        start = f"The {reviewed:,} errors reviewed were hand-picked"
        return f"{start}, so the shares describe them alone and carry no interval."
    first = "the first" if sheet.random_sample == 1 else f"the first {sheet.random_sample:,}"
    return (
        f"{picked:,} of the {counted(reviewed, 'error')} reviewed {'is' if picked == 1 else 'are'} not in the random "
        f"sample, {first} by ticket, so the shares describe the errors reviewed and carry no interval; "
        "those of the sample alone would."
    )


def _unsure(sheet: Sheet) -> str:
    labels = sheet.incorrectly_labeled
    fewest, most = labels.count, labels.count + labels.unsure
    low, high = (percent(count / labels.considered, labels.considered) for count in (fewest, most))
    return (
        f"{counted(labels.unsure, 'error')} reviewed {'is' if labels.unsure == 1 else 'are'} unsure or in conflict: "
        f"incorrectly labeled are {between(low, high)}."
    )
