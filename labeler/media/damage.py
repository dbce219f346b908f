"""What a damaged recording lacks, told by those who read it as far as it goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Damage:
    """Handed to a reader, filled once it has read to the end. Seconds; ``promised`` None where nothing tells.

    ``reason`` is "" for a sound file, "cut short" or "damaged"; ``silenced`` samples were no numbers.
    """

    reason: str = ""
    read: float = 0.0
    promised: float | None = None
    silenced: int = 0

    def __bool__(self) -> bool:
        return bool(self.reason or self.silenced)

    @property
    def words(self) -> str:
        """For a caption: "cut short: 3.2 of 10 s can be read"."""
        return " · ".join(part for part in (self._lacking(), self._silenced()) if part)

    def _lacking(self) -> str:
        if not self.reason:
            return ""
        read, promised = _number(self.read), _number(self.promised or 0.0)
        of = f" of {promised}" if (self.promised or 0.0) > self.read and promised != read else ""
        return f"{self.reason}: {read}{of} s can be read"

    def _silenced(self) -> str:
        if not self.silenced:
            return ""
        what = "sample is no number" if self.silenced == 1 else "samples are no numbers"
        return f"{self.silenced:,} {what}: silent here"


def _number(seconds: float) -> str:
    text = f"{seconds:,.1f}" if seconds >= 1 else f"{seconds:.3f}"
    return text.rstrip("0").rstrip(".")
