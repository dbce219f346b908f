from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from labeler.core.word_diff import word_diff
from labeler.gui.theme import current_theme
from labeler.gui.widgets.paragraph import line_starts
from labeler.gui.widgets.row_list import lettered
from labeler.gui.widgets.scroll_text import ScrollText
from labeler.gui.widgets.spans import Span, Spans, paint_spans
from labeler.gui.widgets.text_label import TextBlock
from labeler.gui.widgets.word_diff_view import WordDiffView
from labeler.gui.widgets.writing import has_leftward_letters, reads_leftwards

HEBREW = "שלום עולם"
ROOM = QRectF(0, 0, 300, 24)

Shown = Callable[[QWidget], QWidget]
Painted = Callable[[QWidget], QImage]


def _ink(image: QImage) -> tuple[int, int]:
    ground = image.pixel(image.width() // 2, image.height() - 1)
    inked = [x for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) != ground]
    return min(inked), max(inked)


def _line(spans: Spans, room: QRectF = ROOM, *, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QImage:
    image = QImage(300, 24, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    paint_spans(painter, room, spans, current_theme(), align=align)
    painter.end()
    return image


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [
        ("", False),
        ("123 …", False),
        ("one שלום", False),
        ("שלום one", True),
        ("12: مرحبا", True),
        ("\u2067שלום\u2069 one", False),
        ("\u2066one\u2069 שלום", True),
        ("\u2069שלום", True),
    ],
)
def test_a_text_is_read_as_its_first_letter_is(text: str, leftwards: bool) -> None:
    assert reads_leftwards(text) is leftwards


def test_letters_that_are_read_leftwards_are_found_anywhere() -> None:
    assert has_leftward_letters("one שלום")
    assert not has_leftward_letters("naïve 字 123")


@pytest.mark.parametrize("made", [TextBlock, ScrollText])
@pytest.mark.parametrize(("text", "at_the_right"), [(HEBREW, True), (f"one {HEBREW}", False)])
def test_a_block_begins_at_the_side_where_its_text_is_read_from(
    shown: Shown, painted: Painted, made: Callable[[str], QWidget], text: str, at_the_right: bool
) -> None:
    block = shown(made(text))
    first, last = _ink(painted(block))
    assert (first > 100, last > 470) == (at_the_right, at_the_right)


def test_a_diff_begins_where_its_text_does(shown: Shown, painted: Painted) -> None:
    view = WordDiffView()
    view.set_pieces(word_diff(HEBREW, f"{HEBREW} one"))
    shown(view)
    assert _ink(painted(view))[1] > 470


def test_a_label_of_which_letters_match_reads_as_a_whole() -> None:
    whole, found = _line((Span(HEBREW),)), _line(lettered(HEBREW, ((0, 4),)))
    thick = [_ink(image) for image in (whole, found)]
    assert thick[0][0] == thick[1][0] < 4
    rightmost = [
        sum(image.pixelColor(x, y).value() < 128 for x in range(thick[0][1] - 8, 300) for y in range(24))
        for image in (whole, found)
    ]
    assert rightmost[1] > rightmost[0]  # the first letters stand at the right, and are strong


def test_a_line_without_room_is_elided_where_it_ends() -> None:
    narrow = QRectF(0, 0, 60, 24)
    first, last = _ink(_line((Span(HEBREW * 3),), narrow))
    assert first < 4
    assert last <= 61
    assert _line((Span(HEBREW * 3),), narrow) == _line((Span(HEBREW * 4),), narrow)
    assert _ink(_line((Span(HEBREW),), align=Qt.AlignmentFlag.AlignRight))[1] > 290


def test_lines_of_a_text_with_signs_of_two_units_begin_at_its_characters() -> None:
    text = "🙂 word " * 12
    starts = line_starts(text, 120, size="body")
    assert len(starts) > 3
    assert all(text[start - 1] == " " for start in starts[1:])


def test_writing_of_one_direction_is_painted_as_ever() -> None:
    paint = partial(_line, (Span("one "), Span("two", strong=True)))
    assert _ink(paint())[0] < 4
