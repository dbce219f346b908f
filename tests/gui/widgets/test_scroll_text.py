from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from labeler.gui.widgets.paragraph import line_height
from labeler.gui.widgets.scroll_text import ScrollText

LONG = " ".join(f"word{place}" for place in range(400))

W = TypeVar("W", bound=QWidget)
Shown = Callable[[W], W]
Painted = Callable[[QWidget], QImage]
Triggers = Callable[[QWidget, str], bool]
Key = Qt.Key


@pytest.fixture
def page(shown: Shown[QWidget]) -> QWidget:
    """The text between two buttons, as wide as the panel."""
    made = QWidget()
    column = QVBoxLayout(made)
    for widget in (QPushButton("before"), ScrollText(lines=4), QPushButton("after")):
        column.addWidget(widget)
    column.addStretch(1)
    shown(made)
    made.resize(304, 320)
    made.findChildren(QPushButton)[0].setFocus()
    return made


def _text(page: QWidget, text: str = LONG) -> ScrollText:
    made = page.findChildren(ScrollText)[0]
    made.set_text(text)
    QApplication.processEvents()
    return made


def test_so_many_lines_are_in_view_and_all_is_said(page: QWidget) -> None:
    text = _text(page)
    assert text.height() == 4 * line_height("body")
    assert len(text.shown_lines()) > 40
    assert " ".join(text.shown_lines()) == LONG
    assert text.accessibleName() == LONG


def test_a_short_text_takes_its_lines_and_is_no_stop_of_tab(page: QWidget) -> None:
    text = _text(page, "short")
    assert text.height() == line_height("body")
    QTest.keyClick(page.findChildren(QPushButton)[0], Key.Key_Tab)
    assert QApplication.focusWidget() is page.findChildren(QPushButton)[1]


def test_tab_comes_to_it_and_keys_scroll_it(page: QWidget, triggers: Triggers) -> None:
    text = _text(page)
    QTest.keyClick(page.findChildren(QPushButton)[0], Key.Key_Tab)
    assert text.hasFocus()
    bar, line = text.verticalScrollBar(), line_height("body")
    places = []
    for key in ("Down", "PgDown", "Up", "End", "Home"):
        assert not triggers(text, key)
        places.append(bar.value())
    assert places == [line, 5 * line, 4 * line, bar.maximum(), 0]
    assert triggers(text, "Space")


def test_the_wheel_scrolls_it(page: QWidget) -> None:
    text = _text(page)
    place = QPointF(20, 20)
    event = QWheelEvent(
        place,
        text.viewport().mapToGlobal(place),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(text.viewport(), event)
    assert text.verticalScrollBar().value() > 0


def test_another_text_is_read_from_its_beginning(page: QWidget, painted: Painted) -> None:
    text = _text(page)
    first = painted(text)
    text.verticalScrollBar().setValue(100)
    assert painted(text) != first
    _text(page, f"{LONG} more")
    assert text.verticalScrollBar().value() == 0


def test_the_last_line_can_be_seen(page: QWidget, painted: Painted) -> None:
    text = _text(page, LONG)
    bar = text.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.maximum() == len(text.shown_lines()) * line_height("body") - text.viewport().height()
    image = painted(text)
    ground = image.pixel(image.width() - 1, 0)
    last = range(3 * line_height("body"), image.height())
    assert any(image.pixel(x, y) != ground for x in range(40) for y in last)


def test_room_is_kept_for_the_longest_of_a_queue_but_no_more_than_its_lines(page: QWidget) -> None:
    text = _text(page, "short")
    heights = []
    for others in ((), ("two words " * 6, ""), (LONG,)):
        text.reserve(others)
        QApplication.processEvents()
        heights.append(text.height() // line_height("body"))
    assert heights == [1, 2, 4]


def test_another_style_is_in_force_at_once(page: QWidget) -> None:
    text = _text(page)
    text.set_style(size="title", lines=2)
    QApplication.processEvents()
    assert text.height() == 2 * line_height("title")
    assert " ".join(text.shown_lines()) == LONG
