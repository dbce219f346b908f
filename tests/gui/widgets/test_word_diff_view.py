from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from labeler.core.word_diff import word_diff
from labeler.gui.theme import current_theme, load_palette
from labeler.gui.widgets.word_diff_view import DiffText, WordDiffView, difference, spoken_diff

WIDTH = 304

Shown = Callable[[QWidget], QWidget]
Painted = Callable[[QWidget], QImage]


def _view(reference: str, hypothesis: str) -> WordDiffView:
    view = WordDiffView()
    view.set_pieces(word_diff(reference, hypothesis))
    return view


def _rows_of(image: QImage, color: int, *, least: int) -> int:
    """In how many rows of pixels that many have just this colour: a line, and not only the edges of letters."""
    rows = ([image.pixel(x, y) for x in range(image.width())] for y in range(image.height()))
    return sum(row.count(color) >= least for row in rows)


def test_it_says_in_words_what_differs() -> None:
    pieces = word_diff("one two three four", "one too three")
    assert spoken_diff(pieces) == "one; too instead of two; three; four missing"
    assert difference(pieces) == "2 words differ"
    assert difference(word_diff("a", "b")) == "1 word differs"
    assert difference(word_diff("a", "a")) == "same words"
    assert spoken_diff(()) == "nothing said"


def test_its_name_for_a_screen_reader_is_the_diff() -> None:
    assert _view("a", "a b").accessibleName() == "a; b added"


@pytest.mark.parametrize(("one", "other", "tone"), [("wwwwww", "", "wrong"), ("", "wwwwww", "accent")])
def test_what_only_one_has_is_struck_or_underlined(
    shown: Shown, painted: Painted, one: str, other: str, tone: str
) -> None:
    view = _view(one, other)
    shown(view)
    color = getattr(load_palette("light"), tone).rgb()
    assert _rows_of(painted(view), color, least=40) >= 1


def test_what_is_the_same_has_neither_line(shown: Shown, painted: Painted) -> None:
    view = _view("wwwwww", "wwwwww")
    shown(view)
    image = painted(view)
    palette = load_palette("light")
    assert [_rows_of(image, color.rgb(), least=1) for color in (palette.wrong, palette.accent)] == [0, 0]


def test_it_is_as_high_as_it_needs_to_be_up_to_its_lines() -> None:
    line = _view("a", "a").heightForWidth(WIDTH)
    assert _view("word " * 30, "word " * 30).heightForWidth(WIDTH) > 2 * line
    assert _view(" ".join("abc" * 900), " ".join("xyz" * 900)).heightForWidth(WIDTH) == 8 * line
    assert _view("", "").heightForWidth(WIDTH) == line


def test_of_a_long_text_what_differs_is_in_view() -> None:
    text = " ".join(f"w{place}" for place in range(400))
    pieces = word_diff(text, text.replace("w350", "here"))
    assert DiffText(pieces, current_theme(), WIDTH).height <= 3 * DiffText((), current_theme(), WIDTH).height
    assert spoken_diff(pieces) == "… w346 w347 w348 w349; here instead of w350; w351 w352 w353 w354 …"


@pytest.mark.parametrize("text", ["🙂 😀 " * 700, "שלום " * 700, "字" * 3000, "e\u0301 " * 1500])
def test_very_long_texts_of_any_script_are_cut_and_painted(text: str) -> None:
    image = QImage(WIDTH, 400, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    laid_out = DiffText(word_diff("", text), current_theme(), WIDTH, lines=4)
    painter = QPainter(image)
    laid_out.paint(painter, QPointF(0, 0), current_theme())
    painter.end()
    assert laid_out.height == 4 * DiffText((), current_theme(), WIDTH).height
    inked = [y for y in range(image.height()) if any(image.pixel(x, y) != 0xFFFFFFFF for x in range(WIDTH))]
    assert 0 < max(inked) <= laid_out.height


def test_words_that_are_the_same_give_way_to_those_that_differ() -> None:
    words = [f"w{place}" for place in range(400)]
    heard = ["here" if place % 20 == 7 else word for place, word in enumerate(words)]
    pieces = word_diff(" ".join(words), " ".join(heard))
    line = DiffText((), current_theme(), WIDTH).height
    roomy, tight = (DiffText(pieces, current_theme(), WIDTH, lines=40, few=few).height for few in (0, 8))
    assert roomy > 8 * line >= tight  # and yet all of it is in view
    assert DiffText(pieces[:7], current_theme(), WIDTH, lines=40, few=4).height <= 4 * line
