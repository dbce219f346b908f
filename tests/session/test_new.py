"""Making a project: everything read and checked before anything is written (DESIGN 4, 5)."""

from __future__ import annotations

import numpy as np
import pytest

import labeler
from labeler.errors import LabelerError, UsageError


@pytest.fixture
def problems(make, tmp_path):
    """``problems(…)`` is what ``make(…)`` is refused for, as (file, row, column); nothing was written."""

    def problems(**options):
        with pytest.raises(LabelerError) as caught:
            make(**options)
        found = caught.value.problems
        assert all(problem.message and problem.remedy for problem in found)
        assert not [path for path in tmp_path.iterdir() if ".labeler" in path.name]
        return [(problem.file.rpartition("/")[2], problem.row, problem.column) for problem in found]

    return problems


def predictions_of(ids, label="cat"):
    return "example_id,predicted\n" + "".join(f"{i},{label}\n" for i in ids)


def imports(session):
    return [
        (entry.kind, entry.name.rpartition("/")[2], entry.rows, entry.left_out) for entry in session.settings.imports()
    ]


def test_a_new_project_tells_what_it_holds(session, tmp_path):
    assert session.info().to_dict() == {
        "project": str(tmp_path / "p.labeler"),
        "task": "multiclass",
        "examples": {"dev": 6, "test": 6},
        "models": ["A", "B", "C"],
        "labels": ["cat", "dog"],
        "decisions": 0,
        "label_version": 0,
        "seed": 0,
        "warnings": [],
    }
    assert imports(session) == [
        ("examples", "examples.csv", 12, 0),
        *(("predictions", f"{model}.csv", 12, 0) for model in "ABC"),
    ]


def test_strange_ids_and_labels_stay_what_they_are(make, reopened):
    ids = ["NA", "None", "007", "1e3", "nan", "a b", "<i>", "猫"]
    rows = "".join(f"{i},dev,{i}\n" for i in ids)
    session = make(examples=f"example_id,split,label\n{rows}", predictions={"m": predictions_of(ids, "NA")})
    session = reopened(session)
    assert list(session.examples.ids) == ids
    assert session.info().labels == ids
    assert [session.ordinal(example_id) for example_id in ids] == list(range(len(ids)))
    assert session.rank(resamples=0).splits["dev"].models[0].before == 7 / 8


def test_one_file_a_split(make, write):
    files = [
        ("val", write("a.csv", "example_id,label\nx,cat\n")),
        ("test", write("b.csv", "example_id,label\ny,dog\n")),
    ]
    session = make(examples=files, predictions={})
    assert session.info().examples == {"dev": 1, "test": 1}
    assert imports(session) == [("examples", "a.csv, b.csv", 2, 0)]


def test_several_files_of_one_model(make, write):
    files = [
        write("dev.csv", predictions_of(f"d{i}" for i in range(6))),
        write("t.csv", predictions_of(f"t{i}" for i in range(6))),
    ]
    session = make(predictions={"m": files})
    assert session.rank(resamples=0).splits["dev+test"].models[0].before == 0.5


def test_a_wide_file_and_files_of_models_together(make, write):
    wide = write("wide.csv", "example_id,W\n" + "".join(f"{s}{i},cat\n" for s in "dt" for i in range(6)))
    assert make(wide=wide).info().models == ["A", "B", "C", "W"]


def test_the_list_of_labels_gives_the_order(make, write):
    session = make(labels=write("labels.csv", "label\ncow\ndog\ncat\n"))
    assert session.info().labels == ["cow", "dog", "cat"]
    assert session.info().warnings == ["no example has the label cow: it is only predicted or listed"]


def test_integers_index_the_list_of_labels(make):
    ids = [f"{s}{i}" for s in "dt" for i in range(6)]
    session = make(predictions={"m": predictions_of(ids, "0"), "n": predictions_of(ids, "cat")})
    assert session.info().labels == ["cat", "dog"]
    first, second = session.rank(resamples=0).splits["dev"].models
    assert first.before == second.before == 0.5


def test_a_binary_project_knows_its_positive_label(make):
    session = make(task="binary", positive="dog")
    assert session.info().task == "binary"
    # On dev A finds all three dogs and takes d0 for one.
    assert session.rank(metric="precision", split=["dev"], resamples=0).splits["dev"].models[0].before == 0.75


def test_near_equal_names_and_labels_only_predicted_are_warned_about(make):
    session = make(
        examples="example_id,split,label\na,dev,cat\nb,dev,Cat\nc,dev,big  cat\nd,dev,big cat\n",
        predictions={"m": predictions_of("abcd", "yak")},
    )
    near, other, unused = session.info().warnings
    assert "'cat', 'Cat'" in near
    assert "'big  cat', 'big cat'" in other
    assert "yak" in unused


def test_media_that_are_not_there_are_a_counted_warning_or_a_problem(make, write, problems, tmp_path):
    write("here.png", "")
    text = "example_id,split,label,file\na,dev,cat,here.png\nb,dev,dog,gone.png\nc,dev,dog,\nd,dev,dog,sub/x.png\n"
    assert problems(examples=text, predictions={}, require_media=True) == [
        ("examples.csv", 3, "file"),
        ("examples.csv", 5, "file"),
    ]
    session = make(examples=text, predictions={})
    assert [warning[:25] for warning in session.info().warnings] == ["2 media files are not bel"]
    assert session.media.path(0) == tmp_path / "here.png"
    assert session.media.path(2) is None


def test_all_problems_of_all_files_are_told_together(problems, write, tmp_path):
    assert problems(
        examples=[
            ("dev", write("one.csv", "example_id,label\nd0,cat\n,cat\nd1,\n")),
            ("test", write("two.csv", "example_id,label\nd0,cat\nt1,dog\n")),
        ],
        predictions={"A": "example_id,predicted\nd0,\nzz,cat\n", "B": "example_id,predicted\nd0,cat\nd1,cat,1\n"},
    ) == [
        ("one.csv", 3, "example_id"),
        ("one.csv", 4, "label"),
        ("two.csv", 2, "example_id"),
        ("A.csv", 2, "predicted"),
        ("A.csv", 3, "example_id"),
        ("B.csv", 3, None),
    ]


def test_files_that_cannot_be_read_at_all_are_told_with_the_others(problems, write, tmp_path):
    assert problems(
        examples=[("dev", write("one.csv", "example_id,label\nd0,\n")), ("test", tmp_path / "none.csv")]
    ) == [("one.csv", 2, "label"), ("none.csv", None, None)]
    assert problems(
        examples="example_id,split,label\nd0,dev,\nd1,dev,cat\n",
        predictions={"A": "id,predicted\nd1,cat\n", "B": "example_id,predicted\nzz,cat\n", "C": tmp_path / "c.csv"},
    ) == [("examples.csv", 2, "label"), ("B.csv", 2, "example_id"), ("A.csv", None, None), ("c.csv", None, None)]


def test_a_file_that_cannot_be_read_is_never_skipped(problems):
    text = 'example_id,split,label\nd0,dev,"cat\n'
    assert problems(examples=text, predictions={}, skip_bad_rows=True) == [("examples.csv", 2, "label")]


def test_predictions_for_a_bad_row_are_no_second_problem(problems):
    assert problems(
        examples="example_id,split,label\na,dev,cat\nb,dev,\n", predictions={"m": predictions_of("ab")}
    ) == [("examples.csv", 3, "label")]


def test_bad_rows_are_left_out_on_request_and_that_is_recorded(make, write):
    session = make(
        examples=[
            ("dev", write("one.csv", "example_id,label\na,cat\nb,\nc\nd,dog\n")),
            ("test", write("two.csv", "example_id,label\nd,cat\ne,dog\n")),
        ],
        predictions={"m": predictions_of(["a", "b", "zz", "d", "a", "e"])},
        skip_bad_rows=True,
    )
    assert list(session.examples.ids) == ["a", "d", "e"]
    assert session.info().examples == {"dev": 2, "test": 1}
    assert imports(session) == [("examples", "one.csv, two.csv", 3, 3), ("predictions", "m.csv", 3, 3)]
    assert session.info().warnings[0] == "3 bad rows of examples were left out"


def test_a_gap_cannot_be_skipped(problems):
    text = "example_id,split,label\na,dev,cat\nb,dev,dog\n"
    bad = {"m": "example_id,predicted\na,cat\nb,\n"}
    assert problems(examples=text, predictions=bad, skip_bad_rows=True) == [("m.csv", None, "example_id")]


def test_gaps_of_all_models_are_told_together(problems):
    text = "example_id,split,label\na,dev,cat\nb,dev,dog\n"
    found = problems(examples=text, predictions={"m": predictions_of("a"), "n": predictions_of("b")})
    assert found == [("m.csv", None, "example_id"), ("n.csv", None, "example_id")]


@pytest.mark.parametrize("text", ["example_id,split,label\n", "example_id,split,label\na,dev,\n"])
def test_a_project_without_examples_is_refused(make, text, tmp_path):
    with pytest.raises(LabelerError, match=r"no examples in .*examples\.csv"):
        make(examples=text, predictions={}, skip_bad_rows=True)
    assert not (tmp_path / "p.labeler").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"task": "binary", "positive": "yak"}, "'yak' is not among"),
        (
            {"task": "binary", "examples": "example_id,split,label\na,dev,x\nb,dev,y\nc,dev,z\n"},
            "two labels, this one has 3",
        ),
        ({"task": "ranking"}, "choose one of: binary, multiclass, multilabel, transcript"),
        ({"attributes": {"Z": {"ms": 1.0}}}, "there is no model 'Z'"),
        ({"examples": []}, "at least one file"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_written(make, tmp_path, options, said):
    with pytest.raises(LabelerError, match=said):
        make(**{"predictions": {}} | options)
    assert not [path for path in tmp_path.iterdir() if ".labeler" in path.name]


def test_no_examples_named_is_wrong_usage(make):
    with pytest.raises(UsageError):
        make(examples=[])


def test_an_existing_project_is_not_overwritten(session, make):
    session.record("d0", "correct")
    before = session.path.read_bytes()
    with pytest.raises(LabelerError, match="exists already"):
        make()
    assert session.path.read_bytes() == before
    assert session.info().decisions == 1


def test_models_are_added_or_revised_later(make, write):
    session = make(predictions={"A": predictions_of([f"{s}{i}" for s in "dt" for i in range(6)])})
    session.record("d0", "incorrect", label="dog")
    yak = write("new.csv", predictions_of([f"d{i}" for i in range(6)], "yak"))
    dog = write("dog.csv", predictions_of([f"{s}{i}" for s in "dt" for i in range(6)], "dog"))
    info = session.add_predictions(("N", yak), ("A", dog))
    assert (info.models, info.labels, info.decisions) == (["A", "N"], ["cat", "dog", "yak"], 1)
    assert [(model.model, model.revision) for model in session.predictions] == [("A", 2), ("N", 1)]
    ranking = session.rank(resamples=0)
    assert [(model.model, model.before, model.after) for model in ranking.splits["dev"].models] == [
        ("A", 1 / 2, 1 / 3),
        ("N", 1, 1),
    ]
    assert [(entry.model, entry.split) for entry in ranking.not_compared] == [("N", "test"), ("N", "dev+test")]
    assert session.verify().ok


def test_models_are_added_all_or_none(session, write):
    good = write("good.csv", predictions_of([f"d{i}" for i in range(6)]))
    with pytest.raises(LabelerError) as caught:
        session.add_predictions(("N", good), ("M", write("bad.csv", "example_id,predicted\nd0,cat\nzz,\n")))
    assert [(problem.row, problem.column) for problem in caught.value.problems] == [(3, "example_id"), (3, "predicted")]
    assert session.info().models == ["A", "B", "C"]
    assert len(session.settings.imports()) == 4


def test_a_listed_vocabulary_takes_no_label_from_later_models(make, write):
    session = make(labels=write("labels.csv", "label\ncat\ndog\n"))
    path = write("new.csv", predictions_of([f"d{i}" for i in range(6)], "yak"))
    with pytest.raises(LabelerError) as caught:
        session.add_predictions(("N", path))
    assert len([problem for problem in caught.value.problems if problem.column == "predicted"]) == 6
    assert session.info().labels == ["cat", "dog"]


def test_the_file_is_the_id_where_there_is_none(make, write):
    write("x.png", "")
    session = make(examples="path,split,label\nx.png,dev,cat\n", predictions={}, map={"file": "path"})
    assert list(session.examples.ids) == ["x.png"]
    assert session.media.path(0).is_file()
    assert session.info().warnings == []


def test_project_and_media_move_together(make, write, tmp_path):
    write("x.png", "")
    session = make(examples="example_id,file,split,label\na,x.png,dev,cat\n", predictions={})
    session.close()
    elsewhere = tmp_path / "moved"
    elsewhere.mkdir()
    for name in ("p.labeler", "x.png"):
        (tmp_path / name).rename(elsewhere / name)
    with labeler.open(elsewhere / "p") as moved:
        assert moved.media.path(0) == elsewhere / "x.png"
        assert moved.media.path(0).is_file()


SETS = "example_id,split,label:cat,label:dog\na,dev,1,0\nb,dev,?,1\nc,test,0,0\n"
SPOKEN = "example_id,split,transcript,transcript_2\na,dev,one two,won two\nb,dev,,\nc,test,Three,\n"


def test_several_labels_an_example(make, reopened):
    model = "example_id,dog,prob:cat\na,0,1\nb,.5,0\nc,.2,.7\n"
    session = reopened(make(examples=SETS, predictions={"m": model, "n": model}, threshold=0.75))
    assert (session.info().task, session.info().labels, session.info().warnings) == ("multilabel", ["cat", "dog"], [])
    assert session.examples.given.values.tolist() == [[1, 0], [-1, 1], [0, 0]]
    ranked = session.rank(metric="hamming", split=["dev", "test"], resamples=0).splits
    assert [ranked[split].models[0].before for split in ("dev", "test")] == [1 / 3, 0]
    assert session.settings.imports()[1].details == {"model": "m", "threshold": 0.75}
    assert session.verify().ok


def test_a_list_of_labels_in_one_cell_needs_the_task(make):
    text = "example_id,split,label\na,dev,cat;?dog\nb,dev,\n"
    session = make(examples=text, predictions={}, task="multilabel")
    assert session.examples.given.values.tolist() == [[1, -1], [0, 0]]
    assert session.examples.vocabulary.names == ("cat", "dog")


def test_lists_that_name_no_label_need_the_list_of_labels(make, write, tmp_path):
    text = "example_id,split,label\na,dev,\n"
    with pytest.raises(LabelerError, match="--labels FILE"):
        make(examples=text, predictions={}, task="multilabel")
    session = make(examples=text, predictions={}, task="multilabel", labels=write("labels.csv", "label\ncat\n"))
    assert session.examples.given.values.tolist() == [[0]]


def test_transcripts_with_further_references_and_what_does_not_count(make, reopened):
    heard = "example_id,hypothesis\na,won two\nb,\nc,three\n"
    session = reopened(make(examples=SPOKEN, predictions={"m": heard}, normalize=["case"]))
    assert (session.info().task, session.info().labels) == ("transcript", [])
    assert [session.examples.given.references(i) for i in range(3)] == [("one two", "won two"), ("",), ("Three",)]
    assert session.settings.get("normalization") == ["case"]
    assert session.rank(metric="wer", resamples=0).splits["dev+test"].models[0].before == 0
    assert session.model("m").hypothesis(1) == ""
    assert session.verify().ok


def test_a_wide_table_of_hypotheses(make, write):
    wide = write("wide.csv", "example_id,A,B\na,one two,\nb,,\nc,Three,three\n")
    session = make(examples=SPOKEN, predictions={}, wide=wide)
    ranked = session.rank(metric="sentence-error", split=["dev+test"], resamples=0).splits["dev+test"].models
    assert [(model.model, model.before) for model in ranked] == [("A", 0), ("B", 2 / 3)]


def test_columns_are_mapped_onto_a_transcript(make):
    text = "uid,split,said\na,dev,one\n"
    for mapped in ({"label": "said"}, {"transcript": "said"}):
        session = make(
            examples=text,
            predictions={},
            map={"example_id": "uid"} | mapped,
            task=None if "transcript" in mapped else "transcript",
            name=f"by-{next(iter(mapped))}",
        )
        assert list(session.examples.given.texts) == ["one"]


def test_what_the_first_file_is_the_others_are(make, write):
    files = [
        ("dev", write("one.csv", "example_id,transcript\na,one\n")),
        ("test", write("two.csv", "example_id,label,transcript\nb,cat,two\n")),
    ]
    assert list(make(examples=files, predictions={}).examples.given.texts) == ["one", "two"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"examples": SPOKEN, "labels": "labels.csv"}, "a transcript has none"),
        ({"examples": SPOKEN, "threshold": 0.5}, "--threshold is for multilabel"),
        ({"examples": SETS, "normalize": ["case"]}, "--normalize is for transcript"),
        ({"examples": SPOKEN, "normalize": ["loudness"]}, "'loudness' is not a way"),
        ({"examples": SETS, "threshold": 1.5}, "1.5 is no probability"),
        ({"label_columns": ["cat"], "task": "multiclass"}, "--label-columns is for multilabel"),
    ],
)
def test_options_of_another_task_are_refused(make, write, tmp_path, options, said):
    if "labels" in options:
        options = options | {"labels": write("labels.csv", "label\ncat\n")}
    with pytest.raises(LabelerError, match=said):
        make(**{"predictions": {}} | options)
    assert not (tmp_path / "p.labeler").exists()


def test_problems_of_every_kind_of_table_are_told_together(problems):
    assert problems(
        examples=SETS.replace("?,1", "x,2"),
        predictions={
            "m": "example_id,cat,dog\na,0,1\nb,1,0\nc,9,0\n",
            "n": "example_id,cat\na,0\n",
            "o": "example_id,predicted\na,cat\n",
        },
    ) == [
        ("examples.csv", 3, "label:cat"),
        ("examples.csv", 3, "label:dog"),
        ("m.csv", 4, "cat"),
        ("n.csv", None, "dog"),
        ("o.csv", None, "predicted"),
        ("o.csv", None, "cat"),
        ("o.csv", None, "dog"),
    ]
    assert problems(examples=SPOKEN, predictions={"m": "example_id,hypothesis\na,x\nc,y\n"}) == [
        ("m.csv", None, "example_id")
    ]


def test_a_later_model_has_a_threshold_of_its_own(make, write):
    model = write("model.csv", "example_id,cat,dog\na,.4,0\nb,0,1\nc,0,0\n")
    session = make(examples=SETS, predictions={"m": model})
    session.add_predictions(("low", model), threshold=0.4)
    assert [p.columns["predicted"].tolist()[0] for p in session.predictions] == [[0, 0], [1, 0]]
    assert session.settings.imports()[-1].details == {"model": "low", "threshold": 0.4}


def test_a_threshold_says_nothing_of_classes(session, write):
    path = write("new.csv", predictions_of([f"d{i}" for i in range(6)]))
    with pytest.raises(UsageError):
        session.add_predictions(("N", path), threshold=0.5)


def test_arrays_are_predictions_too(make, write, tmp_path):
    np.save(tmp_path / "net.npy", np.array([[0.9, 0.1], [0.2, 0.8]]))
    write("net.ids.csv", "example_id\nb\na\n")
    text = "example_id,split,label\na,dev,cat\nb,dev,dog\n"
    session = make(examples=text, predictions={"net": tmp_path / "net.npy"})
    assert session.model("net").codes.tolist() == [1, 0]
    assert session.verify().ok
