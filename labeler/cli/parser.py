"""Every verb and option of the command line (DESIGN 5)."""

from __future__ import annotations

import argparse
from importlib.metadata import version

from labeler.cli.commands import (
    adjudicate,
    agreement,
    audit,
    category,
    confusion,
    corrections,
    diagnose,
    errors,
    estimate,
    guidelines,
    noise,
    overview,
    parity,
    project,
    rank,
    releases,
    relocate,
    review,
    suspicious,
    synthesize,
    time,
    view,
)

# In the order of the help; each adds its verbs.
SUBJECTS = (
    project,
    overview,
    review,
    adjudicate,
    category,
    guidelines,
    view,
    time,
    relocate,
    rank,
    audit,
    errors,
    confusion,
    suspicious,
    parity,
    estimate,
    noise,
    corrections,
    diagnose,
    agreement,
    releases,
    synthesize,
)


def build() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="labeler",
        description="Error analysis and relabeling of dev and test sets. Without a verb the window opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"labeler {version('labeler')}")
    parser.set_defaults(verb=project.open_window, project=None, json=False, problems=None, screenshot=None)
    commands = parser.add_subparsers(title="verbs", metavar="VERB")
    for subject in SUBJECTS:
        subject.add(commands)
    return parser
