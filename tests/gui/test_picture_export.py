"""Pictures of charts: light on white, whole or not at all, in a size for slides, and text stays text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QRectF, QSizeF, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from labeler.errors import LabelerError
from labeler.gui.picture_export import MARGIN, ask_and_save, save_picture
from labeler.gui.theme import Theme, apply_theme, load_palette
from labeler.gui.widgets.spans import paint_text

SVG = "{http://www.w3.org/2000/svg}"


class Figure:
    def natural_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(200), theme.px(100))

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        painter.fillRect(room, theme.palette.accent)
        paint_text(painter, room, "5.6 % <dog & cat>", theme)


class Broken(Figure):
    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        raise RuntimeError("a slip")


def image_of(path: Path) -> QImage:
    image = QImage(str(path))
    assert not image.isNull()
    return image


def texts(path: Path) -> list[str]:
    return [element.text or "" for element in ET.parse(path).iter(f"{SVG}text")]


def test_a_png_has_twice_the_pixels_on_white_in_the_light_theme(tmp_path: Path, qapp: QApplication) -> None:
    apply_theme(qapp, "dark", scale=2.0)
    save_picture(Figure(), tmp_path / "a.png")
    image = image_of(tmp_path / "a.png")
    assert (image.width(), image.height()) == (2 * (200 + 2 * MARGIN), 2 * (100 + 2 * MARGIN))
    assert image.pixelColor(3, 3).name() == "#ffffff"
    assert image.pixelColor(2 * MARGIN + 390, 2 * MARGIN + 190) == load_palette("light").accent
    assert round(image.dotsPerMeterX() * 0.0254) == 192


def test_text_of_an_svg_stays_text_with_families_to_fall_back_on(tmp_path: Path) -> None:
    save_picture(Figure(), tmp_path / "a.svg", title="resnet18 on dev", note="Bars: share of the errors.")
    assert texts(tmp_path / "a.svg") == ["resnet18 on dev", "5.6 % <dog & cat>", "Bars: share of the errors."]
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "<image" not in svg
    assert svg.count("sans-serif") == svg.count("font-family=")
    assert "<title>resnet18 on dev</title>" in svg


def test_an_svg_looks_like_the_png(tmp_path: Path) -> None:
    for name in ("a.png", "a.svg"):
        save_picture(Figure(), tmp_path / name, title="A title", note="A note")
    png = image_of(tmp_path / "a.png")
    renderer = QSvgRenderer(str(tmp_path / "a.svg"))
    assert renderer.defaultSize() * 2 == png.size()
    drawn = QImage(png.size(), QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    renderer.render(painter)
    painter.end()
    middle = png.width() - 2 * MARGIN - 10, png.height() // 2
    assert drawn.pixelColor(*middle) == png.pixelColor(*middle) == load_palette("light").accent
    assert drawn.pixelColor(3, 3).name() == "#ffffff"


def test_a_long_title_wraps_and_makes_the_picture_higher(tmp_path: Path) -> None:
    save_picture(Figure(), tmp_path / "short.png", title="a title")
    save_picture(Figure(), tmp_path / "long.png", title="a title " * 30)
    short, long = image_of(tmp_path / "short.png"), image_of(tmp_path / "long.png")
    assert short.width() == long.width()
    assert long.height() > short.height() + 100


@pytest.mark.parametrize("name", ["a.jpg", "a", "a.PNG.txt"])
def test_other_kinds_of_pictures_are_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(LabelerError, match=r"\.png or \.svg"):
        save_picture(Figure(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    save_picture(Figure(), tmp_path / "A.SVG")
    assert texts(tmp_path / "A.SVG")


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LabelerError, match="can't be written"):
        save_picture(Figure(), tmp_path / "none" / "a.png")


def test_a_place_below_a_file_is_told_and_the_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(LabelerError, match="can't be written"):
        save_picture(Figure(), tmp_path / "file" / "a.png")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


def test_a_picture_that_can_not_be_made_leaves_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"before")
    with pytest.raises(RuntimeError):
        save_picture(Broken(), tmp_path / "a.png")
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    assert (tmp_path / "a.png").read_bytes() == b"before"


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def answer(answering: Callable[[QFileDialog], None]) -> None:
    """As a person answers the dialog that is about to open."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        answering(dialog)

    QTimer.singleShot(0, act)


def typed(path: Path, kind: str = "PNG picture (*.png)") -> Callable[[QFileDialog], None]:
    def type_(dialog: QFileDialog) -> None:
        dialog.selectNameFilter(kind)
        dialog.filterSelected.emit(kind)
        line = dialog.findChild(QLineEdit)
        assert line is not None
        line.setText(str(path))
        dialog.accept()

    return type_


def test_a_name_is_proposed_that_every_system_takes(parent: QWidget) -> None:
    proposed: list[str] = []

    def look(dialog: QFileDialog) -> None:
        proposed.append(Path(dialog.selectedFiles()[0]).name)
        dialog.reject()

    for name in ("net/a: dev?", " "):
        answer(look)
        assert ask_and_save(parent, Figure(), name=name) is None
    assert proposed == ["net-a- dev-.png", "chart.png"]


def test_a_picture_that_is_there_is_replaced_only_when_that_was_asked(tmp_path: Path, parent: QWidget) -> None:
    (tmp_path / "x.png").write_bytes(b"before")
    asked: list[str] = []

    def refuse() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        asked.append(question.text())
        question.button(QMessageBox.StandardButton.No).click()

    def without_suffix(dialog: QFileDialog) -> None:
        QTimer.singleShot(0, refuse)
        typed(tmp_path / "x")(dialog)
        dialog.reject()

    answer(without_suffix)
    assert ask_and_save(parent, Figure(), name="a") is None
    assert "x.png" in asked[0]
    (tmp_path / "net1.5.png").write_bytes(b"before")
    answer(typed(tmp_path / "net1.5"))
    with pytest.raises(LabelerError, match=r"net1.5.png is there already"):
        ask_and_save(parent, Figure(), name="a")
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"before"}


@pytest.mark.parametrize(
    ("name", "kind", "written"),
    [
        ("a", "PNG picture (*.png)", "a.png"),
        ("a", "SVG drawing (*.svg)", "a.svg"),
        ("resnet1.5", "SVG drawing (*.svg)", "resnet1.5.svg"),
        ("a.svg", "PNG picture (*.png)", "a.svg"),
    ],
)
def test_the_kind_follows_the_suffix_or_else_the_choice(
    tmp_path: Path, parent: QWidget, name: str, kind: str, written: str
) -> None:
    answer(typed(tmp_path / name, kind))
    assert ask_and_save(parent, Figure(), name="a") == tmp_path / written
    assert [path.name for path in tmp_path.iterdir()] == [written]
