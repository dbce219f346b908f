"""Which given labels look incorrect, in the order in which to review them (METHOD 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from labeler.core.splits import SPLITS
from labeler.errors import LabelerError
from labeler.formats.tables import write_table
from labeler.session import figures
from labeler.session.judgement import TRAIN, Judgement, Ordinals, judgements, require_out_of_sample
from labeler.session.measures import model_key, models_key
from labeler.session.near_duplicates import Copies, Partner, near_duplicates
from labeler.session.open_project import OpenProject
from labeler.session.queues import Asked, Plan
from labeler.session.results import frame

if TYPE_CHECKING:
    import pandas as pd


Progress = Callable[[str, float], None]

_CONFIDENT, _COPIES = "confident learning", "near duplicates"


@dataclass(frozen=True)
class SuspiciousLabel:
    """One example; ``reasons`` say why it is flagged. ``suggested_label`` is what most models say instead.

    ``near_duplicates`` are None where they were not looked for.
    """

    example_id: str
    split: str
    file: str | None
    given_label: str
    quality: float
    self_confidence: float | None
    agreement: float
    flagged: bool
    reasons: tuple[str, ...]
    suggested_label: str | None
    decided: bool
    near_duplicates: tuple[Partner, ...] | None


@dataclass(frozen=True)
class SuspiciousLabels:
    """The most suspicious of each split, split by split: a queue, never a decision.

    ``flagged`` counts by split, of all its examples, those that confident learning flags; None where no model
    states a probability. ``copies`` are all groups of near duplicates with an example of these splits, those with
    different labels first, None where they were not looked for.
    """

    models: tuple[str, ...]
    items: tuple[SuspiciousLabel, ...]
    flagged: dict[str, int | None]
    copies: tuple[Copies, ...] | None
    warnings: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "models": list(self.models),
            "flagged": self.flagged,
            "items": [_listed(asdict(item)) for item in self.items],
            "near_duplicates": None if self.copies is None else [group.to_dict() for group in self.copies],
            "warnings": list(self.warnings),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row an item."""
        return frame([asdict(item) for item in self.items])


def _listed(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}


def suspicious(
    session: OpenProject,
    *,
    models: Sequence[str] = (),
    split: Sequence[str] = (),
    size: int | None = 100,
    with_copies: bool = False,
    progress: Progress | None = None,
) -> SuspiciousLabels:
    """By all models unless some are named; ``with_copies`` reads every media file to find near duplicates.

    These need no model: with them, train and a project without predictions can be asked about, and have no items.
    Raises LabelerError as ``require_out_of_sample``, ``judgements`` and ``near_duplicates`` do, and for a size below 1.
    """
    if size is not None and size < 1:
        raise LabelerError(f"{size} examples a split are none; give a whole number from 1 up")
    asked = Asked(figures.splits_to_cover(session, split, pooled=False), named_splits=bool(split), size=size)
    if not with_copies:
        require_out_of_sample(asked)
    judged = judgements(session, asked, models) if session.predictions or not with_copies else []
    copies = near_duplicates(session, tuple(asked.parts()), progress=progress) if with_copies else None
    items = [
        _item(session, each, row, None if copies is None else copies.of(int(each.rows[row])))
        for each, split_rows in _first(session, judged, asked)
        for row in split_rows.tolist()
    ]
    return SuspiciousLabels(
        models=tuple(dict.fromkeys(model for each in judged for model in each.models)),
        items=tuple(items),
        flagged={part: _flagged(session, judged, part) for part in asked.parts()},
        copies=None if copies is None else copies.groups,
        warnings=(*_warnings(session, asked, judged), *(() if copies is None else copies.warnings)),
    )


def suspicious_queue(session: OpenProject, asked: Asked) -> Plan:
    """The queue of METHOD 8; by one model where it is named, else by all. Raises LabelerError as ``suspicious``.

    It follows from what was imported alone: what takes seconds at a million examples is done once.
    """
    require_out_of_sample(asked)
    by = (model_key(session, asked.model),) if asked.model else models_key(session)
    key = ("suspicious", by, tuple(asked.parts()), asked.named_splits, asked.size)
    return Plan("suspicious", asked.model, session.columns.derived.get(key, lambda: _drawn(session, asked)))


def _drawn(session: OpenProject, asked: Asked) -> Ordinals:
    judged = judgements(session, asked, [asked.model] if asked.model else [])
    parts = [each.rows[rows] for each, rows in _first(session, judged, asked)]
    return np.concatenate(parts) if parts else np.zeros(0, np.intp)


def _first(session: OpenProject, judged: Sequence[Judgement], asked: Asked) -> Iterator[tuple[Judgement, Ordinals]]:
    """Of each split asked for its most suspicious examples, as places in their judgement."""
    examples = session.examples
    places = np.empty(len(examples), np.int64)
    places[examples.by_ticket] = np.arange(len(examples))
    ordered = {id(each): each.suspicion.order(places[each.rows]) for each in judged}
    for part in asked.parts():
        for each in judged:
            if part in each.splits:
                order = ordered[id(each)]
                yield each, order[examples.members(part)[each.rows[order]]][: asked.size]


def _item(session: OpenProject, each: Judgement, row: int, partners: tuple[Partner, ...] | None) -> SuspiciousLabel:
    found, ordinal, examples = each.suspicion, int(each.rows[row]), session.examples
    differs = any(partner.differs for partner in partners or ())
    reasons = ((_CONFIDENT,) if found.flagged[row] else ()) + ((_COPIES,) if differs else ())
    return SuspiciousLabel(
        example_id=examples.ids[ordinal],
        split=SPLITS[examples.splits[ordinal]],
        file=session.media.file(ordinal),
        given_label=examples.task.given(examples.given, ordinal, examples.vocabulary),
        quality=float(found.quality[row]),
        self_confidence=_number(found.self_confidence[row]),
        agreement=float(found.agreement[row]),
        flagged=bool(reasons),
        reasons=reasons,
        suggested_label=found.suggestion(row),
        decided=session.review.decided(ordinal),
        near_duplicates=partners,
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _flagged(session: OpenProject, judged: Sequence[Judgement], part: str) -> int | None:
    """None where no model states a probability of any example there."""
    for each in judged:
        here = session.examples.members(part)[each.rows]
        if here.any() and each.suspicion.flags and not np.isnan(each.suspicion.self_confidence[here]).all():
            return int(each.suspicion.flagged[here].sum())
    return None


def _warnings(session: OpenProject, asked: Asked, judged: Sequence[Judgement]) -> Iterator[str]:
    if TRAIN in asked.parts():
        yield "What models say of train is not used: they praise the labels that they were trained on."
    plain = tuple(dict.fromkeys(model for each in judged for model in each.without_probability))
    stating = {model for each in judged for model in each.models} - set(plain)
    if plain and stating:
        yield (
            f"No probabilities were imported of {', '.join(plain)}: only whether the prediction is the given label "
            "counts there."
        )
    missing = [part for part in asked.parts() if part != TRAIN and not _any_judged(session, judged, part)]
    if missing:
        yield f"No model predicts anything of {' and '.join(missing)}."


def _any_judged(session: OpenProject, judged: Sequence[Judgement], part: str) -> bool:
    here = session.examples.members(part)
    return any((each.suspicion.models[here[each.rows]] > 0).any() for each in judged)


def write_suspicious(result: SuspiciousLabels, path: Path) -> None:
    """A table of the items; its ``example_id`` column can be filled in as a table of decisions."""
    rows = [asdict(item) for item in result.items]
    write_table(path, [(name, [_cell(name, row) for row in rows]) for name in _COLUMNS])


_COLUMNS = (
    "example_id",
    "split",
    "file",
    "given_label",
    "quality",
    "self_confidence",
    "agreement",
    "flagged",
    "reasons",
    "suggested_label",
    "decided",
    "near_duplicates",
)


def _cell(name: str, row: dict[str, Any]) -> str:
    value = row[name]
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.6g}"
    if name == "near_duplicates":
        return "; ".join(partner["example_id"] for partner in value)
    return "; ".join(value) if isinstance(value, tuple) else str(value)
