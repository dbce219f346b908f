"""Corrections as rows: the example, given → corrected, who said so and why, and how many models agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from labeler.core.phrases import listed
from labeler.core.word_diff import Piece, word_diff
from labeler.gui.pages.corrections.figures import Figures
from labeler.gui.saying import moment, spoken, toggled, told_at
from labeler.gui.theme import Theme, current_theme
from labeler.gui.widgets.filmstrip import paint_thumbnail
from labeler.gui.widgets.painting import FOCUS_WIDTH, paint_box
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import Span, Spans, paint_spans, plain_text, strong
from labeler.gui.widgets.verdict_mark import mark_of, paint_verdict
from labeler.gui.widgets.word_diff_view import DiffText, spoken_diff
from labeler.session.corrections import Correction

ROW = 64
PLACE = Qt.ItemDataRole.UserRole

_PADDING = 8
_THUMBNAIL = 48
_MARK = 16
_LINE = 24
_MODELS = 220
_NARROW = 560
_NAMED = 12
_DISPLAY = Qt.ItemDataRole.DisplayRole
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_NO_PARENT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight
_SIGN_TONES = {"+": "accent", "−": "wrong", "?": "unsure"}

Index = QModelIndex | QPersistentModelIndex
Thumbnail = Callable[[int, int], QImage | None]


class CorrectionModel(QAbstractTableModel):
    """Some places of the figures, in the order shown; PLACE is the place in ``figures.corrections``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.figures: Figures | None = None
        self.task = ""
        self.normalization: tuple[str, ...] = ()
        self._places: Sequence[int] = ()
        self._rows: dict[int, int] = {}

    def show_places(self, figures: Figures | None, places: Sequence[int]) -> None:
        self.beginResetModel()
        self.figures, self._places = figures, places
        self._rows = {}
        self.endResetModel()

    def item(self, row: int) -> Correction:
        assert self.figures is not None
        return self.figures.corrections.items[self._places[row]]

    def row_of(self, ordinal: int) -> int | None:
        """Where an example is shown; None where it isn't."""
        if not self._rows:
            self._rows = {self.item(row).ordinal: row for row in range(len(self._places))}
        return self._rows.get(ordinal)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role == PLACE:
            return self._places[index.row()]
        if role in (_DISPLAY, _ACCESSIBLE):
            return self._sentence(index.row())
        return plain_tip(self._tooltip(index.row())) if role == _TOOLTIP else None

    def pieces(self, item: Correction) -> tuple[Piece, ...] | None:
        """How a transcript became another; None where there is none to compare."""
        if self.task != "transcript" or item.corrected is None:
            return None
        return _diff(item.given, item.corrected, self.normalization)

    def change(self, item: Correction) -> Spans:
        """Given → corrected on one line."""
        given = Span(spoken(item.given, self.task), tone="muted")
        if item.corrected is None:
            return (given, Span(f" → {item.status}"))
        if self.task == "multilabel":
            return _toggled_spans(item)
        return (given, Span(" → ", tone="faint"), strong(spoken(item.corrected, self.task)))

    def facts(self, item: Correction) -> str:
        """Where, by whom, when, and what was noted."""
        by = listed(item.reviewers) + (" (adjudicated)" if item.adjudicated else "")
        noted = [f"“{item.comment}”" if item.comment else "", item.reason, ", ".join(item.categories)]
        return " · ".join(filter(None, (item.example_id, item.split, by, told_at(item.at), *noted)))

    def agreeing(self, row: int) -> tuple[str, str]:
        """How many models say the corrected label, and how many the given one; both empty without models."""
        assert self.figures is not None
        found, place = self.figures.corrections, self._places[row]
        says = int(found.says[:, place].sum())
        if not says:
            return "", ""
        given = _so_many(int(found.with_given[:, place].sum()), says, "given")
        if found.items[place].corrected is None:
            return given, ""
        return _so_many(int(found.with_corrected[:, place].sum()), says, "corrected"), given

    def _sentence(self, row: int) -> str:
        item = self.item(row)
        pieces = self.pieces(item)
        change = plain_text(self.change(item)) if pieces is None else f"transcript: {spoken_diff(pieces)}"
        return ". ".join(filter(None, (f"{item.status}: {change}", self.facts(item), *self.agreeing(row))))

    def _tooltip(self, row: int) -> str:
        assert self.figures is not None
        item, found, place = self.item(row), self.figures.corrections, self._places[row]
        lines = [f"Given: {spoken(item.given, self.task)}"]
        if item.corrected is not None:
            lines.append(f"Corrected: {spoken(item.corrected, self.task)}")
            lines.append(f"Models that say the corrected label: {_names(found.agreeing_with_corrected(place))}")
        lines.append(f"Models that say the given label: {_names(found.agreeing_with_given(place))}")
        lines.append(f"{listed(item.reviewers)}, {moment(item.at).astimezone():%Y-%m-%d %H:%M}")
        return "\n".join([*lines, *filter(None, (item.comment, item.reason))])


class CorrectionDelegate(QStyledItemDelegate):
    """Two lines beside a thumbnail; what the models say goes where there is no room for it."""

    def __init__(self, thumbnail: Thumbnail, parent: QObject | None = None) -> None:
        """``thumbnail`` is asked for an ordinal and a side in device pixels at each paint; None: not there (yet)."""
        super().__init__(parent)
        self._thumbnail = thumbnail

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, current_theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, CorrectionModel)
        theme, place = current_theme(), QRectF(option.rect)
        item = model.item(index.row())
        painter.save()
        _paint_ground(painter, place, option, theme)
        room = place.adjusted(2 * _PADDING, 0, -2 * _PADDING, -1)
        room = self._paint_picture(painter, room, item, theme)
        if place.width() >= theme.px(_NARROW):
            room = _paint_models(painter, room, model.agreeing(index.row()), theme)
        _paint_words(painter, room, item, model, theme)
        painter.restore()

    def _paint_picture(self, painter: QPainter, room: QRectF, item: Correction, theme: Theme) -> QRectF:
        side = theme.px(_THUMBNAIL)
        place = QRectF(room.left(), room.center().y() - side / 2, side, side)
        image = self._thumbnail(item.ordinal, round(side * painter.device().devicePixelRatioF()))
        if image is None or image.isNull():
            paint_box(painter, place, fill=theme.palette.canvas, radius=6)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            paint_thumbnail(painter, place, image)
        return room.adjusted(side + 2 * _PADDING, 0, 0, 0)


def _paint_ground(painter: QPainter, place: QRectF, option: QStyleOptionViewItem, theme: Theme) -> None:
    palette = theme.palette
    if option.state & _SELECTED:
        painter.fillRect(place, palette.accent_soft)
    elif option.state & _HOVERED:
        painter.fillRect(place, palette.row)
    painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), palette.border)
    if option.state & _SELECTED:
        painter.fillRect(QRectF(place.left(), place.top(), FOCUS_WIDTH + 1, place.height() - 1), palette.accent)


def _paint_models(painter: QPainter, room: QRectF, said: tuple[str, str], theme: Theme) -> QRectF:
    width = theme.px(_MODELS)
    upper, lower = _lines(QRectF(room.right() - width, room.top(), width, room.height()), theme)
    if said[0]:
        paint_spans(painter, upper, (Span(said[0]),), theme, size="small", align=_RIGHT)
    if said[1]:
        paint_spans(painter, lower, (Span(said[1]),), theme, size="small", tone="muted", align=_RIGHT)
    return room.adjusted(0, 0, -width - 2 * _PADDING, 0)


def _paint_words(painter: QPainter, room: QRectF, item: Correction, model: CorrectionModel, theme: Theme) -> None:
    upper, lower = _lines(room, theme)
    mark, side = mark_of(item.status), theme.px(_MARK)
    if mark is not None:
        paint_verdict(painter, QRectF(upper.left(), upper.top(), side, upper.height()), mark, theme.palette)
    upper = upper.adjusted(side + _PADDING, 0, 0, 0)
    pieces = model.pieces(item)
    if pieces is None:
        paint_spans(painter, upper, model.change(item), theme)
    else:
        text = DiffText(pieces, theme, upper.width(), lines=1, few=1)
        text.paint(painter, QPointF(upper.left(), upper.center().y() - text.height / 2), theme)
    paint_spans(painter, lower, (Span(model.facts(item)),), theme, size="small", tone="muted")


def _lines(room: QRectF, theme: Theme) -> tuple[QRectF, QRectF]:
    height = theme.px(_LINE)
    top = room.center().y() - height
    return (
        QRectF(room.left(), top, room.width(), height),
        QRectF(room.left(), top + height, room.width(), height),
    )


def _toggled_spans(item: Correction) -> Spans:
    assert item.corrected is not None
    spans: list[Span] = []
    for sign, label in toggled(item.given, item.corrected):
        tone = _SIGN_TONES[sign]
        spans += [Span("   ") if spans else Span(""), Span(f"{sign} ", tone=tone), strong(label, tone)]  # type: ignore[arg-type]
    return tuple(spans) or (Span("the same labels", tone="muted"),)


@lru_cache(maxsize=4096)
def _diff(given: str, corrected: str, normalization: tuple[str, ...]) -> tuple[Piece, ...]:
    return word_diff(given, corrected, normalization=normalization)


def _so_many(models: int, of: int, label: str) -> str:
    return f"{models} of {of} {'says' if models == 1 else 'say'} the {label} label"


def _names(models: Sequence[str]) -> str:
    more = f" and {len(models) - _NAMED} more" if len(models) > _NAMED else ""
    return ", ".join(models[:_NAMED]) + more if models else "none"
