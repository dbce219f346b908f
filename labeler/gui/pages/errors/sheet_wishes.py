"""How wide the columns of the sheet would be by what stands in them."""

from __future__ import annotations

from PySide6.QtGui import QFontMetricsF

from labeler.gui.pages.errors.painted_text import PAD
from labeler.gui.pages.errors.sheet_foot import figures
from labeler.gui.pages.errors.sheet_layout import Wishes
from labeler.gui.pages.errors.sheet_source import SheetSource
from labeler.gui.theme import Theme

_SAMPLE = 60
"""Rows whose texts are measured: those of all of them would take too long."""

_THUMBNAIL_ROOM = 46
_MARK_ROOM = 22
_MARGIN = 3


def wishes(source: SheetSource, theme: Theme) -> Wishes:
    """Of a stretch of the rows and the names of the classes, so that no decision changes the widths."""
    return Wishes(_example(source, theme), _category(source, theme), _label(source, theme))


def _example(source: SheetSource, theme: Theme) -> int:
    rows = range(min(len(source), _SAMPLE))
    if source.textual:
        body = QFontMetricsF(theme.font())
        texts = [text for row in rows for text in (source.facts(row).given, source.facts(row).predicted)]
        return _widest(texts, body) + 2 * PAD
    picture = theme.px(_THUMBNAIL_ROOM) if source.has_media else 0
    return _widest([source.confusion(row) for row in rows], QFontMetricsF(theme.font("small"))) + picture + 2 * PAD


def _category(source: SheetSource, theme: Theme) -> int:
    """The longest word of the names, and the figures under them, which are never elided."""
    title, body = QFontMetricsF(theme.font("small", strong=True)), QFontMetricsF(theme.font(strong=True))
    small = QFontMetricsF(theme.font("small"))
    words = [word for category in source.categories for word in category.name.split()]
    lines = [figures(column.share) for column in source.totals.sheet.categories]
    under = [_widest([first], body) for first, *_ in lines] + [_widest(rest, small) for _, *rest in lines]
    return max([_widest(words, title), *under]) + 2 * _MARGIN


def _label(source: SheetSource, theme: Theme) -> int:
    names = source.project.session.examples.vocabulary.names
    return _widest(names, QFontMetricsF(theme.font())) + theme.px(_MARK_ROOM) + 2 * PAD


def _widest(texts: list[str] | tuple[str, ...], metrics: QFontMetricsF) -> int:
    longest = sorted(set(texts), key=len)[-_SAMPLE:]
    return round(max((metrics.horizontalAdvance(text) for text in longest), default=0.0)) + 1
