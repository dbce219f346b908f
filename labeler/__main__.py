"""``python -m labeler`` is the command ``labeler``."""

from labeler.cli.main import run

run()
