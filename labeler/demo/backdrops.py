"""Where the pictures were taken. The pen's plane is the picture: (0, 0) top left, (1, 1) bottom right."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from PIL import Image, ImageColor

from labeler.demo.outlines import box, burst, ellipse, polygon, smooth, stroke
from labeler.demo.pen import PAPER, Pen, darker, lighter

Color = str
_WALLS = ("#f1e2cd", "#d6e2d8", "#ecd6d4", "#cddae6", "#f3d8b4", "#e3dcec")
_FLOORS = ("#c59c77", "#b28a68", "#a9a79c", "#d3b591", "#8f7f78")
_TEXTILES = ("#c9705a", "#5f8f97", "#d6a24c", "#8b7fb0", "#7fa37c", "#c98aa0")
_SKIES = (("#a9d6ec", "#e9f4ee"), ("#f6c6a4", "#fbe9cb"), ("#c3cfdc", "#e6e8ea"), ("#8fc0e0", "#dcecf2"))
_GRASS = ("#9cc283", "#84b076", "#b5bf78", "#8fb58f")
_STUDIO = ("#f3efe8", "#dbe7ea", "#f6ddc9", "#e5ddec", "#d9e6d5", "#f5e5b9", "#e9d0cf", "#cfd8e3")


def _gradient(picture: Image.Image, top: Color, bottom: Color) -> None:
    """One column blended, then widened: far cheaper than a ramp computed for each pixel."""
    column = Image.new("RGB", (1, 2))
    column.putpixel((0, 0), ImageColor.getrgb(top)[:3])
    column.putpixel((0, 1), ImageColor.getrgb(bottom)[:3])
    column = column.resize((1, picture.height), Image.Resampling.BILINEAR, box=(0, 0.5, 1, 1.5))
    picture.paste(column.resize(picture.size, Image.Resampling.NEAREST))


def _studio(picture: Image.Image, pen: Pen, dice: Random) -> None:
    tone = dice.choice(_STUDIO)
    _gradient(picture, lighter(tone, 0.35), darker(tone, 0.1))
    pen.fill(ellipse(0.5, 0.98, 0.62, 0.16), darker(tone, 0.08))


def _room(picture: Image.Image, pen: Pen, dice: Random) -> None:
    wall, floor, horizon = dice.choice(_WALLS), dice.choice(_FLOORS), dice.uniform(0.6, 0.74)
    _gradient(picture, lighter(wall, 0.2), darker(wall, 0.08))
    _wall_decoration(pen, dice, horizon)
    pen.fill(box(0, horizon, 1, 1), floor)
    pen.fill(box(0, horizon - 0.025, 1, horizon), lighter(wall, 0.6))
    if dice.random() < 0.6:
        rug = dice.choice(_TEXTILES)
        pen.fill(ellipse(0.5, 0.92, 0.5, 0.13), lighter(rug, 0.2))
        pen.fill(ellipse(0.5, 0.92, 0.4, 0.095), rug)


def _wall_decoration(pen: Pen, dice: Random, horizon: float) -> None:
    x, kind = dice.uniform(0.1, 0.6), dice.choice(("window", "frame", "shelf", "bare"))
    if kind == "window":
        pen.fill(box(x, 0.08, x + 0.34, horizon - 0.2), "#fdfaf2")
        pen.fill(box(x + 0.02, 0.1, x + 0.32, horizon - 0.22), "#b9dcea")
        pen.fill(ellipse(x + 0.17, horizon - 0.22, 0.12, 0.07), "#9cc283")
        pen.fill(box(x + 0.16, 0.1, x + 0.18, horizon - 0.22), "#fdfaf2")
    elif kind == "frame":
        pen.fill(box(x, 0.1, x + 0.24, 0.4), "#8a6246")
        pen.fill(box(x + 0.025, 0.125, x + 0.215, 0.375), "#f8f1e2")
        pen.fill(ellipse(x + 0.12, 0.25, 0.06, 0.06), dice.choice(_TEXTILES))
    elif kind == "shelf":
        pen.fill(box(x, 0.32, x + 0.36, 0.35), "#8a6246")
        for step in range(6):
            height = dice.uniform(0.12, 0.2)
            pen.fill(
                box(x + 0.03 + step * 0.045, 0.32 - height, x + 0.066 + step * 0.045, 0.32), dice.choice(_TEXTILES)
            )


def _sofa(picture: Image.Image, pen: Pen, dice: Random) -> None:
    wall, cloth = dice.choice(_WALLS), dice.choice(_TEXTILES)
    _gradient(picture, lighter(wall, 0.2), darker(wall, 0.05))
    _wall_decoration(pen, dice, 0.6)
    pen.fill(
        smooth(((0.02, 0.98), (0.02, 0.5), (0.12, 0.4), (0.5, 0.385), (0.88, 0.4), (0.98, 0.5), (0.98, 0.98))),
        darker(cloth, 0.1),
    )
    pen.fill(box(-0.02, 0.72, 1.02, 1.02), cloth)
    pen.fill(stroke(((0.5, 0.42), (0.5, 0.72)), 0.012), darker(cloth, 0.25))
    pen.fill(box(-0.02, 0.715, 1.02, 0.735), darker(cloth, 0.2))
    pen.fill(smooth(((0.74, 0.5), (0.94, 0.46), (0.96, 0.7), (0.76, 0.72))), lighter(dice.choice(_TEXTILES), 0.35))


def _garden(picture: Image.Image, pen: Pen, dice: Random) -> None:
    (top, bottom), grass, horizon = dice.choice(_SKIES), dice.choice(_GRASS), dice.uniform(0.5, 0.66)
    _gradient(picture, top, bottom)
    _clouds(pen, dice)
    pen.fill(ellipse(dice.uniform(0.0, 0.4), horizon + 0.1, 0.55, 0.24), darker(grass, 0.1))
    pen.fill(ellipse(dice.uniform(0.6, 1.0), horizon + 0.1, 0.5, 0.2), darker(grass, 0.05))
    if dice.random() < 0.4:
        for step in range(11):
            pen.fill(box(step * 0.1 - 0.03, horizon - 0.14, step * 0.1 + 0.03, horizon + 0.1), "#f6efe2")
        pen.fill(box(0, horizon - 0.07, 1, horizon - 0.04), "#e9dfcd")
    pen.fill(box(0, horizon + 0.03, 1, 1), grass)
    for _ in range(dice.randrange(4, 9)):
        blossom = pen.placed(dice.random(), dice.uniform(horizon + 0.08, 0.97), 0.022)
        blossom.fill(burst(0.6, 1.2, 5), dice.choice(("#fdf6e8", "#f2c84b", "#e59a9a", "#b9a3d3")))
        blossom.fill(ellipse(0, 0, 0.4, 0.4), "#f2c84b")


def _clouds(pen: Pen, dice: Random) -> None:
    for _ in range(dice.randrange(3)):
        cloud = pen.placed(dice.random(), dice.uniform(0.08, 0.28), dice.uniform(0.07, 0.12))
        for x, y, radius in ((-0.8, 0.1, 0.5), (0, -0.1, 0.7), (0.8, 0.1, 0.5)):
            cloud.fill(ellipse(x, y, radius, radius * 0.7), "#ffffff99")


def _street(picture: Image.Image, pen: Pen, dice: Random) -> None:
    top, bottom = dice.choice(_SKIES)
    _gradient(picture, top, bottom)
    left = -0.1
    while left < 1:
        width, height, tone = dice.uniform(0.2, 0.34), dice.uniform(0.3, 0.55), dice.choice(_WALLS)
        _facade(pen, dice, (left, 0.66 - height, left + width), darker(tone, 0.12))
        left += width + 0.01
    pen.fill(box(0, 0.66, 1, 1), "#9a98a0")
    pen.fill(box(0, 0.66, 1, 0.72), "#c9c5bf")
    for step in range(3):
        pen.fill(box(step * 0.4 - 0.05, 0.9, step * 0.4 + 0.15, 0.92), "#e6e1d6")


def _facade(pen: Pen, dice: Random, edges: tuple[float, float, float], tone: Color) -> None:
    left, top, right = edges
    pen.fill(box(left, top, right, 0.67), tone)
    pen.fill(box(left, top, right, top + 0.02), darker(tone))
    for row in range(int((0.6 - top) / 0.13)):
        for column in range(2):
            x, y = left + 0.04 + column * (right - left - 0.04) / 2, top + 0.06 + row * 0.13
            pen.fill(box(x, y, x + 0.055, y + 0.07), dice.choice(("#fbe7b0", "#cfe0e8", "#cfe0e8")))


def _savanna(picture: Image.Image, pen: Pen, dice: Random) -> None:
    top, bottom = dice.choice((("#f3b98a", "#fbe5bd"), ("#a9d3e6", "#f5ecd2"), ("#e9a58b", "#f8dcae")))
    _gradient(picture, top, bottom)
    pen.fill(ellipse(dice.uniform(0.15, 0.85), 0.3, 0.1, 0.1), "#fdf0c9")
    pen.fill(ellipse(0.3, 0.66, 0.7, 0.1), "#c9a468")
    tree = pen.placed(dice.uniform(0.1, 0.9), 0.5, 0.2)
    tree.fill(polygon(((-0.06, 0.7), (-0.03, -0.3), (0.05, -0.3), (0.08, 0.7))), "#7d5a3c")
    tree.fill(ellipse(0, -0.4, 0.9, 0.26), "#8e9a55")
    pen.fill(box(0, 0.64, 1, 1), "#dcb876")
    for _ in range(12):
        x, y = dice.random(), dice.uniform(0.68, 0.98)
        pen.fill(
            polygon(((x - 0.02, y), (x - 0.03, y - 0.06), (x, y - 0.01), (x + 0.025, y - 0.07), (x + 0.02, y))),
            "#bd9650",
        )


def _zoo(picture: Image.Image, pen: Pen, dice: Random) -> None:
    rock = dice.choice(("#b5aa9e", "#a79d98", "#bfae98"))
    _gradient(picture, lighter(rock, 0.2), darker(rock, 0.05))
    for _ in range(5):
        stone = pen.placed(dice.random(), dice.uniform(0.3, 0.62), dice.uniform(0.12, 0.24))
        stone.fill(
            smooth(((-1, 0.5), (-0.6, -0.5), (0.2, -0.7), (0.9, -0.1), (1, 0.6))),
            darker(rock, dice.uniform(0.04, 0.16)),
        )
    for step in range(9):
        pen.fill(box(step * 0.125 + 0.03, 0, step * 0.125 + 0.045, 0.68), darker(rock, 0.5))
    pen.fill(box(0, 0.66, 1, 1), dice.choice(_GRASS))
    pen.fill(box(0, 0.62, 1, 0.68), darker(rock, 0.2))


def _beach(picture: Image.Image, pen: Pen, dice: Random) -> None:
    _gradient(picture, "#9fd2ea", "#eef5ea")
    _clouds(pen, dice)
    pen.fill(box(0, 0.46, 1, 0.72), "#6fb3c4")
    pen.fill(box(0, 0.46, 1, 0.5), "#5fa3b8")
    pen.fill(
        smooth(((-0.1, 0.72), (0.2, 0.665), (0.5, 0.7), (0.8, 0.66), (1.1, 0.7), (1.1, 1.1), (-0.1, 1.1))), "#fdf6e6"
    )
    pen.fill(
        smooth(((-0.1, 0.74), (0.2, 0.69), (0.5, 0.725), (0.8, 0.685), (1.1, 0.72), (1.1, 1.1), (-0.1, 1.1))), "#ecd3a2"
    )


def _desk(picture: Image.Image, pen: Pen, dice: Random) -> None:
    """A sheet of paper on a desk, for sketches."""
    desk = dice.choice((*_FLOORS, "#6f8791", "#7a6a86"))
    _gradient(picture, lighter(desk, 0.1), darker(desk, 0.1))
    sheet = pen.placed(0.5, 0.5, 0.45, degrees=dice.uniform(-7, 7))
    sheet.fill(box(-0.97, -0.95, 1.05, 1.07), "#1b163040")
    sheet.fill(box(-1, -1, 1, 1), PAPER)
    if dice.random() < 0.5:
        for line in range(1, 9):
            sheet.fill(box(-1, line * 0.22 - 1.0, 1, line * 0.22 - 0.985), "#c9dbe6")
        sheet.fill(box(-0.82, -1, -0.805, 1), "#e6b3ae")
    pencil = pen.placed(dice.choice((0.1, 0.9)), 0.62, 0.3, degrees=dice.uniform(-25, 25))
    pencil.fill(box(-0.07, -0.8, 0.07, 0.8), dice.choice(("#e2a13f", "#d9644a", "#5b93b0")))
    pencil.fill(polygon(((-0.07, 0.8), (0.07, 0.8), (0, 1.02))), "#f0d9b5")
    pencil.fill(box(-0.07, -0.9, 0.07, -0.78), "#e59a9a")


BACKDROPS: dict[str, Callable[[Image.Image, Pen, Random], None]] = {
    "studio": _studio,
    "room": _room,
    "sofa": _sofa,
    "garden": _garden,
    "street": _street,
    "savanna": _savanna,
    "zoo": _zoo,
    "beach": _beach,
    "desk": _desk,
}
