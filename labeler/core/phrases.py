"""Numbers and names as sentences have them."""

from __future__ import annotations

from collections.abc import Sequence


def percent(value: float, examples: int) -> str:
    """A proportion with as many digits as the set allows: one example of 10,000 shows, of 500 not the second digit."""
    return f"{hundredfold(value, examples)} %"


def rough_percent(value: float) -> str:
    """A proportion that isn't one of a set: ``0.18 %``, ``5.6 %`` or ``18.6 %``."""
    hundredth = 100 * value
    return f"{hundredth:.1f} %" if hundredth >= 1 else f"{hundredth:.2g} %"


def between(low: str, high: str) -> str:
    """Two figures of one unit: ``1.5 to 18.6 %``."""
    return f"{low.removesuffix(' %')} to {high}"


def p_value(p: float) -> str:
    """``= 0.97``, ``= 0.012`` or ``< 0.001``: two digits."""
    if p < 0.001:
        return "< 0.001"
    digits = 2 if p >= 0.1 else 3 if p >= 0.01 else 4
    return f"= {p:.{digits}f}"


def counted(number: int, noun: str) -> str:
    """``1 example``, ``9,964 examples``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[str], last: str = "and") -> str:
    """``a, b and c``, or with another word before the last; nothing for none."""
    return f" {last} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def hundredfold(value: float, examples: int) -> str:
    """``percent`` without its sign."""
    return f"{100 * value:.{max(len(str(max(examples, 1) - 1)) - 2, 0)}f}"
