"""What is compared: by which metric, on which split, within which bounds, from which labels to which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from labeler.core.splits import POOLED, evaluated
from labeler.session.criteria import bounds_in_force, metric_in_force
from labeler.session.session import Session

WORKING = "working"
GIVEN = "0"


@dataclass(frozen=True)
class Scope:
    """``before`` is a version, 0 for the given labels; ``after`` a version or None for the working labels."""

    metric: str
    split: str
    bounds: tuple[str, ...] = ()
    before: int = 0
    after: int | None = None

    @property
    def rounds(self) -> str:
        """``given labels → working corrections``."""
        after = "working corrections" if self.after is None else f"version {self.after}"
        return f"{'version ' + str(self.before) if self.before else 'given labels'} → {after}"

    @property
    def follows(self) -> bool:
        """Whether decisions change what it says."""
        return self.after is None

    @property
    def audited(self) -> bool:
        """Whether an audit speaks of the same labels."""
        return self.after is None


def metrics(session: Session) -> Iterator[str]:
    """Those that this project's models can be compared by, the default first."""
    examples = session.examples
    deepest = max((prediction.depth for prediction in session.predictions), default=1)
    for name in examples.task.metrics:
        if name == "top-K":
            yield from (f"top-{k}" for k in (3, 5) if k <= deepest)
        elif name == "label:NAME":
            yield from (f"label:{label}" for label in examples.vocabulary.names)
        elif name != "slice:COLUMN" and (name != "weighted-error" or examples.weights is not None):
            yield name


def metric_choices(session: Session) -> list[tuple[str, str]]:
    """Of (name, words), the project's own among them."""
    names = dict.fromkeys((*metrics(session), own_criteria(session)[0]))
    return _titled(session, names)


def splits(session: Session) -> list[tuple[str, str]]:
    """Of (name, words), what figures usually cover first."""
    sizes = session.examples.split_sizes
    both = [(POOLED, "dev + test")] if POOLED in evaluated(sizes) else []
    return [*both, *((name, name) for name in sizes)]


def befores(versions: Sequence[int]) -> list[tuple[str, str]]:
    return [(GIVEN, "given labels"), *((str(number), f"version {number}") for number in reversed(versions))]


def afters(versions: Sequence[int]) -> list[tuple[str, str]]:
    return [(WORKING, "now"), *((str(number), f"version {number}") for number in reversed(versions))]


def own_criteria(session: Session) -> tuple[str, tuple[str, ...]]:
    """The metric and bounds that the project goes by, spelled alike however they were typed."""
    bounds = bounds_in_force(session)
    return metric_in_force(session).name, tuple(f"{b.name}{'<=' if b.at_most else '>='}{b.value:.12g}" for b in bounds)


def bound_choices(session: Session) -> list[tuple[str, str]]:
    """What a bound can be on, of (name, words): imported attributes, then metrics."""
    attributes = dict.fromkeys(name for _, name in session.attributes)
    return [*((name, name) for name in attributes), *_titled(session, metrics(session))]


def _titled(session: Session, names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, name if name.startswith("label:") else session.examples.metric(name).title) for name in names]
