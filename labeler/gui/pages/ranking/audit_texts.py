"""What the audit panel says, as plain texts."""

from __future__ import annotations

from collections.abc import Sequence

from labeler.core.audit_words import percent as risk_percent
from labeler.core.pace import duration
from labeler.core.phrases import counted
from labeler.core.splits import phrase
from labeler.gui.widgets.rival_lines import RivalLine
from labeler.gui.widgets.verdict_mark import Mark
from labeler.session.audit_results import AuditFigures, PairFigures

_MARKS: dict[str | None, Mark] = {"leader": "right", "rival": "wrong", "tie": "excluded"}
_OUTCOMES = {
    "leader": "settled: {leader} is ahead",
    "rival": "settled: it is ahead of {leader}",
    "tie": "settled: a tie",
}


def title(figures: AuditFigures) -> str:
    if not figures.pairs and figures.auditable:
        return "Ranking audit"
    limit = f" · risk limit {risk_percent(figures.risk_limit)}" if figures.auditable else ""
    return f"Ranking audit · is {figures.leader} really the best?{limit}"


def lines(figures: AuditFigures, order: Sequence[str]) -> list[RivalLine]:
    """In the order of the table, so that no line moves while decisions come in."""
    places = {name: place for place, name in enumerate(order)}
    pairs = sorted(figures.pairs, key=lambda pair: places.get(pair.rival, len(places)))
    return [_line(pair, figures) for pair in pairs]


def _line(pair: PairFigures, figures: AuditFigures) -> RivalLine:
    outcome = pair.outcome
    settled = _OUTCOMES[outcome].format(leader=figures.leader) if outcome else "open"
    if not figures.auditable:
        return RivalLine(pair.rival, _MARKS.get(outcome), None, (settled,), f"{pair.rival}: {settled}")
    risk = "certain" if pair.settled_exactly and outcome else _risk(pair)
    reviewed = f"{pair.reviewed:,} of {pair.disagreements or 0:,} reviewed"
    said = f"{pair.rival}: {settled}, {risk}, {reviewed} of the examples that can matter"
    return RivalLine(pair.rival, _MARKS.get(outcome), _fraction(pair, figures.risk_limit), (risk, reviewed), said)


def _risk(pair: PairFigures) -> str:
    return "" if pair.measured_risk is None else f"risk {risk_percent(pair.measured_risk)}"


def _fraction(pair: PairFigures, limit: float) -> float:
    """From a risk of 1 down to the limit; whatever is settled is there."""
    if pair.outcome is not None:
        return 1.0
    return min((1 - (1.0 if pair.measured_risk is None else pair.measured_risk)) / (1 - limit), 1.0)


def settled(figures: AuditFigures) -> tuple[str, str]:
    """``5 of 7`` and ``rivals settled``."""
    done, all_ = sum(pair.outcome is not None for pair in figures.pairs), len(figures.pairs)
    return f"{done} of {all_}", "rival settled" if all_ == 1 else "rivals settled"


def words(figures: AuditFigures) -> str:
    """What it came to, or what it takes; then how blind the decisions were."""
    return " ".join(filter(None, [_state(figures), _time(figures), _blind(figures)]))


def _state(figures: AuditFigures) -> str:
    ended = figures.certified or any(pair.outcome not in (None, "leader") for pair in figures.pairs)
    most, about = figures.remaining_at_most, figures.expected_reviews
    if not figures.auditable and not ended and figures.pairs:
        return f"{figures.verdict} {_bounds(figures)}"
    if ended or not most or not figures.pairs:
        return figures.verdict
    settles = "settles" if most == 1 else "settle"
    rest = "it" if len(figures.pairs) == 1 else "the rest" if figures.reviewed else "them all"
    if about is None or about >= most:
        return f"At most {counted(most, 'more review')} {settles} {rest}."
    return f"About {counted(about, 'more review')}, at most {most:,}, settle {rest}."


def _bounds(figures: AuditFigures) -> str:
    """What can be said where there is no audit."""
    open_ = sum(pair.outcome is None for pair in figures.pairs)
    return (
        f"Whatever the labels not decided yet are, {len(figures.pairs) - open_} of {len(figures.pairs)} rivals are "
        f"settled; that all are is sure only once the {figures.remaining_at_most:,} others are reviewed."
    )


def _time(figures: AuditFigures) -> str:
    if figures.certified or not figures.remaining_at_most:
        return ""
    if figures.minutes_expected is not None:
        return f"That takes {duration(60 * figures.minutes_expected)} at the reviewers' pace."
    if figures.minutes_at_most is None:
        return ""
    return f"That takes {duration(60 * figures.minutes_at_most).replace('about', 'at most')} at the reviewers' pace."


def _blind(figures: AuditFigures) -> str:
    share, number = figures.blind_share, figures.reviewed
    if share is None or not number or not figures.auditable:
        return ""
    return f"{round(share * number):,} of {counted(number, 'decision')} {'was' if number == 1 else 'were'} taken blind."


def beginning(figures: AuditFigures) -> str:
    """What beginning does, of an audit that isn't begun, or that there is nothing to begin it for."""
    if figures.number is not None or not figures.auditable or not figures.pairs:
        return ""
    if not figures.remaining_at_most:
        return "No audit was begun, and none is needed: nothing is left to review that could matter."
    return (
        f"Not begun yet. The first review begins it: {figures.leader}, the best on {phrase(figures.split)} by the "
        f"given labels, is then fixed as the leader against {counted(len(figures.pairs), 'rival')}, and recorded with "
        "the order of drawing."
    )


def others(figures: AuditFigures) -> str:
    """All audits that were begun, where there are several."""
    if len(figures.audits) < 2:
        return ""
    parts = (
        f"{entry.record.number}: {entry.record.leader} on {phrase(entry.record.split)}, {entry.state or 'void'}"
        for entry in figures.audits
    )
    return f"All audits begun: {'; '.join(parts)}."


def blocked(figures: AuditFigures, next_reviews: int) -> str:
    """That all that is left has been decided, but not alike; empty while there is anything to review."""
    left = figures.remaining_at_most
    if next_reviews or not left or not figures.auditable or not figures.pairs:
        return ""
    return (
        "The 1 example left is in conflict: settle it on Corrections."
        if left == 1
        else f"The {left:,} examples left are in conflict: settle them on Corrections."
    )


def can_go_on(figures: AuditFigures, next_reviews: int) -> bool:
    """Whether there is anything to review for it."""
    return figures.auditable and bool(figures.pairs) and not figures.certified and next_reviews > 0
