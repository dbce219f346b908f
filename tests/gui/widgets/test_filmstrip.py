from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.filmstrip import Filmstrip

Shown = Callable[[Filmstrip], Filmstrip]


def _strip(asked: list[int] | None = None) -> Filmstrip:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))

    def thumbnail(index: int) -> QImage | None:
        if asked is not None:
            asked.append(index)
        return image if index % 2 else None

    return Filmstrip(thumbnail=thumbnail, badge={3: "right"}.get)  # type: ignore[arg-type]


def test_of_a_million_only_those_in_sight_are_asked_for(shown: Shown) -> None:
    asked: list[int] = []
    strip = shown(_strip(asked))
    strip.set_count(1_000_000, current=500_000)
    asked.clear()
    strip.grab()
    assert set(asked) == set(strip.visible())
    assert 500_000 in asked
    assert len(set(asked)) <= 8


@pytest.mark.parametrize(("current", "first"), [(0, 0), (2, 0), (3, 0), (4, 1), (50, 47), (99, 93)])
def test_the_current_one_stays_in_the_middle_between_the_ends(shown: Shown, current: int, first: int) -> None:
    strip = shown(_strip())
    strip.set_count(100, current=current)
    assert len(strip.visible()) == 7
    assert strip.visible().start == first


def test_a_click_says_which_and_moves_nothing_by_itself(qtbot: QtBot, shown: Shown) -> None:
    strip = shown(_strip())
    strip.set_count(100, current=0)
    with qtbot.waitSignal(strip.activated) as signal:
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(5 + 2 * 68 + 10, 160))
    assert signal.args == [2]
    assert strip.current() == 0


def test_arrow_keys_stop_at_the_ends(qtbot: QtBot, shown: Shown) -> None:
    strip = shown(_strip())
    strip.set_count(2, current=0)
    with qtbot.waitSignal(strip.activated) as signal:
        QTest.keyClick(strip, Qt.Key.Key_Right)
    assert signal.args == [1]
    with qtbot.assertNotEmitted(strip.activated):
        QTest.keyClick(strip, Qt.Key.Key_Left)


def test_an_empty_strip_paints_and_says_so(shown: Shown) -> None:
    strip = shown(_strip())
    strip.set_count(0)
    strip.grab()
    assert strip.current() == -1
    assert strip.accessibleDescription() == "empty"
