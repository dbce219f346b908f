"""Folders of class folders as examples (DESIGN 4, Examples)."""

from __future__ import annotations

import os

import pytest

import labeler
from labeler.errors import LabelerError
from labeler.formats.class_folders import read_class_folders

FILES = ("dev/cat/2.png", "dev/cat/1.png", "val/big dog/deep/1.png", "test/a;b/1.png")


@pytest.fixture
def folder(tmp_path):
    for file in (*FILES, "dev/cat/.hidden", "dev/cat/Thumbs.db", ".git/cat/x", "dev/loose.txt", "notes/cat/1.png"):
        path = tmp_path / "pets" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "pets"


def rows(table):
    return list(zip(*(table.cells(name).to_pylist() for name in table.columns), strict=True))


def test_folders_say_split_and_label(folder):
    table = read_class_folders(folder)
    assert table.columns == ("file", "split", "label")
    assert rows(table) == [
        ("dev/cat/1.png", "dev", "cat"),
        ("dev/cat/2.png", "dev", "cat"),
        ("test/a;b/1.png", "test", r"a\;b"),
        ("val/big dog/deep/1.png", "val", "big dog"),
    ]


def test_folders_of_one_split_keep_apart(folder):
    assert rows(read_class_folders(folder / "dev", "test"))[0] == ("dev/cat/1.png", "test", "cat")


def test_a_project_is_made_of_them_with_their_media(folder, tmp_path):
    with labeler.new(tmp_path / "p", examples=folder, require_media=True) as session:
        assert session.info().examples == {"dev": 3, "test": 1}
        assert set(session.info().labels) == {"cat", "big dog", "a;b"}
        assert session.info().warnings == []
        assert session.media.path(0) == folder / "dev/cat/1.png"
    sources = [("dev", folder / "dev"), ("test", folder / "test")]
    with labeler.new(tmp_path / "q", examples=sources, require_media=True) as session:
        assert session.info().examples == {"dev": 2, "test": 1}
        assert session.media.path(0) == folder / "dev/cat/1.png"


@pytest.mark.parametrize(("below", "said"), [("notes", "no folders dev and test"), ("dev/cat", "no folders dev")])
def test_other_folders_are_refused_with_the_layout_to_make(folder, below, said):
    with pytest.raises(LabelerError) as caught:
        read_class_folders(folder / below)
    assert said in caught.value.problems[0].message
    assert caught.value.problems[0].remedy


def test_class_folders_without_files_are_refused(tmp_path):
    (tmp_path / "dev/cat").mkdir(parents=True)
    with pytest.raises(LabelerError, match="no files in class folders"):
        read_class_folders(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
@pytest.mark.parametrize("name", [b"\xff.png", b"a\nb.png"])
def test_a_name_that_is_no_text_is_a_problem(tmp_path, name):
    (tmp_path / "dev/cat").mkdir(parents=True)
    (tmp_path / "dev/cat" / os.fsdecode(name)).touch()
    with pytest.raises(LabelerError) as caught:
        read_class_folders(tmp_path)
    assert "is no name in text" in caught.value.problems[0].message
