"""The line at the top of a page, and its choices where they lack room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.header_bar import HeaderBar


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[HeaderBar]:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    made = HeaderBar("Ranking", "given labels → now")
    layout.addWidget(made)
    layout.addStretch(1)
    for name in ("Metric error", "Split dev + test", "Bounds none"):
        made.add(ActionButton(name))
    made.add(ActionButton("Apply"), stays=True)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    qtbot.waitExposed(page)
    yield made
    page.close()  # it has to live as long as the bar in it


def _top(bar: HeaderBar, name: str) -> int:
    button = next(one for one in bar.findChildren(ActionButton) if one.accessibleName() == name)
    assert button.isVisible()
    return int(button.mapTo(bar, button.rect().topLeft()).y())


def _widen(bar: HeaderBar, width: int) -> None:
    bar.window().resize(width, 600)
    for _ in range(3):
        QApplication.processEvents()


def test_choices_stand_beside_the_title_where_there_is_room(bar):
    assert len({_top(bar, name) for name in ("Metric error", "Bounds none", "Apply")}) == 1


def test_choices_go_below_where_there_is_none_but_what_stays(bar):
    _widen(bar, 520)
    assert _top(bar, "Apply") < _top(bar, "Metric error") == _top(bar, "Split dev + test")


def test_further_lines_are_shown_whole(bar):
    _widen(bar, 300)
    last = next(one for one in bar.findChildren(ActionButton) if one.accessibleName() == "Bounds none")
    assert _top(bar, "Bounds none") > _top(bar, "Metric error")
    assert last.mapTo(bar, last.rect().bottomLeft()).y() < bar.height()


def test_they_come_back_with_the_room_and_what_is_hidden_stays_hidden(bar):
    hidden = next(one for one in bar.findChildren(ActionButton) if one.accessibleName() == "Split dev + test")
    hidden.hide()
    _widen(bar, 400)
    _widen(bar, 1200)
    assert _top(bar, "Metric error") == _top(bar, "Apply")
    assert hidden.isHidden()


def test_the_choices_together_do_not_widen_the_window(bar):
    together = sum(one.sizeHint().width() for one in bar.findChildren(ActionButton))
    assert bar.minimumSizeHint().width() < together
