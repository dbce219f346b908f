"""Several labels an example, in columns or in one cell (DESIGN 4, Examples)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.core.labels import Vocabulary
from labeler.errors import LabelerError
from labeler.formats.combined import combine
from labeler.formats.example_columns import Mapped
from labeler.formats.examples import ExampleSource, read_examples

NONE = Vocabulary(())


@pytest.fixture
def read(tmp_path):
    """``read(header, *rows, …)`` is a table of examples e0, e1, … of dev."""

    def read(header, *rows, name="x.csv", **options):
        path = tmp_path / name
        path.write_text("\n".join([f"example_id,{header}", *(f"{name[0]}{i},{row}" for i, row in enumerate(rows))]))
        return read_examples(ExampleSource(path, "dev"), mapped=Mapped(), **options)

    return read


def truth(table, vocabulary=None):
    vocabulary = vocabulary or table.labels.vocabulary(NONE)
    return vocabulary.names, table.labels.truth(vocabulary).values.tolist()


def places(problems):
    assert all(problem.message and problem.remedy for problem in problems)
    return [(problem.row, problem.column) for problem in problems]


def test_columns_say_yes_no_and_not_known(read):
    table = read("label:dog,hour,label:cat", "1,7, 0 ", "?,8,1", "0,9,?")
    assert truth(table) == (("dog", "cat"), [[1, 0], [-1, 1], [0, -1]])
    assert table.problems == ()


def test_bare_columns_do_too(read):
    table = read("cat,dog", "1,0", label_columns=("dog", "cat"))
    assert truth(table) == (("dog", "cat"), [[0, 1]])


@pytest.mark.parametrize("cell", ["", "2", "yes", "1.0", "-1", "nan", "??", "TRUE", "=1"])
def test_any_other_cell_is_a_problem_and_its_row_left_out(read, cell):
    table = read("label:cat,label:dog", "1,0", f"0,{cell}", "0,1")
    assert places(table.problems) == [(3, "label:dog")]
    assert truth(table)[1] == [[1, 0], [0, 1]]
    assert table.left_out == 1


def test_a_list_names_all_that_apply(read):
    table = read("label", "dog; cat", "", "?cow;dog", "cat;cat", task="multilabel")
    assert truth(table) == (("dog", "cat", "cow"), [[1, 1, 0], [0, 0, 0], [1, 0, -1], [0, 1, 0]])
    assert table.problems == ()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("cat;?cat", "both with and without"),
        ("?", "no label's name"),
        ("??cat", "no label's name"),
        ("\\?cat", "no label's name"),
        ('"c\tt"', "control character"),
    ],
)
def test_a_list_that_says_nothing_clear_is_a_problem(read, cell, said):
    table = read("label", "cat", cell, "dog", task="multilabel")
    assert places(table.problems) == [(3, "label")]
    assert said in table.problems[0].message
    assert truth(table) == (("cat", "dog"), [[1, 0], [0, 1]])


def test_labels_outside_the_list_are_problems(read):
    allowed = Vocabulary(("dog", "cat", "cow"))
    lists = read("label", "cat;dog", "?yak", task="multilabel", allowed=allowed)
    assert places(lists.problems) == [(3, "label")]
    assert truth(lists, allowed)[1] == [[1, 1, 0]]
    with pytest.raises(LabelerError) as caught:
        read("label:yak,label:cat", "1,0", allowed=allowed)
    assert places(caught.value.problems) == [(None, "label:yak")]


def test_of_a_listed_label_without_a_column_nothing_is_known(read):
    allowed = Vocabulary(("cow", "cat"))
    assert truth(read("label:cat", "1", allowed=allowed), allowed)[1] == [[-1, 1]]
    assert truth(read("label", "cat", task="multilabel", allowed=allowed), allowed)[1] == [[0, 1]]


def test_files_come_one_below_the_other_by_the_names_of_the_labels(read):
    whole = combine([read("label:a,label:b", "1,0", name="x.csv"), read("label:b,label:a", "1,?", name="y.csv")])
    assert truth(whole) == (("a", "b"), [[1, 0], [-1, 1]])
    lists = [read("label", cell, name=name, task="multilabel") for name, cell in (("x.csv", "a"), ("y.csv", "b"))]
    assert truth(combine(lists)) == (("a", "b"), [[1, 0], [0, 1]])


def test_files_with_other_label_columns_are_refused(read):
    tables = [read("label:a,label:b", "1,0", name="x.csv"), read("label:a", "1", name="y.csv")]
    with pytest.raises(LabelerError) as caught:
        combine(tables)
    (problem,) = caught.value.problems
    assert "y.csv" in problem.file
    assert "'label:a', 'label:b'" in problem.message


SIGNS = st.sampled_from(["1", "0", "?"])


@given(st.lists(st.tuples(SIGNS, SIGNS, SIGNS), min_size=1, max_size=6))
def test_columns_and_lists_say_the_same(tmp_path_factory, cells):
    folder = tmp_path_factory.mktemp("multilabel")
    names = ("a", "b c", "d")

    def values(header, rows, **options):
        path = folder / "x.csv"
        path.write_text("\n".join([f"example_id,{header}", *(f"e{i},{row}" for i, row in enumerate(rows))]) + "\n")
        table = read_examples(ExampleSource(path, "dev"), mapped=Mapped(), **options)
        assert table.problems == ()
        return table.labels.truth(Vocabulary(names)).values.tolist()

    lists = [
        ";".join({"1": name, "?": f"?{name}"}[c] for name, c in zip(names, row, strict=True) if c != "0")
        for row in cells
    ]
    columns = ",".join(f"label:{name}" for name in names)
    assert values(columns, map(",".join, cells)) == values("label", lists, task="multilabel")
