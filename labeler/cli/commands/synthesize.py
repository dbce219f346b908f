"""Clean speech mixed with noise."""

from __future__ import annotations

import argparse
import math
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import verb
from labeler.core.phrases import counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.synthesis import Synthesis


def add(commands: Commands) -> None:
    text = "mix clean speech with noise at a chosen signal-to-noise ratio"
    command = verb(commands, "synthesize", synthesize, text, project=False)
    command.add_argument("clean", type=Path, metavar="CLEAN", help="a folder of recordings, or one: wav, flac, ogg")
    command.add_argument("noise", type=Path, metavar="NOISE", help="a folder of recordings, or one")
    command.add_argument("out", type=Path, metavar="OUT", help="a folder that is absent or empty")
    command.add_argument(
        "--snr-db",
        required=True,
        type=_range,
        metavar="LOW:HIGH",
        help="drawn uniformly for each file; a negative LOW is written --snr-db=-5:10",
    )
    command.add_argument("--seed", type=int, default=0, metavar="N", help="of every draw; default 0")


def synthesize(options: Namespace) -> int:
    from labeler.session.synthesis import synthesize as synthesized  # noqa: PLC0415

    result = synthesized(
        options.clean,
        options.noise,
        options.out,
        snr_db=options.snr_db,
        seed=options.seed,
        progress=printing.progress(options),
    )
    return printing.show(result, options, _print_synthesis)


def _print_synthesis(result: Synthesis) -> None:
    from labeler.media.synthesis import duration  # noqa: PLC0415
    from labeler.session.synthesis import MANIFEST  # noqa: PLC0415

    print(f"{counted(len(result.items), 'file')} written to {result.folder}; {MANIFEST} tells how each was made")
    print(
        f"{duration(result.use.clean_seconds)} of speech, {duration(result.use.noise_seconds)} of different noise: "
        f"each second of noise is used {result.use.times:,.2f} times"
    )
    for warning in result.warnings:
        print(f"warning: {warning}")


def _range(text: str) -> tuple[float, float]:
    """``0:15``, or one number for both ends."""
    low, colon, high = text.partition(":")
    try:
        ends = float(low), float(high if colon else low)
    except ValueError:
        ends = math.inf, -math.inf
    if not -math.inf < ends[0] <= ends[1] < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form LOW:HIGH, in dB")
    return ends
