"""What the page has computed in a worker, and says of it in its header."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from labeler.core.error_analysis import Sheet
from labeler.core.phrases import counted
from labeler.core.splits import phrase
from labeler.session.session import Session
from labeler.session.sheet import ErrorSheet
from labeler.session.sheet_rows import SheetRows


@dataclass(frozen=True)
class Wanted:
    """Which sheet: None is the selected model, or dev."""

    model: str | None = None
    split: str | None = None
    basis: str = "all"

    def compute(self, session: Session, _progress: Callable[[float], None]) -> SheetFigures:
        """Raises LabelerError where the model predicts nothing there."""
        totals = session.errors(model=self.model, split=self.split, basis=self.basis)
        rows = session.sheet_rows(model=totals.sheet.model, split=totals.sheet.split)
        return SheetFigures(totals, rows)


@dataclass(frozen=True)
class SheetFigures:
    """``rows`` are of the worker's session: take them over to one's own."""

    totals: ErrorSheet
    rows: SheetRows


def subtitle(totals: ErrorSheet) -> str:
    """``resnet18 on dev · 100 of 334 errors reviewed, drawn at random``."""
    sheet = totals.sheet
    what = f"{sheet.model} on {phrase(sheet.split)}"
    if not sheet.misclassified:
        return f"{what} · no errors"
    errors = counted(sheet.misclassified, totals.title)
    if sheet.reviewed == sheet.misclassified:
        reviewed = f"{'all ' if sheet.misclassified > 1 else ''}{errors} reviewed"
    else:
        reviewed = f"{sheet.reviewed:,} of {errors} reviewed{_drawn(sheet)}"
    return " · ".join([what, reviewed, *(["excluded ones included here"] if sheet.holds_excluded else [])])


def _drawn(sheet: Sheet) -> str:
    if not sheet.reviewed:
        return ""
    if sheet.reviewed == sheet.random_sample:
        return ", drawn at random"
    return f", {sheet.random_sample:,} at random" if sheet.random_sample else ", hand-picked"
