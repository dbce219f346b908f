"""A folder of clean speech mixed with noise, with a table of how each file was made (METHOD 11, Synthesis)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labeler.errors import LabelerError, Problem
from labeler.formats.aside import folder_written_aside
from labeler.formats.tables import write_table
from labeler.media.errors import MediaError
from labeler.media.sounds import SUFFIXES, SoundInfo, sound_info, write_sound
from labeler.media.synthesis import Mix, NoiseUse, duration, mix_somewhere
from labeler.session.results import frame

if TYPE_CHECKING:
    import pandas as pd

MANIFEST = "manifest.csv"

Told = Callable[[str, float], None]
Noises = list[tuple[Path, SoundInfo]]


@dataclass(frozen=True, slots=True)
class Synthesized:
    """One file: ``file`` = ``gain`` · (``clean`` + ``noise_gain`` · ``noise`` from ``offset`` seconds on)."""

    file: str
    clean: str
    noise: str
    snr_db: float
    offset: float
    noise_gain: float
    gain: float


@dataclass(frozen=True)
class Synthesis:
    """What was written, and how far the noise went."""

    folder: str
    seed: int
    items: tuple[Synthesized, ...]
    use: NoiseUse
    warnings: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "folder": self.folder,
            "seed": self.seed,
            "files": len(self.items),
            "clean_seconds": self.use.clean_seconds,
            "noise_seconds": self.use.noise_seconds,
            "noise_used_times": self.use.times,
            "scaled_down": sum(item.gain < 1 for item in self.items),
            "manifest": MANIFEST,
            "warnings": list(self.warnings),
        }

    def to_frame(self) -> pd.DataFrame:
        return frame([asdict(item) for item in self.items])


def synthesize(
    clean: Path,
    noise: Path,
    out: Path,
    *,
    snr_db: tuple[float, float],
    seed: int = 0,
    progress: Told | None = None,
) -> Synthesis:
    """Mix every recording in ``clean`` with one of ``noise``; either is a folder or one file.

    A file's noise and ratio, uniform from ``snr_db``'s low to its high, follow from its name and the seed alone.
    ``out`` must be absent or empty and appears whole. Raises LabelerError with every recording that can't be mixed.
    """
    _check_ratio(snr_db)
    speech, noises = _measured(clean), _distinct(noise, _measured(noise))
    items: list[Synthesized] = []
    looped = 0
    problems: list[Problem] = []
    with folder_written_aside(out) as aside:
        for place, (path, info) in enumerate(speech):
            name = _name(path, clean)
            if progress is not None:
                progress(name, (place + 1) / len(speech))
            try:
                mix, source = mix_somewhere(path, name, noises, seed=seed, snr_db=snr_db)
            except MediaError as error:
                problems += error.problems
                continue
            _write(aside / name, mix, info)
            looped += mix.looped
            items.append(_recorded(name, _name(source, noise), mix))
        _refuse(problems, "mixed")
        _write_manifest(aside / MANIFEST, items)
    use = NoiseUse(sum(info.seconds for _, info in speech), sum(info.seconds for _, info in noises))
    return Synthesis(str(out), seed, tuple(items), use, tuple(_warnings(use, looped, noises)))


def _write(target: Path, mix: Mix, like: SoundInfo) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    write_sound(target, mix.sound, subtype=like.subtype)


def _recorded(name: str, noise: str, mix: Mix) -> Synthesized:
    return Synthesized(name, name, noise, mix.snr_db, mix.offset, mix.noise_gain, mix.gain)


def _check_ratio(snr_db: tuple[float, float]) -> None:
    low, high = snr_db
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        raise LabelerError(f"the signal-to-noise ratio can't go from {low:g} to {high:g} dB; write it as LOW:HIGH")


def _measured(place: Path) -> Noises:
    """The recordings of a folder and all below it, by name, or the one file, each with its header."""
    paths = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]
    paths = [path for path in paths if path.suffix.lower() in SUFFIXES]
    if not paths:
        raise LabelerError(f"{place} holds no recordings; they end in {', '.join(SUFFIXES)}")
    found: Noises = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append((path, sound_info(path)))
        except MediaError as error:
            problems += error.problems
    _refuse(problems, "read")
    return found


def _distinct(noise: Path, found: Noises) -> Noises:
    """One of each where files hold the same bytes: a copy is no further noise."""
    first: dict[str, tuple[Path, SoundInfo]] = {}
    for path, info in found:
        try:
            with path.open("rb") as file:
                first.setdefault(file_digest(file, "sha256").hexdigest(), (path, info))
        except OSError as error:
            raise LabelerError(f"{noise} can't be read: {error.strerror}; check its permissions") from error
    return list(first.values())


def _refuse(found: Sequence[Problem], done: str) -> None:
    problems = tuple(dict.fromkeys(found))
    if problems:
        count = "1 recording" if len(problems) == 1 else f"{len(problems):,} recordings"
        raise LabelerError(f"nothing was written: {count} can't be {done}", problems)


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if root.is_dir() else path.name


def _write_manifest(path: Path, items: Sequence[Synthesized]) -> None:
    rows = [asdict(item) for item in items]
    columns = [(name, [str(row[name]) for row in rows]) for name in Synthesized.__dataclass_fields__]
    write_table(path, columns)


def _warnings(use: NoiseUse, looped: int, noises: Noises) -> Iterable[str]:
    if use.warning:
        yield use.warning
    if looped:
        longest = duration(max(info.seconds for _, info in noises))
        files = "1 recording" if looped == 1 else f"{looped:,} recordings"
        yield f"In {files} the noise repeats, being shorter than the speech; the longest noise lasts {longest}."
