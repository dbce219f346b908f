from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.theme import apply_theme, current_theme
from labeler.gui.widgets.side_by_side import SideBySide

NEEDED = 400


def made(qtbot: QtBot, *, width: int, mirrored: bool = False) -> tuple[SideBySide, QLabel, QLabel]:
    both = SideBySide(lambda: current_theme().px(NEEDED), gap=8, mirrored=mirrored)
    first, second = QLabel("first"), QLabel("second")
    both.add(first, 1)
    both.add(second, 1)
    qtbot.addWidget(both)
    both.resize(width, 200)
    both.show()
    return both, first, second


def test_they_stand_side_by_side_where_there_is_room_and_else_below(qtbot: QtBot) -> None:
    both, first, second = made(qtbot, width=NEEDED)
    assert both.is_beside()
    assert first.y() == second.y()
    assert second.x() > first.x()
    both.resize(NEEDED - 1, 200)
    QApplication.processEvents()
    assert not both.is_beside()
    assert second.y() > first.y()


def test_larger_text_needs_more_room(qtbot: QtBot, qapp: QApplication) -> None:
    both, first, second = made(qtbot, width=NEEDED + 100)
    apply_theme(qapp, "light", scale=1.5)
    QApplication.processEvents()
    assert not both.is_beside()
    apply_theme(qapp, "light")
    QApplication.processEvents()
    assert both.is_beside()
    assert first.y() == second.y()


def test_mirrored_the_first_stands_right_or_above(qtbot: QtBot) -> None:
    both, first, second = made(qtbot, width=NEEDED, mirrored=True)
    assert first.x() > second.x()
    both.resize(NEEDED // 2, 200)
    QApplication.processEvents()
    assert first.y() < second.y()


def test_what_lies_side_by_side_does_not_keep_it_wide(qtbot: QtBot) -> None:
    """It finds out that there is no room only where it can be made narrower."""
    around = QWidget()
    qtbot.addWidget(around)
    both = SideBySide(lambda: NEEDED)
    for _ in range(2):
        part = QWidget()
        part.setMinimumWidth(150)
        both.add(part)
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(both)
    around.resize(NEEDED, 200)
    around.show()
    assert both.is_beside()
    around.resize(160, 200)
    QApplication.processEvents()
    assert (around.width(), both.is_beside()) == (160, False)


def test_it_tells_how_they_lie_when_it_is_asked_to_look_again(qtbot: QtBot) -> None:
    both, _, _ = made(qtbot, width=NEEDED)
    with qtbot.waitSignal(both.fitted) as told:
        both.fit()
    assert told.args == [True]
