"""What is said of two models: in a cell of the matrix, and in whole sentences."""

from __future__ import annotations

from dataclasses import dataclass

from labeler.core.audit_words import percent as risk_percent
from labeler.core.comparison import PairComparison, SplitRanking
from labeler.core.pairs import SIGNIFICANT, OneSided
from labeler.core.phrases import hundredfold, p_value, percent
from labeler.gui.pages.ranking.tables import signed
from labeler.gui.widgets.matrix_view import MatrixCell
from labeler.session.audit_results import AuditFigures

DIFFERENCE, P = "difference", "p"


@dataclass(frozen=True)
class Pair:
    """The first model against the second; ``difference`` is the first's value less the second's, after."""

    first: str
    second: str
    found: PairComparison
    flip: bool
    higher_is_better: bool

    @property
    def difference(self) -> float | None:
        return self._turned(self.found.difference_after)

    @property
    def before(self) -> float | None:
        return self._turned(self.found.difference_before)

    @property
    def p(self) -> float | None:
        """Adjusted over all pairs."""
        return self.found.holm_p_after

    @property
    def told_apart(self) -> bool:
        return self.p is not None and self.p <= SIGNIFICANT

    @property
    def better(self) -> bool | None:
        """Whether the first is; None of a tie."""
        return None if not self.difference else (self.difference > 0) == self.higher_is_better

    def _turned(self, value: float | None) -> float | None:
        return None if value is None else -value if self.flip else value


def pairs_of(ranking: SplitRanking, *, higher_is_better: bool) -> dict[tuple[str, str], Pair]:
    """Both ways round."""
    found: dict[tuple[str, str], Pair] = {}
    for pair in ranking.pairs:
        found[pair.a, pair.b] = Pair(pair.a, pair.b, pair, False, higher_is_better)
        found[pair.b, pair.a] = Pair(pair.b, pair.a, pair, True, higher_is_better)
    return found


def cell(pair: Pair, size: int, *, shown: str, settled: bool) -> MatrixCell:
    """Green where the first model is better beyond chance, red where it is worse; a tick: settled by the audit."""
    difference, p = pair.difference, pair.p
    if difference is None or p is None:
        return MatrixCell("–", said=f"{pair.first} and {pair.second} cannot be compared", quiet=True)
    text = cell_text(pair, size, shown=shown)
    said = f"{pair.first} less {pair.second}: {signed(difference, size)} percentage points, p {p_value(p)} (Holm)"
    return MatrixCell(
        f"{text} ✓" if settled else text,
        tone="right" if pair.better else "wrong",
        strength=0.3 if pair.told_apart else 0.0,
        said=f"{said}, settled by the audit" if settled else said,
        quiet=not pair.told_apart,
    )


def cell_text(pair: Pair, size: int, *, shown: str) -> str:
    """Without the tick."""
    if pair.difference is None or pair.p is None:
        return "–"
    return signed(pair.difference, size) if shown == DIFFERENCE else short_p(pair.p)


def short_p(p: float) -> str:
    return p_value(p).removeprefix("= ")


def settled_by(figures: AuditFigures | None) -> set[tuple[str, str]]:
    """The pairs that the audit has settled, both ways round."""
    if figures is None:
        return set()
    done = [(figures.leader, pair.rival) for pair in figures.pairs if pair.outcome is not None]
    return {*done, *((rival, leader) for leader, rival in done)}


def sentences(pair: Pair, size: int, *, title: str, figures: AuditFigures | None, reviewed: OneSided | None) -> str:
    """The difference and what it is worth, what the audit says, and how evenly the two were reviewed."""
    parts = (_difference(pair, size, title), _worth(pair), _audit(pair, figures), _review(reviewed))
    return " ".join(filter(None, parts))


def _difference(pair: Pair, size: int, title: str) -> str:
    if pair.difference is None:
        return f"{pair.first} and {pair.second} cannot be compared: a value is undefined (0/0)."
    before = "" if pair.before is None else f" Before, it was {_apart(pair.before, size)}."
    if not pair.difference:
        return f"{pair.first} and {pair.second} are tied in {title}.{before}"
    return f"The {title} of {pair.first} is {_apart(pair.difference, size)} than that of {pair.second}.{before}"


def _apart(difference: float, size: int) -> str:
    """``0.20 percentage points lower``."""
    if not difference:
        return "the same"
    amount = hundredfold(abs(difference), size)
    return f"{amount} percentage points {'higher' if difference > 0 else 'lower'}"


def _worth(pair: Pair) -> str:
    if pair.p is None or not pair.difference:
        return ""
    test = pair.found.mcnemar_p_after
    alone = pair.found.sign_flip_p_after if test is None else test
    name = "exchanges" if test is None else "McNemar"
    told = "this set tells them apart" if pair.told_apart else "this set cannot tell them apart"
    by_itself = "" if alone is None else f", {name} p {p_value(alone)} by itself"
    return f"p {p_value(pair.p)} over all pairs (Holm{by_itself}): {told}."


def _audit(pair: Pair, figures: AuditFigures | None) -> str:
    """An audit is of one leader against all others."""
    if figures is None or not figures.auditable or figures.leader not in (pair.first, pair.second):
        return ""
    rival = pair.second if pair.first == figures.leader else pair.first
    found = next((each for each in figures.pairs if each.rival == rival), None)
    if found is None:
        return ""
    reviewed = f"{found.reviewed:,} of {found.disagreements or 0:,} examples that can matter are reviewed"
    if found.outcome is None:
        risk = "" if found.measured_risk is None else f" at a measured risk of {risk_percent(found.measured_risk)}"
        return f"The audit leaves it open{risk}; {reviewed}."
    ahead = {"leader": f"{figures.leader} is ahead", "rival": f"{rival} is ahead", "tie": "they are tied"}
    return f"Settled by the audit: {ahead[found.outcome]}; {reviewed}."


def _review(found: OneSided | None) -> str:
    if found is None:
        return ""
    return (
        f"Reviewed are {_share(found.of_more)} that only {found.more} gets wrong, "
        f"and {_share(found.of_less)} that only {found.less} gets wrong."
    )


def _share(part: tuple[int, int]) -> str:
    done, all_ = part
    return f"{done:,} of {all_:,}" + (f" ({percent(done / all_, all_)})" if all_ else "")
