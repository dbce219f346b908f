"""Media that are not there: counted, or with ``--require-media`` refused, each with its row (DESIGN 4)."""

from __future__ import annotations

import os

import pytest


@pytest.fixture
def with_media(tmp_path):
    """Examples with media in the folder, below it and at an absolute path; three are not there, one has no file."""
    media = tmp_path / "media"
    elsewhere = tmp_path / "else where"
    for file in (media / "top.jpg", media / "a" / "one.jpg", media / "a" / "b c" / "zwei ü.jpg", elsewhere / "far.jpg"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"a picture")
    files = ["top.jpg", "a/one.jpg", " a/b c/zwei ü.jpg ", f"{elsewhere}/far.jpg", "./a/one.jpg", ""]
    files += ["absent.jpg", "a/absent.jpg", "no/such/folder.jpg"]
    lines = [f"e{number},dev,{file},cat" for number, file in enumerate(files)]
    table = tmp_path / "with-media.csv"
    table.write_text("\n".join(["example_id,split,file,label", *lines, ""]), encoding="utf-8")
    return ("--examples", table, "--media-root", media)


def test_missing_media_are_a_counted_warning(run, with_media, tmp_path):
    said = run("new", tmp_path / "p", *with_media, "--json")
    assert said.code == 0
    assert said.document["warnings"] == [
        f"3 media files are not below {tmp_path / 'media'}; name their folder with 'labeler relocate'"
    ]


def test_missing_media_are_problems_where_media_are_required(run, with_media, tmp_path):
    said = run("new", tmp_path / "p", *with_media, "--require-media", "--json")
    assert said.code == 1
    problems = said.document["error"]["problems"]
    assert [(problem["row"], problem["column"]) for problem in problems] == [(8, "file"), (9, "file"), (10, "file")]
    assert problems[1]["message"] == f"{tmp_path / 'media' / 'a' / 'absent.jpg'} is not there"
    assert not (tmp_path / "p.labeler").exists()


@pytest.mark.skipif(os.name != "posix", reason="names of files are bytes on POSIX alone")
def test_a_media_folder_with_a_name_that_is_no_text_is_searched_all_the_same(run, with_media, tmp_path):
    (tmp_path / "media" / os.fsdecode(b"caf\xe9.jpg")).write_bytes(b"a picture")
    assert run("new", tmp_path / "p", *with_media, "--json").document["warnings"][0].startswith("3 media files")
