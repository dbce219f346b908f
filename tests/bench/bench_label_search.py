"""Finding a class by typing among 20,000, beside a plain scan for the same letters.

Run: ``python -m pytest tests/bench/bench_label_search.py -o python_files='bench_*.py' -s``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

import pytest

from labeler.gui.widgets.label_matches import LabelIndex

pytestmark = pytest.mark.bench

LABELS, TIMES = 20_000, 9
QUERIES = ("a", "kato", "wolf19", "zq", "nmrtk")
PARTS = ("ka", "to", "mi", "Ré", "sun", "n0", "_", "gar", "den", "wolf")


def test_a_label_is_found_at_each_letter_typed() -> None:
    labels = ["".join(PARTS[place * step % 10] for step in (1, 3, 7, 11, 13)) + str(place) for place in range(LABELS)]
    index = LabelIndex(labels)
    print(f"\n  {LABELS:,} labels; the bar is 10 ms a letter")
    for query in QUERIES:
        searched = fastest(partial(index.matching, query))
        scanned = fastest(partial(scan, labels, query))
        print(f"  {query:8} {searched:6.2f} ms   {searched / scanned:5.1f} × a plain scan")


def scan(labels: Sequence[str], query: str) -> list[int]:
    return [place for place, label in enumerate(labels) if query in label.casefold()]


def fastest(act: Callable[[], object]) -> float:
    took = []
    for _ in range(TIMES):
        start = time.process_time()
        act()
        took.append(time.process_time() - start)
    return 1000 * min(took)
