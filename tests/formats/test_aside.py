"""Folders that appear whole or not at all."""

from __future__ import annotations

import pytest

from labeler.errors import LabelerError
from labeler.formats.aside import folder_written_aside


@pytest.mark.parametrize("existing", [False, True], ids=["absent", "empty"])
def test_a_folder_appears_whole(tmp_path, existing):
    folder = tmp_path / "deep" / "out"
    if existing:
        folder.mkdir(parents=True)
    with folder_written_aside(folder) as aside:
        (aside / "a").write_text("x")
        assert not (folder / "a").exists()
    assert [path.name for path in folder.iterdir()] == ["a"]
    assert [path.name for path in folder.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("failure", [ValueError, LabelerError, KeyboardInterrupt])
def test_a_folder_half_written_is_taken_away(tmp_path, failure):
    def half():
        with folder_written_aside(tmp_path / "out") as aside:
            (aside / "a").write_text("x")
            raise failure("stop")

    with pytest.raises(failure):
        half()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_anything_in_it_is_refused(tmp_path):
    (tmp_path / "mine").write_text("x")
    for target in (tmp_path, tmp_path / "mine"):
        with pytest.raises(LabelerError, match="absent or empty"), folder_written_aside(target):
            pytest.fail("the block must not run")
    assert (tmp_path / "mine").read_text() == "x"
