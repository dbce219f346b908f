"""What a person says through a script or the window, made a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, Unpack

from labeler.core.decisions import Decision, Verdict
from labeler.errors import LabelerError
from labeler.formats.decisions import is_one_line
from labeler.session.installation import default_reviewer, now


class Said(TypedDict, total=False):
    """What may be said besides the verdict: ``categories`` by name, the rest as in core Decision."""

    label: str | None
    categories: Sequence[str] | None
    considered: int | None
    comment: str
    reason: str
    reviewer: str | None
    seen: Sequence[str]


def decision(verdict: Verdict | str | None, **said: Unpack[Said]) -> Decision:
    """Of this moment; raises LabelerError for what is no verdict, or no reviewer's name."""
    categories = said.get("categories")
    return Decision(
        verdict=_verdict(verdict),
        reviewer=reviewer_named(said.get("reviewer")),
        at=now(),
        label=said.get("label"),
        categories=None if categories is None else tuple(filter(None, map(str.strip, categories))),
        comment=said.get("comment", ""),
        reason=said.get("reason", ""),
        seen=tuple(said.get("seen", ())),
        considered=said.get("considered"),
    )


def reviewer_named(name: str | None) -> str:
    """The name without white space around it, or whose computer this is; raises LabelerError for one of two lines."""
    chosen = (name or "").strip() or default_reviewer()
    if not is_one_line(chosen):
        raise LabelerError(f"{chosen!r} is no reviewer's name; leave out tabs, line breaks and the like")
    return chosen


def _verdict(text: Verdict | str | None) -> Verdict | None:
    if text is None:
        return None
    try:
        return Verdict(text)
    except ValueError:
        raise LabelerError(f"{text!r} is not a verdict; use one of: {', '.join(Verdict)}") from None
