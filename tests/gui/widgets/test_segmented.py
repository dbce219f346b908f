from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.theme import apply_theme
from labeler.gui.widgets.segmented import HEIGHT, Segmented

K = Qt.Key
SPLITS = [("dev+test", "dev and test"), ("dev", "dev"), ("test", "test")]

Shown = Callable[[QWidget], QWidget]
Painted = Callable[[QWidget], QImage]


@pytest.fixture
def segmented(shown: Shown) -> Segmented:
    made = Segmented("Split")
    made.set_choices(SPLITS, current="dev")
    shown(made)
    return made


def test_it_says_its_name_and_what_holds(segmented: Segmented) -> None:
    assert segmented.accessibleName() == "Split: dev"
    assert segmented.accessibleDescription() == "One of: dev and test, dev, test"


@pytest.mark.parametrize(
    ("key", "value"), [(K.Key_Right, "test"), (K.Key_Left, "dev+test"), (K.Key_Down, "test"), (K.Key_Space, "test")]
)
def test_keys_go_to_the_neighbour(qtbot: QtBot, segmented: Segmented, key: Qt.Key, value: str) -> None:
    with qtbot.waitSignal(segmented.chosen) as signal:
        QTest.keyClick(segmented, key)
    assert signal.args == [value]
    assert segmented.current() == value


def test_arrows_end_at_the_ends_and_space_goes_round(qtbot: QtBot, segmented: Segmented) -> None:
    segmented.set_current("test")
    with qtbot.assertNotEmitted(segmented.chosen):
        QTest.keyClick(segmented, K.Key_Right)
    QTest.keyClick(segmented, K.Key_Space)
    assert segmented.current() == "dev+test"


def test_enter_is_left_to_the_dialog(qtbot: QtBot, shown: Shown) -> None:
    class Around(QWidget):
        entered = 0

        def keyPressEvent(self, event: object) -> None:
            self.entered += 1

    around = Around()
    inside = Segmented("Split", around)
    inside.set_choices(SPLITS, current="dev")
    shown(around)
    with qtbot.assertNotEmitted(inside.chosen):
        QTest.keyClick(inside, K.Key_Return)
    assert around.entered == 1


def test_a_click_chooses_and_one_beside_it_does_not(qtbot: QtBot, segmented: Segmented) -> None:
    with qtbot.waitSignal(segmented.chosen) as signal:
        QTest.mouseClick(segmented, Qt.MouseButton.LeftButton, pos=QPoint(20, 17))
    assert signal.args == ["dev+test"]
    with qtbot.assertNotEmitted(segmented.chosen):
        QTest.mouseClick(segmented, Qt.MouseButton.LeftButton, pos=QPoint(segmented.width() - 5, 17))


def test_what_the_program_sets_is_not_told(qtbot: QtBot, segmented: Segmented) -> None:
    with qtbot.assertNotEmitted(segmented.chosen):
        segmented.set_current("test")
        segmented.set_choices(SPLITS, current="nothing of these")
    assert segmented.current() is None


def test_without_room_the_choices_stand_below_each_other(qtbot: QtBot, segmented: Segmented) -> None:
    narrow = segmented.minimumSizeHint().width()
    assert segmented.heightForWidth(480) == HEIGHT
    assert segmented.heightForWidth(narrow) == 3 * HEIGHT
    segmented.resize(narrow, 3 * HEIGHT)
    with qtbot.waitSignal(segmented.chosen) as signal:
        QTest.mouseClick(segmented, Qt.MouseButton.LeftButton, pos=QPoint(10, 2 * HEIGHT + 10))
    assert signal.args == ["test"]


def test_what_holds_and_focus_are_seen(qtbot: QtBot, segmented: Segmented, painted: Painted) -> None:
    segmented.clearFocus()
    before = painted(segmented)
    segmented.set_current("test")
    after = painted(segmented)
    assert after != before
    segmented.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(segmented.hasFocus)
    assert painted(segmented) != after


def test_it_grows_with_the_text(qapp: QApplication, segmented: Segmented) -> None:
    width = segmented.sizeHint().width()
    apply_theme(qapp, "light", scale=2.0)
    assert segmented.sizeHint().height() == 2 * HEIGHT
    assert segmented.sizeHint().width() > 1.5 * width
