"""Entry point: exit codes, and where errors go (DESIGN 5)."""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from labeler.cli import parser, printing
from labeler.errors import LabelerError, UsageError

DONE, MENDABLE, USAGE, BUG = 0, 1, 2, 70


def run() -> None:
    """What the installed command calls. It speaks UTF-8 in every locale: labels and verdicts hold more than ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())


def main(arguments: list[str] | None = None) -> int:
    """Parse, call, print; the exit code: 0 done, 1 the user can mend it, 2 wrong usage, 70 a bug."""
    options = parser.build().parse_args(arguments)
    try:
        code: int = options.verb(options)
        print(end="", flush=True)
    except LabelerError as error:
        _report(error, options)
        return USAGE if isinstance(error, UsageError) else MENDABLE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python's last flush fails once more
        return DONE
    except KeyboardInterrupt:
        print("stopped; nothing was half-written", file=sys.stderr)
        return MENDABLE
    except Exception:
        print(f"labeler met a bug; please report it with {_log()}", file=sys.stderr)
        return BUG
    return code


def _report(error: LabelerError, options: Namespace) -> None:
    table: Path | None = options.problems
    if table is not None and error.problems:
        try:
            printing.write_problems(error.problems, table)
        except LabelerError as unwritable:
            error, table = LabelerError(f"{error.message}; {unwritable.message}", error.problems), None
    if options.json:
        print(json.dumps(error.to_dict(), ensure_ascii=False))
    printing.error(error, everything_in=table)


def _log() -> Path:
    """The traceback in a file of its own; in the temporary folder where home can't be written."""
    import tempfile  # noqa: PLC0415 - only on the way out

    from labeler.session.installation import home  # noqa: PLC0415

    name = f"labeler-{datetime.now(UTC):%Y%m%d-%H%M%S}.log"
    for folder in (home() / "logs", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(traceback.format_exc(), encoding="utf-8")
        except OSError:
            continue
        return folder / name
    traceback.print_exc()
    return Path("the lines above")
