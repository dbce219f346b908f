"""Records decisions until it is killed, and says of each, once ``record`` has returned, that it is saved.

Usage: recorder.py PROJECT ROUND. Decision n of a round carries the comment "ROUND/n". What is refused is said as well,
and tried again after a line on standard input; at its end the process ends.
"""

from __future__ import annotations

import sys
from itertools import count

import labeler


def say(text: str) -> None:
    print(text, flush=True)


def main(project: str, name: str) -> None:
    with labeler.open(project) as session:
        session.require_writable()
        say("ready")
        for number in count():
            example_id = session.examples.ids[number % len(session.examples)]
            try:
                session.record(example_id, ("correct", "excluded")[number % 2], comment=f"{name}/{number}")
            except labeler.LabelerError as error:
                say(f"refused {error.message}")
                if not sys.stdin.readline():
                    return
            else:
                say(f"saved {example_id} {name}/{number}")


if __name__ == "__main__":
    main(*sys.argv[1:])
