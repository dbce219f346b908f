"""Tables of examples and everything that can be wrong with them (DESIGN 4, Examples)."""

from __future__ import annotations

import gzip

import pytest

from labeler.core.labels import Vocabulary
from labeler.core.splits import SPLITS
from labeler.errors import LabelerError
from labeler.formats.combined import combine
from labeler.formats.example_columns import Mapped
from labeler.formats.examples import ExampleSource, read_examples


@pytest.fixture
def read(tmp_path):
    """``read(text, …)`` is the ExampleTable of a file with that text."""

    def read(text, *, name="x.csv", split=None, mapped=(), allowed=None):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        source = ExampleSource(path, split)
        return read_examples(source, mapped=Mapped(dict(mapped)), allowed=allowed)

    return read


@pytest.fixture
def refused(read):
    """``refused(text, …)`` is the problems of a file that is no table of examples."""

    def refused(text, **options):
        with pytest.raises(LabelerError) as caught:
            read(text, **options)
        return caught.value.problems

    return refused


def texts(cells):
    return cells.to_pylist()


def splits_of(table):
    return [SPLITS[code] for code in table.splits]


def places(problems):
    """(row, column) of every problem; each must say what is wrong and what to do."""
    assert all(problem.message and problem.remedy and problem.file.endswith(".csv") for problem in problems)
    return [(problem.row, problem.column) for problem in problems]


def test_every_part_is_found_by_its_name(read):
    table = read("weight,label,split,example_id,file,source,annotator,group,hour\n2,cat,val,e1,a.png,web,ann,g,7\n")
    assert (texts(table.ids), texts(table.files), texts(table.labels.cells)) == (["e1"], ["a.png"], ["cat"])
    assert (splits_of(table), texts(table.split_names), table.weights.tolist()) == (["dev"], ["val"], [2.0])
    parts = ("example_id", "split", "file", "label", "weight", "source", "annotator", "group")
    assert table.layout.roles == {part: part for part in parts}
    assert texts(table.raw["hour"]) == ["7"]
    assert table.problems == ()


def test_without_an_id_the_file_is_the_id(read):
    table = read("file,split,label\n a.png ,dev,cat\nb.png,dev,dog\n")
    assert texts(table.ids) == texts(table.files) == ["a.png", "b.png"]
    assert texts(table.raw["file"]) == [" a.png ", "b.png"]


def test_columns_can_be_mapped(read):
    table = read(
        "uid,part,Klasse,label\n1,dev,cat,7\n", mapped={"example_id": "uid", "split": "part", "label": "Klasse"}
    )
    assert (texts(table.ids), splits_of(table), texts(table.labels.cells)) == (["1"], ["dev"], ["cat"])


def test_one_file_a_split_needs_no_column(read):
    table = read("example_id,label\na,cat\nb,dog\n", split="validation")
    assert splits_of(table) == ["dev", "dev"]
    assert texts(table.split_names) == ["validation", "validation"]


def test_the_split_of_the_whole_file_wins_over_its_column(read):
    assert splits_of(read("example_id,split,label\na,train,cat\n", split="test")) == ["test"]


@pytest.mark.parametrize("text", ["NA", "None", "null", "nan", "007", "1e3", "TRUE", "-", "1.0"])
def test_ids_and_labels_are_text(read, text):
    table = read(f"example_id,split,label\n{text},dev,{text}\n")
    assert texts(table.ids) == texts(table.labels.cells) == [text]
    assert table.problems == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.csv", "\ufeffexample_id,split,label\na,dev,cat\n".encode()),
        ("x.tsv", b"example_id\tsplit\tlabel\na\tdev\tcat\n"),
        ("x.csv", b"example_id;split;label\r\na;dev;cat\r\n"),
        ("x.csv", b"example_id|split|label\na|dev|cat"),
        ("x.csv.gz", gzip.compress(b"example_id,split,label\na,dev,cat\n")),
        ("x.tsv.gz", gzip.compress(b"example_id\tsplit\tlabel\na\tdev\tcat\n")),
        ("x.csv", b" example_id , split , label \n a , dev , cat \n"),
    ],
    ids=["bom", "tsv", "semicolon and crlf", "bar", "gzip", "gzipped tsv", "spaces"],
)
def test_every_kind_of_text_table_reads_alike(read, name, content):
    table = read(content, name=name)
    assert (texts(table.ids), splits_of(table), texts(table.labels.cells)) == (["a"], ["dev"], ["cat"])


@pytest.mark.parametrize(
    "hostile", ["<b>cat</b>", '\'=HYPERLINK("x")', "'+1+1", "../../etc", "cat'; DROP TABLE x", "猫 🐈"]
)
def test_hostile_labels_and_metadata_are_only_text(read, hostile):
    quoted = '"' + hostile.replace('"', '""') + '"'
    table = read(f"example_id,split,label,note\na,dev,{quoted},{quoted}\n")
    shown = hostile[1:] if hostile[:2] in ("'=", "'+") else hostile
    assert texts(table.labels.cells) == texts(table.raw["note"]) == [shown]
    assert table.problems == ()


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("example_id,split,klass", ["label"]),
        ("example_id,label", ["split"]),
        ("name,split,label", [None]),
        ("x,y", [None, "split", "label"]),
    ],
)
def test_missing_columns_are_told_together(refused, header, columns):
    problems = refused(f"{header}\n1,2,3\n" if header.count(",") == 2 else f"{header}\n1,2\n")
    assert places(problems) == [(None, column) for column in columns]


def test_a_mapping_to_a_column_that_is_not_there_names_those_there_are(refused):
    (problem, *_) = refused("example_id,split,label\na,dev,cat\n", mapped={"label": "Klasse"})
    assert "'Klasse'" in problem.message
    assert "example_id, split, label" in problem.remedy


def test_a_mapping_of_a_part_we_do_not_know_is_refused(refused):
    (problem,) = refused("example_id,split,label\na,dev,cat\n", mapped={"lable": "label"})
    assert "'lable'" in problem.message
    assert "label" in problem.remedy


def test_an_unknown_split_of_the_whole_file_is_refused(read):
    with pytest.raises(LabelerError, match="'holdout' is not a split"):
        read("example_id,label\na,cat\n", split="holdout")


@pytest.mark.parametrize("file", ["a/../b.png", "a\\..\\b.png", "..a/b.png", "a/..b.png"])
def test_a_path_that_stays_in_the_media_folder_is_fine(read, file):
    assert read(f"example_id,split,label,file\ne0,dev,cat,{file}\n").problems == ()


BAD_ROWS = [
    (",dev,cat,a.png,1", "example_id", "empty"),
    ("e0,dev,cat,a.png,1", "example_id", "already in row 2"),
    ('"a\tb",dev,cat,a.png,1', "example_id", "control character"),
    ('"a\nb",dev,cat,a.png,1', "example_id", "control character"),
    ("e1,,cat,a.png,1", "split", "''"),
    ("e1,holdout,cat,a.png,1", "split", "'holdout'"),
    ("e1,dev,,a.png,1", "label", "empty"),
    ("e1,dev, ; ,a.png,1", "label", "empty"),
    ('e1,dev,"c\x07t",a.png,1', "label", "control character"),
    ("e1,dev,cat,https://example.org/a.png,1", "file", "URL"),
    ("e1,dev,cat,file:///etc/passwd,1", "file", "URL"),
    ("e1,dev,cat,../a.png,1", "file", "'..'"),
    ("e1,dev,cat,a/../../b.png,1", "file", "'..'"),
    ("e1,dev,cat,a\\..\\..\\b.png,1", "file", "'..'"),
    ("e1,dev,cat,..,1", "file", "'..'"),
    ('e1,dev,cat,"a\nb.png",1', "file", "control character"),
    ("e1,dev,cat,a.png,-1", "weight", "'-1'"),
    ("e1,dev,cat,a.png,", "weight", "''"),
    ("e1,dev,cat,a.png,nan", "weight", "'nan'"),
    ("e1,dev,cat,a.png,inf", "weight", "'inf'"),
    ("e1,dev,cat,a.png,1e999", "weight", "'1e999'"),
    ("e1,dev,cat,a.png,much", "weight", "'much'"),
    ("e1,dev,cat", "file", "3 cells where the header has 5"),
    ("e1,dev,cat,a.png,1,2", None, "6 cells where the header has 5"),
]


@pytest.mark.parametrize(("row", "column", "said"), BAD_ROWS)
def test_a_bad_row_is_located_and_left_out(read, row, column, said):
    table = read(f"example_id,split,label,file,weight\ne0,dev,cat,0.png,1\n{row}\ne9,test,dog,9.png,.5\n")
    (problem,) = table.problems
    assert places(table.problems) == [(3, column)]
    assert said in problem.message
    assert table.left_out == 1
    assert texts(table.ids) == ["e0", "e9"]
    assert splits_of(table) == ["dev", "test"]
    assert table.weights.tolist() == [1, 0.5]
    assert texts(table.raw["label"]) == ["cat", "dog"]


def test_all_problems_of_a_file_are_told_together_by_row(read):
    table = read("example_id,split,label,weight\n,oops,,x\ne1,dev,cat,1\ne1,dev,dog,-1\ne2,dev\n")
    assert [row for row, _ in places(table.problems)] == [2, 2, 2, 2, 4, 4, 5]
    assert {column for row, column in places(table.problems) if row == 2} == {"example_id", "split", "label", "weight"}
    assert table.left_out == 3
    assert texts(table.ids) == ["e1"]


def test_absolute_paths_spaces_and_dots_in_names_are_fine(read):
    files = ["/data/a.png", "C:/data/a.png", "a b/c.png", "..a.png", "a..b.png", "...", ""]
    rows = "".join(f"e{i},dev,cat,{file}\n" for i, file in enumerate(files))
    table = read(f"example_id,split,label,file\n{rows}")
    assert table.problems == ()
    assert texts(table.files) == files


def test_weights_are_numbers_in_any_form(read):
    table = read("example_id,split,label,weight\na,dev,c,0\nb,dev,c,+2.5\nc,dev,c,1e-3\nd,dev,c, .5 \n")
    assert table.weights.tolist() == [0, 2.5, 0.001, 0.5]


def test_labels_outside_the_list_are_problems(read):
    table = read(
        "example_id,split,label\na,dev,cat\nb,dev,Cat\nc,dev,cat;cow\nd,dev,dog;cat\n",
        allowed=Vocabulary(("cat", "dog")),
    )
    assert places(table.problems) == [(3, "label"), (4, "label")]
    assert texts(table.ids) == ["a", "d"]


def test_files_are_put_one_below_the_other(read):
    whole = combine(
        [
            read("example_id,label,note\na,cat,x\nb,dog,y\n", split="dev"),
            read("example_id,label,weight\nc,cow,3\n", split="Test", name="y.csv"),
        ]
    )
    assert (texts(whole.ids), texts(whole.labels.cells)) == (["a", "b", "c"], ["cat", "dog", "cow"])
    assert (splits_of(whole), texts(whole.split_names)) == (["dev", "dev", "test"], ["dev", "dev", "Test"])
    assert whole.weights.tolist() == [1, 1, 3]
    assert {name: texts(cells) for name, cells in whole.raw.items()} == {
        "example_id": ["a", "b", "c"],
        "label": ["cat", "dog", "cow"],
        "note": ["x", "y", ""],
        "weight": ["", "", "3"],
    }
    assert whole.roles["weight"] == "weight"
    assert [whole.place(i)[1] for i in range(3)] == [2, 3, 2]
    assert whole.place(2)[0].endswith("y.csv")


def test_an_id_that_stands_in_two_files_is_a_problem_of_the_later_one(read):
    first = read("example_id,label\na,cat\nb,dog\n", split="dev", name="dev.csv")
    second = read("example_id,label\nc,\nb,dog\nd,cat\n", split="test", name="test.csv")
    whole = combine([first, second])
    assert [(problem.file.rpartition("/")[2], problem.row) for problem in whole.problems] == [
        ("test.csv", 2),
        ("test.csv", 3),
    ]
    assert "dev.csv" in whole.problems[1].message
    assert texts(whole.ids) == ["a", "b", "d"]
    assert splits_of(whole) == ["dev", "dev", "test"]
    assert whole.left_out == 2
    assert whole.place(2)[1] == 4


def test_a_repeated_file_name_that_is_the_id_names_its_column(read):
    parts = [read("path,label\na.png,cat\n", split=split, mapped={"file": "path"}) for split in ("dev", "test")]
    (problem,) = combine(parts).problems
    assert problem.column == "path"
