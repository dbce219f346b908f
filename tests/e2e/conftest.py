"""The installed program as its users run it: real processes, or the same entry point in this one."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from labeler.cli.main import main


@dataclass(frozen=True)
class Installation:
    """One person's program; what it does is undone by the same installation only."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"LABELER_HOME": str(self.home), "LABELER_REVIEWER": "reviewer"}

    def process(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """A command in a process of its own, whatever it comes to."""
        command = [sys.executable, "-m", "labeler", *map(str, arguments)]
        return subprocess.run(
            command, env=self.environment, capture_output=True, encoding="utf-8", check=False, timeout=120
        )

    def json(self, *arguments: object) -> Any:
        """The document of a command that must be done, run in this process."""
        printed = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed):
            patch.setenv("LABELER_HOME", str(self.home))
            patch.setenv("LABELER_REVIEWER", "reviewer")
            assert main([*map(str, arguments), "--json"]) == 0
        return json.loads(printed.getvalue())


@pytest.fixture(scope="session")
def labeler(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(tmp_path_factory.mktemp("installation"))
