from __future__ import annotations

from pathlib import Path

import pytest

from labeler.errors import LabelerError
from labeler.gui.jobs import Cancelled
from labeler.gui.new_project.check import LabelCount, check, write
from labeler.gui.new_project.inputs import Inputs
from labeler.gui.new_project.intake import take_in
from labeler.gui.new_project.wording import in_window, sentence, told
from labeler.session.session import Session


def _silent(_message: str, _fraction: float) -> None:
    return


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    (tmp_path / "dev.csv").write_text("example_id,label,file\na,dog,a.png\nb,cat,b.png\nc,cat,\n")
    (tmp_path / "test.csv").write_text("example_id,label,file\nd,dog,d.png\n")
    (tmp_path / "vgg_dev.csv").write_text("example_id,predicted\na,dog\nb,cat\nc,dog\n")
    (tmp_path / "a.png").touch()
    made, _ = take_in(Inputs(), sorted(tmp_path.glob("*.csv")))
    return made


def test_the_summary_counts_what_would_be_made(inputs: Inputs) -> None:
    summary = check(inputs, _silent)
    assert summary.splits == (("dev", 3), ("test", 1))
    assert summary.labels == (LabelCount("dog", (1, 1)), LabelCount("cat", (2, 0)))
    assert summary.models == ("vgg",)
    assert (summary.files, summary.missing) == (3, 2)
    assert any("media files" in warning for warning in summary.warnings)


def test_checking_writes_nothing(inputs: Inputs, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    check(inputs, _silent)
    assert sorted(tmp_path.iterdir()) == before


def test_the_project_written_is_what_was_summed_up(inputs: Inputs, tmp_path: Path) -> None:
    path = write(inputs, tmp_path / "pets.labeler", _silent)
    session = Session(path)
    try:
        assert session.examples.split_sizes == {"dev": 3, "test": 1}
    finally:
        session.close()


@pytest.mark.parametrize("last", ["Reading examples", "Writing the project", "Done"])
def test_nothing_stays_of_a_project_cancelled_at_any_report(inputs: Inputs, tmp_path: Path, last: str) -> None:
    before = sorted(tmp_path.iterdir())

    def report(message: str, _fraction: float) -> None:
        if message == last:
            raise Cancelled

    with pytest.raises(Cancelled):
        write(inputs, tmp_path / "pets.labeler", report)
    assert sorted(tmp_path.iterdir()) == before


def test_a_project_that_is_there_is_left_alone(inputs: Inputs, tmp_path: Path) -> None:
    there = tmp_path / "pets.labeler"
    there.write_text("precious")
    with pytest.raises(LabelerError, match="exists already"):
        write(inputs, there, _silent)
    assert there.read_text() == "precious"


def test_no_option_of_the_command_line_is_advised_in_the_window(tmp_path: Path) -> None:
    tables = {
        "labels.csv": "label\ncat\n",
        "dev.csv": "example_id,label,file\na,dog,../a.png\na,Cat,a.png\nc,cat,\n",
        "vgg.csv": "example_id,predicted\na,bird\nz,cat\n",
    }
    for name, text in tables.items():
        (tmp_path / name).write_text(text)
    inputs, _ = take_in(Inputs(), [tmp_path / name for name in tables])
    with pytest.raises(LabelerError) as refused:
        check(inputs, _silent)
    assert refused.value.problems
    advice = [told(problem).remedy for problem in refused.value.problems]
    assert not [each for each in advice if "--" in each]
    assert any("list of labels" in each for each in advice)


@pytest.mark.parametrize(
    "text",
    [
        "name one with --map example_id=COLUMN",
        "name it with --map label=COLUMN; the columns are: a, b",
        "add one, or say the split of the whole file: --examples dev=FILE",
        "3 media files are not below /data; name their folder with --media-root",
        "give one spelling, or list it with --labels",
        "use --task multiclass or mend the labels",
        "p.labeler exists already; choose another name or open it with 'labeler open'",
    ],
)
def test_advice_for_the_command_line_is_put_in_other_words(text: str) -> None:
    assert "--" not in in_window(text)
    assert "labeler open" not in in_window(text)


def test_a_message_becomes_a_sentence() -> None:
    assert sentence("the label is empty") == "The label is empty."
    assert sentence("What now?") == "What now?"


def test_labels_are_counted_where_they_are_said_to_apply(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("example_id,split,label:cat,label:dog\na,dev,1,?\nb,dev,1,0\nc,test,0,1\n")
    made, _ = take_in(Inputs(), [tmp_path / "x.csv"])
    summary = check(made, _silent)
    assert summary.labels == (LabelCount("cat", (2, 0)), LabelCount("dog", (0, 1)))
    assert summary.warnings == ()


def test_transcripts_have_no_labels_to_count(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("example_id,split,transcript\na,dev,one\nb,test,\n")
    (tmp_path / "net.csv").write_text("example_id,hypothesis\na,won\nb,\n")
    made, _ = take_in(Inputs(), sorted(tmp_path.glob("*.csv")))
    summary = check(made, _silent)
    assert (summary.labels, summary.models, summary.splits) == ((), ("net",), (("dev", 1), ("test", 1)))


@pytest.mark.parametrize("task", ["multilabel", "transcript"])
def test_what_a_table_of_another_task_lacks_is_said_in_the_words_of_the_window(tmp_path: Path, task: str) -> None:
    (tmp_path / "x.csv").write_text("example_id,split,label\na,dev,cat\n")
    (tmp_path / "labels.csv").write_text("label\ncat\n")
    (tmp_path / "net.csv").write_text("example_id,predicted\na,cat\n")
    made, _ = take_in(Inputs(), sorted(tmp_path.glob("*.csv")))
    with pytest.raises(LabelerError) as caught:
        check(made.with_task(task), _silent)
    said = [sentence(caught.value.message), *(str(told(problem)) for problem in caught.value.problems)]
    assert not any("--" in text for text in said)
