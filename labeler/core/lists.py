r"""Lists inside one cell: items parted by ``;``, a literal semicolon written ``\;`` (DESIGN 4)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ITEM = re.compile(r"(?:\\;|[^;])+")


def split_list(text: str) -> list[str]:
    r"""The items of a cell, white space stripped, empty items left out: ``a; b\;c`` is ``["a", "b;c"]``."""
    items = (item.replace("\\;", ";").strip() for item in _ITEM.findall(text))
    return [item for item in items if item]


def join_list(items: Iterable[str]) -> str:
    """The cell that ``split_list`` reads back as these (stripped, non-empty) items."""
    escaped = (item.replace(";", "\\;") for item in items)
    # A space keeps the backslash that ends an item apart from the semicolon after it.
    return ";".join(f"{item} " if item.endswith("\\") else item for item in escaped).rstrip()
