"""`labeler relocate` (DESIGN 5)."""

from __future__ import annotations

import pytest


@pytest.fixture
def project(run, tmp_path):
    examples = tmp_path / "examples.csv"
    examples.write_text("example_id,split,label,file\na,dev,cat,x/a.png\nb,dev,dog,x/b.png\n")
    path = tmp_path / "p.labeler"
    assert run("new", path, "--examples", examples).code == 0
    return path


@pytest.fixture
def moved(tmp_path):
    folder = tmp_path / "moved"
    (folder / "x").mkdir(parents=True)
    (folder / "x/a.png").write_bytes(b"")
    return folder


def files(run, project):
    return [item["file"] for item in run("queue", project, "filter", "--json").document["items"]]


def test_the_media_are_looked_for_there_from_now_on(run, project, moved):
    before = files(run, project)
    said = run("relocate", project, moved, "--json").document
    assert said == {"root": str(moved), "found": 1, "missing": 1, "missing_examples": ["b"], "note": ""}
    assert run("info", project, "--json").document["warnings"] == [
        f"1 media file is not below {moved}; name its folder with 'labeler relocate'"
    ]
    assert files(run, project) == before


def test_a_preview_says_the_same_and_changes_nothing(run, project, moved):
    said = run("relocate", project, moved.parent, "--preview")
    assert said.out.splitlines() == [
        f"1 media file of 2 found in {moved}",
        f"note: the files were found in {moved}, not in {moved.parent} itself",
        "missing: 1, for instance of b",
    ]
    assert "2 media files" in run("info", project, "--json").document["warnings"][0]


def test_a_folder_without_any_of_the_files_is_refused_unless_taken_anyway(run, project, tmp_path):
    (tmp_path / "empty").mkdir()
    refused = run("relocate", project, tmp_path / "empty")
    assert (refused.code, refused.out) == (1, "")
    assert "name the folder in which x/a.png is" in refused.err
    assert run("relocate", project, tmp_path / "empty", "--anyway").out.startswith("0 media files of 2 found")


def test_a_folder_that_is_not_there_is_told(run, project, tmp_path):
    said = run("relocate", project, tmp_path / "nowhere", "--json")
    assert said.code == 1
    assert "nowhere is not there" in said.document["error"]["message"]
