from __future__ import annotations

from labeler.gui.theme import current_theme
from labeler.gui.widgets.row_list import fitted
from labeler.gui.widgets.spans import plain_text, spans_width

LONG = "ivory-billed woodpecker of the northern old-growth forests 17"


def test_a_name_that_fits_is_shown_whole_with_its_matching_letters_strong() -> None:
    spans = fitted("Great cat", ((6, 9),), 1000, current_theme())
    assert [(span.text, span.strong) for span in spans] == [("Great ", False), ("cat", True)]


def test_a_long_name_keeps_its_start_and_its_end() -> None:
    spans = fitted(LONG, ((0, 5), (20, 40), (59, 61)), 200, current_theme())
    assert spans_width(spans, current_theme()) <= 200
    shown = plain_text(spans)
    start, end = shown.split("…")
    assert LONG.startswith(start)
    assert LONG.endswith(end)
    strong = [span.text for span in spans if span.strong]
    assert strong[0] == "ivory"
    assert strong[-1] == "17"


def test_letters_that_are_left_out_are_not_marked_elsewhere() -> None:
    spans = fitted(LONG, ((28, 31),), 120, current_theme())
    assert not any(span.strong for span in spans)
    assert "…" in plain_text(spans)
