from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from labeler.errors import LabelerError
from labeler.gui.new_project.inputs import Inputs
from labeler.gui.new_project.intake import take_in
from labeler.gui.new_project.peek import Kind, Peeked, peek


def _table(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ("example_id,split,file,label", Kind.EXAMPLES),
        ("file,label", Kind.EXAMPLES),
        ("example_id,label", Kind.EXAMPLES),
        ("example_id,predicted,probability", Kind.PREDICTIONS),
        ("example_id,prob:cat,prob:dog", Kind.PREDICTIONS),
        ("example_id,label_1,prob_1,label_2", Kind.PREDICTIONS),
        ("example_id,resnet,vgg", Kind.WIDE),
        ("example_id,transcript", Kind.EXAMPLES),
        ("example_id,label:cat,label:dog", Kind.EXAMPLES),
        ("example_id,hypothesis", Kind.PREDICTIONS),
        ("label,index", Kind.LABELS),
        ("example_id,verdict,corrected_label", Kind.DECISIONS),
        ("image,class", Kind.UNKNOWN),
    ],
)
def test_a_table_is_known_by_its_columns(columns: str, kind: Kind) -> None:
    assert Peeked(Path("table.csv"), tuple(columns.split(","))).kind is kind


def test_the_head_of_a_packed_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "examples.csv.gz"
    path.write_bytes(gzip.compress(b'id;class\n1;dog\n2;"c;at"\n'))
    assert peek(path) == Peeked(path, ("id", "class"), (("1", "dog"), ("2", "c;at")))


def test_a_row_cut_off_by_the_end_of_the_head_is_not_shown(tmp_path: Path) -> None:
    path = _table(tmp_path, "long.csv", "id,text\n1,a\n2," + "b" * 300_000)
    assert peek(path).rows == (("1", "a"),)


def test_an_image_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "cat.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(LabelerError, match="PNG"):
        peek(path)


def test_files_find_their_places_in_any_order(tmp_path: Path) -> None:
    files = [
        _table(tmp_path, "labels.csv", "label\ncat\ndog\n"),
        _table(tmp_path, "resnet.csv", "example_id,predicted\na,cat\n"),
        _table(tmp_path, "examples.csv", "example_id,split,label\na,dev,cat\n"),
    ]
    inputs, refused = take_in(Inputs(), files)
    assert [file.path.name for file in inputs.examples] == ["examples.csv"]
    assert [file.model for file in inputs.predictions] == ["resnet"]
    assert inputs.labels == files[0]
    assert not refused
    assert not inputs.lacking()


def test_a_folder_is_that_of_the_media(tmp_path: Path) -> None:
    examples = _table(tmp_path, "examples.csv", "file,split,label\na,dev,cat\n")
    beside, _ = take_in(Inputs(), [examples])
    assert beside.media_folder == tmp_path
    (tmp_path / "images").mkdir()
    elsewhere, _ = take_in(beside, [tmp_path / "images"])
    assert elsewhere.media_folder == tmp_path / "images"


def test_what_is_of_no_use_is_said_and_the_rest_taken(tmp_path: Path) -> None:
    decisions = _table(tmp_path, "mine.csv", "example_id,verdict\na,correct\n")
    examples = _table(tmp_path, "examples.csv", "example_id,split,label\na,dev,cat\n")
    inputs, refused = take_in(Inputs(), [decisions, tmp_path / "gone.csv", examples])
    assert len(inputs.examples) == 1
    assert not inputs.predictions
    assert "mine.csv" in refused[0]
    assert "decisions" in refused[0]
    assert "gone.csv" in refused[1]


def test_what_is_meant_holds_whatever_the_columns_look_like(tmp_path: Path) -> None:
    path = _table(tmp_path, "odd.csv", "key,guess\na,cat\n")
    inputs, _ = take_in(Inputs(), [path], meant="predictions")
    assert [file.path for file in inputs.predictions] == [path]
    assert not inputs.examples


def test_a_file_has_one_place_only(tmp_path: Path) -> None:
    path = _table(tmp_path, "odd.csv", "key,guess\na,cat\n")
    inputs, _ = take_in(Inputs(), [path], meant="predictions")
    inputs, _ = take_in(inputs, [path], meant="examples")
    assert not inputs.predictions
    assert [file.path for file in inputs.examples] == [path]


def test_columns_are_guessed_by_their_names() -> None:
    inputs = Inputs().with_examples(Peeked(Path("pets.csv"), ("ID", "class", "subset", "image_path", "breed")))
    assert inputs.plan().mapped.columns == {
        "example_id": "ID",
        "label": "class",
        "split": "subset",
        "file": "image_path",
    }


def test_columns_of_the_right_names_are_not_mapped() -> None:
    inputs = Inputs().with_examples(Peeked(Path("pets.csv"), ("id", "example_id", "label", "split")))
    assert not inputs.plan().mapped.columns
    assert inputs.with_column("example_id", "id").plan().mapped.columns == {"example_id": "id"}
    assert not inputs.with_column("example_id", "id").with_column("example_id", "example_id").columns


@pytest.mark.parametrize(
    ("path", "split"),
    [("dev.csv", "dev"), ("pets-val.csv", "dev"), ("test/examples.csv", "test"), ("pets.csv", None)],
)
def test_the_split_of_a_file_is_guessed_from_its_name(path: str, split: str | None) -> None:
    inputs = Inputs().with_examples(Peeked(Path(path), ("example_id", "label")))
    assert inputs.examples[0].split == split
    assert inputs.lacking() == ("" if split else "Choose the split of pets.csv")


def test_a_column_of_splits_counts_more_than_the_name_of_the_file() -> None:
    inputs = Inputs().with_examples(Peeked(Path("dev.csv"), ("example_id", "label", "split")))
    assert inputs.plan().examples[0].split is None


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("resnet18.csv", "resnet18"),
        ("vgg-1.2.csv.gz", "vgg-1.2"),
        ("resnet_dev.csv", "resnet"),
        ("vgg/test.csv", "vgg"),
    ],
)
def test_a_model_is_named_after_its_file(path: str, model: str) -> None:
    inputs = Inputs().with_predictions(Peeked(Path(path), ("example_id", "predicted")))
    assert inputs.plan().predictions == [(model, Path(path))]


def test_a_wide_file_names_its_models_itself() -> None:
    wide = Peeked(Path("all.csv"), ("example_id", "resnet", "vgg"))
    inputs = Inputs().with_examples(Peeked(Path("dev.csv"), ("example_id", "label"))).with_predictions(wide)
    assert inputs.plan().wide == wide.path
    assert not inputs.plan().predictions
    assert not inputs.lacking()


def test_what_is_lacking_is_asked_for_in_order() -> None:
    inputs = Inputs()
    assert inputs.lacking() == "Add a table of examples"
    inputs = inputs.with_examples(Peeked(Path("pets.csv"), ("name", "kind")))
    assert inputs.lacking() == "Choose the column that holds the label"
    inputs = inputs.with_column("label", "kind")
    assert "the id" in inputs.lacking()
    inputs = inputs.with_column("example_id", "name")
    assert inputs.lacking() == "Choose the split of pets.csv"
    inputs = inputs.with_split(Path("pets.csv"), "test")
    assert not inputs.lacking()
    inputs = inputs.with_predictions(Peeked(Path("m.csv"), ("example_id", "predicted")))
    assert inputs.with_model(Path("m.csv"), " ").lacking() == "Name the model of m.csv"


def test_removing_the_last_examples_forgets_their_mapping() -> None:
    inputs = Inputs().with_examples(Peeked(Path("pets.csv"), ("ID", "class")))
    assert inputs.columns
    assert not inputs.without(Path("pets.csv")).columns


def test_only_a_binary_task_has_a_positive_label() -> None:
    inputs = replace(Inputs(), positive="cat")
    assert inputs.plan().positive is None
    assert replace(inputs, task="binary").plan().positive == "cat"


def test_the_project_is_proposed_beside_the_examples_under_a_free_name(tmp_path: Path) -> None:
    folder = tmp_path / "pets"
    examples = _table(folder, "examples.csv", "example_id,split,label\n")
    inputs, _ = take_in(Inputs(), [examples])
    assert inputs.project_file == folder / "pets.labeler"
    (folder / "pets.labeler").touch()
    assert inputs.project_file == folder / "pets-2.labeler"
    assert replace(inputs, project=tmp_path / "mine").project_file == tmp_path / "mine.labeler"


def test_a_typed_name_without_a_folder_is_meant_beside_the_examples() -> None:
    inputs = Inputs().with_examples(Peeked(Path("/data/dev.csv"), ("example_id", "label")))
    assert replace(inputs, project=Path("mine")).project_file == Path("/data/mine.labeler")
    assert replace(inputs, media=Path("images")).media_folder == Path("/data/images")
    assert replace(inputs, project=Path("/")).project_file == Path("/")


SETS = "example_id,split,file,weight,animal,wheels,hour\na,dev,a.png,1,1,0,7\nb,dev,b.png,0,?,1,1\n"


def test_columns_of_yes_and_no_are_taken_for_labels(tmp_path: Path) -> None:
    files = [
        _table(tmp_path, "net.csv", "example_id,animal,wheels\na,0.1,0.9\nb,1,0\n"),
        _table(tmp_path, "examples.csv", SETS),
    ]
    inputs, refused = take_in(Inputs(), files)
    assert (inputs.task, inputs.label_columns, refused) == ("multilabel", ("animal", "wheels"), ())
    assert [(file.model, file.wide) for file in inputs.predictions] == [("net", False)]
    assert not inputs.lacking()
    plan = inputs.plan()
    assert (plan.task, plan.label_columns, plan.wide) == ("multilabel", ("animal", "wheels"), None)


def test_columns_called_labels_are_all_there_are() -> None:
    table = Peeked(Path("x.csv"), ("example_id", "split", "label:cat", "new", "old"), (("a", "dev", "1", "0", "1"),))
    inputs = Inputs().with_examples(table)
    assert (inputs.task, inputs.label_columns) == ("multilabel", ("label:cat",))


def test_another_task_makes_something_else_of_the_same_columns(tmp_path: Path) -> None:
    files = [
        _table(tmp_path, "examples.csv", SETS),
        _table(tmp_path, "net.csv", "example_id,animal,wheels\na,0,1\nb,1,0\n"),
    ]
    inputs, _ = take_in(Inputs(), files)
    classes = inputs.with_task("multiclass").with_column("label", "hour")
    assert classes.label_columns == ()
    assert [(file.model, file.wide) for file in classes.predictions] == [("", True)]
    assert classes.plan().wide == files[1]
    back = classes.with_task("multilabel")
    assert back.label_columns == ()  # the column that was chosen holds lists of labels
    assert [(file.model, file.wide) for file in back.predictions] == [("net", False)]


def test_without_labels_of_any_kind_one_column_is_asked_for() -> None:
    inputs = replace(Inputs().with_examples(Peeked(Path("x.csv"), ("example_id", "split", "x"))), task="multilabel")
    assert inputs.lacking() == "Choose the column that holds the label"


def test_a_transcript_is_known_by_its_column_and_may_be_another() -> None:
    inputs = Inputs().with_examples(Peeked(Path("x.csv"), ("example_id", "split", "label", "transcript", "text")))
    assert (inputs.task, inputs.column("label")) == ("transcript", "transcript")
    assert not inputs.plan().mapped.columns
    for column in ("label", "text"):
        other = inputs.with_column("label", column)
        assert other.column("label") == column
        assert other.plan().mapped.columns == {"label": column}
        assert other.with_column("label", "transcript").plan().mapped.columns == {}
