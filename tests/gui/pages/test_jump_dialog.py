from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyboard import focused, presented
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from labeler.gui.pages.review.id_index import IdIndex
from labeler.gui.pages.review.jump_dialog import JumpDialog

IDS = [f"c{number:05d}" for number in range(1000)]
QUEUE = list(range(0, 400, 2))

Opened = Callable[..., JumpDialog]


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    def open_dialog(ids: Sequence[str] = IDS, queue: Sequence[int] = QUEUE, current: int | None = None) -> JumpDialog:
        dialog = JumpDialog(ids, queue, current=current)
        return presented(dialog, qtbot)

    return open_dialog


def _chosen(qtbot: QtBot, dialog: JumpDialog, text: str, *keys: Qt.Key) -> object:
    QTest.keyClicks(focused(), text)
    with qtbot.waitSignal(dialog.chosen) as signal:
        for key in (*keys, Qt.Key.Key_Return):
            QTest.keyClick(focused(), key)
    assert not dialog.isVisible()
    assert isinstance(signal.args, list)
    return signal.args[0]


def test_a_number_is_a_place_in_the_queue(qtbot: QtBot, opened: Opened) -> None:
    assert _chosen(qtbot, opened(), "41") == QUEUE[40]


def test_the_ids_that_contain_the_number_follow_those_of_the_queue_first(qtbot: QtBot, opened: Opened) -> None:
    assert _chosen(qtbot, opened(), "33", Qt.Key.Key_Down) == 330  # c00033 is not in the queue


def test_an_example_outside_the_queue_is_found_by_its_id(qtbot: QtBot, opened: Opened) -> None:
    assert _chosen(qtbot, opened(), "C00777") == 777


def test_the_example_in_view_is_where_it_begins(qtbot: QtBot, opened: Opened) -> None:
    assert _chosen(qtbot, opened(current=QUEUE[150]), "", Qt.Key.Key_Down) == QUEUE[151]


@pytest.mark.parametrize("text", ["0", "201x", "nothing", "99999999999999999999"])
def test_what_is_neither_chooses_nothing(qtbot: QtBot, opened: Opened, text: str) -> None:
    dialog = opened(ids=["a", "b"], queue=[0])
    QTest.keyClicks(focused(), text)
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_escape_leaves(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened()
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_id_itself_comes_first_then_those_that_begin_so() -> None:
    assert IdIndex(["xab", "abc", "AB", "c"]).find("ab", limit=9) == [2, 1, 0]
    assert IdIndex(["xab", "abc", "AB", "c"]).find("ab", limit=2) == [2, 1]
    assert IdIndex([]).find("a", limit=5) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abß.İ1", min_size=1, max_size=4), max_size=12), st.text("abß.İ1", min_size=1, max_size=2))
def test_an_index_finds_exactly_the_ids_that_contain_the_letters(ids: list[str], query: str) -> None:
    expected = {place for place, own in enumerate(ids) if query.casefold() in own.casefold()}
    assert set(IdIndex(ids).find(query, limit=100)) == expected
