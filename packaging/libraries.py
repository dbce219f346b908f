"""The system libraries that a wheel of Qt leaves to the system: which are missing, and how they get there."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from shell import attempt, say, succeeds


class Need(NamedTuple):
    """``name`` of a shared library, a program, or a kind of file; ``package`` has it on Debian and Ubuntu."""

    name: str
    package: str


QT = (
    Need("libGL.so.1", "libgl1"),
    Need("libEGL.so.1", "libegl1"),
    Need("libX11.so.6", "libx11-6"),
    Need("libxkbcommon.so.0", "libxkbcommon0"),
    Need("libdbus-1.so.3", "libdbus-1-3"),
    Need("libfontconfig.so.1", "libfontconfig1"),
    Need("libglib-2.0.so.0", "libglib2.0-0"),  # where it is called libglib2.0-0t64, apt knows both names
    Need("libpulse.so.0", "libpulse0"),
    Need("fonts", "fonts-dejavu-core"),
)
WINDOW = (
    Need("libX11-xcb.so.1", "libx11-xcb1"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4"),
    Need("libxcb-image.so.0", "libxcb-image0"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Need("libxcb-randr.so.0", "libxcb-randr0"),
    Need("libxcb-render-util.so.0", "libxcb-render-util0"),
    Need("libxcb-shape.so.0", "libxcb-shape0"),
    Need("libxcb-shm.so.0", "libxcb-shm0"),
    Need("libxcb-sync.so.1", "libxcb-sync1"),
    Need("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
TESTS = (
    Need("Xvfb", "xvfb"),
    Need("xauth", "xauth"),
    Need("pulseaudio", "pulseaudio"),  # what the program plays is recorded and compared
    Need("parec", "pulseaudio-utils"),
)

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def require(needs: tuple[Need, ...]) -> None:
    """Install what is missing, or exit with the line that does; other systems than Linux need nothing."""
    if sys.platform != "linux":
        return
    absent = missing(needs)
    if absent:
        install(tuple(need.package for need in absent), lacking=", ".join(need.name for need in absent))
    left = missing(absent)
    if left:
        sys.exit(f"still missing after the installation: {', '.join(need.name for need in left)}")


def missing(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    return tuple(need for need in needs if not _present(need.name))


def install(packages: tuple[str, ...], *, lacking: str) -> None:
    """With apt, as root or through sudo; else exit 1 with what to do."""
    names = " ".join(packages)
    say(f"missing on this system: {lacking}")
    if shutil.which("apt-get") is None:
        sys.exit(f"install them, then start again; on Debian and Ubuntu the packages are: {names}")
    by_hand = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
    prefix = _as_root()
    if prefix is None:
        sys.exit(f"install them, then start again:\n\n    {by_hand}\n")
    say(f"installing with apt-get: {names}")
    apt = (*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120")
    if not succeeds(*apt, "update"):
        say("apt-get update failed; trying with the package lists that are there")
    if not attempt(*apt, "install", "-y", "--no-install-recommends", *packages):
        sys.exit(f"apt-get could not install them; see what it says to\n\n    {by_hand}\n")


def _as_root() -> tuple[str, ...] | None:
    """What to put before a command so that it runs as root; None where nothing would."""
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") and (sys.stdin.isatty() or succeeds("sudo", "-n", "true")):
        return ("sudo",)
    return None


def _present(name: str) -> bool:
    if name == "fonts":
        return any(_has_fonts(Path(folder).expanduser()) for folder in FONT_FOLDERS)
    if ".so." in name:
        return _loads(name)
    return shutil.which(name) is not None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_fonts(folder: Path) -> bool:
    return any(path.suffix in {".ttf", ".otf", ".ttc"} for path in folder.rglob("*"))
