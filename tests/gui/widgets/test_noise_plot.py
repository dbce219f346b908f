"""Lines against the share incorrectly labeled, labelled at their ends, and where they cross (METHOD 5)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from labeler.core.prevalence import Crossing, Mixture, Prevalence
from labeler.gui.picture_export import MARGIN, save_picture
from labeler.gui.theme import Theme, apply_theme, load_palette
from labeler.gui.widgets.noise_plot import NoisePlot

SVG = "{http://www.w3.org/2000/svg}"
Painted = Callable[[QWidget], QImage]
Shown = Callable[[QWidget], QWidget]


def mixture(model: str, correct: int, incorrect: int) -> Mixture:
    """Errors per thousand correctly and per hundred incorrectly labeled examples."""
    return Mixture(model, Fraction(correct, 1000), Fraction(incorrect, 100))


def crossing(model: str, passed: str, share: float, high: float | None = None) -> Crossing:
    return Crossing(model, passed, Fraction(share), (share / 2, high), (share / 4, share * 2))


VGG = Prevalence(
    9946,
    18,
    (mixture("vgg11_bn", 75, 33), mixture("vgg19_bn", 58, 61), mixture("resnet18", 62, 44)),
    (crossing("resnet18", "vgg19_bn", 0.028, 0.05), crossing("vgg11_bn", "vgg19_bn", 0.056)),
)


@pytest.fixture
def plot(shown: Shown) -> NoisePlot:
    made = NoisePlot()
    shown(made)
    return made


def texts(plot: NoisePlot, folder: Path) -> list[tuple[str, float, float]]:
    """What is written, and where."""
    save_picture(plot, folder / "plot.svg")
    found = ET.parse(folder / "plot.svg").iter(f"{SVG}text")
    return [(each.text or "", float(each.attrib["x"]), float(each.attrib["y"])) for each in found]


def written(plot: NoisePlot, folder: Path) -> list[str]:
    return [text for text, _, _ in texts(plot, folder)]


def test_the_chosen_lines_are_told_with_where_they_cross(plot: NoisePlot) -> None:
    plot.set_data(VGG, ["vgg11_bn", "vgg19_bn"])
    assert plot.accessibleDescription() == (
        "Now 0.18 % of the set is known to be incorrectly labeled: 18 of 9,964 examples not excluded. "
        "vgg11_bn would pass vgg19_bn once 5.6 % of the set had been incorrectly labeled "
        "(95 % interval: from 2.8 % up; 90 % of removal orders: 1.4 to 11.2 %)."
    )


def test_every_line_has_its_name_at_its_end_and_each_crossing_its_row(plot: NoisePlot, tmp_path: Path) -> None:
    plot.set_data(VGG, ["vgg11_bn", "vgg19_bn", "resnet18"])
    found = written(plot, tmp_path)
    names = [text for text in found if text in ("vgg11_bn", "vgg19_bn", "resnet18")]
    assert sorted(names[:3]) == ["resnet18", "vgg11_bn", "vgg19_bn"]
    assert {"now 0.18 %", "2.8 %", "5.6 %", "Corrected error"} <= set(found)
    assert ", 95 %: 1.4 to 5.0 %" in found
    assert ", 95 %: from 2.8 % up" in found


def test_names_of_lines_that_end_together_do_not_overlap(plot: NoisePlot, tmp_path: Path) -> None:
    names = [f"model{number}" for number in range(8)]
    plot.set_data(Prevalence(99, 1, tuple(mixture(name, 50, 50) for name in names), ()), names)
    heights = sorted(y for text, _, y in texts(plot, tmp_path) if text in names)
    assert len(heights) == 8
    assert all(after - before >= 17 for before, after in pairwise(heights))


def test_of_many_crossings_the_soonest_have_rows_and_the_rest_is_counted(plot: NoisePlot, tmp_path: Path) -> None:
    names = [f"m{number}" for number in range(8)]
    lines = tuple(mixture(name, 50 + place, 90 - place) for place, name in enumerate(names))
    crossings = tuple(crossing(names[place + 1], names[place], 0.01 * (place + 1)) for place in range(7))
    plot.set_data(Prevalence(990, 10, lines, crossings), names)
    found = written(plot, tmp_path)
    assert found.count(" passes ") == 5
    assert "and 2 more, later" in found


def test_rows_give_way_to_the_plot_where_there_is_little_height(plot: NoisePlot, painted: Painted) -> None:
    plot.resize(480, 200)
    plot.set_data(VGG, ["vgg11_bn", "vgg19_bn"])
    image, accent = painted(plot), load_palette("light").accent.name()
    assert any(image.pixelColor(x, y).name() == accent for x in range(60, 300) for y in range(30, 150))


def test_only_chosen_models_are_drawn(plot: NoisePlot, tmp_path: Path) -> None:
    plot.set_data(VGG, ["resnet18", "unknown"])
    assert "No two of these lines cross." in plot.accessibleDescription()
    assert not {"vgg11_bn", "vgg19_bn", "unknown"} & set(written(plot, tmp_path))


@pytest.mark.parametrize(
    ("prevalence", "models", "why"),
    [
        (VGG, [], "Choose models"),
        (VGG, ["unknown"], "Choose models"),
        (Prevalence(100, 0, (Mixture("a", Fraction(1, 2), None),), ()), ["a"], "No example is known to be incorrectly"),
        (Prevalence(0, 0, (Mixture("a", None, None),), ()), ["a"], "No example is known to be incorrectly"),
    ],
)
def test_where_nothing_can_be_drawn_it_says_why(
    plot: NoisePlot, tmp_path: Path, prevalence: Prevalence, models: list[str], why: str
) -> None:
    plot.set_data(prevalence, models)
    assert plot.accessibleDescription().startswith(why)
    assert " ".join(written(plot, tmp_path)).startswith(why)


def test_without_figures_there_is_nothing_to_see(plot: NoisePlot, tmp_path: Path) -> None:
    plot.set_data(None, ["a"])
    assert (plot.accessibleDescription(), written(plot, tmp_path)) == ("", [])


def test_34_models_with_long_names_stay_within(qapp: QApplication, plot: NoisePlot, tmp_path: Path) -> None:
    apply_theme(qapp, "dark", scale=2.0)
    names = [f"a_network_with_a_rather_long_name_trained_{number:02}" for number in range(34)]
    plot.set_data(Prevalence(99, 1, tuple(mixture(name, 50, number) for number, name in enumerate(names)), ()), names)
    found = [each for each in texts(plot, tmp_path) if each[0].startswith("a_netw")]
    assert 5 < len(found) < 34
    height = plot.natural_size(Theme("light", load_palette("light"))).height() + 2 * MARGIN
    assert all(MARGIN < y < height for _, _, y in found)
