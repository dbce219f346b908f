"""What belongs to this installation and not to a project: its identity, its default reviewer, the clock."""

from __future__ import annotations

import getpass
import json
import os
import uuid
from datetime import UTC, datetime
from pathlib import Path


def home() -> Path:
    """Where the installation keeps its own few files; LABELER_HOME overrides it."""
    override = os.environ.get("LABELER_HOME")
    if override:
        return Path(override)
    import platformdirs  # noqa: PLC0415

    return Path(platformdirs.user_data_dir("labeler", appauthor=False))


def install_id() -> str:
    """Identity under which undo finds its own actions; made once, then read.

    Where the home folder can't be written it is derived from user and machine, so that undo still works.
    """
    path = home() / "installation.json"
    try:
        return _kept(path) or _made(path, uuid.uuid4().hex)
    except OSError:
        return uuid.uuid5(uuid.NAMESPACE_DNS, f"{default_reviewer()}@{uuid.getnode()}").hex


def _kept(path: Path) -> str | None:
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["install"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _made(path: Path, fresh: str) -> str:
    """Keep a fresh identity, written aside so that nobody reads half of it; another process's, if that was first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{fresh}")
    try:
        aside.write_text(json.dumps({"install": fresh}), encoding="utf-8")
        try:
            os.link(aside, path)
        except OSError:  # there is one already, or the file system has no links
            first = _kept(path)
            if first:
                return first
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return fresh


def default_reviewer() -> str:
    """LABELER_REVIEWER, else the name this user is logged in by."""
    named = os.environ.get("LABELER_REVIEWER", "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"


def now() -> str:
    """The present time in UTC, ISO 8601 to the millisecond."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
