"""What an audit says in sentences (METHOD 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from labeler.core.audit import AuditState
from labeler.core.audit_pair import WEAK, Duel, Outcome
from labeler.core.phrases import counted, listed
from labeler.core.quality import Quality
from labeler.core.splits import phrase

SCOPE = (
    "The risk is that of the order of drawing alone, not of reviewers' mistakes or of other data; "
    "it no longer holds once decisions are taken again for their effect on the audit."
)

EXACTLY = "Counting exactly may take fewer reviews."


def verdict(state: AuditState, split: str) -> str:
    """What it came to, or what is left to do."""
    leader, where = state.audit.leader, phrase(split)
    if not state.duels:
        return f"There is no rival to {leader} on {where}, so there is nothing to audit."
    if state.refuted:
        return _refuted(state, where)
    if not state.certified:
        return _countdown(state)
    if state.certain and state.complete:
        return f"{leader} is the best on {where} for certain: every example that can matter is reviewed."
    if state.certain:
        return f"{leader} is the best on {where} for certain, whatever the labels of the examples not reviewed."
    return (
        f"{leader} is certified as the best on {where}, after {counted(state.reviewed, 'review')}, "
        f"{at_risk(state.measured_risk or 0)}. {SCOPE}"
    )


def at_risk(measured: float) -> str:
    """``at a measured risk of 4.8 %``, ``at a measured risk below 0.001 %``."""
    text = percent(measured)
    return f"at a measured risk {text if text.startswith('below') else f'of {text}'}"


def warnings(state: AuditState, *, best: str, round_: int) -> Iterator[str]:
    """What weakens the audit, or makes it long; where the latter, ``EXACTLY`` ends it."""
    leader = state.audit.leader
    if leader != best:
        yield (
            f"{leader} is not the best by the given labels, {best} is: a leader chosen otherwise multiplies every "
            f"measured risk by the number of rivals, {len(state.duels)}."
        )
    if round_ > 1:
        yield f"This is audit {round_} of these examples, so every measured risk is multiplied by {round_}."
    slow = list(_slow(state))
    if slow:
        yield " ".join([*slow, EXACTLY])


def doubts(*, blind: float | None, checked: Sequence[Quality]) -> Iterator[str]:
    """What is known against the decisions: those not blind, and those that others differ from."""
    if blind is not None and blind < 1:
        known = f"Only {percent(blind)} of the decisions are" if blind else "None of the decisions is"
        yield (
            f"{known} known to precede a look at the predictions. "
            "Who sees them may lean towards a model, and the risk doesn't cover that."
        )
    for check in checked:
        if check.differing:
            yield f"{_differing(check)}: the risk doesn't cover reviewers' mistakes."


def beside(*, blind: float | None, checked: Sequence[Quality]) -> Iterator[str]:
    """What stands beside every certificate as well, where ``doubts`` says nothing."""
    if blind == 1:
        yield "All decisions are known to precede a look at the predictions."
    if not checked:
        yield "No quality check was made, so how often the reviewers err is not known."
    for check in checked:
        if not check.differing:
            yield f"{_differing(check)}."


def single(state: AuditState) -> Iterator[str]:
    """What pairs certified one by one don't say together."""
    if state.certificates and not state.certified:
        limit = percent(state.duels[0].contest.terms.risk_limit)
        yield f"Each certificate in the list has a risk of {limit} of its own: only all pairs together make one claim."


def several(certified: Sequence[int]) -> Iterator[str]:
    """What certificates of several audits don't say together."""
    if len(certified) > 1:
        yield f"The certificates of audits {listed([*map(str, certified)])} have each a risk of their own."


def elsewhere(numbers: Sequence[int], *, title: str) -> str:
    """That audits run by another metric than the one looked at."""
    go = f"Audit {numbers[0]} goes" if len(numbers) == 1 else f"Audits {listed([*map(str, numbers)])} go"
    return f"{go} by {title}."


def percent(share: float) -> str:
    """A share in as many digits as it needs: ``below 0.001 %`` and ``over 99 %`` where those would be too many."""
    if 0 < share < 1e-5:
        return "below 0.001 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{100 * share:.2g} %" if share < 0.99 else f"{100 * share:.0f} %"


def not_auditable(title: str, reason: str) -> str:
    return f"There is no audit by {title}: {reason}."


def _slow(state: AuditState) -> Iterator[str]:
    """Of which rivals the leader is not clearly ahead before the first draw."""
    leader = state.audit.leader
    later = any(duel.contest.aside.any() for duel in state.duels)
    known = f"By the given labels{' and what was decided before this audit' if later else ''} {leader} is"
    takes = f"the audit is valid but slow, for it takes labels that change in favour of {leader}."

    def rivals(duels: Iterator[Duel]) -> str:
        return _shortly([duel.contest.rival for duel in duels])

    if behind := rivals(duel for duel in state.open if duel.ahead < 0):
        yield f"{known} behind {behind}: {takes}"
    if level := rivals(duel for duel in state.open if duel.ahead == 0):
        yield f"{known} level with {level}: {takes}"
    if weak := rivals(duel for duel in state.open if duel.weak):
        yield f"{known} ahead of {weak} by less than {100 * WEAK:.0f} % of what the labels could move."


def _differing(check: Quality) -> str:
    rate = percent(check.differing / check.compared)
    compared = counted(check.compared, "decision")
    return f"In the quality check others differ from {check.reviewer} on {check.differing:,} of {compared} ({rate})"


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
