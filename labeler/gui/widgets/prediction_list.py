"""What each model predicts for the example, hidden until the verdict where that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QToolTip, QWidget

from labeler.core.word_diff import Piece
from labeler.gui.theme import Theme, current_theme
from labeler.gui.widgets.painting import paint_bar
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import Span, paint_text, spans_width, strong
from labeler.gui.widgets.word_diff_view import DiffText, difference, spoken_diff

ROW = 24
_BAR = 8
_GAP = 8
_NUMBER = 40
_LINES = 8
_BELOW = 4
_WRAPPED_ROWS = 3
_MODEL_SHARE = 0.335
_LABEL_SHARE = 0.35
_MODEL_SHARE_WITHOUT_BARS = 0.5
_SIGN = 16
_SAID = {True: ", agrees with the label that stands", False: ", differs from the label that stands", None: ""}
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class PredictionRow:
    """``agrees`` with the label that stands; None where nothing may be said of that. None probability: the model gave
    none.

    ``pieces``: what the model heard beside the transcript that stands, shown instead of ``label``, on several lines.
    ``items``: the labels of a set, of which whole ones are left out where there is no room.
    """

    model: str
    label: str
    probability: float | None
    agrees: bool | None
    pieces: tuple[Piece, ...] | None = None
    items: tuple[str, ...] = ()


class PredictionList(QAbstractScrollArea):
    """Takes the same space hidden and shown, so that nothing moves at the verdict; gives way down to ``min_rows``."""

    def __init__(self, parent: QWidget | None = None, *, min_rows: int = 4, max_rows: int = 8) -> None:
        super().__init__(parent)
        self._rows: tuple[PredictionRow, ...] = ()
        self._hidden_count = 0
        self._min_rows, self._max_rows = min_rows, max_rows
        self._names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._bars = True
        self._wraps = False
        self._laid_out: tuple[int, Theme, list[DiffText | None]] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName("Predictions")

    def fit_columns(
        self, models: Sequence[str], labels: Sequence[str], *, bars: bool = True, wraps: bool = False
    ) -> None:
        """Room for these names, as far as there is room: once for all examples, so that no bar moves between them.

        ``bars``: whether any model gives probabilities; without, names and labels have their room.
        ``wraps``: rows have pieces, for which several lines are kept.
        """
        self._names = (tuple(models), tuple(labels))
        self._bars, self._wraps = bars, wraps
        self.updateGeometry()
        self.viewport().update()

    def set_rows(self, rows: Sequence[PredictionRow]) -> None:
        if tuple(rows) == self._rows and not self._hidden_count:
            return
        self._rows, self._hidden_count = tuple(rows), 0
        self._renew("; ".join(map(_spoken, self._rows)))

    def hide_rows(self, count: int) -> None:
        """Keeps the space of ``count`` predictions and shows none; the widget is not even told of them."""
        if not self._rows and self._hidden_count == count:
            return
        self._rows, self._hidden_count = (), count
        self._renew("shown after the verdict")

    def sizeHint(self) -> QSize:
        return QSize(312, self._height_of(self._max_rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._height_of(self._min_rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_range()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self._told_at(event.pos().y())), self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self.viewport()) as painter:
            shares = self._shares(theme)
            top = float(-self.verticalScrollBar().value())
            for row, height in enumerate(self._heights()):
                place = QRectF(0, top, self.viewport().width(), height)
                if place.intersects(QRectF(event.rect())):
                    self._paint_row(painter, place, row, shares)
                top += height

    def _count(self) -> int:
        return len(self._rows) or self._hidden_count

    def _height_of(self, most: int) -> int:
        rows = self._count() * (_WRAPPED_ROWS if self._wraps else 1)
        return current_theme().px(ROW) * min(rows, most)

    def _heights(self) -> list[int]:
        """Of each row, hidden ones too."""
        theme = current_theme()
        if not self._rows:
            return [theme.px(ROW) * (_WRAPPED_ROWS if self._wraps else 1)] * self._hidden_count
        return [theme.px(ROW) + (text.height + theme.px(_BELOW) if text else 0) for text in self._texts()]

    def _texts(self) -> list[DiffText | None]:
        """What models heard, laid out in the present width; None where a row is a label."""
        width, theme = self.viewport().width(), current_theme()
        if self._laid_out is None or self._laid_out[:2] != (width, theme):
            texts = [
                None if row.pieces is None else DiffText(row.pieces, theme, width, size="small", lines=_LINES)
                for row in self._rows
            ]
            self._laid_out = width, theme, texts
        return self._laid_out[2]

    def _told_at(self, y: int) -> str:
        """All of a row, where the mouse rests: it may not all be in view."""
        bottom = -self.verticalScrollBar().value()
        for row, height in zip(self._rows, self._heights(), strict=False):
            bottom += height
            if y < bottom:
                return _told(row)
        return ""

    def _renew(self, description: str) -> None:
        self.setAccessibleDescription(description)
        self._laid_out = None
        self._set_range()
        self.updateGeometry()
        self.viewport().update()

    def _set_range(self) -> None:
        bar = self.verticalScrollBar()
        bar.setSingleStep(current_theme().px(ROW))
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(sum(self._heights()) - self.viewport().height(), 0))

    def _shares(self, theme: Theme) -> tuple[float, float]:
        """Of the width: for the models' names, and for the labels'."""
        width = max(self.viewport().width(), 1)
        longest = [
            max((spans_width((strong(name),), theme, "small") for name in part), default=0) for part in self._names
        ]
        model, label = (longest[0] + _GAP) / width, (longest[1] + theme.px(_SIGN) + _GAP) / width
        if not self._bars:
            model = min(model, _MODEL_SHARE_WITHOUT_BARS)
            return model, 1 - model
        return min(max(model, 0.2), _MODEL_SHARE), min(max(label, 0.14), _LABEL_SHARE)

    def _paint_row(self, painter: QPainter, place: QRectF, row: int, shares: tuple[float, float]) -> None:
        theme = current_theme()
        if not self._rows:
            self._paint_blank(painter, place, shares)
            return
        shown, text = self._rows[row], self._texts()[row]
        if text is not None:
            _paint_heard(painter, place, shown, text)
            return
        model, label, bar, number = _columns(place, shares, theme)
        paint_text(painter, model, _shortened(shown.model, model.width(), theme), theme, size="small", tone="muted")
        if shown.agrees is not None:
            _paint_sign(painter, label, theme, same=shown.agrees)
        label.setLeft(label.left() + theme.px(_SIGN))
        paint_text(painter, label, _fitted(shown, label.width(), theme), theme, size="small", strong=True)
        if self._bars:
            self._paint_probability(painter, bar, number, shown)

    def _paint_blank(self, painter: QPainter, place: QRectF, shares: tuple[float, float]) -> None:
        theme = current_theme()
        _, label, bar, _ = _columns(place, shares, theme)
        if self._wraps:
            blank = QRectF(place.left(), bar.top(), place.width(), bar.height())
        else:
            blank = bar if self._bars else QRectF(label.left(), bar.top(), label.width(), bar.height())
        paint_bar(painter, blank, 0, fill=theme.palette.bar, track=theme.palette.row)

    def _paint_probability(self, painter: QPainter, bar: QRectF, number: QRectF, shown: PredictionRow) -> None:
        theme = current_theme()
        fill = theme.palette.bar_strong if shown.agrees is False else theme.palette.bar
        if shown.probability is not None:
            paint_bar(painter, bar, shown.probability, fill=fill, track=theme.palette.window)
        number_text = _number(shown.probability)
        paint_text(painter, number, number_text, theme, size="small", tone="muted", align=_RIGHT)


def _columns(place: QRectF, shares: tuple[float, float], theme: Theme) -> tuple[QRectF, QRectF, QRectF, QRectF]:
    """The model, its label, the bar, the number."""
    number = theme.px(_NUMBER)
    model, label = (place.width() * share for share in shares)
    bar_left = place.left() + model + label
    bar_top = place.center().y() - _BAR / 2
    return (
        QRectF(place.left(), place.top(), model - _GAP, place.height()),
        QRectF(place.left() + model, place.top(), label - _GAP, place.height()),
        QRectF(bar_left, bar_top, max(place.right() - number - bar_left, 0.0), _BAR),
        QRectF(place.right() - number, place.top(), number, place.height()),
    )


def _paint_heard(painter: QPainter, place: QRectF, shown: PredictionRow, text: DiffText) -> None:
    """The model and how much of it differs, and below what it heard."""
    theme = current_theme()
    head = QRectF(place.left(), place.top(), place.width(), theme.px(ROW))
    differs = difference(shown.pieces or ())
    paint_text(painter, head, differs, theme, size="small", tone="muted", align=_RIGHT)
    room = head.width() - spans_width((Span(differs),), theme, "small") - _GAP
    paint_text(painter, head, _shortened(shown.model, room, theme), theme, size="small", tone="muted")
    text.paint(painter, QPointF(place.left(), head.bottom()), theme)


def _fitted(shown: PredictionRow, room: float, theme: Theme) -> str:
    """A set ends after a whole name, with how many more there are; the first is shown even so."""
    for left_out in range(len(shown.items)):
        kept = ", ".join(shown.items[: len(shown.items) - left_out])
        text = f"{kept} +{left_out}" if left_out else kept
        if spans_width((strong(text),), theme, "small") <= room or left_out == len(shown.items) - 1:
            return text
    return shown.label


def _paint_sign(painter: QPainter, label: QRectF, theme: Theme, *, same: bool) -> None:
    """= or ≠, so that it isn't told by the colour of the bar alone."""
    side = theme.px(_SIGN) / 2
    left, middle = label.left(), label.center().y()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.palette.muted, theme.px(5) / 4))
    for y in (middle - side / 4, middle + side / 4):
        painter.drawLine(QPointF(left, y), QPointF(left + side, y))
    if not same:
        slant = QPointF(side / 4, -side * 0.6)
        centre = QPointF(left + side / 2, middle)
        painter.drawLine(centre - slant, centre + slant)


def _told(row: PredictionRow) -> str:
    if row.pieces is not None:
        return f"{row.model}: {row.label}"
    number = "" if row.probability is None else f", {_number(row.probability)}"
    return f"{row.model}: {row.label}{number}{_SAID[row.agrees]}"


def _spoken(row: PredictionRow) -> str:
    if row.pieces is not None:
        return f"{row.model}, {difference(row.pieces)}: {spoken_diff(row.pieces)}"
    return f"{row.model}: {row.label}, {_number(row.probability)}{_SAID[row.agrees]}"


def _shortened(name: str, room: float, theme: Theme) -> str:
    """In the middle: what tells models of one family apart stands at the end of their names."""
    return QFontMetricsF(theme.font("small")).elidedText(name, Qt.TextElideMode.ElideMiddle, room)


def _number(probability: float | None) -> str:
    return "–" if probability is None else f"{probability:.2f}"
