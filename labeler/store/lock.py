"""Who has the project open for writing: one row that a dead process can't keep (DESIGN 6)."""

from __future__ import annotations

import os
import platform
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from labeler.store.transactions import transaction

_DEAD = ("Z", "X")


@dataclass(frozen=True)
class Holder:
    """A process on some machine; ``started`` tells it from a later one that was given the same pid."""

    host: str
    pid: int
    started: str
    since: str

    @classmethod
    def this(cls, since: str) -> Holder:
        return cls(platform.node(), os.getpid(), _started(os.getpid()), since)

    @property
    def here(self) -> bool:
        """Whether it is a process of this machine."""
        return self.host == platform.node()

    def alive(self) -> bool:
        """Whether the process may still run; on another machine that can't be known, so yes."""
        if not self.here:
            return True
        return running(self.pid) and _started(self.pid) == self.started

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}, since {self.since[:16].replace('T', ' ')}"


def acquire(connection: sqlite3.Connection, me: Holder, *, take_over: bool = False) -> Holder | None:
    """Take the lock, from a dead holder too; returns the living holder that has it, else None.

    ``take_over`` takes it from another machine too, of which nobody can know. A second window of one process finds
    the first one holding it.
    """
    with transaction(connection):
        row = connection.execute("SELECT host, pid, started, since FROM lock WHERE id = 1").fetchone()
        holder = Holder(*row) if row else None
        if holder and holder.alive() and (holder.here or not take_over):
            return holder
        connection.execute(
            "INSERT OR REPLACE INTO lock (id, host, pid, started, since) VALUES (1, ?, ?, ?, ?)",
            (me.host, me.pid, me.started, me.since),
        )
    return None


def release(connection: sqlite3.Connection, me: Holder) -> None:
    """Give the lock back, if it is still ours."""
    with transaction(connection):
        connection.execute("DELETE FROM lock WHERE host = ? AND pid = ? AND started = ?", (me.host, me.pid, me.started))


def running(pid: int) -> bool:
    """Whether this machine has a process of that number."""
    if os.name == "nt":
        import ctypes  # noqa: PLC0415

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)  # type: ignore[attr-defined]
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)  # type: ignore[attr-defined]
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _started(pid: int) -> str:
    """Boot and start time in clock ticks where /proc tells them, else nothing to tell apart by.

    A process that was killed and that nobody has waited for is still listed, as a zombie: it has no start time.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
    return "" if fields[0] in _DEAD else f"{boot}:{fields[19]}"
