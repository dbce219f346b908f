from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from labeler.gui.theme import current_theme
from labeler.gui.widgets.spans import Span, Spans, as_spans, paint_spans, spans_width, strong


def _painted(spans: Spans, width: float) -> QImage:
    image = QImage(300, 24, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_spans(painter, QRectF(0, 0, width, 24), spans, current_theme())
    painter.end()
    return image


@pytest.mark.parametrize("spare", [0, 2, 6])
def test_a_span_there_is_no_room_for_leaves_an_ellipsis(spare: int) -> None:
    words = as_spans(["Wrong, it is ", strong("dog")])
    room = spans_width(words[:1], current_theme()) + spare
    assert _painted(words, room) != _painted(words[:1], room)


def test_words_that_fit_are_painted_whole() -> None:
    words = as_spans(["Wrong, it is ", strong("dog")])
    room = spans_width(words, current_theme())
    assert _painted(words, room) == _painted(words, 300)


def test_nothing_is_painted_beyond_the_room() -> None:
    image = _painted((Span("a very long name " * 10),), 100)
    beyond = {image.pixelColor(x, y).name() for x in range(102, 300) for y in range(24)}
    assert beyond == {"#ffffff"}
