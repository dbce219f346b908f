"""The media folder moved (DESIGN 5)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import labeler
from labeler.errors import LabelerError
from labeler.session.media import stored_root

FILES = {"a": "x/a.png", "b": "x/b.png", "c": "y/c.png", "d": ""}


def table(files):
    return "example_id,split,label,file\n" + "".join(f"{key},dev,cat,{file}\n" for key, file in files.items())


def put(folder, files=("x/a.png", "x/b.png", "y/c.png")):
    for file in filter(None, files):
        path = folder / file.replace("\\", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return folder


@pytest.fixture
def session(make):
    return make(examples=table(FILES), predictions={})


def reopened(session):
    session.close()
    with labeler.open(session.path) as again:
        return again.media.root


def test_files_are_found_where_they_went(session, tmp_path):
    moved = put(tmp_path / "moved")
    assert not session.media.path(0).exists()
    done = session.relocate(moved)
    assert (done.root, done.found, done.missing, done.missing_examples, done.note) == (moved, 3, 0, (), "")
    assert session.media.root == moved
    assert session.media.path(2) == moved / "y/c.png"
    assert session.media.path(3) is None
    assert reopened(session) == moved


def test_a_preview_changes_nothing(session, tmp_path):
    before = session.media.root
    assert session.media_in(put(tmp_path / "moved")).found == 3
    assert session.media.root == before == reopened(session)


def test_what_is_missing_is_told_by_example(session, tmp_path):
    done = session.relocate(put(tmp_path / "moved", ["x/b.png", "y/c.png"]))
    assert (done.found, done.missing, done.missing_examples) == (2, 1, ("a",))
    assert done.to_dict() == {
        "root": str(tmp_path / "moved"),
        "found": 2,
        "missing": 1,
        "missing_examples": ["a"],
        "note": "",
    }
    assert done.to_frame()["missing_examples"].tolist() == ["a"]


def test_only_the_first_few_of_many_missing_are_named(make, tmp_path):
    session = make(examples=table({f"e{n}": f"{n}.png" for n in range(50)}), predictions={})
    done = session.media_in(put(tmp_path / "moved", ["0.png"]))
    assert (done.missing, done.missing_examples) == (49, ("e1", "e2", "e3", "e4", "e5"))


def test_what_the_import_missed_is_no_warning_any_more(session, tmp_path):
    assert "3 media files are not below" in session.info().warnings[0]
    session.relocate(put(tmp_path / "some", ["x/b.png"]))
    assert session.info().warnings == [
        f"2 media files are not below {tmp_path / 'some'}; name their folder with 'labeler relocate'"
    ]
    session.relocate(put(tmp_path / "moved"))
    assert session.info().warnings == []


@pytest.mark.parametrize("given", [".", "photos/x", "photos/x/empty"])
def test_a_folder_that_is_too_high_or_too_low_is_put_right(session, tmp_path, given):
    photos = put(tmp_path / "new/photos")
    (photos / "x/empty").mkdir()
    (tmp_path / "new/aside").mkdir()
    asked = tmp_path / "new" / given
    done = session.relocate(asked)
    assert (done.root, done.found) == (photos, 3)
    assert done.note == f"the files were found in {photos}, not in {asked} itself"
    assert session.media.root == photos


def test_a_folder_with_part_of_the_files_is_kept_unless_another_has_more(session, tmp_path):
    most = put(tmp_path / "new", ["x/a.png", "x/b.png"])
    put(most / "sub")
    assert session.media_in(most).root == most
    (most / "x/a.png").unlink()
    assert session.media_in(most).root == most / "sub"


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("nowhere", "nowhere is not there; name the folder"),
        ("examples.csv", "examples.csv is a file; name the folder"),
        ("empty", "none of the media files is in .*empty; name the folder in which x/a.png is"),
    ],
)
def test_what_is_no_media_folder_is_refused_and_nothing_changes(session, tmp_path, folder, said):
    (tmp_path / "empty").mkdir()
    for ask in (session.media_in, session.relocate):
        with pytest.raises(LabelerError, match=said):
            ask(tmp_path / folder)
    assert session.media.root == tmp_path


def test_an_empty_folder_can_be_taken_anyway(session, tmp_path):
    (tmp_path / "later").mkdir()
    assert session.media_in(tmp_path / "later", anyway=True).found == 0
    assert session.relocate(tmp_path / "later", anyway=True).missing == 3
    assert session.media.root == tmp_path / "later"


def test_a_project_without_media_has_no_folder_to_locate(make, tmp_path):
    with pytest.raises(LabelerError, match="no media files"):
        make(predictions={}).relocate(tmp_path)
    with pytest.raises(LabelerError, match="names a media file"):
        make(examples=table({"a": "", "b": " "}), predictions={}, name="q").relocate(tmp_path)


def test_whole_paths_cannot_be_relocated(make, tmp_path):
    session = make(examples=table({"a": "C:\\photos\\a.png"}), predictions={})
    with pytest.raises(LabelerError, match="whole ones, like C:"):
        session.relocate(tmp_path)


def test_a_project_that_can_only_be_read_says_why(session, tmp_path):
    put(tmp_path / "moved")
    session.close()
    with labeler.open(session.path, read_only=True) as reading:
        assert reading.media_in(tmp_path / "moved").found == 3
        with pytest.raises(LabelerError, match="can only be read: it was opened for reading only"):
            reading.relocate(tmp_path / "moved")


def test_paths_written_on_windows_are_read_as_meant(make, tmp_path):
    files = {"a": "x\\a.png", "b": "x\\y\\b.png", "c": "z\\c.png"}
    session = make(examples=table(files), predictions={})
    moved = put(tmp_path / "moved", list(files.values())[:2])
    done = session.relocate(moved)
    assert (done.found, done.missing_examples) == (2, ("c",))
    assert session.media.path(1) == moved / "x/y/b.png"
    odd = moved / "z\\c.png"
    odd.write_bytes(b"")
    assert session.media_in(moved).found == 3
    assert session.media.path(2) == odd


def test_project_and_media_can_move_together(session, tmp_path):
    home = tmp_path / "home"
    put(tmp_path / "photos")
    session.relocate(tmp_path / "photos")
    session.close()
    home.mkdir()
    for name in (session.path.name, "photos"):
        shutil.move(tmp_path / name, home / name)
    with labeler.open(home / session.path.name) as again:
        assert again.media.root == home / "photos"
        assert again.media_in(home / "photos").found == 3


def test_missing_media_are_told_by_the_whole_path_and_with_the_verb_that_mends_them(make, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd").mkdir()
    text = "example_id,split,label,file\na,dev,cat,a.png\n"
    session = make(examples=text, predictions={}, media_root="odd")
    told = f"1 media file is not below {tmp_path / 'odd'}; name its folder with 'labeler relocate'"
    assert session.info().warnings == [told]


def test_a_warning_of_an_older_project_is_told_as_those_of_now_until_the_media_are_found(make, tmp_path):
    text = "example_id,split,label,file\na,dev,cat,a.png\nb,dev,dog,b.png\n"
    session = make(examples=text, predictions={})
    kept = "1 bad row of examples was left out"
    session.settings.put("warnings", [kept, "1,002 media files are not below odd; name their folder with --media-root"])
    session.connection.execute("DELETE FROM settings WHERE key = 'missing_media'")
    told = "1,002 media files are not below odd; name their folder with 'labeler relocate'"
    assert session.info().warnings == [kept, told]
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(b"")
    session.relocate(tmp_path)
    assert session.info().warnings == [kept]


@pytest.mark.parametrize(
    ("root", "stored"),
    [
        ("/data/set/photos", "photos"),
        ("/data/set", "."),
        ("/data/photos/raw", "../photos/raw"),
        ("/data", ".."),
        ("/media/photos", "/media/photos"),
    ],
)
def test_the_folder_is_kept_relative_where_it_is_below_or_beside_the_project(root, stored):
    assert stored_root(Path(root), Path("/data/set/p.labeler")) == stored


def test_a_new_project_keeps_its_media_folder_by_the_same_rule(make, tmp_path):
    (tmp_path / "sheets").mkdir()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.png").write_bytes(b"")
    text = "example_id,split,label,file\na,dev,cat,a.png\nb,dev,dog,b.png\n"
    session = make(examples=text, predictions={}, name="sheets/p", media_root=tmp_path / "photos")
    before = session.settings.get("media_root")
    assert before == "../photos"
    session.relocate(tmp_path / "photos")
    assert session.settings.get("media_root") == before


def test_a_project_at_the_top_keeps_other_folders_whole():
    assert stored_root(Path("/media/photos"), Path("/data/p.labeler")) == "/media/photos"
