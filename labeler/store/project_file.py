"""Creating and opening the one SQLite file of a project, and refusing what isn't one."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from labeler.errors import LabelerError
from labeler.store import schema
from labeler.store.lock import running
from labeler.store.transactions import explained

SUFFIX = ".labeler"
_SQLITE_MAGIC = b"SQLite format 3\0"


def project_path(path: str | os.PathLike[str]) -> Path:
    """The path with ``.labeler`` appended if it is absent."""
    given = Path(path)
    return given if given.name.endswith(SUFFIX) else given.with_name(given.name + SUFFIX)


@contextmanager
def creating(path: Path) -> Iterator[sqlite3.Connection]:
    """A new project file, written aside and renamed when the block ends well; nothing is left when it doesn't.

    Raises LabelerError if ``path`` exists or its folder can't be written.
    """
    refuse_existing(path)
    _sweep(path)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with closing(sqlite3.connect(aside, isolation_level=None)) as connection:
                # Speed, not safety: until the rename nobody has seen this file.
                connection.executescript("PRAGMA page_size=16384; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF")
                connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
                schema.migrate(connection)
                yield connection
                connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.Error as error:
            raise explained(error) from error
        _flush(aside)
        refuse_existing(path)
        aside.replace(path)
        _flush(path.parent)
    except OSError as error:
        raise LabelerError(f"{path} can't be written: {error.strerror or error}; choose another folder") from error
    finally:
        _remove(aside)


def _sweep(path: Path) -> None:
    """Remove what processes that were killed while creating this project left, also one that had our number."""
    left = re.compile(re.escape(f".{path.name}.") + r"(\d{1,9})\.part")
    for aside in path.parent.iterdir():
        maker = left.fullmatch(aside.name)
        if maker and (int(maker[1]) == os.getpid() or not running(int(maker[1]))):
            _remove(aside)


def _remove(aside: Path) -> None:
    for leftover in (aside, *(aside.with_name(aside.name + tail) for tail in ("-wal", "-shm", "-journal"))):
        with suppress(OSError):
            leftover.unlink(missing_ok=True)


def refuse_existing(path: Path) -> None:
    """Raises LabelerError where something is already there."""
    if path.exists():
        raise LabelerError(f"{path} exists already; choose another name or open it with 'labeler open'")
    if not path.parent.is_dir():
        raise LabelerError(f"the folder {path.parent} doesn't exist; make it first")


class DamagedError(LabelerError):
    """A project file that can't be opened; ``found`` is the message without the advice to look with ``verify``."""

    def __init__(self, path: Path, what: str, *, more_to_find: bool = True) -> None:
        self.found = f"{path} is damaged: {what}; go back to a copy of it"
        super().__init__(f"{self.found}, or try 'labeler verify {path}'" if more_to_find else self.found)


class OlderLayoutError(LabelerError):
    """A project of an older layout was opened for reading; ``upgrade`` brings it up to date."""


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """An open project file; for writing it may be of an older layout, which ``upgrade`` brings up to date.

    Raises LabelerError for a file that is missing, foreign, newer than this program, or damaged.
    """
    _check_header(path)
    with _failures_told(path):
        connection = _connect_reading(path) if read_only else _connect_writing(path)
        try:
            _check_schema(connection, path, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a project of an older layout to the present one, after a backup beside it; the caller has the lock."""
    with _failures_told(path):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == schema.VERSION:
            return
        backup = path.with_name(f"{path.name}.layout-{version}.backup")
        with closing(sqlite3.connect(backup)) as copy:
            connection.backup(copy)
        schema.migrate(connection)


@contextmanager
def _failures_told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise explained(error) from error
    except sqlite3.DatabaseError as error:
        raise DamagedError(path, str(error)) from error


def integrity_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """What SQLite finds wrong with the pages of an open project file."""
    try:
        yield from (text for (text,) in connection.execute("PRAGMA integrity_check") if text != "ok")
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            yield f"row {row} of the table {table} names a row of {parent} that is not there"
    except sqlite3.OperationalError as error:
        yield explained(error).message
    except sqlite3.DatabaseError as error:
        yield f"the project file is damaged: {error}; go back to a copy of it"


def _connect_writing(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=True)
    try:
        connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=250"
        )
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_reading(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing; in a folder that can't be written, of a file without a write-ahead log."""
    modes = ["mode=ro", "mode=ro&immutable=1"]
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        # Opened for reading alone, SQLite makes a log and an index beside the file and can't take them away again.
        modes.insert(0, "mode=rw")
    *first, last = modes
    for mode in first:
        try:
            return _reading(path, mode)
        except sqlite3.OperationalError:
            if mode == "mode=ro" and _size(path.with_name(path.name + "-wal")):
                raise  # immutable, what is in the log wouldn't be seen
    return _reading(path, last)


def _reading(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, isolation_level=None, timeout=5)
    try:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _size(path: Path) -> int:
    """Of a file that may not be there."""
    return path.stat().st_size if path.exists() else 0


def _check_header(path: Path) -> None:
    if path.is_dir():
        raise LabelerError(f"{path} is a folder; name the project file in it (NAME{SUFFIX})")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise LabelerError(f"{path} doesn't exist; check the name, or make it with 'labeler new'") from None
    except OSError as error:
        raise LabelerError(f"{path} can't be read: {error.strerror or error}") from error
    if not header:
        raise DamagedError(path, "the file is empty", more_to_find=False)
    if header[:16] != _SQLITE_MAGIC or len(header) < 100:
        raise LabelerError(f"{path} is not a labeler project; open a file made by 'labeler new'")
    if int.from_bytes(header[68:72], "big") != schema.APPLICATION_ID:
        raise LabelerError(f"{path} is a database of another program; open a file made by 'labeler new'")
    _refuse_newer(path, int.from_bytes(header[60:64], "big"))


def _check_schema(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if pages * size > path.stat().st_size and not _size(path.with_name(path.name + "-wal")):
        raise DamagedError(path, "its end is missing")
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    _refuse_newer(path, version)  # the header may be behind the write-ahead log
    if version == 0:
        raise DamagedError(path, "it was never finished")
    needed = schema.FIRST | (schema.LATER if version == schema.VERSION else set())
    if not tables.issuperset(needed):
        raise DamagedError(path, "tables are missing")
    if read_only and version < schema.VERSION:
        raise OlderLayoutError(
            f"{path} has the older layout {version}, which is brought up to date where the file can be written; "
            "copy it to such a place, or mend its permissions"
        )


def _refuse_newer(path: Path, version: int) -> None:
    if version > schema.VERSION:
        raise LabelerError(
            f"{path} was made by a newer labeler (layout {version}, this one knows {schema.VERSION}); "
            "update labeler to open it"
        )


def _flush(path: Path) -> None:
    """Fsync a file or folder, so that a rename survives a power cut."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
