"""How alike dev and test were reviewed, in words (METHOD 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from labeler.core.parity import Parity, mixes_differ

INAPPLICABLE = "Parity needs a dev and a test split and a model."

ParityState = Literal["inapplicable", "nothing", "alike", "warned", "blocked"]


@dataclass(frozen=True, slots=True)
class ParityWords:
    """``state`` is how much it matters; ``sentences`` say it, one for each stratum where it's not alike."""

    state: ParityState
    sentences: tuple[str, ...]

    @property
    def whole(self) -> str:
        return " ".join(self.sentences)

    @property
    def sentence(self) -> str:
        """The first, and how many more there are."""
        first, *others = self.sentences
        return f"{first} ({len(others):,} more)" if others else first

    def to_dict(self) -> dict[str, Any]:
        return {"state": self.state, "sentence": self.sentence}


def parity_words(parity: Parity) -> ParityWords:
    """Mixes of labels and of sources are told elsewhere."""
    if parity.blocking:
        first, *others = parity.blocking
        return ParityWords("blocked", (f"Applying stops here: {first}", *others))
    of_mixes = set(mixes_differ(parity.distributions))
    if unlike := tuple(text for text in parity.warnings if text not in of_mixes):
        return ParityWords("warned", unlike)
    if not parity.applicable:
        return ParityWords("inapplicable", (INAPPLICABLE,))
    if not any(stratum.reviewed for strata in parity.splits.values() for stratum in strata.values()):
        return ParityWords("nothing", ("Nothing has been reviewed on dev and test yet.",))
    return ParityWords("alike", ("Dev and test were reviewed alike.",))
