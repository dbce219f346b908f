"""A lead goes through all pages of every pack by nothing but keys, in the real window, and each page follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from packs import PACKS, project_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from windows import window_on

import labeler
from labeler.core.decisions import Status, Verdict
from labeler.gui.apply_dialog import ApplyDialog
from labeler.gui.pages.diagnosis.error_table import ErrorTable
from labeler.gui.pages.diagnosis.ladder import Ladder
from labeler.gui.pages.errors.sheet_view import SheetView
from labeler.gui.pages.gallery.bulk_dialog import BulkDialog
from labeler.gui.widgets.example_grid import ExampleGrid
from labeler.gui.window import Window
from labeler.session.session import Session

Key = Qt.Key
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PAGES = {
    "overview": Key.Key_1,
    "review": Key.Key_2,
    "gallery": Key.Key_3,
    "errors": Key.Key_4,
    "corrections": Key.Key_5,
    "ranking": Key.Key_6,
    "diagnosis": Key.Key_7,
}


class Lead:
    """Presses keys on whatever has the keyboard, and waits as a person does until a page shows its figures."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def session(self) -> Session:
        assert self.window.project is not None
        return self.window.project.session

    def go(self, page: str) -> None:
        self.press(PAGES[page], modifier=CONTROL)
        self.wait()

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.busy(), timeout=60_000)

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self._focused(), key, modifier)

    def come_back(self) -> None:
        """From a dialog; a desktop does that by itself."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def type(self, text: str) -> None:
        QTest.keyClicks(self._focused(), text)

    def found_right(self) -> int:
        """How many labels the lead found right."""
        review = self.session.review
        own = (review.decisions(ordinal).get("ann") for ordinal in review.ordinals())
        return sum(said is not None and said.verdict is Verdict.CORRECT for said in own)

    def said(self) -> str:
        """All that is in sight in words."""
        return "\n".join(
            f"{one.accessibleName()} {one.accessibleDescription()}"
            for one in self.window.findChildren(QWidget)
            if one.isVisible()
        )

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window


@pytest.fixture(params=PACKS)
def project(request: pytest.FixtureRequest, data: Path, tmp_path: Path) -> Path:
    """Bob has decided a few errors, and one otherwise than Cleo."""
    path = project_of(data / request.param, tmp_path / "p")
    with labeler.open(path) as session:
        for item in session.queue("errors", size=4).items:
            session.record(item.example_id, "correct", reviewer="bob")
        session.record(item.example_id, "excluded", reviewer="cleo")
    return path


@pytest.fixture
def lead(project: Path, qtbot: QtBot) -> Iterator[Lead]:
    with window_on(project, qtbot, reviewer="ann") as window:
        yield Lead(window, qtbot)


def test_the_pages_of_a_lead_by_keys_alone(lead: Lead) -> None:
    walk(lead)
    tick_and_exclude(lead)
    decide_in_bulk_and_take_it_back(lead)
    settle(lead)
    apply(lead)
    diagnose(lead)
    assert lead.session.verify().ok


def walk(lead: Lead) -> None:
    """Every page shows its own figures, those of the session."""
    for page in PAGES:
        lead.go(page)
        assert lead.window._rail.current() == page
    lead.go("overview")
    splits = lead.session.rank(resamples=0).splits
    assert list(splits.values())[-1].verdict.headline in lead.said()


def tick_and_exclude(lead: Lead) -> None:
    """On the sheet: a new category ticked on the first error, the second excluded."""
    lead.go("errors")
    rows = lead.session.sheet_rows().ordinals
    lead.press(Key.Key_Plus)
    lead.type("Blurry")
    lead.press(Key.Key_Return)
    lead.wait()
    _sheet(lead).setFocus()
    lead.press(Key.Key_Home, modifier=CONTROL)
    lead.press(Key.Key_1, Key.Key_Down, Key.Key_X)
    lead.wait()
    first, second = (lead.session.examples.ids[row] for row in rows[:2].tolist())
    assert lead.session.decisions(first)["ann"].categories == ("blurry",)
    assert lead.session.decisions(second)["ann"].verdict is Verdict.EXCLUDED
    assert "predictions" in lead.session.decisions(second)["ann"].seen


def decide_in_bulk_and_take_it_back(lead: Lead) -> None:
    """In the gallery: three are found right at once, and one undo takes that back."""
    lead.go("gallery")
    _grid(lead).setFocus()
    before = lead.found_right()
    lead.press(Key.Key_Home)
    lead.press(Key.Key_Space)
    lead.press(Key.Key_Right, Key.Key_Right, modifier=SHIFT)
    lead.press(Key.Key_D)
    dialog = lead.window.findChild(BulkDialog)
    assert dialog is not None
    lead.qtbot.waitUntil(dialog.isActiveWindow)
    lead.press(Key.Key_Space)
    lead.qtbot.waitUntil(lambda: _decides(dialog))
    lead.press(Key.Key_Return)
    lead.qtbot.waitUntil(lambda: not dialog.isVisible())
    assert lead.found_right() == before + 3
    lead.come_back()
    lead.press(Key.Key_Z, modifier=CONTROL)
    assert lead.found_right() == before


def settle(lead: Lead) -> None:
    """Each conflict is settled as the second reviewer says."""
    ids = [lead.session.examples.ids[each.ordinal] for each in lead.session.conflicts()]
    lead.go("corrections")
    lead.press(Key.Key_2, modifier=ALT)
    lead.wait()
    for _ in ids:
        lead.press(Key.Key_2)
        lead.wait()
    assert ids
    assert Status.CONFLICT not in {lead.session.resolution(example_id).status for example_id in ids}
    assert lead.session.corrections(status="conflict").items == ()


def apply(lead: Lead) -> None:
    """What applying changes is shown; a reason is asked for where parity stops it."""
    lead.press(Key.Key_Return, modifier=CONTROL)
    dialog = lead.window.findChild(ApplyDialog)
    assert dialog is not None
    lead.qtbot.waitUntil(lambda: not dialog.busy(), timeout=60_000)
    reason = next((line for line in dialog.findChildren(QLineEdit) if line.isVisible() and line.isEnabled()), None)
    if lead.session.parity().blocking:
        assert reason is not None
        reason.setFocus()
        lead.type("tried by keys alone")
    lead.press(Key.Key_Return, modifier=CONTROL)
    lead.qtbot.waitUntil(lambda: not dialog.isVisible())
    (version,) = lead.session.versions().versions
    assert version.excluded >= 1
    lead.come_back()


def diagnose(lead: Lead) -> None:
    """A human-level error is typed and the ladder has it."""
    lead.go("diagnosis")
    field = lead.window.findChild(ErrorTable).findChildren(QLineEdit)[0]
    field.setFocus()
    lead.type("1@500")
    lead.press(Key.Key_Return)
    lead.wait()
    assert lead.session.typed_errors() == {"human": [(1.0, 500)]}
    assert "Human level: 1.0 %" in lead.window.findChild(Ladder).accessibleDescription()


def _sheet(lead: Lead) -> SheetView:
    view = lead.window.findChild(SheetView)
    assert view is not None
    return view


def _grid(lead: Lead) -> ExampleGrid:
    grid = lead.window.findChild(ExampleGrid)
    assert grid is not None
    return grid


def _decides(dialog: BulkDialog) -> bool:
    return any(one.isEnabled() and one.accessibleName() == "Decide" for one in dialog.findChildren(QAbstractButton))
