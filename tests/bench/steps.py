"""One step, timed in a process of its own, so that nothing another step loaded or kept counts.

Usage: steps.py STEP ARGUMENTS-AS-JSON. Prints one JSON document: ``seconds`` by part, and ``peak``, the most memory the
process ever had, in MB.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import labeler

Seconds = dict[str, float]


@contextmanager
def timed(seconds: Seconds, part: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[part] = time.perf_counter() - start


def read(files: list[str]) -> Seconds:
    """What Arrow alone takes for the same tables: typed as it guesses, and as text, which ids and labels are."""
    import pyarrow as pa  # noqa: PLC0415 - no other step needs it here
    import pyarrow.csv as csv  # noqa: PLC0415

    seconds: Seconds = {}
    with timed(seconds, "typed"):
        for file in files:
            csv.read_csv(file)
    with timed(seconds, "as text"):
        for file in files:
            names = csv.open_csv(file).schema.names
            csv.read_csv(file, convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())))
    return seconds


def new(project: str, examples: str, predictions: dict[str, str], labels: str | None = None) -> Seconds:
    seconds: Seconds = {}
    with timed(seconds, "imports"):
        import_module("labeler.session.scripting")
    with timed(seconds, "new"):
        labeler.new(project, examples=examples, predictions=predictions, labels=labels).close()
    return seconds


def first_example(project: str) -> Seconds:
    """From nothing to all that a window needs to show the first example of a queue."""
    seconds: Seconds = {}
    with timed(seconds, "imports"):
        import_module("labeler.session.session")
    with timed(seconds, "open"):
        session = labeler.open(project)
    with timed(seconds, "examples"):
        examples = session.examples
    with timed(seconds, "queue of 100"):
        ordinal = int(session.queue_plan("errors", size=100).ordinals[0])
    with timed(seconds, "id and media path"):
        assert examples.ids[ordinal]
        session.media.path(ordinal)
    with timed(seconds, "what stands on it"):
        session.review.resolution(ordinal)
    seconds["in all, after the imports"] = sum(seconds.values()) - seconds["imports"]
    session.close()
    return seconds


def rank(project: str, resamples: int) -> Seconds:
    seconds: Seconds = {}
    with labeler.open(project, read_only=True) as session:
        for part in ("first", "again"):
            with timed(seconds, f"{part}, {resamples:,} resamples"):
                session.rank(resamples=resamples)
    return seconds


def record(project: str, decisions: int) -> Seconds:
    """The first decision, then the middle and the slowest but one in a hundred of the others."""
    taken = []
    with labeler.open(project) as session:
        ids = [session.examples.ids[number] for number in range(decisions)]
        for number, example_id in enumerate(ids):
            start = time.perf_counter()
            session.record(example_id, "correct" if number % 4 else "excluded", comment=f"{number}")
            taken.append(time.perf_counter() - start)
    first, *others = taken
    others.sort()
    at = {"first": first}
    if others:
        at |= {"p50": others[len(others) // 2], "p99": others[int(len(others) * 0.99)]}
    return at


def verify(project: str) -> Seconds:
    seconds: Seconds = {}
    with labeler.open(project, read_only=True) as session, timed(seconds, "verify"):
        assert session.verify().ok
    return seconds


STEPS: tuple[Callable[..., Seconds], ...] = (read, new, first_example, rank, record, verify)


def peak() -> float:
    """In MB; getrusage counts what the parent had before this program began, where /proc does not."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


def main(name: str, arguments: str) -> None:
    step = {step.__name__: step for step in STEPS}[name]
    given: dict[str, Any] = json.loads(arguments)
    print(json.dumps({"seconds": step(**given), "peak": peak()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
