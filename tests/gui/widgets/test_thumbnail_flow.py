from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.theme import apply_theme
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.thumbnail_flow import ThumbnailFlow

K = Qt.Key
NAMES = [f"c{number:02d}" for number in range(30)]

Shown = Callable[[QWidget], QWidget]
Painted = Callable[[QWidget], QImage]


def _picture(name: str, side: int) -> QImage | None:
    if name == "c01":
        return None
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    return image


@pytest.fixture
def flow(shown: Shown) -> ThumbnailFlow:
    made = ThumbnailFlow(_picture)
    made.set_names(NAMES, removable=True)
    shown(made)
    return made


def _cells(flow: ThumbnailFlow) -> list[PaintedButton]:
    return sorted(flow.findChildren(PaintedButton), key=lambda cell: cell.accessibleName())


def _focused() -> str:
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget is not None else ""


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [150, 333, 700])
def test_all_of_them_have_room_whatever_the_width(
    qtbot: QtBot, qapp: QApplication, shown: Shown, width: int, scale: float
) -> None:
    apply_theme(qapp, "light", scale=scale)
    flow, inside, area = ThumbnailFlow(_picture), QWidget(), QScrollArea()
    column = QVBoxLayout(inside)
    column.addWidget(flow)
    column.addStretch(1)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    flow.set_names(NAMES, removable=True)
    shown(area)
    area.resize(width, 300)
    qtbot.waitUntil(lambda: all(flow.rect().contains(cell.geometry()) for cell in _cells(flow)))
    places = [cell.geometry() for cell in _cells(flow)]
    assert not any(one.intersects(other) for one, other in pairwise(places))
    assert flow.height() == flow.heightForWidth(flow.width())


def test_arrows_go_within_and_tab_goes_on(qtbot: QtBot, flow: ThumbnailFlow) -> None:
    _cells(flow)[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: _focused() == "c00")
    columns = 480 // (96 + 8)
    for key, name in ((K.Key_Right, 1), (K.Key_Down, 1 + columns), (K.Key_Up, 1), (K.Key_Left, 0), (K.Key_Left, 0)):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        assert _focused() == NAMES[name]
    stops = [cell.accessibleName() for cell in _cells(flow) if cell.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert stops == ["c00"]


def test_what_is_not_there_yet_has_a_place(flow: ThumbnailFlow, painted: Painted) -> None:
    there, missing = _cells(flow)[0], _cells(flow)[1]
    assert painted(there).pixelColor(20, 20) == QColor("#123456")
    assert painted(missing).pixelColor(20, 20) != QColor("#123456")


def test_without_removing_delete_does_nothing(qtbot: QtBot, flow: ThumbnailFlow) -> None:
    flow.set_names(NAMES[:3], removable=False)
    with qtbot.assertNotEmitted(flow.removed):
        QTest.keyClick(_cells(flow)[0], K.Key_Delete)


def test_each_says_what_its_keys_do(flow: ThumbnailFlow) -> None:
    assert _cells(flow)[0].accessibleDescription() == "Enter shows it, Delete removes it"
