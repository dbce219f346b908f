"""Goes back and forth between versions 1 and 2 until it is killed, and says of each new version that it is saved.

Usage: reverter.py PROJECT.
"""

from __future__ import annotations

import sys
from itertools import cycle

import labeler


def main(project: str) -> None:
    with labeler.open(project) as session:
        session.require_writable()
        for number in cycle((1, 2)):
            done = session.revert(number)
            if done.created:
                print(f"saved {done.version} {number}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
