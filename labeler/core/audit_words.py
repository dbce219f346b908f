"""What an audit says in sentences (METHOD 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from labeler.core.audit import AuditState
from labeler.core.audit_pair import WEAK, Outcome
from labeler.core.phrases import counted, listed
from labeler.core.quality import Quality
from labeler.core.splits import phrase

SCOPE = "The risk is that of the order of drawing alone, not of reviewers' mistakes or of other data."


def verdict(state: AuditState, split: str) -> str:
    """What it came to, or what is left to do."""
    leader, where = state.audit.leader, phrase(split)
    if not state.duels:
        return f"There is no rival to {leader} on {where}, so there is nothing to audit."
    if state.refuted:
        return _refuted(state, where)
    if not state.certified:
        return _countdown(state)
    if state.measured_risk == 0:
        return f"{leader} is the best on {where} for certain, whatever the labels of the examples not reviewed."
    return (
        f"{leader} is certified as the best on {where}, after {counted(state.reviewed, 'review')}, "
        f"at a measured risk of {_percent(state.measured_risk or 0)}. {SCOPE}"
    )


def warnings(
    state: AuditState, *, best: str, round_: int, blind: float | None, checked: Sequence[Quality]
) -> Iterator[str]:
    """What weakens the audit, or makes it long."""
    leader = state.audit.leader
    if leader != best:
        yield (
            f"{leader} is not the best by the given labels, {best} is: a leader chosen otherwise multiplies every "
            f"measured risk by the number of rivals, {len(state.duels)}."
        )
    if round_ > 1:
        yield f"This is audit {round_} of these examples, so every measured risk is multiplied by {round_}."
    weak = [duel.contest.rival for duel in state.open if duel.contest.weak]
    if weak:
        yield (
            f"By the given labels {leader} is ahead of {_shortly(weak)} by less than {100 * WEAK:.0f} % of what the "
            "labels could move. Counting exactly may take fewer reviews: labeler queue PROJECT audit --exact-count."
        )
    if blind is not None and blind < 1:
        yield (
            f"Only {_percent(blind)} of the decisions are known to precede a look at the predictions. "
            "Who sees them may lean towards a model, and the risk doesn't cover that."
        )
    for check in checked:
        yield (
            f"In the quality check others differ from {check.reviewer} on {check.differing:,} of "
            f"{counted(check.compared, 'decision')}: the risk doesn't cover reviewers' mistakes."
        )


def not_auditable(title: str, reason: str) -> str:
    return f"There is no audit by {title}: {reason}."


def _shortly(names: Sequence[str]) -> str:
    return listed(names) if len(names) < 4 else f"{names[0]} and {len(names) - 1} others"


def _countdown(state: AuditState) -> str:
    over = _shortly([duel.contest.rival for duel in state.open])
    most, expected = state.remaining_at_most, state.expected_reviews
    if not most:
        return f"Audit: not settled over {over}; nothing is left to review but what is unsure."
    settle = "settles" if most == 1 else "settle"
    about = "" if expected is None else f"; about {expected:,}, if no further label changes"
    return f"Audit: at most {most:,} more review{'s' * (most != 1)} {settle} {state.audit.leader} over {over}{about}."


def _refuted(state: AuditState, where: str) -> str:
    def rivals(outcome: Outcome) -> list[str]:
        pairs = zip(state.duels, state.outcomes, strict=True)
        return [duel.contest.rival for duel, found in pairs if found is outcome]

    ahead, level = rivals(Outcome.RIVAL), rivals(Outcome.TIE)
    if ahead:
        found = f"{listed(ahead)} {'is' if len(ahead) == 1 else 'are'} ahead"
    else:
        found = f"{listed(level)} {'is' if len(level) == 1 else 'are'} exactly as good"
    return f"{state.audit.leader} is not the one best model on {where}: {found} for certain."


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %" if share < 1 else "100 %"
