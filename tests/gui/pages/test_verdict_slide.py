"""The verdict as one slide: words, ranks and values, of the models that matter."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from labeler.core.comparison import ModelRanking, SplitRanking, Verdict
from labeler.gui.pages.ranking.slide import VerdictSlide, shown_models
from labeler.gui.picture_export import save_picture
from labeler.gui.project import Project
from labeler.gui.theme import apply_theme

SVG = "{http://www.w3.org/2000/svg}"
ROUNDS = "given labels → working corrections"


def model(name: str, before: int, after: int, *, value: float | None = 0.05) -> ModelRanking:
    return ModelRanking(
        name, value, value, before, after, True, value, before, None, None, value and (0.0466, 0.0534), None, None
    )


def ranking(models: list[ModelRanking], *, verdict: Verdict, warnings: tuple[str, ...] = ()) -> SplitRanking:
    best = models[0].model if models else None
    return SplitRanking(10_000, 9_964, 36, 18, tuple(models), (), 1.0, best, best, False, warnings, verdict)


MOVED = Verdict(
    "The best model stays vgg13_bn. Relabeling moves densenet121 ahead of mobilenet_v2 on dev and test together.",
    "They differ by 2 examples of 9,964 (McNemar p = 0.97): this set cannot tell them apart.",
)
EIGHT = [model("vgg13_bn", 1, 1), model("densenet121", 4, 3), model("mobilenet_v2", 3, 4), model("vgg11_bn", 8, 8)]


def texts(slide: VerdictSlide, folder: Path) -> list[tuple[str, float, float]]:
    save_picture(slide, folder / "slide.svg")
    found = ET.parse(folder / "slide.svg").iter(f"{SVG}text")
    return [(each.text or "", float(each.attrib["x"]), float(each.attrib["y"])) for each in found]


def words(slide: VerdictSlide, folder: Path) -> str:
    return "\n".join(text for text, _, _ in texts(slide, folder))


def test_a_slide_is_1600_by_900(tmp_path: Path, qapp: QApplication) -> None:
    apply_theme(qapp, "dark", scale=2.0)
    slide = VerdictSlide(ranking(EIGHT, verdict=MOVED), split="dev+test", metric="error", rounds=ROUNDS)
    save_picture(slide, tmp_path / "slide.png")
    image = QImage(str(tmp_path / "slide.png"))
    assert (image.width(), image.height()) == (3200, 1800)
    assert image.pixelColor(5, 5).name() == "#ffffff"


def test_it_says_what_is_compared_the_verdict_and_the_values(tmp_path: Path, qapp: QApplication) -> None:
    slide = VerdictSlide(ranking(EIGHT, verdict=MOVED), split="dev+test", metric="error", rounds=ROUNDS)
    found = words(slide, tmp_path)
    assert found.startswith("dev and test together · error · given labels → working corrections\n")
    assert MOVED.headline in found.replace("\n", " ")
    assert MOVED.detail in found.replace("\n", " ")
    assert "densenet121\n5.00 %\n5.00 %\n4.66–5.34\n4 → 3" in found
    assert "vgg13_bn\n5.00 %\n5.00 %\n4.66–5.34\n1" in found
    assert "more model" not in found


def test_of_34_models_those_that_move_are_shown_and_the_rest_is_counted(tmp_path: Path, qapp: QApplication) -> None:
    names = [f"a_network_with_a_rather_long_name_trained_twice_{number:02}" for number in range(34)]
    models = [model(name, rank, rank) for rank, name in enumerate(names, 1)]
    models[29:31] = [model(names[29], 30, 31), model(names[30], 31, 30)]
    long = Verdict("Relabeling moves one ahead of another. " * 9, "The sentences of the detail go on. " * 30)
    warned = ranking(models, verdict=long, warnings=("More of one model's errors were reviewed. " * 9,))
    slide = VerdictSlide(warned, split="dev", metric="error", rounds=ROUNDS)
    found = texts(slide, tmp_path)
    ranks = [text for text, _, _ in found]
    assert {"30 → 31", "31 → 30"} <= set(ranks)
    (more,) = [text for text in ranks if text.startswith("and ")]
    assert more == f"and {34 - sum(text == '4.66–5.34' for text in ranks)} more models"
    assert all(24 < x < 1576 and 24 < y < 876 for _, x, y in found)
    table = [(text, y) for text, x, y in found if x > 850 and text.startswith("a_net")]
    assert all("…" in name for name, _ in table)


def test_the_models_shown_are_in_their_order_after(qapp: QApplication) -> None:
    models = [*EIGHT, model("unknown", 9, 9, value=None)]
    found = [row.model for row in shown_models(ranking(models, verdict=MOVED), 5)]
    assert found == ["vgg13_bn", "densenet121", "mobilenet_v2", "vgg11_bn", "unknown"]
    assert [row.model for row in shown_models(ranking(models, verdict=MOVED), 3)] == found[:3]


def test_a_value_that_is_undefined_is_a_dash(tmp_path: Path, qapp: QApplication) -> None:
    undefined = ranking([model("a", 1, 1), model("b", 2, 2, value=None)], verdict=MOVED)
    slide = VerdictSlide(undefined, split="dev", metric="F1", rounds=ROUNDS)
    assert words(slide, tmp_path).endswith("b\n–\n–\n–\n–")


@pytest.mark.parametrize("count", [0, 1])
def test_no_model_and_one_model_have_a_slide_too(tmp_path: Path, qapp: QApplication, count: int) -> None:
    verdict = Verdict("No model can be compared on dev.")
    slide = VerdictSlide(ranking(EIGHT[:count], verdict=verdict), split="dev", metric="error", rounds=ROUNDS)
    found = words(slide, tmp_path)
    assert "No model can be compared on dev." in found
    assert found.count("vgg13_bn") == 2 * count


def test_nothing_changed_is_a_slide_of_a_project(tmp_path: Path, project: Project) -> None:
    found = project.session.rank(split=["dev"], resamples=0).splits["dev"]
    slide = VerdictSlide(found, split="dev", metric="error", rounds=ROUNDS)
    said = words(slide, tmp_path).replace("\n", " ")
    assert "Nothing has been reviewed yet: by the given labels the best model on dev is fifth" in said
    assert "fifth 20 % 20 % – 1" in said
