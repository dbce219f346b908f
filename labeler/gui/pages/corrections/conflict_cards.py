"""What was said of a conflict, as cards: the given label, each reviewer, and how it was settled."""

from __future__ import annotations

from collections.abc import Iterator

from labeler.core.decisions import Decision, Verdict
from labeler.gui.keymap import keycap
from labeler.gui.pages.corrections.conflict_list import Row
from labeler.gui.pages.corrections.settling import circumstances, differences
from labeler.gui.pages.corrections.verdict_card import Said
from labeler.gui.saying import spoken, toggled, told_at
from labeler.gui.theme import Tone
from labeler.gui.widgets.spans import Span
from labeler.gui.widgets.verdict_mark import Mark, mark_of
from labeler.session.corrections import Conflict
from labeler.session.session import Session

_KEYS = 9
_SIGN_TONES: dict[str, Tone] = {"+": "accent", "−": "wrong", "?": "unsure"}
_WORDS = {
    Verdict.CORRECT: "the given label is right",
    Verdict.INCORRECT: "wrong, it is",
    Verdict.EXCLUDED: "excluded",
    Verdict.UNSURE: "unsure",
}


def cards(session: Session, conflict: Conflict, *, writable: bool) -> list[Said]:
    """The given label first, then the reviewers by name, then, if it is settled, the adjudication."""
    found = [_given(session, conflict, writable=writable)]
    found += _reviewers(session, conflict, writable=writable)
    if conflict.settled is not None:
        found.append(_settled(session, conflict, conflict.settled))
    return found


def row(session: Session, conflict: Conflict) -> Row:
    """The line of a conflict in the list."""
    settled = conflict.settled
    mark = "conflict" if settled is None else _mark(settled) or "conflict"
    given = spoken(conflict.given, session.examples.task.name)
    end = "open" if settled is None else f"settled: {in_short(session, settled)}"
    return Row(conflict.example_id, given, mark, f"{conflict.example_id}, given {given}, {end}")


def in_short(session: Session, said: Decision) -> str:
    if said.label is not None:
        return spoken(said.label, session.examples.task.name)
    return "the given label" if said.verdict is Verdict.CORRECT else str(said.verdict)


def _given(session: Session, conflict: Conflict, *, writable: bool) -> Said:
    holds = conflict.settled is not None and conflict.settled.verdict is Verdict.CORRECT
    return Said(
        who="Given label",
        words="",
        label=(Span(spoken(conflict.given, session.examples.task.name)),),
        mark="right" if holds else None,
        key=keycap("settle-given") if writable else "",
        action="It is right",
        holds=holds,
    )


def _reviewers(session: Session, conflict: Conflict, *, writable: bool) -> Iterator[Said]:
    settled = conflict.settled
    for number, said in enumerate(conflict.said, 1):
        decides = said.verdict is not Verdict.UNSURE
        holds = settled is not None and (settled.verdict, settled.label_key(session.examples.task)) == (
            said.verdict,
            said.label_key(session.examples.task),
        )
        yield Said(
            who=said.reviewer,
            words=_words(said),
            mark=_mark(said),
            label=_label(session, conflict, said),
            pieces=differences(session, conflict, said),
            facts=_facts(session, said),
            comment=said.comment,
            key=str(number) if writable and decides and number <= _KEYS else "",
            action="Settle so" if decides else "",
            holds=holds and decides and said.verdict is not Verdict.CORRECT,
        )


def _settled(session: Session, conflict: Conflict, settled: Decision) -> Said:
    return Said(
        who=f"Settled by {settled.reviewer}",
        words=_words(settled),
        mark=_mark(settled),
        label=_label(session, conflict, settled),
        pieces=differences(session, conflict, settled),
        facts=_facts(session, settled),
        comment=settled.comment,
    )


def _words(said: Decision) -> str:
    return _WORDS[said.verdict] if said.verdict is not None else ""


def _mark(said: Decision) -> Mark | None:
    return mark_of(str(said.verdict))


def _label(session: Session, conflict: Conflict, said: Decision) -> tuple[Span | str, ...]:
    """Of a set of labels what it changes."""
    if said.label is None:
        return ()
    task = session.examples.task.name
    if task != "multilabel":
        return (Span(spoken(said.label, task)),)
    parts: list[Span | str] = []
    for sign, label in toggled(conflict.given, said.label):
        parts += ["   " if parts else "", Span(f"{sign} {label}", tone=_SIGN_TONES[sign], strong=True)]
    return tuple(parts)


def _facts(session: Session, said: Decision) -> str:
    names = {category.key: category.name for category in session.categories}
    ticked = ", ".join(names[key] for key in said.categories or () if key in names)
    return " · ".join(filter(None, (told_at(said.at), circumstances(said), said.reason, ticked)))
