from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from labeler.gui.jobs import InlineJobs
from labeler.gui.page import Page
from labeler.gui.page_stack import PAGES, PageStack


@pytest.fixture
def stack(qtbot: QtBot) -> PageStack:
    made = PageStack(InlineJobs())
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("page_id", PAGES)
def test_a_page_is_made_once_when_it_is_first_asked_for(stack: PageStack, page_id: str, qtbot: QtBot) -> None:
    assert not stack.is_made(page_id)
    with qtbot.waitSignal(stack.made) as told:
        page = stack.page(page_id)
    assert told.args == [page_id]
    assert isinstance(page, Page)
    assert type(page).__module__.startswith(f"labeler.gui.pages.{page_id}")
    assert stack.page(page_id) is page


def test_pages_may_be_made_while_those_there_are_told_something(stack: PageStack) -> None:
    first = stack.page("start")
    for _page in stack.made_pages():
        stack.page("overview")
    assert stack.made_pages() == (first, stack.page("overview"))
