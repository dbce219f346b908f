"""The virtual environment of the checkout, ``.venv``: made once, installed anew when ``pyproject.toml`` changed."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from pathlib import Path

import libraries
from shell import run, say, succeeds

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

OLDEST = (3, 11)


def require_python() -> None:
    if sys.version_info[:2] < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        sys.exit(
            f"labeler needs Python {wanted} or newer; this is {sys.version.split()[0]} ({sys.executable}).\n"
            f"Install a newer one and start with it, for example: python{wanted} packaging/start.py demo"
        )


def prepare(*, tests: bool) -> None:
    """labeler, editable, and what it needs; with ``tests`` also what the tests need."""
    if not succeeds(PYTHON, "-c", "import pip"):
        _make()
    stamps = [FOLDER / "installed", *([FOLDER / "installed-tests"] if tests else [])]
    if any(_read(stamp) != _wanted() for stamp in stamps):
        _install("[test]" if tests else "")
    for stamp in stamps:
        stamp.write_text(_wanted(), encoding="utf-8")


def _make() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        libraries.install((package,), lacking="Python's venv module")
    say(f"making a virtual environment in {FOLDER}")
    run(sys.executable, "-m", "venv", "--clear", FOLDER)


def _install(extra: str) -> None:
    say("installing labeler and what it needs; the first time this downloads a few hundred megabytes")
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    run(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *quiet, "--editable", f"{ROOT}{extra}")


def _wanted() -> str:
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()


def _read(stamp: Path) -> str:
    return stamp.read_text(encoding="utf-8") if stamp.is_file() else ""
