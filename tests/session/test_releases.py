"""Applying corrections, and taking versions out as files (METHOD 4, DESIGN 4 Versions and Export)."""

from __future__ import annotations

import csv
import hashlib
import json

import pytest

from labeler.errors import LabelerError


def review_alike(session):
    """One right and one wrong example of each split; d0 is a dog, t2 is excluded."""
    session.record("d0", "incorrect", label="dog", comment="barks")
    session.record("d1", "correct")
    session.record("t0", "unsure")
    session.record("t2", "excluded")


@pytest.fixture
def applied(session):
    review_alike(session)
    session.apply()
    return session


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def records(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def listed(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_applying_makes_the_working_labels_of_both_splits_the_next_version(session):
    review_alike(session)
    result = session.apply(by="lead")
    assert (result.created, result.version, result.corrected, result.excluded, result.conflicts) == (True, 1, 1, 1, 0)
    assert result.changes.kinds == {"versions"}
    (version,) = session.versions().versions
    assert (version.version, version.by, version.corrected, version.excluded, version.override) == (
        1,
        "lead",
        1,
        1,
        None,
    )
    assert session.info().label_version == 1


def test_applying_nothing_new_creates_nothing(session, reopened):
    assert session.apply().created is False
    assert session.versions().versions == ()
    review_alike(session)
    session.apply()
    again = reopened(session).apply()
    assert (again.created, again.version) == (False, 1)


def test_applying_after_undo_of_everything_goes_back_as_a_new_version(applied):
    for _ in range(4):
        applied.undo()
    result = applied.apply()
    assert (result.created, result.version, result.corrected) == (True, 2, 0)
    assert [version.corrected for version in applied.versions().versions] == [1, 0]


def test_a_conflict_is_counted_and_never_applied(session):
    review_alike(session)
    session.record("d0", "correct", reviewer="bob")
    result = session.apply()
    assert (result.corrected, result.conflicts) == (0, 1)
    assert session.rank(resamples=0, version=1).splits["dev"].corrected == 0


def test_a_stratum_reviewed_on_one_split_only_stops_applying(session):
    session.record("d0", "incorrect", label="dog")
    with pytest.raises(LabelerError, match="nothing was applied") as caught:
        session.apply()
    assert ["2 misclassified examples of test" in problem.message for problem in caught.value.problems] == [True]
    assert all(problem.remedy for problem in caught.value.problems)
    assert session.versions().versions == ()


@pytest.mark.parametrize("reason", ["", None])
def test_an_override_needs_a_reason(session, reason):
    session.record("d0", "incorrect", label="dog")
    with pytest.raises(LabelerError):
        session.apply(override_parity=reason)


def test_an_override_is_recorded_with_what_it_overrode(session, tmp_path):
    session.record("d0", "incorrect", label="dog")
    assert session.apply(override_parity="the test set is gone").created
    assert session.versions().versions[0].override == "the test set is gone"
    session.export(tmp_path / "out")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["override"] == "the test set is gone"
    assert len(manifest["parity"]["blocking"]) == 1


def test_an_override_that_was_not_needed_is_not_recorded(session):
    review_alike(session)
    session.apply(override_parity="to be sure")
    assert session.versions().versions[0].override is None


def test_nothing_can_be_exported_before_anything_was_applied(session, tmp_path):
    session.record("d0", "correct")
    with pytest.raises(LabelerError, match="no version has been applied yet"):
        session.export(tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("version", [2, -1])
def test_a_version_that_is_not_there_cannot_be_exported(applied, tmp_path, version):
    with pytest.raises(LabelerError, match="there is no version"):
        applied.export(tmp_path / "out", version=version)
    assert not (tmp_path / "out").exists()


def test_an_export_holds_corrected_splits_exclusions_changes_and_a_manifest(applied, tmp_path):
    result = applied.export(tmp_path / "out")
    files = ["changes.csv", "corrected/dev.csv", "corrected/test.csv", "excluded.csv", "manifest.json"]
    assert listed(tmp_path / "out") == files
    assert (sorted(result.files), result.version) == (files, 1)
    dev = records(tmp_path / "out/corrected/dev.csv")
    assert [row["example_id"] for row in dev] == [f"d{i}" for i in range(6)]
    assert [row["label"] for row in dev] == ["dog", "dog", "cat", "dog", "cat", "dog"]
    assert [row["given_label"] for row in dev] == ["cat", "dog"] * 3
    assert [row["label_status"] for row in dev] == ["corrected", "confirmed"] + ["given"] * 4
    assert {row["label_version"] for row in dev} == {"1"}
    test = records(tmp_path / "out/corrected/test.csv")
    assert [(row["example_id"], row["label_status"]) for row in test][:2] == [("t0", "unsure"), ("t1", "given")]
    assert "t2" not in {row["example_id"] for row in test}
    assert [row["example_id"] for row in records(tmp_path / "out/excluded.csv")] == ["t2"]


def test_changes_name_what_was_said_by_whom(applied, tmp_path):
    applied.export(tmp_path / "out", changes_only=True)
    assert listed(tmp_path / "out") == ["changes.csv", "manifest.json"]
    (corrected, excluded) = rows(tmp_path / "out/changes.csv")[1:]
    assert corrected[:6] == ["d0", "dev", "cat", "dog", "incorrect", "reviewer"]
    assert corrected[7] == "barks"
    assert excluded[:6] == ["t2", "test", "cat", "", "excluded", "reviewer"]
    assert corrected[6].endswith("Z")


def test_changes_of_a_version_are_told_as_they_stood_when_it_was_applied(applied, tmp_path):
    applied.export(tmp_path / "then", changes_only=True)
    applied.record("d0", "excluded", comment="on second thought", reviewer="bob")
    applied.record("d0", "correct")
    applied.undo(reviewer="reviewer")
    applied.undo(reviewer="reviewer")
    applied.export(tmp_path / "now", changes_only=True)
    assert rows(tmp_path / "now/changes.csv") == rows(tmp_path / "then/changes.csv")


def test_the_manifest_counts_and_signs_what_was_written(applied, tmp_path):
    applied.export(tmp_path / "out")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["counts"] == {"given": 8, "confirmed": 1, "corrected": 1, "excluded": 1, "unsure": 1, "conflict": 0}
    assert manifest["examples"] == {"dev": 6, "test": 6}
    assert (manifest["version"], manifest["task"], manifest["applied_by"]) == (1, "multiclass", "reviewer")
    assert manifest["files"] == {
        name: hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest()
        for name in listed(tmp_path / "out")
        if name != "manifest.json"
    }
    assert len(manifest["fingerprint"]) == 64


def test_an_older_version_can_be_exported(applied, tmp_path):
    applied.record("d2", "incorrect", label="dog")
    applied.apply()
    for version, corrected in ((1, ["d0"]), (2, ["d0", "d2"])):
        applied.export(tmp_path / str(version), version=version)
        found = records(tmp_path / str(version) / "corrected/dev.csv")
        assert [row["example_id"] for row in found if row["label_status"] == "corrected"] == corrected
    applied.export(tmp_path / "latest")
    assert rows(tmp_path / "latest/corrected/dev.csv") == rows(tmp_path / "2/corrected/dev.csv")


def test_splits_are_written_under_their_imported_names_with_their_text_unchanged(make, tmp_path):
    session = make(
        examples=('note;label;example_id;split\n" a ""b""";dog; 007 ;val\n\'=1+1; cat ;NA;Test\n-5;cat;zz;val\n'),
        predictions={},
    )
    session.record("007", "incorrect", label="cat")
    session.apply(override_parity="only dev is looked at here")
    session.export(tmp_path / "out")
    assert rows(tmp_path / "out/corrected/val.csv") == [
        ["note", "label", "example_id", "split", "given_label", "label_status", "label_version"],
        [' a "b"', "cat", " 007 ", "val", "dog", "corrected", "1"],
        ["-5", "cat", "zz", "val", "cat", "given", "1"],
    ]
    assert rows(tmp_path / "out/corrected/Test.csv")[1] == ["'=1+1", " cat ", "NA", "Test", " cat ", "given", "1"]


def test_formulas_leave_guarded_and_come_back_as_they_were(make, tmp_path):
    hostile = ["=1+1", "+cmd", "@x", "-x", "'=x", "''@x", "-1.5", "+3"]
    text = "example_id,split,label,note\n" + "".join(f"{i},dev,{i},'{cell}\n" for i, cell in enumerate(hostile))
    session = make(examples=text.replace(",'-1.5", ",-1.5").replace(",'+3", ",+3"), predictions={})
    kept = list(session.examples.extras["note"])
    assert kept == hostile
    session.record("0", "excluded")
    session.record("1", "incorrect", label="2", comment="=EVIL()")
    session.apply()
    session.export(tmp_path / "out")
    cells = [row["note"] for row in records(tmp_path / "out/corrected/dev.csv")]
    assert cells == ["'+cmd", "'@x", "'-x", "''=x", "'''@x", "-1.5", "+3"]
    assert records(tmp_path / "out/changes.csv")[1]["comment"] == "'=EVIL()"
    again = make(examples=tmp_path / "out/corrected/dev.csv", predictions={}, name="again")
    assert list(again.examples.extras["note"]) == hostile[1:]


def test_a_project_made_from_an_export_exports_its_own_columns_once(applied, make, tmp_path):
    applied.export(tmp_path / "first")
    files = [tmp_path / "first/corrected/dev.csv", tmp_path / "first/corrected/test.csv"]
    again = make(examples=files, predictions={}, name="again")
    assert again.resolution("d0").label is None
    again.record("d0", "incorrect", label="cat")
    again.apply(override_parity="only dev is looked at here")
    again.export(tmp_path / "second")
    header, first, *_ = rows(tmp_path / "second/corrected/dev.csv")
    assert header == ["example_id", "split", "label", "given_label", "label_status", "label_version"]
    assert first == ["d0", "dev", "cat", "dog", "corrected", "1"]


def test_a_copy_in_place_changes_label_cells_only(make, tmp_path, write):
    text = "uid,split,label\nd0,dev,cat\nd1,dev,dog\nt0,test,cat\n"
    session = make(examples=text, predictions={}, map={"example_id": "uid"})
    session.record("d1", "incorrect", label="cat")
    session.record("d0", "excluded")
    session.apply(override_parity="only dev is looked at here")
    original = write("table.csv", "more,uid,label\n1,d0, cat \n2,d1,dog\n3,elsewhere,cow\n")
    session.export(tmp_path / "out", in_place_of=original)
    assert (tmp_path / "out/table.csv").read_text() == "more,uid,label\n1,d0, cat \n2,d1,cat\n3,elsewhere,cow\n"
    assert "table.csv" in json.loads((tmp_path / "out/manifest.json").read_text())["files"]
    assert original.read_text().startswith("more,uid,label\n1,d0, cat \n2,d1,dog")


@pytest.mark.parametrize("text", ["name,label\nd0,cat\n", "example_id,label\nd0\n"])
def test_a_copy_that_would_lose_something_is_refused_and_nothing_written(applied, tmp_path, write, text):
    with pytest.raises(LabelerError):
        applied.export(tmp_path / "out", in_place_of=write("table.csv", text))
    assert not (tmp_path / "out").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]


def test_a_folder_that_holds_anything_is_refused_and_left_alone(applied, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    applied.export(folder)
    before = listed(folder)
    with pytest.raises(LabelerError, match="absent or empty"):
        applied.export(folder)
    assert listed(folder) == before


def test_a_format_we_do_not_write_yet_is_refused(applied, tmp_path):
    with pytest.raises(LabelerError, match="'parquet' can't be exported by this version yet"):
        applied.export(tmp_path / "out", format="parquet")


def test_acceptable_sets_survive_a_version_and_an_export(session, tmp_path, reopened):
    review_alike(session)
    session.record("d2", "incorrect", label="dog;cat")
    session.apply()
    session = reopened(session)
    session.export(tmp_path / "out")
    assert records(tmp_path / "out/corrected/dev.csv")[2]["label"] == "dog;cat"
    assert {m.model: m.after for m in session.rank(version=1, resamples=0).splits["dev"].models}["B"] == 2 / 6
