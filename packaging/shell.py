"""Saying what happens, and running other programs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Mapping, Union  # noqa: UP035 - this file is read by older Pythons, up to the message that says so

Word = Union[str, Path]  # noqa: UP007


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def succeeds(*command: Word) -> bool:
    """Whether the program is there and exits with 0; what it prints is dropped."""
    try:
        return _finished(*command, capture=True).returncode == 0
    except OSError:
        return False


def run(*command: Word, environ: Mapping[str, str] = {}, folder: Path | None = None) -> None:
    """Run to the end; a failing program ends this one with its exit code, having said why itself."""
    code = _finished(*command, environ=environ, folder=folder).returncode
    if code != 0:
        sys.exit(code if code > 0 else 128 - code)


def attempt(*command: Word) -> bool:
    """Whether it ran to the end; what it prints is shown."""
    return _finished(*command).returncode == 0


def output(*command: Word) -> str:
    """What the program prints; ends this one as ``run`` does."""
    finished = _finished(*command, capture=True)
    if finished.returncode != 0:
        sys.exit(finished.stderr or finished.returncode)
    return finished.stdout


def _finished(
    *command: Word,
    environ: Mapping[str, str] = {},
    folder: Path | None = None,
    capture: bool = False,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the commands are written in these files
        [str(word) for word in command],
        check=False,
        cwd=folder,
        env={**os.environ, **environ},
        capture_output=capture,
        encoding="utf-8",
    )
