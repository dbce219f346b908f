from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageChops

from labeler.demo.animals import SPECIES
from labeler.demo.backdrops import BACKDROPS
from labeler.demo.covers import COVERS
from labeler.demo.effects import PHOTO_FILTERS
from labeler.demo.outlines import ellipse, polygon, smooth, stroke
from labeler.demo.pen import pen_on
from labeler.demo.pictures import Figure, Scene, draw
from labeler.demo.things import THINGS

CAT = Figure("cat", 0, x=0.5, y=0.55, scale=0.36)
PLAIN = Scene(seed=5, backdrop="studio", figures=(CAT,))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean over pixels and channels, 0 to 255."""
    return float(np.asarray(ImageChops.difference(one, other)).mean())


def test_a_scene_is_always_the_same_picture() -> None:
    scene = replace(PLAIN, backdrop="garden", rainy=True, cover="grass")
    assert draw(scene, 96).tobytes() == draw(scene, 96).tobytes()


@pytest.mark.parametrize("kind", [*SPECIES, *THINGS])
def test_every_figure_shows(kind: str) -> None:
    without = draw(replace(PLAIN, figures=()), 96)
    assert difference(draw(replace(PLAIN, figures=(replace(CAT, kind=kind),)), 96), without) > 3


@pytest.mark.parametrize("pose", ["sitting", "walking", "lying", "portrait"])
def test_kinds_differ_in_every_pose(pose: str) -> None:
    cat, dog = (draw(replace(PLAIN, figures=(replace(CAT, kind=kind, pose=pose),)), 96) for kind in ("cat", "dog"))
    assert difference(cat, dog) > 2


@pytest.mark.parametrize("backdrop", BACKDROPS)
def test_backdrops_fill_the_picture(backdrop: str) -> None:
    picture = np.asarray(draw(replace(PLAIN, backdrop=backdrop, figures=()), 96))
    assert picture.any(axis=2).all()


@pytest.mark.parametrize(
    "changed",
    [
        *(replace(PLAIN, cover=cover) for cover in COVERS),
        *(replace(PLAIN, photo_filter=name) for name in PHOTO_FILTERS),
        replace(PLAIN, blur="focus"),
        replace(PLAIN, blur="shake"),
        replace(PLAIN, rainy=True),
        replace(PLAIN, sketched=True),
        replace(PLAIN, figures=(replace(CAT, mirrored=True),)),
    ],
)
def test_every_effect_shows(changed: Scene) -> None:
    assert difference(draw(changed, 96), draw(PLAIN, 96)) > 1


@pytest.mark.parametrize("spoilt", ["dark", "finger"])
def test_nothing_is_left_to_see_of_a_spoilt_picture(spoilt: str) -> None:
    with_cat, without = (
        draw(Scene(seed=5, backdrop="studio", figures=figures, spoilt=spoilt), 96)  # type: ignore[arg-type]
        for figures in ((CAT,), ())
    )
    assert difference(with_cat, without) < 3


def test_a_mirrored_figure_is_the_mirror_image() -> None:
    canvas = Image.new("RGB", (64, 64))
    pen = pen_on(canvas).placed(0.5, 0.5, 0.4, mirrored=True)
    pen.placed(0.5, 0.0, degrees=30).fill(polygon(((-0.2, -0.2), (0.4, 0.0), (-0.2, 0.3))), "#ffffff")
    straight = Image.new("RGB", (64, 64))
    pen = pen_on(straight).placed(0.5, 0.5, 0.4)
    pen.placed(0.5, 0.0, degrees=30).fill(polygon(((-0.2, -0.2), (0.4, 0.0), (-0.2, 0.3))), "#ffffff")
    flipped = straight.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert np.asarray(canvas).any()
    assert difference(canvas, flipped) < 0.1 * np.asarray(canvas).mean()


def test_curves_pass_through_their_points() -> None:
    points = ((0.0, 0.0), (1.0, 0.2), (0.7, 1.0))
    curve = smooth(points)
    assert all(np.abs(curve - complex(*point)).min() < 1e-12 for point in points)


def test_a_stroke_is_as_wide_as_asked() -> None:
    outline = stroke(((0.0, 0.0), (1.0, 0.0)), 0.2, 0.1)
    assert outline.real.min() == pytest.approx(-0.1, abs=0.01)
    assert outline.real.max() == pytest.approx(1.05, abs=0.01)
    assert np.ptp(outline[np.abs(outline.real) < 0.01].imag) == pytest.approx(0.2, abs=0.01)


def test_an_ellipse_turns_clockwise_on_a_screen() -> None:
    tip = ellipse(0, 0, 1.0, 0.1, 90)[0]
    assert tip == pytest.approx(1j)
