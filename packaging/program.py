"""The command ``labeler`` inside a bundle, where a spawned process starts from here too."""

from __future__ import annotations

import multiprocessing

from labeler.cli.main import run

if __name__ == "__main__":
    multiprocessing.freeze_support()
    run()
