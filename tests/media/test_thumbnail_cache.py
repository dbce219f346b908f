from __future__ import annotations

import os
from pathlib import Path

import pytest

from labeler.media import thumbnail_cache
from labeler.media.thumbnail_cache import keep, kept, name_for


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture.jpg"
    path.write_bytes(b"as it was")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def test_what_was_kept_comes_back(folder: Path, picture: Path) -> None:
    name = name_for(picture, 128)
    assert kept(folder, name) is None
    keep(folder, name, b"small")
    assert kept(folder, name) == b"small"


def test_another_side_or_another_file_is_another_thumbnail(picture: Path) -> None:
    before = name_for(picture, 128)
    assert name_for(picture, 256) != before
    picture.write_bytes(b"as it is now")
    assert name_for(picture, 128) != before


def test_a_file_touched_is_another_thumbnail(picture: Path) -> None:
    before = name_for(picture, 128)
    os.utime(picture, ns=(0, 0))
    assert name_for(picture, 128) != before


def test_a_missing_file_has_no_name(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        name_for(tmp_path / "nowhere.png", 128)


@pytest.mark.parametrize("damage", [lambda whole: whole[:-1], lambda _whole: b"", lambda whole: b"X" + whole[1:]])
def test_a_damaged_entry_is_no_entry(folder: Path, picture: Path, damage) -> None:
    name = name_for(picture, 128)
    keep(folder, name, b"small")
    file = folder / name
    file.write_bytes(damage(file.read_bytes()))
    assert kept(folder, name) is None
    keep(folder, name, b"again")
    assert kept(folder, name) == b"again"


def test_the_oldest_make_room_and_what_was_used_lately_stays(folder: Path) -> None:
    limit = 256 * 100  # of each folder: five of these
    for number in range(8):
        keep(folder, f"aa/{number}.thumb", b"x" * 4, limit=limit)
        os.utime(folder / f"aa/{number}.thumb", (number, number))
        assert kept(folder, "aa/0.thumb") is not None
    left = {file.name for file in (folder / "aa").iterdir()}
    assert left == {"0.thumb", "4.thumb", "5.thumb", "6.thumb", "7.thumb"}


def test_files_of_others_are_left_alone(folder: Path) -> None:
    (folder / "aa").mkdir(parents=True)
    (folder / "aa" / "notes.txt").write_bytes(b"x" * 500)
    keep(folder, "aa/1.thumb", b"x" * 80, limit=256 * 100)
    keep(folder, "aa/2.thumb", b"x" * 80, limit=256 * 100)
    assert (folder / "aa" / "notes.txt").exists()


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path, picture: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"in the way")
    keep(blocked, name_for(picture, 128), b"small")
    assert kept(blocked, name_for(picture, 128)) is None


def test_a_full_disk_keeps_nothing_and_leaves_nothing(
    folder: Path, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    keep(folder, name_for(picture, 128), b"small")
    assert [file for file in folder.rglob("*") if file.is_file()] == []


def test_the_limit_is_shared_by_the_folders(folder: Path) -> None:
    for number in range(4):
        keep(folder, f"a{number}/one.thumb", b"x" * 50, limit=256 * 100)
    assert len(list(folder.rglob("*.thumb"))) == 4
    assert thumbnail_cache.LIMIT_BYTES == 300_000_000
