"""Sets up a checkout of labeler, installing what is missing, and runs it.

python3 packaging/start.py demo [DIR]            the demo project, in DIR (default: demo), in the window;
                                                 without a display: its verdict, and a picture of the window
python3 packaging/start.py test [ARGUMENT ...]   the tests; the arguments are pytest's
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import environment
import libraries
from shell import output, run, say

PROJECT = "cat-app.labeler"
PICTURE = "labeler.png"


def main(arguments: list[str]) -> None:
    environment.require_python()
    command, rest = arguments[:1], arguments[1:]
    if command == ["demo"] and len(rest) <= 1 and not any(word.startswith("-") for word in rest):
        demo(Path(rest[0]) if rest else environment.ROOT / "demo")
    elif command == ["test"]:
        test(rest)
    else:
        sys.exit(__doc__)


def demo(folder: Path) -> None:
    """Where the folder holds the demo project already, that one is used."""
    shown = has_display()
    libraries.require(libraries.QT + (libraries.WINDOW if shown else ()))
    environment.prepare(tests=False)
    if shown:
        _window(folder)
    else:
        _headless(folder)


def test(arguments: list[str]) -> None:
    """In a virtual X server where there is one (pytest-xvfb starts it), else without a display."""
    libraries.require(libraries.QT + libraries.WINDOW + libraries.TESTS)
    environment.prepare(tests=True)
    run(environment.PYTHON, "-m", "pytest", *arguments, folder=environment.ROOT)


def has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _window(folder: Path) -> None:
    if (folder / PROJECT).exists():
        _labeler("open", folder / PROJECT)
    else:
        _labeler("demo", folder)


def _headless(folder: Path) -> None:
    project, picture = folder / PROJECT, folder / PICTURE
    if not project.exists():
        _labeler("demo", folder, "--decided", "--no-open")
    _labeler("rank", project)
    ranking = json.loads(output(environment.PYTHON, "-m", "labeler", "rank", project, "--json"))
    _labeler("open", project, "--screenshot", picture, platform="offscreen")
    say(f"\nThe verdict: {ranking['splits']['dev+test']['verdict']}\nA picture of the window: {_short(picture)}")


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _labeler(*arguments: str | Path, platform: str = "") -> None:
    environ = {"QT_QPA_PLATFORM": platform} if platform else {}
    run(environment.PYTHON, "-m", "labeler", *arguments, environ=environ)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
