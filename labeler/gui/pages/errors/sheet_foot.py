"""Paints the foot of the sheet: what part of the errors each column has."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from labeler.core.phrases import counted, hundredfold, percent
from labeler.core.shares import Share
from labeler.gui.pages.errors.painted_text import CENTRE, LEFT, PAD, Clip, wrapped
from labeler.gui.pages.errors.sheet_layout import SheetLayout
from labeler.gui.pages.errors.sheet_source import SheetSource
from labeler.gui.theme import TextSize, Theme, Tone
from labeler.gui.widgets.paragraph import line_height
from labeler.gui.widgets.spans import paint_text


@dataclass(frozen=True)
class FootPainter:
    """Under each column its part, the part's interval, and how many of how many that is."""

    painter: QPainter
    layout: SheetLayout
    source: SheetSource

    @property
    def theme(self) -> Theme:
        return self.layout.theme

    def paint(self) -> None:
        area = QRectF(0, self.layout.height - self.layout.foot, self.layout.width, self.layout.foot)
        self.painter.fillRect(area, self.theme.palette.surface)
        self.painter.fillRect(QRectF(0, area.top(), area.width(), 1), self.theme.palette.border)
        sheet = self.source.totals.sheet
        shares = {column.category: column.share for column in sheet.categories}
        with Clip(self.painter, self.layout.beside(area)):
            for column in self.layout.visible_columns():
                place = self.layout.foot_cell(column)
                if column < self.layout.categories:
                    self._total(place, shares.get(self.source.categories[column].name))
                elif column == self.layout.categories:
                    inside = place.adjusted(PAD, 0, 0, 0)
                    self._total(inside, sheet.incorrectly_labeled, tone="wrong", align=LEFT)
        self._example(area.adjusted(PAD, 0, self.layout.example - area.width() - 4, 0))

    def _example(self, place: QRectF) -> None:
        """Of what the figures are parts, and what else was said of the labels: always in sight."""
        lines, height = self.example_lines(place.width()), line_height("small")
        y = place.center().y() - height * len(lines) / 2
        for line, tone in lines:
            room = QRectF(place.left(), y, place.width(), height)
            paint_text(self.painter, room, line, self.theme, size="small", strong=tone == "text", tone=tone)
            y += height

    def example_lines(self, width: float) -> list[tuple[str, Tone]]:
        heading = wrapped(self._of_what(), width, self.theme, most=2, size="small")
        besides = wrapped(self._besides(), width, self.theme, most=2, size="small")
        return [*((line, "text") for line in heading), *((line, "muted") for line in besides)]

    def _of_what(self) -> str:
        sheet = self.source.totals.sheet
        reviewed = sheet.incorrectly_labeled.considered
        if not reviewed:
            return "None reviewed yet"
        where = "of the random sample" if self.source.totals.basis == "sample" else "reviewed"
        return f"% of {counted(reviewed, 'error')} {where}"

    def _total(
        self, place: QRectF, share: Share | None, *, tone: Tone = "text", align: Qt.AlignmentFlag = CENTRE
    ) -> None:
        if share is None or share.share is None:
            paint_text(self.painter, place, "–", self.theme, tone="faint", align=align)
            return
        first, *rest = figures(share)
        lines: list[tuple[str, Tone, TextSize]] = [(first, tone, "body"), *((line, "muted", "small") for line in rest)]
        y = place.center().y() - sum(line_height(size) for _, _, size in lines) / 2
        for text, ink, size in lines:
            room = QRectF(place.left(), y, place.width(), line_height(size))
            strong = size == "body"
            paint_text(self.painter, room, text, self.theme, size=size, strong=strong, tone=ink, align=align)
            y += room.height()

    def _besides(self) -> str:
        sheet = self.source.totals.sheet
        said = [f"{sheet.excluded.count:,} excluded"] if sheet.excluded.count else []
        if sheet.incorrectly_labeled.unsure:
            said.append(f"{sheet.incorrectly_labeled.unsure:,} unsure or in conflict")
        return ", ".join(said)


def figures(share: Share) -> list[str]:
    """``28 %``, ``19–40`` where it has an interval, ``17 of 60``; a dash where nothing was considered."""
    if share.share is None:
        return ["–"]
    lines = [percent(share.share, share.considered)]
    if share.interval is not None and share.interval[0] < share.interval[1]:
        lines.append("–".join(hundredfold(limit, share.considered) for limit in share.interval))
    return [*lines, share.of]
