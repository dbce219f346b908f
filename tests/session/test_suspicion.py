"""Which given labels look incorrect, of a project (METHOD 8)."""

from __future__ import annotations

import csv
import json
import shutil

import numpy as np
import pytest
import soundfile
from PIL import Image, ImageFilter

from labeler.core.tasks.multilabel import Multilabel
from labeler.core.tasks.transcript import Transcript
from labeler.core.text import TextColumn
from labeler.core.truth import MultilabelTruth, TranscriptTruth
from labeler.errors import LabelerError
from labeler.session.near_duplicates import exclude_each_other
from labeler.session.queues import Asked
from labeler.session.session import Session
from labeler.session.suspicion import suspicious_queue, write_suspicious

# Of dev d1's label is believed least and contradicted by both models, of test t0's.
EXAMPLES = "example_id,split,label\n" + "".join(
    f"{split[0]}{number},{split},{label}\n"
    for split in ("dev", "test")
    for number, label in enumerate(("cat", "dog") * 2)
)
BELIEVED = {"d0": 0.9, "d1": 0.1, "d2": 0.4, "d3": 0.8, "t0": 0.2, "t1": 0.7, "t2": 0.6, "t3": 0.95}
GIVEN = {example_id: ("cat", "dog")[int(example_id[1]) % 2] for example_id in BELIEVED}
OTHER = {"cat": "dog", "dog": "cat"}


def predicted(believed, *, stated=True):
    """A model that believes each given label as much."""
    lines = ["example_id,predicted" + (",probability" if stated else "")]
    for example_id, probability in believed.items():
        label = GIVEN[example_id] if probability >= 0.5 else OTHER[GIVEN[example_id]]
        lines.append(f"{example_id},{label}" + (f",{max(probability, 1 - probability)}" if stated else ""))
    return "\n".join(lines) + "\n"


@pytest.fixture
def project(make):
    milder = {example_id: (1 + value) / 2 if value > 0.3 else value for example_id, value in BELIEVED.items()}
    return make(examples=EXAMPLES, predictions={"A": predicted(BELIEVED), "B": predicted(milder)})


def ids(result):
    return [item.example_id for item in result.items]


def test_the_most_suspicious_come_first_split_by_split(project):
    result = project.suspicious()
    assert ids(result) == ["d1", "d2", "d3", "d0", "t0", "t2", "t1", "t3"]
    assert [item.split for item in result.items] == ["dev"] * 4 + ["test"] * 4


def test_an_item_says_what_the_models_make_of_its_label(project):
    item = project.suspicious(size=1, split=["dev"]).items[0]
    assert (item.example_id, item.given_label, item.suggested_label, item.agreement) == ("d1", "dog", "cat", 1)
    assert item.self_confidence == pytest.approx(0.1)
    assert item.quality == pytest.approx(0.5 / 8)
    assert (item.flagged, item.reasons) == (True, ("confident learning",))
    assert (item.decided, item.near_duplicates) == (False, None)


def test_the_size_is_per_split_and_the_queue_is_the_same_order(project):
    assert ids(project.suspicious(size=2)) == ["d1", "d2", "t0", "t2"]
    assert [item.example_id for item in project.queue("suspicious", size=2).items] == ["d1", "d2", "t0", "t2"]
    assert ids(project.suspicious(size=2, split=["dev+test"])) == ["d1", "d2", "t0", "t2"]


def test_the_queue_follows_the_predictions_and_is_kept_for_every_reader(project, write):
    def queue(session, **asked):
        return [item.example_id for item in session.queue("suspicious", split=["dev"], **asked).items]

    asked = Asked(("dev",), named_splits=True)
    kept = suspicious_queue(project, asked).ordinals
    with Session(project.path, read_only=True, columns=project.columns) as twin:
        assert suspicious_queue(twin, asked).ordinals is kept
    before, by_a = queue(project), queue(project, model="A")
    others = {example_id: 0.1 if example_id == "d0" else 0.99 for example_id in BELIEVED}
    project.add_predictions(*((model, write(f"{model}.csv", predicted(others))) for model in "AB"))
    assert queue(project)[0] == queue(project, model="A")[0] == "d0"
    assert before[0] == by_a[0] == "d1"


def test_figures_do_not_depend_on_which_of_dev_and_test_was_asked_for(project):
    both = {item.example_id: item for item in project.suspicious().items}
    alone = project.suspicious(split=["test"])
    assert alone.items == tuple(both[example_id] for example_id in ids(alone))
    assert alone.flagged == {"test": project.suspicious().flagged["test"]}


def test_models_can_be_named(make):
    reverse = {example_id: 1 - value for example_id, value in BELIEVED.items()}
    session = make(examples=EXAMPLES, predictions={"A": predicted(BELIEVED), "B": predicted(reverse)})
    result = session.suspicious(model=["B"], split=["dev"])
    assert (result.models, ids(result)) == (("B",), ["d0", "d3", "d2", "d1"])
    queue = session.queue("suspicious", model="B", split=["dev"])
    assert (queue.model, [item.example_id for item in queue.items]) == ("B", ids(result))
    assert session.queue("suspicious").model is None


def test_decisions_change_nothing_but_the_mark(project):
    before = ids(project.suspicious())
    project.record("d1", "incorrect", label="cat")
    result = project.suspicious()
    assert ids(result) == before
    assert [item.example_id for item in result.items if item.decided] == ["d1"]
    assert result.items[0].given_label == "dog"


TRAINED = EXAMPLES + "x0,train,cat\nx1,train,dog\n"


def test_what_a_model_says_of_train_is_not_used(make):
    """Whatever it says there, dev and test look the same, and nothing of train is listed."""
    results = [
        make(examples=TRAINED, predictions={"A": predicted(BELIEVED) + said}, name=name).suspicious()
        for name, said in (("p", "x0,dog,0.99\nx1,dog,0.9\n"), ("q", "x0,cat,0.5\nx1,cat,1\n"), ("r", ""))
    ]
    assert results[0].to_dict() == results[1].to_dict() == results[2].to_dict()
    assert {item.split for item in results[0].items} == {"dev", "test"}


def test_train_alone_is_refused_with_a_remedy(make):
    session = make(examples=TRAINED, predictions={"A": predicted(BELIEVED) + "x0,dog,0.99\nx1,dog,0.9\n"})
    with pytest.raises(LabelerError, match=r"of train is not used.*as train-dev"):
        session.suspicious(split=["train"])
    with pytest.raises(LabelerError, match="of train is not used"):
        session.queue("suspicious", split=["train"])


def test_train_among_other_splits_is_left_out_with_a_warning(make):
    session = make(examples=TRAINED, predictions={"A": predicted(BELIEVED) + "x0,dog,0.99\nx1,dog,0.9\n"})
    result = session.suspicious(split=["train", "dev"])
    assert ids(result) == ids(session.suspicious(split=["dev"]))
    assert result.flagged["train"] is None
    assert [text for text in result.warnings if "of train is not used" in text]


def test_train_dev_is_out_of_sample(make):
    session = make(
        examples="example_id,split,label\na,train-dev,cat\n", predictions={"A": "example_id,predicted\na,dog\n"}
    )
    assert (ids(session.suspicious()), session.suspicious().warnings) == (["a"], ())


def test_without_probabilities_contradictions_are_all_there_is(make):
    session = make(examples=EXAMPLES, predictions={"A": predicted(BELIEVED, stated=False)})
    result = session.suspicious(split=["dev"])
    assert set(ids(result)[:2]) == {"d1", "d2"}
    assert {item.self_confidence for item in result.items} == {None}
    assert (result.flagged, result.warnings) == ({"dev": None}, ())


def test_a_model_without_probabilities_among_others_is_named(make):
    predictions = {"A": predicted(BELIEVED), "B": predicted(BELIEVED, stated=False)}
    assert (
        "No probabilities were imported of B"
        in make(examples=EXAMPLES, predictions=predictions).suspicious().warnings[0]
    )


def test_an_acceptable_set_is_believed_as_a_whole(make):
    session = make(
        examples="example_id,split,label\na,dev,cat;dog\nb,dev,cow\n",
        predictions={"m": "example_id,prob:cat,prob:dog,prob:cow\na,0.5,0.25,0.25\nb,0.3,0.1,0.6\n"},
    )
    found = {item.example_id: item for item in session.suspicious().items}
    assert found["a"].self_confidence == pytest.approx(0.75)
    assert (found["a"].given_label, found["a"].suggested_label) == ("cat;dog", None)


def test_a_split_that_no_model_predicts_is_refused_when_asked_for(make):
    lines = "".join(line for line in predicted(BELIEVED).splitlines(keepends=True) if not line.startswith("t"))
    session = make(examples=EXAMPLES, predictions={"A": lines, "B": lines})
    with pytest.raises(LabelerError, match="no model predicts anything of test"):
        session.suspicious(split=["test"])
    with pytest.raises(LabelerError, match="A predicts nothing of test"):
        session.suspicious(split=["test"], model=["A"])
    result = session.suspicious()
    assert {item.split for item in result.items} == {"dev"}
    assert result.flagged["test"] is None
    assert result.warnings == ("No model predicts anything of test.",)


def test_a_project_without_predictions_says_what_is_missing(make):
    with pytest.raises(LabelerError, match="no predictions yet"):
        make(examples=EXAMPLES, predictions={}).suspicious()


def test_an_unknown_model_is_refused(project):
    with pytest.raises(LabelerError, match="no model 'C'"):
        project.suspicious(model=["A", "C"])


def test_a_size_of_none_is_refused(project):
    with pytest.raises(LabelerError, match="from 1 up"):
        project.suspicious(size=0)


def test_results_are_json_and_a_table(project, tmp_path):
    result = project.suspicious()
    document = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    assert set(document) == {"models", "flagged", "items", "near_duplicates", "warnings"}
    assert set(document["items"][0]) == {
        *("example_id", "split", "file", "given_label", "quality", "self_confidence", "agreement"),
        *("flagged", "reasons", "suggested_label", "decided", "near_duplicates"),
    }
    assert len(result.to_frame()) == 8


def test_a_written_table_can_be_filled_in_as_decisions(project, tmp_path):
    path = tmp_path / "suspicious.csv"
    write_suspicious(project.suspicious(size=1), path)
    with path.open(newline="") as file:
        rows = [row | {"verdict": "correct"} for row in csv.DictReader(file)]
    assert [(row["example_id"], row["flagged"], row["suggested_label"]) for row in rows] == [
        ("d1", "1", "cat"),
        ("t0", "1", "dog"),
    ]
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert project.decide(path).recorded == 2


def test_of_several_labels_the_worst_is_judged(make):
    session = make(
        examples="example_id,split,label:fur,label:wings\na,dev,1,0\nb,dev,1,?\n",
        predictions={"m": "example_id,fur,wings\na,0.9,0.8\nb,0.6,0.9\n"},
    )
    items = session.suspicious().items
    assert [(item.example_id, item.given_label, item.suggested_label) for item in items] == [
        ("a", "fur", "wings"),
        ("b", "fur;?wings", None),
    ]
    assert [item.self_confidence for item in items] == pytest.approx([0.2, 0.6])


def test_of_transcripts_the_reference_that_all_recognisers_contradict_alike_comes_first(make):
    heard = "example_id,hypothesis\na,One three\nb,"
    session = make(
        examples="example_id,split,transcript\na,dev,one two\nb,dev,one two\nc,dev,five\n",
        predictions={"A": f"{heard}one four\nc,Five\n", "B": f"{heard}two two\nc,five\n"},
        normalize=["case"],
    )
    items = session.suspicious().items
    assert [(item.example_id, item.agreement, item.suggested_label) for item in items] == [
        ("a", 1, "one three"),
        ("b", 0.5, "one four"),
        ("c", 0, None),
    ]
    assert {item.self_confidence for item in items} == {None}


# Near duplicates


def photo(seed):
    noise = np.random.default_rng(seed).integers(0, 256, (120, 120, 3), dtype=np.uint8)
    blurred = np.asarray(Image.fromarray(noise).filter(ImageFilter.GaussianBlur(6)), float)
    return Image.fromarray(((blurred - blurred.min()) / np.ptp(blurred) * 255).astype(np.uint8))


@pytest.fixture
def album(make, tmp_path):
    """Photos a and c are one, recompressed; so are b and d, and e is the only one of its kind. f is no image."""

    def album(**labels):
        splits = {"a": "dev", "b": "dev", "c": "test", "d": "dev", "e": "test", "f": "test"} | labels.pop("splits", {})
        labels = dict.fromkeys(splits, "cat") | labels
        for number, name in enumerate("abe"):
            photo(number).save(tmp_path / f"{name}.jpg", quality=95)
        photo(0).resize((90, 90)).save(tmp_path / "c.jpg", quality=60)
        shutil.copy(tmp_path / "b.jpg", tmp_path / "d.jpg")
        (tmp_path / "f.jpg").write_text("no image")
        rows = "".join(f"{name},{split},{name}.jpg,{labels[name]}\n" for name, split in splits.items())
        guesses = "".join(f"{name},cat,0.9\n" for name in splits)
        return make(
            examples=f"example_id,split,file,label\n{rows}",
            predictions={"m": f"example_id,predicted,probability\n{guesses}"},
        )

    return album


def groups(result):
    return [([example_id for example_id, _, _ in group.examples], group.labels_differ) for group in result.copies]


def test_near_duplicates_with_different_labels_are_flagged_and_come_first(album):
    result = album(d="dog").suspicious(near_duplicates=True)
    assert groups(result) == [(["b", "d"], True), (["a", "c"], False)]
    found = {item.example_id: item for item in result.items}
    partner = found["b"].near_duplicates[0]
    assert (partner.example_id, partner.split, partner.label, partner.differs) == ("d", "dev", "dog", True)
    assert {name: "near duplicates" in item.reasons for name, item in found.items() if name in "abcde"} == {
        "a": False, "b": True, "c": False, "d": True, "e": False,
    }  # fmt: skip
    assert found["e"].near_duplicates == ()
    assert result.warnings[0] == "1 group of near duplicates has different labels: b and d."


def test_near_duplicates_across_splits_are_leakage(album):
    warnings = album(splits={"a": "train", "b": "dev", "d": "test"}).suspicious(near_duplicates=True).warnings
    assert any("Leakage" in text and "in train and test" in text and "a and c" in text for text in warnings)
    assert any("Leakage" in text and "in dev and test" in text and "b and d" in text for text in warnings)


def test_within_one_split_they_are_no_leakage(album):
    warnings = album(splits={"c": "dev"}).suspicious(near_duplicates=True).warnings
    assert not any("Leakage" in text for text in warnings)


def test_a_file_that_cannot_be_read_is_told_and_not_compared(album):
    warnings = album().suspicious(near_duplicates=True).warnings
    assert any(text.startswith("1 media file was not compared: f.jpg is not an image") for text in warnings)


def test_once_one_of_the_labels_is_corrected_they_no_longer_differ(album):
    session = album(d="dog")
    session.record("d", "incorrect", label="cat")
    result = session.suspicious(near_duplicates=True)
    assert groups(result) == [(["a", "c"], False), (["b", "d"], False)]


def test_groups_without_an_example_of_the_splits_asked_for_are_left_out(album):
    assert groups(album().suspicious(split=["test"], near_duplicates=True)) == [(["a", "c"], False)]


def test_acceptable_sets_with_a_common_member_do_not_differ(album):
    assert groups(album(b="cat;dog", d="dog;cow").suspicious(near_duplicates=True))[0] == (["a", "c"], False)


def test_an_excluded_one_has_no_label_that_could_differ(album):
    session = album(d="dog")
    session.record("d", "excluded")
    result = session.suspicious(near_duplicates=True)
    assert groups(result) == [(["a", "c"], False), (["b", "d"], False)]
    assert not any("near duplicates" in item.reasons for item in result.items)


def test_near_duplicates_need_no_models_and_are_looked_for_in_train_too(album):
    session = album(splits={"a": "train", "c": "train"}, c="dog")
    result = session.suspicious(split=["train"], near_duplicates=True)
    assert (result.items, groups(result)) == ((), [(["a", "c"], True)])


def test_a_project_without_predictions_has_near_duplicates_and_no_items(make, tmp_path):
    for name in "ab":
        photo(0).save(tmp_path / f"{name}.png")
    session = make(examples="example_id,split,file,label\na,dev,a.png,cat\nb,dev,b.png,dog\n", predictions={})
    result = session.suspicious(near_duplicates=True)
    assert (result.models, result.items, groups(result)) == ((), (), [(["a", "b"], True)])


def recordings(make, tmp_path, first, second, **options):
    """Whether two transcripts of one and the same recording are told to differ."""
    tones = np.sin(np.cumsum(np.linspace(0.1, 1.5, 8000))) * np.hanning(8000)
    for name in "ab":
        soundfile.write(tmp_path / f"{name}.wav", tones, 8000)
    session = make(
        examples=f"example_id,split,file,transcript\na,dev,a.wav,{first}\nb,dev,b.wav,{second}\n",
        predictions={"A": "example_id,hypothesis\na,one\nb,one\n"},
        **options,
    )
    return groups(session.suspicious(near_duplicates=True))


def test_transcripts_differ_in_words_not_in_what_normalization_takes_out(make, tmp_path):
    assert recordings(make, tmp_path, "One two.", "one  two", name="p") == [(["a", "b"], True)]
    options = {"normalize": ["case", "punctuation"], "name": "q"}
    assert recordings(make, tmp_path, "One two.", "one  two", **options) == [(["a", "b"], False)]
    assert recordings(make, tmp_path, "One two.", "one three", **options | {"name": "r"}) == [(["a", "b"], True)]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [([1, 0, -1], [1, -1, 0], False), ([1, 0, -1], [1, 1, -1], True), ([-1, -1, -1], [1, 0, 1], False)],
)
def test_of_several_labels_those_known_of_both_decide_whether_they_differ(a, b, expected):
    truth = MultilabelTruth(np.array([a, b], np.int8))
    assert exclude_each_other(truth, Multilabel(), 0, 1) is expected


def test_transcripts_with_a_common_reference_do_not_differ():
    truth = TranscriptTruth(TextColumn.of(["one too", "one to", "one"]), {0: ("one too", "one two"), 1: ("one two",)})
    assert not exclude_each_other(truth, Transcript(), 0, 1)
    assert exclude_each_other(truth, Transcript(), 0, 2)


def test_without_media_there_is_nothing_to_compare(project):
    with pytest.raises(LabelerError, match="no media files"):
        project.suspicious(near_duplicates=True)


def test_near_duplicates_are_json(album):
    document = album(d="dog").suspicious(near_duplicates=True).to_dict()
    assert json.loads(json.dumps(document, allow_nan=False))["near_duplicates"][0] == {
        "examples": [
            {"example_id": "b", "split": "dev", "label": "cat"},
            {"example_id": "d", "split": "dev", "label": "dog"},
        ],
        "labels_differ": True,
        "splits": ["dev"],
    }
