"""Word diffs as they are read: struck is what only the one has, underlined what only the other has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.core.phrases import counted
from labeler.core.word_diff import Change, Piece, edit_count, shortened
from labeler.gui.theme import TextSize, Theme, current_theme
from labeler.gui.widgets.writing import qt_length, reads_leftwards, text_option

AROUND = 4
_TIGHTER = (2, 1, 0)
_LONG = 40
_MOST = 2_000


class DiffText:
    """Laid out in a width, at most so many lines; ends in an ellipsis where there is more.

    Long stretches without a difference are left out of a long text, and shorter ones where there is no room for
    them in ``few`` lines (0: all of them), so that what differs is in view.
    """

    def __init__(
        self,
        pieces: Sequence[Piece],
        theme: Theme,
        width: float,
        *,
        size: TextSize = "body",
        lines: int = 8,
        few: int = 0,
    ) -> None:
        self._line = _line_height(theme, size)
        for fewer in _shorter(pieces):
            shown = list(_parts(fewer))
            text = _cut(" ".join(words for words, _ in shown), _MOST) if shown else "–"
            self._layout = _laid_out(text, _formats(shown, theme), theme.font(size), width)
            if self._layout.lineCount() <= (few or lines):
                break
        if self._layout.lineCount() > lines:
            last = self._layout.lineAt(lines - 1)
            text = _cut(text, last.textStart() + max(last.textLength() - 3, 1))
            self._layout = _laid_out(text, _formats(shown, theme), theme.font(size), width)
        self._lines = min(self._layout.lineCount(), lines)

    @property
    def height(self) -> int:
        return self._lines * self._line

    def paint(self, painter: QPainter, place: QPointF, theme: Theme) -> None:
        painter.setPen(theme.palette.text)
        for row in range(self._lines):
            line = self._layout.lineAt(row)
            line.setPosition(QPointF(0, row * self._line + (self._line - line.height()) / 2))
            line.draw(painter, place)


class WordDiffView(QWidget):
    """As high as it needs to be in its width."""

    def __init__(self, parent: QWidget | None = None, *, size: TextSize = "body", lines: int = 8, few: int = 0) -> None:
        super().__init__(parent)
        self._pieces: tuple[Piece, ...] = ()
        self._size: TextSize = size
        self._most, self._few = lines, few
        self._laid_out: tuple[float, Theme, DiffText] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_pieces(self, pieces: Sequence[Piece]) -> None:
        self._pieces = tuple(pieces)
        self._laid_out = None
        self.setAccessibleName(spoken_diff(self._pieces))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return self._text(width).height

    def sizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(max(self.width(), 1)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._text(self.width()).paint(painter, QPointF(0, 0), current_theme())

    def _text(self, width: float) -> DiffText:
        theme = current_theme()
        if self._laid_out is None or self._laid_out[:2] != (width, theme):
            text = DiffText(self._pieces, theme, width, size=self._size, lines=self._most, few=self._few)
            self._laid_out = width, theme, text
        return self._laid_out[2]


def difference(pieces: Sequence[Piece]) -> str:
    """How much differs, in words."""
    edits = edit_count(pieces)
    return f"{counted(edits, 'word')} {'differs' if edits == 1 else 'differ'}" if edits else "same words"


def spoken_diff(pieces: Sequence[Piece]) -> str:
    """For who can't see it: "two; five instead of nine; zero missing"."""
    return "; ".join(filter(None, map(_spoken, _fitting(pieces)))) or "nothing said"


def _spoken(piece: Piece) -> str:
    reference, hypothesis = _joined(piece.reference), _joined(piece.hypothesis)
    match piece.kind:
        case Change.SUBSTITUTED:
            return f"{hypothesis} instead of {reference}"
        case Change.DELETED:
            return f"{reference} missing"
        case Change.INSERTED:
            return f"{hypothesis} added"
        case _:
            return hypothesis


def _fitting(pieces: Sequence[Piece]) -> Sequence[Piece]:
    long = sum(max(len(piece.reference), len(piece.hypothesis)) for piece in pieces) > _LONG
    return shortened(pieces, around=AROUND) if long else pieces


def _shorter(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """With ever fewer of the words that are the same."""
    fewer = _fitting(pieces)
    yield fewer
    for around in _TIGHTER:
        before, fewer = fewer, shortened(pieces, around=around)
        if fewer != before:
            yield fewer


def _parts(pieces: Sequence[Piece]) -> Iterator[tuple[str, Change]]:
    """Runs of words and what is shown of them; of a substitution first what was, then what is."""
    for piece in pieces:
        if piece.kind in (Change.DELETED, Change.SUBSTITUTED):
            yield _joined(piece.reference), Change.DELETED
        if piece.kind is not Change.DELETED:
            yield _joined(piece.hypothesis), Change.SAME if piece.kind is Change.SAME else Change.INSERTED


def _joined(words: Sequence[str]) -> str:
    return " ".join(filter(None, words))


def _formats(shown: Sequence[tuple[str, Change]], theme: Theme) -> list[QTextLayout.FormatRange]:
    found, start = [], 0
    for words, kind in shown:
        if kind is not Change.SAME:
            run = QTextLayout.FormatRange()
            run.start, run.length, run.format = start, qt_length(words), _format(kind, theme)
            found.append(run)
        start += qt_length(words) + 1
    return found


def _format(kind: Change, theme: Theme) -> QTextCharFormat:
    made = QTextCharFormat()
    if kind is Change.DELETED:
        made.setForeground(theme.palette.wrong)
        made.setFontStrikeOut(True)
    else:
        made.setForeground(theme.palette.accent)
        made.setFontUnderline(True)
    return made


def _cut(text: str, units: int) -> str:
    """As many of Qt's units, or all if there are no more."""
    if qt_length(text) <= units:
        return text
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").rstrip() + " …"


def _laid_out(text: str, formats: list[QTextLayout.FormatRange], font: QFont, width: float) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.setTextOption(text_option(leftwards=reads_leftwards(text)))
    layout.setFormats(formats)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout


def _line_height(theme: Theme, size: TextSize) -> int:
    return round(theme.font(size).pixelSize() * 1.5)
