"""The three cards beside the sheet: the error and relabeling, the ceilings, the four flows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from labeler.core import error_words
from labeler.core.error_analysis import Sheet
from labeler.core.phrases import between, hundredfold, percent
from labeler.core.splits import phrase
from labeler.gui.pages.errors.ceilings_chart import ROW, CeilingsChart, ceilings
from labeler.gui.pages.errors.flows_diagram import FlowsDiagram
from labeler.gui.pages.errors.three_numbers import ThreeNumbers
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.flow_row import FlowRow
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.spans import Span, Spans, strong
from labeler.gui.widgets.text_label import TextLabel

_ROWS = 7.75
"""More bars than these scroll; the cut one shows that there are more."""

_KNOWN = "Known sizes: 0.05 to 0.10 points on CIFAR-10, 0.19 to 0.56 on ImageNet."
_HAND_PICKED = "Picked reviews among them allow no interval; the basis “random sample” has them."


class SideCard(Card):
    """Its title wraps, for it is narrow."""

    def __init__(self, title: str) -> None:
        super().__init__(margin=2 * GRID)
        self._heading = TextLabel(size="small", strong=True, tone="muted", wrap=True)
        self.body.addWidget(self._heading)
        self.set_heading(title)

    def set_heading(self, title: str) -> None:
        self._heading.set_text(title)
        self.setAccessibleName(title)


class ErrorCard(SideCard):
    """The three numbers, what the one due to labels counts, and whether relabeling is worth it."""

    def __init__(self) -> None:
        super().__init__("Error")
        self._numbers = ThreeNumbers()
        self._facts = Facts()
        self._worth = TextLabel(wrap=True)
        self._notes = TextLabel(size="small", tone="muted", wrap=True)
        self.body.addWidget(self._numbers)
        self.body.addWidget(self._facts)
        self.body.addSpacing(GRID)
        self.body.addWidget(self._worth)
        self.body.addWidget(self._notes)

    def show_sheet(self, sheet: Sheet, title: str) -> None:
        self.set_heading(_heading(sheet, title))
        self._numbers.set_sheet(sheet)
        self._facts.set_rows(_facts(sheet))
        words = list(error_words.worth_relabeling(sheet)) if sheet.misclassified else []
        self._worth.set_text(*_answered(words[0]) if words else ())
        self._notes.set_text(_unbroken("\n".join([*words[1:], *error_words.review_next(sheet)]) if words else ""))
        self._worth.setVisible(bool(words))
        self._notes.setVisible(bool(self._notes.text()))

    def clear(self) -> None:
        self.set_heading("Error")
        self._numbers.set_sheet(None)
        self._facts.set_rows([])
        self._worth.hide()
        self._notes.hide()


class CeilingsCard(SideCard):
    def __init__(self) -> None:
        super().__init__("Error left if a category were solved")
        self.chart = CeilingsChart()
        self.save = ActionButton("Save picture…", action="save-chart", variant="hint")
        self.copy = ActionButton("Copy", icon="copy", variant="hint")
        self.copy.setAccessibleName("Copy these figures")
        self._bars = scrolled(self.chart)
        self._conclusion = TextLabel(wrap=True)
        self._legend = TextLabel(size="small", tone="muted", wrap=True)
        self._lay_out()
        self.chart.row_shown.connect(self._on_row_shown)

    def show_sheet(self, sheet: Sheet, title: str) -> None:
        self.set_heading(f"{_capital(title)} left if a category were solved")
        self.chart.set_rows(ceilings(sheet))
        words = list(error_words.highest_potential(sheet))
        self._conclusion.set_text(*_answered(" ".join(words)) if words else ())
        self._conclusion.setVisible(bool(words))
        self._legend.set_text(_unbroken(legend(sheet, title)))
        self._fit()

    def clear(self) -> None:
        self.chart.set_rows([])
        self._conclusion.hide()
        self._legend.set_text("")
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """As high as its bars, up to a number of them."""
        self._bars.setFixedHeight(round(current_theme().px(ROW) * min(len(self.chart.rows()), _ROWS)))

    def _on_row_shown(self, row: QRect) -> None:
        self._bars.ensureVisible(0, row.center().y(), 0, row.height())

    def _lay_out(self) -> None:
        buttons = FlowRow(gap=2 * GRID)
        buttons.addWidget(self.save)
        buttons.addWidget(self.copy)
        for part in (self._bars, self._conclusion, self._legend):
            self.body.addWidget(part)
        self.body.addLayout(buttons)


class FlowsCard(SideCard):
    """The bands, and what the corrected error is worth where right predictions were not reviewed."""

    def __init__(self) -> None:
        super().__init__("Wrong and right, before → after correction")
        self._diagram = FlowsDiagram()
        self._corrected = TextLabel(wrap=True)
        self._hidden = TextLabel(size="small", tone="muted", wrap=True)
        self.body.addWidget(self._diagram)
        self.body.addSpacing(GRID)
        self.body.addWidget(self._corrected)
        self.body.addWidget(self._hidden)

    def show_sheet(self, sheet: Sheet, title: str) -> None:
        flows = sheet.flows
        self._diagram.set_flows(flows)
        error = flows.corrected_error
        known = error is not None and (flows.reviewed_wrong or flows.reviewed_right)
        figure = "" if error is None else f"Corrected {title} {percent(error, flows.included)}{_left_out(sheet)}"
        self._corrected.set_text(strong(figure), *([Span(f": {flows.caveat}.", tone="unsure")] if flows.caveat else []))
        self._corrected.setVisible(bool(known))
        self._hidden.set_text(_unbroken("\n".join(filter(None, [sheet.hidden, _KNOWN if flows.caveat else ""]))))
        self._hidden.setVisible(bool(self._hidden.text()))

    def clear(self) -> None:
        self._diagram.set_flows(None)
        self._corrected.hide()
        self._hidden.hide()


class Facts(QWidget):
    """Counts, each with what it counts beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, GRID // 2, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[TextLabel, TextLabel]] = []

    def set_rows(self, rows: Sequence[tuple[int, Spans]]) -> None:
        while len(self._labels) < len(rows):
            self._add_row()
        for place, labels in enumerate(self._labels):
            for label in labels:
                label.setVisible(place < len(rows))
        for (count, text), (left, right) in zip(rows, self._labels, strict=False):
            left.set_text(f"{count:,}")
            right.set_text(*text)
        self.setVisible(bool(rows))

    def _add_row(self) -> None:
        count, text = TextLabel(size="small", strong=True), TextLabel(size="small", tone="muted", wrap=True)
        place = len(self._labels)
        self._grid.addWidget(count, place, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(text, place, 1)
        self._labels.append((count, text))


def legend(sheet: Sheet, title: str) -> str:
    """What the bars and the numbers of the ceilings are."""
    if sheet.error is None:
        return ""
    bars = f"Bars: share of {sheet.model}'s errors on {phrase(sheet.split)}"
    random = any(column.share.interval for column in sheet.categories) or sheet.incorrectly_labeled.interval
    within = ", with its 95 % interval." if random or not sheet.reviewed else f". {_HAND_PICKED}"
    return f"{bars}{within} At the right: the {title} left of {percent(sheet.error, sheet.examples)}."


def _heading(sheet: Sheet, title: str) -> str:
    name = _capital(f"{phrase(sheet.split)} {title}")
    if sheet.error is None:
        return name
    excluded = ", excluded ones included here" if sheet.holds_excluded else ""
    figure = percent(sheet.error, sheet.examples)
    return f"{name} {figure} · {sheet.misclassified:,} of {sheet.examples:,}{excluded}"


def _left_out(sheet: Sheet) -> str:
    return ", without excluded ones" if sheet.holds_excluded else ""


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _answered(words: str) -> tuple[Span, ...]:
    """What stands before the colon is the answer, what follows its reasons."""
    answer, colon, why = words.partition(":")
    return strong(_unbroken(f"{answer}{colon} ")), Span(_unbroken(why.lstrip()), tone="muted")


def _unbroken(text: str) -> str:
    """A number keeps its sign in the same line."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def _facts(sheet: Sheet) -> list[tuple[int, Spans]]:
    """What "due to incorrect labels" counts, and its neighbours."""
    labels = sheet.incorrectly_labeled
    if labels.share is None:
        return []
    share = percent(labels.share, labels.considered)
    found = f"{share} of {labels.considered:,} reviewed{_within(sheet)}"
    rows: list[tuple[int, Spans]] = [
        (
            labels.count,
            (
                Span("due to incorrect labels: the given label was found incorrect, "),
                Span(_unbroken(found), tone="text"),
            ),
        ),
        (sheet.not_upheld, (Span("not upheld: found incorrect, or excluded"),)),
        (sheet.becomes_right, (Span(f"become{'s' if sheet.becomes_right == 1 else ''} right by the corrected label"),)),
    ]
    if labels.unsure:
        most = percent((labels.count + labels.unsure) / labels.considered, labels.considered)
        rows.append((labels.unsure, (Span(f"unsure or in conflict: {between(share, most)} may be incorrect"),)))
    return rows


def _within(sheet: Sheet) -> str:
    limits = sheet.incorrectly_labeled.interval
    if limits is None or limits[0] == limits[1]:
        return ""
    low, high = (hundredfold(limit, sheet.incorrectly_labeled.considered) for limit in limits)
    return f" ({low}–{high} %)"
