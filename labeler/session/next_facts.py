"""The figures of a project that tell what to do next (see core.next_steps)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from labeler.core.audit_pair import Outcome
from labeler.core.decisions import Status
from labeler.core.next_steps import AuditFacts, Begun, Facts, Rule, Stratum
from labeler.core.parity import Parity
from labeler.core.predictions import Prediction
from labeler.errors import LabelerError
from labeler.session import absent_media, figures, sheet
from labeler.session.audit_results import AuditFigures
from labeler.session.open_project import OpenProject
from labeler.session.queue_progress import QueueProgress
from labeler.session.queues import STRATA, Mask
from labeler.session.rule_changes import RuleChanges, Subject
from labeler.session.unapplied import Unapplied

_SAMPLE = 20


def facts(session: OpenProject, parity: Parity, queues: Sequence[QueueProgress], changes: Unapplied) -> Facts:
    """All but the audit."""
    covered = figures.splits_to_cover(session, (), pooled=False)
    model = _model(session, parity)
    status = session.review.labels.status[session.examples.members("+".join(covered))]
    media, missing = _media(session)
    return Facts(
        split="+".join(covered),
        media=media,
        missing=missing,
        media_root=str(session.media.root),
        models=len(session.predictions),
        model=model.model if model else None,
        strata=tuple(_strata(session, model, covered)) if model else (),
        conflicts=int((status == Status.CONFLICT).sum()),
        begun=tuple(_begun(queues)),
        rules=_rules(session, session.examples.members("+".join(covered))),
        unsure=int((status == Status.UNSURE).sum()),
        corrected=changes.corrected,
        excluded=changes.excluded,
        restored=changes.restored,
        version=changes.version,
        complete=False,
    )


def of_audit(audit: AuditFigures) -> AuditFacts:
    """What the steps go by of an audit that can be made."""
    minutes = audit.minutes_at_most if audit.minutes_expected is None else audit.minutes_expected
    outcomes = {pair.rival: pair.outcome for pair in audit.pairs}
    return AuditFacts(
        split=audit.split,
        leader=audit.leader,
        open=tuple(rival for rival, outcome in outcomes.items() if outcome is None),
        reviewed=audit.reviewed,
        at_most=audit.remaining_at_most,
        expected=audit.expected_reviews,
        certified=audit.certified,
        refuted=any(outcome in (Outcome.RIVAL.value, Outcome.TIE.value) for outcome in outcomes.values()),
        seconds=None if minutes is None else 60 * minutes,
    )


def _model(session: OpenProject, parity: Parity) -> Prediction | None:
    """The one that parity goes by, else the selected one; None where there is none."""
    try:
        return figures.model(session, parity.model)
    except LabelerError:
        return None


def _strata(session: OpenProject, model: Prediction, covered: Sequence[str]) -> Iterator[Stratum]:
    """Of what the model predicts, as its queues have it."""
    examples = session.examples
    wrong = examples.task.wrong(model, examples.given)
    reviewed = session.review.labels.status != Status.GIVEN
    for queue, _, stratum in STRATA:
        for split in covered:
            mask = stratum(wrong) & model.covered & examples.members(split)
            yield Stratum(split, queue, int((reviewed & mask).sum()), int(mask.sum()))


def _begun(queues: Sequence[QueueProgress]) -> Iterator[Begun]:
    left = [row for row in queues if row.own and row.total is not None]
    for row in sorted(left, key=lambda row: row.left_at or "", reverse=True):
        yield Begun(row.queue, row.model, row.split, row.size, row.done, row.total or 0, row.left_by or "")


def _media(session: OpenProject) -> tuple[int, int]:
    """How many examples have a file, and how many of these were not there when last looked for.

    The project or its media may have moved since: where none of some is there, all count as missing.
    """
    column = session.settings.get("roles", {}).get("file")
    if column is None:
        return 0, 0
    known = absent_media.missing(session.settings)
    number = len(session.examples)
    some = [session.media.path(int(ordinal)) for ordinal in session.examples.by_ticket[:_SAMPLE]]
    paths = [path for path in some if path is not None]
    if paths and not any(path.exists() for path in paths):
        return number, number
    return number, min(known.count, number) if known else 0


def _rules(session: OpenProject, here: Mask) -> tuple[Rule, ...]:
    """Categories made after decisions that looked at categories, and rules that changed; by how much waits.

    Of a category made late only the errors wait that the sheet of the selected model counts, if there are any.
    """
    review, changes = session.review, RuleChanges(session)
    names = {category.key: category.name for category in session.categories}
    waiting: Counter[Subject] = Counter()
    on_sheet: Counter[Subject] = Counter()
    subject, errors = _on_sheet(session)
    late: set[Subject] = set()
    changed: set[Subject] = set()
    for ordinal in review.ordinals():
        if not (here[ordinal] and review.decided(ordinal)):
            continue
        missing: set[Subject] = {("category", key) for key in names.keys() - review.considered(ordinal)}
        touched = {subject for subject, _ in changes.touching(ordinal)}
        waiting.update(missing | touched)
        if errors[ordinal]:
            on_sheet.update(missing | touched)
        changed |= touched
        if review.sorting(ordinal):
            late |= missing
    rules = []
    for about, key in late | changed:
        name, is_late = names[key] if about == "category" else key, (about, key) in late
        if is_late and on_sheet[about, key]:
            rules.append(Rule(about, name, on_sheet[about, key], True, *subject))
        else:
            rules.append(Rule(about, name, waiting[about, key], is_late))
    return tuple(sorted(rules, key=lambda rule: (-rule.waiting, rule.about, rule.name)))


def _on_sheet(session: OpenProject) -> tuple[tuple[str, str] | tuple[()], Mask]:
    """Model and split of the error analysis as it opens, and its errors; none where there is none."""
    try:
        prediction, split = sheet.subject(session, model=None, split=None)
    except LabelerError:
        return (), np.zeros(len(session.examples), np.bool_)
    examples = session.examples
    return (prediction.model, split), examples.task.wrong(prediction, examples.given) & examples.members(split)
