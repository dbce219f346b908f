"""What the grid shows of the examples in sight."""

from __future__ import annotations

from collections.abc import Container, Sequence

from PySide6.QtGui import QImage

from labeler.gui.pages.gallery.reading import ExampleReader
from labeler.gui.thumbnails import Thumbnails
from labeler.gui.widgets.example_cell import ExampleCell


class Sight:
    """A CellSource over a reader and thumbnails, neither of which there is without a project."""

    def __init__(self) -> None:
        self.reader: ExampleReader | None = None
        self.thumbnails: Thumbnails | None = None

    def cells(self, ordinals: Sequence[int]) -> Sequence[ExampleCell]:
        return self.reader.cells(ordinals) if self.reader is not None else ()

    def thumbnail(self, ordinal: int, side: int) -> QImage | None:
        return self.thumbnails.get(ordinal, side) if self.thumbnails is not None else None

    def only(self, ordinals: Container[int]) -> None:
        if self.thumbnails is not None:
            self.thumbnails.only(ordinals)

    def tooltip(self, ordinal: int) -> str:
        return self.reader.told(ordinal) if self.reader is not None else ""
