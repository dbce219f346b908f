"""Plays a recording as it is told and prints where it stood before each step.

Usage: player.py SOUND STEPS. Steps are a JSON list such as ["play"], ["until", 0.5] (seconds in the recording),
["end"], or any method of Player with its arguments, an object for those that have names.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer, SignalInstance

from labeler.gui.playback import Player

PATIENCE = 10_000  # milliseconds


def wait(player: Player, signal: SignalInstance, enough: Callable[..., bool] = lambda *_: True) -> None:
    loop = QEventLoop()
    signal.connect(lambda *told: loop.quit() if enough(*told) else None)
    player.failed.connect(loop.quit)
    QTimer.singleShot(PATIENCE, loop.quit)
    loop.exec()


def main(sound: str, steps: str) -> None:
    app = QCoreApplication([])
    player = Player(app)
    stood: list[float] = []
    wrong: list[str] = []
    player.failed.connect(wrong.append)
    player.load(Path(sound))
    for name, *arguments in json.loads(steps):
        stood.append(player.seconds)
        if name == "until":
            wait(player, player.moved, lambda at, least=arguments[0]: at >= least)
        elif name == "end":
            wait(player, player.ended)
        else:
            named = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
            getattr(player, name)(*arguments, **named)
    stood.append(player.seconds)
    print(json.dumps({"device": player.device, "stood": stood, "wrong": wrong}))


if __name__ == "__main__":
    main(*sys.argv[1:])
