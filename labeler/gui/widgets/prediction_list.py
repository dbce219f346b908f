"""What each model predicts for the example, hidden until the verdict where that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from labeler.gui.theme import Theme, current_theme
from labeler.gui.widgets.painting import paint_bar
from labeler.gui.widgets.spans import paint_text, spans_width, strong

ROW = 24
_BAR = 8
_GAP = 8
_NUMBER = 40
_MODEL_SHARE = 0.335
_LABEL_SHARE = 0.3
_MODEL_SHARE_WITHOUT_BARS = 0.5
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class PredictionRow:
    """``agrees`` with the given label; None probability: the model gave none."""

    model: str
    label: str
    probability: float | None
    agrees: bool


class PredictionList(QAbstractScrollArea):
    """Takes the same space hidden and shown, so that nothing moves at the verdict; gives way down to ``min_rows``."""

    def __init__(self, parent: QWidget | None = None, *, min_rows: int = 4, max_rows: int = 8) -> None:
        super().__init__(parent)
        self._rows: tuple[PredictionRow, ...] = ()
        self._hidden_count = 0
        self._min_rows, self._max_rows = min_rows, max_rows
        self._names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._bars = True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName("Predictions")

    def fit_columns(self, models: Sequence[str], labels: Sequence[str], *, bars: bool = True) -> None:
        """Room for these names, as far as there is room: once for all examples, so that no bar moves between them.

        ``bars``: whether any model gives probabilities; without, names and labels have their room.
        """
        self._names = (tuple(models), tuple(labels))
        self._bars = bars
        self.viewport().update()

    def set_rows(self, rows: Sequence[PredictionRow]) -> None:
        self._rows, self._hidden_count = tuple(rows), 0
        said = (f"{row.model}: {row.label}, {_number(row.probability)}" for row in self._rows)
        self._renew("; ".join(said))

    def hide_rows(self, count: int) -> None:
        """Keeps the space of ``count`` predictions and shows none; the widget is not even told of them."""
        self._rows, self._hidden_count = (), count
        self._renew("shown after the verdict")

    def sizeHint(self) -> QSize:
        return QSize(312, current_theme().px(ROW) * min(self._count(), self._max_rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, current_theme().px(ROW) * min(self._count(), self._min_rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_range()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self.viewport()), current_theme()
        height = theme.px(ROW)
        shares = self._shares(theme)
        top = -self.verticalScrollBar().value()
        for row in range(self._count()):
            place = QRectF(0, top + row * height, self.viewport().width(), height)
            if place.intersects(QRectF(event.rect())):
                self._paint_row(painter, place, row, shares)

    def _count(self) -> int:
        return len(self._rows) or self._hidden_count

    def _renew(self, description: str) -> None:
        self.setAccessibleDescription(description)
        self._set_range()
        self.updateGeometry()
        self.viewport().update()

    def _set_range(self) -> None:
        height = current_theme().px(ROW)
        bar = self.verticalScrollBar()
        bar.setSingleStep(height)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(self._count() * height - self.viewport().height(), 0))

    def _shares(self, theme: Theme) -> tuple[float, float]:
        """Of the width: for the models' names, and for the labels'."""
        width = max(self.viewport().width(), 1)
        longest = [
            max((spans_width((strong(name),), theme, "small") for name in part), default=0) for part in self._names
        ]
        model, label = ((length + _GAP) / width for length in longest)
        if not self._bars:
            model = min(model, _MODEL_SHARE_WITHOUT_BARS)
            return model, 1 - model
        return min(max(model, 0.2), _MODEL_SHARE), min(max(label, 0.14), _LABEL_SHARE)

    def _paint_row(self, painter: QPainter, place: QRectF, row: int, shares: tuple[float, float]) -> None:
        theme = current_theme()
        model, label, bar, number = _columns(place, shares, theme)
        if not self._rows:
            blank = bar if self._bars else QRectF(label.left(), bar.top(), label.width(), bar.height())
            paint_bar(painter, blank, 0, fill=theme.palette.bar, track=theme.palette.row)
            return
        shown = self._rows[row]
        paint_text(painter, model, _shortened(shown.model, model.width(), theme), theme, size="small", tone="muted")
        paint_text(painter, label, shown.label, theme, size="small", strong=True)
        if self._bars:
            self._paint_probability(painter, bar, number, shown)

    def _paint_probability(self, painter: QPainter, bar: QRectF, number: QRectF, shown: PredictionRow) -> None:
        theme = current_theme()
        fill = theme.palette.bar if shown.agrees else theme.palette.bar_strong
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


def _shortened(name: str, room: float, theme: Theme) -> str:
    """In the middle: what tells models of one family apart stands at the end of their names."""
    return QFontMetricsF(theme.font("small")).elidedText(name, Qt.TextElideMode.ElideMiddle, room)


def _number(probability: float | None) -> str:
    return "–" if probability is None else f"{probability:.2f}"
