"""What reference and hypothesis pass before they are compared, as recorded with the project (METHOD 1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from labeler.errors import LabelerError

OPTIONS = ("unicode", "case", "punctuation", "space")

_MARK = re.compile(r"(?P<inside>(?<=[^\W_])['’](?=[^\W_]))|[^\w\s]|_")


def recorded(options: Iterable[str]) -> tuple[str, ...]:
    """The options in the one order they are recorded and applied in; raises LabelerError for another name."""
    wanted = {option.strip() for option in options}
    unknown = sorted(wanted - set(OPTIONS))
    if unknown:
        raise LabelerError(
            f"{unknown[0]!r} is not a way to normalize transcripts; choose among: {', '.join(sorted(OPTIONS))}"
        )
    return tuple(option for option in OPTIONS if option in wanted)


def normalized(text: str, options: Collection[str]) -> str:
    """The text with the differences taken out that don't count.

    ``unicode``: NFKC, so that full-width letters and ligatures are the plain ones. ``case``: folded.
    ``punctuation``: Unicode category P is left out and nothing put in its place; an apostrophe inside a word spells
    the word and stays, as ``'``. ``space``: runs of white space become one blank, none at the ends.
    """
    if "unicode" in options:
        text = unicodedata.normalize("NFKC", text)
    if "case" in options:
        text = text.casefold()
    if "punctuation" in options:
        text = _MARK.sub(_unmarked, text)
    if "unicode" in options:
        text = unicodedata.normalize("NFKC", text)  # folding parts, and a mark left out joins, what belongs together
    return " ".join(text.split()) if "space" in options else text


def _unmarked(mark: re.Match[str]) -> str:
    if mark["inside"]:
        return "'"
    return "" if unicodedata.category(mark[0]).startswith("P") else mark[0]
