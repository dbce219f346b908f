"""Options that take several values, of which a script may give just one."""

from __future__ import annotations

from collections.abc import Sequence


def several(values: Sequence[str]) -> Sequence[str]:
    """One name alone as a list of it: ``split="dev"`` means ``split=["dev"]``."""
    return [values] if isinstance(values, str) else values
