from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.option_list import Option
from labeler.gui.widgets.search_list import SearchList, by_name
from labeler.gui.widgets.text_label import TextLabel

K = Qt.Key
OPTIONS = [
    Option(("class", "cat"), "cat"),
    Option(("class", "dog"), "dog"),
    Option(("category", "x"), "Great cat", "note"),
]

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def searched(shown: Shown) -> SearchList:
    made = SearchList("Find")
    made.set_search(by_name(OPTIONS))
    shown(made)
    return made


def _line(searched: SearchList) -> QLineEdit:
    line = searched.focusProxy()
    assert isinstance(line, QLineEdit)
    return line


def test_everything_is_listed_until_something_is_typed(searched: SearchList) -> None:
    assert searched.count() == 3
    assert searched.current() == ("class", "cat")
    QTest.keyClicks(_line(searched), "CAT")
    assert searched.count() == 2


def test_enter_chooses_the_current_one(qtbot: QtBot, searched: SearchList) -> None:
    with qtbot.waitSignal(searched.chosen) as signal:
        QTest.keyClick(_line(searched), K.Key_Down)
        QTest.keyClick(_line(searched), K.Key_Return)
    assert signal.args == [("class", "dog")]


def test_moving_tells_each_once(qtbot: QtBot, searched: SearchList) -> None:
    told: list[object] = []
    searched.moved.connect(told.append)
    for key in (K.Key_Down, K.Key_Down, K.Key_Down, K.Key_PageUp, K.Key_Up):
        QTest.keyClick(_line(searched), key)
    QTest.keyClicks(_line(searched), "nothing")
    assert told == [("class", "dog"), ("category", "x"), ("class", "cat"), None]


def test_what_is_not_found_is_said(qtbot: QtBot, searched: SearchList) -> None:
    QTest.keyClicks(_line(searched), "zebra")
    said = [label.accessibleName() for label in searched.findChildren(TextLabel) if label.isVisible()]
    assert said == ["Nothing matches zebra"]
    with qtbot.assertNotEmitted(searched.chosen):
        QTest.keyClick(_line(searched), K.Key_Return)


def test_what_is_current_is_said_beside_the_line(searched: SearchList) -> None:
    QTest.keyClicks(_line(searched), "gre")
    assert _line(searched).accessibleDescription() == "Great cat note"


def test_new_entries_keep_what_is_typed_and_may_begin_elsewhere(searched: SearchList) -> None:
    QTest.keyClicks(_line(searched), "cat")
    searched.set_search(by_name([*OPTIONS, Option("new", "concatenate")]), at=("category", "x"))
    assert (searched.count(), searched.current()) == (3, ("category", "x"))
    searched.clear(at="new")
    assert (searched.text(), searched.current()) == ("", "new")


@pytest.mark.parametrize("chooses", [True, False])
def test_a_click_moves_there_and_may_choose(qtbot: QtBot, shown: Shown, chooses: bool) -> None:
    searched = SearchList("Find", click_chooses=chooses)
    searched.set_search(by_name(OPTIONS))
    shown(searched)
    view = searched.findChild(QListView)
    assert isinstance(view, QListView)
    chosen: list[object] = []
    searched.chosen.connect(chosen.append)
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert searched.current() == ("class", "dog")
    assert chosen == ([("class", "dog")] if chooses else [])


def test_any_search_will_do(shown: Shown) -> None:
    def search(query: str) -> Sequence[Option]:
        return [Option(number, f"{query}{number}") for number in range(3)]

    searched = SearchList("Find")
    searched.set_search(search)
    shown(searched)
    QTest.keyClicks(_line(searched), "a")
    QTest.keyClick(_line(searched), K.Key_Down)
    assert searched.current() == 1
