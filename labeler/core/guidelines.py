"""Guidelines: what the events that define classes and choose reference examples come to (DESIGN 2.3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

if TYPE_CHECKING:
    from labeler.core.log import Event

About = Literal["class", "category"]
ABOUT: tuple[About, ...] = get_args(About)

Reference = tuple[str, str, str]
"""What it is about, the class's name or the category's key, and the example's id."""

_SAID = ("definition", "add", "remove")


@dataclass(frozen=True, slots=True)
class Definition:
    """What belongs in a class; ``changed`` is the lamport of the last event that said something else than before.

    An emptied definition stays, without text: that too was a change.
    """

    text: str
    changed: int


@dataclass(frozen=True)
class Guidelines:
    """Definitions of classes by name; reference examples of classes and categories, in the order they were chosen.

    What a category means is its description, which ``core.categories`` folds.
    """

    definitions: Mapping[str, Definition] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()

    @classmethod
    def of(cls, events: Iterable[Event]) -> Self:
        """From the standing guideline events, in the order of the log.

        The later definition counts. Examples are a union: each stands as the last event that names it says.
        """
        definitions: dict[str, Definition] = {}
        references: dict[Reference, None] = {}
        for event in events:
            about, name = event.payload["about"], event.payload["name"]
            match event.payload:
                case {"definition": text}:
                    if text != getattr(definitions.get(name), "text", ""):
                        definitions[name] = Definition(text, event.lamport)
                case {"add": example_id}:
                    references.setdefault((about, name, example_id))
                case {"remove": example_id}:
                    references.pop((about, name, example_id), None)
        return cls(definitions, tuple(references))

    def examples(self, about: About, keys: Collection[str]) -> tuple[str, ...]:
        """Ids of the reference examples under any of these keys, each once."""
        return tuple(dict.fromkeys(id_ for kind, key, id_ in self.references if kind == about and key in keys))


def require_sound(payload: Mapping[str, Any]) -> None:
    """Raises ValueError for a payload that is no guideline's."""
    said = [entry for entry in _SAID if entry in payload]
    if payload.get("about") not in ABOUT or len(said) != 1:
        raise ValueError("a guideline is about a class or a category, and says one thing of it")
    if "definition" in said and payload["about"] != "class":
        raise ValueError("a category is defined by its description")
    if not all(isinstance(payload.get(entry), str) for entry in ("name", *said)):
        raise ValueError("what a guideline says is text")
